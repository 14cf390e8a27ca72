"""Logistic regression about an offset, with a ridge: Newton's method on the penalised likelihood."""

from dataclasses import dataclass

import numpy as np

from detente.engines.outlook.stream import Array

STEPS = 60
SMALL = 1e-8


@dataclass(frozen=True)
class Fit:
    """``coefficients`` (first the constant) and their ``covariance``, the inverse of the penalised information."""

    coefficients: Array
    covariance: Array


def logit(p: Array) -> Array:
    """Log-odds."""
    return np.log(p) - np.log1p(-p)


def expit(x: Array) -> Array:
    """Probability of log-odds; exact at both ends."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def fit(columns: Array, happened: Array, offset: Array, penalty: float, weight: float, start: Array | None = None) -> Fit:  # fmt: skip
    """Coefficients b of ``logit p = offset + b0 + columns b`` that maximise ``weight * log-likelihood - penalty / 2 |b|^2``.

    ``columns`` (rows, k), standardised; ``happened`` 0 or 1; ``weight`` of a row below 1 where rows overlap. The constant carries a
    tenth of the penalty. With the penalty everything is drawn to the offset: no evidence, no change.
    ``start`` are coefficients to set out from; the maximum is the same from anywhere.
    """
    design = np.concatenate([np.ones((len(columns), 1)), columns], axis=1)
    ridge = penalty * np.eye(design.shape[1])
    ridge[0, 0] = penalty / 10
    b = np.zeros(design.shape[1]) if start is None else start
    value = _objective(design, happened, offset, b, ridge, weight)
    information = ridge
    for _ in range(STEPS):
        p = expit(offset + design @ b)
        slope = weight * (design.T @ (happened - p)) - ridge @ b
        information = (design * (weight * p * (1 - p))[:, None]).T @ design + ridge
        step = np.linalg.solve(information, slope)
        scale = 1.0
        while scale > SMALL:  # Newton may overshoot far from the top
            trial = b + scale * step
            reached = _objective(design, happened, offset, trial, ridge, weight)
            if reached >= value:
                break
            scale /= 2
        b, gained, value = trial, reached - value, reached
        if np.abs(scale * step).max() < SMALL or gained < SMALL * (1 + abs(value)):
            break
    return Fit(b, np.asarray(np.linalg.inv(information), dtype=np.float64))


def _objective(design: Array, happened: Array, offset: Array, b: Array, ridge: Array, weight: float) -> float:
    x = offset + design @ b
    return float(weight * (happened * x - np.logaddexp(0.0, x)).sum() - 0.5 * b @ ridge @ b)
