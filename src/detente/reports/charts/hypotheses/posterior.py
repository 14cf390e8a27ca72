"""How likely each hypothesis is, from what prior, and how far the coded ranges let it stray."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.hypotheses.titles import percent, ranking, titles
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.vega_lite import Spec

_ROW = 40
_WRAP = 34
_AT_RIGHT = 120  # for the figures behind each row
_SUBTITLE = "Dot: posterior. Tick: prior. Thick: 90 % range when errors are shared; dark line: when they are independent; faint: the furthest ends."


def posterior(name: str, result: Mapping[str, Any], names: Mapping[str, str]) -> Chart:
    """The chart. ``names`` gives the hypotheses' printed names; ranges that the result lacks are not drawn."""
    title = f"How likely each explanation is: {name}"
    told = titles(ranking(result), names)
    rows = tuple(_row(result, each, told[each]) for each in ranking(result))
    known = [kind for kind in ("shared", "independent", "envelope") if rows[0].get(f"{kind}_low") is not None]
    caption = (
        "Prior (tick) and posterior (dot)."
        + (" The shared range moves all likelihoods of a coder together and is the one to quote." if "shared" in known else "")
        + (" The faint line is what the coded ranges allow at worst." if "envelope" in known else "")
    )  # fmt: skip
    alt = f"{title}. {'; '.join(_words(row) for row in rows)}. {caption}"
    y = vega_lite.by_name("hypothesis", list(told.values()), {"labels": False, "grid": False})
    drawing = {
        "width": theme.WIDTH - label_width(list(told.values()), _WRAP) - _AT_RIGHT,
        "height": _ROW * len(rows),
        "data": {"values": list(rows)},
        "layer": [*row_labels(list(told.values()), "hypothesis", y, _WRAP), *_layers(y, known)],
    }
    subtitle = _SUBTITLE if known else "Dot: posterior. Tick: prior."
    return Chart("posterior", title, caption, alt, vega_lite.framed(drawing, title, subtitle, alt), rows)


def _row(result: Mapping[str, Any], each: str, title: str) -> dict[str, Any]:
    """Figures of one hypothesis; ends of a range that is not there are None."""
    ranges = result.get("ranges") or {}
    row: dict[str, Any] = {"hypothesis": title, "prior": result["prior"][each], "posterior": result["posterior"][each]}
    for kind in ("shared", "independent", "envelope"):
        held = (ranges.get(kind) or {}).get(each)
        ends = (None, None) if held is None else (held["q05"], held["q95"]) if isinstance(held, Mapping) else held
        row |= {f"{kind}_low": ends[0], f"{kind}_high": ends[1]}
    return row | {"figure": _figure(row)}


def _figure(row: Mapping[str, Any]) -> str:
    low, high = row["shared_low"], row["shared_high"]
    return percent(row["posterior"]) + ("" if low is None else f"  ({low * 100:.0f}–{high * 100:.0f})")


def _words(row: Mapping[str, Any]) -> str:
    kinds = [f"{kind} {row[f'{kind}_low'] * 100:.0f} to {row[f'{kind}_high'] * 100:.0f}" for kind in ("shared", "independent", "envelope") if row[f"{kind}_low"] is not None]  # fmt: skip
    ranges = f" ({', '.join(kinds)})" if kinds else ""
    return f"{row['hypothesis']}: {percent(row['posterior'])}{ranges}, prior {percent(row['prior'])}"


def _layers(y: Spec, known: Sequence[str]) -> list[Spec]:
    looks = {
        "envelope": {"type": "rule", "strokeWidth": 1.2, "color": "#a9a9a9"},
        "shared": {"type": "bar", "height": 13, "color": "#b9cbe2"},
        "independent": {"type": "rule", "strokeWidth": 3, "color": theme.SIDE_COLOURS[0]},
    }
    found: list[Spec] = [
        {"mark": mark, "encoding": {"y": y, "x": _x(f"{kind}_low"), "x2": {"field": f"{kind}_high"}}}
        for kind, mark in looks.items()
        if kind in known
    ]
    dot = {"type": "point", "filled": True, "size": 110, "opacity": 1, "color": theme.INK, "stroke": theme.PAPER}
    tips = vega_lite.tooltip([("hypothesis", "Hypothesis"), ("posterior", "Posterior"), ("prior", "Prior")])
    found.append({"mark": {"type": "tick", "size": 24, "thickness": 2.4, "color": theme.SIDE_COLOURS[1]}, "encoding": {"y": y, "x": _x("prior")}})  # fmt: skip
    found.append({"mark": dot, "encoding": {"y": y, "x": _x("posterior"), "tooltip": tips}})
    text = {"type": "text", "align": "left", "dx": 8, "fontWeight": "bold"}
    found.append({"mark": text, "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "figure", "type": "nominal"}}})  # fmt: skip
    return found


def _x(field: str) -> Spec:
    axis = {"format": ".0%", "tickCount": 5}
    return {"field": field, "type": "quantitative", "title": "probability", "scale": {"domain": [0, 1]}, "axis": axis}
