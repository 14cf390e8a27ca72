"""What the leading hypothesis loses, or gains, without each source."""

from collections.abc import Mapping
from typing import Any

from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import percent, ranking, titles
from detente.reports.charts.rows import label_width, row_labels

SHOWN = 20
_ROW, _WRAP = 32, 38
_AT_RIGHT = 190


def without_sources(name: str, result: Mapping[str, Any], names: Mapping[str, str]) -> Chart:
    """The chart; ``names`` gives printed names of hypotheses and of sources. The most harmful losses come first."""
    title = f"What hangs on one source: {name}"
    found = result.get("leave_one_source_out") or {}
    if not found:
        return empty("without-sources", title, "No item of evidence names a source.")
    leader = ranking(result)[0]
    hypotheses, sources = titles(ranking(result), names), titles(found, names)
    base = result["posterior"][leader]
    ranked = sorted(found, key=lambda source: found[source]["posterior"][leader])
    rows = tuple(_row(found[each], sources[each], leader, base, hypotheses) for each in ranked[:SHOWN])
    fallen = [row["source"] for row in rows if row["falls"]]
    left = len(found) - len(rows)
    caption = (
        f"Upright line: {hypotheses[leader]} with all sources, {percent(base)}. A source takes with it the items that nobody else reports. "
        + (f"Without {' or '.join(fallen)} another explanation leads." if fallen else "It leads without any one of them.")
        + (f" {left} further sources change less or help." if left else "")
    )  # fmt: skip
    alt = f"{title}. {'; '.join(_words(row) for row in rows)}. {caption}"
    y = vega_lite.by_name("source", [str(row["source"]) for row in rows], {"labels": False, "grid": False})
    x = {"field": "posterior", "type": "quantitative", "title": f"posterior of {hypotheses[leader]}", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}  # fmt: skip
    drawing = {
        "width": theme.WIDTH - label_width([str(row["source"]) for row in rows], _WRAP) - _AT_RIGHT,
        "height": _ROW * len(rows),
        "data": {"values": list(rows)},
        "layer": [
            *row_labels([str(row["source"]) for row in rows], "source", y, _WRAP),
            {"data": {"values": [{"base": base}]}, "mark": {"type": "rule", "strokeWidth": 1.5, "color": theme.INK}, "encoding": {"x": x | {"field": "base"}}},
            {"mark": {"type": "rule", "strokeWidth": 5, "color": "#c9d6e6"}, "encoding": {"y": y, "x": x, "x2": {"datum": base}}},
            {"mark": {"type": "point", "filled": True, "opacity": 1, "size": 110, "stroke": theme.PAPER}, "encoding": {
                "y": y, "x": x, "color": vega_lite.either("falls", theme.SIDE_COLOURS[1], theme.SIDE_COLOURS[0]), "shape": vega_lite.either("falls", "diamond", "circle"),
                "tooltip": vega_lite.tooltip([("source", "Without"), ("posterior", "Posterior"), ("dropped", "Items lost"), ("regraded", "Items regraded")])}},
            {"mark": vega_lite.lines("left", "middle", dx=8), "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "told", "type": "nominal"}}},
        ],
    }  # fmt: skip
    subtitle = (
        "Posterior of the leader without each source: a dot while it still leads, a diamond where it no longer does."
    )
    return Chart("without-sources", title, caption, alt, vega_lite.framed(drawing, title, subtitle, alt), rows)


def _row(held: Mapping[str, Any], source: str, leader: str, base: float, hypotheses: Mapping[str, str]) -> dict[str, Any]:  # fmt: skip
    share = held["posterior"][leader]
    falls = held["leader"] != leader
    lost = f"loses {', '.join(held['dropped'])}" if held["dropped"] else "loses no item"
    return {
        "source": source,
        "posterior": share,
        "change": share - base,
        "leader": hypotheses[held["leader"]],
        "falls": falls,
        "dropped": ", ".join(held["dropped"]),
        "regraded": ", ".join(held["regraded"]),
        "told": letters.fitted(f"{percent(share)}; {lost}", _AT_RIGHT - 14),
    }


def _words(row: Mapping[str, Any]) -> str:
    falls = f", and {row['leader']} leads" if row["falls"] else ""
    return f"without {row['source']} {percent(row['posterior'])}{falls}"
