"""Files of a negotiation: which stand in a folder, their bytes, and YAML among them; nothing outside is opened."""

import os
import stat
from pathlib import Path
from typing import Any

import yaml

from detente.store.safe_yaml import LOADER, MAX_DEPTH
from detente.store.yaml11 import parse

MAX_FILE = 16 * 1024 * 1024
MAX_FILES = 1_000
#: Values of a YAML file with every alias written out.
MAX_VALUES = 2_000_000


class UnreadableError(Exception):
    """Why a file or folder cannot be read, in words."""


def names_in(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """The files of a folder with one of the endings, by name; hidden ones are left out. Raises UnreadableError."""
    try:
        found = sorted(
            each for each in folder.iterdir() if each.suffix.lower() in suffixes and not each.name.startswith(".")
        )
    except OSError as error:
        raise UnreadableError(f"the folder cannot be read: {(error.strerror or 'no reason given').lower()}") from None
    if len(found) > MAX_FILES:
        raise UnreadableError(f"more than {MAX_FILES:,} files")
    return found


def content_of(path: Path, folder: Path) -> bytes:
    """The bytes of an ordinary file of bounded size inside the folder. Raises UnreadableError."""
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise UnreadableError("lies outside the folder, which is never left")
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError, RuntimeError) as error:
        raise UnreadableError(f"cannot be opened: {(getattr(error, 'strerror', None) or 'no path').lower()}") from None
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise UnreadableError("is no ordinary file")
        if info.st_size > MAX_FILE:
            raise UnreadableError(f"has {info.st_size / 1e6:.1f} MB, the limit is {MAX_FILE / 1e6:.1f} MB")
        with os.fdopen(os.dup(handle), "rb") as file:
            content = file.read(MAX_FILE + 1)
    finally:
        os.close(handle)
    if not content.strip():
        raise UnreadableError("the file is empty")
    return content


def yaml_data(text: str) -> tuple[Any, list[tuple[str, str]]]:
    """YAML 1.1 as plain data, and its faults as (place, message); with any fault the data must not be used."""
    if "\x00" in text:
        return None, [("file", "holds NUL characters")]
    parsed = parse(text)
    if parsed.faults:
        column = _column(text)
        return None, [
            (f"line {line}" + (f", column {column[1]}" if line == column[0] else "") if line else "file", message)
            for line, message in parsed.faults
        ]
    if not _bounded(parsed.data):
        return None, [("file", f"its aliases make more than {MAX_VALUES:,} values, or nest without end")]
    return parsed.data, []


def _column(text: str) -> tuple[int, int]:
    """Line and column at which the text stops being YAML; zeros if it does not."""
    try:
        for _ in yaml.parse(text, Loader=LOADER):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is not None:
            return mark.line + 1, mark.column + 1
    return 0, 0


def _bounded(data: Any) -> bool:
    """True if the data, with every alias written out, is neither too large nor too deep. Shared parts are counted once."""
    known: dict[int, tuple[int, int]] = {}

    def measure(value: Any, depth: int) -> tuple[int, int]:
        if not isinstance(value, dict | list):
            return 1, 0
        if id(value) in known:
            return known[id(value)]
        if depth > MAX_DEPTH:
            return MAX_VALUES + 1, 0
        inner = [measure(each, depth + 1) for each in (value.values() if isinstance(value, dict) else value)]
        found = (1 + sum(size for size, _ in inner), 1 + max((height for _, height in inner), default=0))
        known[id(value)] = found
        return found

    size, height = measure(data, 0)
    return size <= MAX_VALUES and height <= MAX_DEPTH
