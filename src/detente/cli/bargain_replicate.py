"""``detente bargain replicate``."""

from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import FILE


@click.command(short_help="Published numbers beside ours, with errata.")
@click.argument("case", required=False)
@click.option("--data", type=FILE, metavar="FOLDER", help="Folder with the inputs that do not ship (cop21.csv).")
@output.format_option
def replicate(case: str | None, data: Path | None, form: str) -> None:
    """Run the published cases, or those whose name contains CASE, and print their numbers beside ours.

    After the numbers: the errata, and the emissions case under all presets, round by round.
    """
    from detente.workbench.replication import DECISION, presets_side_by_side
    from detente.workbench.replication import replicate as run

    rows = run(case, data)
    presets = presets_side_by_side()
    if output.wants_json(form):
        output.data({"numbers": list(rows), "emissions": {"decision": DECISION, "rounds": list(presets)}})
        return
    _numbers(rows)
    _errata(rows)
    shown = [{column: _short(value) for column, value in row.items()} for row in presets]
    title = f"EC car emissions, preset beside preset; the decision was {DECISION} years"
    output.rows(title, list(presets[0]), shown, "table")


def _numbers(rows: Any) -> None:
    for name in dict.fromkeys(row["case"] for row in rows):
        ours = [row for row in rows if row["case"] == name]
        shown = [
            {"quantity": row["quantity"], "published": _short(row["published"]), "ours": _short(row["ours"]),
             "difference": "" if row["difference"] is None else f"{row['difference']:+.1e}",
             "tolerance": f"{row['tolerance']:g}", "": _VERDICT[row["within"]]}
            for row in ours
        ]  # fmt: skip
        output.rows(f"{name}: {ours[0]['title']}", list(shown[0]), shown, "table")
        click.echo(f"  {ours[0]['citation']}.{' ' + ours[0]['note'] if ours[0]['note'] else ''}\n")


_VERDICT = {True: "agrees", False: "DIFFERS", None: "not run"}


def _errata(rows: Any) -> None:
    missed = [row for row in rows if row["erratum"] or row["within"] is False]
    if missed:
        click.secho("Errata", bold=True)
    for row in missed:
        click.echo(f"  {row['case']}, {row['quantity']}: {row['erratum'] or 'differs, and we cannot say why'}")
    counted = [row["within"] for row in rows]
    click.echo(
        f"\n{counted.count(True)} of {len(rows)} numbers agree, {counted.count(False)} {'differs' if counted.count(False) == 1 else 'differ'},"
        f" {counted.count(None)} were not run.\n"
    )


def _short(value: Any) -> str:
    return "" if value is None else f"{value:.10g}"
