"""From statements, rankings and values to rank values: larger is preferred, equal is a tie.

A state's score is, tier by tier, the number of the tier's statements that hold there; scores are compared
lexicographically. Ranks are refined one tier at a time, so no number ever grows beyond S times the size of a tier
(2^k weights would leave a machine integer past 63 statements).
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools

Ranks = NDArray[np.int64]


def dense(values: NDArray[np.int64] | Sequence[int | float]) -> Ranks:
    """Ranks 0, 1, ... of values, equal values alike. Shape (S,); exact for whole numbers of any size."""
    if isinstance(values, np.ndarray):
        return np.unique(values, return_inverse=True)[1].astype(np.int64).reshape(-1)
    place = {value: rank for rank, value in enumerate(sorted(set(values)))}
    return np.array([place[value] for value in values], np.int64)


def statement_ranks(columns: Sequence[tuple[float, Bools]], size: int) -> Ranks:
    """Dense ranks of statements given as (tier, where it holds), shape (S,)."""
    ranks = np.zeros(size, np.int64)
    for count, most in tier_counts(columns, size):
        ranks = dense(ranks * (most + 1) + count)
    return ranks


def tier_counts(columns: Sequence[tuple[float, Bools]], size: int) -> list[tuple[NDArray[np.int64], int]]:
    """For each tier, most important first: how many of its statements hold in each state, and how many it has."""
    tiers: dict[float, list[Bools]] = defaultdict(list)
    for tier, true in columns:
        tiers[tier].append(true)
    found = []
    for tier in sorted(tiers):
        count = np.zeros(size, np.int64)
        for true in tiers[tier]:
            count += true
        found.append((count, len(tiers[tier])))
    return found
