"""Probabilistic Condorcet election (PCE): how likely each position on the table is to win.

The options are the distinct positions of all actors: one without weight has no vote, but its position is on the table.
Symbols: g_i weight, U_i(a) = 1 - |x_i - a|/S
utility of option a, C_ab the coalition of votes for a against b, p(a>b) the probability that a beats b, P(a) the
probability that a is chosen (Wise, Lester & Efird 2015, KAPSARC; the program KTAB).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.issue import Issue

Vote = Literal["prop", "binary", "propbin", "cubic", "propcbc", "asymprosp"]
Selection = Literal["conditional", "markov-uniform", "markov-incentive"]
Power = Literal[1, 2, 4, 8, "binary"]
VOTES: tuple[Vote, ...] = ("prop", "binary", "propbin", "cubic", "propcbc", "asymprosp")
SELECTIONS: tuple[Selection, ...] = ("conditional", "markov-uniform", "markov-incentive")
POWERS: tuple[Power, ...] = (1, 2, 4, 8, "binary")

#: More distinct positions than this are not elected over: the work grows with their cube.
MOST_OPTIONS = 1000
_FLOOR = 1e-8  # e, as a share of all weights
_STEP = 1e-8  # the difference of utilities at which a binary vote is full
_CERTAIN, _LOSER = 1.1, 1e-6  # the ratio that wins with certainty, and the loser's weight beside the winner's 1
_STAY = 1e-10  # n_ii of the incentive rule
_CELLS = 4_000_000  # numbers held at once while votes are counted


@dataclass(frozen=True)
class Election:
    """``positions`` distinct and ascending, ``probabilities`` of each (sum 1), both shape (m,); ``forecast`` = sum P(a) a."""

    positions: Array
    probabilities: Array
    forecast: float


def condorcet(issue: Issue, vote: Vote = "prop", k: Power = 1, selection: Selection = "conditional") -> Election:
    """The election over the distinct positions of the issue, on the modes.

    Options: ``vote`` how a difference of utilities becomes a vote; ``k`` the power to which coalitions count (or
    ``binary``: a lead of 10 % wins); ``selection`` how pairwise odds become one distribution. ``forecast`` is nan
    without actors, and, with empty probabilities, above ``MOST_OPTIONS`` distinct positions.

    Raises ValueError for an unknown option.
    """
    for name, value, known in (("vote", vote, VOTES), ("k", k, POWERS), ("selection", selection, SELECTIONS)):
        if value not in known:
            raise ValueError(f"no {name} {value!r}: use one of {', '.join(map(str, known))}")
    coalitions = coalitions_of(issue, vote)
    if coalitions is None:
        return Election(np.empty(0), np.empty(0), float("nan"))
    places, c = coalitions
    return _election(places, c, k, selection)


def coalitions_of(issue: Issue, vote: Vote = "prop") -> tuple[Array, Array] | None:
    """The distinct positions and C, shape (m, m), in shares of all weights; None if there are none or too many.

    Actors that stand on one place are counted as one: votes are proportional to weights.
    """
    w = issue.weight
    places, camp = np.unique(issue.position.mode, return_inverse=True)
    if not 0 < places.size <= MOST_OPTIONS:
        return None
    held = w / w.max()
    g = np.bincount(camp, weights=held / held.sum(), minlength=places.size).astype(float)
    utility = 1 - np.abs(places[:, None] - places[None, :]) / issue.width
    return places, coalitions(utility, g, _FLOOR, vote)


def _election(places: Array, c: Array, k: Power, selection: Selection) -> Election:
    if selection == "conditional":
        p = conditional(c, k)
    elif selection == "markov-uniform":
        p = markov_uniform(c, k)
    else:
        p = markov_incentive(c, k)
    return Election(places, p, float(np.clip(p @ places, places[0], places[-1])))


# --- votes and pairwise odds ------------------------------------------------------------------------------------------


def votes(u: Array, g: Array, vote: Vote) -> Array:
    """The vote for a against b from u = U_i(a) - U_i(b) and the weight g_i.

    ``asymprosp`` counts gains at two thirds and losses in full; only the positive part reaches a coalition, so by the
    definition of C it differs from ``prop`` by the constant 2/3 alone.
    """
    if vote == "prop":
        return g * u
    if vote == "cubic":
        return g * u**3
    if vote == "propcbc":
        return g * (u + u**3) / 2
    if vote == "asymprosp":
        return g * np.where(u > 0, u * (2 / 3), u)
    full = np.clip(u / _STEP, -1, 1)
    return g * full if vote == "binary" else g * (0.8 * u + 0.2 * full)


def coalitions(utility: Array, g: Array, floor: float, vote: Vote = "prop") -> Array:
    """C_ab = floor + sum_i max(0, vote_i(a, b)): ``utility`` has shape (n, m), ``g`` (n,), the result (m, m)."""
    n, m = utility.shape
    c = np.full((m, m), floor)
    step = max(1, _CELLS // (m * m))
    for start in range(0, n, step):
        part = utility[start : start + step]
        u = part[:, :, None] - part[:, None, :]
        c += np.maximum(0.0, votes(u, g[start : start + step, None, None], vote)).sum(axis=0)
    return c


def beats(c: Array, k: Power = 1) -> Array:
    """p(a>b) = C_ab^k / (C_ab^k + C_ba^k), shape (m, m), 1/2 on the diagonal."""
    return np.asarray(np.exp(log_beats(c, k)))


def log_beats(c: Array, k: Power = 1) -> Array:
    """The logarithm of p(a>b), which does not underflow."""
    if k == "binary":
        certain = 1 / (1 + _LOSER)
        ratio = c / (c + c.T)
        p = (ratio * (1 + _CERTAIN) - 1) / (_CERTAIN - 1)
        return np.asarray(np.log(np.clip(p, 1 - certain, certain)))
    lead = np.log(c) - np.log(c.T)
    return np.asarray(-np.logaddexp(0.0, -k * lead))


# --- selection --------------------------------------------------------------------------------------------------------


def conditional(c: Array, k: Power = 1) -> Array:
    """P(a) proportional to prod_b p(a>b), in logs."""
    total = log_beats(c, k).sum(axis=1)
    p = np.exp(total - total.max())
    return np.asarray(p / p.sum())


def markov_uniform(c: Array, k: Power = 1) -> Array:
    """The rest point of q_a = (1/m) sum_b p(a>b)(P_a + P_b): challengers are drawn with equal odds."""
    return _rest(beats(c, k))


def markov_incentive(c: Array, k: Power = 1) -> Array:
    """The rest point of q_a = sum_b p(a>b)(P_a h(b|a) + P_b h(a|b)): who gains more challenges more often.

    h(j|i) = n_ji / sum_k n_ki with n_ij = C_ij p(i>j), n_ii = 1e-10.
    """
    p = beats(c, k)
    n = c * p
    np.fill_diagonal(n, _STAY)
    return _rest(p * (n / n.sum(axis=0)))


def _rest(flow: Array) -> Array:
    """The stationary distribution of a chain in which b yields to a at the rate flow[a, b], whatever its scale.

    Elimination state by state without a subtraction (Grassmann, Taksar & Heyman 1985), so that tiny rates count.
    """
    m = flow.shape[0]
    f = flow.copy()
    for last in range(m - 1, 0, -1):
        f[last, :last] /= f[:last, last].sum()
        f[:last, :last] += np.outer(f[:last, last], f[last, :last])
    p = np.ones(m)
    for a in range(1, m):
        p[a] = f[a, :a] @ p[:a]
    return np.asarray(p / p.sum())
