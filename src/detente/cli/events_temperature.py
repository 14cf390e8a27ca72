"""``detente events temperature``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import AS_OF, ENGINE, FILE, SEED

_COLUMNS = (
    "period",
    "cooperation",
    "conflict",
    "net",
    "share",
    "mean_intensity",
    "volume",
    "possibly",
    "surprise",
    "break",
)


@click.command(short_help="How warm relations are, month by month, with what stands out.")
@click.argument("name", metavar="DOSSIER|EVENTS.parquet")
@click.option(
    "--pair", nargs=2, metavar="A B", help="Two countries, ISO 3166 alpha-3; by default the dossier's parties."
)
@click.option(
    "--events", type=FILE, metavar="EVENTS.parquet", help="An event store to set beside the dossier; never added to it."
)
@click.option(
    "--period",
    "span",
    type=click.Choice(["month", "week"]),
    default="month",
    show_default=True,
    help="Calendar months or ISO weeks.",
)
@click.option("--directed", is_flag=True, help="Also what each side does to the other, as rows of their own.")
@click.option(
    "--dedup",
    type=click.Choice(["none", "story", "day"]),
    default="none",
    show_default=True,
    help="Of a store: count the same pair, type and day once (day), or once a story.",
)
@click.option(
    "--weight",
    type=click.Choice(["rows", "sources", "articles"]),
    default="rows",
    show_default=True,
    help="Of a store: what a row adds.",
)
@click.option(
    "--mirror",
    type=click.Choice(["merge", "keep"]),
    default="merge",
    show_default=True,
    help="Of a store: count the two rows of one meeting once.",
)
@click.option(
    "--include",
    multiple=True,
    type=click.Choice(["historical", "trend"]),
    help="Of a dossier: let these events in as well.",
)
@click.option(
    "--longest",
    type=click.IntRange(1),
    default=92,
    show_default=True,
    help="Of a dossier: leave out events known only to lie within more days.",
)
@click.option(
    "--place",
    type=click.Choice(["middle", "start", "end"]),
    default="middle",
    show_default=True,
    help="Of a dossier: the day on which an event known to lie within several counts.",
)
@click.option(
    "--recent",
    type=click.IntRange(1),
    default=6,
    show_default=True,
    help="Periods that count as now, compared with twice as many before.",
)
@click.option(
    "--index",
    "with_index",
    is_flag=True,
    help="Add the bilateral index on -9..+9 (experimental: its formula is recalled).",
)
@click.option(
    "--index-start", type=click.FloatRange(-9, 9), default=0.0, show_default=True, help="Where the index begins."
)
@ENGINE
@AS_OF
@SEED
@click.option(
    "--chart",
    type=FILE,
    metavar="FILE",
    help="Draw the relationship over time, as .svg or .png; of two records, one file each.",
)
@output.format_option
def temperature(name: str, pair: tuple[str, str] | None, events: Path | None, span: Any, directed: bool, dedup: Any, weight: Any, mirror: Any,
                include: tuple[str, ...], longest: int, place: Any, recent: int, with_index: bool, index_start: float, engine: Any, as_of: date | None,
                seed: int, chart: Path | None, form: str) -> None:  # fmt: skip
    """Cooperation and conflict between two countries over time: counts, share, intensity, breaks, surprise, who answers whom.

    From a dossier's confirmed events, from a store of imported ones (with --pair), or from both beside each other.
    Negated, hypothetical, future and alleged events never count. Intervals are of 90 %, from the counts alone.
    """
    from detente import workbench
    from detente.engines.temperature.options import Options
    from detente.workbench.temperature import Counting

    if chart is not None and chart.suffix.lower() not in (".svg", ".png"):
        raise click.UsageError("--chart takes a file that ends in .svg or .png.")
    counting = Counting(dedup, weight, mirror, include, longest, place, as_of, engine=engine)
    options = Options(period=span, recent=recent, before=2 * recent, index=with_index, index_start=index_start)
    found = workbench.take_temperature(name, events=events, pair=pair, counting=counting, options=options, seed=seed)
    if chart is not None:
        for each in found:
            out = (
                chart
                if len(found) == 1
                else chart.with_name(f"{chart.stem}-{each.coding.replace(' ', '-')}{chart.suffix}")
            )
            workbench.save_chart(each.chart, out)
            output.said(f"{each.chart.title} -> {out}")
    if output.wants_json(form):
        output.data([_data(each, directed) for each in found])
        return
    for each in found:
        _print(each, directed, with_index)


def _data(each: Any, directed: bool) -> dict[str, Any]:
    rows = [row for row in each.rows if directed or row["direction"] == "both"]
    return {"source": each.source, "coding": each.coding, "pair": list(each.pair), "periods": rows, **each.numbers,
            "sentences": list(each.sentences), "manifest": each.manifest}  # fmt: skip


def _print(each: Any, directed: bool, with_index: bool) -> None:
    """The account first, then a row for each period with events."""
    click.secho(f"{each.source}, {' and '.join(each.pair)}", bold=True)
    output.account(each.sentences)
    columns = [*(["direction"] if directed else []), *_COLUMNS, *(["bilateral_index"] if with_index else [])]
    shown = [
        _row(row)
        for row in each.rows
        if (directed or row["direction"] == "both") and (row["volume"] or row["possibly"])
    ]
    if not any(row["possibly"] != row["volume"] for row in shown):
        columns.remove("possibly")
    output.rows("Period by period (those without any event are left out)", columns, shown, "table")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    tails = [row[f"tail_bits_{kind}"] for kind in ("cooperation", "conflict") if row[f"tail_bits_{kind}"] is not None]
    bits = [row[f"bits_{kind}"] for kind in ("cooperation", "conflict") if row[f"bits_{kind}"] is not None]
    return {
        **row, "net": _banded(row, "net", "{:+.1f}"), "share": _banded(row, "share", "{:.0%}"), "mean_intensity": _banded(row, "mean_intensity", "{:+.1f}"),
        "surprise": f"{sum(bits):.1f} bits{' *' if max(tails) >= 4.32 else ''}" if bits else None, "break": ", ".join(row.get("break") or ()),
        "bilateral_index": None if row.get("bilateral_index") is None else f"{row['bilateral_index']:+.2f}",
    }  # fmt: skip


def _banded(row: dict[str, Any], name: str, form: str) -> str | None:
    if row[name] is None:
        return None
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return form.format(row[name]) + (
        "" if low is None or high is None else f" ({form.format(low)} to {form.format(high)})"
    )
