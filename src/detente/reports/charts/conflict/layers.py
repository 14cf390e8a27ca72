"""The conflict in layers, by distance from the status quo: for states without options, or too few for a grid."""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from detente.reports.charts.conflict import look
from detente.reports.charts.conflict.order import Columns, Slot, columns
from detente.reports.charts.conflict.picture import Box, Heading, Line, Picture, Point
from detente.reports.charts.conflict.view import GraphView, Move, State
from detente.reports.charts.lanes import stack
from detente.reports.charts.letters import wide
from detente.reports.charts.svg import number

_THIN = 7.0  # height of a slot in which a line passes a column
_SPACE = 22.0  # between two boxes of a column, room for a tab included
_TOP = 34.0
_FEW = 16  # so many states have their options in words


def layers(view: GraphView, states: Sequence[State], moves: Sequence[Move]) -> Picture:
    """The picture of the drawn states and moves."""
    steps = [move for move in view.path if {move.start, move.end} <= {state.id for state in states}]
    every = [*moves, *steps]
    found = columns(view, states, every)
    size = _size(view, states)
    loops = _loops(found, every)
    boxes, middles, lefts = _placed(found, size, loops, _crowd(found))
    ports = _ports(found, every, boxes, middles)
    numbers = {id(move): view.path.index(move) + 1 for move in steps}
    lines = tuple(
        _line(view, move, place, found.chains[place], boxes, middles, lefts, ports, loops, numbers.get(id(move)))
        for place, move in enumerate(every)
    )
    headings = tuple(Heading(left, 12, (title,), bold=True) for left, title in zip(lefts, found.titles, strict=True) if title)  # fmt: skip
    last = len(lefts) - 1
    width = (
        lefts[last]
        + size[0]
        + 16
        + look.TRACK * max((loops[at][1] + 1 for at in loops if loops[at][0] == last), default=0)
    )
    height = max(box.bottom for box in boxes.values())
    height = max([height, *middles.values()]) + 10
    return Picture(tuple(boxes[state.id] for state in states), lines, headings, (), width, height)


def _size(view: GraphView, states: Sequence[State]) -> Point:
    worded = len(states) <= _FEW
    marks = look.MARK * sum(len(party.choices) + 0.7 for party in view.parties if party.choices)
    ids = max(wide(state.id, bold=True) for state in states) + wide("Nash", look.TAG, True) + 24
    marked = any(party.choices for party in view.parties) and any(state.taken is not None for state in states)
    width = min(max(ids, marks + 16 if marked else 0, 132.0 if worded else 84.0), 170.0)
    words = 26.0 if worded and any(state.title or state.taken for state in states) else 0.0
    return width, 22.0 + (14.0 if marked else 0.0) + words


def _loops(found: Columns, every: Sequence[Move]) -> dict[int, tuple[int, int]]:
    """For each move inside a column: the column and the track beside it."""
    row = {slot: (at, place) for at, slots in enumerate(found.slots) for place, slot in enumerate(slots)}
    inside: dict[int, list[tuple[int, tuple[float, float]]]] = defaultdict(list)
    for place, move in enumerate(every):
        (one, top), (two, low) = row[move.start], row[move.end]
        if one == two:
            inside[one].append((place, (float(min(top, low)), float(max(top, low)))))
    tracks = {}
    for column, held in inside.items():
        for (place, _), level in zip(held, stack([span for _, span in held], gap=0.1), strict=True):
            tracks[place] = (column, level)
    return tracks


def _crowd(found: Columns) -> list[int]:
    """How many lines cross the space after each column."""
    column = {slot: at for at, slots in enumerate(found.slots) for slot in slots}
    count = [0] * len(found.slots)
    for chain in found.chains:
        for one, two in itertools.pairwise(chain):
            if column[one] != column[two]:
                count[min(column[one], column[two])] += 1
    return count


