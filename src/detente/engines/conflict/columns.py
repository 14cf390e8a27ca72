"""Which option is taken in which state, one boolean column an option."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Codes = NDArray[np.int64]


class Columns:
    """Columns by option id, each of shape (S,): from codes (bit k is option k), or from a table (S, options)."""

    def __init__(self, options: Sequence[str], codes: Codes | None = None, table: Bools | None = None) -> None:
        self._place = {name: k for k, name in enumerate(options)}
        self._codes, self._table = codes, table
        self._size = len(codes) if codes is not None else len(table) if table is not None else 0

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, option: str) -> Bools:
        k = self._place[option]
        if self._codes is not None:
            return np.asarray((self._codes >> k) & 1, bool)
        if self._table is None:
            raise KeyError(option)
        return self._table[:, k]
