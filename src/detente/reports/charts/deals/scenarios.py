"""What each scenario changes: the gain of each side and the risk of breakdown against the base, and the deal itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.deals.told import differences, governments, headline, no_deal, side, signed
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import percent
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import counted, listed

#: So many scenarios are drawn, those that change most first.
SHOWN = 20
_LEFT, _GAP, _SMALL = 222, 26, 10
_RISK = "risk of breakdown"
_BASE, _SAME = "same deal", 1e-9


def scenarios(title: str, result: Mapping[str, Any], given: Sequence[tuple[str, Mapping[str, Any]]], names: Mapping[str, str]) -> Chart:  # fmt: skip
    """The chart; ``result`` is the base and ``given`` holds the printed name and the result of each scenario."""
    title = f"What would change the deal: {title}"
    if not given:
        return empty("scenarios", title, "There is no scenario.")
    sides = governments(result)
    measures = [*(f"gain of {names.get(each, each)}" for each in sides), _RISK]
    base = _values(result, sides)
    order = sorted(given, key=lambda each: -_moved(base, _values(each[1], sides)))
    without = [name for name, held in order if _moved(base, _values(held, sides)) <= _SAME and _deal(result, held, names) == _BASE]  # fmt: skip
    order = [each for each in order if each[0] not in without]
    rows = tuple(
        {"scenario": name, "measure": measure, "base": before, "value": after, "deal": _deal(result, held, names)}
        for name, held in order[:SHOWN]
        for measure, before, after in zip(measures, base, _values(held, sides), strict=True)
    )
    caption = _caption(result, order, without, names)
    if not rows:
        return empty("scenarios", title, caption)
    alt = f"{title}. Base: {_figures(measures, base)}. {' '.join(_words(rows, place, len(measures)) for place in range(0, len(rows), len(measures)))} {caption}"
    subtitle = "Upright line: the base. Mark: the scenario (a cross where there is no deal). Gains over breakdown, each on its side's own scale."  # fmt: skip
    return Chart("scenarios", title, caption, alt, vega_lite.framed(_drawing(rows, measures), title, subtitle, alt), rows)  # fmt: skip


def _values(result: Mapping[str, Any], sides: Sequence[str]) -> list[float]:
    """The gain of each side (0 without a deal), then the risk (1 without a deal)."""
    deal = headline(result)
    if deal is None:
        return [*(0.0 for _ in sides), 1.0]
    return [*(deal["gain"][each] for each in sides), deal["p_breakdown"]]


def _moved(base: Sequence[float], values: Sequence[float]) -> float:
    return max(abs(after - before) for before, after in zip(base, values, strict=True))


def _deal(base: Mapping[str, Any], result: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What is agreed otherwise than in the base."""
    before, after = headline(base), headline(result)
    if after is None:
        return f"no deal: {no_deal(result)}"
    return (differences(after["package"], before["package"] if before else {}, names)) or _BASE


def _caption(
    result: Mapping[str, Any],
    order: Sequence[tuple[str, Mapping[str, Any]]],
    without: Sequence[str],
    names: Mapping[str, str],
) -> str:
    """How many bring another deal, which none; and those that are not drawn."""
    broken = [name for name, held in order if headline(held) is None]
    other = [name for name, held in order if headline(held) and _deal(result, held, names) != _BASE]
    left = len(order) - SHOWN
    told = f"{len(other) or 'None'} of {len(order) + len(without)} scenarios {'brings' if len(other) == 1 else 'bring'} another deal."
    parts = [told]
    parts += [f"No deal: {listed(broken)}."] if broken else []
    parts += [f"{counted(left, 'further scenario').capitalize()} change less and are not drawn."] if left > 0 else []
    parts += [f"Nothing changes with: {'; '.join(without)}."] if without else []
    return " ".join([*parts, "Where a scenario changes what a side wants, its scale changes with it."])


def _figures(measures: Sequence[str], values: Sequence[float]) -> str:
    return ", ".join(f"{measure} {_figure(measure, value)}" for measure, value in zip(measures, values, strict=True))


def _figure(measure: str, value: float) -> str:
    return percent(value) if measure == _RISK else signed(value)


def _words(rows: Sequence[Mapping[str, Any]], start: int, number: int) -> str:
    own = rows[start : start + number]
    if own[0]["deal"].startswith("no deal"):
        return f"{own[0]['scenario']}: {own[0]['deal']}."
    return f"{own[0]['scenario']}: {_figures([row['measure'] for row in own], [row['value'] for row in own])}, {own[0]['deal']}."  # fmt: skip


