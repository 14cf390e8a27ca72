"""The compiled kernels of the conflict graphs against the definitions, searched over (state, last mover) in plain Python."""

import numpy as np
import pytest

from detente.engines.conflict import cube, graph
from detente.engines.conflict.model import CONCEPTS


def definition(moves, ranks, nature):
    """Section 2, word by word: concept -> (N, S). ``moves[i][s]`` lists where DM i can go from s."""
    n, states = ranks.shape
    stable = {concept: np.ones((n, states), bool) for concept in CONCEPTS}
    for i in range(n):
        for s in range(states):
            improvements = [t for t in moves[i][s] if ranks[i, t] > ranks[i, s]]
            for concept in CONCEPTS:
                stable[concept][i, s] = all(
                    concept != "nash" and not nature[i] and sanctioned(moves, ranks, concept, i, s, s1) for s1 in improvements
                )  # fmt: skip
    return stable


def sanctioned(moves, ranks, concept, i, s, s1):
    waiting, reached = [(s1, None)], set()
    while waiting:
        here, last = waiting.pop()
        for k in set(range(len(ranks))) - {i, last}:
            for t in moves[k][here]:
                if (t, k) not in reached and (not concept.startswith("seq") or ranks[k, t] > ranks[k, here]):
                    reached.add((t, k))
                    waiting.append((t, k))
    return any(
        ranks[i, s2] <= ranks[i, s]
        and (concept in ("gmr", "seq") or all(ranks[i, s3] <= ranks[i, s] for s3 in moves[i][s2]))
        for s2, _ in reached
    )


def moves_of(model):
    """Every move of a cube, one by one."""
    states = range(model.n_states)
    can = model.feasible if model.feasible is not None else np.ones(model.n_states, bool)

    def may(i, s, t):
        changed = [k for k in range(model.n_options) if (s ^ t) >> k & 1]
        taken = [bool(t >> k & 1) for k in changed]
        ways = [
            model.direction[k] == 0 or (model.direction[k] == 1) == up for k, up in zip(changed, taken, strict=True)
        ]
        return s != t and can[s] and can[t] and all(model.owner[k] == i for k in changed) and all(ways)

    return [[[t for t in states if may(i, s, t)] for s in states] for i in range(model.n_dms)]


def graph_of(moves, nature):
    ends = np.array([np.cumsum([0, *map(len, each)]) for each in moves])
    return graph.Graph(ends, [np.array([t for row in each for t in row], np.int32) for each in moves], nature)


def random_cube(rng):
    parties, n = int(rng.integers(2, 6)), int(rng.integers(1, 6))
    feasible = rng.random(1 << n) >= rng.choice([0, 0.15, 0.4])
    feasible[rng.integers(0, 1 << n)] = True
    owner = rng.integers(0, parties, n).astype(np.int8)
    direction = (rng.integers(0, 3, n) * (rng.random() < 0.6)).astype(np.int8)
    return cube.Cube(
        n, owner, direction, None if feasible.all() else feasible, rng.random(parties) < rng.choice([0, 0.3])
    )


@pytest.mark.parametrize("seed", range(8))
def test_random_cubes_agree_with_the_definition_in_every_cell(seed):
    rng = np.random.default_rng(seed)
    for _ in range(25):
        model = random_cube(rng)
        ranks = rng.integers(0, rng.choice([2, 4, 100]), (model.n_dms, model.n_states))
        moves = moves_of(model)
        want = definition(moves, ranks, model.nature)
        found, general = cube.stability(model, ranks), graph.stability(graph_of(moves, model.nature), ranks)
        joint = cube.equilibria(model, lambda dm, ranks=ranks: ranks[dm])
        allowed = slice(None) if model.feasible is None else model.feasible
        for concept in CONCEPTS:
            np.testing.assert_array_equal(found[concept][:, allowed], want[concept][:, allowed])
            np.testing.assert_array_equal(general[concept][:, allowed], want[concept][:, allowed])
            np.testing.assert_array_equal(joint.equilibria[concept], found[concept].all(axis=0))
            np.testing.assert_array_equal(joint.n_stable[concept], found[concept].sum(axis=1))
        if model.feasible is not None:
            assert not any(flags[:, ~model.feasible].any() for flags in found.values())


