"""Breadth-first over (state, last mover): who can get where when nobody moves twice in a row, and by which shortest path."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.moves import Arcs

Places = NDArray[np.int32]
#: The last mover before anybody has moved.
NOBODY = -1


@dataclass(frozen=True)
class Walk:
    """What is reached from ``start``. ``distance``, shape (S,): least number of steps, -1 where unreachable, 0 at start.

    ``came_from`` and ``came_by`` have shape (N, S): the state and the last mover before the step by k that ends in s.
    """

    start: int
    distance: Places
    steps_by: Places
    came_from: Places
    came_by: Places

    def path(self, target: int) -> list[tuple[int, int]]:
        """A shortest path to a reached state as steps (mover, state)."""
        if target == self.start:
            return []
        reached = np.flatnonzero(self.steps_by[:, target] == self.distance[target])
        k, state, steps = int(reached[0]), target, []
        while k != NOBODY:
            steps.append((k, state))
            state, k = int(self.came_from[k, state]), int(self.came_by[k, state])
        return steps[::-1]


def walk(arcs: Sequence[Arcs], start: int, movers: Sequence[int]) -> Walk:
    """Everything that the ``movers`` can reach from ``start`` by the given arcs, moving one after another."""
    size = len(arcs[0].first) - 1
    steps_by, came_from, came_by = (np.full((len(arcs), size), fill, np.int32) for fill in (-1, -1, NOBODY))
    distance = np.full(size, -1, np.int32)
    distance[start] = 0
    frontier: list[tuple[int, Places]] = [(NOBODY, np.array([start], np.int32))]
    step = 0
    while frontier:
        step += 1
        fresh = []
        for k in movers:
            found = []
            for last, states in frontier:
                if last == k:
                    continue
                sources, targets = _out(arcs[k], states)
                new = steps_by[k, targets] < 0
                sources, targets = sources[new], targets[new]
                steps_by[k, targets], came_from[k, targets], came_by[k, targets] = step, sources, last
                found.append(targets)
            reached = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)
            if len(reached):
                fresh.append((k, reached))
                distance[reached[distance[reached] < 0]] = step
        frontier = fresh
    return Walk(start, distance, steps_by, came_from, came_by)


def _out(arcs: Arcs, states: Places) -> tuple[Places, Places]:
    """The arcs out of some states, as sources and targets."""
    counts = arcs.first[states + 1] - arcs.first[states]
    sources = np.repeat(states, counts)
    offset = np.arange(len(sources)) - np.repeat(np.cumsum(counts) - counts, counts)
    return sources, arcs.targets[np.repeat(arcs.first[states], counts) + offset]
