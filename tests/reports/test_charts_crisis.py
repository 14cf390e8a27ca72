"""The chart on publicity: two lines, the threshold and the game's own cost, in words as well."""

import json

import pytest

from detente.reports.charts.publicity import publicity
from detente.reports.charts.render import to_png, to_svg

POINTS = [(0.0, 0.3, 0.2), (0.5, 0.2, 0.2), (1.0, 0.1, 0.2)]


def test_publicity_is_drawn_and_tells_its_figures():
    """SVG and PNG, 720 pixels at most; the alternative text has both ends of both lines and the threshold."""
    chart = publicity("A and B", POINTS, 0.5, 0.2)
    svg = to_svg(chart)
    assert float(svg.split('width="', 1)[1].split('"', 1)[0]) <= 720
    assert to_png(chart, scale=1).startswith(b"\x89PNG")
    assert "threshold 0.5" in svg
    assert "this game 0.2" in svg
    assert "P(concede) from 30.0% in public and 20.0% quietly at a cost of 0 to 10.0% and 20.0% at 1" in chart.alt
    assert json.loads(json.dumps(chart.data)) == list(chart.data)
    assert len(chart.data) == 6


@pytest.mark.parametrize(
    ("threshold", "said"), [(None, "pays for the challenger at every cost"), (0.0, "does not pay for the challenger")]
)
def test_publicity_without_a_crossing_marks_none(threshold, said):
    """Always or never: the caption says so and no threshold is drawn."""
    chart = publicity("A and B", POINTS, threshold, 2.0)
    assert said in chart.caption
    assert "threshold" not in to_svg(chart).split("</desc>")[1]
    altair = pytest.importorskip("altair")
    assert altair.LayerChart.from_dict(chart.spec).to_dict()["layer"]
