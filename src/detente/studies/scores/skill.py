"""Skill against a reference, and how sure a mean score is."""

from collections.abc import Sequence

from detente.kernel.seeds import generator

RESAMPLES = 2_000


def skill(score: float, reference: float) -> float | None:
    """``1 - S / S_ref``: 1 is perfect, 0 no better than the reference; None when the reference is perfect."""
    return None if reference == 0 else 1 - score / reference


def interval95(scores: Sequence[float], seed: int = 0, resamples: int = RESAMPLES) -> tuple[float, float] | None:
    """The 95 % interval of the mean by a bootstrap over questions; None without scores. Same seed, same interval."""
    import numpy as np

    if not scores:
        return None
    values = np.asarray(scores, dtype=float)
    means = values[generator(seed).integers(0, len(values), size=(resamples, len(values)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)
