"""Columns of states by their distance from the status quo, ordered so that few lines cross.

After Sugiyama, Tagawa and Toda (1981): layers, dummy places where a line passes a layer, barycentre sweeps.
"""

import itertools
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.reports.charts.conflict.view import GraphView, Move, State

_DEEP = 10  # states in a column
_SWEEPS = 8

#: A place in a column: a state by its id, or a dummy of a move: its number among the moves, and the column.
Slot = str | tuple[int, int]


@dataclass(frozen=True)
class Columns:
    """``slots`` per column from top to bottom; ``titles`` say how far a column is from the start, empty on its continuation.

    ``chains`` gives, for each move, the slots that it passes, its ends included.
    """

    slots: tuple[tuple[Slot, ...], ...]
    titles: tuple[str, ...]
    chains: tuple[tuple[Slot, ...], ...]


def columns(view: GraphView, states: Sequence[State], moves: Sequence[Move]) -> Columns:
    """The columns of the drawn states and moves."""
    far = _distances(view, states)
    layers: dict[int, list[str]] = defaultdict(list)
    for state in states:
        layers[far.get(state.id, -1)].append(state.id)
    held: list[list[Slot]] = []
    titles: list[str] = []
    neighbours: dict[str, list[str]] = defaultdict(list)
    for move in moves:
        neighbours[move.start].append(move.end)
        neighbours[move.end].append(move.start)
    for distance in sorted(layers, key=lambda each: (each < 0, each)):
        before = {slot: at for at, slot in enumerate(held[-1])} if held else {}
        own = sorted(layers[distance], key=lambda state: _mean([before[near] for near in neighbours[state] if near in before], 0.5 * len(before)))  # fmt: skip
        parts = -(-len(own) // _DEEP)
        size = -(-len(own) // parts)
        for at in range(0, len(own), size):
            held.append(list(own[at : at + size]))
            titles.append("" if at else _title(view, distance))
    chains = _chains(held, moves)
    return Columns(tuple(map(tuple, _swept(held, chains))), tuple(titles), tuple(map(tuple, chains)))


def _distances(view: GraphView, states: Sequence[State]) -> Mapping[str, int]:
    """Least number of moves from the start; without a start, from the first state."""
    if view.start is not None and view.distance:
        return view.distance
    start = states[0].id if view.start is None else view.start
    ends: dict[str, list[str]] = defaultdict(list)
    for move in view.moves:
        ends[move.start].append(move.end)
    far, queue = {start: 0}, deque([start])
    while queue:
        here = queue.popleft()
        for end in ends[here]:
            if end not in far:
                far[end] = far[here] + 1
                queue.append(end)
    return far


def _title(view: GraphView, distance: int) -> str:
    if view.start is None:
        return ""
    return (
        "out of reach"
        if distance < 0
        else "status quo"
        if distance == 0
        else f"{distance} move{'' if distance == 1 else 's'} away"
    )


def _chains(held: list[list[Slot]], moves: Sequence[Move]) -> list[list[Slot]]:
    """The slots of each move; puts its dummies into the columns between its ends."""
    column = {slot: at for at, slots in enumerate(held) for slot in slots}
    chains: list[list[Slot]] = []
    for number, move in enumerate(moves):
        one, two = column[move.start], column[move.end]
        step = 1 if two > one else -1
        dummies: list[Slot] = [(number, at) for at in range(one + step, two, step)] if one != two else []
        for dummy in dummies:
            held[dummy[1]].append(dummy)  # type: ignore[index]
        chains.append([move.start, *dummies, move.end])
    return chains


def _swept(held: list[list[Slot]], chains: Sequence[Sequence[Slot]]) -> list[list[Slot]]:
    """The columns with each slot near the mean of its neighbours in the column before, then in the one after, and so on."""
    column = {slot: at for at, slots in enumerate(held) for slot in slots}
    near: dict[Slot, list[Slot]] = defaultdict(list)
    for chain in chains:
        for one, two in itertools.pairwise(chain):
            near[one].append(two)
            near[two].append(one)
    best, least = [list(slots) for slots in held], _crossings(held, chains)
    for sweep in range(_SWEEPS):
        step = 1 if sweep % 2 == 0 else -1
        for at in range(len(held))[::step]:
            if not 0 <= at - step < len(held):
                continue
            place = {slot: (row + 0.5) / len(held[at - step]) for row, slot in enumerate(held[at - step])}
            rows = {slot: (row + 0.5) / len(held[at]) for row, slot in enumerate(held[at])}
            wanted = {slot: _mean([place[each] for each in near[slot] if column[each] == at - step], rows[slot]) for slot in held[at]}  # fmt: skip
            held[at].sort(key=lambda slot: wanted[slot])
        found = _crossings(held, chains)
        if found < least:
            best, least = [list(slots) for slots in held], found
    return best


def _crossings(held: Sequence[Sequence[Slot]], chains: Sequence[Sequence[Slot]]) -> int:
    """How many pairs of lines cross between neighbouring columns."""
    row = {slot: (at, place) for at, slots in enumerate(held) for place, slot in enumerate(slots)}
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for chain in chains:
        for one, two in itertools.pairwise(chain):
            left, right = sorted((row[one], row[two]))
            if left[0] != right[0]:
                spans[left[0]].append((left[1], right[1]))
    return sum((a - c) * (b - d) < 0 for held_spans in spans.values() for at, (a, b) in enumerate(held_spans) for c, d in held_spans[:at])  # fmt: skip


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
