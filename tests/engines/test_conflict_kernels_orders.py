"""Statement scores, ensembles and least changes of the compiled conflict kernels, against their plain forms."""

from itertools import permutations

import numpy as np
import pytest

from detente.engines.conflict import cube, draws, lanes
from detente.engines.conflict.columns import Columns
from detente.engines.conflict.decimals import lines
from detente.engines.conflict.expression import parse
from detente.engines.conflict.model import CONCEPTS
from detente.engines.conflict.preferences import statement_ranks
from detente.engines.conflict.scores import ranks_of
from detente.engines.conflict.tiers import Blocks
from detente.engines.conflict.tiers import scores as tier_scores


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
    names = [f"o{k}" for k in range(statements)]
    given = [(tier, parse(name, names)) for tier, name in zip(of.tolist(), names, strict=True)]
    np.testing.assert_array_equal(ranks_of(given, Columns(names, table=columns.T)), want)
    np.testing.assert_array_equal(statement_ranks(list(zip(of.tolist(), columns, strict=True)), 128), want)
    if statements:
        own = np.unique(of, return_inverse=True)[1]
        ids = tuple(tuple(np.flatnonzero(own == b).tolist()) for b in range(own.max() + 1))
        values = tier_scores(Blocks(columns, own, ids, np.ones(statements)), np.arange(len(ids))[None])[:, 0]
        np.testing.assert_array_equal(np.unique(values, return_inverse=True)[1], want)


@pytest.mark.parametrize("largest", [0, lanes.LARGEST])
def test_counts_are_the_equilibria_of_each_ranking(largest, monkeypatch):
    """Draws side by side, and one by one where fibres are large."""
    monkeypatch.setattr(lanes, "LARGEST", largest)
    rng = np.random.default_rng(2)
    owner, direction = rng.integers(0, 3, 4).astype(np.int8), rng.integers(0, 3, 4).astype(np.int8)
    whole = cube.Cube(4, owner, direction, rng.random(16) >= 0.2, np.array([False, False, True]))
    ranks = rng.integers(0, 9, (70, 3, whole.n_feasible)) << 40
    want = dict.fromkeys(CONCEPTS, 0)
    full = np.zeros((3, whole.n_states), np.int64)
    for each in ranks:
        full[:, whole.feasible] = each >> 40
        found = cube.stability(whole, full)
        want = {c: want[c] + found[c].all(axis=0)[whole.feasible].astype(int) for c in CONCEPTS}
    counts = draws.count_equilibria(whole, ranks, CONCEPTS)
    for concept in CONCEPTS:
        np.testing.assert_array_equal(counts[concept], want[concept])


def test_states_of_a_run_have_the_columns_of_the_whole():
    """Parts of a cube lend one another the columns of their lowest options."""
    names = [f"o{k}" for k in range(6)]
    whole, part = Columns(names, np.arange(64)), None
    for start in range(0, 64, 16):
        part = whole.part(start, start + 16, part)
        for name in names:
            np.testing.assert_array_equal(part[name], whole[name][start : start + 16])


def test_numbers_become_lines():
    """The text that the hash of a large result is made of."""
    numbers = np.array([0, 9, 10, 99, 100, 16_777_215])
    assert lines(numbers) == b"0\n9\n10\n99\n100\n16777215"
    assert lines(numbers[:0]) == b""


def test_random_strict_games_have_the_exact_mean_selectivity():
    """All 576 pairs of strict 2x2 rankings: Nash 1/4, GMR 4/9, SMR 49/144, SEQ 193/576, symmetric 169/576."""
    two = np.zeros(2, np.int8)
    game = cube.Cube(2, np.array([0, 1], np.int8), two, None, np.zeros(2, bool))
    pairs = np.array([(a, b) for a in permutations(range(4)) for b in permutations(range(4))])
    found = draws.count_equilibria(game, pairs, CONCEPTS)
    assert [int(found[concept].sum()) for concept in CONCEPTS] == [576, 1024, 784, 772, 676]
