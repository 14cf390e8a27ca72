"""Fitting the coefficients of the signalling game: nested pseudo-likelihood, or likelihood with the equilibrium inside.

Aguirregabiria & Mira 2007 and Crisman-Cox & Gibilisco 2021 for the first: given beliefs (pR, pF) the game falls apart into
two decisions whose likelihood is easy to maximise; the beliefs are then updated once by the equations, and so on. The second
keeps each row's equilibrium on its branch by continuity and differentiates through it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from detente.engines.crisis.dyads import NAMES, Dyads
from detente.engines.crisis.logit import minimiser
from detente.engines.crisis.reply import Floats, Payoffs, challenger, cutoff, slope, special, target

ESTIMATORS = ("likelihood", "nested")
_STEP = 1e-5
_CLOSE = 1e-6
#: The payoffs that have coefficients, as rows of Dyads.payoffs; VB is fixed.
_FREE = 6


@dataclass(frozen=True)
class Fit:
    """Coefficients in the order of NAMES, the log-likelihood at the equilibria followed, z of each row, rounds of beliefs."""

    coefficients: Floats
    log_likelihood: float
    z: Floats
    rounds: int


def fit(rows: Dyads, estimator: str = "nested", penalty: float = 0.0, most_rounds: int = 60) -> Fit:
    """Fit the coefficients. ``nested`` stops when beliefs change by less than 1e-6; ``likelihood`` goes on from there.

    ``penalty``/2 times the sum of squares of the coefficients that are no constants, each times the root mean square of its
    covariate, is taken off the (pseudo-)likelihood. Raises ValueError for another estimator.
    """
    if estimator not in ESTIMATORS:
        raise ValueError(f"there is no estimator {estimator!r}; use one of {', '.join(ESTIMATORS)}")
    ridge = penalty * np.array([not name.endswith(":one") for name in NAMES], float)
    climber = Climber(_scale(rows), ridge)
    resist, firm = _first_beliefs(rows)
    b = _start(rows)
    tolerance = _CLOSE if estimator == "nested" else 1e-3
    rounds, moved = 0, np.inf
    while moved >= tolerance and rounds < most_rounds:
        rounds += 1
        b = climber.top(partial(_pseudo, rows, resist, firm), b)
        z, p = _updated(rows, b, resist, firm)
        moved = max(np.abs(special().ndtr(z) - special().ndtr(resist)).max(), np.abs(p - firm).max())
        resist, firm = z, p
    if estimator == "likelihood":
        follower = Follower(rows, resist)
        b = climber.top(follower.likelihood, b)
        resist = follower.z
    else:
        resist = follow_z(rows.payoffs(b), resist)
    return Fit(b, float((rows.counts * outcomes(rows.payoffs(b), resist)).sum()), resist, rounds)


def outcomes(payoffs: Floats, z: Floats, firm: Floats | None = None, *, given: bool = False) -> Floats:
    """(rows, 4) logs of SQ, CD, SF, BD where A reckons with resistance Phi(z) and B with the firmness given, or with A's own.

    With ``given`` the first column is the log of P(challenge) instead.
    """
    game = Payoffs(*payoffs)
    reply = challenger(cutoff(z, game), game.WA, game.a)
    own = target(reply, game) if firm is None else game.WB - game.VB + (game.VB - game.C) / firm
    found = _outcomes(game, reply.cutoff, reply.log_n, reply.log_m, own)
    if given:
        found[:, 0] = np.logaddexp(reply.log_n, reply.log_m)
    return found


def _outcomes(game: Payoffs, c: Floats, log_n: Floats, log_m: Floats, own: Floats) -> Floats:
    log_ndtr = special().log_ndtr
    own = np.clip(own, -1e5, 1e5)
    quiet = log_ndtr(c - game.WA) + log_ndtr(c - game.a)
    concede, resist = log_ndtr(-own), log_ndtr(own)
    return np.stack([quiet, np.logaddexp(log_n, log_m) + concede, log_n + resist, log_m + resist], axis=-1)


def pseudo_likelihood(rows: Dyads, b: Floats, z: Floats, firm: Floats) -> tuple[float, Floats]:
    """The log-likelihood at fixed beliefs, and its gradient in the coefficients (central differences in the payoffs)."""
    payoffs = rows.payoffs(b)
    value = (rows.counts * outcomes(payoffs, z, firm)).sum()
    by_payoff = [
        ((rows.counts * (outcomes(_moved(payoffs, k, _STEP), z, firm) - outcomes(_moved(payoffs, k, -_STEP), z, firm))).sum(axis=1))
        / (2 * _STEP)
        for k in range(_FREE)
    ]  # fmt: skip
    return float(value), _chained(rows, by_payoff)


def _pseudo(rows: Dyads, z: Floats, firm: Floats, b: Floats) -> tuple[float, Floats]:
    return pseudo_likelihood(rows, b, z, firm)


class Follower:
    """The log-likelihood with the equilibrium inside; remembers where each row's equilibrium was last."""

    def __init__(self, rows: Dyads, z: Floats) -> None:
        self.rows, self.z = rows, z

    def likelihood(self, b: Floats) -> tuple[float, Floats]:
        """Value and gradient; dz/du = (dz'/du)/(1 - dz'/dz) at an equilibrium."""
        payoffs, counts = self.rows.payoffs(b), self.rows.counts
        logs = partial(outcomes, given=self.rows.given_challenge)
        z = follow_z(payoffs, self.z)
        game = Payoffs(*payoffs)
        reply = challenger(cutoff(z, game), game.WA, game.a)
        through = 1 - slope(z, game, reply)
        by_z = (counts * (logs(payoffs, z + _STEP) - logs(payoffs, z - _STEP))).sum(axis=1) / (2 * _STEP)
        by_payoff = []
        for k in range(_FREE):
            up, down = _moved(payoffs, k, _STEP), _moved(payoffs, k, -_STEP)
            direct = (counts * (logs(up, z) - logs(down, z))).sum(axis=1) / (2 * _STEP)
            shift = (_answer(up, z) - _answer(down, z)) / (2 * _STEP)
            by_payoff.append(direct + by_z * shift / through)
        self.z = z
        return float((counts * logs(payoffs, z)).sum()), _chained(self.rows, by_payoff)


