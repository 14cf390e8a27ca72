"""Stability on any graph of moves, with the last-mover rule: explicit arcs, forbidden moves, coalesced states.

Nothing makes such arcs transitive or symmetric, so that "nobody moves twice in a row" matters. V_k(s) is the least cost
of the states reached from s by joint moves of which k makes the first:

    V_k(s) = min over t in R_k(s) of min(c(t), min over k' != k of V_k'(t)),

and W(s) the least V_k(s). Kept for each state are the least V, whose it is, and the least of the others', so that one arc
costs one step. Source: method of the conflict graphs, sections 2 and 8 (general case).
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.compiled import compiled
from detente.engines.conflict.model import CONCEPTS


@dataclass(frozen=True)
class Graph:
    """Moves as compressed rows.

    ``indptr`` (N, S + 1): the moves of DM i from s are ``indices[i][indptr[i, s]:indptr[i, s + 1]]``; ``nature`` (N,)
    True for a DM that cannot be deterred. Raises ValueError for shapes that do not fit.
    """

    indptr: NDArray[np.int64]
    indices: Sequence[NDArray[np.int32]]
    nature: NDArray[np.bool_]

    def __post_init__(self) -> None:
        if self.indptr.ndim != 2 or self.nature.shape != (self.n_dms,) or len(self.indices) != self.n_dms:
            raise ValueError("indptr has shape (N, S + 1); indices and nature have one entry for each of N")
        if any(ends[-1] != targets.size for ends, targets in zip(self.indptr, self.indices, strict=True)):
            raise ValueError("a row of indptr ends at the number of moves")

    @property
    def n_dms(self) -> int:
        """How many DMs there are."""
        return len(self.indptr)

    @property
    def n_states(self) -> int:
        """How many states there are."""
        return len(self.indptr[0]) - 1

    def packed(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """All moves in one array, and (N, S + 1) where those of each DM and state begin and end in it."""
        shifts = np.concatenate([[0], np.cumsum(self.indptr[:, -1])[:-1]])
        return np.ascontiguousarray(self.indptr + shifts[:, None]), np.concatenate(self.indices).astype(np.int32)


def stability(
    graph: Graph, ranks: NDArray[np.integer], concepts: Sequence[str] = CONCEPTS
) -> dict[str, NDArray[np.bool_]]:
    """Whether each state is stable for each DM: concept -> (N, S). ``ranks`` (N, S), larger is preferred, 0 or more."""
    if ranks.shape != (graph.n_dms, graph.n_states):
        raise ValueError(f"ranks have shape ({graph.n_dms}, {graph.n_states}), not {ranks.shape}")
    unknown = [each for each in concepts if each not in CONCEPTS]
    if unknown:
        raise ValueError(f"unknown concept {unknown[0]}; there are {', '.join(CONCEPTS)}")
    ends, targets = graph.packed()
    wanted = np.array([each in concepts for each in CONCEPTS])
    stable = np.zeros((len(CONCEPTS), graph.n_dms, graph.n_states), bool)
    solve(ends, targets, graph.nature, np.ascontiguousarray(ranks, np.int64), wanted, stable)
    return {concept: stable[CONCEPTS.index(concept)] for concept in concepts}


@compiled
def solve(ends, targets, nature, ranks, wanted, stable):  # type: ignore[no-untyped-def]
    """Write ``stable`` (5, N, S), concepts in the order of :data:`CONCEPTS`, where ``wanted`` (5,)."""
    states = ranks.shape[1]
    best = np.empty(states, np.int64)
    least = np.empty((2, states), np.int64)
    whose = np.empty(states, np.int64)
    for i in range(nature.size):
        rank = ranks[i]
        for s in range(states):
            best[s] = rank[s]
            for t in targets[ends[i, s] : ends[i, s + 1]]:
                best[s] = max(best[s], rank[t])
            stable[0, i, s] = best[s] == rank[s]
        for concept in range(1, 5):
            if not wanted[concept]:
                continue
            if nature[i]:
                stable[concept, i] = stable[0, i]
                continue
            cost = rank if concept % 2 else best
            sanctions(i, cost, concept > 2, ends, targets, ranks, least, whose)
            for s in range(states):
                stable[concept, i, s] = True
                for t in targets[ends[i, s] : ends[i, s + 1]]:
                    if rank[t] > rank[s] and least[0, t] > rank[s]:
                        stable[concept, i, s] = False


@compiled
def sanctions(i, cost, improving, ends, targets, ranks, least, whose):  # type: ignore[no-untyped-def]
    """Write W for the opponents of i into ``least[0]``: sweeps, up and down the states by turns, until nothing falls.

    ``least[0]`` holds the least V, ``whose`` its first mover, ``least[1]`` the least V of the other first movers.
    """
    n, states = ranks.shape
    least[:] = np.iinfo(np.int64).max
    whose[:] = -1
    upward, falling = False, True
    while falling:
        falling = False
        upward = not upward
        for x in range(states):
            s = x if upward else states - 1 - x
            for k in range(n):
                if k == i:
                    continue
                found = least[0, s] if whose[s] == k else least[1, s]
                before = found
                for t in targets[ends[k, s] : ends[k, s + 1]]:
                    if not improving or ranks[k, t] > ranks[k, s]:
                        after = least[1, t] if whose[t] == k else least[0, t]
                        found = min(found, cost[t], after)
                if found < before:
                    falling |= _enter(k, s, found, least, whose)


@compiled
def _enter(k, s, found, least, whose):  # type: ignore[no-untyped-def]
    """Lower V_k(s) to ``found``; True if one of the two kept values falls."""
    if whose[s] == k:
        least[0, s] = found
    elif found < least[0, s]:
        least[1, s] = least[0, s]
        least[0, s] = found
        whose[s] = k
    elif found < least[1, s]:
        least[1, s] = found
    else:
        return False
    return True
