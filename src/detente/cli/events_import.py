"""``detente events import``."""

import json
from pathlib import Path

import click

from detente.cli import output
from detente.cli.options import FILE


@click.command("import", short_help="Bring files of a public event data set into a store.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--format", "form", type=click.Choice(("gdelt", "icews", "polecat", "acled", "csv")), required=True, help="The layout of the files.")  # fmt: skip
@click.option(
    "--out", type=FILE, required=True, metavar="EVENTS.parquet", help="The store: a folder, made or added to."
)
@click.option("--mapping", "mapping_file", type=FILE, metavar="MAP.yaml", help="For plain CSV: which column is which.")
@click.option("--report", type=FILE, metavar="REPORT.json", help="What was kept and what was refused, row by row.")
@click.option(
    "--codes",
    type=click.Choice(("table-2021", "manual-2021")),
    default="table-2021",
    show_default=True,
    help="CAMEO to PLOVER as the conversion table prints it, or as the manual would have it.",
)
@click.option(
    "--cameo02",
    type=click.Choice(("none", "request")),
    default="none",
    show_default=True,
    help="Appeals (root 02) have no type, or are requests.",
)
def import_(files: tuple[Path, ...], form: str, out: Path, mapping_file: Path | None, report: Path | None, codes: str, cameo02: str) -> None:  # fmt: skip
    """Read FILEs, folders of files, .gz and .zip archives into the store EVENTS.parquet.

    A file is taken whole or not at all; rows that cannot be read are counted and named, and one that the store has already is
    skipped, so that a run that was cut off can be run again. Exit status 2 only if nothing could be imported.
    """
    from detente import workbench
    from detente.cli.tables import progress_bar
    from detente.workbench.events_import import import_events

    with progress_bar("bytes") as progress:
        done = import_events(files, out, form, mapping_file=mapping_file, mapping=codes, cameo02=cameo02, progress=progress)  # type: ignore[arg-type]  # fmt: skip
    if report is not None:
        workbench.save(report, json.dumps(done.data(), ensure_ascii=False, indent=2) + "\n")
    output.said(
        f"{done.kept:,} of {done.read:,} rows of {len(done.imported)} {'file' if len(done.imported) == 1 else 'files'} kept,"
        f" {len(done.skipped)} already there, written to {out}"
    )
    for name, reason in sorted(done.reasons.items()):
        first = reason.first[0]
        output.said(f"refused {reason.rows:,} {'row' if reason.rows == 1 else 'rows'}, {name}: the first at {first['file']}:{first['line']}")  # fmt: skip
    for each in done.refused_files:
        output.said(f"refused {each['file']}: {each['message']}")
