"""Where each analyst parts from the base table: from its log-odds to the analyst's, step by step in decibans."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log10
from typing import Any

from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import ranking, titles
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import listed

#: So many analysts find room: those whose steps are longest taken together.
SHOWN = 5
#: So many steps of an analyst have a row of their own; the rest, and what is below ``SMALL`` decibans, is pooled.
STEPS, SMALL = 6, 0.1
_ROW = 21
_LABEL, _AT_RIGHT = 170, 80
_SUBTITLE = (
    "Log-odds of the base table's leader over the analyst's (or over its runner-up, if they agree), in decibans. "
    "Grey: where each stands. Triangles: which way a difference moves the odds. 10 is a factor of ten, 3 a factor of two."
)


def bridge(name: str, result: Mapping[str, Any], names: Mapping[str, str]) -> Chart:
    """The chart, a panel for each analyst. Where odds are 0 or infinite there is no panel, and the caption says so."""
    title = f"Where the analysts part: {name}"
    found: Mapping[str, Any] = result.get("disagreement") or {}
    if not found:
        return empty("bridge", title, "No analyst has a table of their own.")
    odds = {each: _odds(result, each) for each in found}
    defined = [each for each in found if odds[each] is not None]
    if not defined:
        return empty("bridge", title, "A probability of 0 leaves no odds to compare.")
    loudest = sorted(defined, key=lambda each: -_length(found[each]))[:SHOWN]
    drawn = [each for each in defined if each in loudest]
    told = titles(ranking(result), names)
    panels = [_panel(each, found[each], odds[each] or 0.0, told) for each in drawn]
    rows = tuple(row for panel in panels for row in panel)
    undefined = [each for each in found if odds[each] is None]
    caption = (
        "Each panel runs from the base table to the analyst as of the analyst's date; its steps add up exactly. "
        "A step is what the analyst's own prior, or own cells of an item or group, do to the odds."
        + (f" {len(defined) - len(drawn)} further analysts part less." if len(defined) > len(drawn) else "")
        + (f" No panel for {listed(undefined)}: a probability of 0 leaves no odds." if undefined else "")
    )
    alt = f"{title}. {'; '.join(_words(panel) for panel in panels)}. {caption}"
    return Chart("bridge", title, caption, alt, vega_lite.framed(_drawing(panels), title, _SUBTITLE, alt), rows)


def _odds(result: Mapping[str, Any], analyst: str) -> float | None:
    """The analyst's log-odds of the pair in decibans; None where a part or the odds are not defined."""
    held = result["disagreement"][analyst]
    posterior = result["analysts"][analyst]["posterior"]
    if held["hypotheses"] is None or posterior is None:
        return None
    first, second = (posterior[each] for each in held["hypotheses"])
    if None in (held["total_db"], held["prior_db"], *held["parts"].values()) or first <= 0 or second <= 0:
        return None
    return 10 * log10(first / second)


def _length(held: Mapping[str, Any]) -> float:
    return float(sum(map(abs, (held["prior_db"], *held["parts"].values()))))


