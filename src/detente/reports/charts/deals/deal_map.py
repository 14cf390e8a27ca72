"""The utility plane of two governments: what can be had, what breakdown gives, and which deal each rule picks."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.deals.places import Box, around, beside
from detente.reports.charts.deals.plane import WIDTH, Plane, plane
from detente.reports.charts.deals.told import (
    NOTIONS,
    SOLUTIONS,
    figure,
    governments,
    headline,
    no_deal,
    package_words,
    solutions_words,
)
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import percent
from detente.reports.charts.vega_lite import Spec

_DEAL, _SHADE = theme.SIDE_COLOURS[2], "#ece7f2"
_COLUMN = WIDTH + 30  # where the labels beside the plane begin
_STAR = "M0,-1L0.27,-0.36L0.95,-0.31L0.43,0.14L0.59,0.81L0,0.45L-0.59,0.81L-0.43,0.14L-0.95,-0.31L-0.27,-0.36Z"
_DASH = {"nonagreement": [5, 3], "retaliation": [1, 0]}
_SUBTITLE = (
    "Star: headline deal. Rings: deals of other rules. Dots: packages that both sides can carry and none beats. "
    "Grey steps: the best of all packages. Diamonds: what breakdown gives. Shaded: better for both."
)


def deal_map(
    title: str, result: Mapping[str, Any], names: Mapping[str, str], outside: Mapping[str, float] | None = None
) -> Chart:
    """The map; ``outside`` holds the governments' outside options (the result does not), ``names`` printed names by id."""
    title = f"What both can have: {title}"
    if len(governments(result)) != 2:
        return empty("deal-map", title, "The plane has room for two governments.")
    drawn = plane(result, names, outside or {})
    told = tuple(names.get(each, each) for each in drawn.governments)
    rows = tuple(_rows(result, drawn, names))
    caption = _caption(result, drawn, outside or {}, names)
    alt = f"{title}. {_words(result, drawn, told, names)} {caption}"
    subtitle = _SUBTITLE if headline(result) else f"No deal: {no_deal(result)}. {_SUBTITLE}"
    spec = vega_lite.framed(_drawing(result, drawn, told), title, subtitle, alt)
    return Chart("deal-map", title, caption, alt, spec, rows)


