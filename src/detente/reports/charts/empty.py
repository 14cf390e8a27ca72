"""The chart that says plainly that there is nothing to draw."""

from detente.reports.charts import theme
from detente.reports.charts.chart import Chart
from detente.reports.charts.library import altair
from detente.reports.charts.words import wrapped


def empty(name: str, title: str, message: str) -> Chart:
    """A chart without figures: the message stands where the drawing would."""
    alt = altair()
    lines = [{"x": 0, "y": place, "text": text} for place, text in enumerate(wrapped(message, 90))]
    drawing = (
        alt.Chart(alt.InlineData(values=lines), width=theme.WIDTH - 40, height=30 + 18 * len(lines))
        .mark_text(align="left", baseline="top", fontSize=13, color=theme.GREY)
        .encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[len(lines), 0], nice=False)),
            text="text:N",
        )
    )
    says = f"{title}. No data: {message}"
    return Chart(name, title, message, says, theme.framed(drawing, title, "No data", says), ())
