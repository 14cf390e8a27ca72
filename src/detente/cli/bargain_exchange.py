"""``detente bargain exchange``."""

from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import FILE
from detente.cli.tables import places_for, warn


@click.command(short_help="Exchange positions across the issues of a table, with equal gains.")
@click.argument("table", metavar="ISSUES.csv", type=FILE)
@click.option("--out", type=FILE, required=True, metavar="EXCHANGES.csv", help="Where the exchanges go.")
@click.option("--outcomes", type=FILE, metavar="FILE", help="Where the outcomes before and after each round go.")
@click.option("--cutback", type=click.Choice(["partner", "none"]), default="partner", show_default=True,
              help="partner: no outcome passes the place that the partner wants.")  # fmt: skip
@click.option("--rounds", type=click.IntRange(min=0), default=1, show_default=True, help="How many rounds.")
@click.option("--missing", type=click.Choice(["impute", "error"]), default="impute", show_default=True,
              help="Fill gaps by the stated rule, or make each a problem.")  # fmt: skip
@click.option(
    "--salience-scale", type=click.Choice(["1", "100"]), help="How salience is written; else the file decides."
)
@click.option("--explain", is_flag=True, help="Print who gave what for what, and who else pays or profits.")
def exchange(table: Path, out: Path, outcomes: Path | None, cutback: Any, rounds: int, missing: Any,
             salience_scale: str | None, explain: bool) -> None:  # fmt: skip
    """Exchange positions across the issues of ISSUES.csv: two actors give way on the issue each cares less about.

    Where the table has a dossier column, issues trade only within one. Gains are on 0-100, positions on the issue's
    own scale.
    """
    from detente import workbench
    from detente.workbench.exchanges import exchange_table

    places_for(table, [place for place in (out, outcomes) if place is not None])
    done = exchange_table(table, cutback=cutback, rounds=rounds, missing=missing,
                          salience_scale=int(salience_scale) if salience_scale else None)  # fmt: skip
    warn(done.warnings)
    workbench.save(out, done.exchanges_csv())
    output.said(f"{len(done.exchanges)} exchanges written to {out}")
    if outcomes is not None:
        workbench.save(outcomes, done.outcomes_csv())
        output.said(f"outcomes written to {outcomes}")
    if explain:
        for sentence in done.sentences:
            click.echo(f"{sentence.text}.")
