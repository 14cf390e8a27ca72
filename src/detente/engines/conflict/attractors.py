"""Attractors: sets of states that improvements lead into and never out of.

The strongly connected components without exit of the graph of all individual improvements. One of a single state is a
Nash equilibrium; a larger one is a cycle of improvements.
"""

from collections.abc import Sequence

import numpy as np

from detente.engines.conflict.joint import rows
from detente.engines.conflict.model import Model
from detente.engines.conflict.moves import arcs_from_pairs


def attractors(model: Model) -> tuple[tuple[int, ...], ...]:
    """The attractors, each in state order, by their first state."""
    improving = [arcs.improving(ranks) for arcs, ranks in zip(model.arcs, model.ranks, strict=True)]
    together = arcs_from_pairs(
        np.concatenate([each.sources for each in improving]).astype(np.int64),
        np.concatenate([each.targets for each in improving]).astype(np.int64),
        model.states.size,
    )
    nexts = rows(together)
    component = _components(nexts)
    closed = set(component)
    for state, targets in enumerate(nexts):
        if any(component[target] != component[state] for target in targets):
            closed.discard(component[state])
    found: dict[int, list[int]] = {}
    for state, number in enumerate(component):
        if number in closed:
            found.setdefault(number, []).append(state)
    return tuple(tuple(each) for each in found.values())


def _components(nexts: Sequence[Sequence[int]]) -> list[int]:
    """The strongly connected component of each state (Tarjan 1972, without recursion)."""
    size = len(nexts)
    index, low, component = [-1] * size, [0] * size, [-1] * size
    stack: list[int] = []
    count = number = 0
    for root in range(size):
        if index[root] >= 0:
            continue
        index[root] = low[root] = count
        count += 1
        stack.append(root)
        work = [(root, 0)]
        while work:
            state, at = work.pop()
            targets = nexts[state]
            while at < len(targets):
                target = targets[at]
                at += 1
                if index[target] < 0:
                    work.append((state, at))
                    index[target] = low[target] = count
                    count += 1
                    stack.append(target)
                    work.append((target, 0))
                    break
                if component[target] < 0:
                    low[state] = min(low[state], index[target])
            else:
                if low[state] == index[state]:
                    while True:
                        inner = stack.pop()
                        component[inner] = number
                        if inner == state:
                            break
                    number += 1
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[state])
    return component
