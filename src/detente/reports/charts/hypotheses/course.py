"""How the posterior of each hypothesis went as evidence became known."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.apart import apart
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import percent, ranking, titles
from detente.reports.charts.lanes import stack
from detente.reports.charts.letters import shortened, wide
from detente.reports.charts.rows import label_width
from detente.reports.charts.ticks import month_ticks
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import balanced

_HEIGHT, _WRAP = 260, 24
_LINE, _LEVELS = 13, 3  # height of a line of item names, and so many lines at most
_TOP: Spec = {"y": {"value": 0}, "text": {"field": "text", "type": "nominal"}}
_DASHES = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3], [4, 2], [1, 2])
_SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
_COLOURS = (*theme.SIDE_COLOURS[:3], "#1f7a5a", "#8a3350", "#6b6b6b")


def course(name: str, result: Mapping[str, Any], names: Mapping[str, str]) -> Chart:
    """The chart; it says so when there is no timeline because an item has no date."""
    title = f"How the balance moved: {name}"
    steps: Sequence[Mapping[str, Any]] = result.get("timeline") or ()
    if not steps:
        return empty("course", title, "There is no timeline: not every item of evidence has a date.")
    told = titles(ranking(result), names)
    days = [date.fromisoformat(step["date"]) for step in steps]
    lead = max(timedelta(days=1), (days[-1] - days[0]) / 16)
    first, last = days[0] - lead, days[-1] + lead
    rows = tuple(
        {"date": day.isoformat(), "hypothesis": told[each], "probability": held[each], "items": ", ".join(items)}
        for day, held, items in [(first, result["prior"], ()), *((day, step["posterior"], step["items"]) for day, step in zip(days, steps, strict=True))]
        for each in ranking(result)
    )  # fmt: skip
    leaders = [max(step["posterior"], key=lambda each: step["posterior"][each]) for step in steps]
    caption = f"The line begins at the prior; each step is a day on which evidence became known. {_turns(steps, leaders, told)}"
    ends = "; ".join(f"{told[each]} from {percent(result['prior'][each])} to {percent(steps[-1]['posterior'][each])}" for each in ranking(result))  # fmt: skip
    alt = f"{title}. {len(steps)} dates from {days[0]} to {days[-1]}. {ends}. {caption}"
    width = theme.WIDTH - label_width(list(told.values()), _WRAP) - 70
    drawing = _drawing(rows, list(told.values()), days, [step["items"] for step in steps], (first, last), width)
    return Chart("course", title, caption, alt, vega_lite.framed(drawing, title, "Posterior of each hypothesis as of each date.", alt), rows)  # fmt: skip


def _turns(steps: Sequence[Mapping[str, Any]], leaders: Sequence[str], told: Mapping[str, str]) -> str:
    """Who led from when; of many changes only their number and the last."""
    turns = [
        (step["date"], told[leader])
        for step, leader, before in zip(steps, leaders, [None, *leaders[:-1]], strict=True)
        if leader != before
    ]
    if len(turns) <= 4:
        return f"In the lead from {'; from '.join(f'{day}: {leader}' for day, leader in turns)}."
    return f"The lead changes {len(turns) - 1} times, the last on {turns[-1][0]}: {turns[-1][1]}."


def _drawing(
    rows: Sequence[dict[str, Any]], told: list[str], days: Sequence[date], items: Sequence[Sequence[str]], span: tuple[date, date], width: int,
) -> Spec:  # fmt: skip
    end = [row for row in rows if row["date"] == days[-1].isoformat()]
    values = [row | {"moment": f"{row['date']}T00:00:00Z"} for row in (*rows, *({**row, "date": span[1].isoformat()} for row in end))]  # fmt: skip
    x = _x("moment", span)
    y = {"field": "probability", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}  # fmt: skip
    look = {
        channel: {"field": "hypothesis", "type": "nominal", "legend": None, "scale": {"domain": told, "range": [held[place % len(held)] for place in range(len(told))]}}
        for channel, held in (("color", _COLOURS), ("strokeDash", _DASHES), ("shape", _SHAPES))
    }  # fmt: skip
    tips = vega_lite.tooltip([("hypothesis", "Hypothesis"), ("date", "As of"), ("probability", "Posterior"), ("items", "New")])  # fmt: skip
    return {
        "width": width,
        "height": _HEIGHT,
        "layer": [
            *_items(days, items, span, width),
            {
                "data": {"values": values},
                "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
                "encoding": {"x": x, "y": y, "color": look["color"], "strokeDash": look["strokeDash"]},
            },
            {
                "data": {"values": values[: len(rows)]},
                "mark": {"type": "point", "filled": True, "size": 48, "opacity": 1},
                "encoding": {"x": x, "y": y, "color": look["color"], "shape": look["shape"], "tooltip": tips},
            },
            *_names(end, look["color"]),
        ],
    }


def _x(field: str, span: tuple[date, date]) -> Spec:
    domain = [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in span]
    months = month_ticks(*span)
    ticks = [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in months or span]
    axis = {
        "title": None,
        "format": "%b %Y" if months else "%d %b %Y",
        "values": ticks,
        "grid": False,
        "labelOverlap": True,
    }
    return {"field": field, "type": "temporal", "scale": {"type": "utc", "domain": domain, "nice": False}, "axis": axis}


def _items(days: Sequence[date], items: Sequence[Sequence[str]], span: tuple[date, date], width: int) -> list[Spec]:
    """A faint line on each date, with the names of the new items above it, on as many levels as they need.

    Where they would need more than three, the names stand upright and those without room are left out.
    """
    named = [shortened(", ".join(each), 110) for each in items]
    middles = [width * ((day - span[0]) / (span[1] - span[0])) for day in days]
    levels = stack([(x - wide(text) / 2, x + wide(text) / 2) for x, text in zip(middles, named, strict=True)], gap=4)
    upright = max(levels) >= _LEVELS
    if upright:
        levels = stack([(x, x) for x in middles], gap=_LINE)
    values = [{"moment": f"{day.isoformat()}T00:00:00Z", "text": text} for day, text in zip(days, named, strict=True)]
    x = _x("moment", span)
    rules: Spec = {"data": {"values": values}, "mark": {"type": "rule", "color": theme.MIST}, "encoding": {"x": x}}
    prior = {"data": {"values": [{"text": "prior"}]}, "mark": _above(False, 0), "encoding": {"x": {"value": 0}, **_TOP}}
    texts = (
        {"data": {"values": [value for value, own in zip(values, levels, strict=True) if own == level]},
         "mark": _above(upright, level), "encoding": {"x": x, **_TOP}}
        for level in ([0] if upright else sorted(set(levels)))
    )  # fmt: skip
    return [rules, prior, *texts]


def _above(upright: bool, level: int) -> Spec:
    """The mark of words over the drawing."""
    look: Spec = {"type": "text", "color": theme.GREY, "fontSize": 10}
    if upright:
        return look | {"angle": 270, "align": "left", "baseline": "middle", "dx": 5}
    return look | {"baseline": "bottom", "dy": -8 - _LINE * level}


def _names(end: Sequence[dict[str, Any]], colour: Spec) -> list[Spec]:
    """Each line's name at its end, moved apart where ends lie close together."""
    layers: list[Spec] = []
    for row, middle in zip(end, apart([_wanted(row) for row in end], _HEIGHT + 8), strict=True):
        text = row | {"text": "\n".join(_lines(row))}
        top = middle - theme.LINE * (len(_lines(row)) - 1) / 2
        layers.append({"data": {"values": [text]}, "mark": vega_lite.lines("left", "middle", dx=8), "encoding": {
            "x": {"value": "width"}, "y": {"value": round(top, 1)}, "text": {"field": "text", "type": "nominal"}, "color": colour}})  # fmt: skip
    return layers


def _lines(row: Mapping[str, Any]) -> list[str]:
    return balanced(f"{row['hypothesis']} {percent(row['probability']).replace(' ', chr(160))}", _WRAP)


def _wanted(row: Mapping[str, Any]) -> tuple[float, float]:
    """The height of the line's end, and what its name needs."""
    return _HEIGHT * (1 - row["probability"]), theme.LINE * len(_lines(row)) + 2
