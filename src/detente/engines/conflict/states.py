"""The states: feasible combinations of options, some of them merged into one, or a list of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools, Codes, Columns

#: More options than this and the cube no longer fits an ordinary machine.
MOST_OPTIONS = 24


@dataclass(frozen=True)
class States:
    """The states in their order, from option form or from a list.

    Option form: ``cells`` are the feasible codes in ascending order, shape (C,). ``group``, shape (C,), is the state of
    each cell where states are coalesced, else None: each cell is a state. ``names`` renames states by place.
    Explicit form: ``cells`` is None, ``names`` holds every id and ``taken`` the table (S, options).
    """

    options: tuple[str, ...]
    cells: Codes | None = None
    group: NDArray[np.int32] | None = None
    names: Mapping[int, str] = field(default_factory=dict)
    taken: Bools | None = None

    @cached_property
    def size(self) -> int:
        """The number of states S."""
        if self.cells is None:
            return len(self.names)
        return len(self.cells) if self.group is None else int(self.group.max()) + 1

    @cached_property
    def codes(self) -> Codes | None:
        """Shape (S,): the code of each state, the lowest of a coalesced one; None in explicit form."""
        if self.cells is None or self.group is None:
            return self.cells
        first = np.full(self.size, -1, np.int64)
        first[self.group[::-1]] = self.cells[::-1]
        return first

    @cached_property
    def columns(self) -> Columns:
        """The options of each state (of the lowest member, where several are one)."""
        return Columns(self.options, self.codes, self.taken)

    @cached_property
    def cell_columns(self) -> Columns:
        """The options of each cell: the members of coalesced states one by one."""
        return Columns(self.options, self.cells, self.taken)

    @cached_property
    def of_code(self) -> NDArray[np.int32]:
        """Shape (2^n,): the state of every code, -1 where infeasible. Option form only."""
        if self.cells is None:
            raise ValueError("states that are listed have no codes")
        place = np.full(1 << len(self.options), -1, np.int32)
        place[self.cells] = np.arange(len(self.cells), dtype=np.int32) if self.group is None else self.group
        return place

    @property
    def merged(self) -> bool:
        """True if some state stands for two or more combinations."""
        return self.cells is not None and self.group is not None and self.size < len(self.cells)

    def id(self, place: int) -> str:
        """The id of the state at a place."""
        if place in self.names:
            return self.names[place]
        codes = self.codes
        if codes is None:
            raise IndexError(place)
        return str(int(codes[place]))

    def ids(self, places: Iterable[int]) -> list[str]:
        """The ids of several states."""
        return [self.id(int(each)) for each in places]

    @cached_property
    def _by_name(self) -> dict[str, int]:
        return {name: place for place, name in self.names.items()}

    def place(self, state: str) -> int | None:
        """The place of a state by its id, or None if there is no such state."""
        if state in self._by_name:
            return self._by_name[state]
        codes = self.codes
        if codes is None or not (state.isascii() and state.isdigit()) or str(int(state)) != state:
            return None
        at = int(np.searchsorted(codes, int(state)))
        if at < len(codes) and int(codes[at]) == int(state) and at not in self.names:
            return at
        return None

    def taken_in(self, place: int) -> list[str]:
        """The options taken in a state, in bit order."""
        if self.taken is not None:
            return [name for name, yes in zip(self.options, self.taken[place], strict=True) if yes]
        codes = self.codes
        code = int(codes[place]) if codes is not None else 0
        return [name for k, name in enumerate(self.options) if code >> k & 1]


def coalesce(cells: Codes, wheres: Sequence[tuple[str, Bools]]) -> tuple[NDArray[np.int32] | None, dict[int, str]]:
    """The state of each cell, and the ids of the merged ones. The first entry that holds takes a cell.

    States stand in the order of their lowest cell. Returns (None, {}) if there is nothing to merge.
    """
    if not wheres:
        return None, {}
    key = np.full(len(cells), -1, np.int64)
    for number, (_, where) in enumerate(wheres):
        key[(key < 0) & where] = number
    alone = key < 0
    key[alone] = len(wheres) + np.flatnonzero(alone)
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    group = order[inverse].astype(np.int32)
    names = {}
    for number, (name, _) in enumerate(wheres):
        at = np.flatnonzero(key == number)
        if len(at):
            names[int(group[at[0]])] = name
    return group, names
