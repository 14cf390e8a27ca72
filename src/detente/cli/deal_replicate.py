"""``detente deal replicate``."""

import click

from detente.cli import output


@click.command(short_help="Closed forms and worked numbers beside our results.")
@click.argument("case", required=False)
@output.format_option
def replicate(case: str | None, form: str) -> None:
    """Run the deals of the catalogue, or those whose name contains CASE, and lay each number beside ours."""
    from detente.workbench.deal_replication import replicate_deals

    rows = replicate_deals(case)
    if output.wants_json(form):
        output.data(list(rows))
        return
    for name in dict.fromkeys(row["case"] for row in rows):
        ours = [row for row in rows if row["case"] == name]
        shown = [{"quantity": row["quantity"], "expected": row["published"], "ours": row["ours"],
                  "": "agrees" if row["within"] else "DIFFERS"} for row in ours]  # fmt: skip
        output.rows(f"{name}: {ours[0]['title']}", list(shown[0]), shown, "table")
        click.echo(f"  {ours[0]['citation']}. {ours[0]['note']}\n")
    right = sum(row["within"] for row in rows)
    click.echo(f"{right} of {len(rows)} numbers agree{'' if right == len(rows) else ', the others DIFFER'}.")
