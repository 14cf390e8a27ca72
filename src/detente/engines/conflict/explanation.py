"""Why a decision maker stays or leaves: for each improvement a shortest sanction, by any moves and by improvements only."""

from dataclasses import dataclass

import numpy as np

from detente.engines.conflict.model import Model
from detente.engines.conflict.walk import walk

Step = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sanction:
    """The answer to one improvement ``to``: steps (mover, state) to a state no better than where the decision maker left."""

    to: int
    any: tuple[Step, ...] | None
    credible: tuple[Step, ...] | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All improvements of decision maker ``dm`` from ``state``, in state order, each with its sanctions."""

    state: int
    dm: int
    improvements: tuple[Sanction, ...]


def explain_state(model: Model, state: int, dm: int) -> Explanation:
    """Shortest sanctions against leaving ``state``; None where there is none. Nature cannot be deterred."""
    ranks = model.ranks[dm]
    others = [k for k in range(len(model.ids)) if k != dm]
    improving = [arcs.improving(each) for arcs, each in zip(model.arcs, model.ranks, strict=True)]
    bad = ranks <= ranks[state]

    def shortest(by_improvements: bool, start: int) -> tuple[Step, ...] | None:
        if model.nature[dm]:
            return None
        found = walk(improving if by_improvements else model.arcs, start, others)
        reached = np.flatnonzero(bad & (found.distance > 0))
        if not len(reached):
            return None
        return tuple(found.path(int(reached[np.argmin(found.distance[reached])])))

    return Explanation(
        state,
        dm,
        tuple(Sanction(to, shortest(False, to), shortest(True, to)) for to in improving[dm].of(state).tolist()),
    )
