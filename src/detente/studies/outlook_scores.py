"""Scores of an outlook on held-back time: Brier and log score, skill with intervals by origin, reliability with the sample-size rule."""

from dataclasses import dataclass
from math import ceil, sqrt
from typing import Literal

import numpy as np

from detente.engines.outlook.stream import Array
from detente.kernel.seeds import generator
from detente.studies.outlook import Held
from detente.studies.scores.calibration import sample_size
from detente.studies.scores.library import rules
from detente.studies.scores.skill import RESAMPLES, skill

BINS = 10
#: Stretches of time, or pairs, from which an interval can be drawn.
FEWEST_BLOCKS, FEWEST_PAIRS = 4, 20
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Against:
    """The scores of one reference, and the Brier skill over it: 1 - S / S_ref, with its 95 % interval.

    ``drawn`` says what was drawn again for it: origins; pairs where the held-back time has too few stretches that do not overlap,
    and then the interval says nothing of other times; or nothing, where there are too few of both.
    """

    brier: float
    log: float
    skill: float | None
    interval: tuple[float, float] | None
    drawn: Literal["origins", "pairs", "nothing"]


@dataclass(frozen=True)
class Bin:
    """Forecasts of like probability: ``n`` of them with mean ``p``, of which the share ``rate`` came true.

    Windows overlap: ``independent`` is n times step / horizon. ``needed`` is how many are needed to see such a frequency to +- 10
    points at 95 % (Wilson's ``interval`` is of as many as are independent); ``shown`` is whether there are.
    """

    low: float
    high: float
    n: int
    p: float
    rate: float
    independent: float
    needed: int
    shown: bool
    interval: tuple[float, float]


@dataclass(frozen=True)
class Score:
    """Of one class, or of all: ``brier`` (0 best), ``log`` (natural, 0 best), calibration error ``ece``, ``bins``, ``against`` references."""

    n: int
    origins: int
    rate: float
    brier: float
    log: float
    ece: float
    against: dict[str, Against]
    bins: tuple[Bin, ...]
    modelled: float


def score(held: Held, seed: int = 0) -> dict[str, Score]:
    """A score for ``all`` classes together, then one for each class."""
    found = {"all": _score(held, slice(None), seed)}
    if len(held.classes) > 1:
        found |= {name: _score(held, slice(row, row + 1), seed) for row, name in enumerate(held.classes)}
    return found


def _score(held: Held, rows: slice, seed: int) -> Score:
    p, came = held.p[:, rows], held.happened[:, rows].astype(float)
    own = _scores("brier_score", came, p)
    block = ceil(held.horizon / held.step)
    against = {}
    for name, each in held.references.items():
        theirs = _scores("brier_score", came, each[:, rows])
        by_time, by_pair = ((own.mean(axis=axes), theirs.mean(axis=axes)) for axes in ((0, 1), (1, 2)))
        interval = skill_interval(*by_time, block, seed)
        drawn: Literal["origins", "pairs", "nothing"] = "origins" if interval is not None else "nothing"
        if interval is None and len(p) >= FEWEST_PAIRS:
            interval = skill_interval(*by_pair, 1, seed)
            drawn = "pairs" if interval is not None else "nothing"
        against[name] = Against(
            float(theirs.mean()), float(_scores("log_score", came, each[:, rows]).mean()), skill(float(own.mean()), float(theirs.mean())),
            interval, drawn,
        )  # fmt: skip
    bins = reliability(p.ravel(), came.ravel(), min(held.step / held.horizon, 1.0))
    error = sum(each.n * abs(each.p - each.rate) for each in bins) / came.size
    return Score(
        came.size, len(held.origins), float(came.mean()), float(own.mean()), float(_scores("log_score", came, p).mean()),
        float(error), against, bins, float(held.modelled[rows].mean()),
    )  # fmt: skip


def _scores(name: str, came: Array, p: Array) -> Array:
    return np.asarray(rules(name, came, p))


def skill_interval(own: Array, theirs: Array, block: int, seed: int = 0, resamples: int = RESAMPLES) -> tuple[float, float] | None:  # fmt: skip
    """The 95 % interval of ``1 - mean(own) / mean(theirs)`` by a bootstrap over the places of both.

    They are drawn in stretches of ``block`` that lie side by side. Origins closer together than the horizon share events, so only such stretches are independent (circular block bootstrap, Politis and Romano
    1992). None with fewer than four stretches, or where the reference is perfect.
    """
    n = len(own)
    if n < FEWEST_BLOCKS * block or theirs.mean() == 0:
        return None
    starts = generator(seed).integers(0, n, size=(resamples, ceil(n / block)))
    places = ((starts[..., None] + np.arange(block)) % n).reshape(resamples, -1)[:, :n]
    below = theirs[places].mean(axis=1)
    values = 1 - own[places].mean(axis=1) / np.where(below > 0, below, np.nan)
    low, high = np.nanquantile(values, (0.025, 0.975))
    return float(low), float(high)


def reliability(p: Array, came: Array, independence: float = 1.0, bins: int = BINS) -> tuple[Bin, ...]:
    """Forecasts by tenths of the probability, those without any left out. ``independence`` is the share of them that counts."""
    place = np.minimum((p * bins).astype(int), bins - 1)
    found = []
    for each in range(bins):
        inside = place == each
        n = int(inside.sum())
        if not n:
            continue
        mean, rate = float(p[inside].mean()), float(came[inside].mean())
        independent, needed = n * independence, sample_size(mean)
        found.append(
            Bin(each / bins, (each + 1) / bins, n, mean, rate, independent, needed, independent >= needed, _wilson(rate, independent))
        )  # fmt: skip
    return tuple(found)


def _wilson(rate: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share seen in n cases."""
    if n <= 0:
        return 0.0, 1.0
    middle = (rate + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    reach = Z95 / (1 + Z95**2 / n) * sqrt(rate * (1 - rate) / n + Z95**2 / (4 * n**2))
    return max(middle - reach, 0.0), min(middle + reach, 1.0)
