"""Placing labels beside a lane of points: no label covers another, no leader line runs through a label.

Pure geometry in pixels. Heights are measured away from the lane, so that the same code serves above and below.
"""

from collections.abc import Sequence
from functools import cache
from itertools import product
from math import inf
from typing import NamedTuple

_NEAREST = 8.0  # from the lane's edge to the nearest text
_STEPS = tuple(6.0 * step for step in range(80))
_SHIFTS = (0.0, -8.0, 8.0, -18.0, 18.0, -30.0, 30.0, -50.0, 50.0)
_WIDER = (*_SHIFTS, -75.0, 75.0, -105.0, 105.0, -140.0, 140.0)  # for labels that else find no place
_PAD = 4.0
_SIDEWAYS = 0.6  # what a pixel to the side costs, compared with one away from the lane


class Wanted(NamedTuple):
    """A label to place: where its point lies (``depth`` pixels inside the lane's edge) and how large the text is."""

    x: float
    depth: float
    width: float
    height: float


class Placed(NamedTuple):
    """A placed label: the leader reaches the text at (x, near) and runs along it to ``far``."""

    x: float
    near: float
    far: float
    left: float
    right: float
    to_the_right: bool


class _Leader(NamedTuple):
    """The line of a placed label: slanted from its point to the text, upright along the text."""

    edge: float  # where it leaves the lane
    slope: float
    x: float
    near: float
    far: float
    text: Placed

    def at(self, height: float) -> float:
        """Where the line is at a height."""
        return self.x if height >= self.near else self.edge + self.slope * height


def place(wanted: Sequence[Wanted], left: float, right: float) -> tuple[Placed, ...]:
    """A place for each label between the two edges; of many orders of placing, the one that stays nearest the lane.

    Texts of the left part run to the left of their leaders and those of the right part to the right, wherever the two
    part best: then no leader has to pass a text. If no order works, the labels are stacked one above the other.
    """
    return (
        _searched(wanted, (left, right), _SHIFTS)
        or _searched(wanted, (left, right), _WIDER)
        or _stacked(wanted, left, right)
    )


def _searched(wanted: Sequence[Wanted], edges: tuple[float, float], shifts: Sequence[float]) -> tuple[Placed, ...]:
    """The best of all partings; nothing if none has a place for every label."""
    by_x = sorted(range(len(wanted)), key=lambda each: wanted[each].x)
    search = _Search(wanted, edges, shifts)
    for split in range(len(by_x) + 1):
        to_left = [(each, False) for each in by_x[:split]]
        to_right = [(each, True) for each in reversed(by_x[split:])]
        search.attempt(to_left + to_right)
        search.attempt(to_right + to_left)
    return search.best


class _Search:
    """The attempts so far: the best of them, and the place that a label got after the same others.

    A label that found none then finds none now either: what is to be reached only becomes better.
    """

    def __init__(self, wanted: Sequence[Wanted], edges: tuple[float, float], shifts: Sequence[float]) -> None:
        self.best: tuple[Placed, ...] = ()
        self._wanted, self._edges = wanted, edges
        self._tries = _tries(tuple(shifts))
        self._aside = max(shifts) * _SIDEWAYS
        self._extent = inf
        self._known: dict[tuple[tuple[int, bool], ...], _Leader | None] = {}

    def attempt(self, order: Sequence[tuple[int, bool]]) -> None:
        """Place the labels one after the other; give up where one finds no place or the best cannot be reached."""
        lines: list[_Leader] = []
        least = sum(_NEAREST + label.height for label in self._wanted)  # what the ends add up to, if not to more
        for number, (each, to_right) in enumerate(order, 1):
            key = tuple(order[:number])
            if key not in self._known:
                self._known[key] = self._first_free(self._wanted[each], to_right, lines, (self._extent - least) / 5)
            line = self._known[key]
            if line is None:
                return
            lines.append(line)
            least += line.text.near - _NEAREST
            if max(each.far for each in lines) * 4 + least >= self._extent:
                return
        by_label = {each: line.text for (each, _), line in zip(order, lines, strict=True)}
        self.best = tuple(by_label[each] for each in range(len(order)))
        self._extent = max((line.far for line in lines), default=0.0) * 4 + least

    def _first_free(self, label: Wanted, to_right: bool, taken: Sequence[_Leader], most: float) -> _Leader | None:
        """The first of the tries at which the label is in nothing's way; None if it would have to go ``most`` away."""
        left, right = self._edges
        side = to_right or label.x - 3 - label.width < left
        first = label.x + 3 if side else label.x - 3 - label.width
        for cost, away, shift in self._tries:
            if cost > most + self._aside:
                return None
            start = first + shift
            if start < left or start + label.width > right:
                continue
            near = _NEAREST + away
            spot = Placed(label.x + shift, near, near + label.height, start, start + label.width, side)
            if any(_boxes_meet(spot, other.text) for other in taken):
                continue
            line = _leader(label, spot)
            if not any(_in_the_way(line, other) for other in taken):
                return line
        return None


@cache
def _tries(shifts: tuple[float, ...]) -> list[tuple[float, float, float]]:
    """What is tried for each label, cheapest first: the cost, how far from the nearest place, how far to the side."""
    return sorted((away + abs(shift) * _SIDEWAYS, away, shift) for away, shift in product(_STEPS, shifts))


def _leader(label: Wanted, spot: Placed) -> _Leader:
    slope = (spot.x - label.x) / (spot.near + label.depth)
    return _Leader(label.x + slope * label.depth, slope, spot.x, spot.near, spot.far, spot)


def _stacked(wanted: Sequence[Wanted], left: float, right: float) -> tuple[Placed, ...]:
    """The last resort: one above the other, so that at least no text covers another."""
    placed = []
    near = _NEAREST
    for label in wanted:
        start = min(max(label.x, left), max(left, right - label.width))
        placed.append(Placed(start - 3, near, near + label.height, start, start + label.width, True))
        near += label.height + _PAD
    return tuple(placed)


def _boxes_meet(one: Placed, two: Placed) -> bool:
    return (
        one.left < two.right + _PAD
        and two.left < one.right + _PAD
        and one.near < two.far + _PAD
        and two.near < one.far + _PAD
    )


def _in_the_way(one: _Leader, two: _Leader) -> bool:
    return _line_meets_box(one, two.text) or _line_meets_box(two, one.text) or _lines_meet(one, two)


def _line_meets_box(line: _Leader, box: Placed) -> bool:
    """Whether the leader passes through or close by a text on its way."""
    if line.far <= box.near - _PAD:
        return False
    left, right = box.left - _PAD, box.right + _PAD
    return left < line.at(box.near) < right or left < line.at(min(box.far, line.far)) < right


def _lines_meet(one: _Leader, two: _Leader) -> bool:
    """Whether two leaders cross outside the lane, or end up nearly together."""
    end = min(one.far, two.far)
    apart = one.at(end) - two.at(end)
    return (
        abs(apart) < 5
        or (one.edge - two.edge) * apart < 0
        or (one.near < end and (one.x - two.at(one.near)) * apart < 0)
        or (two.near < end and (one.at(two.near) - two.x) * apart < 0)
    )
