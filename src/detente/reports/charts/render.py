"""From a chart to a picture. Nothing is fetched: the data is inside, and no address is allowed."""

import re
from html import escape
from typing import Any

from detente.reports.charts.chart import Chart
from detente.reports.charts.library import vl_convert

#: The Vega-Lite that compiles every chart; a fixed one, so that a picture does not change with the library.
VEGA_LITE = "6.1"


def to_svg(chart: Chart) -> str:
    """The chart as SVG text, one image with a title and the alternative text as its description."""
    if chart.svg:
        return chart.svg
    svg = str(vl_convert().vegalite_to_svg(chart.spec, **_closed()))
    head, rest = _own_ids(svg, chart.id).split(">", 1)
    told = f"<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc>"
    return f'{head} role="img">{told}{rest}'


def to_png(chart: Chart, scale: float = 2) -> bytes:
    """The chart as PNG; ``scale`` 2 is sharp on paper and on fine screens."""
    if chart.svg:
        return bytes(vl_convert().svg_to_png(chart.svg, scale=scale))
    return bytes(vl_convert().vegalite_to_png(chart.spec, scale=scale, **_closed()))


def _closed() -> dict[str, Any]:
    return {"vl_version": VEGA_LITE, "allowed_base_urls": []}


_ID = re.compile(r'id="((?:gradient|clip)[_-]?\d+)"')


def _own_ids(svg: str, name: str) -> str:
    """The picture with its inner ids named after the chart: the engine counts them across pictures, a page may hold several."""
    for place, old in enumerate(dict.fromkeys(_ID.findall(svg))):
        svg = re.sub(rf'(id="|#){old}(?=[")])', rf"\g<1>{name}-{place}", svg)
    return svg
