"""Two charts of an outlook: the probabilities by horizon with their ranges and base rates, and the reliability on held-back time."""

from collections.abc import Sequence
from typing import Any

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.rows import label_width, row_labels

#: Shortest horizon first: the nearer, the darker.
COLOURS = ("#16324f", "#2a5c9a", "#7fa3cf", "#a7bfdd", "#c9d6e8")
_WRAP, _ROW, _SIDE = 26, 24, 380


def outlook_chart(name: str, rows: Sequence[dict[str, Any]]) -> Chart:
    """``rows`` as :func:`detente.reports.outlook_data.number_rows` gives them."""
    title = f"What may come: {name}"
    horizons = list(dict.fromkeys(row["horizon"] for row in rows))
    labels = list(dict.fromkeys(_label(row, rows) for row in rows))
    drawn = [
        {"what": _label(row, rows), "days": f"{row['horizon']} days", "p": round(row["p"], 4), "low": round(row["low"], 4), "high": round(row["high"], 4),
         "climatology": round(row["climatology"], 4), "words": row["words"]} for row in rows
    ]  # fmt: skip
    days = [f"{each} days" for each in horizons]
    caption = (
        "Probability of at least one event in the days after the record ends: dot, with its 80 % range; the upright mark is the base rate,"
        " the share of earlier windows that held one."
    )  # fmt: skip
    told = "; ".join(
        f"{row['what']}, {row['days']}: {row['words']}, base rate {row['climatology']:.0%}" for row in drawn
    )
    alt = f"{title}. {told}. {caption}"
    left = label_width(labels, _WRAP)
    y = vega_lite.by_name("what", labels, {"labels": False, "grid": True}, paddingInner=0.25)
    x = {"type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": {"format": ".0%", "tickCount": 6, "domain": False}, "title": "probability"}  # fmt: skip
    colour = {"field": "days", "type": "nominal", "title": "within", "sort": days, "scale": {"domain": days, "range": [COLOURS[place % len(COLOURS)] for place in range(len(days))]}, "legend": {"orient": "top"}}  # fmt: skip
    offset = {"field": "days", "type": "nominal", "sort": days, "scale": {"domain": days}}
    tips = vega_lite.tooltip([("what", "What"), ("days", "Within"), ("words", "Probability"), ("climatology", "Base rate")])  # fmt: skip
    at = {"y": y, "yOffset": offset}
    drawing = {
        "width": theme.WIDTH - left - 40,
        "height": max(len(labels), 1) * max(_ROW, 13 * len(days) + 8),
        "data": {"values": drawn},
        "layer": [
            *row_labels(labels, "what", y, _WRAP),
            {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": {**at, "x": {"field": "low", **x}, "x2": {"field": "high"}, "color": colour}},
            {"mark": {"type": "tick", "thickness": 2, "height": 11, "color": theme.GREY}, "encoding": {**at, "x": {"field": "climatology", **x}}},
            {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1}, "encoding": {**at, "x": {"field": "p", **x}, "color": colour, "tooltip": tips}},
        ],
    }  # fmt: skip
    subtitle = "Dots: probability with its 80 % range. Grey marks: base rate. Dots on their mark say no more than the base rate does."
    return Chart("outlook", title, caption, alt, vega_lite.framed(drawing, title, subtitle, alt), tuple(drawn))


def _label(row: dict[str, Any], rows: Sequence[dict[str, Any]]) -> str:
    several = len({each["direction"] for each in rows}) > 1
    return f"{row['source']} to {row['target']}: {row['class']}" if several else row["class"]


def reliability_chart(name: str, rows: Sequence[dict[str, Any]]) -> Chart:
    """``rows`` as :func:`detente.reports.outlook_data.reliability_rows` gives them, of one horizon or several."""
    title = f"Reliability on held-back time: {name}"
    shown = [row for row in rows if row["shown"]]
    if not shown:
        return empty("outlook-reliability", title, "No point is shown: no tenth has as many independent forecasts as are needed to see its frequency to 10 points.")  # fmt: skip
    days = list(dict.fromkeys(f"{row['horizon']} days" for row in rows))
    drawn = [
        {**{key: row[key] for key in ("p", "rate", "low", "high", "n")}, "days": f"{row['horizon']} days"}
        for row in shown
    ]
    hidden = len(rows) - len(shown)
    caption = (
        "How often an event came where it was called so likely, by tenths, with 95 % intervals for as many forecasts as are independent; the figure is the"
        f" number of forecasts. {hidden} of {len(rows)} tenths have fewer than are needed to see a frequency to 10 points, and are left out."
    )  # fmt: skip
    told = "; ".join(f"{row['days']}: called {row['p']:.0%}, came {row['rate']:.0%} of {row['n']:,}" for row in drawn)
    alt = f"{title}. {told}. {caption}"
    axis = {
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False},
        "axis": {"format": ".0%", "tickCount": 6},
    }
    x, y = {"field": "p", "title": "probability given", **axis}, {"field": "rate", "title": "share that came", **axis}
    colour = {"field": "days", "type": "nominal", "title": None, "sort": days, "scale": {"domain": days, "range": [COLOURS[place % len(COLOURS)] for place in range(len(days))]},
              "legend": None if len(days) == 1 else {"orient": "bottom"}}  # fmt: skip
    tips = vega_lite.tooltip([("days", "Within"), ("p", "Called"), ("rate", "Came"), ("n", "Forecasts")])
    drawing = {
        "width": _SIDE,
        "height": _SIDE,
        "layer": [
            {"data": {"values": [{"p": 0, "rate": 0}, {"p": 1, "rate": 1}]}, "mark": {"type": "line", "strokeDash": [4, 4], "color": theme.GREY}, "encoding": {"x": x, "y": y}},
            {"data": {"values": drawn}, "mark": {"type": "rule", "strokeWidth": 1.4}, "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}},
            {"data": {"values": drawn}, "mark": {"type": "line", "strokeWidth": 1.4}, "encoding": {"x": x, "y": y, "color": colour}},
            {"data": {"values": drawn}, "mark": {"type": "point", "filled": True, "size": 46, "opacity": 1}, "encoding": {"x": x, "y": y, "color": colour, "tooltip": tips}},
        ],
    }  # fmt: skip
    return Chart("outlook-reliability", title, caption, alt, vega_lite.framed(drawing, title, "On the dashed line probabilities come true as often as they say.", alt), tuple(dict(row) for row in rows))  # fmt: skip
