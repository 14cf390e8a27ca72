"""Where an issue settles: the actors with their weights above, the forecast distribution below, on one scale."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.issue import Issue
from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.vega_lite import Spec

_WIDTH = theme.WIDTH - 60
_LEVEL = 15  # height of one line of names over the stalks


def settlement(
    name: str,
    issue: Issue,
    density: Array,
    quantiles: Mapping[str, float],
    models: Mapping[str, float],
    names: Mapping[str, str],
) -> Chart:
    """``density`` has 101 values over the scale; ``quantiles`` q10, q50, q90; ``models`` are point forecasts to mark."""
    title = f"Where it settles: {name}"
    weight = issue.weight / issue.weight.sum()
    actors = [
        {"actor": names.get(actor, actor), "x": float(x), "share": float(w), "low": float(low), "high": float(high)}
        for actor, x, w, low, high in zip(issue.actors, issue.position.mode, weight, issue.position.low, issue.position.high, strict=True)
    ]  # fmt: skip
    step = issue.width / 100
    curve = [{"x": issue.low + place * step, "p": float(p)} for place, p in enumerate(density)]
    caption = (
        f"Above: actors at their positions, the height of a stalk is the share of influence times salience. Below: the forecast "
        f"distribution; the dark part holds 80 %, from {quantiles['q10']:.0f} to {quantiles['q90']:.0f}. Marks: "
        f"{', '.join(f'{model} {value:.0f}' for model, value in models.items())}."
    )
    told = "; ".join(f"{row['actor']} at {row['x']:.0f} with {row['share']:.0%} of the weight" for row in actors)
    alt = f"{title}. Median forecast {quantiles['q50']:.0f}, 80 % between {quantiles['q10']:.0f} and {quantiles['q90']:.0f}. {told}. {caption}"
    drawing = {"vconcat": [_actors(issue, actors), _curve(issue, curve, quantiles, models)], "spacing": 6}
    spec = vega_lite.framed(
        drawing, title, "Actors and their weight above, the forecast below, on the issue's scale.", alt
    )
    return Chart(f"settlement-{issue.name}", title, caption, alt, spec, (*actors, *curve))


def _x(issue: Issue, axis: Any) -> Spec:
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [issue.low, issue.high], "nice": False},
        "title": None,
        "axis": axis,
    }


def _actors(issue: Issue, rows: Sequence[dict[str, Any]]) -> Spec:
    most = max(row["share"] for row in rows)
    placed = _levels(issue, rows)
    top = 70
    height = top + 22 + _LEVEL * (1 + max(row["level"] for row in placed))
    y = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, most], "range": [height, height - top]},
        "axis": None,
    }
    zero = {"datum": 0}
    names = [
        {
            "data": {"values": [row]},
            "mark": {"type": "text", "align": row["align"], "baseline": "bottom", "dx": 4 if row["align"] == "left" else -4, "y": height - top - 8 - _LEVEL * row["level"], "fontSize": 10},
            "encoding": {"x": _x(issue, None), "text": {"field": "actor", "type": "nominal"}},
        }
        for row in placed
    ]  # fmt: skip
    leaders = [
        {
            "data": {"values": [row]},
            "mark": {
                "type": "rule",
                "color": theme.MIST,
                "y": height - top - 8 - _LEVEL * row["level"] - 10,
                "y2": height,
            },
            "encoding": {"x": _x(issue, None)},
        }
        for row in placed
    ]
    return {
        "width": _WIDTH,
        "height": height,
        "layer": [
            *leaders,
            {"data": {"values": list(rows)}, "mark": {"type": "rule", "strokeWidth": 4, "color": theme.SIDE_COLOURS[0], "opacity": 0.85},
             "encoding": {"x": _x(issue, None), "y": y, "y2": zero, "tooltip": vega_lite.tooltip([("actor", "Actor"), ("share", "Share of the weight")])}},
            *names,
        ],
    }  # fmt: skip


def _levels(issue: Issue, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each name on the lowest line where it covers no other name; right of its stalk, or left of it near the end."""
    lines: list[list[tuple[float, float]]] = []
    placed = []
    for row in sorted(rows, key=lambda each: each["x"]):
        at = (row["x"] - issue.low) / issue.width * _WIDTH
        wide = 5.6 * len(row["actor"]) + 10
        left = at + wide > _WIDTH
        span = (at - wide, at) if left else (at, at + wide)
        level = next(
            (place for place, taken in enumerate(lines) if all(span[1] < a or b < span[0] for a, b in taken)),
            len(lines),
        )
        if level == len(lines):
            lines.append([])
        lines[level].append(span)
        placed.append({**row, "level": level, "align": "right" if left else "left"})
    return placed


def _curve(
    issue: Issue, curve: Sequence[dict[str, Any]], quantiles: Mapping[str, float], models: Mapping[str, float]
) -> Spec:
    most = max(row["p"] for row in curve)
    y = {"field": "p", "type": "quantitative", "scale": {"domain": [0, most]}, "axis": None}
    inside = [row for row in curve if quantiles["q10"] <= row["x"] <= quantiles["q90"]]
    axis = {"grid": True, "tickCount": 10}
    marks = [{"x": value, "model": model} for model, value in models.items()]
    shape = {
        "field": "model", "type": "nominal", "title": None, "scale": {"domain": list(models)},
        "legend": {"orient": "bottom", "direction": "horizontal", "symbolSize": 90, "columns": 4},
    }  # fmt: skip
    return {
        "width": _WIDTH,
        "height": 120,
        "layer": [
            {"data": {"values": list(curve)}, "mark": {"type": "bar", "width": _WIDTH / 110, "color": "#c9d6e6"}, "encoding": {"x": _x(issue, axis), "y": y}},
            {"data": {"values": inside}, "mark": {"type": "bar", "width": _WIDTH / 110, "color": theme.SIDE_COLOURS[0], "opacity": 0.7}, "encoding": {"x": _x(issue, axis), "y": y}},
            {"data": {"values": [{"x": quantiles["q50"]}]}, "mark": {"type": "rule", "strokeWidth": 2, "color": theme.INK}, "encoding": {"x": _x(issue, axis)}},
            {"data": {"values": marks}, "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "stroke": theme.PAPER, "y": 112, "color": theme.SIDE_COLOURS[1]},
             "encoding": {"x": _x(issue, axis), "shape": shape, "tooltip": vega_lite.tooltip([("model", "Model")])}},
        ],
    }  # fmt: skip
