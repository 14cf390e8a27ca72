"""The chart that says plainly that there is nothing to draw."""

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.words import balanced


def empty(name: str, title: str, message: str) -> Chart:
    """A chart without figures: the message stands where the drawing would."""
    lines = balanced(message, 95)
    drawing = {
        "width": theme.WIDTH - 20,
        "height": 20 + 18 * len(lines),
        "data": {"values": [{"text": "\n".join(lines)}]},
        "mark": vega_lite.lines("left", "top", lineHeight=18, fontSize=13, color=theme.GREY),
        "encoding": {"x": {"value": 0}, "y": {"value": 6}, "text": {"field": "text", "type": "nominal"}},
    }
    says = f"{title}. No data: {message}"
    return Chart(name, title, message, says, vega_lite.framed(drawing, title, "No data", says), ())
