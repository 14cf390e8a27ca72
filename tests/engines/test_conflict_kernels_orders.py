"""Statement scores, ensembles and least changes of the compiled conflict kernels, against their plain forms."""

from itertools import permutations

import numpy as np
import pytest

from detente.engines.conflict import cube, draws, lanes
from detente.engines.conflict.graph import CONCEPTS, Graph, stability
from detente.engines.conflict.orders import Statements
from detente.engines.conflict.scores import statement_ranks
from detente.engines.conflict.swaps import least_swaps


def scores(columns, tiers):
    """Dense ranks of the tuples of counts, by Python's own comparison."""
    levels = sorted(set(tiers))
    tuples = [
        tuple(sum(c[s] for c, t in zip(columns, tiers, strict=True) if t == level) for level in levels)
        for s in range(columns.shape[1])
    ]
    places = {each: rank for rank, each in enumerate(sorted(set(tuples)))}
    return np.array([places[each] for each in tuples])


@pytest.mark.parametrize(("statements", "tiers"), [(0, 1), (7, 7), (90, 90), (40, 5), (200, 3)])
def test_scores_of_any_number_of_statements(statements, tiers):
    rng = np.random.default_rng(statements)
    columns = rng.random((statements, 128)) < 0.5
    columns[: statements // 2, 1::2] = columns[: statements // 2, ::2]  # makes states that differ late only
    of = np.sort(rng.integers(0, tiers, statements)) if tiers < statements else np.arange(statements)
    shuffled = rng.permutation(statements)
    columns, of = columns[shuffled], of[shuffled]
    want = scores(columns, of.tolist())
    np.testing.assert_array_equal(statement_ranks(7, lambda k, a, b: columns[k, a:b], of), want)
    given = Statements(columns, of)
    values = given.ranks(np.arange(given.n_blocks)[None])[0]
    np.testing.assert_array_equal(np.unique(values, return_inverse=True)[1], want)


def model(seed):
    rng = np.random.default_rng(seed)
    n, parties = 4, 3
    feasible = rng.random(1 << n) >= 0.2
    owner, direction = rng.integers(0, parties, n).astype(np.int8), rng.integers(0, 3, n).astype(np.int8)
    whole = cube.Cube(n, owner, direction, feasible, np.array([False, False, seed % 2 == 1]))
    return whole, [
        Statements(rng.random((4, int(feasible.sum()))) < 0.5, np.array([0, 1, 1, 2])) for _ in range(parties)
    ]


@pytest.mark.parametrize("mode", draws.MODES)
@pytest.mark.parametrize("seed", [0, 1])
def test_draws_side_by_side_count_what_one_by_one_finds(mode, seed, monkeypatch):
    whole, given = model(seed)
    fast = draws.ensemble(whole, given, mode, 150, np.random.default_rng(5))
    again = draws.ensemble(whole, given, mode, 150, np.random.default_rng(5))
    monkeypatch.setattr(lanes, "LARGEST", 0)
    sorting = draws.ensemble(whole, given, mode, 150, np.random.default_rng(5))
    for concept in CONCEPTS:
        np.testing.assert_array_equal(fast.counts[concept], again.counts[concept])
        np.testing.assert_array_equal(fast.counts[concept], sorting.counts[concept])
        assert fast.selectivity[concept] == pytest.approx(fast.counts[concept].sum() / 150 / whole.n_feasible)


def test_counts_are_the_equilibria_of_each_ranking():
    whole, _ = model(2)
    ranks = np.random.default_rng(1).integers(0, 9, (70, 3, whole.n_feasible))
    totals, sizes = np.zeros((5, whole.n_feasible), np.int64), np.zeros(5, np.int64)
    draws.count_equilibria(whole, ranks, CONCEPTS, totals, sizes)
    want = np.zeros_like(totals)
    full = np.zeros((3, whole.n_states), np.int64)
    for each in ranks:
        full[:, whole.feasible] = each
        found = cube.stability(whole, full)
        want += np.array([found[concept].all(axis=0)[whole.feasible] for concept in CONCEPTS])
    np.testing.assert_array_equal(totals, want)
    np.testing.assert_array_equal(sizes, want.sum(axis=1))


def test_random_strict_games_have_the_exact_mean_selectivity():
    """All 576 pairs of strict 2x2 rankings: Nash 1/4, GMR 4/9, SMR 49/144, SEQ 193/576, symmetric 169/576."""
    two = np.zeros(2, np.int8)
    game = cube.Cube(2, np.array([0, 1], np.int8), two, None, np.zeros(2, bool))
    pairs = np.array([(a, b) for a in permutations(range(4)) for b in permutations(range(4))])
    totals, sizes = np.zeros((5, 4), np.int64), np.zeros(5, np.int64)
    draws.count_equilibria(game, pairs, CONCEPTS, totals, sizes)
    assert sizes.tolist() == [576, 1024, 784, 772, 676]
    nothing = [np.zeros(4, np.int64)] * 2
    tally = draws.ensemble(game, nothing, "random_ranks", 20_000, np.random.default_rng(2))
    assert tally.selectivity["gmr"] == pytest.approx(4 / 9, abs=0.01)
    still = draws.ensemble(game, nothing, "order", 10, np.random.default_rng(2))
    assert set(still.counts["nash"].tolist()) == {10}


def arcs_and_statements(seed):
    rng = np.random.default_rng(seed)
    states, parties = 7, 3
    rows = [
        [np.flatnonzero((rng.random(states) < 0.3) & (np.arange(states) != s)) for s in range(states)]
        for _ in range(parties)
    ]
    ends = np.array([np.cumsum([0, *map(len, each)]) for each in rows])
    arcs = Graph(ends, [np.concatenate(each).astype(np.int32) for each in rows], np.array([False, False, seed == 3]))
    given = [Statements(rng.random((count, states)) < 0.5, np.arange(count)) for count in (3, 4)]
    return arcs, [*given, rng.integers(0, 7, states)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_least_change_is_the_least_over_all_profiles(seed, concept):
    arcs, given = arcs_and_statements(seed)
    by_cost = [{} for _ in range(arcs.n_states)]
    for first in permutations(range(3)):
        for second in permutations(range(4)):
            orders = [first, second]
            ranks = [given[i].ranks(np.array([orders[i]]))[0] for i in (0, 1)]
            joint = stability(arcs, np.stack([*ranks, given[2]]))[concept].all(axis=0)
            cost = sum(a > b for order in orders for x, a in enumerate(order) for b in order[x + 1 :])
            for s in np.flatnonzero(joint):
                by_cost[s].setdefault(cost, set()).add((first, second, ()))
    for s, wanted in enumerate(by_cost):
        for limit in (2, 20):
            found = least_swaps(arcs, given, s, concept, limit)
            if wanted and min(wanted) <= limit:
                assert (found.cost, found.n_minimal) == (min(wanted), len(wanted[min(wanted)]))
                assert set(found.orders) == wanted[min(wanted)]
            else:
                assert found == (type(found))(None, 0, ())


def test_the_list_of_profiles_is_cut_and_the_count_is_not():
    arcs, given = arcs_and_statements(0)
    everyone_still = Graph(np.zeros((3, 8), np.int64), [np.zeros(0, np.int32)] * 3, np.zeros(3, bool))
    assert least_swaps(everyone_still, given, 0, "nash", 3).orders == (((0, 1, 2), (0, 1, 2, 3), ()),)
    with pytest.raises(ValueError, match=r"a state is one of 0\.\.6, not 7"):
        least_swaps(arcs, given, 7, "nash", 1)
    with pytest.raises(ValueError, match="unknown mode peace"):
        draws.ensemble(arcs, given, "peace", 1, np.random.default_rng(1))