def _placed(found: Columns, size: Point, loops: Mapping[int, tuple[int, int]], crowd: Sequence[int]) -> tuple[dict[str, Box], dict[Slot, float], list[float]]:  # fmt: skip
    """Boxes, the middle height of every slot, and the left edge of every column; columns are centred on one another."""
    heights = [[size[1] + _SPACE if isinstance(slot, str) else _THIN for slot in slots] for slots in found.slots]
    tallest = max(sum(each) for each in heights)
    boxes, middles, lefts, x = {}, {}, [], 0.0
    for at, slots in enumerate(found.slots):
        lefts.append(x)
        y = _TOP + (tallest - sum(heights[at])) / 2
        for slot, height in zip(slots, heights[at], strict=True):
            middles[slot] = y + height / 2
            if isinstance(slot, str):
                boxes[slot] = Box(slot, x, y + _SPACE / 2, size[0], size[1])
            y += height
        tracks = max((level + 1 for column, level in loops.values() if column == at), default=0)
        x += size[0] + 16 + look.TRACK * tracks + min(36.0 + 3.0 * crowd[at], 130.0)
    return boxes, middles, lefts


def _ports(found: Columns, every: Sequence[Move], boxes: Mapping[str, Box], middles: Mapping[Slot, float]) -> dict[tuple[int, int], float]:  # fmt: skip
    """The height at which each move (by number) leaves (0) and enters (1) its boxes: ends on one side keep apart."""
    column = {slot: at for at, slots in enumerate(found.slots) for slot in slots}
    ends: dict[tuple[str, int], list[tuple[float, int, int]]] = defaultdict(list)
    for place, chain in enumerate(found.chains):
        for end, (own, near) in enumerate(((chain[0], chain[1]), (chain[-1], chain[-2]))):
            side = -1 if column[near] < column[own] else 1
            ends[(str(own), side)].append((middles[near], place, end))
    ports = {}
    for (state, _), held in ends.items():
        box = boxes[state]
        step = min(7.0, (box.height - 10) / max(len(held) - 1, 1))
        for at, (_, place, end) in enumerate(sorted(held)):
            ports[(place, end)] = box.middle[1] + step * (at - (len(held) - 1) / 2)
    return ports


def _line(
    view: GraphView, move: Move, place: int, chain: Sequence[Slot], boxes: Mapping[str, Box], middles: Mapping[Slot, float],
    lefts: Sequence[float], ports: Mapping[tuple[int, int], float], loops: Mapping[int, tuple[int, int]], step: int | None,
) -> Line:  # fmt: skip
    start, end = boxes[move.start], boxes[move.end]
    out, into = ports[(place, 0)], ports[(place, 1)]
    if place in loops:
        x = start.right + 16 + look.TRACK * loops[place][1]
        points = [(start.right, out), (end.right, into)]
        bend = 4 / 3 * (x - start.right)
        path = f"M{_at(points[0])}C{_at((start.right + bend, out))} {_at((end.right + bend, into))} {_at(points[1])}"
        return Line(view.party(move.by), ((move.start, points[0]),), move.end, points[1], (-1.0, 0.0), path, ((x, (out + into) / 2),), step, not move.improving)  # fmt: skip
    onward = start.x < end.x
    points = [(start.right if onward else start.x, out)]
    for slot in chain[1:-1]:
        left, right = lefts[slot[1]], lefts[slot[1]] + start.width  # type: ignore[index]
        points += [(x, middles[slot]) for x in ((left, right) if onward else (right, left))]
    points.append((end.x if onward else end.right, into))
    path = f"M{_at(points[0])}"
    spots = []
    for at in range(0, len(points) - 1, 2):
        one, two = points[at], points[at + 1]
        middle = (one[0] + two[0]) / 2
        path += f"C{_at((middle, one[1]))} {_at((middle, two[1]))} {_at(two)}"
        path += f"L{_at(points[at + 2])}" if at + 2 < len(points) else ""
        spots.append((middle, (one[1] + two[1]) / 2))
    heading = (1.0 if onward else -1.0, 0.0)
    return Line(view.party(move.by), ((move.start, points[0]),), move.end, points[-1], heading, path, tuple(spots), step, not move.improving)  # fmt: skip


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
