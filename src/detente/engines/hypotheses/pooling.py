"""Several distributions made into one, with the spread that any pool hides (section 9)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.hypotheses.arrays import Array


@dataclass(frozen=True)
class Pools:
    """Linear, logarithmic and median pool (None where nothing is left to renormalise); the least and most of each."""

    linear: Array | None
    log: Array | None
    median: Array | None
    spread: Array
    n: int


def pool(distributions: Sequence[Array], extremise: float, weights: Sequence[float] | None = None) -> Pools:
    """All pools of distributions over the same hypotheses; ``weights`` (default equal) act on the linear and log pool.

    Each pool p becomes p^x / sum p^x with ``extremise`` x. ``spread`` has shape (hypotheses, 2).
    """
    p = np.array(distributions, float)
    w = np.ones(len(p)) if weights is None else np.asarray(weights, float)
    w = w / w.sum()
    with np.errstate(divide="ignore"):
        means = w @ np.log(p)  # a zero of anybody stays a zero
    geometric = np.exp(means - means.max()) if means.max() > -np.inf else np.zeros(len(means))
    return Pools(
        _finish(w @ p, extremise),
        _finish(geometric, extremise),
        _finish(np.median(p, axis=0), extremise),
        np.stack([p.min(axis=0), p.max(axis=0)], axis=1),
        len(p),
    )


def _finish(p: Array, extremise: float) -> Array | None:
    if p.sum() == 0:
        return None
    sharp = (p / p.max()) ** extremise
    result: Array = sharp / sharp.sum()
    return result
