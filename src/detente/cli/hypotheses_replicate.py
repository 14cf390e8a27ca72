"""``detente hypotheses replicate``."""

from typing import Any

import click

from detente.cli import output


@click.command(short_help="Known values beside ours.")
@click.argument("case", required=False)
@output.format_option
def replicate(case: str | None, form: str) -> None:
    """Run the questions of the catalogue, or those whose name contains CASE, and lay known values beside ours."""
    from detente.workbench.hypotheses_replication import replicate_hypotheses

    rows = replicate_hypotheses(case)
    if output.wants_json(form):
        output.data(list(rows))
        return
    for name in dict.fromkeys(row["case"] for row in rows):
        ours = [row for row in rows if row["case"] == name]
        shown = [
            {"quantity": row["quantity"], "known": _short(row["published"]), "ours": _short(row["ours"]), "": "agrees" if row["within"] else "DIFFERS"}
            for row in ours
        ]  # fmt: skip
        output.rows(f"{name}: {ours[0]['title']}", list(shown[0]), shown, "table")
        click.echo(f"  {ours[0]['citation']}.\n")
    right = sum(row["within"] for row in rows)
    click.echo(f"{right} of {len(rows)} values agree{'' if right == len(rows) else ', the others DIFFER'}.")


def _short(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)
