"""The relationship over time: cooperation above, conflict below, the net, the share with its breaks, the dossier's events pinned on it."""

from typing import Any

import numpy as np

from detente.binding.temperature import Bound, as_day, direction
from detente.dossier.dossier import Dossier
from detente.engines.temperature.result import Temperature
from detente.explain.temperature import Told, period_words
from detente.reports.charts import vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.happening import Happening, happenings
from detente.reports.charts.temperature_panels import (
    Frame,
    bars_panel,
    pins_panel,
    series_panels,
    share_panel,
)
from detente.reports.charts.words import counted
from detente.studies.temperature import Study

#: Events that are named, at most one in any stretch of so many days.
PINS, APART = 7, 28
_SUBTITLE = "Above the line cooperation, below it conflict; pale: words, full: deeds. Dots: net, with interval."


def temperature_chart(name: str, bound: Bound, study: Study, told: Told, dossier: Dossier | None = None) -> Chart:
    """The chart of one record. With ``dossier`` its events between the two are pinned, and its series stand below."""
    done = study.temperature
    title = f"The relationship over time: {name}"
    rows = tuple(_rows(done))
    frame = Frame(as_day(bound.record.first), as_day(bound.record.last), done.periods.kind)
    pins = _pins(dossier, bound, frame) if dossier is not None else []
    bars = bars_panel(frame, rows, done, [pin.middle for pin in pins])
    panels = [{"vconcat": [*pins_panel(frame, pins), bars], "spacing": 0}, share_panel(frame, rows, done, study)]
    drawn, series = series_panels(frame, dossier) if dossier is not None else ([], [])
    caption = _caption(bound, done, pins, told, series)
    alt = f"{title}. {_say(done, rows)} {caption}"
    drawing = {"vconcat": [*panels, *drawn], "spacing": 6, "resolve": {"scale": {"color": "independent"}}}
    return Chart(
        "temperature",
        title,
        caption,
        alt,
        vega_lite.framed(
            drawing, title, f"{_SUBTITLE}{' Pinned: events that most documents tell.' if pins else ''}", alt
        ),
        rows,
    )


def _rows(done: Temperature) -> list[dict[str, Any]]:
    """One row a period; bars hold events, or rates where the coverage of the store is known."""
    both, spans = done.both, done.periods
    scale = done.exposure if both.counts.cover is not None else np.ones(len(spans))
    rows = []
    for at, label in enumerate(spans.labels):
        quads = [_number(value / scale[at]) if scale[at] > 0 else None for value in both.counts.weights[at]]
        some = bool(both.counts.volume[at]) and scale[at] > 0
        factor = done.exposure[at] / scale[at] if some else 1.0
        row = {
            "period": label, "start": as_day(spans.edges[at]).isoformat(), "end": as_day(spans.edges[at + 1]).isoformat(),
            "verbal_cooperation": quads[0], "material_cooperation": quads[1], "verbal_conflict": quads[2], "material_conflict": quads[3],
            "net": _number(both.net[at] * factor) if some else None,
            "net_low": _number(both.net_band[0][at] * factor) if some else None, "net_high": _number(both.net_band[1][at] * factor) if some else None,
            "share": _number(both.share[at]), "share_low": _number(both.share_band[0][at]), "share_high": _number(both.share_band[1][at]),
            "volume": int(both.counts.volume[at]), "stands_out": at in done.standing_out,
        }  # fmt: skip
        rows.append(row)
    return rows


def _number(value: Any) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


def _pins(dossier: Dossier, bound: Bound, frame: Frame) -> list[Happening]:
    """The events of most weight between the two, no two within APART days of one another, in order of time."""
    shown: list[Happening] = []
    counted_ones = set(bound.events)
    between = [
        each
        for each in happenings(dossier, frame.first, frame.last)
        if (each.event.id in counted_ones if counted_ones else direction(dossier, each.event, bound.pair) is not None)
        and (each.end - each.start).days < bound.longest
        and not set(each.event.auxiliary)
    ]
    for each in sorted(between, key=lambda each: each.weight):
        if len(shown) < PINS and all(abs((each.middle - other.middle).days) >= APART for other in shown):
            shown.append(each)
    return sorted(shown, key=lambda each: each.middle)


def _caption(bound: Bound, done: Temperature, pins: list[Happening], told: Told, series: list[str]) -> str:
    unit = done.periods.kind
    what = f"events in a {unit} of mean coverage" if done.both.counts.cover is not None else f"events a {unit}"
    parts = [
        f"Bars: {what}, {told.source}.",
        "Dots: cooperation less conflict, with the interval that chance alone gives to the counts; the share below likewise, its steps the stretches between structural breaks.",
        f"Pinned: {counted(len(pins), 'event')} that most documents tell, at most one in {APART} days." if pins else "",
        f"Below: {'; '.join(series)}." if series else "",
    ]
    inexact = int((bound.record.late > bound.record.early).sum())
    parts.append(f"{counted(inexact, 'event').capitalize()} known only to within several days {'counts' if inexact == 1 else 'count'} on one of them." if inexact else "")  # fmt: skip
    return " ".join(part for part in parts if part)


def _say(done: Temperature, rows: tuple[dict[str, Any], ...]) -> str:
    """The figures in words."""
    told = [row for row in rows if row["volume"]]
    if not told:
        return "No event is counted."
    best, worst = max(told, key=lambda row: row["net"]), min(told, key=lambda row: row["net"])
    broken = done.breaks["share"]
    steps = f"the share of cooperation breaks in {', '.join(period_words(done.periods.labels[at]) for at in broken.at)}" if broken.at else "no structural break in the share of cooperation"  # fmt: skip
    return (f"{len(told)} of {len(rows)} periods have events. Warmest by net: {period_words(best['period'])} ({best['net']:+.1f}); coldest: "
            f"{period_words(worst['period'])} ({worst['net']:+.1f}); {steps}.")  # fmt: skip
