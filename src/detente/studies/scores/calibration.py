"""Calibration as an isotonic curve, shown only when there is enough to see (CORP: Dimitriadis, Gneiting & Jordan 2021)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from detente.kernel.seeds import generator

#: Below so many resolved questions there is no curve.
ENOUGH = 100
RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the curve: probabilities from ``low`` to ``high`` happened ``events`` times of ``n``."""

    low: float
    high: float
    n: int
    events: int
    rate: float


def sample_size(p: float, within: float = 0.10) -> int:
    """Forecasts of one probability that are needed to see its frequency to +- ``within`` at 95 %."""
    return ceil(round(1.96**2 * p * (1 - p) / within**2, 9))


def isotonic(calls: Sequence[tuple[float, bool]]) -> list[Step]:
    """The calibration curve by pool-adjacent-violators over (p, happened): rates that never fall as p rises."""
    at: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for p, happened in calls:
        at[p][0] += 1
        at[p][1] += happened
    steps: list[Step] = []
    for p in sorted(at):
        n, events = at[p]
        step = Step(p, p, n, events, events / n)
        while steps and steps[-1].events * step.n >= step.events * steps[-1].n:
            before = steps.pop()
            n, events = before.n + step.n, before.events + step.events
            step = Step(before.low, step.high, n, events, events / n)
        steps.append(step)
    return steps


def rate_at(steps: Sequence[Step], p: float) -> float:
    """The curve at a probability: the rate of its step, on a straight line between two steps."""
    place = bisect_right([step.low for step in steps], p) - 1
    if place < 0:
        return steps[0].rate
    step = steps[place]
    if p <= step.high or place + 1 == len(steps):
        return step.rate
    after = steps[place + 1]
    return step.rate + (p - step.high) / (after.low - step.high) * (after.rate - step.rate)


def band(calls: Sequence[tuple[float, bool]], at: Sequence[float], seed: int = 0) -> list[tuple[float, float]]:
    """The 95 % band of the curve at some probabilities: the curve of questions drawn again, 2.5 to 97.5 %."""
    import numpy as np

    rng = generator(seed)
    curves = np.empty((RESAMPLES, len(at)))
    for draw in range(RESAMPLES):
        steps = isotonic([calls[place] for place in rng.integers(0, len(calls), len(calls))])
        curves[draw] = [rate_at(steps, p) for p in at]
    low, high = np.quantile(curves, (0.025, 0.975), axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def calibration(calls: Sequence[tuple[float, bool]], seed: int = 0) -> dict[str, object] | None:
    """What may be shown of (p, happened): None below 100 calls, else the steps with n and band, and the parts of the score.

    Brier = miscalibration - discrimination + uncertainty, with the curve as the calibrated forecast.
    """
    if len(calls) < ENOUGH:
        return None
    steps = isotonic(calls)
    ends = [end for step in steps for end in (step.low, step.high)]
    bands = band(calls, ends, seed)
    n = len(calls)
    rate = {p: step.rate for step in steps for p, _ in calls if step.low <= p <= step.high}
    mean = sum(happened for _, happened in calls) / n
    brier = sum((p - happened) ** 2 for p, happened in calls) / n
    calibrated = sum((rate[p] - happened) ** 2 for p, happened in calls) / n
    uncertainty = mean * (1 - mean)
    return {
        "n": n,
        "miscalibration": brier - calibrated, "discrimination": uncertainty - calibrated, "uncertainty": uncertainty,
        "steps": [
            {"low": step.low, "high": step.high, "n": step.n, "events": step.events, "rate": step.rate,
             "band_at_low": list(bands[2 * place]), "band_at_high": list(bands[2 * place + 1])}
            for place, step in enumerate(steps)
        ],
    }  # fmt: skip
