"""Raw probabilities made coherent: normalised, or moved to the nearest distribution (section 9).

The coherent approximation is that of Predd et al. 2008; the projection on the simplex is by sort and threshold.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.hypotheses.arrays import Array

ASK_AGAIN = 0.15
REFUSED = 0.50


@dataclass(frozen=True)
class Coherent:
    """``p`` is None where the events do not determine it; ``events`` are their coherent probabilities, None without events."""

    p: Array | None
    incoherence: float
    events: Array | None = None

    @property
    def ask_again(self) -> bool:
        """True if the raw probabilities were so far from coherent that the person should be asked again."""
        return self.incoherence > ASK_AGAIN


def project(x: Array) -> Array:
    """The nearest point of the simplex (Euclidean)."""
    falling = np.sort(x)[::-1]
    thresholds = (np.cumsum(falling) - 1) / np.arange(1, len(x) + 1)
    last = np.flatnonzero(falling > thresholds)[-1]
    result: Array = np.maximum(x - thresholds[last], 0)
    return result


def incoherence(x: Sequence[float]) -> float:
    """Euclidean distance of raw probabilities to the simplex."""
    raw = np.asarray(x, float)
    return float(np.linalg.norm(raw - project(raw)))


def partition(x: Sequence[float], how: str) -> Coherent:
    """One raw probability for each hypothesis; ``how`` is ``normalise`` or ``cap`` (the projection)."""
    raw = np.asarray(x, float)
    nearest = project(raw)
    p = nearest if how == "cap" or raw.sum() == 0 else raw / raw.sum()
    return Coherent(p, float(np.linalg.norm(raw - nearest)))


def over_events(events: Sequence[tuple[Sequence[int], float]], count: int) -> Coherent:
    """Raw probabilities of events (sets of hypotheses): minimise ``||A t - x||`` over the simplex.

    Because the elements of t sum to 1, ``A t - x = (A - x 1') t``: the nearest point of the convex hull of the columns to
    the origin. Non-negative least squares with an added row ``1' t = 1`` has its solution on the same ray, for any
    weight of that row, so that the solution only has to be rescaled.
    """
    from scipy.optimize import nnls

    matrix = np.zeros((len(events), count))
    for row, (members, _) in enumerate(events):
        matrix[row, list(members)] = 1
    x = np.array([p for _, p in events], float)
    system = np.vstack([matrix - x[:, np.newaxis], np.ones(count)])
    t, _ = nnls(system, np.append(np.zeros(len(events)), 1.0))
    t /= t.sum()
    fitted = matrix @ t
    determined = np.linalg.matrix_rank(np.vstack([matrix, np.ones(count)])) == count
    return Coherent(t if determined else None, float(np.linalg.norm(fitted - x)), fitted)
