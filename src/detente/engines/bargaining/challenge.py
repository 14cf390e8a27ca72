"""The challenge (expected-utility) model of Bueno de Mesquita, as reconstructed by Scholz, Calbert & Smith.

Each round every actor compares, for every rival, what it expects from challenging with what the rival expects from
challenging it. An actor that expects to lose gives in to one offer, and all move at once.

Symbols: x_i position, s_i in [0,1] salience, c_i capability, w_i = c_i s_i, R the range of positions, m the median,
r_i the risk exponent, D_ij = |x_i - x_j|, P_ij the probability that i prevails over j, E(h, t) what h expects from
challenging t. For the focal actor i against j: a = E(i, j) and b = E(j, i), both in the eyes of i.

Matrices have the focal actor in rows. Sums run over actors in file order, one after another, so that the compiled form
in :mod:`~detente.engines.bargaining.challenge_kernel` gives the same bits.

Source: Scholz, Calbert & Smith, ICAART 2011, 18-30 (equation numbers are theirs); Bueno de Mesquita, APSR 79 (1985)
and in European Community Decision Making (1994), 71-104. The options are in
:mod:`~detente.engines.bargaining.challenge_options`.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from detente.engines.bargaining.challenge_options import SCHOLZ_AS_CODED, Options
from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.issue import Issue
from detente.engines.bargaining.powers import power

KINDS = ("none", "confrontation", "compromise", "capitulation")
NONE, CONFRONTATION, COMPROMISE, CAPITULATION = range(4)
#: ``stop=median-change``: a smaller step of the median counts as rest, and so many rounds are the most.
REST = 0.5
MOST_ROUNDS = 20
#: Running weights and costs within this share of the total tie.
_TIE = 1e-12


@dataclass(frozen=True)
class Path:
    """What happened. T rounds and round 0 make T + 1 rows; n actors in file order.

    ``positions`` (T+1, n) after each round; ``median`` and ``mean`` (T+1,) weighted by c s; ``kind`` (T+1, n) places in
    :data:`KINDS`; ``partner`` (T+1, n) the rival given in to, -1 if none; ``eu_own`` and ``eu_other`` (T+1, n) the a
    and b of that dyad and ``odds`` P_ij, NaN if none. ``own`` and ``other`` (T+1, n, n) are a and b of every dyad as
    seen by the row's actor in the round (0 in round 0 and where the positions coincide). ``loses`` (T+1, n, n) says
    who would concede in a confrontation. ``risk`` (T+1, n) is r_i, 1 in round 0.
    """

    actors: tuple[str, ...]
    options: Options
    positions: Array
    median: Array
    mean: Array
    kind: NDArray[np.int64]
    partner: NDArray[np.int64]
    eu_own: Array
    eu_other: Array
    odds: Array
    own: Array
    other: Array
    loses: NDArray[np.bool_]
    risk: Array

    @property
    def move(self) -> Array:
        """The signed move of each actor in each round, shape (T+1, n); 0 in round 0."""
        return np.vstack([np.zeros_like(self.positions[:1]), np.diff(self.positions, axis=0)])

    @property
    def rounds(self) -> int:
        """T."""
        return len(self.positions) - 1


@dataclass(frozen=True)
class _Round:
    """One round: the dyads in the eyes of the row's actor, the offers, and the one that each accepts."""

    a: Array
    b: Array
    odds: Array
    risk: Array
    loses: NDArray[np.bool_]
    kind: NDArray[np.int64]
    partner: NDArray[np.int64]
    positions: Array


def run(issue: Issue, options: Options = SCHOLZ_AS_CODED, rounds: int = 10) -> Path:
    """The path of one issue, on the modes of its ranges.

    Nobody moves if all stand at one place, if there is one actor, or if all weights are 0 (the mean and the median then
    weigh every actor equally). After a stop the path stays where it is, so it always has ``rounds`` + 1 rows.
    Time O(rounds n^3), memory O(rounds n^2). Raises ValueError for negative rounds or no
    actors.
    """
    if rounds < 0:
        raise ValueError(f"the number of rounds is 0 or more, not {rounds}")
    if not issue.actors:
        raise ValueError(f"nobody holds a position on {issue.name}")
    x, s, c = (np.asarray(cells.mode, float) for cells in (issue.position, issue.salience, issue.capability))
    return _walk(issue.actors, x, s, balanced(c), options, rounds)


def balanced(capability: Array) -> Array:
    """Capabilities divided by the power of 2 above the largest of the row: exact, and no sum of them can overflow."""
    largest = capability.max(axis=-1, keepdims=True)
    return np.asarray(np.ldexp(capability, -np.frexp(np.where(largest > 0, largest, 1.0))[1]))