def follow_z(payoffs: Floats, z: Floats, steps: int = 60) -> Floats:
    """The equilibrium of each row nearest along Newton's path from ``z``; steps are held within a half, and within +-37."""
    game = Payoffs(*payoffs)
    for _ in range(steps):
        reply = challenger(cutoff(z, game), game.WA, game.a)
        off = target(reply, game) - z
        tilt = slope(z, game, reply) - 1
        step = np.clip(-off / np.where(np.abs(tilt) < 1e-3, -1.0, tilt), -0.5, 0.5)
        z = np.clip(z + step, -37.0, 37.0)
        if np.abs(step).max() < 1e-13:
            break
    return z


def _answer(payoffs: Floats, z: Floats) -> Floats:
    game = Payoffs(*payoffs)
    return target(challenger(cutoff(z, game), game.WA, game.a), game)


def _moved(payoffs: Floats, k: int, by: float) -> Floats:
    moved = payoffs.copy()
    moved[k] += by
    return moved


def _chained(rows: Dyads, by_payoff: list[Floats]) -> Floats:
    return np.concatenate([design.T @ each for design, each in zip(rows.designs.values(), by_payoff, strict=True)])


def _updated(rows: Dyads, b: Floats, z: Floats, firm: Floats) -> tuple[Floats, Floats]:
    """The beliefs after one round of the equations: B's answer to the old firmness, A's to the old resistance."""
    game = Payoffs(*rows.payoffs(b))
    answer = game.WB - game.VB + (game.VB - game.C) / firm
    reply = challenger(cutoff(z, game), game.WA, game.a)
    return np.clip(answer, -37.0, 37.0), np.clip(reply.firm, 1e-9, 1.0)


def _first_beliefs(rows: Dyads) -> tuple[Floats, Floats]:
    """Every row believes the shares of all rows, so that no outcome of a single row decides the start."""
    _, concede, firm, back = rows.counts.sum(axis=0) + 0.5
    ones = np.ones(len(rows.counts))
    return float(special().ndtri((firm + back) / (concede + firm + back))) * ones, firm / (firm + back) * ones


def _start(rows: Dyads) -> Floats:
    """Constants at which challenges are about as rare as in the data; every other coefficient 0."""
    challenged = rows.counts[:, 1:].sum() / rows.counts.sum()
    low = float(special().ndtri(min(max(challenged / 2, 1e-4), 0.4)))
    constants = {"V:one": 1.0, "C:one": -1.0, "WA:one": low, "WB:one": -0.5, "a:one": low}
    return np.array([constants.get(name, 0.0) for name in NAMES])


def _scale(rows: Dyads) -> Floats:
    """The spread of each covariate, so that one step means as much for each; 1 for constants."""
    spread = np.concatenate([np.sqrt((design**2).mean(axis=0)) for design in rows.designs.values()])
    return np.where(spread > 0, spread, 1.0)


class Climber:
    """Quasi-Newton ascent (BFGS) that keeps its curvature from one climb to the next."""

    def __init__(self, scale: Floats, ridge: Floats) -> None:
        self.scale, self.ridge = scale, ridge
        self.curvature: Floats | None = None

    def top(self, value: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
        """The coefficients at the top that is reached from ``start``."""

        def loss(scaled: Floats) -> tuple[float, Floats]:
            found, gradient = value(scaled / self.scale)
            return -found + float((self.ridge * scaled**2).sum()) / 2, -gradient / self.scale + self.ridge * scaled

        options: dict[str, Any] = {"gtol": 1e-5, "maxiter": 2000, "hess_inv0": self.curvature}
        done = minimiser()(loss, start * self.scale, jac=True, method="BFGS", options=options)
        self.curvature = (done.hess_inv + done.hess_inv.T) / 2
        return np.asarray(done.x / self.scale, float)
