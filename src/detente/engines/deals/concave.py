"""A small interior-point method for concave programs in which every function is separable.

maximise sum o_j(z) subject to c_m(z) >= 0 and A z = b, all o_j and c_m concave. Newton's method follows the maxima of
sum o_j + mu sum log c_m as mu falls to 1e-10 (Boyd & Vandenberghe 2004, sections 11.2 to 11.4); the solution then lies
within (number of constraints) * mu of the optimum.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.engines.deals.utilities import Array

_LAST = 1e-10
_STEPS = 50


@dataclass(frozen=True)
class Concave:
    """``constant + sum factor * |(z[variable] - centre)/scale|**gamma``; columns of equal length."""

    constant: float
    variable: tuple[int, ...] = ()
    factor: tuple[float, ...] = ()
    centre: tuple[float, ...] = ()
    scale: tuple[float, ...] = ()
    gamma: tuple[float, ...] = ()

    def __call__(self, z: Array) -> float:
        """The value at z."""
        total = self.constant
        for v, f, c, s, g in zip(self.variable, self.factor, self.centre, self.scale, self.gamma, strict=True):
            t = (z[v] - c) / s
            total += f * (t if g == 1 else abs(t) ** g)
        return float(total)

    def slopes(self, z: Array) -> tuple[Array, Array]:
        """Gradient and the diagonal of the Hessian, both of shape (variables,)."""
        first, second = np.zeros(len(z)), np.zeros(len(z))
        for v, f, c, s, g in zip(self.variable, self.factor, self.centre, self.scale, self.gamma, strict=True):
            t = (z[v] - c) / s
            if g == 1:
                first[v] += f / s
            else:
                size = max(abs(t), 1e-300)
                first[v] += f * g * size ** (g - 1) * math.copysign(1.0, t) / s
                second[v] += f * g * (g - 1) * size ** (g - 2) / s**2
        return first, second

    def plus(self, constant: float = 0.0, linear: Sequence[tuple[int, float]] = ()) -> "Concave":
        """With a constant and linear terms added."""
        n = len(linear)
        return Concave(
            self.constant + constant, self.variable + tuple(v for v, _ in linear), self.factor + tuple(f for _, f in linear),
            self.centre + (0.0,) * n, self.scale + (1.0,) * n, self.gamma + (1.0,) * n,
        )  # fmt: skip

    def times(self, factor: float) -> "Concave":
        """Scaled by a factor of 0 or more."""
        return replace(self, constant=self.constant * factor, factor=tuple(f * factor for f in self.factor))


@dataclass(frozen=True)
class Aim:
    """A summand of the objective: ``weight`` times f, its logarithm, or log Phi(f) of a linear f."""

    kind: str
    weight: float
    f: Concave


def _outer(kind: str, x: float) -> tuple[float, float, float]:
    """The outer function with its first and second derivative."""
    if kind == "plain":
        return x, 1.0, 0.0
    if kind == "log":
        return (math.log(x), 1 / x, -1 / x**2) if x > 0 else (-math.inf, 0.0, 0.0)
    if x < -30:  # far tail: Phi(x) ~ phi(x)/-x
        return -x * x / 2 - math.log(-x) - 0.5 * math.log(2 * math.pi), -x, -1.0
    phi, cdf = math.exp(-x * x / 2) / math.sqrt(2 * math.pi), 0.5 * math.erfc(-x / math.sqrt(2))
    ratio = phi / cdf
    return math.log(cdf), ratio, -ratio * (x + ratio)


@dataclass(frozen=True)
class Program:
    """Constraints c >= 0 of ``size`` variables, equalities ``A z = b``, and a start that is strictly inside ``hard``."""

    start: Array
    hard: tuple[Concave, ...]
    soft: tuple[Concave, ...] = ()
    equal: Array | None = None


def slack(program: Program) -> tuple[float, Array]:
    """The largest least value of the soft constraints, and where; infinite without soft constraints."""
    if not program.soft:
        return math.inf, program.start
    last = len(program.start)
    least = min(each(program.start) for each in program.soft) - 1.0
    widened = Program(
        np.append(program.start, least), program.hard + tuple(each.plus(linear=[(last, -1.0)]) for each in program.soft),
        equal=None if program.equal is None else np.hstack([program.equal, np.zeros((len(program.equal), 1))]),
    )  # fmt: skip
    z = maximise(widened, (Aim("plain", 1.0, Concave(0.0).plus(linear=[(last, 1.0)])),))
    return min(each(z) for each in program.soft), z[:-1]


def maximise(program: Program, aims: Sequence[Aim]) -> Array:
    """The maximiser; the start must be strictly inside all constraints and in the domain of the logarithms."""
    z, limits = program.start.copy(), program.hard + program.soft
    if not limits and all(each.kind == "plain" for each in aims):
        return z
    mu = 1.0
    while True:
        every = [*aims, *(Aim("log", mu, each) for each in limits)]
        z = _newton(z, every, program.equal, mu)
        if mu <= _LAST:
            return z
        mu = max(mu * 0.1, _LAST)


def _newton(z: Array, aims: Sequence[Aim], equal: Array | None, mu: float) -> Array:
    n, m = len(z), 0 if equal is None else len(equal)
    here = _total(aims, z)
    for _ in range(_STEPS):
        gradient, hessian = np.zeros(n), np.zeros((n, n))
        for each in aims:
            _, slope, bend = _outer(each.kind, each.f(z))
            first, second = each.f.slopes(z)
            gradient += each.weight * slope * first
            hessian += each.weight * (slope * np.diag(second) + bend * np.outer(first, first))
        scale = 1 / np.sqrt(np.maximum(-np.diag(hessian), 1e-300))  # even out variables near their bounds
        system = np.zeros((n + m, n + m))
        system[:n, :n] = hessian * np.outer(scale, scale)
        if equal is not None:
            system[:n, n:] = (equal * scale).T
            system[n:, :n] = equal * scale
        step = np.linalg.lstsq(system, np.append(-gradient * scale, np.zeros(m)), rcond=1e-15)[0][:n] * scale
        gain = float(gradient @ step)
        if not math.isfinite(gain) or gain <= 1e-5 * mu:  # far closer to the path than the path is to the optimum
            break
        length = 1.0
        noise = 1e-14 * (1 + abs(here))  # the value cannot tell smaller improvements; the gradient can
        while (there := _total(aims, z + length * step)) < here + 1e-4 * length * gain - noise:
            length /= 2
            if length < 1e-12:
                return z
        z, here = z + length * step, there
    return z


def _total(aims: Sequence[Aim], z: Array) -> float:
    total = 0.0
    for each in aims:
        x = each.f(z)
        if each.kind == "log" and x <= 0:
            return -math.inf
        total += each.weight * _outer(each.kind, x)[0]
    return total
