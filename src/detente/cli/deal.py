"""``detente deal``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.deal_convert import GENIUS_VALUES, convert
from detente.cli.deal_replicate import replicate
from detente.cli.groups import DossierGroup
from detente.cli.options import AS_OF, FILE, NAME


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


@deal.command(short_help="The deals of a dossier, the account of one, or two what-ifs side by side.")
@NAME
@click.argument("deal_id", metavar="[DEAL]", required=False)
@click.option("--scenario", metavar="ID", help="One of the deal's own what-ifs, or a channel; by default as coded.")
@click.option("--against", metavar="ID", help="Another what-if (base: as coded) to hold the first one against.")
@click.option(
    "--draws",
    type=click.IntRange(0, 100_000),
    default=200,
    show_default=True,
    help="Draws from the ranges, and of each kind of random coding; 0 leaves both out.",
)
@click.option("--seed", type=click.IntRange(0), help="Seed of the draws; by default that of the file.")
@click.option("--sensitivity", is_flag=True, help="Also try both ends of every range.")
@AS_OF
@click.option(
    "--charts", type=FILE, metavar="FOLDER", help="Draw the deal DEAL into this folder, with all its what-ifs, as SVG."
)
@output.format_option
def strike(name: str, deal_id: str | None, scenario: str | None, against: str | None, draws: int, seed: int | None, sensitivity: bool, as_of: date | None, charts: Path | None, form: str) -> None:  # fmt: skip
    """What the governments of DOSSIER could agree; with DEAL, the account of that one.

    With --against, two what-ifs side by side: the deal, gains, who must ratify, the risk of breakdown, what changed and why.
    Without DEAL, and with --scenario or --against, the first deal of the dossier that has the what-if.
    """
    from detente import workbench

    if deal_id is None and scenario is None and against is None:
        columns = ["deal", "packages", "zone", "outcome", "pivotal", "risk"]
        output.rows("What could be agreed?", columns, workbench.list_deals(name, as_known_on=as_of), form)
        return
    deal_id = deal_id or workbench.deal_with(name, [each for each in (scenario, against) if each is not None])
    if against is not None:
        if charts is not None:
            raise click.UsageError("--charts draws one deal with all its what-ifs; leave --against out.")
        _compare(workbench.compare_deals(name, deal_id, scenario, against, as_known_on=as_of), form)
        return
    if charts is not None:
        from detente.cli.tables import progress_bar

        with progress_bar("what-ifs") as progress:
            drawn = workbench.draw_deal(name, deal_id, as_known_on=as_of, draws=draws, seed=seed, progress=progress)
        for chart in drawn:
            workbench.save_chart(chart, charts / f"{deal_id}-{chart.id}.svg")
            output.said(f"{chart.title} -> {charts / f'{deal_id}-{chart.id}.svg'}")
    done = workbench.strike(name, deal_id, scenario, as_known_on=as_of, draws=draws, seed=seed, sensitivity=sensitivity)
    if output.wants_json(form):
        output.data({"deal": done.deal, "scenario": done.scenario, "title": done.title, "result": done.numbers, "table": list(done.table),
                     "sentences": list(done.sentences), "manifest": done.manifest})  # fmt: skip
        return
    click.secho(f"{done.deal}, {done.scenario}: {done.title}", bold=True)
    output.account(done.sentences)
    click.echo()
    from detente.explain.deal_table import in_words

    shown = in_words(done.table)
    output.rows("Issue by issue", list(shown[0]), shown, "table")


def _compare(done: Any, form: str) -> None:
    if output.wants_json(form):
        output.data({"deal": done.deal, "scenarios": list(done.scenarios), "titles": list(done.titles),
                     "rows": list(done.rows), "sentences": list(done.sentences), "manifest": done.manifest})  # fmt: skip
        return
    click.secho(f"{done.deal}: {done.titles[0]} | {done.titles[1]}", bold=True)
    output.rows("", ["what", *done.scenarios], done.rows, "table")
    output.account(done.sentences)


deal.add_command(replicate)
deal.add_command(convert)
