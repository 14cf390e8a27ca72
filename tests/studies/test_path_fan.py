"""The fan over a path: quantiles of draws from the ranges, the same for the same seed, and nothing where nothing varies."""

from copy import deepcopy

import numpy as np
import pytest

from detente.studies.deals import fan
from detente.studies.deals.repeated_account import fan_data
from detente.studies.deals.task import Task

#: Two issues that only a linkage moves; the grudge and what is forgotten are ranges.
ACCORD = {
    "format": "detente-deal/1",
    "issues": [{"id": "BORDER", "levels": [0, 0.5, 1], "controller": "S", "status_quo": 0},
               {"id": "TONE", "levels": [{"name": "silent", "at": 0}, {"name": "loud", "at": 1}], "controller": "N", "status_quo": "loud"}],
    "governments": [{"id": "N", "weights": {"BORDER": 0.7, "TONE": 0.3}, "ideals": {"BORDER": 1, "TONE": 1}},
                    {"id": "S", "weights": {"BORDER": 0.3, "TONE": 0.7}, "ideals": {"BORDER": 0, "TONE": 0}}],
    "relation": {"path": {
        "periods": 3, "voice_issue": "TONE", "irritant": {"on": "S", "voice_weight": 0.5},
        "resentment": {"start": {"S": {"low": 0.2, "mode": 0.4, "high": 0.8}}, "lambda": 0.5, "kappa": 0.2},
        "erosion": {"start": 0, "eta": {"low": 0, "mode": 0.1, "high": 0.3}, "psi": 0},
    }},
}  # fmt: skip


def drawn(draws=200, seed=3, **keys):
    return fan.run(Task({**deepcopy(ACCORD), **keys}, "deal.yaml"), draws, seed)


def test_bands_are_ordered_and_follow_what_is_drawn():
    """Silence: the grudge halves a period, erosion adds eta a period, so that period 2 has a quarter and three times of period 0."""
    rows = drawn().rows
    assert [row.t for row in rows] == [0, 1, 2]
    for row in rows:
        for band in (*row.utility.values(), *row.resentment.values(), row.erosion):
            assert list(band) == ["q05", "q25", "q50", "q75", "q95"]
            assert list(band.values()) == sorted(band.values())
    for key in ("q05", "q50", "q95"):
        assert rows[2].resentment["S"][key] == pytest.approx(rows[0].resentment["S"][key] / 4)
        assert rows[2].erosion[key] == pytest.approx(3 * rows[0].erosion[key])
    assert rows[0].no_deal == 0
    assert 0.1 < rows[0].resentment["S"]["q05"] < rows[0].resentment["S"]["q95"] < 0.4


def test_the_median_is_that_of_the_triangle():
    """600 draws of eta in (0, .1, .3): the median of the triangular distribution, within three standard errors."""
    median = 0.3 - np.sqrt(0.3 * 0.2 / 2)
    assert drawn(600).rows[0].erosion["q50"] == pytest.approx(median, abs=0.011)


def test_the_same_seed_gives_the_same_numbers_and_another_one_others():
    assert fan_data(drawn(30, 5)) == fan_data(drawn(30, 5))
    assert fan_data(drawn(30, 5)) != fan_data(drawn(30, 6))
    assert drawn(30, None, ensemble={"seed": 5}) == drawn(30, 5)


def test_ranges_of_the_deal_move_the_fan_and_draws_that_break_a_rule_are_counted():
    """A spread of weights varies utilities; a range of a chance that leaves 0..1 is left out of every row."""
    still = drawn(40).rows[0].utility["N"]
    moved = drawn(40, ensemble={"spread": {"weights": 0.5}}).rows[0].utility["N"]
    assert still["q95"] - still["q05"] == pytest.approx(0)
    assert moved["q95"] - moved["q05"] > 0.01
    broken = deepcopy(ACCORD["relation"])
    broken["path"]["erosion"]["psi"] = {"low": 0.5, "mode": 0.9, "high": 1.5}
    found = drawn(60, relation=broken)
    assert 0 < found.left_out < 60
    assert len(found.rows) == 3


def test_periods_without_a_deal_have_no_utility():
    """An outside option that nothing beats: the stocks go on, the share without a deal is 1."""
    first, second = ACCORD["governments"]
    rows = drawn(10, governments=[first | {"outside": 2}, second]).rows
    assert rows[0].utility is None
    assert rows[0].no_deal == 1
    assert rows[0].erosion["q50"] == 0


@pytest.mark.parametrize("keys", [
    {"relation": {"trap": {"gain": {"low": 0, "mode": 1, "high": 2}}}},
    {"relation": {"path": {"periods": 2, "voice_issue": "TONE"}}},
])  # fmt: skip
def test_no_fan_without_a_path_or_without_anything_that_varies(keys):
    assert drawn(10, **keys) is None
    assert drawn(0) is None