def _walk(actors: tuple[str, ...], x: Array, s: Array, c: Array, options: Options, rounds: int) -> Path:
    w = c * s
    shown = w if w.sum() > 0 else np.ones_like(w)
    still = _rest(x)
    path, steps = [x], [still]
    centre = [lower_median(x, shown)]
    initial = float(x.max() - x.min())
    for done in range(rounds):
        span = initial if options.range == "initial" else float(x.max() - x.min())
        moves = span > 0 and x.size > 1 and bool(w.sum() > 0) and not _settled(centre, done, options)
        step = negotiate(x, s, w, span, options) if moves else still
        x = step.positions if moves else x
        path.append(x)
        steps.append(step)
        centre.append(lower_median(x, shown))
    positions = np.array(path)
    kind, partner = (np.array([getattr(each, name) for each in steps]) for name in ("kind", "partner"))
    a, b, odds, risk, loses = (
        np.array([getattr(each, name) for each in steps]) for name in ("a", "b", "odds", "risk", "loses")
    )
    eu_own, eu_other, chance = (
        np.where(kind == NONE, np.nan, np.take_along_axis(each, np.maximum(partner, 0)[..., None], -1)[..., 0])
        for each in (a, b, odds)
    )
    return Path(actors, options, positions, np.array(centre), _mean(positions, shown), kind, partner,
                eu_own, eu_other, chance, a, b, loses, risk)  # fmt: skip


def _rest(x: Array) -> _Round:
    n = x.size
    nothing = np.zeros((n, n))
    return _Round(nothing, nothing, nothing, np.ones(n), np.zeros((n, n), bool),
                  np.full(n, NONE, np.int64), np.full(n, -1, np.int64), x)  # fmt: skip


def _mean(positions: Array, w: Array) -> Array:
    """Sum w_i x_i / sum w_i along the last axis, added up in file order."""
    return np.asarray(np.cumsum(positions * w, axis=-1)[..., -1] / np.cumsum(w)[-1])


def lower_median(x: Array, w: Array) -> float:
    """The first position, in order, at which the running weight reaches half the total."""
    order = np.argsort(x, kind="stable")
    running = np.cumsum(w[order])
    return float(x[order][(running >= running[-1] / 2 - _TIE * running[-1]).argmax()])


def _settled(centre: list[float], done: int, options: Options) -> bool:
    """The stopping rule ``median-change``: two small steps of the median in a row, or 20 rounds."""
    if options.stop == "rounds":
        return False
    small = done >= 2 and abs(centre[-1] - centre[-2]) < REST and abs(centre[-2] - centre[-3]) < REST
    return small or done >= MOST_ROUNDS


def negotiate(x: Array, s: Array, w: Array, span: float, options: Options) -> _Round:
    """One round: a first pass without risk gives the dangers, a second with risk the offers; each accepts one."""
    n = x.size
    distance = np.abs(x[:, None] - x[None, :]) / span
    drift = np.abs(x - _median(x, w, options)) / span
    neutral = np.ones(n)
    a, b, _ = views(distance, drift, s, w, neutral, neutral, options)
    risk = risk_exponents(danger(a, b, options))
    votes = risk if options.prob_risk == "voter" else neutral
    a, b, odds = views(distance, drift, s, w, risk, votes, options)
    differ = x[:, None] != x[None, :]
    a, b = np.where(differ, a, 0.0), np.where(differ, b, 0.0)
    loses = concedes(a, b, w, options)
    kinds, targets = offers(x, a, b, loses & differ, options)
    partner = accepted(x, a, b, kinds, targets, options)
    rows = np.arange(n)
    taken = partner >= 0
    kind = np.where(taken, kinds[rows, partner], NONE)
    return _Round(a, b, odds, risk, loses, kind, partner, np.where(taken, targets[rows, partner], x))


def _median(x: Array, w: Array, options: Options) -> float:
    """The median m that an actor left alone would drift to."""
    if options.median == "weighted-lower":
        return lower_median(x, w)
    cost = _in_order(w[:, None] * np.abs(x[:, None] - x[None, :]))
    return float(x[cost <= cost.min() + _TIE * cost.max()].min())


def _in_order(rows: Array) -> Array:
    """The sum over the first axis, one row after another."""
    return np.asarray(reduce(np.add, rows, np.zeros(rows.shape[1:])))


def views(
    distance: Array, drift: Array, s: Array, w: Array, r: Array, votes: Array, options: Options
) -> tuple[Array, Array, Array]:
    """a, b and P of every dyad in the eyes of the row's actor; diagonals are 0. ``votes`` are the exponents of voters."""
    p = probability(distance, w, votes, options)
    mine = r[:, None]
    theirs = r[None, :] if options.perspective == "each" else mine
    rival, self_ = s[None, :], s[:, None]
    a = expected_utility(distance, drift[:, None], mine, p, rival, options)
    b = expected_utility(distance, drift[None, :], theirs, p.T, rival if options.response_salience == "opponent" else self_, options)  # fmt: skip
    np.fill_diagonal(a, 0.0)
    np.fill_diagonal(b, 0.0)
    return a, b, p