@pytest.mark.parametrize("seed", range(8))
def test_random_arcs_agree_with_the_definition_in_every_cell(seed):
    rng = np.random.default_rng(100 + seed)
    for _ in range(40):
        parties, states = int(rng.integers(2, 6)), int(rng.integers(2, 14))
        there = rng.random((parties, states, states)) < rng.uniform(0.5, 3) / states
        moves = [[[t for t in range(states) if each[s, t] and s != t] for s in range(states)] for each in there]
        ranks = rng.integers(0, rng.choice([2, 4, 100]), (parties, states))
        nature = rng.random(parties) < rng.choice([0, 0.3])
        found, want = graph.stability(graph_of(moves, nature), ranks), definition(moves, ranks, nature)
        for concept in CONCEPTS:
            np.testing.assert_array_equal(found[concept], want[concept])


def ranking(best_first, states):
    ranks = np.zeros(states, np.int64)
    ranks[best_first] = np.arange(len(best_first), 0, -1)
    return ranks


def cuban(air_strike=0):
    """Twelve states: air strike and blockade against withdraw and escalate (Fraser & Hipel 1979)."""
    feasible = np.array([s >> 2 != 3 for s in range(16)])
    model = cube.Cube(
        4, np.array([0, 0, 1, 1], np.int8), np.array([air_strike, 0, 0, 0], np.int8), feasible, np.zeros(2, bool)
    )
    us, ussr = [4, 6, 5, 7, 2, 1, 3, 0, 11, 9, 10, 8], [0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8]
    return model, np.array([ranking(us, 16), ranking(ussr, 16)])


def test_the_cuban_missile_crisis():
    model, ranks = cuban()
    sets = {c: np.flatnonzero(e).tolist() for c, e in cube.equilibria(model, lambda dm: ranks[dm]).equilibria.items()}
    assert (sets["nash"], sets["seq"]) == ([], [4, 6])
    assert sets["gmr"] == sets["smr"] == [0, 1, 2, 4, 5, 6, 7]
    model, ranks = cuban(air_strike=1)
    sets = {c: np.flatnonzero(e).tolist() for c, e in cube.equilibria(model, lambda dm: ranks[dm]).equilibria.items()}
    assert (sets["nash"], sets["seq"]) == ([5], [4, 5, 6])


def test_a_party_may_act_twice_but_not_in_a_row():
    ranks = np.array([[2, 3, 2, 2, 1], [0] * 5, [0] * 5])
    double = [[[1], [], [], [], []], [[], [2], [], [4], []], [[], [], [3], [], []]]
    assert graph.stability(graph_of(double, np.zeros(3, bool)), ranks)["gmr"][0, 0]
    ranks = np.array([[2, 3, 2 + 1, 1], [0] * 4, [0] * 4])
    in_a_row = [[[1], [], [], []], [[], [2], [3], []], [[], [], [], []]]
    assert not graph.stability(graph_of(in_a_row, np.zeros(3, bool)), ranks)["gmr"][0, 0]


def test_one_party_with_many_options_is_sorted_by_merging():
    """A fibre of 2^8 states goes the long way; the definition of nash is a maximum over it."""
    rng = np.random.default_rng(3)
    model = cube.Cube(9, np.array([0] * 8 + [1], np.int8), np.zeros(9, np.int8), None, np.zeros(2, bool))
    ranks = rng.integers(0, 50, (2, 512))
    found, general = cube.stability(model, ranks), graph.stability(graph_of(moves_of(model), model.nature), ranks)
    for concept in CONCEPTS:
        np.testing.assert_array_equal(found[concept], general[concept])


def test_what_does_not_fit_is_refused():
    two = np.zeros(2, np.int8)
    with pytest.raises(ValueError, match="0 to 24 options, not 25"):
        cube.Cube(25, np.zeros(25, np.int8), np.zeros(25, np.int8), None, np.zeros(1, bool))
    with pytest.raises(ValueError, match=r"an owner is one of 0\.\.0"):
        cube.Cube(2, np.array([0, 1], np.int8), two, None, np.zeros(1, bool))
    good = cube.Cube(2, two, two, None, np.zeros(1, bool))
    with pytest.raises(ValueError, match=r"shape \(1, 4\)"):
        cube.stability(good, np.zeros((2, 4), int))
    with pytest.raises(ValueError, match="unknown concept peace"):
        cube.stability(good, np.zeros((1, 4), int), ["peace"])
