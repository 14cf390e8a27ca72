"""Scores of events: Brier, logarithmic, and the baseline score."""

from collections.abc import Mapping, Sequence
from math import log2

from detente.studies.scores.library import rule


def brier(p: float, happened: bool) -> float:
    """``(p - o)^2``, 0 (best) to 1: the one-sided form for yes or no (Brier 1950, halved)."""
    return rule("brier_score", float(happened), p)


def brier_options(p: Mapping[str, float], happened: str) -> float:
    """``sum_k (p_k - o_k)^2``, 0 to 2; with two options twice the one-sided value. An option not named has probability 0."""
    named = dict.fromkeys([*p, happened], 0.0) | dict(p)
    return sum((value - (option == happened)) ** 2 for option, value in named.items())


def log_score(p: float) -> float | None:
    """``-ln p`` of what happened; None when that was called impossible (p = 0)."""
    return None if p <= 0 else rule("log_score", 1.0, p)


def baseline(p: float) -> float | None:
    """The baseline score of Metaculus for yes or no, ``100 (log2 p + 1)`` with p of what happened; None at p = 0."""
    return None if p <= 0 else 100 * (log2(p) + 1)


def rps(p: Sequence[float], category: int) -> float:
    """Ranked probability score ``sum_k (F_k - O_k)^2``, unnormalised; ``category`` is the one that happened, from 1."""
    return rule("rps_score", category, list(p))


def ranked_log(p: Sequence[float], category: int) -> float | None:
    """Sum of the logarithmic scores of the cumulative events; None when one of them was called impossible."""
    total, below = sum(p), 0.0
    for place, value in enumerate(p[:-1], 1):
        below += value
        if (below if place >= category else total - below) <= 0:
            return None
    return rule("rls_score", category, list(p))
