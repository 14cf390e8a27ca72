"""Question files: one question, a batch in one file, or a folder of them; as plain data with what is wrong."""

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente.kernel.errors import Problem
from detente.store.yaml11 import parse

MAX_FILE = 64 * 1024 * 1024
MAX_FILES = 5_000
SUFFIXES = (".yaml", ".yml", ".json")


@dataclass
class Loaded:
    """Plain data of each question with the file it stands in; ``batch`` is True unless the path holds one question."""

    questions: list[tuple[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    batch: bool = False

    def bad(self, file: Path | str, code: str, place: str, message: str, fix: str = "") -> None:
        """Add a problem."""
        self.problems.append(Problem(str(file), 0, code, message, fix, place=place))


def load(path: Path) -> Loaded:
    """Every question at a path. Never raises for bad input."""
    loaded = Loaded()
    if path.is_dir():
        loaded.batch = True
        try:
            names = sorted(each for each in path.iterdir() if each.suffix.lower() in SUFFIXES)
        except OSError as error:
            loaded.bad(path, "no_file", "file", f"the folder cannot be read: {error.strerror}")
            return loaded
        if not names:
            loaded.bad(
                path, "no_file", "file", "the folder holds no question", "put .yaml, .yml or .json files into it"
            )
        if len(names) > MAX_FILES:
            loaded.bad(path, "no_file", "file", f"more than {MAX_FILES} files", "split the folder")
            return loaded
        for each in names:
            _file(each, loaded)
    else:
        _file(path, loaded)
    return loaded


def _file(path: Path, loaded: Loaded) -> None:
    text = _text(path, loaded)
    if text is None:
        return
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        loaded.batch = True
        for number, row in enumerate(text.split("\n"), 1):
            if row.strip():
                _json(path, row, f"line {number}", loaded)
        return
    if suffix == ".json":
        _json(path, text, "", loaded)
        return
    parsed = parse(text)
    for line, message in parsed.faults:
        loaded.bad(path, "bad_yaml", f"line {line}" if line else "file", message, "mend the line that is named")
    if not parsed.faults:
        _questions(path, parsed.data, loaded)


def _text(path: Path, loaded: Loaded) -> str | None:
    """The text of an ordinary file of bounded size."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no path"
        loaded.bad(path, "no_file", "file", f"cannot be opened: {why.lower()}", "give the path of a question file")
        return None
    with os.fdopen(handle, "rb") as file:
        info = os.fstat(file.fileno())
        if not stat.S_ISREG(info.st_mode):
            loaded.bad(path, "no_file", "file", "is no ordinary file", "give the path of a question file")
            return None
        if info.st_size > MAX_FILE:
            loaded.bad(
                path,
                "no_file",
                "file",
                f"has {info.st_size / 1e6:.0f} MB, the limit is {MAX_FILE / 1e6:.0f} MB",
                "split it",
            )
            return None
        content = file.read(MAX_FILE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        loaded.bad(path, "bad_yaml", f"line {line}", f"byte {error.start} is no UTF-8", "save the file as UTF-8")
        return None
    if not text.strip():
        loaded.bad(path, "bad_yaml", "file", "the file is empty", "write a question")
        return None
    return text


class _TwiceError(ValueError):
    pass


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise _TwiceError(f"the key {key[:60]!r} stands twice in one mapping")
        data[key] = value
    return data


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _json(path: Path, text: str, place: str, loaded: Loaded) -> None:
    fix = "mend the line that is named"
    try:
        data = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)
    except json.JSONDecodeError as error:
        spot = place or f"line {error.lineno}"
        loaded.bad(path, "bad_yaml", spot, f"not well-formed: {error.msg}", fix)
    except RecursionError:
        loaded.bad(path, "bad_yaml", place or "file", "nested too deep", fix)
    except ValueError as error:
        loaded.bad(path, "bad_yaml", place or "file", str(error), fix)
    else:
        _questions(path, data, loaded)


def _questions(path: Path, data: Any, loaded: Loaded) -> None:
    """One question, or those of a mapping with ``questions``."""
    if not (isinstance(data, dict) and "questions" in data):
        loaded.questions.append((str(path), data))
        return
    loaded.batch = True
    for key in data:
        if key != "questions" and not (
            isinstance(key, str) and (key in ("format", "note", "notes") or key.startswith("x_"))
        ):
            fix = "keep only `questions` beside notes, or remove `questions`"
            loaded.bad(path, "unknown_key", str(key), f"there is no key {key!r} in a batch", fix)
    rows = data["questions"]
    if not isinstance(rows, list):
        loaded.bad(path, "bad_type", "questions", "is no list", "write a list of questions")
        return
    loaded.questions.extend((str(path), each) for each in rows)
