"""Placing labels beside a lane of points: no label covers another, no leader line runs through a label.

Pure geometry in pixels. Heights are measured away from the lane, so that the same code serves above and below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

_STEP = 6.0
_STEPS = 80
_SHIFTS = (0.0, -8.0, 8.0, -18.0, 18.0, -30.0, 30.0, -50.0, 50.0)
_PAD = 4.0
_TRIES = sorted(product(range(_STEPS), _SHIFTS), key=lambda each: (each[0] * _STEP + abs(each[1]) * 0.6, each))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to place: where its point lies (``depth`` pixels inside the lane's edge) and how large the text is."""

    x: float
    depth: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A placed label: the leader reaches the text at (x, near) and runs along it to ``far``."""

    x: float
    near: float
    far: float
    left: float
    right: float
    to_the_right: bool


def place(wanted: Sequence[Wanted], left: float, right: float) -> tuple[Placed, ...]:
    """A place for each label between the two edges; of many orders of placing, the one that stays nearest the lane.

    Texts of the left part run to the left of their leaders and those of the right part to the right, wherever the two
    part best: then no leader has to pass a text. If no order works, the labels are stacked one above the other.
    """
    by_x = sorted(range(len(wanted)), key=lambda each: wanted[each].x)
    found = []
    for split in range(len(by_x) + 1):
        to_left, to_right = by_x[:split], by_x[split:][::-1]
        for order in (to_left + to_right, to_right + to_left):
            placed = _place_in(order, frozenset(to_right), wanted, (left, right))
            if placed is not None:
                found.append(placed)
    return min(found, key=_extent) if found else _stacked(wanted, left, right)


def _extent(placed: tuple[Placed, ...]) -> float:
    return max((each.far for each in placed), default=0.0) * 4 + sum(each.far for each in placed)


def _place_in(
    order: Sequence[int], to_right: frozenset[int], wanted: Sequence[Wanted], edges: tuple[float, float]
) -> tuple[Placed, ...] | None:
    """The labels placed one after the other, None if one finds no place."""
    done: dict[int, Placed] = {}
    for each in order:
        taken = [(wanted[other], there) for other, there in done.items()]
        spot = _first_free(wanted[each], each in to_right, taken, edges)
        if spot is None:
            return None
        done[each] = spot
    return tuple(done[each] for each in range(len(wanted)))


def _first_free(
    label: Wanted, to_right: bool, taken: list[tuple[Wanted, Placed]], edges: tuple[float, float]
) -> Placed | None:
    fits_left = label.x - 3 - label.width >= edges[0]
    side = to_right or not fits_left
    for step, shift in _TRIES:
        x, near = label.x + shift, 8.0 + step * _STEP
        start = x + 3 if side else x - 3 - label.width
        spot = Placed(x, near, near + label.height, start, start + label.width, side)
        if edges[0] <= spot.left and spot.right <= edges[1] and not any(_clash(label, spot, *other) for other in taken):
            return spot
    return None


def _stacked(wanted: Sequence[Wanted], left: float, right: float) -> tuple[Placed, ...]:
    """The last resort: one above the other, so that at least no text covers another."""
    placed = []
    near = 8.0
    for label in wanted:
        start = min(max(label.x, left), max(left, right - label.width))
        placed.append(Placed(start - 3, near, near + label.height, start, start + label.width, True))
        near += label.height + _PAD
    return tuple(placed)


def _clash(label: Wanted, spot: Placed, other: Wanted, there: Placed) -> bool:
    return (
        _boxes_meet(spot, there)
        or _line_meets_box(label, spot, there)
        or _line_meets_box(other, there, spot)
        or _lines_meet(label, spot, other, there)
    )


def _boxes_meet(one: Placed, two: Placed) -> bool:
    return (
        one.left < two.right + _PAD
        and two.left < one.right + _PAD
        and one.near < two.far + _PAD
        and two.near < one.far + _PAD
    )


def _at(label: Wanted, spot: Placed, height: float) -> float:
    """Where the leader is at a height: slanted from its point to the text, upright along the text."""
    if height >= spot.near:
        return spot.x
    return label.x + (spot.x - label.x) * (height + label.depth) / (spot.near + label.depth)


def _line_meets_box(label: Wanted, spot: Placed, box: Placed) -> bool:
    """Whether the leader passes through or close by a text on its way."""
    if spot.far <= box.near - _PAD:
        return False
    return any(
        box.left - _PAD < _at(label, spot, height) < box.right + _PAD for height in (box.near, min(box.far, spot.far))
    )


def _lines_meet(label: Wanted, spot: Placed, other: Wanted, there: Placed) -> bool:
    """Whether two leaders cross outside the lane, or end up nearly together."""
    ends = sorted((0.0, spot.near, there.near, min(spot.far, there.far)))
    apart = [
        _at(label, spot, height) - _at(other, there, height) for height in ends if height <= min(spot.far, there.far)
    ]
    return min(apart) < 0 < max(apart) or abs(apart[-1]) < 5
