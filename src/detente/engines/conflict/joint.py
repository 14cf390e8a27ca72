"""Joint moves as sets: R_H(s) for every state at once, each set one whole number whose bit t is state t.

Quadratic in the number of states, so it serves what compares states pairwise (coalitions, unknown preferences); the base
concepts need no such table (:mod:`detente.engines.conflict.stability`).
"""

from collections.abc import Callable, Sequence

from detente.engines.conflict.moves import Arcs

#: One set of states for each state.
Sets = list[int]
Rows = list[list[int]]


def rows(arcs: Arcs) -> Rows:
    """The targets of each state as plain lists."""
    targets, first = arcs.targets.tolist(), arcs.first.tolist()
    return [targets[first[s] : first[s + 1]] for s in range(len(first) - 1)]


def bits(states: Sequence[int]) -> int:
    """A set of states as bits."""
    found = 0
    for state in states:
        found |= 1 << state
    return found


def members(states: int) -> list[int]:
    """The states of a set in ascending order."""
    found = []
    while states:
        low = states & -states
        found.append(low.bit_length() - 1)
        states ^= low
    return found


def set_where(size: int, true: Callable[[int], bool]) -> int:
    """The set of the states for which something is true."""
    return bits([state for state in range(size) if true(state)])


def joint_moves(moves: Sequence[Rows], movers: Sequence[int], size: int) -> Sets:
    """R_H(s): what the ``movers`` reach by a non-empty sequence of moves in which nobody moves twice in a row.

    F_k(s) is what is reached if k moves first: each t in R_k(s), and from t what the others reach moving first.
    """
    by: dict[int, Sets] = {k: [0] * size for k in movers}
    changed = True
    while changed:
        changed = False
        for k in movers:
            for state, targets in enumerate(moves[k]):
                found = by[k][state]
                for target in targets:
                    found |= 1 << target
                    for other in movers:
                        if other != k:
                            found |= by[other][target]
                if found != by[k][state]:
                    by[k][state], changed = found, True
    together = [0] * size
    for sets in by.values():
        together = [one | other for one, other in zip(together, sets, strict=True)]
    return together
