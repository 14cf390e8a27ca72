"""Calendar months or ISO weeks between two days."""

from dataclasses import dataclass

import numpy as np

from detente.engines.temperature.record import Floats, Ints

#: Mean length in days.
LENGTH = {"month": 365.2425 / 12, "week": 7.0}


@dataclass(frozen=True)
class Periods:
    """``edges`` holds the first day of each period and, last, the day after the final one (days since 1970-01-01)."""

    kind: str
    edges: Ints
    first: int
    last: int

    def __len__(self) -> int:
        return len(self.edges) - 1

    @property
    def labels(self) -> tuple[str, ...]:
        """``2021-03`` for a month, ``2021-W09`` for a week."""
        starts = self.edges[:-1].astype("datetime64[D]")
        if self.kind == "month":
            return tuple(str(day)[:7] for day in starts)
        return tuple("{0.year}-W{0.week:02}".format(day.astype(object).isocalendar()) for day in starts)

    def place(self, days: Ints) -> Ints:
        """The period of each day; -1 for days that the record does not cover."""
        found = np.searchsorted(self.edges, days, side="right") - 1
        return np.where((days < self.first) | (days > self.last), -1, found)

    def exposure(self) -> Floats:
        """Covered days of each period in mean lengths of one: near 1, less where the record begins or ends inside it."""
        starts, ends = np.maximum(self.edges[:-1], self.first), np.minimum(self.edges[1:] - 1, self.last)
        return (ends - starts + 1) / LENGTH[self.kind]


def periods(kind: str, first: int, last: int) -> Periods:
    """The months or weeks that hold the days ``first`` to ``last`` (days since 1970-01-01). Raises ValueError for another kind."""
    if kind == "month":
        ends = np.array([first, last], dtype="datetime64[D]").astype("datetime64[M]").astype(np.int64)
        months = np.arange(ends[0], ends[1] + 2).astype("datetime64[M]")
        return Periods(kind, months.astype("datetime64[D]").astype(np.int64), first, last)
    if kind == "week":
        monday = first - (first + 3) % 7  # 1 January 1970 was a Thursday
        return Periods(kind, np.arange(monday, last + 8, 7, dtype=np.int64), first, last)
    raise ValueError(f"a period is a month or a week, not {kind!r}")
