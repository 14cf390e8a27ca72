"""The ensemble: seeded, ordered, and close to what brute force gives."""

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.bargaining.inputs import Cells
from detente.engines.bargaining.issue import Issue
from detente.engines.bargaining.static import statics
from detente.studies.ensemble import ensemble

Triple = tuple[float, float, float]


def cells(*ranges: Triple) -> Cells:
    return Cells(*(np.array([each[end] for each in ranges], float) for end in range(3)))


def fixed(*values: float) -> Cells:
    return cells(*((value, value, value) for value in values))


def issue(actors: tuple[str, ...], position: Cells, salience: Cells, capability: Cells) -> Issue:
    """Salience is given in percent."""
    share = Cells(salience.low / 100, salience.mode / 100, salience.high / 100)
    return Issue("issue", actors, position, share, capability)


#: Four actors whose every cell is uncertain.
WIDE = issue(
    ("a", "b", "c", "d"),
    cells((0, 10, 30), (20, 50, 60), (70, 80, 90), (60, 95, 100)),
    cells((50, 80, 100), (20, 40, 70), (10, 20, 60), (30, 60, 70)),
    cells((40, 70, 80), (30, 50, 60), (5, 20, 30), (10, 30, 90)),
)
#: Any ranges on 0..100 with low <= mode <= high.
triple = st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100)).map(lambda each: tuple(map(float, sorted(each))))  # fmt: skip
issues = st.integers(1, 6).flatmap(
    lambda n: st.tuples(*(st.lists(triple, min_size=n, max_size=n) for _ in range(3))).map(
        lambda fields: issue(tuple(f"actor-{i}" for i in range(n)), *(cells(*field) for field in fields))
    )
)


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others() -> None:
    """Two runs of one seed are equal to the last bit; a second seed differs but only a little."""
    one, two, other = ensemble(WIDE, seed=3), ensemble(WIDE, seed=3), ensemble(WIDE, seed=4)
    assert one == two
    assert one.mean != other.mean
    assert one.q10 == pytest.approx(other.q10, abs=1)
    assert one.q90 == pytest.approx(other.q90, abs=1)


@given(issues)
@settings(max_examples=40)
def test_quantiles_are_ordered_and_stay_inside_the_ranges(bound: Issue) -> None:
    """min low <= q05 <= q10 <= q50 <= q90 <= q95 <= max high, and the jump of the median is not negative."""
    runs = ensemble(bound, draws=200)
    marks = [runs.q05, runs.q10, runs.q50, runs.q90, runs.q95]
    assert marks == sorted(marks)
    assert bound.position.low.min() - 1e-9 <= runs.q05
    assert runs.q95 <= bound.position.high.max() + 1e-9
    assert bound.position.low.min() - 1e-9 <= runs.plain_mean <= bound.position.high.max() + 1e-9
    assert runs.median_jump >= 0


@given(issues)
@settings(max_examples=40)
def test_the_shares_of_the_drivers_sum_to_one_largest_first(bound: Issue) -> None:
    """Shares are positive, ordered, sum to 1 (or there is none), and belong to cells that are ranges."""
    runs = ensemble(bound, draws=200)
    shares = [share for _, _, share in runs.drivers]
    assert shares == sorted(shares, reverse=True)
    assert not shares or sum(shares) == pytest.approx(1)
    assert len({(actor, field) for actor, field, _ in runs.drivers}) == len(shares)
    wide = {
        (actor, field)
        for field in ("position", "salience", "capability")
        for actor, low, high in zip(bound.actors, getattr(bound, field).low, getattr(bound, field).high, strict=True)
        if low < high
    }
    assert {(actor, field) for actor, field, _ in runs.drivers} <= wide


@given(st.lists(st.tuples(*(st.floats(1, 100) for _ in range(3))), min_size=1, max_size=5))
def test_ranges_without_width_give_a_point_without_drivers(rows: list[Triple]) -> None:
    """If nothing is uncertain, every quantile is the settlement itself, and nothing drives it."""
    bound = issue(tuple(f"a{i}" for i in range(len(rows))), *(fixed(*column) for column in zip(*rows, strict=True)))
    runs, point = ensemble(bound, draws=50), statics(bound)
    for value in (runs.mean, runs.q05, runs.q10, runs.q50, runs.q90, runs.q95):
        assert value == pytest.approx(point.weighted_mean, abs=1e-9)
    assert runs.plain_mean == pytest.approx(point.plain_mean, abs=1e-9)
    assert runs.median_jump == 0
    assert runs.drivers == ()


