"""The model of one horizon: fitted on windows that ended early, calibrated on later ones, asked at a day after both.

``logit p = logit(climatology) + b0 + sum_k b_k z_k``, then ``a0 + a1 (.)`` on the calibration windows. The climatology is an offset
and every coefficient is drawn to nought, so the model leaves the base rate only as far as the record pays for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.outlook.features import features
from detente.engines.outlook.logistic import Fit, expit, fit, logit
from detente.engines.outlook.stream import Array, Stream
from detente.engines.outlook.windows import EDGE, climatology, origins_before, outcomes

#: Days of record before the first origin.
WARM_UP = 30
#: Share of the origins, the latest, kept for calibration.
CALIBRATION = 0.25
#: Ridge penalties to choose from, by the score on the calibration windows.
PENALTIES = (10.0, 30.0, 100.0, 300.0)
#: Of the two numbers of the calibration.
CALIBRATION_PENALTY = 30.0
#: A class is modelled if the windows to fit and those to calibrate on each hold so many with an event and so many without, where
#: windows that overlap count as their share that does not.
ENOUGH = 20.0
STEP = 7
#: A longer record is learned from at every second, third, ... week, so that there are no more origins than this.
MOST_ORIGINS = 156
Z80 = 1.2815515655446004


@dataclass(frozen=True)
class ClassFit:
    """The fit of one class: centre and scale of the columns, both fits, and what they were learned on."""

    centre: Array
    scale: Array
    body: Fit
    calibration: Fit
    pivot: float
    penalty: float
    fitted_on: int
    calibrated_on: int


@dataclass(frozen=True)
class Model:
    """``classes[c]`` is None where there was too little to learn from: then the climatology stands."""

    horizon: int
    classes: tuple[ClassFit | None, ...]
    fitted: tuple[int, int]
    calibrated: tuple[int, int]


@dataclass(frozen=True)
class Forecast:
    """At some origins: ``p``, its 80 % range ``low``..``high`` and the ``base`` (climatology), each of shape (pairs, classes, origins).

    ``parts`` (pairs, classes, origins, names): how far each named number moves the log-odds (no names where no class is modelled). ``modelled`` (classes): False where the
    base stands for want of data; then the range is that of the base rate itself.
    """

    p: Array
    low: Array
    high: Array
    base: Array
    parts: Array
    names: tuple[str, ...]
    modelled: tuple[bool, ...]


def learn(stream: Stream, horizon: int, last: int, rows: Iterable[int] | None = None) -> Model:  # fmt: skip
    """The model that could be had at the end of day ``last``: no window that it learns from reaches beyond that day.

    ``rows`` are the classes to learn (all without it); the others keep their climatology.
    """
    wanted = frozenset(range(len(stream.classes)) if rows is None else rows)
    known = stream.until(last)
    weeks = max((last - horizon - WARM_UP) // STEP + 1, 1)
    step = STEP * -(-weeks // MOST_ORIGINS)
    origins = origins_before(last - horizon, WARM_UP, step)
    cut = int(np.ceil(len(origins) * (1 - CALIBRATION)))
    late = origins[cut:]
    early = origins[origins + horizon <= late[0]] if len(late) else origins[:0]
    if not len(early):
        return Model(horizon, (None,) * len(stream.classes), (-1, -1), (-1, -1))
    used = np.concatenate([early, late])
    happened = outcomes(known.counts, horizon, used).astype(float)
    weight = step / max(horizon, step)
    enough = [row in wanted and _enough(happened[:, row], len(early), weight) for row in range(len(stream.classes))]
    if not any(enough):  # what the model would look at is dear on a long record
        return Model(horizon, (None,) * len(enough), (int(early[0]), int(early[-1])), (int(late[0]), int(late[-1])))
    looked = features(known, horizon, used)
    base = logit(climatology(known.counts, horizon, used))
    fits: list[ClassFit | None] = []
    for row, fits_one in enumerate(enough):
        came = happened[:, row]
        fits.append(_learn_class(looked.values[:, row], base[:, row], came, len(early), weight) if fits_one else None)
    return Model(horizon, tuple(fits), (int(early[0]), int(early[-1])), (int(late[0]), int(late[-1])))


def _enough(came: Array, early: int, weight: float) -> bool:
    return min(_fewer(came[:, :early]), _fewer(came[:, early:])) * weight >= ENOUGH


def _learn_class(columns: Array, offset: Array, came: Array, early: int, weight: float) -> ClassFit:
    first, second = came[:, :early].ravel(), came[:, early:].ravel()
    flat = columns[:, :early].reshape(-1, columns.shape[-1])
    centre, scale = flat.mean(axis=0), np.maximum(flat.std(axis=0), 1e-9)
    early_z = (flat - centre) / scale
    late_z = (columns[:, early:].reshape(-1, columns.shape[-1]) - centre) / scale
    early_offset, late_offset = offset[:, :early].ravel(), offset[:, early:].ravel()
    best: tuple[float, float, Fit, Array] | None = None
    start = None
    for penalty in sorted(PENALTIES, reverse=True):
        body = fit(early_z, first, early_offset, penalty, weight, start)
        start = body.coefficients
        said = late_offset + body.coefficients[0] + late_z @ body.coefficients[1:]
        loss = float((np.logaddexp(0.0, said) - second * said).mean())
        if best is None or loss < best[0]:
            best = (loss, penalty, body, said)
    assert best is not None  # noqa: S101  there is at least one penalty
    _, penalty, body, said = best
    pivot = float(said.mean())
    calibration = fit((said - pivot)[:, None], second, said, CALIBRATION_PENALTY, weight)
    return ClassFit(centre, scale, body, calibration, pivot, penalty, first.size, second.size)


def _fewer(happened: Array) -> float:
    return float(min(happened.sum(), (1 - happened).sum()))


def ask(model: Model, stream: Stream, origins: NDArray[np.intp]) -> Forecast:
    """What the model says at the end of each origin; nothing after the origin is looked at."""
    base = climatology(stream.counts, model.horizon, origins)
    p, low, high = base.copy(), *_beta_range(base, origins, model.horizon)
    modelled = tuple(each is not None for each in model.classes)
    if not any(modelled):
        return Forecast(p, low, high, base, np.zeros((*base.shape, 0)), (), modelled)
    looked = features(stream, model.horizon, origins)
    parts = np.zeros(looked.values.shape)
    for row, each in enumerate(model.classes):
        if each is None:
            continue
        z = (looked.values[:, row] - each.centre) / each.scale
        raw = logit(base[:, row]) + each.body.coefficients[0] + z @ each.body.coefficients[1:]
        a0, a1 = each.calibration.coefficients
        said = raw + a0 + a1 * (raw - each.pivot)
        design = np.concatenate([np.ones((*z.shape[:-1], 1)), z], axis=-1)
        variance = np.einsum("...i,ij,...j->...", design, each.body.covariance, design) * (1 + a1) ** 2
        tilt = np.stack([np.ones_like(raw), raw - each.pivot], axis=-1)
        variance += np.einsum("...i,ij,...j->...", tilt, each.calibration.covariance, tilt)
        reach = Z80 * np.sqrt(variance)
        for kept, x in ((p, said), (low, said - reach), (high, said + reach)):
            kept[:, row] = np.clip(expit(x), EDGE, 1 - EDGE)
        parts[:, row] = z * each.body.coefficients[1:] * (1 + a1)
    return Forecast(p, low, high, base, parts, looked.names, modelled)


def _beta_range(base: Array, origins: NDArray[np.intp], horizon: int) -> tuple[Array, Array]:
    """The 80 % range of a rate seen in n / H windows, by Wilson's interval."""
    n = np.maximum((origins + 1) / horizon, 1.0)
    middle = (base + Z80**2 / (2 * n)) / (1 + Z80**2 / n)
    reach = Z80 / (1 + Z80**2 / n) * np.sqrt(base * (1 - base) / n + Z80**2 / (4 * n**2))
    return np.clip(middle - reach, 0, base), np.clip(middle + reach, base, 1)
