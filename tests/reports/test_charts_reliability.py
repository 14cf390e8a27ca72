"""The calibration chart: steps with their numbers and band, or the sentence why there is none."""

import pytest

from detente.reports.charts.reliability import reliability
from detente.studies.scores.calibration import calibration

CALLS = [(p / 10, (k * 7) % 10 < p) for p in (1, 3, 5, 8) for k in range(30)]
SHOWN = {"kim": {"n": 120, "calibration_shown": True, "calibration": calibration(CALLS)}}


def test_the_curve_tells_every_step_and_keeps_inside_its_band() -> None:
    chart = reliability(SHOWN)
    assert "10% to 10% happened 3 of 30 times" in chart.alt
    assert [(row["p"], row["n"]) for row in chart.data] == [(p, 30) for p in (0.1, 0.1, 0.3, 0.3, 0.5, 0.5, 0.8, 0.8)]
    assert all(row["from"] <= row["rate"] <= row["to"] for row in chart.data)


def test_below_100_the_chart_says_so() -> None:
    chart = reliability({"kim": {"n": 99, "calibration_shown": False, "calibration": None}})
    assert (chart.data, "kim: 99 resolved" in chart.caption) == ((), True)


def test_the_specification_is_valid() -> None:
    altair = pytest.importorskip("altair")
    assert len(altair.LayerChart.from_dict(reliability(SHOWN).spec).to_dict()["layer"]) == 4
