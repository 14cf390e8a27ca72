"""Ranks under the time-aware filter, and what is made of them: mean reciprocal rank and hits.

A question is (a, q, day) with one true answer b. Before ranking, the other true answers of the same question on the same
day are dropped. An answer's rank is 1 + the number of better ones + half the number of equal ones (ties by average).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.stream import Ids

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Truth:
    """The true answers of every question, as sorted keys: ``group`` of each question, ``keys`` = group * entities + b."""

    group: Ids
    keys: Ids
    sizes: Ids
    entities: int


def truth(a: Ids, q: Ids, b: Ids, day: Ids, entities: int) -> Truth:
    """Group questions that are the same: same actor, relation (both ways) and day."""
    first = int(day.min(initial=0))
    asked = ((day - first) * (int(q.max(initial=0)) + 1) + q) * entities + a
    group = np.unique(asked, return_inverse=True)[1].astype(np.int64)
    keys = np.unique(group * entities + b)
    return Truth(group, keys, np.bincount(keys // entities, minlength=int(group.max(initial=-1)) + 1), entities)


def ranks(
    answers: Truth, rows: Ids, b: Ids, candidates: npt.NDArray[np.int32], scores: npt.NDArray[np.floating]
) -> Doubles:
    """The filtered rank of the true answer ``b`` of the questions ``rows``.

    ``candidates`` (questions, K) holds entity ids, -1 for none, and ``scores`` their scores. Entities that are no
    candidates share one score below all of these.
    """
    real = candidates >= 0
    group = answers.group[rows]
    keys = group[:, None] * answers.entities + candidates
    place = np.minimum(np.searchsorted(answers.keys, keys), len(answers.keys) - 1)
    right = real & (candidates == b[:, None])
    open_ = real & ((answers.keys[place] != keys) | right)
    found = right.any(1)
    own = np.where(found, np.where(right, scores, 0.0).sum(1), -np.inf)
    above = (open_ & (scores > own[:, None])).sum(1)
    equal = (open_ & (scores == own[:, None])).sum(1) - 1
    others = answers.entities - (answers.sizes[group] - 1) - open_.sum(1)
    rank: Doubles = np.where(found, 1.0 + above + equal / 2.0, open_.sum(1) + (others + 1.0) / 2.0)
    return rank


def summary(found: Doubles) -> dict[str, object]:
    """``mrr`` and ``hits`` at 1, 3 and 10 (shares) of some ranks."""
    if not len(found):
        raise ValueError("no questions, no score")
    return {"mrr": float((1.0 / found).mean()), "hits": {str(k): float((found <= k).mean()) for k in (1, 3, 10)}}
