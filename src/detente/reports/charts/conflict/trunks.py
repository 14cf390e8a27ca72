"""Moves of a grid gathered into trunks, and a track of its own for each trunk of a gutter."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from detente.reports.charts.conflict.axes import Axes
from detente.reports.charts.conflict.view import GraphView, Move
from detente.reports.charts.lanes import stack

_PORTS = 8.0  # pixels between the ends of two tracks on one side of a box, where there is room
_CORNER = 8.0  # and free of them at both ends of that side


@dataclass(frozen=True)
class Trunk:
    """Moves of one party into one state. ``run``: down a column, across a row, or bent from a row into a column.

    ``below`` and ``right`` are (gutter, from, to): which rows' or columns' gutter it uses, and along what of it.
    """

    by: int
    sources: tuple[str, ...]
    target: str
    run: Literal["down", "across", "bent"]
    below: tuple[int, float, float] | None = None
    right: tuple[int, float, float] | None = None
    step: int | None = None
    against: bool = False


class Tracks:
    """The tracks of all trunks. ``below`` and ``right`` count the tracks of each row's and column's gutter."""

    def __init__(self, found: Sequence[Trunk]) -> None:
        self._levels: dict[str, dict[int, int]] = {"below": {}, "right": {}}
        self.below: dict[int, int] = defaultdict(int)
        self.right: dict[int, int] = defaultdict(int)
        self._gutters: dict[tuple[str, int], int] = {}
        for side, count in (("below", self.below), ("right", self.right)):
            gutters: dict[int, list[tuple[int, tuple[float, float]]]] = defaultdict(list)
            for place, trunk in enumerate(found):
                span = trunk.below if side == "below" else trunk.right
                if span is not None:
                    gutters[span[0]].append((place, (span[1], span[2])))
                    self._gutters[(side, place)] = span[0]
            for gutter, held in gutters.items():
                levels = stack([span for _, span in held], gap=0.1)
                count[gutter] = max(levels) + 1
                self._levels[side].update((place, level) for (place, _), level in zip(held, levels, strict=True))

    def place(self, trunk: int, side: Literal["below", "right"], length: float) -> tuple[int, float]:
        """The track of a trunk, 0 next to the boxes, and how far from the middle of a side of this length it meets a box."""
        level = self._levels[side][trunk]
        count = (self.below if side == "below" else self.right)[self._gutters[(side, trunk)]]
        return level, min(_PORTS, (length - 2 * _CORNER) / max(count - 1, 1)) * (level - (count - 1) / 2)


def trunks(view: GraphView, axes: Axes, moves: Sequence[Move]) -> list[Trunk]:
    """The trunks, in the order of the moves; each step of the path is one by itself."""
    combs: dict[tuple[int, str, bool, str], list[str]] = defaultdict(list)
    found = []
    for move in moves:
        run = _run(axes, move)
        if run == "bent":
            found.append(_bent(view, axes, move, None))
        else:
            combs[(view.party(move.by), move.end, not move.improving, run)].append(move.start)
    found += [
        _straight(axes, by, sources, target, None, against) for (by, target, against, _), sources in combs.items()
    ]
    for number, move in enumerate(view.path, 1):
        if move.start in axes.cells and move.end in axes.cells:
            if _run(axes, move) == "bent":
                found.append(_bent(view, axes, move, number))
            else:
                found.append(_straight(axes, view.party(move.by), [move.start], move.end, number, not move.improving))
    return found


def _run(axes: Axes, move: Move) -> Literal["down", "across", "bent"]:
    (row, column), (to_row, to_column) = axes.cells[move.start], axes.cells[move.end]
    return "down" if column == to_column else "across" if row == to_row else "bent"


def _straight(axes: Axes, by: int, sources: Sequence[str], target: str, step: int | None, against: bool) -> Trunk:
    row, column = axes.cells[target]
    cells = [axes.cells[each] for each in (*sources, target)]
    if all(cell[1] == column for cell in cells):
        along = [float(cell[0]) for cell in cells]
        return Trunk(by, tuple(sources), target, "down", None, (column, min(along), max(along)), step, against)
    along = [float(cell[1]) for cell in cells]
    return Trunk(by, tuple(sources), target, "across", (row, min(along), max(along)), None, step, against)


def _bent(view: GraphView, axes: Axes, move: Move, step: int | None) -> Trunk:
    (row, column), (to_row, to_column) = axes.cells[move.start], axes.cells[move.end]
    below = (row, min(column, to_column + 0.5), max(column, to_column + 0.5))
    right = (to_column, min(row + 0.5, to_row), max(row + 0.5, to_row))
    return Trunk(view.party(move.by), (move.start,), move.end, "bent", below, right, step, not move.improving)
