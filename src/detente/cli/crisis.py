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


@crisis.command(short_help="Fit a model of threats to a table and try it on another.")
@click.option("--data", "kind", type=click.Choice(["dyads", "ties"]), required=True, help="Dyad-decades with counts of outcomes, or cases of threats.")  # fmt: skip
@click.option("--train", type=FILE, required=True, metavar="FILE", help="The table to fit to, as CSV.")
@click.option("--test", type=FILE, metavar="FILE", help="The table to predict; its outcomes may be absent.")
@click.option("--folds", metavar="COLUMN", help="Dyads: predict each row of --train without its fold.")
@click.option("--estimator", type=click.Choice(["nested", "likelihood"]), default="nested", show_default=True, help="Dyads: nested pseudo-likelihood, or the likelihood itself.")  # fmt: skip
@click.option("--out", type=FILE, required=True, metavar="RESULT.json", help="Where the result goes.")
def evaluate(kind: str, train: Path, test: Path | None, folds: str | None, estimator: str, out: Path) -> None:
    """Fit the signalling game (dyads) or a small logit (ties), predict, and score beside base rates.

    Bad input leaves with exit status 2 and one line a problem, and writes nothing.
    """
    from detente import workbench
    from detente.cli.tables import places_for, progress_bar
    from detente.workbench.crisis import game_text
    from detente.workbench.crisis_models import evaluate_dyads, evaluate_ties

    if kind == "ties" and (test is None or folds is not None):
        raise click.UsageError("--data ties needs --test and takes no --folds.")
    if kind == "dyads" and test is None and folds is None:
        raise click.UsageError("--data dyads needs --test or --folds.")
    places_for(train, [out])
    if kind == "ties" and test is not None:
        done = evaluate_ties(train, test)
    else:
        with progress_bar("folds") as progress:
            done = evaluate_dyads(train, test, folds, estimator=estimator, progress=progress)
    workbench.save(out, game_text(done))
    if done.get("verdict"):
        output.said(f"{done['verdict']}.")
    output.said(f"{done['n_train']} rows fitted, {done['n_test']} predicted, written to {out}")
