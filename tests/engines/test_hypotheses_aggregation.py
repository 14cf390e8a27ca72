"""Coherentise, then pool: what it gains over one raw judge in simulation (the method's property test of aggregation)."""

import numpy as np
import pytest

from detente.engines.hypotheses.coherence import partition
from detente.engines.hypotheses.pooling import pool

ROUNDS = 1_500
#: Judges -> least fall of the mean absolute error, in percent; and the tolerance of the simulation, in points.
LEAST, TOLERANCE = {3: 50.0, 5: 60.0}, 2.0


def gain(judges: int, how: str, name: str, extremise: float = 1.0) -> float:
    """Fall of the mean absolute error in percent, against the raw individual, over truths from Dirichlet(1, 1, 1, 1).

    Judge j reports ``expit(logit(t) + s_j N(0, 1) + .3)`` with ``s_j = 1.2 exp(.5 N(0, 1))``: noisy, and too high.
    """
    rng = np.random.default_rng(7)
    truth = rng.dirichlet(np.ones(4), ROUNDS)
    inside = np.clip(truth, 0.01, 0.99)[:, np.newaxis, :]
    noise = 1.2 * np.exp(0.5 * rng.standard_normal((ROUNDS, judges, 1)))
    logit = np.log(inside / (1 - inside)) + noise * rng.standard_normal((ROUNDS, judges, 4)) + 0.3
    raw = 1 / (1 + np.exp(-logit))
    pooled = np.array([
        getattr(pool([partition(x, how).p for x in each], extremise), name) for each in raw
    ])  # fmt: skip
    alone = np.abs(raw - truth[:, np.newaxis, :]).mean()
    return float(100 * (1 - np.abs(pooled - truth).mean() / alone))


@pytest.mark.parametrize("judges", LEAST)
def test_the_defaults_gain_what_the_method_says(judges: int) -> None:
    assert gain(judges, "normalise", "linear") >= LEAST[judges] - TOLERANCE
