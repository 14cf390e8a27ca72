"""The outlook of the pairs asked about: each number with its references, and with what it rests on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.engines.outlook.intensity import IntensityForecast, IntensityModel, Panel, ask_intensity, learn_intensity
from detente.engines.outlook.model import ask, learn
from detente.engines.outlook.stream import Stream
from detente.engines.outlook.windows import origins_before, outcomes, persistence, season

#: Days for which recent events are counted.
RECENT = (30, 90)


@dataclass(frozen=True)
class Number:
    """P(at least one event of a class from A to B in the next H days), as said at the end of the record.

    ``low``..``high`` is the 80 % range; ``references`` are climatology, persistence and season. ``modelled``: False where the
    climatology stands for want of data. ``windows`` had ended, of which ``held`` had an event. ``events`` in all, ``recent`` in the
    last 30 and 90 days, ``last_event`` as a day of the record (None without any). ``leaned`` maps what the model looked at to how far
    it moved the log-odds, largest first. ``raised``: the number of a shorter horizon stands, as a longer one cannot be less likely.
    """

    pair: int
    row: int
    horizon: int
    p: float
    low: float
    high: float
    references: dict[str, float]
    modelled: bool
    windows: int
    held: int
    events: int
    recent: dict[int, int]
    last_event: int | None
    leaned: dict[str, float]
    raised: bool = False


def numbers(stream: Stream, pairs: Iterable[int], rows: Iterable[int], horizons: Iterable[int], progress: Callable[[int], object] | None = None) -> tuple[Number, ...]:  # fmt: skip
    """At the end of the record, for each pair, class and horizon. Nothing after the last day of the stream is looked at."""
    asked, wanted = list(pairs), list(rows)
    found: dict[tuple[int, int, int], Number] = {}
    spans = list(dict.fromkeys(horizons))
    for horizon in spans:
        for each in _of_horizon(stream, asked, wanted, horizon):
            found[each.pair, each.row, horizon] = each
        if progress is not None:
            progress(1)
    for pair in asked:
        for row in wanted:
            _raise_to_shorter(found, pair, row, sorted(spans))
    return tuple(found[pair, row, horizon] for pair in asked for row in wanted for horizon in spans)


def _raise_to_shorter(found: dict[tuple[int, int, int], Number], pair: int, row: int, spans: list[int]) -> None:
    """No horizon is less likely than a shorter one inside it, nor is its base rate: each is learned for itself, so it could be."""
    for shorter, longer in pairwise(spans):
        less, more = found[pair, row, shorter], found[pair, row, longer]
        base = max(less.references["climatology"], more.references["climatology"])
        found[pair, row, longer] = replace(
            more, p=max(less.p, more.p), low=max(less.low, more.low), high=max(less.high, more.high),
            references=more.references | {"climatology": base}, raised=less.p > more.p,
        )  # fmt: skip


def _of_horizon(stream: Stream, asked: list[int], wanted: list[int], horizon: int) -> Iterable[Number]:
    now = stream.days - 1
    origin = np.array([now], dtype=np.intp)
    model = learn(stream, horizon, now, rows=wanted)
    said = ask(model, stream, origin)
    counts = stream.counts[asked]
    base = said.base[asked]
    references = {"climatology": base, "persistence": persistence(counts, horizon, origin, base), "season": season(counts, horizon, origin, base, stream.first_day)}  # fmt: skip
    ended = origins_before(now - horizon, -1, 1)
    came = outcomes(counts, horizon, ended)
    for place, pair in enumerate(asked):
        for row in wanted:
            own = counts[place, row]
            days = np.flatnonzero(own)
            yield Number(
                pair, row, horizon, float(said.p[pair, row, 0]), float(said.low[pair, row, 0]), float(said.high[pair, row, 0]),
                {name: float(each[place, row, 0]) for name, each in references.items()}, said.modelled[row],
                len(ended), int(came[place, row].sum()), int(own.sum()), {span: int(own[-span:].sum()) for span in RECENT},
                int(days[-1]) if len(days) else None, _leaned(said.names, said.parts[pair, row, 0], stream.classes[row]) if said.modelled[row] else {},
            )  # fmt: skip


def _leaned(names: tuple[str, ...], parts: NDArray[np.float64], own: str) -> dict[str, float]:
    """The parts by what they are about: half-lives of one thing lean against one another, only their sum says something."""
    sums: dict[str, float] = {}
    for name, part in zip(names, parts.tolist(), strict=True):
        about = name.split(" (half-life")[0]
        about = "events of this class" if about == f"events of {own}" else about
        sums[about] = sums.get(about, 0.0) + part
    return dict(sorted(sums.items(), key=lambda each: (-abs(each[1]), each[0])))


@dataclass(frozen=True)
class Strength:
    """The mean daily score of a pair over the next H days, on the scale of the scores, with its 80 % interval.

    ``downturn`` is the probability that the mean lies under the 20th percentile of the pair's windows of the trailing year
    (``threshold``), None where there is no model of it. ``year`` is the mean of the trailing year.
    """

    pair: int
    horizon: int
    mean: float
    low: float
    high: float
    threshold: float
    downturn: float | None
    year: float


def strengths(panel: Panel, pairs: Iterable[int], horizons: Iterable[int]) -> tuple[Strength, ...]:
    """At the end of the record; nothing where it is too short to learn from (less than two years or so)."""
    from detente.engines.outlook.intensity import naive_means

    asked = list(pairs)
    now = panel.scores.shape[1] - 1
    origin = np.array([now], dtype=np.intp)
    found: dict[tuple[int, int], Strength] = {}
    spans = list(dict.fromkeys(horizons))
    for horizon in spans:
        model = learn_intensity(panel, horizon, now)
        if model is None:
            continue
        said = ask_intensity(model, panel, origin)
        year = naive_means(panel, origin)[365]
        for pair in asked:
            found[pair, horizon] = _strength(model, said, pair, float(year[pair, 0]))
    return tuple(found[pair, horizon] for pair in asked for horizon in spans if (pair, horizon) in found)


def _strength(model: IntensityModel, said: IntensityForecast, pair: int, year: float) -> Strength:
    from detente.engines.outlook.intensity import UNIT

    def score(value: float) -> float:
        """Back from the engine's scale."""
        return float(np.sinh(value) * UNIT)

    downturn = float(said.downturn[pair, 0])
    return Strength(
        pair, model.horizon, score(float(said.mean[pair, 0])), score(float(said.low[pair, 0])), score(float(said.high[pair, 0])),
        score(float(said.threshold[pair, 0])),
        None if np.isnan(downturn) else downturn, score(year),
    )  # fmt: skip
