"""Ranges and triangular draws: bounds, and agreement with a slow inverse of the distribution function."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.ranges import Range
from detente.kernel.triangular import draw

NUMBERS = st.floats(-100, 100)
RANGES = st.lists(NUMBERS, min_size=3, max_size=3).map(sorted)
UNIFORMS = st.floats(0, 1, exclude_max=True)


def cdf(x: float, low: float, mode: float, high: float) -> float:
    """Distribution function of the triangular distribution, written from its two legs."""
    if x <= low:
        return 0.0
    if x >= high:
        return 1.0
    if x <= mode:
        return (x - low) ** 2 / ((high - low) * (mode - low))
    return 1 - (high - x) ** 2 / ((high - low) * (high - mode))


def slow_inverse(u: float, low: float, mode: float, high: float) -> float:
    """The value whose distribution function is ``u``, by halving the range sixty times."""
    a, b = low, high
    for _ in range(60):
        middle = (a + b) / 2
        a, b = (middle, b) if cdf(middle, low, mode, high) < u else (a, middle)
    return (a + b) / 2


def one(low: float, mode: float, high: float, u: float) -> float:
    return float(draw(np.array([low]), np.array([mode]), np.array([high]), np.array([[u]]))[0, 0])


@given(RANGES, UNIFORMS)
def test_a_draw_is_the_inverse_of_the_distribution_function(range_: list[float], u: float) -> None:
    low, mode, high = range_
    value = one(low, mode, high, u)
    if high - low > 1e-6:
        assert value == pytest.approx(slow_inverse(u, low, mode, high), abs=1e-6 * max(1.0, high - low))


@given(RANGES, UNIFORMS)
def test_a_draw_never_leaves_its_range(range_: list[float], u: float) -> None:
    low, mode, high = range_
    slack = 1e-9 * max(1.0, abs(low), abs(high))
    assert low - slack <= one(low, mode, high, u) <= high + slack


@given(RANGES, UNIFORMS, UNIFORMS)
def test_a_larger_uniform_never_gives_a_smaller_draw(range_: list[float], u: float, v: float) -> None:
    low, mode, high = range_
    assert one(low, mode, high, min(u, v)) <= one(low, mode, high, max(u, v)) + 1e-9 * max(1.0, high - low)


@given(NUMBERS, UNIFORMS)
def test_a_range_of_no_width_gives_its_constant(value: float, u: float) -> None:
    assert one(value, value, value, u) == value


def test_the_ends_and_the_mode_are_reached_where_the_formula_says() -> None:
    # F(mode) = (mode - low) / (high - low): standard property of the triangular distribution.
    assert one(10, 20, 50, 0.0) == 10
    assert one(10, 20, 50, 0.25) == pytest.approx(20)
    assert one(10, 20, 50, 1 - 1e-16) == pytest.approx(50)


def test_a_column_that_is_constant_stands_beside_one_that_is_not() -> None:
    uniforms = np.random.default_rng(1).random((1000, 2))
    found = draw(np.array([5.0, 0.0]), np.array([5.0, 30.0]), np.array([5.0, 100.0]), uniforms)
    assert found.shape == (1000, 2)
    assert set(found[:, 0]) == {5.0}
    assert found[:, 1].mean() == pytest.approx(130 / 3, abs=2)  # mean (0 + 30 + 100) / 3


@given(RANGES)
def test_the_mean_lies_inside_and_the_width_is_the_distance_of_the_ends(range_: list[float]) -> None:
    found = Range(*range_)
    assert found.low - 1e-9 <= found.mean <= found.high + 1e-9
    assert found.width == found.high - found.low


@pytest.mark.parametrize("numbers", [(2, 1, 3), (1, 4, 3), (3, 2, 1), (float("nan"), 1, 2), (0, float("nan"), 1)])
def test_a_mode_outside_the_ends_is_refused(numbers: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="lies outside"):
        Range(*numbers)