def _drawing(rows: Sequence[dict[str, Any]], measures: Sequence[str]) -> Spec:
    order = [str(row["scenario"]) for row in rows[:: len(measures)]]
    y = vega_lite.by_name("scenario", order, {"labels": False, "grid": True, "gridColor": "#f3f3f3"})
    wide = (theme.WIDTH - _LEFT - _GAP * (len(measures) - 1) - 30) / len(measures)
    gains = [value for row in rows if row["measure"] != _RISK for value in (row["base"], row["value"])]
    tallest = max(sum(map(len, _lines(row, _LEFT - 12))) for row in rows)
    height = (theme.LINE * tallest + 9) * len(order)
    panels: list[Spec] = []
    for place, measure in enumerate(measures):
        own = [row | {"figure": _figure(measure, row["value"]), "none": str(row["deal"]).startswith("no deal")} for row in rows if row["measure"] == measure]  # fmt: skip
        labels = _labels(own, y, _LEFT - 12) if place == 0 else []
        panels.append({
            "title": {"text": list(letters.broken(measure, wide, 2, 12)), "fontSize": 12, "anchor": "middle", "frame": "group", "offset": 8},
            "width": round(wide, 1), "height": height, "layer": [*labels, *_dumbbell(own, y, _x(measure, gains), place)],
        })  # fmt: skip
    return {"hconcat": panels, "spacing": _GAP}


def _x(measure: str, gains: Sequence[float]) -> Spec:
    """Room for the figures on either side; all gains on one scale."""
    low, high = (0.0, 1.0) if measure == _RISK else (min(0.0, *gains), max(gains))
    span = (high - low) or 1.0
    left, right = (0.18, 0.5) if measure == _RISK else (0.3, 0.36)
    axis: Spec = {"format": ".0%", "values": [0, 0.5, 1]} if measure == _RISK else {"tickCount": 3}
    return {"type": "quantitative", "title": None, "scale": {"domain": [low - left * span, high + right * span], "nice": False}, "axis": axis}  # fmt: skip


def _labels(own: Sequence[dict[str, Any]], y: Spec, room: float) -> list[Spec]:
    """The name of the scenario and, in grey below it, what the deal has otherwise: centred together on the row."""
    layers: list[Spec] = []
    for row in own:
        name, deal = _lines(row, room)
        top = -theme.LINE * (len(name) + len(deal) - 1) / 2
        for lines, down, look in ((name, 0, {}), (deal, len(name), {"fontSize": _SMALL, "color": theme.GREY})):
            values = [{"scenario": row["scenario"], "text": "\n".join(lines)}]
            mark = vega_lite.lines("right", "middle", dx=-9, dy=top + theme.LINE * down, **look)
            layers.append({"data": {"values": values}, "mark": mark, "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "text", "type": "nominal"}}})  # fmt: skip
    return layers


def _lines(row: Mapping[str, Any], room: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return letters.broken(row["scenario"], room, 2), letters.broken(row["deal"], room, 3, _SMALL)


def _dumbbell(own: Sequence[dict[str, Any]], y: Spec, x: Spec, place: int) -> list[Spec]:
    """The base as a line, the way from it, the mark, and the figure on the side away from the base."""
    risk = own[0]["measure"] == _RISK
    colour, shape = (theme.GREY, "triangle-up") if risk else side(place)
    mark = {"type": "point", "filled": True, "size": 85, "opacity": 1, "stroke": theme.PAPER}
    tips = vega_lite.tooltip([("scenario", "Scenario"), ("figure", own[0]["measure"]), ("deal", "Deal")])
    held = [row for row in own if not row["none"]]
    gone = [row for row in own if row["none"]]
    layers: list[Spec] = [
        {"data": {"values": [{"base": own[0]["base"]}]}, "mark": {"type": "rule", "strokeWidth": 1.4, "color": theme.INK}, "encoding": {"x": x | {"field": "base"}}},
        {"data": {"values": list(own)}, "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.35, "color": colour}, "encoding": {"y": y, "x": x | {"field": "base"}, "x2": {"field": "value"}}},
    ]  # fmt: skip
    for values, look in (
        (held, {"color": colour, "shape": shape}),
        (gone, {"color": theme.INK, "shape": "cross", "angle": 45}),
    ):
        if values:
            layers.append({"data": {"values": values}, "mark": mark | look, "encoding": {"y": y, "x": x | {"field": "value"}, "tooltip": tips}})  # fmt: skip
    figure = {"y": y, "x": x | {"field": "value"}, "text": {"field": "figure", "type": "nominal"}}
    for below, align, dx in ((True, "right", -8), (False, "left", 8)):
        values = [row for row in held if (row["value"] < row["base"] - _SAME) == below]
        if values:
            layers.append({"data": {"values": values}, "mark": {"type": "text", "align": align, "dx": dx}, "encoding": figure})  # fmt: skip
    return layers
