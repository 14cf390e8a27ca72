"""What the answer hangs on: the inputs that move it, largest first."""

from collections.abc import Sequence

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty

SHOWN = 12
_ROW = 20


def tornado(name: str, drivers: Sequence[tuple[str, float, float]]) -> Chart:
    """``drivers`` are (input, first-order share, total share) of the variance of the outcome, any order."""
    title = f"What moves the answer: {name}"
    top = sorted(drivers, key=lambda each: -each[2])[:SHOWN]
    if not top:
        return empty("tornado", title, "No input has a range, so nothing moves the answer.")
    rows = tuple(
        {"input": label, "alone": max(first, 0.0), "total": max(total, first, 0.0)} for label, first, total in top
    )
    left = len(drivers) - len(top)
    caption = (
        "Dark: the share of the variance that the input explains alone. Light: with its interplay with others."
        + (f" {left} further inputs move it less." if left else "")
    )
    alt = (
        f"{title}. "
        + "; ".join(f"{row['input']}: {row['alone']:.0%} alone, {row['total']:.0%} in all" for row in rows)
        + f". {caption}"
    )
    y = vega_lite.by_name("input", [str(row["input"]) for row in rows], {"labelLimit": 330})
    x = {"type": "quantitative", "title": "share of the variance", "axis": {"format": ".0%"}, "scale": {"domainMin": 0}}
    drawing = {
        "width": theme.WIDTH - 340,
        "height": _ROW * len(rows),
        "data": {"values": list(rows)},
        "layer": [
            {
                "mark": {"type": "bar", "height": 12, "color": "#c9d6e6"},
                "encoding": {"y": y, "x": {"field": "total", **x}},
            },
            {
                "mark": {"type": "bar", "height": 12, "color": theme.SIDE_COLOURS[0]},
                "encoding": {"y": y, "x": {"field": "alone", **x}},
            },
        ],
    }
    return Chart(
        "tornado",
        title,
        caption,
        alt,
        vega_lite.framed(drawing, title, "Sensitivity of the weighted mean to every range.", alt),
        rows,
    )
