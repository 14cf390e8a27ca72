"""The static models side by side: where the issue settles if nobody moves.

Symbols: x_i position, s_i salience in [0, 1], c_i capability, w_i = c_i s_i, O the weighted mean. The weighted mean is
the compromise model, the one that richer models must beat (Achen, in Thomson et al., *The European Union Decides*, 2006,
ch. 4). Stokman's exchange software calls it the Nash bargaining solution; that it is only for quadratic utilities and a
reservation that is far away (:mod:`.nash`).
"""

from dataclasses import dataclass

import numpy as np

from detente.engines.bargaining.condorcet import coalitions_of, conditional, markov_uniform
from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.issue import Issue
from detente.engines.bargaining.nash import nash
from detente.engines.bargaining.solve import weighted_mean as mean_of
from detente.engines.bargaining.solve import weighted_median as median_of

#: The static models in the order of the table of predictions.
MODELS = ("plain_mean", "weighted_mean", "weighted_median", "nash_linear", "nash_quadratic", "pce_conditional", "pce_markov")  # fmt: skip
_TIE = 1e-12
_NONE = float("nan")


@dataclass(frozen=True)
class Statics:
    """The forecasts of the static models on the issue's own scale, and what each actor has to do with the weighted mean.

    Numbers are nan on an issue without actors (``pce_*`` also above ``condorcet.MOST_OPTIONS`` positions). Per actor, in
    the issue's order: ``share`` w_i/sum w; ``pull`` w_i (x_i - O)/sum w, summing to 0; ``leave_one_out`` the weighted mean
    without the actor minus O (nan for an actor that is alone). ``median_tie`` says that every place between the weighted
    median and the next position above it divides the weights just as evenly.
    """

    plain_mean: float
    weighted_mean: float
    weighted_median: float
    nash_linear: float
    nash_quadratic: float
    pce_conditional: float
    pce_markov: float
    median_tie: bool
    share: tuple[float, ...]
    pull: tuple[float, ...]
    leave_one_out: tuple[float, ...]


def plain_mean(issue: Issue) -> float:
    """Sum x_i / n; nan without actors."""
    x = issue.position.mode
    return _within(float(x.mean()), x) if x.size else _NONE


def weighted_mean(issue: Issue) -> float:
    """Sum w_i x_i / sum w_i, every w_i = 1 if they sum to 0; nan without actors."""
    x = issue.position.mode
    return _within(float(mean_of(x, issue.weight)), x) if x.size else _NONE


def weighted_median(issue: Issue) -> tuple[float, bool]:
    """The lower weighted median, and whether it ties; (nan, False) without actors.

    The first position, in ascending order, at which the running weight reaches half the total (to 1e-12 of the total).
    It is a Condorcet winner under v_i(a, b) = w_i (|x_i - b| - |x_i - a|)/S. It ties if half the weight, to the same
    tolerance, stands at or below it and the other half above: two camps of equal weight.
    """
    x, w = issue.position.mode, issue.weight
    if not x.size:
        return _NONE, False
    found, total = float(median_of(x, w)), float(w.sum())
    return found, bool(abs(float(w[x <= found].sum()) - total / 2) <= _TIE * total)


def statics(issue: Issue) -> Statics:
    """All static models on the modes. One actor, equal positions, zero weights or no actor at all give a record too.

    Nash with d = 0.1 (linear) and d = 0.25 (quadratic), PCE with proportional votes and k = 1.
    """
    x, w = issue.position.mode, issue.weight
    if not x.size:
        return Statics(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, False, (), (), ())
    outcome = weighted_mean(issue)
    median, tie = weighted_median(issue)
    share = w / w.sum()
    by_condition, by_chain = _elections(issue)
    return Statics(
        plain_mean(issue), outcome, median, nash(issue, "linear"), nash(issue, "quadratic"), by_condition, by_chain, tie,
        tuple(map(float, share)), tuple(map(float, share * (x - outcome))), tuple(map(float, _without(x, w) - outcome)),
    )  # fmt: skip


def _elections(issue: Issue) -> tuple[float, float]:
    """The forecasts of the conditional and the uniform Markov rule from one count of the votes."""
    counted = coalitions_of(issue)
    if counted is None:
        return _NONE, _NONE
    places, c = counted
    conditional_, markov = (_within(float(p @ places), places) for p in (conditional(c), markov_uniform(c)))
    return conditional_, markov


def _within(value: float, x: Array) -> float:
    """A mean kept between the outermost positions, which rounding may leave by a hair."""
    return min(max(value, float(x.min())), float(x.max()))


def _without(x: Array, w: Array) -> Array:
    """The weighted mean without each actor, shape (n,): sums from both sides, so that nothing is subtracted."""
    if x.size == 1:
        return np.array([_NONE])
    weight, moment, plain = _others(w), _others(w * x), _others(x)
    some = weight > 0
    return np.where(some, moment / np.where(some, weight, 1.0), plain / (x.size - 1))


def _others(values: Array) -> Array:
    """The sum of all entries but the i-th, shape (n,)."""
    before = np.concatenate(([0.0], np.cumsum(values)[:-1]))
    after = np.concatenate((np.cumsum(values[::-1])[-2::-1], [0.0]))
    return before + after
