"""Which features of the deal stand against random coding: their rate in the ensemble beside that under shuffled columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import percent
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import counted, listed

#: A pattern must be so many times as frequent as under random coding to say something.
FACTOR = 3
_ROW, _WRAP, _AT_RIGHT = 36, 32, 140
_SHUFFLES = {"weights": ("square", "weights shuffled"), "ideals": ("triangle-up", "ideals shuffled"), "both": ("diamond", "both shuffled")}  # fmt: skip
_SUBTITLE = "Dot: rate of the pattern. Hollow marks: rate with shuffled columns. Upright tick: three times the highest of these, which the dot has to reach (grey if it does not)."  # fmt: skip


def patterns(title: str, result: Mapping[str, Any], names: Mapping[str, str]) -> Chart:
    """The chart. A pattern stands if it beats random coding in every way of shuffling, as the result has it."""
    title = f"What random coding would also give: {title}"
    ensemble, controls = result.get("ensemble") or {}, result.get("controls") or {}
    found: Sequence[Mapping[str, Any]] = controls.get("patterns") or ensemble.get("patterns") or ()
    if not found:
        return empty("patterns", title, "The file names no pattern, or neither an ensemble nor a control was run.")
    rows = tuple(_row(each, names) for each in found)
    caption = _caption(rows, ensemble, controls)
    alt = f"{title}. {'; '.join(_words(row) for row in rows)}. {caption}"
    subtitle = _SUBTITLE if controls else "Dot: rate over the coded ranges. No control was run."
    return Chart("patterns", title, caption, alt, vega_lite.framed(_drawing(rows), title, subtitle, alt), rows)


def _row(each: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    controls = {held["permute"]: held["rate"] for held in each.get("controls", ())}
    highest = max(controls.values(), default=None)
    return {
        "pattern": names.get(each["name"], each["name"]), "rate": each["rate"], **{kind: controls.get(kind) for kind in _SHUFFLES},
        "highest": highest, "bar": None if highest is None else FACTOR * highest, "stands": each.get("beats_random_coding"),
    }  # fmt: skip


def _caption(rows: Sequence[Mapping[str, Any]], ensemble: Mapping[str, Any], controls: Mapping[str, Any]) -> str:
    base = f"Rates over {counted(ensemble['draws'], 'draw')} from the coded ranges." if ensemble else "Rates of the deal as coded: 1 or 0."  # fmt: skip
    if not controls:
        return f"{base} Without a control they do not show what the coding contributes."
    stand = [row["pattern"] for row in rows if row["stands"]]
    fall = len(rows) - len(stand)
    parts = [base, f"Each control: {counted(controls['draws'], 'shuffled file')}."]
    parts += [f"Beyond random coding: {listed(stand)}." if stand else "No pattern is three times as frequent as under random coding."]  # fmt: skip
    parts += [f"{'The other' if stand else 'All'} {fall} {'comes' if fall == 1 else 'come'} out of shuffled files as well, or nearly, and {'says' if fall == 1 else 'say'} little about this one."] if fall else []  # fmt: skip
    parts += ["Where a control is above a third, no rate can reach three times it."] if any(row["bar"] and row["bar"] > 1 for row in rows) else []  # fmt: skip
    return " ".join(parts)


def _words(row: Mapping[str, Any]) -> str:
    held = [f"{_SHUFFLES[kind][1]} {percent(row[kind])}" for kind in _SHUFFLES if row[kind] is not None]
    return f"{row['pattern']}: {percent(row['rate'])}" + (
        f" against {', '.join(held)} ({_figure(row)})" if held else ""
    )


def _figure(row: Mapping[str, Any]) -> str:
    """How many times as frequent as under the control that gives it most often."""
    if row["stands"] is None:
        return percent(row["rate"])
    if row["rate"] == 0 or row["highest"] == 0:
        return "never in controls" if row["rate"] else "never"
    return f"{'' if row['stands'] else 'only '}{row['rate'] / row['highest']:.1f} times"


def _drawing(rows: Sequence[dict[str, Any]]) -> Spec:
    order = [str(row["pattern"]) for row in rows]
    y = vega_lite.by_name("pattern", order, {"labels": False, "grid": False})
    x: Spec = {"type": "quantitative", "title": "share of draws", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}}  # fmt: skip
    values = [row | {"reached": min(row["bar"], 1.0) if row["bar"] is not None else None, "told": letters.fitted(_told(row), _AT_RIGHT - 10)} for row in rows]  # fmt: skip
    marks = [{"pattern": row["pattern"], "kind": told, "value": row[kind]} for row in rows for kind, (_, told) in _SHUFFLES.items() if row[kind] is not None]  # fmt: skip
    shape = {"field": "kind", "type": "nominal", "title": None, "scale": {"domain": [told for _, told in _SHUFFLES.values()], "range": [look for look, _ in _SHUFFLES.values()]},
             "legend": {"orient": "bottom", "symbolSize": 70, "symbolStrokeColor": theme.SIDE_COLOURS[1], "symbolFillColor": "transparent"}}  # fmt: skip
    layers: list[Spec] = row_labels(order, "pattern", y, _WRAP)
    layers.append({"mark": {"type": "rule", "color": theme.MIST}, "encoding": {"y": y, "x": {"value": 0}, "x2": {"value": "width"}}})  # fmt: skip
    if marks:
        layers += [
            {"transform": [{"filter": "isValid(datum.reached) && datum.bar <= 1"}], "mark": {"type": "tick", "size": 24, "thickness": 2.2, "color": theme.INK}, "encoding": {"y": y, "x": x | {"field": "reached"}}},
            {"data": {"values": marks}, "mark": {"type": "point", "size": 60, "strokeWidth": 1.6, "opacity": 1, "color": theme.SIDE_COLOURS[1]}, "encoding": {"y": y, "x": x | {"field": "value"}, "shape": shape}},
        ]  # fmt: skip
    dot = {"type": "point", "filled": True, "size": 110, "opacity": 1, "stroke": theme.PAPER}
    layers += [
        {"mark": dot, "encoding": {"y": y, "x": x | {"field": "rate"}, "color": vega_lite.either("stands", theme.SIDE_COLOURS[0], "#9a9a9a"), "tooltip": vega_lite.tooltip([("pattern", "Pattern"), ("rate", "Rate"), ("bar", "Three times the control")])}},
        {"mark": vega_lite.lines("left", "middle", dx=10), "encoding": {"y": y, "color": vega_lite.either("stands", theme.INK, theme.GREY), "x": {"value": "width"}, "text": {"field": "told", "type": "nominal"}}},
    ]  # fmt: skip
    return {
        "width": theme.WIDTH - label_width(order, _WRAP) - _AT_RIGHT,
        "height": _ROW * len(rows),
        "data": {"values": values},
        "layer": layers,
    }


def _told(row: Mapping[str, Any]) -> str:
    return percent(row["rate"]) + ("" if row["stands"] is None else f", {_figure(row)}")
