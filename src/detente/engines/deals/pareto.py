"""Packages that nobody can improve on without a loss to somebody (section 5)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.engines.deals.issues import TOLERANCE
from detente.engines.deals.utilities import Array

Places = NDArray[np.int64]


def pareto(utilities: Sequence[Array]) -> Places:
    """Places of the non-dominated columns, ascending; of columns with equal utilities (1e-12) only the first.

    ``utilities``: one array of shape (packages,) for each government.
    """
    size = len(utilities[0])
    if size == 0:
        return np.zeros(0, np.int64)
    kept = _survivors(utilities[0], utilities[1]) if len(utilities) == 2 else np.arange(size)
    ranks = np.array([_ranks(each[kept]) for each in utilities])
    chosen = _two(ranks) if len(utilities) == 2 else _many(ranks)
    return np.sort(kept[chosen])


def _survivors(first: Array, second: Array) -> Places:
    """A cheap pass that drops what is clearly dominated, so that the exact one sees few."""
    order = np.argsort(-first, kind="stable")
    best = np.maximum.accumulate(second[order])
    return np.sort(order[second[order] >= best - 1e-9])


def _ranks(values: Array) -> Places:
    """Whole numbers in the order of the values, equal where neighbours differ by the tolerance or less."""
    order = np.argsort(values, kind="stable")
    steps = np.concatenate(([0], (np.diff(values[order]) > TOLERANCE).cumsum()))
    ranks = np.empty(len(values), np.int64)
    ranks[order] = steps
    return ranks


def _two(ranks: Places) -> Places:
    """One sort: the first government's rank falling, and a running maximum of the second's."""
    order = np.lexsort((np.arange(ranks.shape[1]), -ranks[1], -ranks[0]))
    second = ranks[1][order]
    before = np.concatenate(([-1], np.maximum.accumulate(second)[:-1]))
    return np.asarray(order[second > before], np.int64)


def _many(ranks: Places) -> Places:
    """Take the column with the largest sum of ranks, drop what it dominates, repeat."""
    order = np.lexsort((np.arange(ranks.shape[1]), -ranks.sum(axis=0)))
    left, found = ranks[:, order], []
    while order.size:
        found.append(order[0])
        beaten = (left <= left[:, :1]).all(axis=0)
        order, left = order[~beaten], left[:, ~beaten]
    return np.array(found, np.int64)