def test_where_all_actors_agree_nothing_drives_the_answer() -> None:
    """Everybody stands at 33.3, so no salience moves the answer: what rounding leaves behind is not named as a driver."""
    bound = issue(("a", "b", "c"), fixed(33.3, 33.3, 33.3), cells((10, 30, 70), (10, 42, 70), (10, 50, 70)), fixed(0.3, 0.7, 1.1))  # fmt: skip
    runs = ensemble(bound)
    assert runs.q95 - runs.q05 == pytest.approx(0, abs=1e-9)
    assert runs.drivers == ()


@pytest.mark.parametrize("field", ["position", "salience", "capability"])
def test_the_planted_driver_is_found(field: str) -> None:
    """Only one cell is a wide range, the others move by a thousandth: it is named first with nearly the whole share."""
    modes = {"position": [20.0, 40, 90], "salience": [50.0, 60, 70], "capability": [50.0, 40, 30]}
    made = {name: [(v - 0.01, v, v + 0.01) for v in values] for name, values in modes.items()}
    low, high = (60.0, 100.0) if field == "position" else (10.0, 90.0)
    made[field][2] = (low, modes[field][2], high)
    bound = issue(("a", "b", "c"), *(cells(*made[name]) for name in ("position", "salience", "capability")))
    actor, what, share = ensemble(bound, draws=2000).drivers[0]
    assert (actor, what) == ("c", field)
    assert share > 0.98


def test_the_shares_of_independent_positions_are_their_shares_of_the_variance() -> None:
    """Two equal weights, position ranges of width 10 and 20: variances are as 1 to 4, so the shares are 0.2 and 0.8.

    A symmetric triangle of width h has the variance h^2 / 24.
    """
    bound = issue(("a", "b"), cells((0, 5, 10), (40, 50, 60)), fixed(50, 50), fixed(1, 1))
    shares = {actor: share for actor, _, share in ensemble(bound, draws=20_000).drivers}
    assert shares["b"] == pytest.approx(0.8, abs=0.02)
    assert shares["a"] == pytest.approx(0.2, abs=0.02)


def test_the_quantiles_are_those_of_brute_force() -> None:
    """200,000 draws of ``rng.triangular``, settled in a plain loop over columns, give the same quantiles within 0.3.

    Twice the standard error of a 10 % quantile at 10,000 draws is about 0.25 here (spread 25 points).
    """
    rng = np.random.default_rng(99)
    drawn = {
        name: np.column_stack([
            rng.triangular(getattr(WIDE, name).low[i], getattr(WIDE, name).mode[i], getattr(WIDE, name).high[i], 200_000) for i in range(4)
        ])
        for name in ("position", "salience", "capability")
    }  # fmt: skip
    weight = drawn["capability"] * drawn["salience"]
    brute = sum(weight[:, i] * drawn["position"][:, i] for i in range(4)) / sum(weight[:, i] for i in range(4))
    runs = ensemble(WIDE, draws=40_000, seed=11)
    assert (runs.q10, runs.q50, runs.q90) == pytest.approx(tuple(np.quantile(brute, [0.1, 0.5, 0.9])), abs=0.3)
    assert runs.mean == pytest.approx(float(brute.mean()), abs=0.2)
    assert runs.plain_mean == pytest.approx(float(drawn["position"].mean()), abs=0.2)


def test_the_jump_of_the_median_is_the_gap_between_its_outer_quantiles() -> None:
    """Three actors at 0, 50 and 100 whose weights overlap: the median falls on either side, a jump of at least 50."""
    bound = issue(("a", "b", "c"), fixed(0, 50, 100), cells((10, 50, 90), (1, 5, 9), (10, 50, 90)), fixed(1, 1, 1))
    assert ensemble(bound).median_jump == pytest.approx(100)
    assert ensemble(issue(("a", "b"), fixed(0, 100), fixed(80, 10), fixed(1, 1))).median_jump == 0


@pytest.mark.parametrize("draws", [1, 0, -5])
def test_fewer_than_two_draws_are_refused(draws: int) -> None:
    """One draw has no range."""
    with pytest.raises(ValueError, match=f"at least 2 draws, not {draws}"):
        ensemble(WIDE, draws=draws)


def test_a_negative_seed_is_refused() -> None:
    """A seed is a whole number of 0 or more."""
    with pytest.raises(ValueError, match="0 or more"):
        ensemble(WIDE, draws=10, seed=-1)


def test_the_result_is_plain_numbers() -> None:
    """No NumPy scalar leaves the study, so the result goes into JSON as it is."""
    for value in asdict(ensemble(WIDE, draws=50)).values():
        assert isinstance(value, int | float | tuple)
        assert not isinstance(value, np.generic)
