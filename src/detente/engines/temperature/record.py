"""The record of one pair: rows of events between a first and a second country, each placed on a day."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Who acts: the first country towards the second, the second towards the first, both together (a joint act, counted once).
FORTH, BACK, TOGETHER = 0, 1, 2


@dataclass(frozen=True)
class Record:
    """Parallel arrays, one entry a row; a row is one event, or all events of one day, pair and type.

    ``day`` is the day on which the row counts (days since 1970-01-01); ``early`` and ``late`` are the first and last day on
    which it can have happened, equal to ``day`` where that is known. ``direction`` is FORTH, BACK or TOGETHER; ``quad`` the
    PLOVER class 1..4 (1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict), 0 where the
    source's type has none. ``n`` is the number of events, ``weight`` what they weigh (articles, sources; ``n`` itself for
    plain counting). ``score`` is the sum of the intensities of the ``scored`` events that have one, all on ONE scale.
    ``unit`` numbers what is drawn again in the bootstrap: the story, the event, or the day.

    ``first`` and ``last`` bound the days that are covered; rows outside count nowhere. ``cover`` is, day by day from
    ``first`` to ``last``, the number of all events of the store, pair or not; None if the store holds the pair alone.
    Raises ValueError if arrays differ in length or a value is out of range.
    """

    day: Ints
    early: Ints
    late: Ints
    direction: Ints
    quad: Ints
    n: Ints
    weight: Floats
    score: Floats
    scored: Floats
    unit: Ints
    first: int
    last: int
    cover: Floats | None = field(default=None)

    def __post_init__(self) -> None:
        rows = {len(getattr(self, name)) for name in COLUMNS}
        if len(rows) != 1:
            raise ValueError(f"the columns of a record have one length, not {sorted(rows)}")
        if self.first > self.last:
            raise ValueError("a record ends before it begins")
        if self.cover is not None and len(self.cover) != self.last - self.first + 1:
            raise ValueError("the coverage has one number for each covered day")
        if len(self.day) == 0:
            return
        if self.quad.min() < 0 or self.quad.max() > 4:
            raise ValueError("a quad class is 1, 2, 3 or 4, or 0 for none")
        if not set(np.unique(self.direction)) <= {FORTH, BACK, TOGETHER}:
            raise ValueError("a direction is 0 (forth), 1 (back) or 2 (together)")
        if (self.n < 0).any() or (self.weight < 0).any() or (self.scored < 0).any():
            raise ValueError("events and weights are 0 or more")
        if (self.early > self.day).any() or (self.late < self.day).any():
            raise ValueError("an event counts on a day on which it can have happened")

    def taken(self, keep: NDArray[np.bool_]) -> "Record":
        """The rows where ``keep`` is true."""
        return Record(**{name: getattr(self, name)[keep] for name in COLUMNS}, first=self.first, last=self.last, cover=self.cover)  # fmt: skip

    def acting(self, direction: int) -> "Record":
        """What one country does to the other: its own acts and the joint ones."""
        return self.taken((self.direction == direction) | (self.direction == TOGETHER))


COLUMNS = ("day", "early", "late", "direction", "quad", "n", "weight", "score", "scored", "unit")