def probability(distance: Array, w: Array, votes: Array, options: Options) -> Array:
    """P_ij (eq. 30-31): the votes for i against j over a denominator. 0 if x_i = x_j, 1/2 if no vote is cast.

    V_k(i,j) = w_k (d_k(j) - d_k(i)), d_k(a) = (|x_k - x_a|/R)^r_k.
    """
    loss = w[:, None] * power(distance, votes[:, None])
    support = np.zeros_like(distance)
    for k in range(w.size):
        vote = np.maximum(0.0, loss[k][None, :] - loss[k][:, None])
        if options.prob_denominator == "dyad-third-parties":
            vote[k, :] = vote[:, k] = 0.0
        support += vote
    if options.prob_denominator == "all-pairs":
        denominator = np.full_like(support, 2.0 * np.cumsum(_in_order(support))[-1])
    else:
        denominator = support + support.T
    p = np.divide(support, denominator, out=np.full_like(support, 0.5), where=denominator > 0)
    return np.asarray(np.where(distance == 0, 0.0, p))


def utility(share: Array, r: Array) -> Array:
    """2 - 4 share^r: the form of all five utilities, between -2 and 2."""
    return np.asarray(2.0 - 4.0 * power(share, r))


def expected_utility(distance: Array, drift: Array, r: Array, p: Array, salience: Array, options: Options) -> Array:
    """E(h, t) (eq. 7) at ``distance`` D/R, with ``drift`` |x_h - m|/R, the eyes' exponent r, P_ht, t's salience f.

    f (P U_s + (1-P) U_f) + (1-f) U_s - Q U_q - (1-Q)(T U_b + (1-T) U_w).
    """
    success = utility(np.maximum(0.0, 0.5 - 0.5 * distance), r)
    failure = utility(np.minimum(1.0, 0.5 + 0.5 * distance), r)
    challenge = salience * (p * success + (1.0 - p) * failure) + (1.0 - salience) * success
    stay = options.Q * utility(np.full_like(r, 0.5), r)
    if options.no_challenge == "status-quo-only" or options.Q == 1.0:
        return np.asarray(challenge - stay)
    away = drift + distance
    better = utility(np.clip(0.5 - 0.25 * away, 0.0, 1.0), r)
    worse = utility(np.clip(0.5 + 0.25 * away, 0.0, 1.0), r)
    return np.asarray(challenge - stay - (1.0 - options.Q) * np.where(drift < distance, better, worse))


def danger(a: Array, b: Array, options: Options) -> Array:
    """D_i (eq. 34): the sum of what the others expect from challenging i, in i's eyes (or of what i expects)."""
    return np.asarray(np.cumsum(b if options.security == "against" else a, axis=1)[:, -1])


def risk_exponents(d: Array) -> Array:
    """r_i in [1/2, 2] (eq. 34-35): 2 for the actor in least danger, 1/2 for the one in most; 1 if all are alike."""
    low, high = d.min(), d.max()
    if not high > low:
        return np.ones_like(d)
    place = (2.0 * d - high - low) / (high - low)
    return np.asarray((1.0 - place / 3.0) / (1.0 + place / 3.0))


def concedes(a: Array, b: Array, w: Array, options: Options) -> NDArray[np.bool_]:
    """Whether the row's actor would be the loser of a confrontation."""
    if options.conflict == "lower-concedes":
        return b > a
    if options.conflict == "power":
        return w[None, :] > w[:, None]
    return np.zeros(a.shape, bool)


def offers(x: Array, a: Array, b: Array, loses: NDArray[np.bool_], options: Options) -> tuple[NDArray[np.int64], Array]:
    """The kind of every dyad in which the row's actor gives in (fig. 6), and the place it would go to."""
    differ = x[:, None] != x[None, :]
    here, there = np.broadcast_to(x[:, None], a.shape), np.broadcast_to(x[None, :], a.shape)
    confronted = (a > 0) & (b > 0) & loses
    yields = (b > 0) & (a < 0) & differ
    meets = yields & (b > -a)
    gives_up = yields & ~meets & (options.capitulation == "full-move")
    kinds = np.select([confronted, meets, gives_up], [CONFRONTATION, COMPROMISE, CAPITULATION], NONE)
    part = np.divide(-a, b, out=np.zeros_like(a), where=meets)
    between = np.clip(here + (there - here) * part, np.minimum(here, there), np.maximum(here, there))
    return kinds.astype(np.int64), np.where(meets, between, there)


def accepted(
    x: Array, a: Array, b: Array, kinds: NDArray[np.int64], targets: Array, options: Options
) -> NDArray[np.int64]:
    """The rival whose offer each actor accepts, -1 if it has none. Ties go to the first in file order."""
    open_ = kinds != NONE
    move = np.abs(targets - x[:, None])
    if options.offer_choice == "max-eu":
        best = np.where(open_, b, -np.inf)
        open_ &= best == best.max(axis=1, keepdims=True)
    elif options.offer_choice != "least-move":
        rank = np.where(open_, kinds, len(KINDS))
        open_ &= rank == rank.min(axis=1, keepdims=True)
    measure = move
    if options.offer_choice == "category-blend":
        meets = open_ & (kinds == COMPROMISE)
        blend = np.divide(np.abs(a) * x[:, None] + np.abs(b) * x[None, :], np.abs(a) + np.abs(b),
                          out=np.zeros_like(a), where=meets)  # fmt: skip
        measure = np.where(meets, blend, move)
    measure = np.where(open_, measure, np.inf)
    return np.where(open_.any(axis=1), measure.argmin(axis=1), -1).astype(np.int64)
