"""A temperature and what it hangs on: the share of cooperation without each document, and with every date elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.binding.temperature import Bound
from detente.engines.temperature.options import Options
from detente.engines.temperature.record import Record
from detente.engines.temperature.result import Temperature
from detente.engines.temperature.solve import solve
from detente.kernel.seeds import generator


@dataclass(frozen=True)
class Without:
    """One document taken away: the events that nothing else tells, and the share of cooperation of those that remain."""

    document: str
    lost: int
    share: float | None


@dataclass(frozen=True)
class Study:
    """``events`` and ``share`` are of the whole record; ``without`` has the document that carries most events first."""

    temperature: Temperature
    events: int
    share: float | None
    without: tuple[Without, ...]
    share_band: tuple[float, float]


def study(bound: Bound, options: Options, seed: int, documents: Mapping[str, str] | None = None) -> Study:
    """The temperature of the record, and of the record without each document; ``documents`` maps claim to document."""
    from detente.engines.temperature.credible import share_interval

    done = solve(bound.record, options, generator(seed))
    counts = done.both.counts
    coop, conflict = counts.weights[:, :2].sum(keepdims=True)[0], counts.weights[:, 2:].sum(keepdims=True)[0]
    low, high = share_interval(coop, conflict, options.level)
    lost = [_without(bound, each, documents or {}) for each in dict.fromkeys((documents or {}).values())]
    lost.sort(key=lambda each: -each.lost)
    return Study(done, int(counts.volume.sum()), _share(bound.record), tuple(each for each in lost if each.lost), (float(low[0]), float(high[0])))  # fmt: skip


def _without(bound: Bound, document: str, documents: Mapping[str, str]) -> Without:
    behind = [{documents[claim] for claim in bound.trace.claims(event) if claim in documents} for event in bound.events]
    keep = np.array([told != {document} for told in behind], dtype=bool)
    return Without(document, int((~keep).sum()), _share(bound.record.taken(keep)))


def _share(record: Record) -> float | None:
    inside = (record.quad > 0) & (record.day >= record.first) & (record.day <= record.last)
    total = float(record.weight[inside].sum())
    return float(record.weight[inside & (record.quad <= 2)].sum()) / total if total else None
