"""Moves: for every decision maker the states that it can reach from each state in one step.

t is in R_i(s) iff t is feasible, t differs from s in options of i only, no changed option goes against its direction
and no forbidden move covers (i, s, t). A merged state moves wherever one of its members does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools
from detente.engines.conflict.states import States

_CHUNK = 1 << 22


@dataclass(frozen=True)
class Forbidden:
    """A move that decision maker ``by`` may not make: from a cell where ``start`` is true to one where ``end`` is. Shapes (C,)."""

    by: int
    start: Bools
    end: Bools


@dataclass(frozen=True)
class Arcs:
    """The moves of one decision maker as a compressed table: those from s are ``targets[first[s]:first[s + 1]]``, ascending."""

    first: NDArray[np.int64]
    targets: NDArray[np.int32]

    @property
    def sources(self) -> NDArray[np.int32]:
        """Shape (arcs,): where each arc starts."""
        return np.repeat(np.arange(len(self.first) - 1, dtype=np.int32), np.diff(self.first))

    def of(self, state: int) -> NDArray[np.int32]:
        """R_i(s)."""
        return self.targets[self.first[state] : self.first[state + 1]]

    def where(self, keep: Bools) -> "Arcs":
        """Some of the arcs: ``keep`` has shape (arcs,)."""
        kept = np.concatenate(([0], np.cumsum(keep)))
        return Arcs(kept[self.first].astype(np.int64), self.targets[keep])

    def improving(self, ranks: NDArray[np.int64]) -> "Arcs":
        """R+_i: the arcs that lead to a state of higher rank."""
        return self.where(ranks[self.targets] > ranks[self.sources])

    def among(self, visible: Bools) -> "Arcs":
        """The arcs between visible states."""
        return self.where(visible[self.sources] & visible[self.targets])


def arcs_from_pairs(sources: NDArray[np.int64], targets: NDArray[np.int64], size: int) -> Arcs:
    """Arcs from pairs of places in any order; repeats and arcs from a state to itself are dropped."""
    keep = sources != targets
    both = np.unique(sources[keep].astype(np.int64) * size + targets[keep])
    first = np.searchsorted(both, np.arange(size + 1, dtype=np.int64) * size)
    return Arcs(first.astype(np.int64), (both % size).astype(np.int32))


def arcs_of_cube(states: States, owner: NDArray[np.int8], direction: NDArray[np.int8], dm: int, forbidden: Sequence[Forbidden]) -> Arcs:  # fmt: skip
    """The moves of one decision maker in option form. ``owner`` and ``direction`` as in :class:`Model`."""
    cells = states.cells
    if cells is None:
        raise ValueError("only the option form has moves that follow from options")
    own = [k for k in range(len(owner)) if owner[k] == dm]
    mask = sum(1 << k for k in own)
    forward = sum(1 << k for k in own if direction[k] == 1)
    back = sum(1 << k for k in own if direction[k] == 2)
    settings = np.zeros(1 << len(own), np.int64)
    for place, k in enumerate(own):
        settings |= ((np.arange(len(settings)) >> place) & 1) << k
    cell_of = np.full(1 << len(owner), -1, np.int32)
    cell_of[cells] = np.arange(len(cells), dtype=np.int32)
    step = max(1, _CHUNK // len(settings))
    froms, tos = [], []
    for start in range(0, len(cells), step):
        here = cells[start : start + step, None]
        there = (here & ~mask) | settings[None, :]
        changed = here ^ there
        target = cell_of[there]
        ok = (target >= 0) & (changed != 0) & ((changed & here & forward) == 0) & ((changed & ~here & back) == 0)
        at, which = np.nonzero(ok)
        froms.append(at + start)
        tos.append(target[at, which])
    source, target = np.concatenate(froms), np.concatenate(tos)
    for each in forbidden:
        keep = ~(each.start[source] & each.end[target])
        source, target = source[keep], target[keep]
    if states.group is not None:
        return arcs_from_pairs(
            states.group[source].astype(np.int64), states.group[target].astype(np.int64), states.size
        )
    return Arcs(np.searchsorted(source, np.arange(len(cells) + 1)).astype(np.int64), target.astype(np.int32))
