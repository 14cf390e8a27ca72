"""Who at home must approve the headline deal: how much room each has left, how sure it is, and for whom the deal was made so."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.deals.told import differences, governments, headline, no_deal, side, signed
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import percent, titles
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import listed

_ROW, _WRAP = 38, 26
_CHANCE, _AT_RIGHT = 108, 176
_SUBTITLE = "Slack: what the deal gives beyond the least a ratifier accepts (left of the line it refuses). A diamond: without it the deal would be another."  # fmt: skip


def ratifiers(title: str, result: Mapping[str, Any], names: Mapping[str, str]) -> Chart:
    """The chart; pressure groups have neither veto nor vote and are not in it."""
    title = f"Who at home bears the deal: {title}"
    found: Sequence[Mapping[str, Any]] = result.get("ratifiers") or ()
    if not found:
        return empty("ratifiers", title, "Nobody at home has a veto or a vote.")
    if headline(result) is None:
        opens = [names.get(each["id"], each["id"]) for each in found if each["opens_zone"]]
        more = f" Without {listed(opens)} there would be one." if opens else ""
        return empty("ratifiers", title, f"There is no deal to approve: {no_deal(result)}.{more}")
    told = titles([each["id"] for each in found], names)
    rows = tuple(_row(result, each, told[each["id"]], names) for each in found)
    pivotal = [row["ratifier"] for row in rows if row["pivotal"]]
    caption = (
        (f"Pivotal: {listed(pivotal)}. " if pivotal else "Nobody is pivotal: without any single one the deal stays the same. ")
        + "Chance: of its approval, given how exactly its reading of the deal is known. Groups that only press are left out."
    )  # fmt: skip
    alt = f"{title}. {'; '.join(_words(row) for row in rows)}. {caption}"
    return Chart("ratifiers", title, caption, alt, vega_lite.framed(_drawing(rows, governments(result)), title, _SUBTITLE, alt), rows)  # fmt: skip


def _row(result: Mapping[str, Any], each: Mapping[str, Any], title: str, names: Mapping[str, str]) -> dict[str, Any]:
    agreed = (headline(result) or {})["package"]
    without = each["deal_without"]
    if not each["pivotal"]:
        says = ""
    elif without is None:
        says = "no deal"
    else:
        says = differences(without, agreed, names)
    return {
        "ratifier": title, "government": names.get(each["government"], each["government"]), "side": each["government"], "rule": each["rule"],
        "slack": each["slack"], "p": each["p"], "pivotal": each["pivotal"], "without": says, "zone_ratio": each["zone_ratio"],
    }  # fmt: skip


def _words(row: Mapping[str, Any]) -> str:
    pivotal = f", pivotal: without it {row['without']}" if row["pivotal"] else ""
    return f"{row['ratifier']} ({row['government']}, {row['rule']}): slack {signed(row['slack'])}, approves {percent(row['p'])}{pivotal}"  # fmt: skip


def _drawing(rows: Sequence[dict[str, Any]], sides: Sequence[str]) -> Spec:
    values = [
        row | {"row": f"{row['ratifier']} ({row['government']}, {row['rule']})", "figure": signed(row["slack"]), "chance": percent(row["p"]),
               "told": "\n".join(letters.broken(f"pivotal; without it: {row['without']}", _AT_RIGHT - 14, 6)) if row["pivotal"] else ""}
        for row in rows
    ]  # fmt: skip
    labels = [str(row["row"]) for row in values]
    y = vega_lite.by_name("row", labels, {"labels": False, "grid": False})
    marked = _AT_RIGHT if any(row["pivotal"] for row in rows) else 40
    wide = theme.WIDTH - label_width(labels, _WRAP) - _CHANCE - marked - 70
    height = max(_ROW, *(theme.LINE * (row["told"].count("\n") + 1) + 6 for row in values)) * len(rows)
    colour = {"field": "side", "type": "nominal", "legend": None, "scale": {"domain": list(sides), "range": [side(place)[0] for place in range(len(sides))]}}  # fmt: skip
    shape = vega_lite.either("pivotal", "diamond", "circle")
    size = vega_lite.either("pivotal", 190, 80)
    return {
        "data": {"values": values},
        "hconcat": [
            {"width": wide, "height": height, "layer": [*row_labels(labels, "row", y, _WRAP), *_slacks(rows, y, colour, shape, size)]},
            {"width": _CHANCE, "height": height, "layer": _chances(y, colour)},
        ],
        "spacing": 34,
    }  # fmt: skip


def _slacks(rows: Sequence[Mapping[str, Any]], y: Spec, colour: Spec, shape: Spec, size: Spec) -> list[Spec]:
    ends = [0.0, *(row["slack"] for row in rows)]
    span = (max(ends) - min(ends)) or 1.0
    domain = [min(ends) - 0.08 * span, max(ends) + 0.2 * span]
    x = {"field": "slack", "type": "quantitative", "title": "slack", "scale": {"domain": domain, "nice": False}, "axis": {"tickCount": 5}}  # fmt: skip
    figure = {"y": y, "x": x, "text": {"field": "figure", "type": "nominal"}}
    return [
        {"data": {"values": [{"zero": 0}]}, "mark": {"type": "rule", "strokeWidth": 1.5, "color": theme.INK}, "encoding": {"x": x | {"field": "zero"}}},
        {"mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.4}, "encoding": {"y": y, "x": x, "x2": {"datum": 0}, "color": colour}},
        {"mark": {"type": "point", "filled": True, "opacity": 1, "stroke": theme.PAPER}, "encoding": {"y": y, "x": x, "color": colour, "shape": shape, "size": size}},
        {"mark": {"type": "text", "align": "left", "dx": 9}, "encoding": figure},
    ]  # fmt: skip


def _chances(y: Spec, colour: Spec) -> list[Spec]:
    x = {"field": "p", "type": "quantitative", "title": "chance of approval", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "values": [0, 0.5, 1]}}  # fmt: skip
    told = {"x": {"value": "width"}, "y": y, "text": {"field": "told", "type": "nominal"}}
    return [
        {"mark": {"type": "bar", "height": 12, "opacity": 0.55}, "encoding": {"y": y, "x": x, "color": colour}},
        {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "chance", "type": "nominal"}}},
        {"mark": vega_lite.lines("left", "middle", dx=12, lineHeight=theme.LINE), "encoding": told},
    ]  # fmt: skip
