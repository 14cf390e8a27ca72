"""Sobol indices of the weighted mean: the planted input is found, shares add up, and nothing comes out of nothing."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("scipy")

from detente.engines.bargaining.inputs import Cells
from detente.engines.bargaining.issue import Issue, fixed
from detente.studies.sensitivity import sensitivity

FIELDS = ("position", "salience", "capability")


def cells(*ranges: tuple[float, float, float]) -> Cells:
    return Cells(*(np.array([each[end] for each in ranges], float) for end in range(3)))


POINT = fixed("waters", ("a", "b", "c"), np.array([20.0, 40, 90]), np.array([0.5, 0.6, 0.7]), np.array([5.0, 4, 3]))
#: Every cell but the capability of a is uncertain.
WIDE = Issue(
    "waters", ("a", "b", "c"), cells((0, 20, 40), (30, 40, 70), (60, 90, 100)),
    cells((0.2, 0.5, 0.9), (0.5, 0.6, 0.9), (0.1, 0.7, 0.9)), cells((5, 5, 5), (1, 4, 6), (0, 3, 9)),
)  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_the_only_range_explains_everything(field: str) -> None:
    """One wide cell among points: it is the one driver, and alone it has the whole variance."""
    mode = getattr(POINT, field).mode
    low, high = mode.copy(), mode.copy()
    low[2], high[2] = 0.5 * mode[2], 1.1 * mode[2]
    (found,) = sensitivity(replace(POINT, **{field: Cells(low, mode, high)}))
    assert (found.actor, found.field) == ("c", field)
    assert found.first == pytest.approx(1, abs=0.02)
    assert found.total == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("field", FIELDS)
def test_the_planted_driver_comes_first(field: str) -> None:
    """All cells move by a thousandth but one by much: it leads with nearly the whole variance."""
    made = {}
    for name in FIELDS:
        mode = getattr(POINT, name).mode
        low, high = mode * 0.999, mode * 1.001
        if name == field:
            low[1], high[1] = 0.3 * mode[1], 1.5 * mode[1]
        made[name] = Cells(low, mode, high)
    found = sensitivity(replace(POINT, **made))
    assert (found[0].actor, found[0].field) == ("b", field)
    assert found[0].total > 0.97
    assert all(each.total < 0.03 for each in found[1:])


def test_independent_positions_have_their_shares_of_the_variance() -> None:
    """Without uncertain weights the mean is linear, so first and total are the exact shares: 3.2 : 1 for 80 and 20 %.

    Equal weights; a symmetric triangle of width h has the variance h^2 / 24, so widths 10 and 20 give 1 : 4.
    """
    issue = replace(
        fixed("waters", ("a", "b"), np.array([5.0, 50]), np.array([0.5, 0.5]), np.array([1.0, 1])),
        position=cells((0, 5, 10), (40, 50, 60)),
    )
    found = {each.actor: each for each in sensitivity(issue)}
    for actor, share in (("b", 0.8), ("a", 0.2)):
        assert found[actor].first == pytest.approx(share, abs=0.01)
        assert found[actor].total == pytest.approx(share, abs=0.01)


def test_first_order_shares_do_not_exceed_one_and_totals_are_not_less() -> None:
    """First-order shares sum to at most 1, totals to at least 1, and no input explains more alone than in all."""
    found = sensitivity(WIDE)
    assert sum(each.first for each in found) <= 1.02
    assert sum(each.total for each in found) >= 0.98
    for each in found:
        assert 0 <= each.first <= each.total + 0.03
        assert each.total <= 1.03


def test_the_indices_are_those_of_brute_force() -> None:
    """First-order shares by definition: the variance of the conditional means, from 400,000 plain draws in 200 slices each."""
    rng = np.random.default_rng(5)
    n = 400_000
    drawn = {
        (actor, name): np.full(n, cell.mode[i]) if cell.low[i] == cell.high[i] else rng.triangular(cell.low[i], cell.mode[i], cell.high[i], n)
        for name in FIELDS for cell in [getattr(WIDE, name)] for i, actor in enumerate(WIDE.actors)
    }  # fmt: skip
    weight = {actor: drawn[actor, "salience"] * drawn[actor, "capability"] for actor in WIDE.actors}
    outcome = sum(weight[a] * drawn[a, "position"] for a in WIDE.actors) / sum(weight[a] for a in WIDE.actors)
    found = {(each.actor, each.field): each.first for each in sensitivity(WIDE)}
    for cell, values in drawn.items():
        if values.min() == values.max():
            assert cell not in found
            continue
        order = np.argsort(values)
        means = outcome[order].reshape(200, -1).mean(axis=1)
        assert found.get(cell, 0.0) == pytest.approx(float(means.var() / outcome.var()), abs=0.04)


def test_drivers_come_largest_total_first_and_only_cells_with_a_range() -> None:
    """a's capability is a point and does not appear; no cell appears twice."""
    found = sensitivity(WIDE)
    totals = [each.total for each in found]
    assert totals == sorted(totals, reverse=True)
    named = {(each.actor, each.field) for each in found}
    assert len(named) == len(found)
    assert ("a", "capability") not in named
    assert len(named) >= 6


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others() -> None:
    """Equal to the last bit with one seed; with another the points are others and the figures near."""
    one, two, other = sensitivity(WIDE, seed=3), sensitivity(WIDE, seed=3), sensitivity(WIDE, seed=4)
    assert one == two
    assert one != other
    near = {(each.actor, each.field): each.total for each in other}
    for each in one:
        assert near.get((each.actor, each.field), 0.0) == pytest.approx(each.total, abs=0.05)


def test_without_a_range_there_is_no_driver() -> None:
    """Nothing is uncertain, so nothing is named."""
    assert sensitivity(POINT) == ()


def test_where_all_actors_agree_nothing_drives_the_answer() -> None:
    """Everybody stands at 33.3: saliences vary, the answer does not, and rounding is no driver."""
    issue = replace(
        fixed("waters", ("a", "b", "c"), np.full(3, 33.3), np.full(3, 0.3), np.array([0.3, 0.7, 1.1])),
        salience=cells((0.1, 0.3, 0.7), (0.1, 0.42, 0.7), (0.1, 0.5, 0.7)),
    )
    assert sensitivity(issue) == ()


def test_an_actor_that_is_alone_is_moved_by_its_position_only() -> None:
    """Its salience and capability cancel out of the mean."""
    issue = Issue("waters", ("a",), cells((0, 20, 40)), cells((0.2, 0.5, 0.9)), cells((1, 2, 3)))
    assert [(each.actor, each.field) for each in sensitivity(issue)] == [("a", "position")]


def test_a_sample_that_is_no_power_of_two_is_refused() -> None:
    """Sobol points come in powers of two."""
    with pytest.raises(ValueError, match="power of 2"):
        sensitivity(WIDE, points=1000)


def test_the_result_is_plain_numbers() -> None:
    """No NumPy scalar leaves the study."""
    for each in sensitivity(WIDE):
        assert type(each.first) is float
        assert type(each.total) is float
