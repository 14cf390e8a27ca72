"""Windows of H days: did at least one event come, and what one would say without a model.

An origin is a day; the window of an origin t is (t, t + H]. Whatever is said at t rests on days up to and including t.
"""

import numpy as np
from numpy.typing import NDArray

from detente.engines.outlook.stream import Array

#: A pair and class of its own counts as so many windows of the mean of the class: small records are drawn to the mean.
PRIOR_WINDOWS = 1.0
#: Half-life of the season's memory is none: every earlier year counts alike. A month counts as so many windows of climatology.
SEASON_PRIOR = 3.0
#: Probabilities of a reference keep this distance from 0 and 1.
EDGE = 0.002


def origins_before(last: int, first: int, step: int = 7) -> NDArray[np.intp]:
    """Every ``step``-th day from ``first`` on, counted back from ``last`` so that ``last`` is one of them."""
    return np.arange(last, first - 1, -step, dtype=np.intp)[::-1]


def _happened(counts: NDArray[np.float32], horizon: int) -> NDArray[np.bool_]:
    """For each start s: an event on one of the days s .. s + H - 1; shape (..., days - H + 1)."""
    seen = np.concatenate(
        [np.zeros((*counts.shape[:-1], 1), dtype=np.int32), np.cumsum(counts > 0, axis=-1, dtype=np.int32)], axis=-1
    )
    return np.asarray(seen[..., horizon:] > seen[..., :-horizon])


def outcomes(counts: NDArray[np.float32], horizon: int, origins: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether the window (t, t + H] of each origin held an event; shape (pairs, classes, origins). Every window must have ended."""
    return np.asarray(_happened(counts, horizon)[..., origins + 1])


def climatology(counts: NDArray[np.float32], horizon: int, origins: NDArray[np.intp]) -> Array:
    """Share of the windows that had ended by each origin and held an event, drawn to the mean of its class.

    The windows of every earlier day count; n of them weigh as n / H, as they overlap. Shape (pairs, classes, origins), inside
    (EDGE, 1 - EDGE). Without an ended window the mean over the pairs stands, without any at all one half.
    """
    known = np.maximum(origins + 1 - horizon + 1, 0)
    share = _share(_happened(counts, horizon), known)
    mean = share.mean(axis=0, keepdims=True) if len(share) else share
    mean = np.where(known > 0, mean, 0.5)
    independent = known / horizon
    return np.clip((share * independent + mean * PRIOR_WINDOWS) / (independent + PRIOR_WINDOWS), EDGE, 1 - EDGE)


def _share(windows: NDArray[np.bool_], known: NDArray[np.intp]) -> Array:
    sums = np.concatenate(
        [np.zeros((*windows.shape[:-1], 1), dtype=np.int32), np.cumsum(windows, axis=-1, dtype=np.int32)], axis=-1
    )
    return np.asarray(sums[..., np.minimum(known, windows.shape[-1])] / np.maximum(known, 1))


def persistence(counts: NDArray[np.float32], horizon: int, origins: NDArray[np.intp], base: Array) -> Array:
    """How often an event came after a window like the last one (with an event, or without), in this pair and class.

    ``base``: the climatology, to which small records are drawn. Shape as ``base``.
    """
    windows = _happened(counts, horizon)
    held = np.empty_like(base)
    after, before = windows[..., horizon:], windows[..., :-horizon]
    known = np.maximum(origins + 1 - 2 * horizon + 1, 0)
    now = windows[..., np.maximum(origins + 1 - horizon, 0)] & (origins + 1 >= horizon)
    for state in (True, False):
        like = before == state
        cases = _share(like, known) * known / horizon
        came = _share(like & after, known) * known / horizon
        p = (came + base * PRIOR_WINDOWS) / (cases + PRIOR_WINDOWS)
        held = np.where(now == state, p, held)
    return np.clip(held, EDGE, 1 - EDGE)


def season(
    counts: NDArray[np.float32],
    horizon: int,
    origins: NDArray[np.intp],
    base: Array,
    first_day: np.datetime64,
) -> Array:
    """How often an event came in the windows that began in the same calendar month of earlier years; shape as ``base``."""
    windows = _happened(counts, horizon)
    starts = first_day + np.arange(windows.shape[-1]).astype("timedelta64[D]")
    month = starts.astype("datetime64[M]").astype(int) % 12
    said = np.empty_like(base)
    wanted = (first_day + (origins + 1).astype("timedelta64[D]")).astype("datetime64[M]").astype(int) % 12
    known = np.maximum(origins + 1 - horizon + 1, 0)
    for each in np.unique(wanted):
        inside = month == each
        here = wanted == each
        cases = np.concatenate([[0], np.cumsum(inside)])[known] / horizon
        came = np.concatenate(
            [np.zeros((*windows.shape[:-1], 1), np.int32), np.cumsum(windows & inside, axis=-1, dtype=np.int32)], axis=-1
        )[..., known] / horizon  # fmt: skip
        p = (came + base * SEASON_PRIOR) / (cases + SEASON_PRIOR)
        said[..., here] = p[..., here]
    return np.clip(said, EDGE, 1 - EDGE)
