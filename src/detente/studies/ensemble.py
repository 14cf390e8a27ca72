"""The ensemble of an issue: the weighted mean under every range at once, and which range moves it."""

from dataclasses import dataclass

import numpy as np

from detente.engines.bargaining.inputs import Array, Cells
from detente.engines.bargaining.issue import Issue
from detente.engines.bargaining.solve import weighted_mean, weighted_median, weights
from detente.kernel.seeds import generator
from detente.studies.issue_draws import FIELDS, Draws, draw_issue

DRAWS = 10_000
#: A spread below this share of the values is rounding, not variation.
_NOISE = 1e-9


@dataclass(frozen=True)
class Ensemble:
    """Quantiles of the weighted mean over the draws, and what it hangs on.

    ``drivers`` are (actor, field, share of variance), largest first: squared correlation of a cell with the outcome,
    scaled to sum to 1 over all cells (:mod:`detente.studies.sensitivity` has the slower Sobol indices). ``plain_mean`` is
    the mean of the unweighted positions over the draws (the null); ``median_jump`` the distance between the 10 % and 90 %
    quantiles of the weighted median.
    """

    draws: int
    seed: int
    mean: float
    q05: float
    q10: float
    q50: float
    q90: float
    q95: float
    drivers: tuple[tuple[str, str, float], ...]
    plain_mean: float
    median_jump: float


def ensemble(issue: Issue, *, draws: int = DRAWS, seed: int = 0) -> Ensemble:
    """Draw every cell from its triangular range and settle each draw. Same seed, same bytes.

    Raises ValueError for fewer than 2 draws. Memory is 8 bytes x draws x actors x 3.
    """
    if draws < 2:
        raise ValueError(f"an ensemble needs at least 2 draws, not {draws}")
    drawn = draw_issue(issue, draws, generator(seed))
    w = weights(drawn.capability, drawn.salience)
    outcome = weighted_mean(drawn.position, w)
    medians = np.quantile(weighted_median(drawn.position, w), [0.1, 0.9])
    q05, q10, q50, q90, q95 = map(float, np.quantile(outcome, [0.05, 0.1, 0.5, 0.9, 0.95]))
    return Ensemble(draws, seed, float(outcome.mean()), q05, q10, q50, q90, q95, _drivers(issue, drawn, outcome),
                    float(drawn.position.mean()), float(medians[1] - medians[0]))  # fmt: skip


def _drivers(issue: Issue, drawn: Draws, outcome: Array) -> tuple[tuple[str, str, float], ...]:
    """Squared correlation of every cell with the outcome. The mean is close to linear in each, so ranks add nothing."""
    centred = outcome - outcome.mean()
    if outcome.std() <= _NOISE * max(1.0, float(np.abs(outcome).max())):
        return ()
    found = []
    for name in FIELDS:
        cells: Cells = getattr(issue, name)
        values: Array = getattr(drawn, name)
        deviation = values - values.mean(axis=0)
        scale = np.sqrt((deviation**2).sum(axis=0) * (centred**2).sum())
        varies = (cells.high > cells.low) & (scale > 0)
        rho2 = np.where(varies, ((deviation * centred[:, None]).sum(axis=0) / np.where(varies, scale, 1.0)) ** 2, 0.0)
        found += [(actor, name, float(value)) for actor, value in zip(issue.actors, rho2, strict=True) if value > 0]
    total = sum(value for _, _, value in found) or 1.0
    return tuple(sorted(((a, f, v / total) for a, f, v in found), key=lambda each: -each[2]))
