"""Simultaneous sanctioning: states that two or more would leave, where leaving at once ends no better (section 2).

The gate follows Fraser & Hipel's procedure. Who may take part is a convention, without effect for two decision makers:
``unstable`` (those who would leave too) or ``all``.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools
from detente.engines.conflict.model import Model


def simultaneous(model: Model, seq: Bools) -> Bools | None:
    """SIM flags, shape (N, S); None where it is undefined: listed states, or merged ones. ``seq`` are the SEQ flags.

    i in U(s) is stable iff for every improvement s1 some combination, in which every other participant stays or takes one
    of its improvements from s, applied together with i's change gives a feasible state that i ranks no higher than s.
    """
    states, codes = model.states, model.states.codes
    if codes is None or states.merged:
        return None
    found = np.zeros((len(model.ids), states.size), bool)
    unstable = ~seq
    gated = np.flatnonzero(unstable.sum(axis=0) >= 2)
    if not len(gated):
        return found
    improving = [arcs.improving(ranks) for arcs, ranks in zip(model.arcs, model.ranks, strict=True)]
    for s in gated.tolist():
        changes = [codes[each.of(s)] ^ codes[s] for each in improving]
        leaving = np.flatnonzero(unstable[:, s])
        joining = leaving if model.request.sim_participants == "unstable" else np.arange(len(model.ids))
        for i in leaving.tolist():
            if not model.nature[i]:
                combined = _combinations([changes[j] for j in joining.tolist() if j != i])
                found[i, s] = _all_sanctioned(model, i, s, changes[i], combined)
    return found


def _combinations(changes: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """All joint changes of bits, nobody obliged to move."""
    combined = np.zeros(1, np.int64)
    for change in changes:
        combined = (combined[:, None] ^ np.concatenate(([0], change))[None, :]).ravel()
    return combined


def _all_sanctioned(model: Model, i: int, s: int, own: NDArray[np.int64], combined: NDArray[np.int64]) -> bool:
    codes = model.states.codes
    if codes is None:
        return False
    ranks = model.ranks[i]
    for change in own.tolist():
        ends = model.states.of_code[(int(codes[s]) ^ change) ^ combined]
        ends = ends[ends >= 0]
        if not (ranks[ends] <= ranks[s]).any():
            return False
    return True
