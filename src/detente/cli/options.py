"""Option types and options that several commands share."""

from datetime import date
from pathlib import Path
from typing import Any

import click


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Text to a day; anything else fails with the form that is wanted."""
        if isinstance(value, date):
            return value
        from detente.kernel.dates import parse_day

        try:
            return parse_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


NAME = click.argument("name", metavar="DOSSIER")
FILE = click.Path(path_type=Path)
AS_OF = click.option(
    "--as-of", type=Day(), help="The dossier as known on that day: a claim counts from the day its document appeared."
)
TEXTS = click.option("--texts", type=FILE, help="Folder with your own copies of the articles.")
SCENARIO = click.option("--scenario", metavar="ID", help="Apply one of the dossier's scenarios, in memory.")
ISSUE = click.option("--issue", metavar="ID", help="Only this issue.")
PERIOD = click.option(
    "--period", metavar="ID", help="The period whose positions count; by default the one in force on the as-of date."
)
SEED = click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Seed of the ensemble; the same seed gives the same bytes.",
)
DRAWS = click.option(
    "--draws", type=click.IntRange(2, 1_000_000), default=10_000, show_default=True, help="Draws of the ensemble."
)

#: ``--engine``.
ENGINE = click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="Of a store: what reads it; spark wants the extra scale, and Java.",
)
