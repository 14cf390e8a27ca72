"""The daily score of many pairs: its mean over the next H days with an interval, and the chance of a downturn.

Scores have heavy tails, so the engine works on ``asinh(score / 50)``. A ridge regression on trailing means and daily lags, one for all
pairs; the interval is conformal (residuals of later windows, in units of the pair's own spread); a downturn is a window whose mean lies
under the 20th percentile of the pair's windows of the trailing year.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.outlook.logistic import Fit, expit, fit, logit
from detente.engines.outlook.stream import Array
from detente.engines.outlook.windows import origins_before

#: Scale of a daily score in ``asinh(score / UNIT)``.
UNIT = 50.0
#: Trailing means, days. The last is the pair's own level, from which everything is measured.
MEANS = (1, 3, 7, 14, 28, 91, 182, 365)
YEAR = 365
LAGS = 7
SYSTEM = (1, 7, 28, 91)
RIDGE = 100.0
CALIBRATION = 0.25
PERCENTILE = 0.2
COVERAGE = 0.8
#: Origins are this many days apart.
STEP = 3
#: So many days of record before the first origin, and so many origins to learn from.
WARM_UP = YEAR
ENOUGH = 40


@dataclass(frozen=True)
class Panel:
    """``scores``: (pairs, days), NaN where a day is missing. Raises ValueError for a shape that does not fit or an infinite score."""

    scores: Array
    pairs: tuple[tuple[str, str], ...]
    first_day: np.datetime64

    def __post_init__(self) -> None:
        if self.scores.ndim != 2 or len(self.scores) != len(self.pairs):
            raise ValueError(f"scores of shape {self.scores.shape} do not fit {len(self.pairs)} pairs")
        if np.isinf(self.scores).any():
            raise ValueError("a score is infinite")

    def until(self, last: int) -> "Panel":
        """The same record as it stood at the end of day ``last``."""
        return Panel(self.scores[:, : last + 1], self.pairs, self.first_day)


@dataclass(frozen=True)
class IntensityModel:
    """Both regressions of one horizon. ``spread``: how many of the pair's spreads the interval reaches to each side of the mean."""

    horizon: int
    centre: Array
    scale: Array
    coefficients: Array
    constant: float
    low: float
    high: float
    downturn: Fit | None
    fitted_on: int
    calibrated_on: int


@dataclass(frozen=True)
class IntensityForecast:
    """On the scale ``asinh(score / 50)``, shape (pairs, origins). ``downturn`` is NaN where there is no model of it."""

    mean: Array
    low: Array
    high: Array
    threshold: Array
    downturn: Array


def trailing_mean(values: Array, days: int) -> Array:
    """Mean of the days ``t - days + 1 .. t`` that are on record; 0 where none is. Shape as ``values``."""
    known = np.isfinite(values)
    total = np.concatenate([np.zeros((len(values), 1)), np.cumsum(np.where(known, values, 0.0), axis=1)], axis=1)
    number = np.concatenate([np.zeros((len(values), 1)), np.cumsum(known, axis=1)], axis=1)
    end = np.arange(1, values.shape[1] + 1)
    start = np.maximum(end - days, 0)
    return np.asarray((total[:, end] - total[:, start]) / np.maximum(number[:, end] - number[:, start], 1))


def _columns(values: Array, origins: NDArray[np.intp]) -> tuple[Array, Array]:
    """What the regression looks at, (pairs, origins, k), measured from the level; and the level, (pairs, origins)."""
    means = {days: trailing_mean(values, days)[:, origins] for days in MEANS}
    level = means[YEAR]
    filled = np.where(np.isfinite(values), values, trailing_mean(values, 28))
    lags = [filled[:, np.maximum(origins - lag, 0)] for lag in range(LAGS)]
    system = [np.broadcast_to(means[days].mean(axis=0), level.shape) for days in SYSTEM]
    columns = [means[days] - level for days in MEANS[:-1]] + [each - level for each in lags + system] + [level]
    return np.stack(columns, axis=-1), level


def _ahead(values: Array, horizon: int, origins: NDArray[np.intp]) -> Array:
    """The mean of the window (t, t + H], NaN if no day of it is on record."""
    mean = trailing_mean(values, horizon)[:, origins + horizon]
    seen = trailing_mean(np.where(np.isfinite(values), 1.0, 0.0), horizon)[:, origins + horizon]
    return np.where(seen > 0, mean, np.nan)


