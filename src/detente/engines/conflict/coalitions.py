"""Stability against coalitions of actors (section 3; Inohara & Hipel 2008, as recalled)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.engines.conflict.columns import Bools
from detente.engines.conflict.joint import Sets, joint_moves, members, rows, set_where
from detente.engines.conflict.model import Model

CONCEPTS = ("nash", "gmr", "smr", "seq")


@dataclass(frozen=True)
class Coalitions:
    """``stable``: concept -> coalition (places of its members) -> flags of shape (S,). ``universal``: concept -> (S,)."""

    stable: dict[str, dict[tuple[int, ...], Bools]]
    universal: dict[str, Bools]


def coalitions(model: Model) -> Coalitions:
    """Every non-empty coalition of actors under the four concepts.

    With gain(t, s): every i in H has p_i(t) > p_i(s), and K everybody else (nature always), s is stable for H iff every t
    that H reaches with gain has: nothing (nash); u in R_K(t) without gain over s (gmr); such a u from which H reaches
    nothing with gain over s (smr); u in R+_K(t) without gain (seq). Steps of K in R+ are individual improvements.
    Universally stable: stable for every H, and no nature decision maker has an improvement.
    """
    size, everyone = model.states.size, range(len(model.ids))
    actors = [i for i in everyone if not model.nature[i]]
    moves = [rows(arcs) for arcs in model.arcs]
    improvements = [rows(arcs.improving(ranks)) for arcs, ranks in zip(model.arcs, model.ranks, strict=True)]
    better = [_better_sets(ranks.tolist()) for ranks in model.ranks]
    stable: dict[str, dict[tuple[int, ...], Bools]] = {concept: {} for concept in CONCEPTS}
    for count in range(1, len(actors) + 1):
        for group in combinations(actors, count):
            rest = [k for k in everyone if k not in group]
            flags = _of_coalition(
                group,
                better,
                joint_moves(moves, group, size),
                joint_moves(moves, rest, size),
                joint_moves(improvements, rest, size),
            )
            for concept, each in zip(CONCEPTS, flags, strict=True):
                stable[concept][group] = each
    calm = np.array([not any(improvements[k][s] for k in everyone if model.nature[k]) for s in range(size)], bool)
    universal = {concept: np.logical_and.reduce([calm, *stable[concept].values()]) for concept in CONCEPTS}
    return Coalitions(stable, universal)


def _better_sets(ranks: list[int]) -> Sets:
    """For each state the set of states of higher rank."""
    above = {rank: set_where(len(ranks), lambda t, rank=rank: ranks[t] > rank) for rank in set(ranks)}  # type: ignore[misc]
    return [above[rank] for rank in ranks]


def _of_coalition(group: Sequence[int], better: Sequence[Sets], own: Sets, answers: Sets, credible: Sets) -> tuple[Bools, ...]:  # fmt: skip
    size = len(own)
    flags = np.ones((len(CONCEPTS), size), bool)
    for s in range(size):
        gain = better[group[0]][s]
        for i in group[1:]:
            gain &= better[i][s]
        reached = own[s] & gain
        flags[0, s] = not reached
        for t in members(reached):
            bad = answers[t] & ~gain
            flags[1, s] &= bool(bad)
            flags[2, s] &= any(not own[u] & gain for u in members(bad))
            flags[3, s] &= bool(credible[t] & ~gain)
            if not flags[1:, s].any():
                break
    return tuple(flags)
