"""What the commands on tables of issues share: options, outputs checked before any work, warnings, a progress bar."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from detente.cli.options import FILE

TABLE = click.argument("file", metavar="ISSUES.csv", type=FILE)
MISSING = click.option(
    "--missing",
    type=click.Choice(["impute", "error"]),
    default="impute",
    show_default=True,
    help="Fill empty salience and capability and leave actors without a position out, or make each gap a problem.",
)
SALIENCE_SCALE = click.option(
    "--salience-scale",
    type=click.Choice(["1", "100"]),
    help="Read salience as 0-1 or 0-100; by default 0-1 if the largest of the file is 1 or less.",
)
#: Work that takes longer than this is shown to the person who waits.
_PATIENCE = 1.5


def places_for(file: Path, wanted: list[Path]) -> None:
    """Refuse, before any work, outputs that cannot be written, that would overwrite the table, or one another."""
    from detente.kernel.errors import DetenteError, Problem

    taken, problems = {file.resolve()}, []
    for each in wanted:
        why = ""
        if each.is_dir():
            why = "is a folder"
        elif not each.parent.is_dir():
            why = "its folder does not exist"
        elif each.resolve() in taken:
            why = "this file is already the table or another output"
        taken.add(each.resolve())
        if why:
            problems.append(Problem(str(each), 0, "output-unwritable", f"file: {why}; choose another place"))
    if problems:
        raise DetenteError(*problems)


def warn(found: Any) -> None:
    """One line a warning on stderr: ``warning[slug]: what. What to do``."""
    for each in found:
        click.echo(f"warning[{each.slug}]: {each.message}.{' ' + each.fix if each.fix else ''}", err=True)


@contextmanager
def progress_bar(unit: str) -> Iterator[Callable[[int, int], None] | None]:
    """A callback (done, total) that shows a bar on stderr once the work has taken a while; None if nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    shown: list[tuple[Any, Any]] = []

    def report(done: int, total: int) -> None:
        if not shown and time.monotonic() - started > _PATIENCE:
            from rich.console import Console
            from rich.progress import Progress

            bar = Progress(console=Console(stderr=True), transient=True)
            bar.start()
            shown.append((bar, bar.add_task(unit, total=total)))
        if shown:
            bar, task = shown[0]
            bar.update(task, completed=done)

    try:
        yield report
    finally:
        for bar, _ in shown:
            bar.stop()
