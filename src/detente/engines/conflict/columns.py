"""Which option is taken in which state, one boolean column an option."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Codes = NDArray[np.int64]
#: The columns of so few states are kept once made.
_KEPT = 1 << 16


class Columns:
    """Columns by option id, each of shape (S,): from codes (bit k is option k), or from a table (S, options)."""

    def __init__(self, options: Sequence[str], codes: Codes | None = None, table: Bools | None = None) -> None:
        self._place = {name: k for k, name in enumerate(options)}
        self._codes, self._table = codes, table
        self._size = len(codes) if codes is not None else len(table) if table is not None else 0
        self._made: dict[str, Bools] = {}

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, option: str) -> Bools:
        made = self._made.get(option)
        if made is None:
            made = self._column(self._place[option])
            if self._size <= _KEPT:
                self._made[option] = made
        return made

    def _column(self, k: int) -> Bools:
        if self._codes is not None:
            return np.asarray((self._codes >> k) & 1, bool)
        if self._table is None:
            raise KeyError(k)
        return self._table[:, k]

    def part(self, start: int, stop: int, like: "Columns | None" = None) -> "Columns":
        """The columns of the states start..stop-1. ``like`` is an earlier part, which lends what both have alike."""
        options = tuple(self._place)
        if self._codes is None:
            return Columns(options, table=None if self._table is None else self._table[start:stop])
        codes = self._codes[start:stop]
        found = Columns(options, codes)
        before = None if like is None else like._codes
        if like is not None and before is not None and _is_run(codes) and _is_run(before) and len(before) == len(codes):
            low = len(codes).bit_length() - 1
            found._made = {name: each for name, each in like._made.items() if self._place[name] < low}
            for name, k in self._place.items():
                if k >= low:
                    found._made[name] = np.full(len(codes), bool(int(codes[0]) >> k & 1))
        return found


def _is_run(codes: Codes) -> bool:
    """True for 2^j codes in a row from a multiple of 2^j on: their lowest j options go through all combinations."""
    size = len(codes)
    return (
        size > 0 and size & (size - 1) == 0 and int(codes[0]) % size == 0 and int(codes[-1]) - int(codes[0]) == size - 1
    )
