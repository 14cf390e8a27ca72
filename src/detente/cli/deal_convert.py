"""``detente deal convert``."""

from pathlib import Path
from typing import cast

import click

from detente.cli import output
from detente.cli.options import FILE

GENIUS_VALUES = click.option(
    "--genius-values",
    type=click.Choice(["by_max", "raw"]),
    default="by_max",
    show_default=True,
    help="Read GENIUS evaluations as shares of the largest of their issue, as GENIUS does, or as they stand, as NegMAS does.",
)


@click.command(short_help="A negotiation in another program's format.")
@click.argument("source", metavar="IN", type=FILE)
@click.option(
    "--to", type=click.Choice(["detente", "geniusweb", "genius", "negmas"]), required=True, help="The format to write."
)
@click.option(
    "--out", type=FILE, required=True, metavar="PATH", help="A file for detente, a new or empty folder otherwise."
)
@GENIUS_VALUES
def convert(source: Path, to: str, out: Path, genius_values: str) -> None:
    """Write the negotiation IN in another format.

    IN is a DEAL.yaml, a GeniusWeb or NegMAS folder, or the domain file of a GENIUS negotiation with its profiles beside it.
    What the other format cannot say is listed as warnings.
    """
    from detente.workbench import negotiations

    done = negotiations.convert(source, cast(negotiations.Form, to), genius_values)
    negotiations.save_converted(done, out)
    output.problems(done.warnings)
    count = len(done.files)
    output.said(f"{count} {'file' if count == 1 else 'files'} written to {out}")
