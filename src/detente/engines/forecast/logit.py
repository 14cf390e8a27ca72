"""The multinomial conditional logit: P(b | question) = exp(beta . x_b) / sum over candidates of exp(beta . x)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Logit:
    """Weights of the features after their means and scales: score = ((x - mean) / scale) . weight."""

    mean: Floats
    scale: Floats
    weight: Floats

    def score(self, features: Floats) -> Floats:
        """Scores of features with any leading shape."""
        slope = self.weight / self.scale
        found: Floats = features @ slope - np.float32(self.mean @ slope)
        return found


def fit_logit(
    features: Floats, offset: Floats, right: npt.NDArray[np.int64], ridge: float = 1e-4, rounds: int = 80
) -> Logit:
    """Fit by L-BFGS on the mean log-likelihood, with a quadratic penalty ``ridge``.

    ``features`` (questions, J, width); ``offset`` (questions, J) is what each drawn candidate's log sampling probability
    takes off (the log-correction), -inf where there is none; ``right`` the place of the true answer.
    """
    from scipy.optimize import minimize

    usable = np.isfinite(offset)
    flat = features[usable]
    mean, scale = flat.mean(0), flat.std(0)
    scale = np.where(scale < 1e-6, 1.0, scale).astype(np.float32)
    x = (features - mean) / scale
    x[~usable] = 0.0
    n, _, width = x.shape
    at = np.arange(n)
    true = x[at, right]

    def loss(beta: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        score = x @ beta.astype(np.float32) + offset
        score -= score.max(1, keepdims=True)
        share = np.exp(score)
        whole = share.sum(1, keepdims=True)
        value = float(-(score[at, right] - np.log(whole[:, 0])).mean()) + ridge * float(beta @ beta)
        share /= whole
        slope = np.matmul(share[:, None, :], x)[:, 0, :].mean(0) - true.mean(0)
        return value, slope.astype(np.float64) + 2 * ridge * beta

    best = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return Logit(mean.astype(np.float32), scale, best.x.astype(np.float32))
