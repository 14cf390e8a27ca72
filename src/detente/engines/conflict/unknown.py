"""Pairs of states that a decision maker cannot compare, and four attitudes towards them (Li, Hipel, Kilgour & Fang 2004).

Attitude: a leaves for better or unknown, b for better; both are deterred by worse or equal. c leaves for better or
unknown, d for better; both are deterred by worse, equal or unknown. Steps of credible sanctions are better or unknown.
"""

import numpy as np

from detente.engines.conflict.columns import Bools
from detente.engines.conflict.joint import Rows, Sets, bits, joint_moves, members, rows
from detente.engines.conflict.model import Model

CONCEPTS = ("nash", "gmr", "smr", "seq")


def attitude(model: Model, which: str) -> dict[str, Bools]:
    """Flags of shape (N, S) for nash, gmr, smr and seq if every decision maker has this attitude (a, b, c or d)."""
    size, everyone = model.states.size, range(len(model.ids))
    unknown = [_unknown_sets(model, i) for i in everyone]
    better = [_better_sets(model, i, unknown[i]) for i in everyone]
    maybe = [[one | other for one, other in zip(better[i], unknown[i], strict=True)] for i in everyone]
    moves = [rows(arcs) for arcs in model.arcs]
    hopeful = [_within(moves[i], maybe[i]) for i in everyone]
    everything = (1 << size) - 1
    flags = {concept: np.ones((len(model.ids), size), bool) for concept in CONCEPTS}
    for i in everyone:
        others = [k for k in everyone if k != i]
        leaves = maybe[i] if which in "ac" else better[i]
        deters = [everything & ~(better[i][s] if which in "cd" else maybe[i][s]) for s in range(size)]
        reached, credible = joint_moves(moves, others, size), joint_moves(hopeful, others, size)
        reach = [bits(each) for each in moves[i]]
        for s in range(size):
            _judge(
                flags, i, s, members(reach[s] & leaves[s]), deters[s], reach, reached, credible, bool(model.nature[i])
            )
    return flags


def _judge(flags: dict[str, Bools], i: int, s: int, wanted: list[int], deters: int, own: Sets, reached: Sets, credible: Sets, nature: bool) -> None:  # fmt: skip
    """One state of one decision maker: every improvement needs its sanction."""
    flags["nash"][i, s] = not wanted
    for t in wanted:
        sanctions = reached[t] & deters
        flags["gmr"][i, s] &= bool(sanctions) and not nature
        flags["smr"][i, s] &= any(not own[u] & ~deters for u in members(sanctions)) and not nature
        flags["seq"][i, s] &= bool(credible[t] & deters) and not nature


def _unknown_sets(model: Model, i: int) -> Sets:
    found = [0] * model.states.size
    for one, other in model.decision_makers[i].preferences.unknown:
        found[one] |= 1 << other
        found[other] |= 1 << one
    return found


def _better_sets(model: Model, i: int, unknown: Sets) -> Sets:
    ranks = model.ranks[i]
    return [bits(np.flatnonzero(ranks > ranks[s]).tolist()) & ~unknown[s] for s in range(model.states.size)]


def _within(moves: Rows, wanted: Sets) -> Rows:
    return [[t for t in targets if wanted[s] >> t & 1] for s, targets in enumerate(moves)]
