"""``detente export``."""

from datetime import date
from pathlib import Path

import click

from detente import workbench
from detente.cli import output
from detente.cli.options import AS_OF, FILE, NAME, TEXTS


@click.command()
@NAME
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "csl-json", "webannotation", "ftm"]),
    default="json",
    show_default=True,
)
@click.option("--out", type=FILE, help="File to write; for csv an existing folder takes all tables.")
@click.option(
    "--table",
    default="events",
    show_default=True,
    metavar="NAME",
    help="Which table, when csv goes to one file or to stdout.",
)
@TEXTS
@AS_OF
@click.option(
    "--all", "everything", is_flag=True, help="Suggested and rejected claims too, in a list of their own (json)."
)
def export(
    name: str, form: str, out: Path | None, table: str, texts: Path | None, as_of: date | None, everything: bool
) -> None:
    """Hand DOSSIER on. Exact words are filled only from your own texts (--texts) and only where the fingerprint agrees."""
    files = workbench.export(name, form, texts=texts, as_known_on=as_of, everything=everything)
    if form == "csv" and out is not None and out.is_dir():
        for file, content in files.items():
            workbench.save(out / file, content)
        output.said(f"{len(files)} tables written to {out}")
        return
    wanted = f"{table}.csv" if form == "csv" else next(iter(files))
    if wanted not in files:
        raise click.UsageError(f"There is no table {table!r}; use one of {', '.join(each[:-4] for each in files)}.")
    output.deliver(files[wanted], out, "export")
