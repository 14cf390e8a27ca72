"""Intervals from the counts: gamma-Poisson for rates, beta for the share of cooperation, draws for the net.

A count y in exposure e has the rate lambda with posterior Gamma(y + 1/2, e) (Jeffreys' prior for a Poisson rate). Two such
rates with one exposure give the share lambda_1 / (lambda_1 + lambda_2) the posterior Beta(y_1 + 1/2, y_2 + 1/2), exactly.
The intervals say what chance alone does to counts of independent events; stories breed stories, so they are the least width.
"""

import numpy as np

from detente.engines.temperature.record import Floats, Ints
from detente.engines.temperature.special import betaincinv, gammaincinv

#: Jeffreys' prior for a Poisson rate.
HALF = 0.5


def rate_interval(counts: Ints, exposure: Floats, level: float) -> tuple[Floats, Floats]:
    """Lower and upper end of the central interval of each rate (events in a period of full exposure); nan without exposure."""
    tail = (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (np.where(exposure > 0, gammaincinv(counts + HALF, q) / exposure, np.nan) for q in (tail, 1 - tail))
    return np.where(counts > 0, low, np.where(exposure > 0, 0.0, np.nan)), high


def share_interval(cooperation: Floats, conflict: Floats, level: float) -> tuple[Floats, Floats]:
    """Central interval of the share of cooperation; nan in periods without events."""
    tail = (1 - level) / 2
    none = cooperation + conflict <= 0
    low, high = (betaincinv(cooperation + HALF, conflict + HALF, q) for q in (tail, 1 - tail))
    return np.where(none, np.nan, np.where(cooperation > 0, low, 0.0)), np.where(none, np.nan, np.where(conflict > 0, high, 1.0))  # fmt: skip


def net_interval(cooperation: Ints, conflict: Ints, exposure: Floats, level: float, rng: np.random.Generator, draws: int) -> tuple[Floats, Floats]:  # fmt: skip
    """Interval of the rate of cooperation less that of conflict, from ``draws`` of both posteriors; nan without exposure."""
    one = rng.standard_gamma(cooperation + HALF, (draws, len(cooperation)))
    two = rng.standard_gamma(conflict + HALF, (draws, len(conflict)))
    with np.errstate(divide="ignore", invalid="ignore"):
        net = np.where(exposure > 0, (one - two) / exposure, np.nan)
    low, high = np.quantile(net, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high


def more_cooperative(now: tuple[float, float], before: tuple[float, float], rng: np.random.Generator, draws: int) -> float:  # fmt: skip
    """Probability that the share of cooperation now is above that before; each pair is (cooperation, conflict)."""
    one = rng.beta(now[0] + HALF, now[1] + HALF, draws)
    two = rng.beta(before[0] + HALF, before[1] + HALF, draws)
    return float((one > two).mean())
