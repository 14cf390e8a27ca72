"""How results reach the reader, decided here for every command: tables for people, JSON for pipes, problems on stderr."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

FORMATS = ("auto", "table", "json")


def format_option(command: Any) -> Any:
    """The ``--format`` option: a table on a terminal, JSON in a pipe, unless the user says which."""
    text = "Table for people, JSON for pipes; auto picks by where the output goes."
    return click.option("--format", "form", type=click.Choice(FORMATS), default="auto", show_default=True, help=text)(
        command
    )


def wants_json(form: str) -> bool:
    """True if the output should be JSON."""
    return form == "json" or (form == "auto" and not sys.stdout.isatty())


def rows(title: str, columns: Sequence[str], records: Sequence[dict[str, Any]], form: str) -> None:
    """Records as a table of some columns, or as a JSON list with all of them."""
    if wants_json(form):
        data(list(records))
        return
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for record in records:
        table.add_row(*(cell(record.get(column)) for column in columns))
    terminal().print(table)
    click.echo(f"{len(records)} {'row' if len(records) == 1 else 'rows'}", err=True)


def cell(value: Any) -> Any:
    """One cell: lists joined, emptiness blank, and text never read as markup."""
    from rich.text import Text

    if value is None:
        return ""
    if isinstance(value, list | tuple):
        several = any(len(str(each)) > 30 for each in value)
        return Text(("\n" if several else ", ").join(f"- {each}" if several else str(each) for each in value))
    return Text(str(value))


def data(value: Any) -> None:
    """Plain data as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def terminal() -> Any:
    """The rich console for stdout; wide when the output is no terminal, so that nothing is cut."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160)


def problems(found: Iterable[Any]) -> None:
    """One line a problem on stderr."""
    for each in found:
        click.echo(f"{'warning: ' if each.level == 'warning' else ''}{each}", err=True)


def said(text: str) -> None:
    """A remark for the person, on stderr so that pipes stay clean."""
    click.echo(text, err=True)


def sentences(said: Iterable[Any], notes: list[str]) -> None:
    """Sentences, each with the number of its note; the notes are added to ``notes``, to be printed by :func:`noted`."""
    for each in said:
        mark = ""
        if each["note"]:
            notes.append(each["note"])
            mark = f" [{len(notes)}]"
        text = each["text"].rstrip(".")
        stop = "" if text.endswith(("?", "!")) else "."
        click.echo(f"{text}{stop}{' (assumption)' if each['assumption'] else ''}{mark}")


def noted(notes: Iterable[str]) -> None:
    """The numbered notes below."""
    for place, text in enumerate(notes, 1):
        click.secho(f"  [{place}] {text}", dim=True)


def account(said: Iterable[Any]) -> None:
    """Sentences with their numbered notes below."""
    notes: list[str] = []
    sentences(said, notes)
    noted(notes)


def deliver(content: str | bytes, out: Path | None, what: str) -> None:
    """A finished document: to the file, or to stdout if it is text."""
    from detente import workbench

    if out is not None:
        workbench.save(out, content)
        said(f"{what} written to {out}")
    elif isinstance(content, bytes):
        raise click.UsageError(f"{what} is no text; give a file with --out.")
    else:
        click.echo(content, nl=False)
