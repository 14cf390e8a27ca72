"""The definitions of the conflict graphs, searched over (state, last mover), and random models to try them on.

Slow and obvious: moves are written out one by one, and a sanction is looked for from each improvement. It shares no
code with the engine. The search is compiled, to try very many models; its form stays that of the definition.
"""

from dataclasses import dataclass

import numba
import numpy as np

CONCEPTS = ("nash", "gmr", "smr", "seq", "seq_symmetric")


@dataclass(frozen=True)
class Case:
    """A model: ``moves`` (N, S, S) whether a DM can go from a state to another; ranks (N, S), larger is preferred."""

    moves: np.ndarray
    ranks: np.ndarray
    nature: np.ndarray
    owner: np.ndarray | None = None
    direction: np.ndarray | None = None
    feasible: np.ndarray | None = None


def random_cube(rng: np.random.Generator, most_options: int = 6) -> Case:
    """2 to 5 parties, up to 6 options, ties, infeasible states, one-way options, sometimes nature."""
    parties = int(rng.integers(2, 6))
    n = int(rng.integers(1, most_options + 1))
    owner = rng.integers(0, parties, n).astype(np.int8)
    if rng.random() < 0.7:
        owner.sort()
    one_way = rng.random() < 0.6
    direction = (rng.integers(0, 3, n) * (rng.random(n) < 0.6) * one_way).astype(np.int8)
    feasible = rng.random(1 << n) >= rng.choice([0, 0, 0.1, 0.4])
    feasible[rng.integers(0, 1 << n)] = True
    own = [sum(1 << k for k in range(n) if owner[k] == dm) for dm in range(parties)]
    only_up, only_down = (sum(1 << k for k in range(n) if direction[k] == way) for way in (1, 2))
    s, t = np.arange(1 << n)[:, None], np.arange(1 << n)[None, :]
    allowed = feasible[s] & feasible[t] & (s != t) & (s & ~t & only_up == 0) & (t & ~s & only_down == 0)
    moves = np.array([allowed & ((s ^ t) & ~mask == 0) for mask in own])
    return Case(moves, _ranks(rng, parties, 1 << n), _nature(rng, parties), owner, direction, feasible)


def random_graph(rng: np.random.Generator, most_states: int = 20) -> Case:
    """2 to 5 parties, up to 20 states, arcs that are neither transitive nor symmetric, ties, sometimes nature."""
    parties, states = int(rng.integers(2, 6)), int(rng.integers(2, most_states + 1))
    moves = rng.random((parties, states, states)) < rng.uniform(0.5, 3.0) / states
    moves[:, np.arange(states), np.arange(states)] = False
    return Case(moves, _ranks(rng, parties, states), _nature(rng, parties))


def _ranks(rng: np.random.Generator, parties: int, states: int) -> np.ndarray:
    return rng.integers(0, rng.choice([2, 4, states, 10 * states]), (parties, states)).astype(np.int64)


def _nature(rng: np.random.Generator, parties: int) -> np.ndarray:
    return rng.random(parties) < rng.choice([0, 0, 0, 0.3])


@numba.njit
def _sanctioned(moves: np.ndarray, ranks: np.ndarray, concept: int, i: int, s: int, s1: int) -> bool:
    """Whether some s2 in R_H(s1), or R+_H(s1), leaves i no better off than at s (and with no way out, smr)."""
    n, states = ranks.shape
    reached = np.zeros((states, n), np.bool_)
    waiting = [(s1, -1)]
    while len(waiting) > 0:
        here, last = waiting.pop()
        for k in range(n):
            for t in range(states):
                if k in (i, last) or not moves[k, here, t] or reached[t, k]:
                    continue
                if concept >= 3 and ranks[k, t] <= ranks[k, here]:
                    continue
                reached[t, k] = True
                waiting.append((t, k))
    for s2 in range(states):
        if reached[s2].any() and ranks[i, s2] <= ranks[i, s]:
            way_out = False
            for s3 in range(states):
                way_out |= moves[i, s2, s3] and ranks[i, s3] > ranks[i, s]
            if concept in (1, 3) or not way_out:
                return True
    return False


@numba.njit
def definition(moves: np.ndarray, ranks: np.ndarray, nature: np.ndarray) -> np.ndarray:
    """(5, N, S): whether each state is stable for each DM, concepts in the order of CONCEPTS."""
    n, states = ranks.shape
    stable = np.zeros((5, n, states), np.bool_)
    for concept in range(5):
        for i in range(n):
            for s in range(states):
                stable[concept, i, s] = True
                for s1 in range(states):
                    if moves[i, s, s1] and ranks[i, s1] > ranks[i, s]:
                        feared = concept > 0 and not nature[i] and _sanctioned(moves, ranks, concept, i, s, s1)
                        stable[concept, i, s] &= feared
    return stable
