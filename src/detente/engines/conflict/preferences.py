"""From statements, rankings and values to rank values: larger is preferred, equal is a tie.

A state's score is, tier by tier, the number of the tier's statements that hold there; scores are compared
lexicographically. Scores are refined to dense ranks whenever the next tier would leave 63 bits, so that the number of
statements is unbounded (2^k weights in one machine integer would overflow past 63).
"""

from collections import defaultdict
from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools, Columns
from detente.engines.conflict.pattern import Condition

Ranks = NDArray[np.integer]

#: Scores are refined to ranks before they leave 63 bits.
_ROOM = 1 << 62
#: From so many states on loading the compiled form takes less time than it saves.
_COMPILED_FROM = 1 << 16


def dense(values: Ranks | Sequence[int | float]) -> Ranks:
    """Ranks 0, 1, ... of values, equal values alike. Shape (S,); exact for whole numbers of any size."""
    if isinstance(values, np.ndarray):
        return np.unique(values, return_inverse=True)[1].astype(np.int64).reshape(-1)
    place = {value: rank for rank, value in enumerate(sorted(set(values)))}
    return np.array([place[value] for value in values], np.int64)


def ranks_of_conditions(statements: Sequence[tuple[float, Condition]], columns: Columns) -> Ranks:
    """Dense ranks of statements given as (tier, condition), shape (S,); by the compiled form where states are many."""
    if len(columns) >= _COMPILED_FROM and find_spec("numba") is not None:
        from detente.engines.conflict.scores import ranks_of

        return ranks_of(statements, columns)
    return statement_ranks([(tier, condition.evaluate(columns)) for tier, condition in statements], len(columns))


def statement_ranks(columns: Sequence[tuple[float, Bools]], size: int) -> Ranks:
    """Dense ranks of statements given as (tier, where it holds), shape (S,)."""
    ranks: Ranks = np.zeros(size, np.int64)
    bound = 1
    for count, most in tier_counts(columns, size):
        if bound > _ROOM // (most + 1):
            ranks, bound = dense(ranks), size
        ranks, bound = ranks * (most + 1) + count, bound * (most + 1)
    return dense(ranks)


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
