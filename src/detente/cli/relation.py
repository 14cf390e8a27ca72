"""``detente relation``."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.groups import DossierGroup
from detente.cli.options import AS_OF, FILE, NAME

DRAWS = click.option(
    "--draws",
    type=click.IntRange(0, 100_000),
    default=100,
    show_default=True,
    help="Draws from the ranges for which the path is solved again; 0 leaves them out.",
)
SEED = click.option("--seed", type=click.IntRange(0), help="Seed of the draws; by default that of the file.")
CHART = click.option("--chart", type=FILE, metavar="FILE", help="Draw the path with the bands of the draws, as .svg or .png.")  # fmt: skip


@click.group(cls=DossierGroup, otherwise="tell")
def relation() -> None:
    """What repeated dealing does to two governments: grudges, erosion, silence as a trap, bargains that hold by themselves."""


@relation.command(short_help="Run the blocks relation and threat_game of a deal file.")
@click.argument("file", metavar="DEAL.yaml", type=FILE)
@click.option("--out", type=FILE, required=True, metavar="RESULT.json", help="Where the result goes.")
@DRAWS
@SEED
@CHART
def run(file: Path, out: Path, draws: int, seed: int | None, chart: Path | None) -> None:
    """Closed forms, stocks and the path of a DEAL.yaml, with the fields that `detente deal solve` gives them.

    Bad input, or a file without either block, leaves with exit status 2 and one line a problem, and writes nothing.
    """
    from detente import workbench
    from detente.cli.tables import places_for
    from detente.workbench.deals import deal_text
    from detente.workbench.relations import file_chart

    _drawable(chart)
    places_for(file, [out, *([] if chart is None else [chart])])
    done = workbench.run_relation_file(file, draws=draws, seed=seed)
    drawn = None if chart is None else file_chart(file, done)
    workbench.save(out, deal_text(done))
    if chart is not None and drawn is not None:
        workbench.save_chart(drawn, chart)
    warned = len(done["warnings"])
    output.said(f"run, {warned} {'warning' if warned == 1 else 'warnings'}, written to {out}")


@relation.command(short_help="The relation over time that a deal of a dossier makes.")
@NAME
@click.argument("deal_id", metavar="[DEAL]", required=False)
@click.option("--scenario", metavar="ID", help="One of the deal's own what-ifs, or a channel; by default as coded.")
@DRAWS
@SEED
@CHART
@AS_OF
@output.format_option
def tell(name: str, deal_id: str | None, scenario: str | None, draws: int, seed: int | None, chart: Path | None, as_of: date | None, form: str) -> None:  # fmt: skip
    """The deals of DOSSIER that say what happens over time; with DEAL, its path period by period, and what follows.

    Without DEAL, and with --scenario, the first deal of the dossier that has the what-if.
    """
    from detente import workbench

    _drawable(chart)
    if deal_id is None and scenario is None:
        if chart is not None:
            raise click.UsageError("--chart draws one deal; name it.")
        columns = ["deal", "parts", "periods", "trap_from", "trapped"]
        found = workbench.list_relations(name, as_known_on=as_of)
        output.rows("What does repeated dealing do?", columns, found if output.wants_json(form) else [_listed(row) for row in found], form)  # fmt: skip
        return
    deal_id = deal_id or workbench.deal_with(name, [scenario or ""])
    done = workbench.relate(name, deal_id, scenario, as_known_on=as_of, draws=draws, seed=seed)
    if chart is not None:
        if done.chart is None:
            raise click.UsageError(f"{deal_id} has no path to draw; leave --chart out.")
        workbench.save_chart(done.chart, chart)
        output.said(f"{done.chart.title} -> {chart}")
    if output.wants_json(form):
        output.data({"deal": done.deal, "scenario": done.scenario, "title": done.title, "result": done.numbers,
                     "sentences": list(done.sentences), "manifest": done.manifest})  # fmt: skip
        return
    click.secho(f"{done.deal}, {done.scenario}: {done.title}", bold=True)
    path = (done.numbers["relation"] or {}).get("path") or ()
    if path:
        shown = [_period(row) for row in path]
        output.rows("", list(shown[0]), shown, "table")
    output.account(done.sentences)
    for warning in done.numbers["warnings"]:
        click.echo(f"warning: {warning}", err=True)


def _drawable(chart: Path | None) -> None:
    if chart is not None and chart.suffix.lower() not in (".svg", ".png"):
        raise click.UsageError("--chart takes a file that ends in .svg or .png.")


def _listed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "trap_from": None if row["trap_from"] is None else f"{row['trap_from']:.2f}",
            "trapped": {None: None, True: "yes", False: "no"}[row["trapped"]]}  # fmt: skip


def _period(row: Mapping[str, Any]) -> dict[str, Any]:
    deal = ", ".join(f"{issue} {level:.3g}" if isinstance(level, float) else f"{issue} {level}" for issue, level in (row["deal"] or {}).items())  # fmt: skip
    return {"t": row["t"], "deal": deal or "no deal", "utility": _by(row["utility"]), "p_breakdown": f"{row['p_breakdown']:.1%}",
            "resentment": _by(row["resentment"]), "erosion": f"{row['erosion']:.3f}"}  # fmt: skip


def _by(values: Mapping[str, float] | None) -> str | None:
    return None if values is None else ", ".join(f"{who} {value:.3f}" for who, value in values.items())
