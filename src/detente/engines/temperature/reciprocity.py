"""Reciprocity: how what one country does on a day moves what the other does to it 1 to 30 days later, lag by lag.

For daily series x (what A does to B) and y (what B does to A) the response at lag L is the slope

    b_L = sum over t of u_t v_{t+L} / sum over t of u_t^2,

so much more of B on day t + L for one more of A on day t. u and v are x and y less what is usual: the mean of the days of
the same name in the same block of eight weeks. The null shuffles the days of y inside these groups. So slow changes of
coverage and the rhythm of the week, which both series share without answering one another, count as nobody's answer.
"""

from dataclasses import dataclass

import numpy as np

from detente.engines.temperature.record import Floats, Ints

#: What is usual, and the shuffling, go by blocks of so many days.
BLOCK = 56
#: Fewer active days on either side than this tell nothing on lags.
FEWEST = 30


@dataclass(frozen=True)
class Response:
    """Slopes by lag with the central interval of the shuffled days; sums over the first 7 and over all lags likewise.

    ``beyond`` names the lags whose slope lies outside; ``p`` is the share of shuffled series whose farthest slope (in
    standard deviations) is at least as far as the farthest found, so it allows for the many lags that are looked at.
    """

    lags: tuple[int, ...]
    slopes: Floats
    low: Floats
    high: Floats
    week: tuple[float, float, float]
    whole: tuple[float, float, float]
    beyond: tuple[int, ...]
    p: float


def response(acts: Floats, answers: Floats, first_day: int, rng: np.random.Generator, lags: int = 30, level: float = 0.95, shuffles: int = 500) -> Response | None:  # fmt: skip
    """How ``answers`` follow ``acts``, both one value a day from ``first_day`` (days since 1970-01-01).

    None if either series is empty on all but FEWEST days or is shorter than two blocks: then no lag can be told.
    """
    size = len(acts)
    if size < 2 * BLOCK or min(np.count_nonzero(acts), np.count_nonzero(answers)) < FEWEST:
        return None
    group = _groups(size, first_day)
    x, y = acts - _usual(acts, group), answers - _usual(answers, group)
    if not (x.any() and y.any()):
        return None
    lagged = np.zeros((size, lags))
    for lag in range(1, lags + 1):
        lagged[lag:, lag - 1] = x[: size - lag]
    lagged /= (x**2).sum()
    found = y @ lagged
    null = y[shuffled_days(size, first_day, rng, shuffles)] @ lagged
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(null, tails, axis=0)
    centre, spread = null.mean(axis=0), null.std(axis=0)
    spread = np.where(spread > 0, spread, np.inf)
    farthest = np.abs((null - centre) / spread).max(axis=1)
    p = (1 + int((farthest >= np.abs((found - centre) / spread).max()).sum())) / (1 + shuffles)
    places = np.flatnonzero((found < low) | (found > high))
    return Response(tuple(range(1, lags + 1)), found, low, high, _summed(found, null, 7, tails), _summed(found, null, lags, tails),
                    tuple(int(each) + 1 for each in places), p)  # fmt: skip


def shuffled_days(size: int, first_day: int, rng: np.random.Generator, shuffles: int) -> Ints:
    """``shuffles`` orders of ``size`` days, each day kept in its block and on its day of the week."""
    group = _groups(size, first_day)
    orders = np.tile(np.arange(size), (shuffles, 1))
    for each in np.unique(group):
        own = np.flatnonzero(group == each)
        orders[:, own] = rng.permuted(orders[:, own], axis=1)
    return orders


def _groups(size: int, first_day: int) -> Ints:
    """The group of each day: its block (what is left over joins the last one) and its day of the week."""
    day = np.arange(size)
    found: Ints = np.minimum(day // BLOCK, max(0, size // BLOCK - 1)) * 7 + (day + first_day) % 7
    return found


def _usual(values: Floats, group: Ints) -> Floats:
    """The mean of each day's group."""
    with np.errstate(invalid="ignore"):
        means = np.bincount(group, values) / np.bincount(group)
    return np.asarray(means[group])


def _summed(found: Floats, null: Floats, until: int, tails: list[float]) -> tuple[float, float, float]:
    low, high = np.quantile(null[:, :until].sum(axis=1), tails)
    return float(found[:until].sum()), float(low), float(high)
