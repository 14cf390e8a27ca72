"""Scores of forecasts of a number: CRPS, interval score, weighted interval score."""

from collections.abc import Mapping, Sequence
from typing import Literal

from detente.studies.scores.library import rule


def crps_normal(mean: float, sd: float, outcome: float) -> float:
    """Continuous ranked probability score of a normal forecast (Gneiting & Raftery 2007)."""
    return rule("crps_normal", outcome, mean, sd)


def log_normal_density(mean: float, sd: float, outcome: float) -> float:
    """Minus the logarithm of the normal density at the outcome."""
    return rule("logs_normal", outcome, mean, sd)


def crps_sample(members: Sequence[float], outcome: float, estimator: Literal["nrg", "fair"] = "nrg") -> float:
    """CRPS of draws; ``fair`` corrects for a small ensemble (and is 0 at best even for three members around the outcome)."""
    return rule("crps_ensemble", outcome, [float(each) for each in members], estimator=estimator)


def interval(lower: float, upper: float, alpha: float, outcome: float) -> float:
    """``(u - l) + (2/alpha)(l - y)+ + (2/alpha)(y - u)+`` of a central interval that misses with probability alpha."""
    return rule("interval_score", outcome, lower, upper, alpha)


def weighted_interval(median: float, intervals: Sequence[tuple[float, float, float]], outcome: float) -> float:
    """``[ |y - m|/2 + sum_k (alpha_k/2) IS_k ] / (K + 1/2)`` over (lower, upper, alpha) (Bracher et al. 2021).

    Built from the interval score: the library's own function is wrong on its NumPy backend (version 0.10.0).
    """
    inside = sum(alpha / 2 * interval(lower, upper, alpha, outcome) for lower, upper, alpha in intervals)
    return (abs(outcome - median) / 2 + inside) / (len(intervals) + 0.5)


def central_intervals(quantiles: Mapping[float, float]) -> list[tuple[float, float, float]]:
    """The (lower, upper, alpha) of every pair of levels q and 1 - q below and above one half, widest first."""
    levels = {round(level, 9): value for level, value in quantiles.items()}
    pairs = []
    for level in sorted(each for each in levels if each < 0.5):
        partner = round(1 - level, 9)
        if partner in levels:
            pairs.append((levels[level], levels[partner], round(2 * level, 9)))
    return pairs
