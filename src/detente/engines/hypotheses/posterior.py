"""Priors times likelihoods, in logarithms; decibans and bits (section 6)."""

from math import log10

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.copula import joint
from detente.engines.hypotheses.table import Table, Unit

#: Log weights closer than this are a tie: symmetrical questions must not be decided by rounding.
TIE = 11
DECIBAN = 10 / np.log(10)


def log(values: Array) -> Array:
    """Natural logarithm with log 0 = -inf."""
    with np.errstate(divide="ignore"):
        result: Array = np.log(values)
    return result


def unit_reports(table: Table, unit: Unit, without: int | None = None) -> Array:
    """P(reports of the unit | H), optionally without one of its items."""
    members = [each for each in unit.members if each != without]
    return joint(unit.dependence, table.likelihood[members], table.if_true[members], table.if_false[members])


def unit_logs(table: Table) -> Array:
    """Log P(reports of the unit | H), shape (units, hypotheses)."""
    rows = [log(unit_reports(table, unit)) for unit in table.units]
    return np.array(rows).reshape(len(rows), len(table.names))


def log_weights(table: Table, logs: Array | None = None) -> Array:
    """Log of prior times likelihoods, not normalised."""
    total: Array = log(table.prior) + (unit_logs(table) if logs is None else logs).sum(axis=0)
    return total


def normalise(log_weight: Array) -> Array | None:
    """Probabilities from log weights; None where every hypothesis is impossible."""
    top = log_weight.max()
    if top == -np.inf:
        return None
    weights = np.exp(log_weight - top)
    result: Array = weights / weights.sum()
    return result


def posterior(table: Table) -> Array | None:
    """The posterior; None where every hypothesis is impossible."""
    return normalise(log_weights(table))


def replaced(table: Table, logs: Array, unit: int, row: Array) -> Array:
    """Log weights with the log likelihoods of one unit replaced."""
    changed = logs.copy()
    changed[unit] = row
    return log_weights(table, changed)


def ranking(p: Array) -> list[int]:
    """Hypotheses by falling probability, ties in input order."""
    return order(log(p))


def order(log_weight: Array) -> list[int]:
    """Hypotheses by falling log weight, ties in input order."""
    keys = np.round(log_weight - log_weight.max(), TIE)
    return sorted(range(len(keys)), key=lambda h: -keys[h])


def log_odds(log_weight: Array) -> Array:
    """Natural log-odds of each hypothesis against all others together."""
    others = np.where(np.eye(len(log_weight), dtype=bool), -np.inf, log_weight)
    top = others.max(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = np.log(np.exp(others - np.maximum(top, -1e300)).sum(axis=1)) + top[:, 0]
        odds: Array = log_weight - rest
    return odds


def bits(p: Array, q: Array | None) -> float | None:
    """KL(p || q) in bits; None where q excludes what p allows."""
    if q is None or bool(np.any((q == 0) & (p > 0))):
        return None
    some = p > 0
    return max(0.0, float(np.sum(p[some] * np.log2(p[some] / q[some]))))


def entropy(p: Array) -> float:
    """H(p) in bits."""
    some = p[p > 0]
    return max(0.0, float(-np.sum(some * np.log2(some))))


def decibans(ratio: float) -> float | None:
    """10 log10 of a ratio; None for 0 and infinity."""
    return 10 * log10(ratio) if 0 < ratio < np.inf else None


def finite(value: float) -> float | None:
    """A number for the result: None in place of what a logarithm of 0 left."""
    return float(value) if np.isfinite(value) else None
