"""Position exchange with equal gains: two actors give way on the issue each cares less about.

Source: Stokman & van Oosten 1994, The exchange of voting positions, in European Community Decision Making; van Assen,
Stokman & van Oosten 2003; randomised gains, Dijkstra, van Assen & Stokman 2018.
Symbols: x_kr position of actor k on issue r, x0 the position a round starts from (what the actor wants), s salience on
0..1, c capability, D_r = sum c s and O_r = sum c s x / D_r the outcome of issue r. In an exchange on p and q, i cares
relatively more about p: i wants p and supplies q, j wants q and supplies p. All positions here are on 0..100.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

import numpy as np

from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.issue import Issue

Cutback = Literal["partner", "none"]

_LEAST = 1e-10
_TIE = 1e-9


@dataclass(frozen=True)
class Step:
    """One exchange. ``gain``, the same for both (with randomised gains that of i, ``gain_j`` that of j), and ``externalities`` of all other actors are on 0..100.

    i supplies issue ``i_supplies``, moving from ``i_from`` to ``i_to``, to j, whose own place there is ``j_wants``; j
    likewise, to ``i_wants``; positions are on the issue's own scale. ``recalculated``: another exchange had changed it
    since the round began; ``cut_back``: shortened so that no outcome passes what the partner wants.
    """

    round: int
    step: int
    gain: float
    i: str
    i_supplies: str
    i_from: float
    i_to: float
    i_wants: float
    j: str
    j_supplies: str
    j_from: float
    j_to: float
    j_wants: float
    recalculated: bool
    cut_back: bool
    gain_j: float
    externalities: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Outcome:
    """O of one issue before and after one round, on the issue's own scale (None if nobody stands on it)."""

    round: int
    issue: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class ExchangeResult:
    """All exchanges in the order they were made, and the outcomes of every issue around every round."""

    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Randomise:
    """Unequal gains: one partner gets gain + p z (largest gain - gain), z uniform on 0..1, at the cost of the other.

    The largest gain is what that partner would have if the exchange left the other nothing. One uniform u for each
    candidate of each round decides both: z = abs(2u-1), for i if u > 1/2 and for j otherwise. Exchanges then go by the mean
    of both gains. ``uniforms``, shape (at least ``uniforms_needed(issues, rounds)``,), are drawn outside; p is in 0..1.
    """

    p: float
    uniforms: Array


