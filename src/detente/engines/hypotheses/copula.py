"""The joint probability of the reports of a unit: one-factor Gaussian copula, pearson table or independence (section 5).

Every item contributes ``a`` = P(its report | fact true) and ``b`` = P(its report | fact false), so that its report has
probability ``b + (a - b) q`` where q is the probability of the fact. Items of a group share a factor z ~ N(0, 1):
``q_i(z) = Phi((t_i - sqrt(rho) z) / sqrt(1 - rho))`` with ``t_i = Phi^-1(L_i)``.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from detente.engines.hypotheses.arrays import Array, normal
from detente.engines.hypotheses.question import Model

#: Trapezoid on [-8.5, 8.5]: error against the closed form below 1e-14 for rho <= .99. Gauss-Hermite is not: its
#: 41 nodes miss by 3e-2 at rho .99.
NODES = 401
REACH = 8.5
LARGEST_RHO = 0.99


@dataclass(frozen=True, slots=True)
class Dependence:
    """How the items of a unit depend on one another."""

    model: Model = "copula"
    rho: float = 0.0


INDEPENDENT = Dependence("independent")


@cache
def nodes(count: int = NODES, reach: float = REACH) -> tuple[Array, Array]:
    """Points z and weights phi(z) dz of the trapezoid rule on [-reach, reach]."""
    z = np.linspace(-reach, reach, count)
    weights = np.exp(-z * z / 2) / np.sqrt(2 * np.pi) * (z[1] - z[0])
    weights[[0, -1]] /= 2
    return z, weights


def joint(
    dependence: Dependence,
    likelihood: Array,
    if_true: Array,
    if_false: Array,
    grid: tuple[Array, Array] | None = None,
) -> Array:
    """P(all reports of the unit | each hypothesis).

    ``likelihood`` has shape (items, ...), ``if_true`` and ``if_false`` have shape (items,); the result has the shape of
    one item. No items give 1. ``grid`` replaces the points of the quadrature.
    """
    count = len(likelihood)
    if count == 0:
        return np.ones(likelihood.shape[1:])
    if count == 1 or dependence.model == "independent" or dependence.rho == 0:
        product = _report(likelihood[0], if_true[0], if_false[0])
        for each in range(1, count):
            product = product * _report(likelihood[each], if_true[each], if_false[each])
        return product
    if dependence.model == "pearson":
        return _pearson(dependence.rho, likelihood, if_true, if_false)
    if dependence.rho == 1:
        return _comonotone(likelihood, if_true, if_false)
    z, weights = grid or nodes()
    product = conditional(dependence.rho, likelihood[0], z)
    _report_in_place(product, if_true[0], if_false[0])
    for each in range(1, count):
        factor = conditional(dependence.rho, likelihood[each], z)
        _report_in_place(factor, if_true[each], if_false[each])
        product *= factor
    result: Array = product @ weights
    return result


def conditional(rho: float, likelihood: Array, z: Array) -> Array:
    """P(fact | z), with one axis more than ``likelihood`` for the points z."""
    ndtr, ndtri = normal()
    t = ndtri(likelihood) / np.sqrt(1 - rho)
    slope = np.sqrt(rho / (1 - rho))
    argument: Array = t[..., np.newaxis] - slope * z
    ndtr(argument, out=argument)
    return argument


def _report(q: Array, if_true: float, if_false: float) -> Array:
    return if_false + (if_true - if_false) * q


def _report_in_place(q: Array, if_true: float, if_false: float) -> None:
    if if_true - if_false != 1:
        q *= if_true - if_false
    if if_false != 0:
        q += if_false


def _comonotone(likelihood: Array, if_true: Array, if_false: Array) -> Array:
    """Rho = 1, exactly: with u uniform on [0, 1] fact i is true iff u < L_i; sum over the intervals between the L_i."""
    ends = np.sort(likelihood, axis=0)
    below = np.concatenate([np.zeros_like(ends[:1]), ends])
    above = np.concatenate([ends, np.ones_like(ends[:1])])
    middle = (below + above) / 2
    product = above - below
    for each in range(len(likelihood)):
        product = product * np.where(middle < likelihood[each], if_true[each], if_false[each])
    total: Array = product.sum(axis=0)
    return total


def _pearson(rho: float, likelihood: Array, if_true: Array, if_false: Array) -> Array:
    """Two facts with a given correlation of the events (Humphreys and Jacobs 2015); r clipped to what is feasible."""
    p1, p2 = likelihood
    q1, q2 = 1 - p1, 1 - p2
    r = np.clip(rho * np.sqrt(p1 * q1 * p2 * q2), -np.minimum(p1 * p2, q1 * q2), np.minimum(p1 * q2, q1 * p2))
    (a1, a2), (b1, b2) = if_true, if_false
    total: Array = (p1 * p2 + r) * a1 * a2 + (p1 * q2 - r) * a1 * b2 + (q1 * p2 - r) * b1 * a2 + (q1 * q2 + r) * b1 * b2
    return total


def feasible(rho: float, p1: float, p2: float) -> bool:
    """True if two events of these probabilities can have the correlation."""
    r = rho * float(np.sqrt(p1 * (1 - p1) * p2 * (1 - p2)))
    lowest = -min(p1 * p2, (1 - p1) * (1 - p2))
    highest = min(p1 * (1 - p2), (1 - p1) * p2)
    return lowest - 1e-15 <= r <= highest + 1e-15
