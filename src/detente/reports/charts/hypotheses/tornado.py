"""What moves the leader's posterior most: one cell at a time from its low to its high end."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import percent, ranking, titles
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import balanced

if TYPE_CHECKING:
    from detente.engines.hypotheses.tornado import Swing

#: So many bars, the longest.
SHOWN = 12
_WRAP = 34
_AT_RIGHT = 190
_SUBTITLE = (
    "Posterior of the leader with one cell at its low end (hollow) and at its high end (filled), all others at their "
    "points. A dot while it still leads, a diamond where it no longer does."
)


def tornado(name: str, result: Mapping[str, Any], names: Mapping[str, str], swings: Sequence["Swing"]) -> Chart:
    """The chart of what :func:`detente.engines.hypotheses.tornado.swings` found, the longest bars first."""
    title = f"What moves the answer most: {name}"
    known = [each for each in swings if each.leader_low is not None and each.leader_high is not None]
    if not known:
        return empty("tornado", title, "No cell is given as a range, so none has ends.")
    leader = ranking(result)[0]
    told = titles(ranking(result), names)
    base = result["posterior"][leader]
    drawn = sorted(known, key=lambda each: -each.length)[:SHOWN]
    rows = tuple(_row(each, leader, told) for each in drawn)
    caption = f"Upright line: {told[leader]} with every cell at its point, {percent(base)}. {_lost(rows, len(known), _turning(known, leader))}"
    alt = f"{title}. {'; '.join(_words(row) for row in rows)}. {caption}"
    labels = [str(row["cell"]) for row in rows]
    lines = max(row["told"].count("\n") + 1 for row in rows)
    lines = max(lines, *(len(balanced(label, _WRAP)) for label in labels))
    y = vega_lite.by_name("cell", labels, {"labels": False, "grid": False})
    x = {"field": "low_posterior", "type": "quantitative", "title": f"posterior of {letters.fitted(told[leader], 260)}",
         "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}  # fmt: skip
    drawing = {
        "width": theme.WIDTH - label_width(labels, _WRAP) - _AT_RIGHT,
        "height": max(28, theme.LINE * lines + 8) * len(rows),
        "data": {"values": list(rows)},
        "layer": [*row_labels(labels, "cell", y, _WRAP), *_layers(rows, x, y, base)],
    }
    return Chart("tornado", title, caption, alt, vega_lite.framed(drawing, title, _SUBTITLE, alt), rows)


def _row(swing: "Swing", leader: str, told: Mapping[str, str]) -> dict[str, Any]:
    """Figures of a cell. ``low`` and ``high`` are its ends, ``low_posterior`` and ``high_posterior`` the leader's posterior there."""
    ends = {"low": (swing.low, swing.leader_low, swing.first_low), "high": (swing.high, swing.leader_high, swing.first_high)}  # fmt: skip
    row: dict[str, Any] = {
        "cell": f"prior of {told[swing.hypothesis]}" if swing.item is None else f"{swing.item} if {told[swing.hypothesis]}",
        "item": swing.item, "hypothesis": told[swing.hypothesis], "length": swing.length,
    }  # fmt: skip
    for end, (cell, share, first) in ends.items():
        lost = first is not None and first != leader
        row |= {end: cell, f"{end}_posterior": share, f"{end}_falls": lost, f"{end}_leader": told.get(first or "")}
    rival = next((row[f"{end}_leader"] for end in ends if row[f"{end}_falls"]), None)
    leads = f"\n{letters.fitted(rival, _AT_RIGHT - 50)} leads" if rival else ""
    return row | {"told": f"cell {swing.low * 100:.0f}–{swing.high * 100:.0f} %{leads}"}


def _turning(known: Sequence["Swing"], leader: str) -> int:
    """How many cells end the lead within their own range."""
    return sum({each.first_low, each.first_high} != {leader} for each in known)


def _lost(rows: Sequence[Mapping[str, Any]], known: int, turning: int) -> str:
    left = f" The {len(rows)} longest of {known} bars are drawn." if known > len(rows) else ""
    if not turning:
        return f"No cell alone ends the lead within its own range.{left}"
    cells = "1 cell alone ends" if turning == 1 else f"{turning} cells, each alone, end"
    return f"{cells} the lead within {'its' if turning == 1 else 'their'} own range.{left}"


def _words(row: Mapping[str, Any]) -> str:
    def at(end: str) -> str:
        falls = f", where {row[f'{end}_leader']} leads" if row[f"{end}_falls"] else ""
        return f"{percent(row[f'{end}_posterior'])} at {row[end] * 100:.0f} %{falls}"

    return f"{row['cell']}: {at('low')}, {at('high')}"


def _layers(rows: Sequence[dict[str, Any]], x: Spec, y: Spec, base: float) -> list[Spec]:
    bar = {"type": "bar", "height": 11, "color": "#c9d6e6"}
    found: list[Spec] = [
        {"mark": bar, "encoding": {"y": y, "x": x, "x2": {"field": "high_posterior"}}},
        {
            "data": {"values": [{"base": base}]},
            "mark": {"type": "rule", "strokeWidth": 1.5, "color": theme.INK},
            "encoding": {"x": x | {"field": "base"}},
        },
    ]
    tips = vega_lite.tooltip([("cell", "Cell"), ("low", "Low end"), ("low_posterior", "Posterior at low end"), ("high", "High end"), ("high_posterior", "Posterior at high end")])  # fmt: skip
    for end in ("low", "high"):
        colour = vega_lite.either(f"{end}_falls", theme.SIDE_COLOURS[1], theme.SIDE_COLOURS[0])
        place = {"y": y, "x": x | {"field": f"{end}_posterior"}, "shape": vega_lite.either(f"{end}_falls", "diamond", "circle")}  # fmt: skip
        fill = {"fill": {"value": theme.PAPER}} if end == "low" else {"fill": colour}
        mark = {"type": "point", "opacity": 1, "size": 80, "strokeWidth": 1.8}
        found.append({"mark": mark, "encoding": place | fill | {"stroke": colour, "tooltip": tips}})
    words = {"y": y, "x": {"value": "width"}, "text": {"field": "told", "type": "nominal"}}
    for lines in sorted({row["told"].count("\n") for row in rows}):
        own = [row for row in rows if row["told"].count("\n") == lines]
        mark = vega_lite.lines("left", "middle", dx=8, dy=-theme.LINE * lines / 2)
        found.append({"data": {"values": own}, "mark": mark, "encoding": words})
    return found
