"""What each item of evidence says of each hypothesis: hypotheses in rows, evidence in columns by date."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from math import ceil, inf
from typing import Any

from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import ranking, titles
from detente.reports.charts.lanes import stack
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import listed

_ROW, _WRAP = 30, 30
#: So many items find room; of more, those that separate the hypotheses most are drawn.
SHOWN = 40
_WIDE, _NARROW = 66, 12  # the widest and the narrowest column
_UPRIGHT = 100.0  # room for the name of an item that stands upright
_NUMBER = 27  # from this width on a cell holds its number, below it a sign
_LEAST = 0.5  # decibans below which a cell counts as silent
_SUBTITLE = "Decibans for (+) or against (−) a hypothesis, compared with the average of the others. 10 is a factor of ten, 3 a factor of two."


def weights(name: str, result: Mapping[str, Any], names: Mapping[str, str], dates: Mapping[str, str] | None = None) -> Chart:  # fmt: skip
    """The chart. ``dates`` gives ISO dates of items; by default those of the result's timeline, else the file's order."""
    title = f"What each item of evidence says: {name}"
    found = result.get("diagnosticity") or {}
    if not found:
        return empty("weights", title, "The weights of the items have not been computed.")
    days = dict(dates or {item: step["date"] for step in result.get("timeline", ()) for item in step["items"]})
    items = sorted(_telling(found), key=lambda item: days.get(item, "9999"))
    told = titles(ranking(result), names)
    rows = tuple(
        {"hypothesis": told[each], "item": item, "date": days.get(item), "seen": _seen(result, item),
         "decibans": found[item]["woe_db"].get(each), "start": place, "middle": place + 0.5, "end": place + 1}
        for each in ranking(result) for place, item in enumerate(items)
    )  # fmt: skip
    caption = (
        f"{_counted(len(items), len(found))}{' in order of date' if days else ''}; what the other items have said already is taken into account, "
        f"so items of one group weigh less together than apart.{_groups_in_words(result)}"
    )
    alt = f"{title}. {'; '.join(_say(rows, each) for each in told.values())}. {caption}"
    wide = min(_WIDE, max(_NARROW, (theme.WIDTH - label_width(list(told.values()), _WRAP) - 20) // len(items)))
    y = vega_lite.by_name("hypothesis", list(told.values()), {"labels": False, "grid": False})
    brackets, depth = _brackets(result, items, wide)
    drawing = {
        "width": wide * len(items),
        "height": _ROW * len(told),
        "layer": [
            *row_labels(list(told.values()), "hypothesis", y, _WRAP),
            *_cells(rows, y, wide, len(items), 18 + theme.LINE * depth),
            _columns(rows[: len(items)], wide, len(items)),
            *brackets,
        ],
    }
    return Chart("weights", title, caption, alt, vega_lite.framed(drawing, title, _SUBTITLE, alt), rows)


def _telling(found: Mapping[str, Any]) -> list[str]:
    """The items to draw: those with the widest range of weights."""

    def spread(item: str) -> float:
        known = [value for value in found[item]["woe_db"].values() if value is not None]
        return min(known, default=0.0) - max(known, default=0.0)

    return sorted(found, key=spread)[:SHOWN]


def _counted(drawn: int, known: int) -> str:
    return f"{drawn} items" if drawn == known else f"The {drawn} of {known} items that separate the explanations most"


def _seen(result: Mapping[str, Any], item: str) -> bool:
    return bool(result.get("items", {}).get(item, {}).get("observed", True))


def _groups_in_words(result: Mapping[str, Any]) -> str:
    groups = [f"{name} ({listed(list(group['items']))})" for name, group in (result.get("groups") or {}).items()]
    return f" Bracketed: {listed(groups)}." if groups else ""


def _say(rows: Sequence[Mapping[str, Any]], title: str) -> str:
    own = [f"{row['item']} {_signed(row['decibans'])}" for row in rows if row["hypothesis"] == title]
    return f"{title}: {', '.join(own)}"


def _signed(value: float | None) -> str:
    """``+3.5``, ``−1.2``; what is near nothing has no sign, what is not defined is a dash."""
    if value is None:
        return "–"
    return "0" if abs(value) < 0.05 else f"{value:+.1f}".replace("-", "−")


def _x(field: str, count: int) -> Spec:
    return {"field": field, "type": "quantitative", "scale": {"domain": [0, count], "nice": False}, "axis": None}


def _cells(rows: Sequence[dict[str, Any]], y: Spec, wide: int, count: int, below: int) -> list[Spec]:
    """Coloured cells with their numbers, or signs where a number finds no room."""
    most = max(5, ceil(max((abs(row["decibans"]) for row in rows if row["decibans"] is not None), default=0)))
    values = [
        row | {"text": _signed(row["decibans"]) if wide >= _NUMBER else _sign(row["decibans"]), "dark": abs(row["decibans"] or 0) > 0.55 * most}
        for row in rows
    ]  # fmt: skip
    colour = {
        "field": "decibans",
        "type": "quantitative",
        "title": "decibans",
        "scale": {"domain": [-most, 0, most], "range": ["#a8571a", "#f5f4f2", "#2a5c9a"], "interpolate": "rgb"},
        "legend": {
            "orient": "bottom",
            "direction": "horizontal",
            "offset": below,
            "gradientLength": 190,
            "gradientThickness": 10,
            "values": [-most, 0, most],
        },
    }
    tips = vega_lite.tooltip([("hypothesis", "Hypothesis"), ("item", "Item"), ("date", "Known on"), ("decibans", "Decibans")])  # fmt: skip
    place = {"y": y, "x": _x("start", count), "x2": {"field": "end"}}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rect", "stroke": theme.PAPER, "strokeWidth": 2},
            "encoding": place | {"color": colour, "tooltip": tips},
        },
        {
            "data": {"values": values},
            "mark": {"type": "text", "fontSize": 11 if wide >= 36 else 10},
            "encoding": {
                "y": y,
                "x": _x("middle", count),
                "text": {"field": "text", "type": "nominal"},
                "color": vega_lite.either("dark", theme.PAPER, theme.INK),
            },
        },
    ]


def _sign(value: float | None) -> str:
    return "" if value is None or abs(value) < _LEAST else "+" if value > 0 else "−"


def _columns(rows: Sequence[dict[str, Any]], wide: int, count: int) -> Spec:
    """Over each column the item and when it became known; upright where columns are narrow."""
    flat = all(letters.wide(line) <= wide for row in rows for line in _head(row))
    values = [row | {"head": "\n".join(_head(row)) if flat else " ".join(_head(row, _UPRIGHT))} for row in rows]
    deepest = max(len(_head(row)) for row in rows)
    mark = (
        vega_lite.lines("center", "bottom", dy=-5 - theme.LINE * (deepest - 1))
        if flat
        else {"type": "text", "align": "left", "baseline": "middle", "angle": 270, "dx": 6}
    )
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {"x": _x("middle", count), "y": {"value": 0}, "text": {"field": "head", "type": "nominal"}},
    }


def _head(row: Mapping[str, Any], room: float = inf) -> list[str]:
    return [
        letters.shortened(str(row["item"]), room),
        *([str(row["date"])] if row["date"] else []),
        *([] if row["seen"] else ["not seen"]),
    ]


def _brackets(result: Mapping[str, Any], items: Sequence[str], wide: int) -> tuple[list[Spec], int]:
    """A line under the columns of each group, with its name, and the lines of names; an interrupted group has several."""
    unit = {item: name for name, group in (result.get("groups") or {}).items() for item in group["items"]}
    found, place = [], 0
    for name, run in groupby(map(unit.get, items)):
        length = len(list(run))
        if name is not None:
            found.append({"group": name, "start": place + 0.08, "middle": place + length / 2, "end": place + length - 0.08})  # fmt: skip
        place += length
    spans = [(row["middle"] * wide, letters.wide(row["group"]) / 2) for row in found]
    levels = stack([(middle - half, middle + half) for middle, half in spans], gap=4)
    layers = [_bracket(row, level, len(items)) for row, level in zip(found, levels, strict=True)]
    return [layer for both in layers for layer in both], max(levels, default=-1) + 1


def _bracket(row: Spec, level: int, count: int) -> tuple[Spec, Spec]:
    height = {"value": "height"}
    line = {"y": height, "x": _x("start", count), "x2": {"field": "end"}}
    text = {"y": height, "x": _x("middle", count), "text": {"field": "group", "type": "nominal"}}
    rule = {"type": "rule", "strokeWidth": 2, "color": theme.GREY, "yOffset": 5}
    words = {"type": "text", "baseline": "top", "dy": 9 + theme.LINE * level, "color": theme.GREY}
    return (
        {"data": {"values": [row]}, "mark": rule, "encoding": line},
        {"data": {"values": [row]}, "mark": words, "encoding": text},
    )