def _threshold_and_spread(values: Array, horizon: int, origins: NDArray[np.intp]) -> tuple[Array, Array]:
    """The 20th percentile and the spread of the windows of the trailing year of each origin."""
    windows = trailing_mean(values, horizon)
    back = np.arange(0, YEAR - horizon, max(1, horizon // 7))
    threshold, spread = np.empty((len(values), len(origins))), np.empty((len(values), len(origins)))
    for place, origin in enumerate(origins):
        days = origin - back
        past = windows[:, days[days >= horizon - 1]]
        threshold[:, place] = np.quantile(past, PERCENTILE, axis=1)
        spread[:, place] = past.std(axis=1)
    return threshold, np.maximum(spread, 1e-3)


def learn_intensity(panel: Panel, horizon: int, last: int) -> IntensityModel | None:
    """The model that could be had at the end of day ``last``; None with less than two years of record or so."""
    values = np.arcsinh(panel.until(last).scores / UNIT)
    origins = origins_before(last - horizon, WARM_UP, STEP)
    cut = int(len(origins) * (1 - CALIBRATION))
    late = origins[cut:]
    early = origins[origins + horizon <= late[0]] if len(late) else origins[:0]
    if len(early) < ENOUGH:
        return None
    used = np.concatenate([early, late])
    columns, level = _columns(values, used)
    ahead = _ahead(values, horizon, used)
    threshold, spread = _threshold_and_spread(values, horizon, used)
    n = len(early)
    flat = columns[:, :n].reshape(-1, columns.shape[-1])
    wanted = (ahead - level)[:, :n].ravel()
    there = np.isfinite(wanted)
    centre, scale = flat[there].mean(axis=0), np.maximum(flat[there].std(axis=0), 1e-9)
    z = (flat[there] - centre) / scale
    constant = float(wanted[there].mean())
    coefficients = np.linalg.solve(z.T @ z + RIDGE * np.eye(z.shape[1]), z.T @ (wanted[there] - constant))
    said = level + constant + ((columns - centre) / scale) @ coefficients
    misses = ((ahead - said) / spread)[:, n:]
    misses = misses[np.isfinite(misses)]
    low, high = np.quantile(misses, ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2))
    return IntensityModel(
        horizon, centre, scale, coefficients, constant, float(low), float(high),
        _learn_downturn(said, threshold, spread, ahead, n, horizon), int(there.sum()), len(misses),
    )  # fmt: skip


def _learn_downturn(said: Array, threshold: Array, spread: Array, ahead: Array, n: int, horizon: int) -> Fit | None:
    """Logit of a downturn on how far the mean lies from the threshold, learned on the later windows that the mean did not see."""
    distance, came = ((said - threshold) / spread)[:, n:].ravel(), (ahead < threshold)[:, n:].ravel()
    there = np.isfinite(ahead[:, n:].ravel())
    if min(came[there].sum(), (~came[there]).sum()) < ENOUGH:
        return None
    offset = np.full(int(there.sum()), logit(np.array(PERCENTILE)))
    columns = _distance_columns(distance[there])
    return fit(columns, came[there].astype(float), offset, 1.0, STEP / max(horizon, STEP))


def _distance_columns(distance: Array) -> Array:
    near = np.clip(distance, -5, 5)
    return np.stack([near, np.minimum(near, 1.0), np.abs(near - 1.0)], axis=-1)


def ask_intensity(model: IntensityModel, panel: Panel, origins: NDArray[np.intp]) -> IntensityForecast:
    """What the model says at the end of each origin; nothing after the origin is looked at."""
    values = np.arcsinh(panel.scores / UNIT)
    columns, level = _columns(values, origins)
    mean = level + model.constant + ((columns - model.centre) / model.scale) @ model.coefficients
    threshold, spread = _threshold_and_spread(values, model.horizon, origins)
    if model.downturn is None:
        downturn = np.full(mean.shape, np.nan)
    else:
        b = model.downturn.coefficients
        downturn = expit(logit(np.array(PERCENTILE)) + b[0] + _distance_columns((mean - threshold) / spread) @ b[1:])
    return IntensityForecast(mean, mean + model.low * spread, mean + model.high * spread, threshold, downturn)


def naive_means(panel: Panel, origins: NDArray[np.intp]) -> dict[int, Array]:
    """What the trailing means alone would say: days -> (pairs, origins)."""
    values = np.arcsinh(panel.scores / UNIT)
    return {days: trailing_mean(values, days)[:, origins] for days in MEANS}


def windows_ahead(panel: Panel, horizon: int, origins: NDArray[np.intp]) -> Array:
    """What came, on the engine's scale: the mean of each window, NaN if it is not on record."""
    return _ahead(np.arcsinh(panel.scores / UNIT), horizon, origins)
