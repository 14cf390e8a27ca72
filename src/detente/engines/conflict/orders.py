"""The ranks that many orders of the same statements give, as whole numbers below 2^53 that only compare.

A *block* is a tier: statements that are equally important and move together. Source: method of the conflict graphs,
sections 1 and 6.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.compiled import compiled
from detente.engines.conflict.cube_kernel import merge_sort

Bools = NDArray[np.bool_]
Values = NDArray[np.int64]
#: Numbers stay below this, so that they are exact as floats too.
_MOST = 1 << 53
_NONE = np.zeros((0, 0), bool)


@dataclass(frozen=True)
class Statements:
    """The statements of one decision maker.

    ``columns`` (K, S): where each holds; ``tiers`` (K,), the least counts first; ``probability`` (K,) that it is kept in
    the mode ``inclusion``, 0..1, None for 1. Raises ValueError for shapes that do not fit.
    """

    columns: Bools
    tiers: NDArray[np.int64]
    probability: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        count = len(self.columns)
        if self.columns.ndim != 2 or len(self.tiers) != count:
            raise ValueError("columns have shape (statements, states) and tiers one entry for each statement")
        if self.probability is not None and len(self.probability) != count:
            raise ValueError("probability has one entry for each statement")

    @property
    def n_blocks(self) -> int:
        """How many tiers there are."""
        return len(self.ends) - 1

    @cached_property
    def sorted(self) -> Values:
        """The statements in the order of their tiers."""
        return np.argsort(self.tiers, kind="stable").astype(np.int64)

    @cached_property
    def ends(self) -> Values:
        """(blocks + 1,) where the blocks begin and end in :attr:`sorted`."""
        _, begins = np.unique(np.asarray(self.tiers)[self.sorted], return_index=True)
        return np.append(begins, len(self.tiers)).astype(np.int64)

    @cached_property
    def cells(self) -> NDArray[np.int8]:
        """The columns as 0 and 1."""
        return np.ascontiguousarray(self.columns, np.int8)

    def ranks(self, orders: Values, negated: Bools = _NONE, kept: Bools = _NONE) -> Values:
        """Rank values (D, S), 0 or more, larger is preferred, for ``orders`` (D, blocks), each a permutation.

        ``negated`` and ``kept`` (D, K) turn statements round and leave statements out; empty for none and all.
        """
        found = np.empty((len(orders), self.columns.shape[1]), np.int64)
        _ranks(self.cells, self.sorted, self.ends, np.ascontiguousarray(orders), negated, kept, found)
        return found


@compiled
def _ranks(cells, statements, ends, orders, negated, kept, found):  # type: ignore[no-untyped-def]
    """Append the count of every block as a digit of a mixed base; count off before 53 bits are full."""
    for d in range(orders.shape[0]):
        key = found[d]
        key[:] = 0
        space = 1
        for block in orders[d]:
            members = statements[ends[block] : ends[block + 1]]
            if _MOST // (members.size + 1) < space:
                space = _count_off(key)
            base = members.size + 1
            space *= base
            for s in range(key.size):
                key[s] *= base
            for k in members:
                if kept.size and not kept[d, k]:
                    continue
                turn = 1 if negated.size and negated[d, k] else 0
                cell = cells[k]
                for s in range(key.size):
                    key[s] += cell[s] ^ turn


@compiled
def _count_off(key):  # type: ignore[no-untyped-def]
    """Replace the numbers by dense ranks; how many there are."""
    places, spare = np.empty(key.size, np.int64), np.empty(key.size, np.int64)
    merge_sort(key, places, spare)
    rank, before = 0, key[places[key.size - 1]]
    for at in range(key.size - 1, -1, -1):
        value = key[places[at]]
        rank += value != before
        before = value
        key[places[at]] = rank
    return rank + 1
