"""Run the commands that the pages show, and put their real output under them.

A fenced block ``console`` holds lines that begin with ``$ `` and the output under each. ``detente`` commands are run in
this process with a terminal of 100 columns; ``$ COMMAND | head -n N`` is run as into a pipe and cut after N lines. Any
other command is left as it stands. A fenced block whose info string is ``{code-block} LANGUAGE`` with ``:caption: PATH``
is written to that path first, so that a page may make its own files. Blocks are taken in the order of the page.

The tutorial "your own case" is run first, in an empty folder; each other page is run in a copy of what it left, so that
every page may use the dossier ``straits`` and the folder ``texts``. Blocks ``shell-session`` and ``sh`` are never run.
"""

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from unittest import mock

import click

from detente.cli.main import main as detente
from detente.kernel.errors import DetenteError

FIRST = "tutorials/your-own-case.md"
_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL)
_CAPTION = re.compile(r"\A:caption: (?P<path>\S+)\n\n?")
_HEAD = re.compile(r"^(?P<command>.*?) \| head -n (?P<lines>\d+)$")


def refreshed(docs: Path, skip: set[Path]) -> dict[Path, str]:
    """Every hand-written page with blocks to run -> its text with fresh output."""
    found: dict[Path, str] = {}
    with tempfile.TemporaryDirectory() as folder, _quick():
        base = Path(folder) / "base"
        base.mkdir()
        first = docs / FIRST
        found[first] = run_page(first.read_text("utf-8"), base)
        for path in sorted(docs.rglob("*.md")):
            text = path.read_text("utf-8")
            if path in skip or path == first or "_build" in path.parts or "```console" not in text:
                continue
            here = Path(folder) / "page"
            shutil.copytree(base, here)
            found[path] = run_page(text, here)
            shutil.rmtree(here)
    return found


def run_page(text: str, folder: Path) -> str:
    """The page with the output of its commands, which are run in ``folder``."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return _FENCE.sub(_block, text)
    finally:
        os.chdir(before)


def commands(text: str) -> Iterator[str]:
    """Every command that a page shows after ``$ ``, run or not."""
    for block in _FENCE.finditer(text):
        yield from (line[2:] for line in block["body"].splitlines() if line.startswith("$ "))


def _block(match: re.Match[str]) -> str:
    info, body = match["info"].strip(), match["body"]
    if info == "console":
        typed = [line for line in body.splitlines() if line.startswith("$ ")]
        return f"{match['fence']}{match['info']}\n{''.join(map(_shown, typed))}{match['fence']}"
    if info.startswith("{code-block}") and (caption := _CAPTION.match(body)):
        path = Path(caption["path"])
        if path.is_absolute() or ".." in path.parts:
            raise ValueError(f"a page may only write below its own folder, not {path}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body[caption.end() :], "utf-8")
    return match[0]


def _shown(line: str) -> str:
    command = line[2:]
    if not command.startswith("detente "):
        return f"{line}\n"
    return f"{line}\n{run(command)}"


def run(command: str) -> str:
    """What the terminal shows after a ``detente`` command."""
    head = _HEAD.match(command)
    arguments = shlex.split(head["command"] if head else command)[1:]
    out = _Screen(terminal=head is None)
    with mock.patch.multiple(sys, stdout=out, stderr=out):
        try:
            detente(arguments)
        except SystemExit:
            pass
        except DetenteError as error:
            out.write(f"{error}\n")
    lines = [line.rstrip() for line in click.unstyle(out.getvalue()).splitlines()]
    if head:
        lines = lines[: int(head["lines"])]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{line}\n" for line in lines)


class _Screen(io.StringIO):
    """Standard output that says whether it is a terminal."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


class _Clock(datetime):
    """One fixed moment, so that the pages do not change with the clock."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime(2026, 11, 24, 12, 0, 0, tzinfo=tz)


@contextmanager
def _quick() -> Iterator[None]:
    """A terminal of fixed size, a clock that stands, no progress bars, and the shipped dossiers read once: nothing writes
    to them.
    """
    from detente.cli import tables
    from detente.store import folder, shipped
    from detente.workbench import editing, judgement, opening, verifying

    read = folder.read_folder
    kept: dict[Path, folder.Opened] = {}

    def once(path: Path) -> folder.Opened:
        if not path.resolve().is_relative_to(shipped.SHIPPED):
            return read(path)
        if path not in kept:
            kept[path] = read(path)
        return kept[path]

    environment = {"COLUMNS": "100", "LINES": "50", "NO_COLOR": "1"}
    with (
        mock.patch.dict(os.environ, environment),
        mock.patch.object(opening, "read_folder", once),
        mock.patch.object(verifying, "read_folder", once),
        mock.patch.object(editing, "datetime", _Clock),
        mock.patch.object(judgement, "datetime", _Clock),
        mock.patch.object(tables, "_PATIENCE", float("inf")),
    ):
        yield
