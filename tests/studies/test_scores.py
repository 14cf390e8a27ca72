"""Scores of forecasts against values computed by definition, and the invariants between them."""

from datetime import date
from itertools import pairwise
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.studies.scores import brier, spread
from detente.studies.scores.calibration import calibration, isotonic, rate_at, sample_size
from detente.studies.scores.murphy import murphy
from detente.studies.scores.skill import interval95, skill
from detente.studies.scores.time_average import average, days

CALLS = st.lists(st.tuples(st.sampled_from([0.05, 0.2, 0.5, 0.7, 0.9]), st.booleans()), min_size=1, max_size=60)


def test_yes_or_no() -> None:
    """p = .7, yes: Brier .09, log .3566749; p = .8: baseline 67.807."""
    assert brier.brier(0.7, True) == pytest.approx(0.09, abs=1e-15)
    assert brier.log_score(0.7) == pytest.approx(0.35667494393873245, abs=1e-15)
    assert brier.log_score(0) is None
    assert brier.baseline(0.8) == pytest.approx(67.80719051126377, abs=1e-10)
    assert (brier.baseline(0), brier.baseline(0.5)) == (None, 0)


def test_options_and_their_order() -> None:
    """(.2, .5, .3): multiple Brier .38 for b; RPS .73 for the first, .53 for the third; ranked log .5798185 for the second."""
    assert brier.brier_options({"a": 0.2, "b": 0.5, "c": 0.3}, "b") == pytest.approx(0.38)
    assert brier.brier_options({"yes": 0.7, "no": 0.3}, "yes") == pytest.approx(2 * brier.brier(0.7, True))
    assert brier.brier_options({"a": 1.0}, "b") == 2
    p = [0.2, 0.5, 0.3]
    assert brier.rps(p, 1) == pytest.approx(0.73)
    assert brier.rps(p, 3) == pytest.approx(0.53)
    assert brier.ranked_log(p, 2) == pytest.approx(-log(0.8) - log(0.7))
    assert brier.ranked_log([0.0, 1.0], 1) is None


def test_numbers_and_intervals() -> None:
    assert spread.crps_normal(0, 1, 0) == pytest.approx(0.23369497725510913)
    assert spread.crps_sample([-1, 0, 1], 0) == pytest.approx(2 / 9)
    assert spread.crps_sample([-1, 0, 1], 0, "fair") == pytest.approx(0)
    assert spread.interval(2, 4, 0.2, 3) == 2
    assert spread.interval(2, 4, 0.2, 4.5) == pytest.approx(2 + 10 * 0.5)


def test_the_weighted_interval_score_is_that_of_the_definition() -> None:
    """(|3.5 - 3|/2 + .1 x 2)/1.5 = .3; a rule that adds half the median itself would say 1.1333."""
    assert spread.weighted_interval(3, [(2, 4, 0.2)], 3.5) == pytest.approx(0.3)
    assert spread.weighted_interval(3, [(1, 9, 0.1), (2, 4, 0.5)], 4.5) == pytest.approx(
        (0.75 + 0.05 * 8 + 0.25 * (2 + 4 * 0.5)) / 2.5
    )


def test_quantiles_pair_into_central_intervals_widest_first() -> None:
    assert spread.central_intervals({0.25: 2, 0.5: 3, 0.75: 4, 0.05: 1, 0.95: 9, 0.9: 5}) == [(1, 9, 0.1), (2, 4, 0.5)]


def test_the_worked_decomposition() -> None:
    """Ten questions at .2 with 3 yes, ten at .7 with 6 yes: .235 = .010 - .0225 + .2475."""
    found = murphy([(0.2, k < 3) for k in range(10)] + [(0.7, k < 6) for k in range(10)])
    assert found == {
        key: pytest.approx(value)
        for key, value in {
            "n": 20,
            "brier": 0.235,
            "reliability": 0.01,
            "resolution": 0.0225,
            "uncertainty": 0.2475,
        }.items()
    }
    assert murphy([])["brier"] is None


