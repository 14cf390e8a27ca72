"""Deal files as plain data: YAML with the line and column of what is broken."""

from pathlib import Path
from typing import Any

import yaml

from detente.kernel.errors import DetenteError, Problem
from detente.store.safe_yaml import LOADER, parse

MAX_FILE = 64 * 1024 * 1024


def read_deal_file(path: Path) -> Any:
    """The data of one file. Raises DetenteError with what keeps it from being read.

    Bare words that other readers take for booleans, dates or octal numbers (no, on, 2020-11-07) are text here, since ids and
    levels are often such words.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise DetenteError(_problem(path, "file", f"more than {MAX_FILE // 1024**2} MB", "split it"))
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        why = (error.strerror or "cannot be read").lower()
        raise DetenteError(_problem(path, "file", why, "give the path of a deal file")) from None
    except UnicodeDecodeError as error:
        raise DetenteError(_problem(path, f"byte {error.start}", "is no UTF-8", "save the file as UTF-8")) from None
    parsed = parse(text)
    faults = [(line, message) for line, slug, message in parsed.faults if slug != "yaml-trap"]
    if faults:
        where = _mark(text)
        raise DetenteError(*(
            _problem(path, where if where and parsed.data is None else f"line {line}", message, "mend the line that is named")
            for line, message in faults
        ))  # fmt: skip
    return parsed.data


def _mark(text: str) -> str | None:
    """``line L, column C`` of the first place where the YAML breaks."""
    try:
        for _ in yaml.parse(text, Loader=LOADER):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        return f"line {mark.line + 1}, column {mark.column + 1}" if mark else None
    return None


def _problem(path: Path, place: str, message: str, fix: str) -> Problem:
    return Problem(str(path), 0, "deal-file", message, fix, place=place)
