"""Predicting the outcomes of dyads out of sample: the game, a penalised logit on the same covariates, and the base rates."""

from dataclasses import dataclass

import numpy as np

from detente.engines.crisis.dyads import Dyads
from detente.engines.crisis.estimation import fit
from detente.engines.crisis.game import Equilibrium
from detente.engines.crisis.logit import chances, fit_several
from detente.engines.crisis.reply import Floats
from detente.engines.crisis.search import equilibria_of
from detente.engines.crisis.threshold import select

#: The ridge of the logit, on covariates of spread 1.
LOGIT_PENALTY = 10.0
_LEAST = 1e-300


@dataclass(frozen=True)
class Predicted:
    """Probabilities of SQ, CD, SF, BD (rows, 4) by each model, and which rows' games have several equilibria.

    ``given`` holds the models' probabilities of CD, SF, BD given a challenge, (rows, 3).
    """

    coefficients: Floats
    chances: dict[str, Floats]
    given: dict[str, Floats]
    several: Floats


def predict(
    train: Dyads, test: Dyads, estimator: str = "nested", penalty: float = 0.0, rule: str = "max_pR"
) -> Predicted:
    """Fit on ``train``, predict ``test``; several equilibria are resolved by ``rule``."""
    fitted = fit(train, estimator, penalty)
    solved = equilibria_of(test.games(fitted.coefficients))
    game = np.array([_outcomes(found[select(found, rule)]) for found in solved])
    total = train.counts.sum(axis=0)
    size = len(test.counts)
    known, asked = _standardised(train.covariates(), test.covariates())
    logit = chances(fit_several(known, train.counts, LOGIT_PENALTY), asked)
    logit_given = chances(fit_several(known, train.counts[:, 1:], LOGIT_PENALTY), asked)
    return Predicted(
        fitted.coefficients,
        {"null": np.tile(total / total.sum(), (size, 1)), "model": game, "logit": logit},
        {"null": np.tile(total[1:] / total[1:].sum(), (size, 1)), "model": _given(game), "logit": logit_given},
        np.array([len(found) > 1 for found in solved]),
    )


def log_likelihood(p: Floats, counts: Floats) -> float:
    """The sum of n ln P; what was ruled out counts as 1e-300 likely."""
    return float((counts * np.log(np.maximum(p, _LEAST))).sum())


def per_case(p: Floats, counts: Floats) -> float | None:
    """The mean of ln P over cases; None without any."""
    return log_likelihood(p, counts) / float(counts.sum()) if counts.sum() else None


def _outcomes(found: Equilibrium) -> tuple[float, float, float, float]:
    return found.SQ, found.CD, found.SF, found.BD


def _given(p: Floats) -> Floats:
    challenged = p[:, 1:].sum(axis=1, keepdims=True)
    found: Floats = np.where(challenged > 0, p[:, 1:] / np.maximum(challenged, _LEAST), 1 / 3)
    return found


def _standardised(known: Floats, asked: Floats) -> tuple[Floats, Floats]:
    centre, spread = known.mean(axis=0), known.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    return (known - centre) / spread, (asked - centre) / spread
