"""``detente conflict replicate``."""

from typing import Any

import click

from detente.cli import output


@click.command(short_help="Published and computed cases beside our results, cell by cell.")
@click.argument("case", required=False)
@output.format_option
def replicate(case: str | None, form: str) -> None:
    """Run the conflicts of the catalogue, or those whose name contains CASE, and lay their cells beside ours."""
    from detente.workbench.conflict_replication import replicate_conflicts

    rows = replicate_conflicts(case)
    if output.wants_json(form):
        output.data(list(rows))
        return
    names = list(dict.fromkeys(row["case"] for row in rows))
    whole = len(names) == 1  # one case is shown with all its cells, many with their equilibria and what differs
    for name in names:
        ours = [row for row in rows if row["case"] == name]
        shown = [
            {
                "quantity": row["quantity"],
                "expected": _short(row["published"]),
                "ours": _short(row["ours"]),
                "": "agrees" if row["within"] else "DIFFERS",
                "origin": row["status"],
            }
            for row in ours
            if whole or row["quantity"].startswith("equilibria") or not row["within"]
        ]  # fmt: skip
        output.rows(f"{name}: {ours[0]['title']}", list(shown[0]), shown, "table")
        click.echo(f"  {ours[0]['citation']}.{' ' + ours[0]['note'] if ours[0]['note'] else ''}\n")
    right = sum(row["within"] for row in rows)
    click.echo(f"{right} of {len(rows)} cells and sets agree{'' if right == len(rows) else ', the others DIFFER'}.")


def _short(value: Any) -> str:
    if value is None:
        return ""
    return "{" + ", ".join(map(str, value)) + "}" if isinstance(value, list) else str(value)
