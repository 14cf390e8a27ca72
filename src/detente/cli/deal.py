"""``detente deal``."""

from pathlib import Path

import click

from detente.cli import output
from detente.cli.deal_convert import GENIUS_VALUES, convert
from detente.cli.groups import DossierGroup
from detente.cli.options import FILE


@click.group(cls=DossierGroup, otherwise="strike")
def deal() -> None:
    """What governments can agree across linked issues and still carry at home: of a dossier, or of a file."""


@deal.command(short_help="Solve a deal file.")
@click.argument("file", metavar="DEAL.yaml|FOLDER|DOMAIN.xml", type=FILE)
@click.option("--out", type=FILE, required=True, metavar="RESULT.json", help="Where the result goes.")
@click.option("--sensitivity", is_flag=True, help="Also solve at both ends of every range.")
@click.option(
    "--ablation", is_flag=True, help="Also solve without each threat, treaty, ratifier and interaction in turn."
)
@GENIUS_VALUES
def solve(file: Path, out: Path, sensitivity: bool, ablation: bool, genius_values: str) -> None:
    """Zone of agreement, the deal under each named solution, linkage, ratifiers, channels, and all that the file asks for.

    FOLDER is a GeniusWeb or NegMAS negotiation, DOMAIN.xml the domain of a GENIUS one with its profiles beside it.

    A file without a zone of agreement is no error. Bad input leaves with exit status 2 and one line a problem, and writes
    nothing.
    """
    from detente import workbench
    from detente.cli.tables import places_for
    from detente.workbench.deals import deal_text, solve_deal_file

    places_for(file, [out])
    done = solve_deal_file(file, sensitivity=sensitivity, ablation=ablation, genius_values=genius_values)
    workbench.save(out, deal_text(done))
    warned = len(done["warnings"])
    output.said(f"solved, {warned} {'warning' if warned == 1 else 'warnings'}, written to {out}")


deal.add_command(convert)
