"""The signalling game on single threats, as a rival of the small logit: what the same features say through the game.

A threat is a challenge: the target gives way or settles at once (CD), the sender carries the threat out (SF), or it ends
without either (BD). Whether a sanction that was imposed succeeds is outside the game; it does so at the rate of the training
cases. The features enter where the game says they work: the target's expected cost and the institution lower what resisting is
worth against conceding (C), commitment and a clear demand what backing down costs (a), the issue what the fight is worth to the
target (WB). Status quo 0, victory 1, VB 0; only cases with a threat are known, so all is conditional on a challenge.
"""

from dataclasses import dataclass

import numpy as np

from detente.engines.crisis.dyads import Dyads
from detente.engines.crisis.estimation import Climber, Follower, follow_z, outcomes
from detente.engines.crisis.reply import Floats

CONCEDED, CARRIED_OUT, BACKED_DOWN = (1, 2, 5), (6, 7, 8, 9, 10), (3, 4)
#: Features of ``threats.features`` (by place) in each payoff after its constant.
_FEATURES: dict[str, tuple[int, ...]] = {"C": (0, 1, 2), "WA": (), "WB": (5, 6), "a": (3, 4)}
_START = {"C": -0.5, "WA": -0.5, "WB": -0.5, "a": -0.5}
#: Ridge on slopes as in the logit, and a light one on constants, which a challenge alone hardly tells apart.
_SLOPE, _CONSTANT = 1.0, 0.1


@dataclass(frozen=True)
class ThreatGame:
    """Coefficients, and the share of imposed sanctions that succeeded in training."""

    coefficients: Floats
    imposed_success: float


def fit(known: Floats, outcome: Floats, success: Floats) -> ThreatGame:
    """Fit to features (cases, 7), final outcomes (cases,) of 1 to 10, and success (cases,) of 0 or 1."""
    counts = np.column_stack([-np.ones(len(outcome)), *(np.isin(outcome, each).astype(float) for each in (CONCEDED, CARRIED_OUT, BACKED_DOWN))])  # fmt: skip
    rows = _rows(known, counts)
    start = np.concatenate([[_START[payoff], *[0.0] * len(each)] for payoff, each in _FEATURES.items()])
    ridge = np.concatenate([[_CONSTANT, *[_SLOPE] * len(each)] for payoff, each in _FEATURES.items()])
    climber = Climber(np.ones(len(start)), ridge)
    b = climber.top(Follower(rows, follow_z(rows.payoffs(start), np.zeros(len(outcome)))).likelihood, start)
    imposed = success[np.isin(outcome, CARRIED_OUT)]
    return ThreatGame(b, float(imposed.mean()) if len(imposed) else float(success.mean()))


def predict(game: ThreatGame, known: Floats) -> Floats:
    """P(success | threat) of each case."""
    payoffs = _rows(known, np.zeros((len(known), 4))).payoffs(game.coefficients)
    logs = outcomes(payoffs, follow_z(payoffs, np.zeros(len(known))), given=True)
    conceded, carried_out = np.exp(logs[:, 1] - logs[:, 0]), np.exp(logs[:, 2] - logs[:, 0])
    found: Floats = conceded + carried_out * game.imposed_success
    return found


def _rows(known: Floats, counts: Floats) -> Dyads:
    none = np.zeros((len(known), 0))
    designs = {"S": none, "V": none}
    designs |= {
        payoff: np.column_stack([np.ones(len(known)), known[:, list(each)]]) for payoff, each in _FEATURES.items()
    }
    return Dyads(designs, counts, {"V": 1.0}, given_challenge=True)
