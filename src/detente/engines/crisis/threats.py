"""Which threats succeed: a small logit on what is known before the outcome (TIES; Morgan, Bapat & Kobayashi 2014).

Associations in coder judgements, not effects: about a quarter of all threats has no known outcome, and the institution is
coded over the whole case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.crisis.logit import Floats, chances, fit_several

#: Final outcomes in which the target gives way or settles, during the threat or after the sanction was imposed.
SUCCESS = frozenset({1, 2, 5, 6, 7, 10})
#: Those in which it gives way, partly or wholly.
NARROW = frozenset({1, 2, 6, 7})
NAMES = (
    "one", "anticipatedtargetcosts:major or severe", "anticipatedtargetcosts:missing", "institution", "scommit - 2",
    "bspecif:clear", "issue1:environment or trade practices", "issue1:economic reform",
)  # fmt: skip
#: The columns that the features need. An empty cell is nan.
COLUMNS = ("anticipatedtargetcosts", "institution", "scommit", "bspecif", "issue1")
#: The inverse of the penalty C = 1 of the usual ridge logit.
PENALTY = 1.0


def features(columns: Mapping[str, Floats]) -> Floats:
    """(cases, 7) features in the order of NAMES without the constant, from columns in which nan is an empty cell."""
    cost, commitment, issue = columns["anticipatedtargetcosts"], columns["scommit"], columns["issue1"]
    found = [
        cost >= 2, np.isnan(cost), columns["institution"] == 1, np.where(np.isnan(commitment), 0.0, commitment - 2),
        columns["bspecif"] == 2, np.isin(issue, [12, 13]), issue == 14,
    ]  # fmt: skip
    return np.column_stack([np.asarray(each, float) for each in found])


def fit(known: Floats, success: Floats, penalty: float = PENALTY) -> Floats:
    """(8,) coefficients in the order of NAMES; ``success`` is 0 or 1 for each case."""
    found: Floats = fit_several(known, np.column_stack([1 - success, success]), penalty)[:, 0]
    return found


def predict(coefficients: Floats, known: Floats) -> Floats:
    """P(success) of each case."""
    found: Floats = chances(coefficients[:, None], known)[:, 1]
    return found


@dataclass(frozen=True)
class Scores:
    """Mean squared and logarithmic loss, area under the ROC curve (None with outcomes of one kind), the base rate's Brier."""

    brier: float
    log_loss: float
    auc: float | None
    base_brier: float


def scores(p: Floats, success: Floats, base: float | Floats) -> Scores:
    """Scores of predictions against outcomes of 0 and 1; ``base`` is the base rate of the training cases."""
    held = np.clip(p, 1e-15, 1 - 1e-15)
    loss = -np.mean(success * np.log(held) + (1 - success) * np.log1p(-held))
    return Scores(
        float(np.mean((p - success) ** 2)), float(loss), _auc(p, success), float(np.mean((base - success) ** 2))
    )


def _auc(p: Floats, success: Floats) -> float | None:
    """The share of pairs in which the success was given the higher chance; ties count half."""
    hits, misses = p[success == 1], p[success == 0]
    if not len(hits) or not len(misses):
        return None
    order = np.sort(misses)
    below, upto = np.searchsorted(order, hits, "left"), np.searchsorted(order, hits, "right")
    return float((below + upto).sum() / (2 * len(hits) * len(misses)))


def succeeded(outcomes: Floats, codes: Sequence[int] | frozenset[int] = SUCCESS) -> Floats:
    """1 where the final outcome is one of the codes, 0 where it is another, nan where it is not known."""
    found: Floats = np.where(np.isnan(outcomes), np.nan, np.isin(outcomes, list(codes)).astype(float))
    return found
