"""The chart that says plainly that there is nothing to draw."""

from detente.reports.charts import theme
from detente.reports.charts.chart import Chart
from detente.reports.charts.library import altair
from detente.reports.charts.words import balanced


def empty(name: str, title: str, message: str) -> Chart:
    """A chart without figures: the message stands where the drawing would."""
    alt = altair()
    lines = balanced(message, 95)
    drawing = (
        alt.Chart(
            alt.InlineData(values=[{"text": "\n".join(lines)}]), width=theme.WIDTH - 20, height=20 + 18 * len(lines)
        )
        .mark_text(align="left", baseline="top", fontSize=13, color=theme.GREY, lineBreak="\n", lineHeight=18)
        .encode(x=alt.value(0), y=alt.value(6), text="text:N")
    )
    says = f"{title}. No data: {message}"
    return Chart(name, title, message, says, theme.framed(drawing, title, "No data", says), ())
