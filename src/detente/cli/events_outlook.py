"""``detente events outlook``."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import AS_OF, FILE, SEED, Day

_COLUMNS = ("direction", "class", "days", "probability", "base rate", "persistence", "season", "behind it", "skill")


def horizons_of(text: str) -> list[Any]:
    """``7,30,90`` as numbers; what is none stays text, to be refused with everything else that is wrong."""
    parts = [part.strip() for part in text.split(",")]
    return [int(part) if part.removeprefix("-").isdecimal() else part for part in parts if part]


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that the outlook and its back-test share."""
    several = (
        click.option("--horizons", metavar="DAYS", default="7,30,90", show_default=True, help="Days ahead, joined by commas."),
        click.option("--class", "classes", multiple=True, metavar="CLASS", help="A quad (verbal-conflict), a PLOVER type (THREATEN), or several joined by +; repeatable. By default the four quads of PLOVER."),
        click.option("--either", is_flag=True, help="Events between the two either way, not each direction for itself."),
        click.option("--coding", type=click.Choice(["confirmed", "machine"]), help="Of a store that holds both: which is counted."),
        click.option("--dedup", type=click.Choice(["none", "story", "day"]), default="none", show_default=True, help="Of a store: count the same pair, type and day once (day), or once a story."),
        click.option("--since", type=Day(), help="Of a store: where the record begins; by default where it is complete."),
        click.option("--pairs", "most", type=int, default=400, show_default=True, help="Of a store: how many of the busiest pairs are learned from."),
        click.option("--longest", type=int, default=31, show_default=True, help="Of a dossier: leave out events known only to lie within more days."),
    )  # fmt: skip
    for option in reversed(several):
        command = option(command)
    return command


@click.command(short_help="The chance of an event of a class between two countries in the next days.")
@click.argument("name", metavar="DOSSIER|EVENTS.parquet")
@click.option("--pair", nargs=2, metavar="A B", help="From A to B, ISO 3166 alpha-3; by default the dossier's parties.")
@click.option("--events", type=FILE, metavar="EVENTS.parquet", help="An event store to set beside the dossier; never added to it.")  # fmt: skip
@asking
@AS_OF
@click.option("--check/--no-check", default=True, show_default=True, help="Score the model on the last quarter of the record, which it did not see.")  # fmt: skip
@click.option("--out", type=FILE, metavar="OUTLOOK.json", help="Write everything as JSON.")
@click.option("--chart", type=FILE, metavar="FILE", help="Draw the probabilities, as .svg or .png; of two records, one file each.")  # fmt: skip
@click.option("--record", metavar="QUESTION", help="Write the one number into the dossier's ledger as a call on this question.")  # fmt: skip
@click.option("--by", default="detente outlook", show_default=True, help="Whose call it is.")
@SEED
@output.format_option
def outlook(name: str, pair: tuple[str, str] | None, events: Path | None, horizons: str, classes: tuple[str, ...], either: bool, coding: Any, dedup: Any,
            since: date | None, most: int, longest: int, as_of: date | None, check: bool, out: Path | None, chart: Path | None, record: str | None, by: str,
            seed: int, form: str) -> None:  # fmt: skip
    """The probability of at least one event of a class between two countries in the next 7, 30 and 90 days.

    From a dossier's confirmed events, from a store of imported ones (with --pair), or from both beside each other. Beside each number
    stand the base rate of the pair and class (climatology), persistence and season, what it rests on, and how such numbers did
    on time that the model did not see.
    """
    from detente import workbench
    from detente.cli.tables import progress_bar

    if chart is not None and chart.suffix.lower() not in (".svg", ".png"):
        raise click.UsageError("--chart takes a file that ends in .svg or .png.")
    if record is not None:
        workbench.may_record(name)
    with progress_bar("steps") as progress:
        found = workbench.take_outlook(
            name, events=events, pair=pair, horizons=horizons_of(horizons), classes=classes, direction="either" if either else "each", coding=coding,
            dedup=dedup, as_of=as_of, since=since, most=most, longest=longest, check=check, seed=seed, progress=progress,
        )  # fmt: skip
    if record is not None:
        entry = workbench.record_outlook(name, record, found, by=by)
        output.said(f"entry {entry.seq} of the ledger: {entry.p:.4g} on {record}, as of {entry.at}")
    if out is not None:
        data = found[0].data() if len(found) == 1 else [each.data() for each in found]
        output.deliver(json.dumps(data, ensure_ascii=False, indent=2) + "\n", out, "outlook")
    if chart is not None:
        for each in found:
            place = chart if len(found) == 1 else chart.with_name(f"{chart.stem}-{each.coding}{chart.suffix}")
            workbench.save_chart(each.chart, place)
            output.said(f"{each.chart.title} -> {place}")
    if output.wants_json(form):
        if out is None:
            output.data([each.data() for each in found])
        return
    for each in found:
        click.secho(f"{each.source}, {each.pair[0]} and {each.pair[1]}", bold=True)
        output.account(each.sentences)
        output.rows(
            "Outlook (with 80 % ranges; behind it: earlier windows that held an event)",
            _COLUMNS,
            [_row(row) for row in each.rows],
            "table",
        )


def _row(row: dict[str, Any]) -> dict[str, Any]:
    from detente.kernel.probability_words import percent

    skill = "" if row["skill"] is None or not row["modelled"] else f"{100 * row['skill']:+.1f} %"
    if skill and row["skill_interval"]:
        skill += f" ({100 * row['skill_interval'][0]:+.1f} to {100 * row['skill_interval'][1]:+.1f})"
    return {
        "direction": row["direction"], "class": row["class"], "days": row["horizon"], "probability": f"{percent(row['p'])} % ({percent(row['low'])}-{percent(row['high'])})",
        "base rate": f"{percent(row['climatology'])} %", "persistence": f"{percent(row['persistence'])} %", "season": f"{percent(row['season'])} %",
        "behind it": f"{row['windows_with']:,} of {row['windows']:,}", "skill": skill or ("" if row["modelled"] else "base rate"),
    }  # fmt: skip
