"""What each period holds: events by quad class, their weights and intensities, and how sure their dates are."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.engines.temperature.periods import Periods
from detente.engines.temperature.record import Floats, Ints, Record


@dataclass(frozen=True)
class Counts:
    """Arrays over T periods. ``events`` and ``weights`` are T x 4 by quad class; ``unclassed`` has what belongs to none.

    ``surely`` counts the classed events that can only have happened in the period, ``possibly`` those that can have.
    ``cover`` is the number of all events in the store (None without).
    """

    events: Ints
    weights: Floats
    unclassed: Ints
    score: Floats
    scored: Floats
    surely: Ints
    possibly: Ints
    cover: Floats | None

    @property
    def cooperation(self) -> Ints:
        """Events of the classes 1 and 2."""
        return self.events[:, 0] + self.events[:, 1]

    @property
    def conflict(self) -> Ints:
        """Events of the classes 3 and 4."""
        return self.events[:, 2] + self.events[:, 3]

    @property
    def volume(self) -> Ints:
        """Events of the four classes."""
        return np.asarray(self.events.sum(axis=1))


def count(record: Record, spans: Periods) -> Counts:
    """The counts of each period. A row outside the covered days counts nowhere."""
    size, at = len(spans), spans.place(record.day)
    inside = at >= 0
    classed = inside & (record.quad > 0)
    cell = at[classed] * 4 + record.quad[classed] - 1
    events = np.bincount(cell, record.n[classed], size * 4).reshape(size, 4)
    weights = np.bincount(cell, record.weight[classed], size * 4).reshape(size, 4).astype(np.float64)
    other = inside & (record.quad == 0)
    surely, possibly = _dated(record.taken(record.quad > 0), spans)
    return Counts(
        _whole(events), weights, _whole(np.bincount(at[other], record.n[other], size)), np.bincount(at[inside], record.score[inside], size).astype(np.float64),
        np.bincount(at[inside], record.scored[inside], size).astype(np.float64), surely, possibly, _covered(record, spans),
    )  # fmt: skip


def _dated(record: Record, spans: Periods) -> tuple[Ints, Ints]:
    """Events whose days all lie in the period, and events with at least one day in it."""
    size = len(spans)
    start = np.searchsorted(spans.edges, record.early, side="right") - 1
    end = np.searchsorted(spans.edges, record.late, side="right") - 1
    within = (start == end) & (start >= 0) & (start < size)
    surely = np.bincount(start[within], record.n[within], size)
    touched = (end >= 0) & (start < size)
    steps = np.zeros(size + 1)
    np.add.at(steps, np.clip(start[touched], 0, size), record.n[touched])
    np.add.at(steps, np.clip(end[touched], 0, size - 1) + 1, -record.n[touched])
    return _whole(surely), _whole(np.cumsum(steps)[:-1])


def _covered(record: Record, spans: Periods) -> Floats | None:
    if record.cover is None:
        return None
    days = np.arange(record.first, record.last + 1)
    return np.bincount(spans.place(days), record.cover, len(spans)).astype(np.float64)


def _whole(values: Any) -> Ints:
    return np.asarray(np.rint(values), dtype=np.int64)
