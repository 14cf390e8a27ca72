"""How often it happened when it was called so likely: the isotonic curve with its band, or the sentence why there is none."""

from collections.abc import Mapping
from typing import Any

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty

ENOUGH = 100
_SIDE = 380
_PALETTE = ("#2a5c9a", "#b5651d", "#5a3d7a", "#2f7d5b", "#a33b50", "#7d7d7d")


def reliability(shown: Mapping[str, Mapping[str, Any]]) -> Chart:
    """``shown`` maps a forecaster to ``n``, ``calibration_shown`` and ``calibration`` (its ``steps``)."""
    title = "Calibration of the forecasts"
    curves = {name: each["calibration"] for name, each in shown.items() if each["calibration_shown"]}
    if not curves:
        told = (
            "; ".join(f"{name}: {each['n']} resolved" for name, each in shown.items()) or "no forecast is resolved yet"
        )
        return empty("reliability", title, f"No curve is shown below {ENOUGH} resolved questions ({told}).")
    rows: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for name, curve in curves.items():
        for step in curve["steps"]:
            for end, key in (("low", "band_at_low"), ("high", "band_at_high")):
                rows.append(
                    {
                        "forecaster": name,
                        "p": step[end],
                        "rate": step["rate"],
                        "from": step[key][0],
                        "to": step[key][1],
                        "n": step["n"],
                    }
                )
            labels.append(
                {"forecaster": name, "p": (step["low"] + step["high"]) / 2, "rate": step["rate"], "n": step["n"]}
            )
    caption = (
        "Isotonic curve (CORP): how often it happened at each probability, with the number of questions at each step; shaded, the"
        f" band that holds 95 % of the curves of questions drawn again. Not shown below {ENOUGH} resolved questions."
    )
    steps = "; ".join(
        f"{name}: "
        + ", ".join(
            f"{s['low']:.0%} to {s['high']:.0%} happened {s['events']} of {s['n']} times" for s in curve["steps"]
        )
        for name, curve in curves.items()
    )
    alt = f"{title}. {steps}. {caption}"
    return Chart(
        "reliability",
        title,
        caption,
        alt,
        vega_lite.framed(
            _drawing(list(curves), rows, labels), title, "On the dashed line a forecaster is calibrated.", alt
        ),
        tuple(rows),
    )


def _drawing(names: list[str], rows: list[dict[str, Any]], labels: list[dict[str, Any]]) -> dict[str, Any]:
    axis = {
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {"format": ".0%", "tickCount": 6},
    }
    x = {"field": "p", "title": "probability given", **axis}
    y = {"field": "rate", "title": "share that happened", **axis}
    colour = {
        "field": "forecaster", "type": "nominal", "title": None,
        "scale": {"domain": names, "range": [_PALETTE[place % len(_PALETTE)] for place in range(len(names))]},
        "legend": None if len(names) == 1 else {"orient": "bottom"},
    }  # fmt: skip
    return {
        "width": _SIDE,
        "height": _SIDE,
        "layer": [
            {"data": {"values": [{"p": 0, "rate": 0}, {"p": 1, "rate": 1}]}, "mark": {"type": "line", "strokeDash": [4, 4], "color": theme.GREY}, "encoding": {"x": x, "y": y}},
            {"data": {"values": rows}, "mark": {"type": "area", "opacity": 0.18}, "encoding": {"x": x, "y": {**y, "field": "from"}, "y2": {"field": "to"}, "color": colour}},
            {"data": {"values": rows}, "mark": {"type": "line", "point": {"size": 22}, "strokeWidth": 1.8}, "encoding": {"x": x, "y": y, "color": colour}},
            {"data": {"values": labels}, "mark": {"type": "text", "dy": -9, "fontSize": 10}, "encoding": {"x": x, "y": y, "text": {"field": "n", "type": "quantitative"}, "color": colour}},
        ],
    }  # fmt: skip
