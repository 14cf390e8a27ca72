"""``detente crisis``."""

from pathlib import Path

import click

from detente.cli import output
from detente.cli.options import FILE


@click.group()
def crisis() -> None:
    """Threats, audience costs, in public or quietly: games from a file, and models fitted to tables of past threats."""


@crisis.command(short_help="Solve the games of a file: all equilibria, channels, the publicity threshold.")
@click.argument("file", metavar="GAME.json", type=FILE)
@click.option("--out", type=FILE, required=True, metavar="RESULT.json", help="Where the result goes.")
def solve(file: Path, out: Path) -> None:
    """Solve every game in GAME.json: signalling (all equilibria), attrition and sinking (closed forms).

    Bad input leaves with exit status 2 and one line a problem, and writes nothing.
    """
    from detente import workbench
    from detente.cli.tables import places_for
    from detente.workbench.crisis import game_text, solve_games

    places_for(file, [out])
    done = solve_games(file)
    workbench.save(out, game_text(done))
    games = done["games"]
    several = sum(each.get("n_equilibria", 1) > 1 for each in games)
    output.said(
        f"{len(games)} {'game' if len(games) == 1 else 'games'} solved, {several} with several equilibria, written to {out}"
    )
