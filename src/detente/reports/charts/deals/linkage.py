"""What tying the issues together is worth to each side, under both notions of breakdown."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.deals.told import NOTIONS, figure, governments, no_deal, package_words, side, signed
from detente.reports.charts.empty import empty
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.vega_lite import Spec

_ROW, _WRAP, _AT_RIGHT = 34, 30, 150
_SUBTITLE = "Bar: gain of the linked deal over bargaining basket by basket. Tick: its gain over breakdown. In brackets: what breakdown means."  # fmt: skip


def linkage(title: str, result: Mapping[str, Any], names: Mapping[str, str]) -> Chart:
    """The chart; it says so where the engine skipped the comparison or where there is no linked deal."""
    title = f"What linkage is worth: {title}"
    found: Mapping[str, Any] = result.get("linkage") or {"skipped": "it was not computed"}
    if "skipped" in found:
        return empty("linkage", title, f"Linkage was left out: {found['skipped']}.")
    notions = [name for name in NOTIONS if found["gain"].get(name)]
    if not notions:
        return empty("linkage", title, f"There is no linked deal: {no_deal(result)}.")
    sides = governments(result)
    rows = tuple(_row(found, name, each, names) for name in notions for each in sides)
    caption = " ".join([*(_who(found, name, sides, names) for name in notions), _separate(found, names), "Gains are each side's own scale."])  # fmt: skip
    alt = f"{title}. {'; '.join(_words(row) for row in rows)}. {caption}"
    return Chart("linkage", title, caption, alt, vega_lite.framed(_drawing(rows, sides), title, _SUBTITLE, alt), rows)


def _row(found: Mapping[str, Any], notion: str, each: str, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "notion": NOTIONS[notion], "government": names.get(each, each), "side": each, "gain": found["gain"][notion][each],
        "over_breakdown": found["gain_over_breakdown"][notion][each], "separate": found["fine"]["utility"][each],
    }  # fmt: skip


def _words(row: Mapping[str, Any]) -> str:
    return f"{row['government']} if breakdown means {row['notion']}: {signed(row['gain'])} over separate deals, {signed(row['over_breakdown'])} over breakdown"


def _who(found: Mapping[str, Any], notion: str, sides: Sequence[str], names: Mapping[str, str]) -> str:
    """Who gains more by either measure: they can disagree."""
    by = [_first(found[measure][notion], sides, names) for measure in ("gain", "gain_over_breakdown")]
    same = by[0] == by[1]
    both = f"{by[0]} gains more by either measure" if same else f"{by[0]} gains more from linkage, {by[1]} more over breakdown"  # fmt: skip
    return f"If breakdown means {NOTIONS[notion]}, {both}."


def _first(gain: Mapping[str, float], sides: Sequence[str], names: Mapping[str, str]) -> str:
    best = max(sides, key=lambda each: gain[each])
    return "nobody" if all(abs(gain[each] - gain[best]) < 1e-9 for each in sides) else names.get(best, best)


def _separate(found: Mapping[str, Any], names: Mapping[str, str]) -> str:
    baskets = found["fine"]["baskets"]
    agreed = [package_words(each["package"], names) for each in baskets if each["package"] is not None]
    told = "; ".join(agreed) or "nothing"
    values = ", ".join(f"{names.get(each, each)} {figure(value)}" for each, value in found["fine"]["utility"].items())
    return f"Basket by basket, {len(agreed)} of {len(baskets)} find agreement ({told}), which gives {values}."


def _drawing(rows: Sequence[dict[str, Any]], sides: Sequence[str]) -> Spec:
    values = [
        row | {"row": f"{row['government']} ({row['notion']})", "figures": f"{signed(row['gain'])}   ({signed(row['over_breakdown'])} over breakdown)"}
        for row in rows
    ]  # fmt: skip
    labels = [str(row["row"]) for row in values]
    ends = [0.0, *(row[key] for row in rows for key in ("gain", "over_breakdown"))]
    span = (max(ends) - min(ends)) or 1.0
    x = {"type": "quantitative", "title": "gain in utility", "scale": {"domain": [min(ends) - 0.04 * span, max(ends) + 0.04 * span], "nice": False}, "axis": {"tickCount": 6}}  # fmt: skip
    y = vega_lite.by_name("row", labels, {"labels": False, "grid": False})
    colour = {"field": "side", "type": "nominal", "legend": None, "scale": {"domain": list(sides), "range": [side(place)[0] for place in range(len(sides))]}}  # fmt: skip
    return {
        "width": theme.WIDTH - label_width(labels, _WRAP) - _AT_RIGHT - 20,
        "height": _ROW * len(rows),
        "data": {"values": values},
        "layer": [
            *row_labels(labels, "row", y, _WRAP),
            {"mark": {"type": "bar", "height": 14}, "encoding": {"y": y, "x": x | {"field": "gain"}, "color": colour}},
            {"data": {"values": [{"zero": 0}]}, "mark": {"type": "rule", "strokeWidth": 1.2, "color": theme.INK}, "encoding": {"x": x | {"field": "zero"}}},
            {"mark": {"type": "tick", "size": 24, "thickness": 2.4, "color": theme.INK}, "encoding": {"y": y, "x": x | {"field": "over_breakdown"}}},
            {"mark": {"type": "text", "align": "left", "dx": 8}, "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "figures", "type": "nominal"}}},
        ],
    }  # fmt: skip
