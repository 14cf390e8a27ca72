"""Structural breaks: penalised least squares over all ways to cut a series into stretches of one level.

Values x_t with weights w_t (the variance of x_t is sigma^2 / w_t) cost, in stretches S,

    sum over S of  sum over t in S of w_t (x_t - m_S)^2  +  beta (number of stretches - 1),

with m_S the weighted mean of the stretch. The minimum over all cuts is found exactly by dynamic programming (optimal
partitioning: Jackson et al. 2005, IEEE Signal Processing Letters 12(2)). beta = 3 sigma^2 log T for T values: a Schwarz
penalty for the level, the place and, where a half would do, room for noise that is not normal. sigma^2 comes from
neighbours (von Neumann 1941), sum of w_t w_t' / (w_t + w_t') (x_t' - x_t)^2 over T - 1, so that a break spoils one term only.
"""

import itertools
from dataclasses import dataclass
from math import log

import numpy as np

from detente.engines.temperature.record import Floats, Ints

#: beta is this times sigma^2 log T.
PENALTY = 3.0
#: A stretch holds at least so many values.
SHORTEST = 3


@dataclass(frozen=True)
class Breaks:
    """``at`` holds the places where a new stretch begins, without 0; ``levels`` the weighted means of the stretches.

    ``null_any`` is the share of shuffled series with at least one break, ``p`` that with at least as many as were found
    (the series itself counted among them). Shuffling undoes any persistence from one period to the next, so a slow drift
    also yields breaks: they say that the level changed, not that it did so overnight.
    """

    at: tuple[int, ...]
    levels: tuple[float, ...]
    null_any: float | None
    p: float | None


def find_breaks(values: Floats, weights: Floats, rng: np.random.Generator | None = None, shuffles: int = 200, shortest: int = SHORTEST, penalty: float = PENALTY) -> Breaks:  # fmt: skip
    """The breaks of a series of T values. Values of weight 0 or nan say nothing and are stepped over.

    With ``rng`` the pairs of value and weight are shuffled ``shuffles`` times and cut in the same way. Raises ValueError if
    ``shortest`` is below 1 or ``penalty`` negative.
    """
    if shortest < 1 or penalty < 0:
        raise ValueError("a stretch has at least 1 value, and a penalty is 0 or more")
    told = np.flatnonzero((weights > 0) & np.isfinite(values))
    x, w = values[told], weights[told]
    if len(x) < 2 * shortest:
        return Breaks((), (float(np.average(x, weights=w)),) if len(x) else (), None, None)
    cuts = _cut(x[None, :], w[None, :], shortest, penalty)[0]
    edges = [0, *cuts, len(x)]
    levels = tuple(float(np.average(x[a:b], weights=w[a:b])) for a, b in itertools.pairwise(edges))
    null_any = p = None
    if rng is not None and shuffles:
        order = rng.permuted(np.tile(np.arange(len(x)), (shuffles, 1)), axis=1)
        found = np.array([len(each) for each in _cut(x[order], w[order], shortest, penalty)])
        null_any = float((found > 0).mean())
        p = float((1 + (found >= len(cuts)).sum()) / (1 + shuffles))
    return Breaks(tuple(int(told[each]) for each in cuts), levels, null_any, p)


def noise(x: Floats, w: Floats) -> Floats:
    """sigma^2 of each row, from neighbours."""
    one, two = w[:, :-1], w[:, 1:]
    return np.asarray((one * two / (one + two) * np.diff(x, axis=1) ** 2).sum(axis=1) / (x.shape[1] - 1))


def _cut(x: Floats, w: Floats, shortest: int, penalty: float) -> list[list[int]]:
    """The best cuts of each row: F(j) = min over i of F(i) + cost(i, j) + beta."""
    rows, size = x.shape
    x = x - x.mean(axis=1, keepdims=True)  # keeps the sums of squares apart from rounding
    sums = [np.concatenate([np.zeros((rows, 1)), np.cumsum(each, axis=1)], axis=1) for each in (w, w * x, w * x * x)]
    least = 1e-9 * sums[2][:, -1] + 1e-12  # no break is bought with rounding errors
    beta = np.maximum(penalty * noise(x, w) * log(size), least)
    best = np.full((rows, size + 1), np.inf)
    best[:, 0] = -beta
    last: Ints = np.zeros((rows, size + 1), dtype=np.int64)
    for j in range(shortest, size + 1):
        i = np.arange(j - shortest + 1)
        weight, first, second = (each[:, j, None] - each[:, i] for each in sums)
        whole = best[:, i] + second - first**2 / weight + beta[:, None]
        last[:, j] = whole.argmin(axis=1)
        best[:, j] = whole[np.arange(rows), last[:, j]]
    return [_back(row, size) for row in last]


def _back(last: Ints, size: int) -> list[int]:
    found, at = [], int(last[size])
    while at > 0:
        found.append(at)
        at = int(last[at])
    return found[::-1]
