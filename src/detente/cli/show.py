"""``detente show``."""

from datetime import date

import click

from detente import workbench
from detente.cli import output
from detente.cli.options import AS_OF, ISSUE, NAME, Day

KINDS = (
    "actors",
    "issues",
    "claims",
    "timeline",
    "positions",
    "agreements",
    "disagreements",
    "judgements",
    "sources",
    "scenarios",
)


@click.command()
@NAME
@click.argument("what", type=click.Choice(KINDS), metavar="WHAT")
@click.option("--actor", metavar="ID", help="Only records about this actor.")
@ISSUE
@click.option("--source", metavar="ID", help="Only records that rest on this document.")
@click.option("--from", "first", type=Day(), help="Only what touches this day or later.")
@click.option("--to", "last", type=Day(), help="Only what touches this day or earlier.")
@AS_OF
@output.format_option
def show(name: str, what: str, actor: str | None, issue: str | None, source: str | None, first: date | None, last: date | None,
         as_of: date | None, form: str) -> None:  # fmt: skip
    """List records of DOSSIER.

    WHAT is one of actors, issues, claims, timeline, positions, agreements, disagreements, judgements, sources, scenarios.
    """
    from detente.reports.listing import Filters

    found = workbench.show(name, what, Filters(actor, issue, source, first, last), as_known_on=as_of)
    output.rows(found.title, found.columns, found.rows, form)