def _rows(result: Mapping[str, Any], drawn: Plane, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Breakdown points, then solutions, then the Pareto packages: the pair of utilities under the governments' ids."""
    one, two = drawn.governments
    notion = result["notions"][result["headline"]["notion"]]
    rows: list[dict[str, Any]] = [
        {"kind": "breakdown", "name": name, "package": "", one: at[0], two: at[1]}
        for name, at in drawn.breakdown.items()
    ]
    rows += [
        {"kind": "solution", "name": name, "package": package_words(each["package"], names), one: each["utility"][one], two: each["utility"][two]}
        for name, each in notion["solutions"].items()
    ]  # fmt: skip
    rows += [
        {"kind": kind, "name": "", "package": package_words(each["package"], names), one: each["utility"][one], two: each["utility"][two]}
        for kind, points in (("pareto", set(drawn.pareto)), ("frontier", set(drawn.frontier)))
        for each in notion[kind] if (each["utility"][one], each["utility"][two]) in points
    ]  # fmt: skip
    return rows


def _caption(result: Mapping[str, Any], drawn: Plane, outside: Mapping[str, float], names: Mapping[str, str]) -> str:  # fmt: skip
    head = result["headline"]
    zones = [
        f"{'none' if each['zone']['count'] == 0 else each['zone']['count']} if breakdown means {NOTIONS[name]}"
        for name, each in result["notions"].items() if each["zone"]
    ]  # fmt: skip
    parts = [
        f"Headline: {SOLUTIONS.get(head['solution'], head['solution'])}, breakdown by {NOTIONS[head['notion']]}, channel {names.get(head['channel'], head['channel'])}."
    ]  # fmt: skip
    parts += [f"No deal: {no_deal(result)}."] if headline(result) is None else []
    parts += [f"Packages in the zone of agreement: {'; '.join(zones)}."] if zones else []
    parts += [
        f"The outside option of {names.get(each, each)}, {figure(value)}, lies below the plane and removes nothing."
        for each, value in outside.items() if each in drawn.governments and each not in drawn.outside
    ]  # fmt: skip
    parts += ["The packages of this file are too many or continuous, so only the picked ones are drawn."] if not drawn.frontier and not drawn.pareto else []  # fmt: skip
    parts += [
        "Not every package in the shade can be carried at home; utilities are each side's own scale and not to be added."
    ]
    return " ".join(parts)


def _words(result: Mapping[str, Any], drawn: Plane, told: tuple[str, ...], names: Mapping[str, str]) -> str:
    breakdown = "; ".join(
        f"{NOTIONS[name]} {figure(at[0])} and {figure(at[1])}" for name, at in drawn.breakdown.items()
    )
    spots = "; ".join(
        f"{solutions_words(spot.solutions)}: {package_words(spot.package, names)}, {figure(spot.at[0])} and {figure(spot.at[1])}, risk of breakdown {percent(spot.p_breakdown)}"
        for spot in sorted(drawn.spots, key=lambda each: not each.headline)
    )  # fmt: skip
    outside = "; ".join(f"{names.get(each, each)} {figure(value)}" for each, value in drawn.outside.items())
    return (
        f"Utilities of {told[0]} and {told[1]}. Breakdown: {breakdown}."
        + (f" {spots}." if spots else "")
        + (f" Outside options: {outside}." if outside else "")
    )


def _drawing(result: Mapping[str, Any], drawn: Plane, told: tuple[str, ...]) -> Spec:
    notion = result["headline"]["notion"]
    x, y = (_axis(field, f"utility of {told[place]}", drawn.low[place], drawn.high[place]) for place, field in enumerate("xy"))  # fmt: skip
    return {
        "width": WIDTH,
        "height": round(drawn.height, 1),
        "layer": [
            *_zone(drawn, notion, x, y),
            *_crosshairs(drawn, x, y),
            *_packages(drawn, x, y),
            *_leaders(drawn, x, y),
            *_marks(drawn, x, y),
            *_beside(drawn),
            *_inside(drawn, told),
        ],
    }


def _axis(field: str, title: str, low: float, high: float) -> Spec:
    return {"field": field, "type": "quantitative", "title": title, "scale": {"domain": [low, high], "nice": False, "zero": False}, "axis": {"tickCount": 6, "grid": False}}  # fmt: skip


def _values(points: Any) -> Spec:
    return {"values": [{"x": x, "y": y} for x, y in points]}


def _zone(drawn: Plane, notion: str, x: Spec, y: Spec) -> list[Spec]:
    corners = drawn.shaded(notion)
    if not corners:
        return []
    area = {"type": "area", "interpolate": "step-before", "color": _SHADE, "opacity": 1}
    return [{"data": _values(corners), "mark": area, "encoding": {"x": x, "y": y, "y2": {"datum": drawn.breakdown[notion][1]}}}]  # fmt: skip


def _crosshairs(drawn: Plane, x: Spec, y: Spec) -> list[Spec]:
    layers: list[Spec] = []
    for name, at in drawn.breakdown.items():
        mark = {"type": "rule", "color": "#8a8a8a", "strokeWidth": 1, "strokeDash": _DASH[name]}
        layers += [{"data": _values([at]), "mark": mark, "encoding": {"x": x}}, {"data": _values([at]), "mark": mark, "encoding": {"y": y}}]  # fmt: skip
    for place, each in enumerate(drawn.governments):
        if each in drawn.outside:
            mark = {"type": "rule", "color": theme.SIDE_COLOURS[place], "strokeWidth": 1.6, "strokeDash": [1, 4]}
            layers.append({"data": {"values": [{"xy"[place]: drawn.outside[each]}]}, "mark": mark, "encoding": {"xy"[place]: (x, y)[place]}})  # fmt: skip
    return layers


def _packages(drawn: Plane, x: Spec, y: Spec) -> list[Spec]:
    steps = {"type": "line", "interpolate": "step-before", "color": "#a2a2a2", "strokeWidth": 1}
    small = {"type": "point", "size": 14, "filled": True, "color": "#a2a2a2", "opacity": 1}
    dots = {"type": "point", "size": 34, "filled": True, "color": _DEAL, "opacity": 1}
    return [
        {"data": _values(points), "mark": mark, "encoding": {"x": x, "y": y}}
        for points, mark in ((drawn.frontier, steps), (drawn.frontier, small), (drawn.pareto, dots))
        if points
    ]


def _leaders(drawn: Plane, x: Spec, y: Spec) -> list[Spec]:
    """From each picked package level to the edge, then to its label: nothing that is not beaten lies level to the right of it."""
    layers: list[Spec] = []
    for spot in drawn.spots:
        mark = {"type": "rule", "color": "#b5b5b5", "strokeWidth": 0.8}
        level = round(drawn.pixels(spot.at)[1], 1)
        layers.append({"data": _values([spot.at]), "mark": mark, "encoding": {"x": x, "y": y, "x2": {"value": WIDTH}}})
        layers.append({"data": {"values": [{}]}, "mark": mark, "encoding": {"x": {"value": WIDTH}, "x2": {"value": _COLUMN - 5}, "y": {"value": level}, "y2": {"value": round(spot.middle, 1)}}})  # fmt: skip
    return layers


def _marks(drawn: Plane, x: Spec, y: Spec) -> list[Spec]:
    others = [spot.at for spot in drawn.spots if not spot.headline]
    main = [spot.at for spot in drawn.spots if spot.headline]
    hollow, filled = (
        [at for name, at in drawn.breakdown.items() if (name == "retaliation") == full] for full in (False, True)
    )
    diamond = {"type": "point", "shape": "diamond", "size": 110, "opacity": 1, "stroke": theme.INK, "strokeWidth": 1.5}
    star = {"type": "point", "shape": _STAR, "size": 330, "fill": _DEAL, "stroke": theme.PAPER, "strokeWidth": 1.2, "opacity": 1}  # fmt: skip
    ring = {"type": "point", "size": 100, "stroke": theme.INK, "strokeWidth": 1.4, "fill": None, "opacity": 1}
    return [
        {"data": _values(points), "mark": mark, "encoding": {"x": x, "y": y}}
        for points, mark in ((hollow, diamond | {"fill": theme.PAPER}), (filled, diamond | {"fill": theme.INK}), (others, ring), (main, star))
        if points
    ]  # fmt: skip


def _beside(drawn: Plane) -> list[Spec]:
    """The labels in the column at the right: rules in bold for the headline, what is agreed and the figures below them."""
    layers: list[Spec] = []
    for spot in drawn.spots:
        top = spot.middle - theme.LINE * (len(spot.lines) - 1) / 2
        for start, lines, look in (
            (0, spot.lines[: spot.rules], {"fontWeight": "bold"} if spot.headline else {}),
            (spot.rules, spot.lines[spot.rules :], {"color": theme.INK if spot.headline else theme.GREY}),
        ):
            layers.append({"data": {"values": [{"text": "\n".join(lines)}]}, "mark": vega_lite.lines("left", "middle", **look), "encoding": {
                "x": {"value": _COLUMN}, "y": {"value": round(top + theme.LINE * start, 1)}, "text": {"field": "text", "type": "nominal"}}})  # fmt: skip
    return layers


def _inside(drawn: Plane, told: tuple[str, ...]) -> list[Spec]:
    """The names of breakdown points and outside options, where they cover least."""
    room: Box = (2, 2, WIDTH - 2, drawn.height - 2)
    taken = _covered(drawn)
    wanted = [([drawn.pixels(at)], f"{NOTIONS[name]} {figure(at[0])} / {figure(at[1])}") for name, at in drawn.breakdown.items()]  # fmt: skip
    for place, each in enumerate(drawn.governments):
        if each in drawn.outside:
            across, down = drawn.pixels((drawn.outside[each], drawn.outside[each]))
            along = (0.95, 0.5, 0.05)
            anchors = [(across, drawn.height * (1 - part)) if place == 0 else (WIDTH * part, down) for part in along]
            wanted.append((anchors, f"outside option of {told[place]} {figure(drawn.outside[each])}"))
    layers: list[Spec] = []
    for anchors, text in wanted:
        box = beside(anchors, (letters.wide(text), theme.LINE), taken, room)
        taken.append(box)
        encoding = {"x": {"value": round((box[0] + box[2]) / 2, 1)}, "y": {"value": round((box[1] + box[3]) / 2, 1)}, "text": {"field": "text", "type": "nominal"}}  # fmt: skip
        halo = {"type": "text", "stroke": theme.PAPER, "strokeWidth": 3, "strokeJoin": "round"}
        layers += [{"data": {"values": [{"text": text}]}, "mark": mark, "encoding": encoding} for mark in (halo, {"type": "text"})]  # fmt: skip
    return layers


def _covered(drawn: Plane) -> list[Box]:
    """Marks, steps, leaders and lines of the plane: what a name should not lie on."""
    points = [*drawn.frontier, *drawn.pareto, *drawn.breakdown.values(), *(spot.at for spot in drawn.spots)]
    taken = [around(drawn.pixels(at)) for at in points]
    pixels = [drawn.pixels(at) for at in drawn.frontier]
    for (left, top), (right, bottom) in pairwise(pixels):
        taken += [(left - 2, top, left + 2, bottom), (left, bottom - 2, right, bottom + 2)]
    taken += [(x, y - 1, WIDTH, y + 1) for x, y in (drawn.pixels(spot.at) for spot in drawn.spots)]
    for x, y in (drawn.pixels(at) for at in drawn.breakdown.values()):
        taken += [(0, y - 1, WIDTH, y + 1), (x - 1, 0, x + 1, drawn.height)]
    return taken
