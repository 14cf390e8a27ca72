"""Moves that follow from the options: a party reaches the states that differ in its own options alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from detente.reports.charts.conflict.view import State


def moves_by_options(
    states: Sequence[State], own: frozenset[str], direction: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Pairs (from, to) of one party with the options ``own``, in states order.

    ``direction`` has ``forward`` (may be taken, never dropped) or ``back`` (may be dropped, never taken) for options with a
    direction. Every state needs ``taken``.
    """
    fibres: dict[frozenset[str], list[tuple[int, State, frozenset[str]]]] = defaultdict(list)
    for place, state in enumerate(states):
        taken = state.taken or frozenset()
        fibres[taken - own].append((place, state, taken & own))
    found = []
    for fibre in fibres.values():
        for (here, start, before), (there, end, after) in permutations(fibre, 2):
            dropped = any(direction.get(option) == "forward" for option in before - after)
            took = any(direction.get(option) == "back" for option in after - before)
            if not (dropped or took):
                found.append((here, there, start.id, end.id))
    for _, _, start_id, end_id in sorted(found):
        yield start_id, end_id