def uniforms_needed(issues: tuple[Issue, ...], rounds: int = 1) -> int:
    """How many uniforms a randomised run takes at most."""
    return rounds * sum(len(both) * (len(both) - 1) // 2 for _, _, both in _pairs(issues))


def exchange(
    issues: tuple[Issue, ...], cutback: Cutback = "partner", rounds: int = 1, randomise: Randomise | None = None
) -> ExchangeResult:
    """Exchange positions across issues of the same group until nothing is left to gain, for a number of rounds.

    With ``cutback="partner"`` no outcome passes the place that the partner wants. Fewer than two issues with actors in
    common give no steps, and outcomes that stay as they are.

    Raises:
        ValueError: if cutback is unknown, rounds is negative, two issues have one name, or uniforms are too few.
    """
    if cutback not in get_args(Cutback):
        raise ValueError(f"cutback is one of {', '.join(get_args(Cutback))}, not {cutback!r}")
    if rounds < 0:
        raise ValueError(f"rounds is 0 or more, not {rounds}")
    if len({each.name for each in issues}) != len(issues):
        raise ValueError("every issue needs a name of its own")
    if randomise is not None and not 0 <= randomise.p <= 1:
        raise ValueError(f"p is in 0..1, not {randomise.p!r}")
    if randomise is not None and len(randomise.uniforms) < uniforms_needed(issues, rounds):
        raise ValueError(f"{uniforms_needed(issues, rounds)} uniforms are needed, not {len(randomise.uniforms)}")
    ground = _Ground(issues)
    start = ground.start
    steps: list[Step] = []
    outcomes: list[Outcome] = []
    used = 0
    for number in range(1, rounds + 1):
        play = _Round(ground, start, cutback == "partner")
        if randomise is not None:
            for place, each in enumerate(play.candidates):
                each.tilt = randomise.p * (2 * float(randomise.uniforms[used + place]) - 1)
            used += len(play.candidates)
        steps += play.run(number)
        before, after = ground.outcomes(start), ground.outcomes(play.now)
        outcomes += [
            Outcome(number, each.name, *(ground.on_scale(r, o[r]) if each.actors else None for o in (before, after)))
            for r, each in enumerate(issues)
        ]
        start = ground.next_start(start, play.now)
    return ExchangeResult(tuple(steps), tuple(outcomes))


Places = list[dict[str, float]]


def _pairs(issues: tuple[Issue, ...]) -> Iterator[tuple[int, int, list[str]]]:
    """The pairs p before q of one group, with the actors on both, in order of first appearance in the group."""
    order: dict[str | None, dict[str, int]] = defaultdict(dict)
    for each in issues:
        for actor in each.actors:
            order[each.group].setdefault(actor, len(order[each.group]))
    for p, q in combinations(range(len(issues)), 2):
        if (group := issues[p].group) == issues[q].group:
            both = set(issues[p].actors) & set(issues[q].actors)
            yield p, q, sorted(both, key=order[group].__getitem__)


class _Ground:
    """What stays through all rounds: s, c s and D per issue, by actor, and the scales."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = issues
        self.names = [each.name for each in issues]
        self.salience = [dict(zip(each.actors, map(float, each.salience.mode), strict=True)) for each in issues]
        weights = [each.salience.mode * _balanced(each.capability.mode) for each in issues]
        self.weight = [
            dict(zip(each.actors, map(float, w), strict=True)) for each, w in zip(issues, weights, strict=True)
        ]
        #: what outcomes weigh by: c s, or 1 for everyone if those sum to 0
        self.pull = [held if any(held.values()) else dict.fromkeys(held, 1.0) for held in self.weight]
        self.total = [sum(each.values()) for each in self.pull]
        self.start: Places = [
            {a: self._to_hundred(each, float(x)) for a, x in zip(each.actors, each.position.mode, strict=True)}
            for each in issues
        ]
        #: the given position behind each place on 0..100, so that nothing is lost on the way back
        self.given = [
            dict(zip(self.start[r].values(), map(float, each.position.mode), strict=True))
            for r, each in enumerate(issues)
        ]
        self.pairs = list(_pairs(issues))

    @staticmethod
    def _to_hundred(issue: Issue, x: float) -> float:
        return x if (issue.low, issue.high) == (0.0, 100.0) else (x - issue.low) / issue.width * 100

    def on_scale(self, r: int, value: float) -> float:
        """A value on 0..100 on the issue's own scale."""
        issue = self.issues[r]
        if (issue.low, issue.high) == (0.0, 100.0):
            return value
        return self.given[r].get(value, issue.low + value / 100 * issue.width)

    def outcome(self, r: int, x: dict[str, float]) -> float:
        """O_r = sum c s x / sum c s; NaN if nobody stands on the issue."""
        if not x:
            return float("nan")
        return sum(self.pull[r][k] * each for k, each in x.items()) / self.total[r]

    def outcomes(self, x: Places) -> list[float]:
        """O of every issue."""
        return [self.outcome(r, each) for r, each in enumerate(x)]

    def next_start(self, start: Places, now: Places) -> Places:
        """Step 6: x0' = (1-g) x0 + g y with g = 0.4 (1-s) + 0.1 and y the last supplied position."""
        after = []
        for r, places in enumerate(start):
            g = {k: 0.4 * (1 - self.salience[r][k]) + 0.1 for k in places}
            after.append({k: x if now[r][k] == x else (1 - g[k]) * x + g[k] * now[r][k] for k, x in places.items()})
        return after


class _Candidate:
    """A possible exchange: i supplies q to j, j supplies p to i; the last computed moves and gain."""

    __slots__ = ("cut_back", "gain", "gain_j", "h", "i", "i_to", "j", "j_to", "p", "q", "recalculated", "tilt", "worth")

    def __init__(self, i: str, j: str, p: int, q: int, h: float) -> None:
        self.i, self.j, self.p, self.q, self.h = i, j, p, q, h
        self.gain = self.gain_j = self.worth = self.i_to = self.j_to = self.tilt = 0.0
        self.recalculated = self.cut_back = False

    def keys(self, partner: bool) -> list[tuple[str, str, int]]:
        """What makes two exchanges touch: a supplier on an issue and, with cut-back, a demander on an issue."""
        supply = [("supplies", self.i, self.q), ("supplies", self.j, self.p)]
        return supply + ([("wants", self.j, self.q), ("wants", self.i, self.p)] if partner else [])


class _Round:
    """One round: candidates, current positions, and what has been supplied to whom."""

    def __init__(self, ground: _Ground, start: Places, partner: bool) -> None:
        self.ground, self.start, self.partner = ground, start, partner
        self.now: Places = [dict(each) for each in start]
        self.supplied: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
        self.direction: dict[tuple[str, int], float] = {}
        self.before = ground.outcomes(start)
        self.candidates = [
            each for p, q, both in ground.pairs for each in self._between(p, q, both)
        ]  # in the order that decides ties
        self.touching: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        for place, each in enumerate(self.candidates):
            for key in each.keys(partner):
                self.touching[key].append(place)

    def _between(self, p: int, q: int, both: list[str]) -> Iterator[_Candidate]:
        """Step 1: actors on opposite sides of both outcomes, with different ratios of salience."""
        s, w = self.ground.salience, self.ground.weight
        able = [k for k in both if w[p][k] > 0 and w[q][k] > 0]
        side: dict[tuple[bool, bool], list[str]] = defaultdict(list)
        for k in able:
            side[self.start[p][k] > self.before[p], self.start[q][k] > self.before[q]].append(k)
        for ours, theirs in (((True, True), (False, False)), ((False, True), (True, False))):
            for a in side[ours]:
                for b in side[theirs]:
                    more, less = s[p][a] * s[q][b], s[p][b] * s[q][a]
                    if more != less:
                        i, j = (a, b) if more > less else (b, a)
                        yield _Candidate(i, j, p, q, (s[p][i] + s[p][j]) / (s[q][i] + s[q][j]))

    def run(self, number: int) -> list[Step]:
        """Step 5: the largest gain first; recompute what it touches; until none is left."""
        steps: list[Step] = []
        live = {place: each for place, each in enumerate(self.candidates) if self.compute(each)}
        while live:
            largest = max(each.worth for each in live.values())
            chosen = next(place for place, each in live.items() if each.worth >= largest - _TIE)
            done = live.pop(chosen)
            steps.append(self.realise(done, number, len(steps) + 1))
            for place in dict.fromkeys(other for key in done.keys(self.partner) for other in self.touching[key]):
                if place in live:
                    live[place].recalculated = True
                    if not self.compute(live[place]):
                        del live[place]
        return steps

    def compute(self, c: _Candidate) -> bool:
        """Steps 2-4: both moves and the gain; False if the exchange is not valid."""
        i, j, p, q = c.i, c.j, c.p, c.q
        s, now, start = self.ground.salience, self.now, self.start
        to_p, to_q = start[p][i], start[q][j]
        most_i, most_j = abs(to_q - now[q][i]), abs(to_p - now[p][j])
        per_i, per_j = self.reach(q, i), self.reach(p, j)
        if most_i == 0 or most_j == 0:
            return False
        h = self.tilted(c, most_j * per_j, most_i * per_i) if c.tilt else c.h
        move_j, dp = most_j, most_j * per_j
        dq = h * dp
        move_i = dq / per_i
        if move_i > most_i:
            move_i, dq = most_i, most_i * per_i
            dp = dq / h
            move_j = dp / per_j
        c.cut_back = False
        if self.partner:
            if (cut := self.cut(q, i, j, move_i)) is not None:
                move_i, dq, c.cut_back = cut, cut * per_i, True
                dp = dq / h
                move_j = dp / per_j
            if (cut := self.cut(p, j, i, move_j)) is not None:
                move_j, dp, c.cut_back = cut, cut * per_j, True
                dq = h * dp
                move_i = dq / per_i
        c.i_to = to_q if move_i == most_i else _toward(now[q][i], to_q, move_i)
        c.j_to = to_p if move_j == most_j else _toward(now[p][j], to_p, move_j)
        c.gain = abs(s[p][i] * dp - s[q][i] * dq)
        c.gain_j = abs(s[q][j] * dq - s[p][j] * dp) if c.tilt else c.gain
        c.worth = (c.gain + c.gain_j) / 2 if c.tilt else c.gain
        return (
            c.worth >= _LEAST
            and all(_LEAST < move <= 100 for move in (move_i, move_j))
            and 0 <= c.i_to <= 100
            and 0 <= c.j_to <= 100
            and self.goes_on(q, i, c.i_to)
            and self.goes_on(p, j, c.j_to)
        )

    def tilted(self, c: _Candidate, most_p: float, most_q: float) -> float:
        """The ratio dq/dp that gives one partner more than the equal gain; most_p and most_q are the largest dp and dq."""
        s, part = self.ground.salience, abs(c.tilt)
        ip, iq, jp, jq = s[c.p][c.i], s[c.q][c.i], s[c.p][c.j], s[c.q][c.j]

        def gain_i(h: float) -> float:
            return min(most_p, most_q / h) * (ip - iq * h)

        def gain_j(h: float) -> float:
            return min(most_q, most_p * h) * (jq - jp / h)

        if c.tilt > 0:
            wanted = gain_i(c.h) + part * (gain_i(jp / jq) - gain_i(c.h))
            return min((ip - wanted / most_p) / iq, ip / (wanted / most_q + iq))
        wanted = gain_j(c.h) + part * (gain_j(ip / iq) - gain_j(c.h))
        return max((wanted / most_p + jp) / jq, jp / (jq - wanted / most_q))

    def reach(self, r: int, k: str) -> float:
        """How far O_r moves for each point that k moves."""
        return self.ground.weight[r][k] / self.ground.total[r]

    def cut(self, r: int, k: str, d: str, move: float) -> float | None:
        """Step 4: the length of supplier k's move on r that takes the outcome, as demander d counts it, to d's place.

        None if the whole move does not pass it.
        """
        wants = self.start[r][d]
        places = self.start[r] | self.supplied.get((d, r), {})
        places[k] = self.now[r][k]
        before = self.ground.outcome(r, places)
        places[k] = _toward(self.now[r][k], wants, move)
        after = self.ground.outcome(r, places)
        if min(before, after) < wants < max(before, after):
            return abs(wants - before) / self.reach(r, k)
        return None

    def goes_on(self, r: int, k: str, to: float) -> bool:
        """The move has the direction of the actor's earlier moves on the issue."""
        return self.direction.get((k, r), 0.0) * (to - self.now[r][k]) >= 0

    def realise(self, c: _Candidate, number: int, count: int) -> Step:
        """Make the exchange: set both positions and remember who was supplied what."""
        ground, scale = self.ground, self.ground.on_scale
        i_from, j_from = self.now[c.q][c.i], self.now[c.p][c.j]
        before = {r: ground.outcome(r, self.now[r]) for r in (c.p, c.q)}
        for k, r, to, demander in ((c.i, c.q, c.i_to, c.j), (c.j, c.p, c.j_to, c.i)):
            self.direction[k, r] = 1.0 if to > self.now[r][k] else -1.0
            self.now[r][k] = to
            self.supplied[demander, r][k] = to
        return Step(
            number, count, c.gain,
            c.i, ground.names[c.q], scale(c.q, i_from), scale(c.q, c.i_to), scale(c.p, self.start[c.p][c.i]),
            c.j, ground.names[c.p], scale(c.p, j_from), scale(c.p, c.j_to), scale(c.q, self.start[c.q][c.j]),
            c.recalculated, c.cut_back, c.gain_j, self.externalities(c, before),
        )  # fmt: skip

    def externalities(self, c: _Candidate, before: dict[int, float]) -> tuple[tuple[str, float], ...]:
        """What the exchange gives every third actor l: sum over p, q of s_l (|O - x_l| - |O' - x_l|), x_l its start."""
        change: dict[str, float] = {}
        for r in (c.p, c.q):
            after = self.ground.outcome(r, self.now[r])
            for k, x in self.start[r].items():
                if k not in (c.i, c.j):
                    s = self.ground.salience[r][k]
                    change[k] = change.get(k, 0.0) + s * (abs(before[r] - x) - abs(after - x))
        return tuple(change.items())


def _toward(x: float, place: float, move: float) -> float:
    return x + move if place > x else x - move


def _balanced(capability: Array) -> Array:
    """Capabilities over the power of 2 above the largest: exact, only ratios matter, and no sum can overflow."""
    return np.asarray(np.ldexp(capability, -np.frexp(capability.max(initial=0.0))[1]))
