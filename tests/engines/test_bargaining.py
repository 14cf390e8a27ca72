"""The bargaining engine: weighted mean, weighted median and plain mean, against slow loops and published numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.bargaining.inputs import Cells
from detente.engines.bargaining.issue import Issue, fixed
from detente.engines.bargaining.solve import weighted_mean, weighted_median, weights
from detente.engines.bargaining.static import statics

#: (position in years, salience in percent, capability) of the ten actors on the date of emission standards.
#: Bueno de Mesquita 1994, p. 78; the same as Scholz, Calbert & Smith 2011, Table 1.
EMISSIONS = {
    "Netherlands": (4, 80, 0.08), "Belgium": (7, 40, 0.08), "Luxembourg": (4, 20, 0.03), "Germany": (4, 80, 0.16),
    "France": (10, 60, 0.16), "Italy": (10, 60, 0.16), "UK": (10, 90, 0.16), "Ireland": (7, 10, 0.05),
    "Denmark": (4, 100, 0.05), "Greece": (7, 70, 0.08),
}  # fmt: skip

Row = tuple[float, float, float]  # position, salience in percent, capability


def cells(values: object) -> Cells:
    """Cells without width."""
    array = np.array(values, float)
    return Cells(array, array, array)


def issue(rows: list[Row]) -> Issue:
    """Rows whose salience is in percent, as an issue; its scale is wide enough for shifted positions."""
    names = tuple(f"actor-{place}" for place in range(len(rows)))
    x, s, c = (np.array([row[column] for row in rows], float) for column in range(3))
    return fixed("issue", names, x, s / 100, c, low=-100, high=200)


def slow(rows: list[Row]) -> tuple[float, float, float]:
    """Weighted mean, lower weighted median and plain mean by literal loops over the definitions."""
    w = [capability * salience / 100 for _, salience, capability in rows]
    if sum(w) == 0:
        w = [1.0] * len(rows)
    total, above = 0.0, 0.0
    for (x, _, _), each in zip(rows, w, strict=True):
        total += each
        above += each * x
    median = None
    for candidate in sorted(x for x, _, _ in rows):
        running = sum(each for (x, _, _), each in zip(rows, w, strict=True) if x <= candidate)
        if median is None and running >= total / 2 - 1e-9 * total:
            median = candidate
    assert median is not None
    return above / total, median, sum(x for x, _, _ in rows) / len(rows)


scores = st.integers(0, 100).map(float)
row = st.tuples(scores, scores, st.integers(0, 50).map(lambda each: each / 10))
rows_of = st.lists(row, min_size=1, max_size=12)
heavy = st.lists(st.tuples(scores, st.integers(1, 100).map(float), st.integers(1, 50).map(float)), min_size=1, max_size=12)  # fmt: skip


@given(rows_of)
def test_the_three_models_are_what_literal_loops_give(rows: list[Row]) -> None:
    """Mean, median and plain mean equal their definitions, written out as loops."""
    result = statics(issue(rows))
    mean, median, plain = slow(rows)
    assert result.weighted_mean == pytest.approx(mean, abs=1e-9)
    assert result.weighted_median == median
    assert result.plain_mean == pytest.approx(plain, abs=1e-9)


def test_three_actors_give_the_worked_example() -> None:
    """Positions 0, 40, 100 with weights 2, 1, 1.5: mean 190/4.5 = 42.22, median 40 (2 < 2.25 <= 3), plain 140/3."""
    result = statics(issue([(0, 100, 2), (40, 100, 1), (100, 100, 1.5)]))
    assert result.weighted_mean == pytest.approx(190 / 4.5)
    assert result.weighted_median == 40
    assert result.plain_mean == pytest.approx(140 / 3)


def test_the_emission_standards_settle_where_the_published_table_puts_them() -> None:
    """Bueno de Mesquita's ten actors (1994, p. 78): weighted mean 7.390 years, weighted median 7, plain mean 6.7.

    By hand, w = salience/100 x capability: at 4 years .064 + .006 + .128 + .05 = .248; at 7 .032 + .005 + .056 = .093; at
    10 .096 + .096 + .144 = .336; total .677. Mean (4 x .248 + 7 x .093 + 10 x .336) / .677 = 5.003 / .677. Half of the
    total is .3385: .248 does not reach it, .341 at 7 years does. Plain: (4 x 4 + 3 x 7 + 3 x 10) / 10. The same start (mean
    7.389955686853767, median 7.0 in round 0) is what the replication code of Scholz, Calbert & Smith's model prints (2014).
    """
    result = statics(issue([(float(x), float(s), c) for x, s, c in EMISSIONS.values()]))
    assert result.weighted_mean == pytest.approx(5.003 / 0.677, abs=1e-12)
    assert result.weighted_mean == pytest.approx(7.389955686853767, abs=1e-12)
    assert result.weighted_median == 7
    assert result.plain_mean == pytest.approx(6.7)


@given(heavy, st.integers(-50, 50))
def test_moving_every_position_moves_the_answer_as_far(rows: list[Row], by: int) -> None:
    """All three models are equivariant under a shift of the scale, and pulls do not change."""
    here, there = statics(issue(rows)), statics(issue([(x + by, s, c) for x, s, c in rows]))
    assert there.weighted_mean == pytest.approx(here.weighted_mean + by, abs=1e-9)
    assert there.weighted_median == pytest.approx(here.weighted_median + by, abs=1e-9)
    assert there.plain_mean == pytest.approx(here.plain_mean + by, abs=1e-9)
    assert there.pull == pytest.approx(here.pull, abs=1e-9)


@given(heavy)
def test_a_mirrored_scale_mirrors_the_means(rows: list[Row]) -> None:
    """With 0 and 100 exchanged both means are mirrored and the pulls change sign."""
    here, there = statics(issue(rows)), statics(issue([(100 - x, s, c) for x, s, c in rows]))
    assert there.weighted_mean == pytest.approx(100 - here.weighted_mean, abs=1e-9)
    assert there.plain_mean == pytest.approx(100 - here.plain_mean, abs=1e-9)
    assert there.pull == pytest.approx([-each for each in here.pull], abs=1e-9)


@given(heavy)
def test_an_actor_cut_in_two_changes_only_the_plain_mean(rows: list[Row]) -> None:
    """Two halves with half the capability each weigh what the whole did."""
    x, s, c = rows[0]
    here, there = statics(issue(rows)), statics(issue([(x, s, c / 2), (x, s, c / 2), *rows[1:]]))
    assert there.weighted_mean == pytest.approx(here.weighted_mean, abs=1e-9)
    assert there.weighted_median == here.weighted_median
    assert there.share[0] + there.share[1] == pytest.approx(here.share[0])


@given(heavy, st.sampled_from([0.01, 0.5, 3.0, 1000.0]))
def test_only_relative_capability_counts(rows: list[Row], factor: float) -> None:
    """Capabilities in another unit give the same settlement."""
    here, there = statics(issue(rows)), statics(issue([(x, s, c * factor) for x, s, c in rows]))
    assert there.weighted_mean == pytest.approx(here.weighted_mean, abs=1e-9)
    assert there.weighted_median == here.weighted_median
    assert there.share == pytest.approx(here.share, abs=1e-12)


@given(rows_of.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))))
def test_the_order_of_the_actors_does_not_matter(given_: tuple[list[Row], list[int]]) -> None:
    """Listing the actors in another order gives the same answer and carries share and pull along."""
    rows, order = given_
    here, there = statics(issue(rows)), statics(issue([rows[place] for place in order]))
    assert there.weighted_mean == pytest.approx(here.weighted_mean, abs=1e-9)
    assert there.weighted_median == here.weighted_median
    assert there.share == pytest.approx([here.share[place] for place in order], abs=1e-12)
    assert there.pull == pytest.approx([here.pull[place] for place in order], abs=1e-9)


@given(
    st.lists(st.tuples(scores, st.just(0.0), scores) | st.tuples(scores, scores, st.just(0.0)), min_size=1, max_size=9)
)
def test_where_nobody_weighs_anything_everybody_weighs_the_same(rows: list[Row]) -> None:
    """With zero salience or zero capability throughout, the weighted mean is the plain mean and shares are equal."""
    result = statics(issue(rows))
    assert result.weighted_mean == pytest.approx(result.plain_mean, abs=1e-9)
    assert result.share == pytest.approx([1 / len(rows)] * len(rows))


def test_an_actor_without_weight_does_not_count_beside_one_with_weight() -> None:
    """Zero weight is only equal weight where all are zero: 0 (weight 0) and 80 (weight 1) settle at 80."""
    result = statics(issue([(0, 0, 5), (80, 50, 2)]))
    assert (result.weighted_mean, result.weighted_median, result.share) == (80, 80, (0, 1))


@given(rows_of)
def test_the_answer_stays_between_the_outermost_positions(rows: list[Row]) -> None:
    """No model leaves min..max of the positions, and the median is one of them."""
    result = statics(issue(rows))
    places = [x for x, _, _ in rows]
    for value in (result.weighted_mean, result.weighted_median, result.plain_mean):
        assert min(places) - 1e-9 <= value <= max(places) + 1e-9
    assert result.weighted_median in places


@given(rows_of)
def test_pulls_cancel_out_and_shares_add_up_to_one(rows: list[Row]) -> None:
    """Each pull is the share times the distance from the weighted mean; they sum to 0, the shares are not negative and sum to 1."""
    result = statics(issue(rows))
    assert sum(result.pull) == pytest.approx(0, abs=1e-9)
    for (x, _, _), share, pull in zip(rows, result.share, result.pull, strict=True):
        assert pull == pytest.approx(share * (x - result.weighted_mean), abs=1e-9)
    assert sum(result.share) == pytest.approx(1)
    assert min(result.share) >= 0


@given(rows_of)
def test_leaving_an_actor_out_is_settling_the_others(rows: list[Row]) -> None:
    """The change of the mean without an actor is that of the issue written down without it; alone there is no such issue."""
    result = statics(issue(rows))
    if len(rows) == 1:
        assert np.isnan(result.leave_one_out[0])
        return
    for place, change in enumerate(result.leave_one_out):
        mean, _, _ = slow([each for other, each in enumerate(rows) if other != place])
        assert change == pytest.approx(mean - result.weighted_mean, abs=1e-9)


def test_a_tie_goes_to_the_lower_median() -> None:
    """Two equal weights at 10 and 90: the running weight reaches half at 10."""
    assert statics(issue([(90, 50, 1), (10, 50, 1)])).weighted_median == 10


def test_many_draws_are_settled_like_each_one_alone() -> None:
    """Arrays of shape (draws, actors) give row by row what one row alone gives."""
    rng = np.random.default_rng(7)
    x, s, c = rng.uniform(0, 100, (20, 6)), rng.uniform(0, 100, (20, 6)), rng.uniform(0, 9, (20, 6))
    s[3] = 0
    w = weights(c, s)
    assert weighted_mean(x, w).shape == weighted_median(x, w).shape == (20,)
    for place in range(20):
        mean, median, _ = slow(list(zip(x[place], s[place], c[place], strict=True)))
        assert weighted_mean(x, w)[place] == pytest.approx(mean)
        assert weighted_median(x, w)[place] == median


def test_a_cell_whose_mode_lies_outside_is_refused() -> None:
    """low <= mode <= high, for each actor."""
    with pytest.raises(ValueError, match="low <= mode <= high"):
        Cells(np.array([0.0, 50.0]), np.array([10.0, 40.0]), np.array([20.0, 60.0]))
    with pytest.raises(ValueError, match="low <= mode <= high"):
        Cells(np.array([0.0]), np.array([np.nan]), np.array([1.0]))


@pytest.mark.parametrize("end", ["low", "high"])
def test_the_ends_of_a_range_have_one_cell_an_actor_too(end: str) -> None:
    """A low or high of another shape than the modes is refused: spread over all actors it would draw one number for all."""
    parts = {"low": np.array([0.0, 0.0]), "mode": np.array([5.0, 6.0]), "high": np.array([9.0, 9.0])}
    parts[end] = parts[end][:1]
    with pytest.raises(ValueError, match="cell"):
        Cells(**parts)


def test_an_issue_without_actors_has_no_number() -> None:
    """An issue on which nobody holds a position cannot settle: every forecast is nan, and no actor pulls."""
    result = statics(issue([]))
    assert all(np.isnan(each) for each in (result.weighted_mean, result.weighted_median, result.plain_mean))
    assert (result.share, result.pull, result.leave_one_out) == ((), (), ())


@pytest.mark.parametrize("column", range(3))
@pytest.mark.parametrize("wrong", [[1.0], [1.0, 2.0, 3.0], [[1.0, 2.0]], 1.0], ids=["short", "long", "nested", "bare"])
def test_a_field_with_another_number_of_cells_is_refused(column: int, wrong: object) -> None:
    """Every field has exactly one cell an actor."""
    fields = [cells([1, 1]), cells([1, 1]), cells([1, 1])]
    fields[column] = cells(wrong)
    with pytest.raises(ValueError, match="one cell for each of the 2 actors"):
        Issue("issue", ("a", "b"), *fields)


@pytest.mark.parametrize(
    ("salience", "capability"), [([-0.3, 0.3], [1, 1]), ([0.3, 0.3], [-1, 2])], ids=["salience", "capability"]
)
def test_a_negative_weight_is_refused(salience: list[float], capability: list[float]) -> None:
    """Salience lies on 0..1 and capability is 0 or more, as the issue's own words say; -0.3 and 0.3 would cancel out."""
    with pytest.raises(ValueError, match=r"no (salience|capability) may be negative"):
        Issue("issue", ("a", "b"), cells([0, 100]), cells(salience), cells(capability))


@pytest.mark.parametrize("column", range(3))
def test_a_number_without_end_is_refused(column: int) -> None:
    """An infinite or missing number would make the answer no number at all."""
    for wrong in (np.inf, np.nan):
        values = [[0.0, 100.0], [0.5, 0.5], [1.0, 1.0]]
        values[column][0] = wrong
        with pytest.raises(ValueError, match=r"finite|low <= mode <= high"):
            Issue("issue", ("a", "b"), *map(cells, values))


def test_the_same_actor_twice_is_refused() -> None:
    """Rows are told apart by their actor, so a name stands once."""
    with pytest.raises(ValueError, match="once on an issue, not twice"):
        Issue("issue", ("a", "a"), cells([0, 100]), cells([0.5, 0.5]), cells([1, 1]))


@pytest.mark.parametrize(("low", "high"), [(100.0, 0.0), (50.0, 50.0), (float("nan"), 100.0)])
def test_a_scale_without_width_is_refused(low: float, high: float) -> None:
    """The low end of a scale lies below its high end."""
    with pytest.raises(ValueError, match="its low end must be below its high end"):
        Issue("issue", ("a",), cells([0]), cells([0.5]), cells([1]), low=low, high=high)
