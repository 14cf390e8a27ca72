"""Ranges of the posterior, three kinds: independent errors, a shared lean, and the exact envelope (section 7).

The errors of one elicitor are correlated, so the independent interval alone is far too narrow.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.copula import joint
from detente.engines.hypotheses.factor_draws import joint_of_draws
from detente.engines.hypotheses.posterior import log, normalise
from detente.engines.hypotheses.question import Question
from detente.engines.hypotheses.table import Table, Unit, cells, priors
from detente.kernel.seeds import generator

LEVELS = {"q05": 0.05, "q25": 0.25, "q50": 0.50, "q75": 0.75, "q95": 0.95}


@dataclass(frozen=True)
class Ranges:
    """Quantiles by kind, level and hypothesis; chance of leading; the envelope (hypotheses, 2) or None where undefined."""

    quantiles: Mapping[str, Mapping[str, Array]]
    p_rank1: Mapping[str, Array]
    envelope: tuple[tuple[float, float] | None, ...]


@dataclass(frozen=True)
class _Bounds:
    """lo, point and hi of likelihoods (items, H) and of priors (H,)."""

    likelihood: tuple[Array, Array, Array]
    prior: tuple[Array, Array, Array]


def ranges(question: Question, table: Table, draws: int, seed: int) -> Ranges:
    """All three ranges of the table. The same seed gives the same numbers."""
    bounds = _bounds(question, table)
    rng = generator(seed)
    quantiles, first = {}, {}
    for kind in ("independent", "shared"):
        p = simulate(table, bounds, draws, rng, shared=kind == "shared")
        quantiles[kind] = dict(zip(LEVELS, np.quantile(p, list(LEVELS.values()), axis=0), strict=True))
        first[kind] = np.bincount(p.argmax(axis=1), minlength=p.shape[1]) / len(p)
    return Ranges(quantiles, first, envelope(table, bounds))


def _bounds(question: Question, table: Table) -> _Bounds:
    rows = [cells(question, item) for item in table.items]
    shape = (len(rows), len(table.names))
    lo, point, hi = (
        np.array([[getattr(cell, end) for cell in row] for row in rows], float).reshape(shape)
        for end in ("lo", "point", "hi")
    )
    prior = tuple(np.array([getattr(cell, end) for cell in priors(question)], float) for end in ("lo", "point", "hi"))
    return _Bounds((lo, point, hi), (prior[0], prior[1], prior[2]))


def simulate(table: Table, bounds: _Bounds, draws: int, rng: np.random.Generator, *, shared: bool) -> Array:
    """Posteriors of shape (draws, hypotheses), every cell triangular on the logit scale.

    ``shared``: one uniform for each hypothesis drives all its likelihoods (1 - u where the item was not seen).
    """
    count = len(table.names)
    weights = triangular_logit(*bounds.prior, rng.random((draws, count)))
    lean = rng.random((draws, count)) if shared else None
    lo, point, hi = bounds.likelihood
    for unit in table.units:
        members = list(unit.members)
        uniforms = (
            rng.random((len(members), draws, count))
            if lean is None
            else np.stack([lean if table.items[i].observed else 1 - lean for i in members])
        )
        ends = [each[members][:, np.newaxis, :] for each in (lo, point, hi)]
        drawn = triangular_logit(ends[0], ends[1], ends[2], uniforms)
        weights *= _unit(table, unit, members, drawn)
    total = weights.sum(axis=1, keepdims=True)
    alive = total[:, 0] > 0
    result: Array = weights[alive] / total[alive]
    return result


def _unit(table: Table, unit: Unit, members: list[int], drawn: Array) -> Array:
    """P(reports of the unit | H) in every draw; drawn has shape (members, draws, H)."""
    a, b = table.if_true[members], table.if_false[members]
    if len(members) == 1 or unit.dependence.model != "copula" or unit.dependence.rho in (0, 1):
        return joint(unit.dependence, drawn, a, b)
    return joint_of_draws(unit.dependence.rho, drawn, a, b)


def triangular_logit(lo: Array, point: Array, hi: Array, uniforms: Array) -> Array:
    """Draws whose logit is triangular on (logit lo, logit point, logit hi); a cell of width 0 gives its constant."""
    left, peak, right = (_logit(each) for each in (lo, point, hi))
    width = right - left
    safe = np.where(width > 0, width, 1.0)
    below = uniforms * safe < peak - left
    drawn = np.where(
        below,
        left + np.sqrt(uniforms * safe * (peak - left)),
        right - np.sqrt((1 - uniforms) * safe * (right - peak)),
    )
    return np.where(width > 0, 1 / (1 + np.exp(-drawn)), point)


def _logit(p: Array) -> Array:
    """Log-odds; certain ends (only with ``allow_certain``) are taken as 1e-12 from certainty."""
    inner = np.clip(p, 1e-12, 1 - 1e-12)
    result: Array = np.log(inner / (1 - inner))
    return result


def envelope(table: Table, bounds: _Bounds) -> tuple[tuple[float, float] | None, ...]:
    """Exact bounds: for each hypothesis the ends that favour it against the opposite ends for all others, and reversed."""
    lo, _, hi = bounds.likelihood
    seen = np.array(table.seen, bool)[:, np.newaxis]
    high = log(bounds.prior[2]) + _ends(table, np.where(seen, hi, lo))
    low = log(bounds.prior[0]) + _ends(table, np.where(seen, lo, hi))
    found: list[tuple[float, float] | None] = []
    for h in range(len(table.names)):
        upper = normalise(np.where(np.arange(len(high)) == h, high, low))
        lower = normalise(np.where(np.arange(len(high)) == h, low, high))
        found.append(None if upper is None or lower is None else (float(lower[h]), float(upper[h])))
    return tuple(found)


def _ends(table: Table, likelihood: Array) -> Array:
    total = np.zeros(len(table.names))
    for unit in table.units:
        members = list(unit.members)
        total += log(joint(unit.dependence, likelihood[members], table.if_true[members], table.if_false[members]))
    return total
