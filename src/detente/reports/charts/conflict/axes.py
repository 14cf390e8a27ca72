"""The grid of a conflict: each party's option combinations run along one axis, so that its moves go straight.

The first party on an axis changes fastest; further parties part the axis into blocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from detente.reports.charts.conflict.view import Party, State

Combination = frozenset[str]
#: A place on an axis: the combination of each of its parties, the outermost party first.
Place = tuple[Combination, ...]
#: A grid may have this many cells for each state; sparser ones say less than layers do.
_SPARSE = 2.5
_MOST = (18, 12)  # rows and columns that a reader still follows
_ASPECT = 1.7  # a cell is about this much wider than high


@dataclass(frozen=True)
class Axes:
    """``down`` and ``across`` are places of parties, the innermost first; ``rows`` and ``columns`` the places that occur."""

    down: tuple[int, ...]
    across: tuple[int, ...]
    rows: tuple[Place, ...]
    columns: tuple[Place, ...]
    cells: dict[str, tuple[int, int]]

    def taken(self, cell: tuple[int, int]) -> Combination:
        """All options that are taken at a cell (row, column)."""
        return frozenset().union(*self.rows[cell[0]], *self.columns[cell[1]])


def axes(parties: Sequence[Party], states: Sequence[State]) -> Axes | None:
    """The best-shaped grid with one state at most in each cell, or None if there is none that is dense enough."""
    if any(state.taken is None for state in states) or len({state.taken for state in states}) < len(states):
        return None
    return min((each for each in _candidates(parties, states) if _good(each, len(states))), key=_shape, default=None)


def _good(found: Axes, states: int) -> bool:
    rows, columns = len(found.rows), len(found.columns)
    return rows <= _MOST[0] and columns <= _MOST[1] and rows * columns <= _SPARSE * states + 1


def _candidates(parties: Sequence[Party], states: Sequence[State]) -> Iterator[Axes]:
    """Every way of giving the parties that have options to the two axes; the first stands on the left."""
    active = [place for place, party in enumerate(parties) if party.choices]
    for sides in product((0, 1), repeat=max(len(active) - 1, 0)):
        down = tuple(place for place, side in zip(active, (0, *sides), strict=False) if side == 0)
        across = tuple(place for place, side in zip(active, (0, *sides), strict=False) if side == 1)
        rows, columns = _places(parties, states, down), _places(parties, states, across)
        cells = {state.id: (rows.index(_place(parties, state, down)), columns.index(_place(parties, state, across))) for state in states}  # fmt: skip
        yield Axes(down, across, rows, columns, cells)


def _shape(found: Axes) -> tuple[float, int]:
    """Small pictures first: the longer side of the grid, an extra party on an axis costing a little."""
    return max(len(found.columns) * _ASPECT, len(found.rows) * 1.0), len(found.across)


def _place(parties: Sequence[Party], state: State, side: tuple[int, ...]) -> Place:
    taken = state.taken or frozenset()
    return tuple(taken & {choice.id for choice in parties[place].choices} for place in reversed(side))


def _places(parties: Sequence[Party], states: Sequence[State], side: tuple[int, ...]) -> tuple[Place, ...]:
    weight = {choice.id: bit for party in parties for bit, choice in enumerate(party.choices)}
    return tuple(sorted({_place(parties, state, side) for state in states},
                        key=lambda place: [sum(1 << weight[option] for option in each) for each in place]))  # fmt: skip