def _panel(analyst: str, held: Mapping[str, Any], own: float, told: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows from the base table to the analyst. The result has base minus analyst; a step leads the other way."""
    first, second = (told[each] for each in held["hypotheses"])
    about = {"analyst": analyst, "for": first, "over": second, "as_of": held["as_of"]}
    at = own + held["total_db"]
    rows = [about | {"step": "base table", "kind": "stand", "start": 0.0, "end": at, "decibans": at}]
    for step, decibans in _steps(held):
        rows.append(about | {"step": step, "kind": "step", "start": at, "end": at + decibans, "decibans": decibans})
        at += decibans
    return [*rows, about | {"step": analyst, "kind": "stand", "start": 0.0, "end": own, "decibans": own}]


def _steps(held: Mapping[str, Any]) -> list[tuple[str, float]]:
    """The largest first; what moves nothing is left out, what moves little is one step at the end."""
    parts = [("prior", -held["prior_db"]), *((unit, -part) for unit, part in held["parts"].items())]
    moving = sorted((part for part in parts if abs(part[1]) > 1e-9), key=lambda part: -abs(part[1]))
    own = [part for part in moving[:STEPS] if abs(part[1]) >= SMALL]
    rest = moving[len(own) :]
    if len(rest) == 1:
        return moving
    return [*own, *([(f"other ({len(rest)})", sum(part for _, part in rest))] if rest else [])]


def _words(panel: Sequence[Mapping[str, Any]]) -> str:
    base, *steps, own = panel
    moves = ", ".join(f"{row['step']} {_signed(row['decibans'])}" for row in steps) or "no difference"
    return f"{own['analyst']}, {own['for']} over {own['over']}: from {_signed(base['decibans'])} dB by {moves} to {_signed(own['decibans'])} dB"  # fmt: skip


def _signed(value: float) -> str:
    return "0" if abs(value) < 0.05 else f"{value:+.1f}".replace("-", "−")


def _drawing(panels: Sequence[Sequence[dict[str, Any]]]) -> Spec:
    """All panels one above the other on one scale, each below a row with its heading."""
    heads: list[Spec] = []
    values: list[Spec] = []
    links: list[Spec] = []
    zeros: list[Spec] = []  # a line for each panel, so that none crosses a heading
    place = 0
    for panel in panels:
        heads.append({"place": place, "text": _head(panel[0])})
        body = [row | _look(row) | {"place": place + 1 + step} for step, row in enumerate(panel)]
        links += [
            {"at": before["end"], "from": before["place"], "to": after["place"]} for before, after in pairwise(body)
        ]
        zeros.append({"at": 0, "from": place + 0.5, "to": place + len(panel) + 0.5})
        values += body
        place += len(panel) + 2
    rows = place - 1  # nothing stands below the last panel
    y = _y("place", rows)
    x = _x("start", [row[end] for row in values for end in ("start", "end")])
    tips = vega_lite.tooltip([("analyst", "Analyst"), ("step", "Step"), ("decibans", "Decibans"), ("for", "For"), ("over", "Over")])  # fmt: skip
    steps = [row for row in values if row["kind"] == "step"]
    stands = [row for row in values if row["kind"] == "stand"]
    colour = vega_lite.either("up", theme.SIDE_COLOURS[0], theme.SIDE_COLOURS[1])
    span = {"y": y, "x": x, "x2": {"field": "end"}, "tooltip": tips}
    upright = {"x": x | {"field": "at"}, "y": y | {"field": "from"}, "y2": {"field": "to"}}
    text = {"y": y, "text": {"field": "label", "type": "nominal"}}
    return {
        "width": theme.WIDTH - _LABEL - _AT_RIGHT,
        "height": _ROW * rows,
        "layer": [
            {"data": {"values": zeros}, "mark": {"type": "rule", "color": theme.GREY}, "encoding": upright},
            {"data": {"values": links}, "mark": {"type": "rule", "color": theme.GREY, "strokeDash": [2, 2]}, "encoding": upright},
            {"data": {"values": stands}, "mark": {"type": "bar", "height": 11, "color": "#a9a9a9"}, "encoding": span},
            {"data": {"values": steps}, "mark": {"type": "bar", "height": 11, "opacity": 0.45}, "encoding": span | {"color": colour}},
            {"data": {"values": steps}, "mark": {"type": "point", "filled": True, "opacity": 1, "size": 60},
             "encoding": {"y": y, "x": x | {"field": "end"}, "color": colour, "shape": vega_lite.either("up", "triangle-right", "triangle-left")}},
            {"data": {"values": values}, "mark": {"type": "text", "align": "right", "dx": -9}, "encoding": text | {"x": {"value": 0}}},
            {"data": {"values": values}, "mark": {"type": "text", "align": "left", "dx": 8},
             "encoding": text | {"x": {"value": "width"}, "text": {"field": "figure", "type": "nominal"}}},
            {"data": {"values": heads}, "mark": {"type": "text", "align": "left", "fontWeight": "bold", "dx": -_LABEL + 4},
             "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "text", "type": "nominal"}}},
        ],
    }  # fmt: skip


def _head(row: Mapping[str, Any]) -> str:
    day = f" (as of {row['as_of']})" if row["as_of"] else ""
    return letters.fitted(f"{row['analyst']}{day}: {row['for']} over {row['over']}", theme.WIDTH - 10, bold=True)


def _look(row: Mapping[str, Any]) -> Spec:
    """What is printed beside a row, and which way it points."""
    return {
        "label": letters.shortened(row["step"], _LABEL - 14),
        "figure": f"{_signed(row['decibans'])} dB",
        "up": row["decibans"] > 0,
    }


def _y(field: str, count: int) -> Spec:
    """Rows by number from the top; the half row at each end is room for bars."""
    scale = {"domain": [-0.5, count - 0.5], "reverse": True, "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _x(field: str, ends: Sequence[float]) -> Spec:
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = max(0.5, 0.04 * (high - low))
    scale = {"domain": [low - room, high + room], "nice": False}
    return {"field": field, "type": "quantitative", "title": "decibans", "scale": scale, "axis": {"tickCount": 6}}
