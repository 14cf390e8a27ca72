"""``detente check`` and ``detente verify``."""

import sys
from collections import Counter
from pathlib import Path

import click

from detente import workbench
from detente.cli import output
from detente.cli.options import FILE, NAME, TEXTS
from detente.kernel.errors import errors_only


@click.command()
@NAME
@TEXTS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="One line a problem, or JSON.",
)
def check(name: str, texts: Path | None, form: str) -> None:
    """Check DOSSIER against the rules of the format: all problems at once. Exit 0 if there is no error, else 2.

    With --texts (or a folder texts/ inside the dossier) the anchors are checked too.
    """
    found = workbench.check(name, texts=texts)
    errors = errors_only(found)
    if form == "json":
        output.data([problem.record() for problem in found])
    else:
        output.problems(found)
        warnings = len(found) - len(errors)
        count = f"{len(errors)} {'error' if len(errors) == 1 else 'errors'}, {warnings} {'warning' if warnings == 1 else 'warnings'}"
        click.echo(f"{name}: {count}" if found else f"{name}: no problem found")
    sys.exit(2 if errors else 0)


@click.command()
@NAME
@click.option("--texts", type=FILE, required=True, help="Folder with your own copies of the articles.")
@output.format_option
def verify(name: str, texts: Path, form: str) -> None:
    """Check every anchor of DOSSIER against your texts: matched, moved, changed or missing. Exit 2 unless all match."""
    reports = workbench.verify(name, texts)
    counts = Counter(report.outcome.status for report in reports)
    bad = [report for report in reports if report.outcome.status != "matched"]
    if output.wants_json(form):
        output.data({
            "anchors": len(reports), "counts": {status: counts[status] for status in ("matched", "moved", "changed", "missing")},
            "not_matched": [{"claim": r.claim, "document": r.document, "line": r.line, "start": r.start, "end": r.end,
                             "status": r.outcome.status, "now_at": r.outcome.start} for r in bad],
        })  # fmt: skip
    else:
        rows = [
            {
                "claim": r.claim,
                "document": r.document,
                "line": r.line,
                "status": r.outcome.status,
                "now_at": r.outcome.start,
            }
            for r in bad
        ]
        if rows:
            output.rows("Anchors that do not match", ("claim", "document", "line", "status", "now_at"), rows, "table")
        click.echo(
            f"{name}: {len(reports)} anchors: "
            + ", ".join(f"{counts[s]} {s}" for s in ("matched", "moved", "changed", "missing"))
        )
    sys.exit(2 if bad else 0)
