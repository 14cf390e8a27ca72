"""``detente crisis``."""

from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import FILE


@click.group()
def crisis() -> None:
    """Threats, audience costs, in public or quietly: games from a file, and models fitted to tables of past threats."""


@crisis.command(short_help="Solve the games of a file: all equilibria, channels, the publicity threshold.")
@click.argument("file", metavar="GAME.json", type=FILE)
@click.option("--out", type=FILE, required=True, metavar="RESULT.json", help="Where the result goes.")
@click.option(
    "--chart",
    type=FILE,
    metavar="FILE",
    help="Draw what publicity is worth in the first signalling game, as .svg or .png.",
)
def solve(file: Path, out: Path, chart: Path | None) -> None:
    """Solve every game in GAME.json: signalling (all equilibria), attrition and sinking (closed forms).

    Bad input leaves with exit status 2 and one line a problem, and writes nothing.
    """
    from detente import workbench
    from detente.cli.tables import places_for
    from detente.workbench.crisis import game_text, publicity_chart, solve_games

    if chart is not None and chart.suffix.lower() not in (".svg", ".png"):
        raise click.UsageError("--chart takes a file that ends in .svg or .png.")
    places_for(file, [out, *([] if chart is None else [chart])])
    done = solve_games(file)
    drawn = None if chart is None else _picture(publicity_chart(file), chart.suffix.lower())
    workbench.save(out, game_text(done))
    if chart is not None and drawn is not None:
        workbench.save(chart, drawn)
    games = done["games"]
    several = sum(each.get("n_equilibria", 1) > 1 for each in games)
    output.said(
        f"{len(games)} {'game' if len(games) == 1 else 'games'} solved, {several} with several equilibria, written to {out}"
    )


def _picture(chart: Any, suffix: str) -> str | bytes:
    from detente.reports.charts.render import to_png, to_svg

    return to_svg(chart) if suffix == ".svg" else to_png(chart)


@crisis.command(short_help="Published and computed games beside our results.")
@click.argument("case", required=False)
@output.format_option
def replicate(case: str | None, form: str) -> None:
    """Run the games of the catalogue, or those whose name contains CASE, and lay their numbers beside ours."""
    from detente.workbench.crisis_replication import replicate_games

    rows = replicate_games(case)
    if output.wants_json(form):
        output.data(list(rows))
        return
    for name in dict.fromkeys(row["case"] for row in rows):
        own = [row for row in rows if row["case"] == name]
        shown = [
            {"quantity": row["quantity"], "expected": row["expected"], "ours": _short(row["ours"]), "tolerance": row["tolerance"],
             "": "agrees" if row["within"] else "DIFFERS", "origin": row["status"]}
            for row in own
        ]  # fmt: skip
        output.rows(f"{name}: {own[0]['title']}", list(shown[0]), shown, "table")
        click.echo(f"  {own[0]['citation']}.{' ' + own[0]['note'] if own[0]['note'] else ''}\n")
    right = sum(row["within"] for row in rows)
    click.echo(f"{right} of {len(rows)} numbers agree{'' if right == len(rows) else ', the others DIFFER'}.")


def _short(value: Any) -> Any:
    return f"{value:.10g}" if isinstance(value, float) else value


@crisis.command(short_help="Fit a model of threats to a table and try it on another.")
@click.option("--data", "kind", type=click.Choice(["dyads", "ties"]), required=True, help="Dyad-decades with counts of outcomes, or cases of threats.")  # fmt: skip
@click.option("--train", type=FILE, required=True, metavar="FILE", help="The table to fit to, as CSV.")
@click.option("--test", type=FILE, metavar="FILE", help="The table to predict; its outcomes may be absent.")
@click.option("--folds", metavar="COLUMN", help="Dyads: predict each row of --train without its fold.")
@click.option("--estimator", type=click.Choice(["nested", "likelihood"]), default="nested", show_default=True, help="Dyads: nested pseudo-likelihood, or the likelihood itself.")  # fmt: skip
@click.option(
    "--penalty",
    type=click.FloatRange(0),
    default=0.0,
    show_default=True,
    help="Dyads: ridge on the slopes, in units of the spread of each covariate.",
)
@click.option("--out", type=FILE, required=True, metavar="RESULT.json", help="Where the result goes.")
def evaluate(
    kind: str, train: Path, test: Path | None, folds: str | None, estimator: str, penalty: float, out: Path
) -> None:
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
            done = evaluate_dyads(train, test, folds, estimator=estimator, penalty=penalty, progress=progress)
    workbench.save(out, game_text(done))
    if done.get("verdict"):
        output.said(f"{done['verdict']}.")
    output.said(f"{done['n_train']} rows fitted, {done['n_test']} predicted, written to {out}")
