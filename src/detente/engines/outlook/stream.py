"""The daily record of many directed pairs: what the engine reads."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Stream:
    """Counts of events by pair, class and day, complete from the first day to the last.

    ``counts``: float array of shape (pairs, classes, days), 0 or more. ``pairs``: (source, target), each once. ``classes``: names of
    the classes. The first ``parts`` of them part the events among them (all of them where it is None); what comes after, such as a
    type or several classes together, counts events once more and is left out of every total. ``first_day``: day of
    ``counts[..., 0]``. Raises ValueError for a shape that does not fit, a negative or missing count, or a pair that stands twice.
    """

    counts: NDArray[np.float32]
    pairs: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    first_day: np.datetime64
    parts: int | None = None

    def __post_init__(self) -> None:
        if self.counts.ndim != 3 or self.counts.shape[:2] != (len(self.pairs), len(self.classes)):
            raise ValueError(
                f"counts of shape {self.counts.shape} do not fit {len(self.pairs)} pairs and {len(self.classes)} classes"
            )
        if self.counts.size and not (self.counts >= 0).all():
            raise ValueError("a count is negative or missing")
        if len(set(self.pairs)) != len(self.pairs):
            raise ValueError("a pair stands twice")
        if self.parts is not None and not 1 <= self.parts <= len(self.classes):
            raise ValueError(f"{self.parts} classes cannot part the events of {len(self.classes)}")

    @property
    def days(self) -> int:
        """Number of days."""
        return int(self.counts.shape[2])

    @property
    def base(self) -> tuple[str, ...]:
        """The classes that part the events among them."""
        return self.classes[: self.parts]

    @property
    def mirror(self) -> NDArray[np.intp]:
        """For each pair the row of its reverse, -1 where the stream has none."""
        rows = {pair: row for row, pair in enumerate(self.pairs)}
        return np.array([rows.get((target, source), -1) for source, target in self.pairs], dtype=np.intp)

    def day(self, index: int) -> np.datetime64:
        """The date of a day's index."""
        return self.first_day + np.timedelta64(index, "D")

    def until(self, last: int) -> "Stream":
        """The same record as it stood at the end of day ``last``."""
        return replace(self, counts=self.counts[..., : last + 1])
