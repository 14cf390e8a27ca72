"""How each ratifier comes to its slack: what it has without a deal, the margin that it asks for, what the deal gives it."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.deals.told import figure, headline, no_deal, signed
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import titles
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import listed

_STEP, _WRAP = 15, 26
_SUBTITLE = "Steps from the top: utility at breakdown, the margin it asks for on top, its gain from the deal; what is left beyond the margin is the slack."  # fmt: skip
_STEPS = ("breakdown", "margin", "gain", "slack")
_COLOURS = {
    "breakdown": theme.MIST,
    "margin": theme.GREY,
    "gain": theme.SIDE_COLOURS[0],
    "accepts": theme.SIDE_COLOURS[2],
    "refuses": theme.SIDE_COLOURS[1],
}


def ratifier_waterfall(title: str, result: Mapping[str, Any], names: Mapping[str, str]) -> Chart:
    """The chart: for each veto and vote the bars 0 to d, d to d + margin, d to utility, d + margin to utility."""
    title = f"What each ratifier has to spare: {title}"
    found: Sequence[Mapping[str, Any]] = result.get("ratifiers") or ()
    if not found:
        return empty("ratifier-waterfall", title, "Nobody at home has a veto or a vote.")
    if headline(result) is None:
        return empty("ratifier-waterfall", title, f"There is no deal to approve: {no_deal(result)}.")
    home = result["notions"][result["headline"]["notion"]]["ratifier_disagreement"]
    told = titles([each["id"] for each in found], names)
    rows = tuple(row for each in found for row in _steps(each, home[each["id"]], told[each["id"]], names))
    refusing = [told[each["id"]] for each in found if each["slack"] < 0]
    caption = f"Short of its margin: {listed(refusing)}." if refusing else "Nobody is short of its margin."  # fmt: skip
    alt = f"{title}. {'; '.join(_words(rows[place : place + len(_STEPS)]) for place in range(0, len(rows), len(_STEPS)))}. {caption}"  # fmt: skip
    return Chart("ratifier-waterfall", title, caption, alt, vega_lite.framed(_drawing(rows), title, _SUBTITLE, alt), rows)  # fmt: skip


def _steps(each: Mapping[str, Any], breakdown: float, title: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Slack as utility - d - margin, in four bars with their ends."""
    utility, floor = each["utility"], each["utility"] - each["slack"]
    ends = {"breakdown": (0.0, breakdown), "margin": (breakdown, floor), "gain": (breakdown, utility), "slack": (floor, utility)}  # fmt: skip
    shared = {"ratifier": title, "government": names.get(each["government"], each["government"]), "rule": each["rule"]}
    return [shared | {"step": step, "start": ends[step][0], "end": ends[step][1], "size": ends[step][1] - ends[step][0]} for step in _STEPS]  # fmt: skip


def _words(steps: Sequence[Mapping[str, Any]]) -> str:
    sizes = {row["step"]: row["size"] for row in steps}
    return f"{steps[0]['ratifier']} ({steps[0]['government']}, {steps[0]['rule']}): breakdown {figure(sizes['breakdown'])}, margin {signed(sizes['margin'])}, gain {signed(sizes['gain'])}, slack {signed(sizes['slack'])}"  # fmt: skip


def _drawing(rows: Sequence[Mapping[str, Any]]) -> Spec:
    values = [
        {**row, "row": f"{row['ratifier']} ({row['government']}, {row['rule']})",
         "figure": f"{row['step']} {figure(row['size']) if row['step'] == 'breakdown' else signed(row['size'])}",
         "colour": row["step"] if row["step"] != "slack" else "refuses" if row["size"] < 0 else "accepts",
         "right": max(row["start"], row["end"])}
        for row in rows
    ]  # fmt: skip
    labels = list(dict.fromkeys(str(row["row"]) for row in values))
    low, high = min(0.0, *(min(row["start"], row["end"]) for row in rows)), max(0.0, *(row["right"] for row in values))
    room = (high - low) or 1.0
    scale = {"domain": [low - 0.03 * room, high + 0.28 * room], "nice": False}
    x = {"field": "start", "type": "quantitative", "title": "utility", "scale": scale, "axis": {"tickCount": 6}}
    y = vega_lite.by_name("row", labels, {"labels": False, "grid": False})
    offset = {"field": "step", "type": "nominal", "scale": {"domain": list(_STEPS), "paddingInner": 0.25, "paddingOuter": 0.4}}  # fmt: skip
    colour = {"field": "colour", "type": "nominal", "legend": None, "scale": {"domain": list(_COLOURS), "range": list(_COLOURS.values())}}  # fmt: skip
    placed = {"y": y, "yOffset": offset}
    return {
        "data": {"values": values},
        "width": theme.WIDTH - label_width(labels, _WRAP) - 70,
        "height": (_STEP * len(_STEPS) + 12) * len(labels),
        "layer": [
            *row_labels(labels, "row", y, _WRAP),
            {"data": {"values": [{"zero": 0}]}, "mark": {"type": "rule", "color": theme.INK}, "encoding": {"x": x | {"field": "zero"}}},
            {"mark": {"type": "bar"}, "encoding": {**placed, "x": x, "x2": {"field": "end"}, "color": colour}},
            {"mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5}, "encoding": {**placed, "x": {**x, "field": "right"}, "text": {"field": "figure", "type": "nominal"}}},
        ],
    }  # fmt: skip
