"""``detente diff``."""

from datetime import date

import click

from detente import workbench
from detente.cli import output
from detente.cli.options import Day


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--from", "first_day", type=Day(), help="A as known on this day.")
@click.option("--to", "second_day", type=Day(), help="B as known on this day.")
@output.format_option
def diff(first: str, second: str, first_day: date | None, second_day: date | None, form: str) -> None:
    """What changed from dossier A to dossier B; give one dossier twice with --from and --to to compare two dates."""
    found = workbench.compare(first, second, first_day=first_day, second_day=second_day)
    records = [
        {"kind": d.kind, "id": d.id, "what": d.what, "field": d.field, "before": d.before, "after": d.after}
        for d in found
    ]
    output.rows(f"From {first} to {second}", ("kind", "id", "what", "field", "before", "after"), records, form)
