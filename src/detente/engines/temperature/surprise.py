"""Surprise: -log2 of the probability that a forecast from earlier periods alone gave to what came.

The forecast of the count y_t in exposure e_t is gamma-Poisson, that is negative binomial. Its mean is m_t = e_t A / E with
A = sum of d^(t-1-k) y_k + 1/2 and E = sum of d^(t-1-k) e_k + 1/2 over the earlier periods k; d forgets. Its gamma is as
wide as the estimate is unsure (1 / A) plus as the earlier errors were wider than Poisson (psi, by moments):

    1 / r_t = 1 / A + psi_t,   psi_t = max(0, sum d^(t-1-k) ((y_k - m_k)^2 - m_k) / sum d^(t-1-k) m_k^2),

so that thousands of machine-coded events a month, which never are Poisson, do not surprise every month.
"""

from dataclasses import dataclass

import numpy as np

from detente.engines.temperature.record import Floats, Ints
from detente.engines.temperature.special import betainc, gammaln

#: What an earlier period counts for, one period later.
MEMORY = {"month": 0.9, "week": 0.97}
#: The first periods are learned from, not judged.
WARM_UP = {"month": 6, "week": 13}


@dataclass(frozen=True)
class Surprise:
    """Arrays over the periods, nan while the forecast is still learning.

    ``bits`` is -log2 P(y); a count with many likely values has some even when all is as expected. ``tail_bits`` is
    -log2 of the two-sided tail, min(1, 2 min(P(Y <= y), P(Y >= y))): under the forecast it exceeds k with probability at
    most 2^-k. ``above`` is true where more came than the mean.
    """

    expected: Floats
    bits: Floats
    tail_bits: Floats
    above: Ints


def surprise(counts: Ints, exposure: Floats, memory: float, warm_up: int) -> Surprise:
    """How surprising each count is in view of the earlier ones.

    ``counts`` are whole and 0 or more, ``exposure`` 0 or more; ``memory`` in (0, 1]. Raises ValueError otherwise.
    """
    if not 0 < memory <= 1 or warm_up < 1:
        raise ValueError("the memory lies above 0 and up to 1, and at least one period is learned from")
    size = len(counts)
    mean, wide = np.full(size, np.nan), np.full(size, np.nan)
    came, seen, excess, scale = 0.0, 0.0, 0.0, 0.0
    for t in range(size):
        if seen > 0 and exposure[t] > 0:
            mean[t] = exposure[t] * (came + 0.5) / (seen + 0.5)
            wide[t] = 1 / (came + 0.5) + max(0.0, excess / scale if scale > 0 else 0.0)
            excess = memory * excess + (counts[t] - mean[t]) ** 2 - mean[t]
            scale = memory * scale + mean[t] ** 2
        came, seen = memory * came + counts[t], memory * seen + exposure[t]
    judged = (np.arange(size) >= warm_up) & np.isfinite(mean)
    mean, wide = np.where(judged, mean, np.nan), np.where(judged, wide, np.nan)
    shape = 1 / wide
    hit = shape / (shape + mean)
    y = counts.astype(np.float64)
    log_p = gammaln(y + shape) - gammaln(shape) - gammaln(y + 1) + shape * np.log(hit) + y * np.log1p(-hit)
    below = betainc(shape, y + 1, hit)
    over = np.where(y > 0, 1 - betainc(shape, np.maximum(y, 1), hit), 1.0)
    over = np.where((y > 0) & (over < 1e-6), betainc(np.maximum(y, 1), shape, 1 - hit), over)
    tail = np.minimum(1.0, 2 * np.minimum(below, over))
    bits = -np.log2(np.maximum(tail, 1e-300))
    return Surprise(mean, -log_p / np.log(2), np.where(judged, np.maximum(bits, 0.0), np.nan), (y > mean).astype(np.int64))  # fmt: skip