@given(CALLS)
def test_the_parts_sum_to_the_score(calls: list[tuple[float, bool]]) -> None:
    found = murphy(calls)
    assert found["reliability"] - found["resolution"] + found["uncertainty"] == pytest.approx(found["brier"], abs=1e-12)  # type: ignore[operator]


def test_the_worked_time_average() -> None:
    """Open 1 March, .4 on the 3rd, .8 on the 7th, yes on the 11th: .20 over 8 of 10 days."""
    counted = days([date(2021, 3, 3), date(2021, 3, 7)], date(2021, 3, 1), date(2021, 3, 11))
    assert (counted.weights, counted.forecast, counted.open) == ((4, 4), 8, 10)
    assert average([0.36, 0.04], counted.weights) == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("made", "last", "weights", "opened"),
    [([1, 1], 5, (0, 4), 4), ([5], 5, (0,), 4), ([-3], 5, (4,), 4), ([-3, -1, 2], 5, (0, 1, 3), 4), ([2], 1, (0,), 0)],
)
def test_days_count_the_latest_forecast_only(made: list[int], last: int, weights: tuple[int, ...], opened: int) -> None:
    first = date(2021, 3, 1).toordinal() - 1
    counted = days([date.fromordinal(first + day) for day in made], date(2021, 3, 1), date.fromordinal(first + last))
    assert (counted.weights, counted.open) == (weights, opened)


def test_skill_and_the_interval_of_a_mean() -> None:
    assert skill(0.15, 0.2) == pytest.approx(0.25)
    assert skill(0.1, 0) is None
    low, high = interval95([0.0, 1.0] * 50, seed=3) or (0, 0)
    assert low == pytest.approx(0.4, abs=0.02)
    assert high == pytest.approx(0.6, abs=0.02)
    assert interval95([0.1, 0.5], 1) == interval95([0.1, 0.5], 1)
    assert interval95([]) is None


# --- calibration


@pytest.mark.parametrize(("p", "n"), [(0.1, 35), (0.9, 35), (0.3, 81), (0.7, 81), (0.5, 97)])
def test_how_many_it_takes_to_see_ten_points(p: float, n: int) -> None:
    """1.96^2 p (1 - p) / .01, rounded up."""
    assert sample_size(p) == n


def test_below_100_there_is_no_curve() -> None:
    calls = [(0.2 if k % 2 else 0.7, k % 3 == 0) for k in range(100)]
    assert calibration(calls[:99]) is None
    shown = calibration(calls)
    assert shown is not None
    assert sum(step["n"] for step in shown["steps"]) == 100  # type: ignore[attr-defined]
    assert shown == calibration(calls)


@given(CALLS)
def test_the_curve_never_falls_and_keeps_every_question_and_the_mean(calls: list[tuple[float, bool]]) -> None:
    steps = isotonic(calls)
    assert all(a.rate < b.rate and a.high < b.low for a, b in pairwise(steps))
    assert sum(step.n for step in steps) == len(calls)
    assert sum(step.events for step in steps) == sum(happened for _, happened in calls)
    assert all(rate_at(steps, p) == pytest.approx(step.rate) for step in steps for p in (step.low, step.high))


def test_the_curve_pools_what_falls() -> None:
    steps = isotonic([(0.1, True), (0.2, False), (0.3, False), (0.9, True)])
    assert [(step.low, step.high, step.n, step.events) for step in steps] == [(0.1, 0.3, 3, 1), (0.9, 0.9, 1, 1)]
    assert rate_at(steps, 0.6) == pytest.approx((1 / 3 + 1) / 2)


@given(st.lists(st.booleans(), min_size=100, max_size=130))
def test_the_corp_parts_sum_to_the_score(outcomes: list[bool]) -> None:
    from unittest import mock

    calls = [((k % 7) / 7, happened) for k, happened in enumerate(outcomes)]
    with mock.patch("detente.studies.scores.calibration.RESAMPLES", 2):
        shown = calibration(calls) or {}
    whole = sum((p - happened) ** 2 for p, happened in calls) / len(calls)
    assert shown["miscalibration"] - shown["discrimination"] + shown["uncertainty"] == pytest.approx(whole, abs=1e-12)  # type: ignore[operator]
