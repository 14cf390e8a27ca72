"""From the record of a pair to its temperature: every step in the order in which it is told."""

from dataclasses import replace

import numpy as np

from detente.engines.temperature.bilateral_index import bilateral_index
from detente.engines.temperature.breaks import Breaks, find_breaks
from detente.engines.temperature.counts import Counts, count
from detente.engines.temperature.credible import more_cooperative, net_interval, rate_interval, share_interval
from detente.engines.temperature.intensity import mean_interval
from detente.engines.temperature.options import Options
from detente.engines.temperature.periods import Periods, periods
from detente.engines.temperature.reciprocity import Response, response
from detente.engines.temperature.record import BACK, FORTH, TOGETHER, Floats, Record
from detente.engines.temperature.result import Band, Course, Temperature, Window
from detente.engines.temperature.surprise import MEMORY, WARM_UP, surprise

#: A tail of 5 % on either side or less stands out.
STANDING_OUT = float(-np.log2(0.05))
KINDS = ("net", "cooperation", "conflict")


def solve(record: Record, options: Options, rng: np.random.Generator) -> Temperature:
    """The temperature of the record. The same generator state gives the same numbers."""
    spans = periods(options.period, record.first, record.last)
    counts = count(record, spans)
    exposure = exposure_of(spans, counts)
    both = _course(record, spans, counts, exposure, options, rng)
    forth, back = (
        _course(own, spans, count(own, spans), exposure, options, rng)
        for own in (record.acting(FORTH), record.acting(BACK))
    )
    out = np.maximum(*(np.nan_to_num(each.tail_bits) for each in (both.surprise_cooperation, both.surprise_conflict)))
    index = bilateral_index(record, spans, options.index_start, options.index_gain) if options.index else None
    return Temperature(
        spans, exposure, both, forth, back, _breaks(both, exposure, options, rng), _window(counts, options, rng),
        _answers(record, options, rng), tuple(int(each) for each in np.flatnonzero(out >= STANDING_OUT)), index,
    )  # fmt: skip


def exposure_of(spans: Periods, counts: Counts) -> Floats:
    """Covered days in mean lengths of a period; where the store holds more than the pair, times its coverage over the mean.

    So a rate is that of a period of full length and, where coverage is known, of mean coverage: news shrink over the years.
    """
    days = spans.exposure()
    if counts.cover is None or counts.cover.sum() <= 0:
        return days
    return np.asarray(counts.cover / (counts.cover.sum() / days.sum()))


def _course(record: Record, spans: Periods, counts: Counts, exposure: Floats, options: Options, rng: np.random.Generator) -> Course:  # fmt: skip
    level = options.level
    told = [counts.weights[:, classes].sum(axis=1) for classes in ([0, 1], [2, 3])]
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(counts.volume > 0, counts.weights.sum(axis=1) / counts.volume, 1.0)
        coop, conflict = (np.where(exposure > 0, each / exposure, np.nan) for each in told)
        share = np.where(sum(told) > 0, told[0] / sum(told), np.nan)
        mean = np.where(counts.scored > 0, counts.score / counts.scored, np.nan)
    one, two = (_times(rate_interval(each, exposure, level), weight) for each in (counts.cooperation, counts.conflict))
    net = _times(net_interval(counts.cooperation, counts.conflict, exposure, level, rng, options.draws), weight)
    memory, warm_up = MEMORY[options.period], WARM_UP[options.period]
    return Course(
        counts, coop, conflict, coop - conflict, share, mean, one, two, net,
        share_interval(told[0] / weight, told[1] / weight, level), mean_interval(record, spans, level, rng, options.draws),
        surprise(counts.cooperation, exposure, memory, warm_up), surprise(counts.conflict, exposure, memory, warm_up),
    )  # fmt: skip


def _times(band: Band, weight: Floats) -> Band:
    """An interval of counted events as one of weighted events: the mean weight of the period is taken as known."""
    return band[0] * weight, band[1] * weight


def _breaks(both: Course, exposure: Floats, options: Options, rng: np.random.Generator) -> dict[str, Breaks]:
    with np.errstate(divide="ignore", invalid="ignore"):
        volume = np.where(
            exposure > 0, np.sqrt(both.counts.volume / exposure), np.nan
        )  # the root steadies the variance
    series = {"share": (both.share, both.counts.weights.sum(axis=1)), "volume": (volume, exposure), "mean": (both.mean, both.counts.scored)}  # fmt: skip
    found = {name: find_breaks(values, weights, rng, options.shuffles) for name, (values, weights) in series.items()}
    told = np.split(np.arange(len(exposure)), found["volume"].at)
    rates = tuple(
        float(both.counts.volume[part].sum() / exposure[part].sum()) for part in told if exposure[part].sum() > 0
    )
    return found | {"volume": replace(found["volume"], levels=rates)}


def _window(counts: Counts, options: Options, rng: np.random.Generator) -> Window | None:
    """The last periods up to the last one with events, and those before them; None without events on either side."""
    told = np.flatnonzero(counts.volume)
    if len(told) == 0:
        return None
    end = int(told[-1])
    start = max(0, end - options.recent + 1)
    early = max(0, start - options.before)
    now, then = ((int(counts.cooperation[a:b].sum()), int(counts.conflict[a:b].sum())) for a, b in ((start, end + 1), (early, start)))  # fmt: skip
    if sum(then) == 0:
        return None
    return Window((start, end), (early, start - 1), now, then, _share(now, options.level), _share(then, options.level),
                  more_cooperative(now, then, rng, 20 * options.draws))  # fmt: skip


def _share(events: tuple[int, int], level: float) -> tuple[float, float, float]:
    low, high = share_interval(np.array([events[0]], dtype=float), np.array([events[1]], dtype=float), level)
    return events[0] / sum(events), float(low[0]), float(high[0])


def _answers(record: Record, options: Options, rng: np.random.Generator) -> dict[tuple[str, str], Response | None]:
    """Both sides' answers, from rows whose day is known; joint acts answer nobody."""
    if not options.shuffles:
        return {}
    exact = record.taken((record.early == record.late) & (record.quad > 0) & (record.direction != TOGETHER))
    daily = {side: {kind: _daily(exact, side, kind) for kind in KINDS} for side in (FORTH, BACK)}
    return {
        (name, kind): response(daily[1 - side][kind], daily[side][kind], record.first, rng, options.lags, shuffles=options.shuffles)
        for name, side in (("back", BACK), ("forth", FORTH)) for kind in KINDS
    }  # fmt: skip


def _daily(record: Record, side: int, kind: str) -> Floats:
    """Events a day of one side: cooperation, conflict, or the first less the second."""
    size = record.last - record.first + 1
    use = (record.direction == side) & (record.day >= record.first) & (record.day <= record.last)
    sign = np.where(record.quad <= 2, 1.0, -1.0)
    chosen = sign if kind == "net" else (sign > 0) * 1.0 if kind == "cooperation" else (sign < 0) * 1.0
    return np.bincount(record.day[use] - record.first, (record.n * chosen)[use], size).astype(np.float64)
