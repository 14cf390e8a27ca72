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
@click.option("--out", type=FILE, help="File to write (for csv: an existing folder).")
@TEXTS
@AS_OF
@click.option(
    "--all", "everything", is_flag=True, help="Suggested and rejected claims too, in a list of their own (json)."
)
def export(name: str, form: str, out: Path | None, texts: Path | None, as_of: date | None, everything: bool) -> None:
    """Hand DOSSIER on. Exact words are filled only from your own texts (--texts) and only where the fingerprint agrees."""
    files = workbench.export(name, form, texts=texts, as_known_on=as_of, everything=everything)
    if form == "csv":
        if out is None:
            raise click.UsageError("csv gives several files; give an existing folder with --out.")
        for file, content in files.items():
            workbench.save(out / file, content)
        output.said(f"{len(files)} tables written to {out}")
        return
    (content,) = files.values()
    output.deliver(content, out, "export")
