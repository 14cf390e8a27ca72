"""The spatial model of politics of KTAB, preset ``ktab-smp``, in one or several dimensions.

Source: Wise, Lester & Efird 2015, KAPSARC discussion papers on KTAB, and the defaults of the program of that name.
Symbols: actor i of n, x_i position on 0..1 per dimension, c_i capability, s_ik salience per dimension k, s_i their sum
over k, w_i = c_i s_i, d distance, R risk attitude, u utility, p probability, h the actor in whose eyes a thing is seen.
Elections weigh by c alone; challenges by c s.

Each turn: (1) infer risk attitudes from an election over the actors' positions; (2) weigh every challenge; (3) each
actor makes its best target an offer; (4) each actor elects one of the offers it is part of, or stays; all move at once.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from detente.engines.bargaining.condorcet import Power, Vote, coalitions, conditional, votes
from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.issue import Issue
from detente.engines.bargaining.solve import weighted_mean, weighted_median

Bargain = Literal["init-only", "init-and-receiver", "power-weighted"]
OfferWeights = Literal["s1p1", "s2p2", "s2pmax"]
Commitment = Literal["none", "semi", "full"]
RiskSeen = Literal["none", "one-third", "half", "two-thirds", "full"]

_SEEN = {"none": 0.0, "one-third": 1 / 3, "half": 1 / 2, "two-thirds": 2 / 3, "full": 1.0}
_ELECTION = 1e-8  # e: support that every option has
_CHALLENGE = 1e-10  # support that each side of a challenge has
_WORTH = 1e-5  # a challenge must gain more than this
_OWN = 1e-6  # z: weight of one's own place in an offer
_SAME = 1e-3  # positions closer than this are one option of the reported election
_SETTLED = 0.02
_HUGE = 1e100  # capabilities beyond this are divided by a power of 2, so that no sum overflows


@dataclass(frozen=True)
class KtabOptions:
    """The named options; the defaults are the preset ``ktab-smp``.

    ``bargain``: whose view of the odds makes the offer: the initiator's; both sides', as two offers; or the mean of the
    two places, weighted by w. ``offer_weights``: how salience and odds enter the offer. ``commitment``: what a third
    party's place is after the challenge (with one estimate of the odds, as here, ``none`` and ``full`` leave third
    parties without a stake: their vote is 0). ``risk_seen``: how much of another's own risk attitude h sees, the rest
    being h's. ``vote`` and ``k`` as in the probabilistic Condorcet election.
    """

    bargain: Bargain = "init-only"
    offer_weights: OfferWeights = "s2p2"
    commitment: Commitment = "semi"
    risk_seen: RiskSeen = "one-third"
    vote: Vote = "prop"
    k: Power = 1

    def __post_init__(self) -> None:
        """Every value is one that is offered."""
        for name, values in CHOICES.items():
            if (value := getattr(self, name)) not in values:
                raise ValueError(f"{name} is one of {', '.join(map(str, values))}, not {value!r}")


#: option -> the values it may take
CHOICES: dict[str, tuple[Any, ...]] = {
    name: get_args(kind)
    for name, kind in (("bargain", Bargain), ("offer_weights", OfferWeights), ("commitment", Commitment),
                       ("risk_seen", RiskSeen), ("vote", Vote), ("k", Power))
}  # fmt: skip

KTAB_SMP = KtabOptions()


def with_option(options: KtabOptions, setting: str) -> KtabOptions:
    """The options with one of them changed, as in ``"offer_weights=s1p1"`` or ``"k=2"``.

    Raises ValueError with a sentence if the text is not ``name=value``, or the name or the value is unknown.
    """
    name, sign, value = (part.strip() for part in setting.partition("="))
    if not sign:
        raise ValueError(f"a setting reads name=value, not {setting!r}")
    if name not in CHOICES:
        raise ValueError(f"there is no option {name!r}; the options are {', '.join(CHOICES)}")
    known = {str(each): each for each in CHOICES[name]}
    return replace(options, **{name: known.get(value, value)})


@dataclass(frozen=True)
class Offer:
    """What ``initiator`` put to ``receiver`` (indices), the places of both on the issues' scales, one per dimension.

    ``probability`` is its chance in the election of the actor whose queue it stands in. An actor's own "stay" has
    itself as initiator and receiver.
    """

    initiator: int
    receiver: int
    initiator_place: tuple[float, ...]
    receiver_place: tuple[float, ...]
    probability: float


@dataclass(frozen=True)
class Turn:
    """One turn.

    ``risk`` R_i in [-1/2, 1], shape (n,); ``p`` and ``gain``, shape (n, n), of i challenging j in the eyes of i
    (diagonal 1/2 and 0); ``target``, the index of each actor's best target or -1; ``queues`` the offers before each
    actor, its "stay" first; ``taken`` the place in its queue that each actor took.
    """

    risk: Array
    risk_neutral: Array
    p: Array
    gain: Array
    target: NDArray[np.int64]
    queues: tuple[tuple[Offer, ...], ...]
    taken: tuple[int, ...]


@dataclass(frozen=True)
class KtabPath:
    """T turns of n actors on m dimensions.

    ``positions`` on the issues' scales, shape (T+1, n, m); ``probabilities`` of each actor's place, shape (T+1, n),
    where actors at one place share one probability; ``ratios`` the distance moved relative to the first turn's, shape
    (T,); ``settled`` is False if the run was cut at the number of rounds. ``weight`` is c s, all 1 if they sum to 0.
    """

    dimensions: tuple[str, ...]
    actors: tuple[str, ...]
    weight: Array
    positions: Array
    probabilities: Array
    turns: tuple[Turn, ...]
    ratios: Array
    settled: bool


def run(issue: Issue | tuple[Issue, ...], options: KtabOptions = KTAB_SMP, rounds: int = 100) -> KtabPath:
    """Bargain for at most ``rounds`` turns, on one issue or on several issues as the dimensions of one space.

    Issues that are dimensions need the same actors in the same order and the same capabilities, and no actor's
    saliences may sum to more than 1. Any number of actors from 1; zero capability and salience count as 0.

    Raises:
        ValueError: if rounds is negative or the issues do not fit together.
    """
    issues = (issue,) if isinstance(issue, Issue) else issue
    _check(issues, rounds)
    low, width = np.array([each.low for each in issues]), np.array([each.width for each in issues])
    capability = issues[0].capability.mode
    if (largest := capability.max()) > _HUGE:
        capability = np.ldexp(capability, -np.frexp(largest)[1])
    model = _Model(capability, np.column_stack([each.salience.mode for each in issues]), options)
    x = (np.column_stack([each.position.mode for each in issues]) - low) / width
    places, chances, turns, moved = [x], [model.probability(x)], [], []
    settled = False
    for _ in range(rounds):
        turn, after = model.turn(x, lambda place: tuple(map(float, low + width * place)))
        moved.append(float(np.sqrt(((after - x) ** 2).sum(axis=1)).sum()))
        x = after
        places.append(x)
        chances.append(model.probability(x))
        turns.append(turn)
        if len(moved) >= 2 and moved[-1] < _SETTLED * (moved[0] + 1e-4):
            settled = True
            break
    weight = model.w if model.w.sum() > 0 else np.ones_like(model.w)
    ratios = np.array(moved) / (moved[0] + 1e-4) if moved else np.empty(0)
    names = tuple(each.name for each in issues)
    positions = low + width * np.stack(places)
    positions[0] = np.column_stack([each.position.mode for each in issues])
    return KtabPath(names, issues[0].actors, weight, positions, np.stack(chances), tuple(turns), ratios, settled)


def path_rows(path: KtabPath, dimension: int = 0) -> list[dict[str, Any]]:
    """One row per round 0..T and actor in file order, for one dimension.

    ``median`` (lower, weighted) and ``mean`` weigh by c s; ``move`` is signed; ``kind`` is bargain where an offer was
    taken, else none. ``eu_own`` is the gain that the actor expects from challenging its partner, ``eu_other`` the gain
    that the partner expects from challenging it; ``probability`` is that of the actor's place after the round.
    """
    rows: list[dict[str, Any]] = []
    for number, places in enumerate(path.positions[:, :, dimension]):
        median, mean = float(weighted_median(places, path.weight)), float(weighted_mean(places, path.weight))
        for i, actor in enumerate(path.actors):
            partner, own, other = "", None, None
            if number:
                turn = path.turns[number - 1]
                offer = turn.queues[i][turn.taken[i]]
                if (j := _partner(offer, i)) != i:
                    partner, own, other = path.actors[j], float(turn.gain[i, j]), float(turn.gain[j, i])
            before = path.positions[max(number - 1, 0), i, dimension]
            rows.append({
                "round": number, "median": median, "mean": mean, "actor": actor, "position": float(places[i]),
                "move": float(places[i] - before), "kind": "bargain" if partner else "none", "partner": partner,
                "eu_own": own, "eu_other": other, "probability": float(path.probabilities[number, i]),
            })  # fmt: skip
    return rows


def _partner(offer: Offer, i: int) -> int:
    return offer.receiver if offer.initiator == i else offer.initiator


def _check(issues: tuple[Issue, ...], rounds: int) -> None:
    if rounds < 0:
        raise ValueError(f"rounds is 0 or more, not {rounds}")
    if not issues or not issues[0].actors:
        raise ValueError("the model needs at least one issue with at least one actor")
    first = issues[0]
    for each in issues[1:]:
        if each.actors != first.actors:
            raise ValueError(f"{each.name} and {first.name} need the same actors in the same order")
        if not np.array_equal(each.capability.mode, first.capability.mode):
            raise ValueError(f"{each.name} and {first.name} need the same capabilities")
    total = np.sum([each.salience.mode for each in issues], axis=0)
    if (total > 1 + 1e-9).any():
        raise ValueError(f"the saliences of {first.actors[int(total.argmax())]} sum to {total.max():g}, more than 1")


# --- utilities and elections ------------------------------------------------------------------------------------------


def election(g: Array, u: Array, options: KtabOptions) -> Array:
    """Conditional probabilistic Condorcet election: weights g (n,), utilities u (n, m) -> probabilities (m,)."""
    return conditional(coalitions(u, g, _ELECTION, options.vote), options.k)


def utility(d: Array, risk: Array | float) -> Array:
    """u(d; R) = (1-d)(1+dR) up to distance 1, (1-d)(1+R) beyond."""
    return np.asarray((1 - d) * (1 + np.minimum(d, 1.0) * risk))


# --- a turn ----------------------------------------------------------------------------------------------------------


class _Model:
    """The fixed part of a run: capabilities c (n,), saliences s (n, m), options."""

    def __init__(self, capability: Array, salience: Array, options: KtabOptions) -> None:
        self.c, self.s, self.options = capability, salience, options
        self.total = salience.sum(axis=1)
        self.w = capability * self.total
        square = salience**2
        none = square.sum(axis=1, keepdims=True) == 0
        square = np.where(none, 1.0, square)
        #: share of each dimension in an actor's squared distance; without any salience all dimensions count alike
        self.share = square / square.sum(axis=1, keepdims=True)

    def distance(self, x: Array, places: Array) -> Array:
        """d_ij of every actor's own place x (n, m) to places (..., m), by its own saliences: shape (..., n)."""
        gap = x - places[..., None, :]
        if x.shape[1] == 1:
            return np.asarray(np.abs(gap[..., 0]))
        return np.asarray(np.sqrt((self.share * gap**2).sum(axis=-1)))

    def risk(self, x: Array) -> tuple[Array, Array]:
        """Step 1: the risk-neutral election over all positions, and the attitudes R_i it implies."""
        p = election(self.c, 1 - self.distance(x, x).T, self.options)
        span = p.max() - p.min()
        if span < 1e-12:
            return p, np.zeros_like(p)
        return p, (3 * p - (p.max() + 2 * p.min())) / (2 * span)

    def eyes(self, h: int, d: Array, risk: Array) -> Array:
        """u^h_kj, shape (n, n): what h believes each actor k thinks of each position j."""
        part = _SEEN[self.options.risk_seen]
        return utility(d, ((1 - part) * risk[h] + part * risk)[:, None])

    def challenge(self, i: int, u: Array) -> Array:
        """Step 2: p(i beats j) for every j, shape (n,), with the utilities u (n, n) of whoever is looking."""
        n, rule, everyone = len(self.w), self.options.vote, np.arange(len(self.w))
        own = np.diagonal(u)
        side_i, side_j = np.full(n, _CHALLENGE), np.full(n, _CHALLENGE)
        for stake in (votes(u[i, i] - u[i], self.w[i], rule), votes(u[:, i] - own, self.w, rule)):
            side_i, side_j = side_i + np.maximum(stake, 0.0), side_j - np.minimum(stake, 0.0)
        # third parties t in rows, targets j in columns
        u_i, u_j, u_t, w = u[:, i][:, None], u, own[:, None], self.w[:, None]
        first = votes(u_i - u_j, w, rule)
        for_i, for_j = side_i + np.maximum(first, 0.0), side_j - np.minimum(first, 0.0)
        q = for_i / (for_i + for_j)
        moved_i, kept_i = 3 * u_i, 2 * u_i + u_t
        moved_j, kept_j = 3 * u_j, 2 * u_j + u_t
        if self.options.commitment == "none":
            moved_i, moved_j = kept_i, kept_j
        elif self.options.commitment == "full":
            kept_i, kept_j = moved_i, moved_j
        vote = votes((q * kept_i + (1 - q) * moved_j) - (q * moved_i + (1 - q) * kept_j), w, rule)
        vote[i, :] = 0.0
        vote[everyone, everyone] = 0.0
        c_i, c_j = side_i + np.maximum(vote, 0.0).sum(axis=0), side_j - np.minimum(vote, 0.0).sum(axis=0)
        return np.asarray(c_i / (c_i + c_j))

    def gain(self, i: int, p: Array, u: Array) -> Array:
        """What i expects from challenging each j, shape (n,)."""
        s, keep, lose = self.total, u[i, i], u[i]
        return np.asarray((1 - s) * 2 * keep + s * (p * 2 * keep + (1 - p) * 2 * lose) - (keep + lose))

    def offer(self, x: Array, i: int, j: int, p: float) -> tuple[Array, Array]:
        """Step 3: the places of i and j that i's chance p makes, per dimension, rounded to 4 decimals, half up."""
        kind = self.options.offer_weights
        s_i, s_j = self.s[i], self.s[j]
        if kind == "s2pmax":
            d_i, d_j = max(0.0, 1 - 2 * p), max(0.0, 2 * p - 1)
            to_j = d_i * s_j**2 / (d_i * s_j**2 + _OWN + (1 - d_i) * s_i**2)
            to_i = d_j * s_i**2 / (d_j * s_i**2 + _OWN + (1 - d_j) * s_j**2)
            return _round4(x[i] + to_j * (x[j] - x[i])), _round4(x[j] + to_i * (x[i] - x[j]))
        power = 2 if kind == "s2p2" else 1
        a, b = s_i**power * p**power, s_j**power * (1 - p) ** power
        whole = a + b + _OWN
        return _round4(((a + _OWN) * x[i] + b * x[j]) / whole), _round4((a * x[i] + (b + _OWN) * x[j]) / whole)

    def offers(self, x: Array, i: int, j: int, p_i: float, p_j: float) -> list[tuple[Array, Array]]:
        """The offers that come of i challenging j: p_i in the eyes of i, p_j in the eyes of j, both that i beats j."""
        ours, theirs = self.offer(x, i, j, p_i), self.offer(x, i, j, p_j)
        if self.options.bargain == "init-only":
            return [ours]
        if self.options.bargain == "init-and-receiver":
            return [ours, theirs]
        total = self.w[i] + self.w[j]
        part = self.w[i] / total if total > 0 else 0.5
        return [(part * ours[0] + (1 - part) * theirs[0], part * ours[1] + (1 - part) * theirs[1])]

    def turn(self, x: Array, on_scale: Callable[[Array], tuple[float, ...]]) -> tuple[Turn, Array]:
        """One turn from positions x (n, m): what happened, and the positions after it."""
        n = len(x)
        d = self.distance(x, x).T
        neutral, risk = self.risk(x)
        p, gain, target = np.full((n, n), 0.5), np.zeros((n, n)), np.full(n, -1)
        for i in range(n):
            u = self.eyes(i, d, risk)
            p[i] = self.challenge(i, u)
            gain[i] = self.gain(i, p[i], u)
            p[i, i], gain[i, i] = 0.5, 0.0
            best = int(gain[i].argmax())
            target[i] = best if gain[i, best] > _WORTH else -1
        queues: list[list[tuple[int, int, Array, Array]]] = [[(k, k, x[k], x[k])] for k in range(n)]
        for i in range(n):
            if (j := int(target[i])) < 0:
                continue
            both = self.options.bargain != "init-only"
            p_j = float(self.challenge(i, self.eyes(j, d, risk))[j]) if both else float(p[i, j])
            for place_i, place_j in self.offers(x, i, j, float(p[i, j]), p_j):
                queues[i].append((i, j, place_i, place_j))
                queues[j].append((i, j, place_i, place_j))
        after, told, taken = x.copy(), [], []
        for actor, queue in enumerate(queues):
            chances = self.elect(x, d, risk, queue)
            pick = int(chances.argmax())
            i, _, place_i, place_j = queue[pick]
            after[actor] = place_i if i == actor else place_j
            taken.append(pick)
            told.append(tuple(
                Offer(i, j, on_scale(a), on_scale(b), float(chance))
                for (i, j, a, b), chance in zip(queue, chances, strict=True)
            ))  # fmt: skip
        return Turn(risk, neutral, p, gain, target, tuple(told), tuple(taken)), after

    def elect(self, x: Array, d: Array, risk: Array, queue: list[tuple[int, int, Array, Array]]) -> Array:
        """Step 4: the election over one queue; an offer is worth the mean utility of all places it leaves."""
        if len(queue) == 1:
            return np.ones(1)
        own = utility(d, risk[:, None])
        u = np.empty((len(x), len(queue)))
        for place, (i, j, place_i, place_j) in enumerate(queue):
            left = own.copy()
            if i != j:
                left[:, i] = utility(self.distance(x, place_i), risk)
                left[:, j] = utility(self.distance(x, place_j), risk)
            u[:, place] = left.mean(axis=1)
        return election(self.c, u, self.options)

    def probability(self, x: Array) -> Array:
        """The election over the distinct places, in everyone's own eyes: each actor's chance, shape (n,).

        A place within 1e-3 of an earlier distinct place is not a new one; an actor near several is given the last of
        them, as the program does.
        """
        near = np.sqrt(((x[:, None, :] - x[None, :, :]) ** 2).sum(axis=-1)) < _SAME
        distinct: list[int] = []
        for i in range(len(x)):
            if not near[i, distinct].any():
                distinct.append(i)
        _, risk = self.risk(x)
        chances = election(self.c, utility(self.distance(x, x[distinct]).T, risk[:, None]), self.options)
        return np.array([chances[np.flatnonzero(near[i, distinct])[-1]] for i in range(len(x))])


def _round4(place: Array) -> Array:
    return np.asarray(np.floor(place * 1e4 + 0.5) / 1e4)
