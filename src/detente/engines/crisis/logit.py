"""Penalised logit models, fitted by maximum likelihood: two outcomes, or several with the cases as counts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.kernel.errors import fail

Floats = NDArray[np.float64]


def minimiser() -> Any:
    """``scipy.optimize.minimize``. Raises DetenteError (part-missing) without the extra ``engines``."""
    try:
        from scipy.optimize import minimize
    except ImportError:
        raise fail("part-missing", "fitting needs SciPy", 'Install "detente[engines]".') from None
    return minimize


def fit_several(features: Floats, counts: Floats, penalty: float) -> Floats:
    """Coefficients (1 + features, outcomes - 1) of a multinomial logit, the intercepts first; outcome 0 is the base.

    ``features`` is (cases, features), ``counts`` (cases, outcomes). Minimises -log-likelihood + penalty/2 times the sum
    of squares of all coefficients but the intercepts. With two outcomes and penalty 1/C this is the usual ridge logit.
    """
    design = np.column_stack([np.ones(len(features)), features])
    width, height = design.shape[1], counts.shape[1] - 1
    cases = counts.sum(axis=1, keepdims=True)

    def loss(flat: Floats) -> tuple[float, Floats]:
        b = flat.reshape(width, height)
        scores = np.column_stack([np.zeros(len(design)), design @ b])
        top = scores.max(axis=1, keepdims=True)
        log_p = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
        slope = design.T @ (cases * np.exp(log_p[:, 1:]) - counts[:, 1:])
        ridge = b.copy()
        ridge[0] = 0.0
        value = -(counts * log_p).sum() + penalty / 2 * (ridge**2).sum()
        return float(value), (slope + penalty * ridge).ravel()

    start = np.zeros((width, height))
    share = counts.sum(axis=0) / counts.sum()
    start[0] = np.log(np.maximum(share[1:], 1e-12) / max(share[0], 1e-12))
    options = {"maxiter": 5000, "maxfun": 20000, "ftol": 1e-15, "gtol": 1e-9, "maxcor": 30}
    done = minimiser()(loss, start.ravel(), jac=True, method="L-BFGS-B", options=options)
    return np.asarray(done.x, float).reshape(width, height)


def chances(coefficients: Floats, features: Floats) -> Floats:
    """(cases, outcomes) probabilities."""
    scores = np.column_stack([np.zeros(len(features)), coefficients[0] + features @ coefficients[1:]])
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = weights / weights.sum(axis=1, keepdims=True)
    return found
