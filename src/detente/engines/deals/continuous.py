"""Ranges and pies: concave programs (section 7). Vetoes and outside options are constraints.

A range issue is one variable, with one more for every ideal of shape below 2 (a distance e >= |y - ideal|, since the
loss has a kink there); a pie has one variable for each party, and their sum is 1.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any

import numpy as np

from detente.engines.deals.concave import Aim, Concave, Program, maximise, slack
from detente.engines.deals.deal import Options
from detente.engines.deals.ratification import chances, reached
from detente.engines.deals.solutions import finite_shares, rubinstein_powers
from detente.engines.deals.tables import Parts
from detente.engines.deals.talks import Agreement, Package, Pick, Talks, Voter, value
from detente.engines.deals.utilities import Array, Term

#: A zone thinner than this is taken as a single package.
_THIN = 1e-9
#: Breaks ties of the max-min rules in favour of the larger sum of gains; far below the accuracy of 1e-7.
_TIE = 1e-9
#: Below so many standard deviations a chance of ratification counts as none.
_FAR = 40.0


@dataclass(frozen=True)
class Space:
    """Where each issue's variables stand, the constraints that define them, and a start inside."""

    talks: Talks
    at: tuple[tuple[int, ...], ...]
    distances: dict[tuple[int, float], int]
    start: Array
    hard: tuple[Concave, ...]
    equal: Array | None

    def function(self, parts: Parts) -> Concave:
        """A utility as a concave function of the variables."""
        constant, rows = 0.0, []
        for k, part in enumerate(parts):
            constant += part.constant
            for term in part.terms:
                rows.append(self._row(k, term))
        columns = tuple(zip(*rows, strict=True)) if rows else ((), (), (), (), ())
        return Concave(constant, *columns)

    def _row(self, k: int, term: Term) -> tuple[int, float, float, float, float]:
        if term.party is not None:
            parties = self.talks.issues[k].parties
            return self.at[k][parties.index(term.party)], term.factor, 0.0, term.scale, term.gamma
        if term.gamma < 2:
            return self.distances[k, term.centre], term.factor, 0.0, term.scale, term.gamma
        return self.at[k][0], term.factor, term.centre, term.scale, term.gamma

    def package(self, z: Array) -> Package:
        """The package at a point."""
        found: list[Any] = []
        for issue, places in zip(self.talks.issues, self.at, strict=True):
            if issue.kind == "range":
                found.append(float(np.clip(z[places[0]], issue.low, issue.high)))
            else:
                shares = np.clip(z[list(places)], 0.0, 1.0)
                found.append(dict(zip(issue.parties, (shares / shares.sum()).tolist(), strict=True)))
        return tuple(found)


def space(talks: Talks) -> Space:
    """Lay out the variables of the talks."""
    every = [*talks.parts, *(each.parts for each in talks.voters)]
    start: list[float] = []
    at: list[tuple[int, ...]] = []
    hard: list[Concave] = []
    sums: list[tuple[int, ...]] = []
    distances: dict[tuple[int, float], int] = {}
    for k, issue in enumerate(talks.issues):
        first = len(start)
        if issue.kind == "pie":
            places = tuple(range(first, first + len(issue.parties)))
            start += [1 / len(issue.parties)] * len(places)
            hard += [Concave(0.0).plus(linear=[(v, 1.0)]) for v in places]
            sums.append(places)
            at.append(places)
            continue
        start.append((issue.low + issue.high) / 2)
        at.append((first,))
        hard += [Concave(-issue.low).plus(linear=[(first, 1.0)]), Concave(issue.high).plus(linear=[(first, -1.0)])]
        for ideal in sorted({t.centre for parts in every for t in parts[k].terms if t.gamma < 2}):
            distances[k, ideal] = place = len(start)
            start.append(abs(start[first] - ideal) + 1.0)
            hard += [Concave(sign * ideal).plus(linear=[(place, 1.0), (first, -sign)]) for sign in (1.0, -1.0)]
            hard.append(Concave(issue.high - issue.low + 4.0).plus(linear=[(place, -1.0)]))  # keeps the program bounded
    equal = np.zeros((len(sums), len(start)))
    for row, places in enumerate(sums):
        equal[row, list(places)] = 1.0
    return Space(talks, tuple(at), distances, np.array(start), tuple(hard), equal if sums else None)


def negotiate(talks: Talks, wanted: Sequence[str], options: Options) -> Agreement:
    """The wanted solutions of continuous talks. Accuracy 1e-7; the zone is counted only where it is empty."""
    laid = space(talks)
    sides = [laid.function(parts) for parts in talks.parts]
    rational = [f.plus(-d) for f, d in zip(sides, talks.breakdown, strict=True)]
    outside = [f.plus(-o) for f, o in zip(sides, talks.outside, strict=True) if o is not None]
    zones = [zone for need in _coalitions(talks) if (zone := _inside(laid, [*rational, *(_demand(laid, v) for v in need)]))]  # fmt: skip
    feasible = [zone for each in zones if (zone := _inside(laid, [*each.soft, *outside]))]
    picks = {}
    if feasible:
        best = [0.0] * len(rational)
        if {"ks_maximin", "ks_line"} & set(wanted):
            best = [max(max(f(_maximum(zone, [Aim("plain", 1.0, f)])), 0.0) for zone in zones) for f in rational]
        done: dict[int, Pick] = {}
        for name, solve in _programs(talks, options, rational, sides, best).items():
            if name in wanted:  # two names may stand for one program
                if id(solve) not in done:
                    done[id(solve)] = max((solve(laid, zone) for zone in feasible), key=lambda pick: pick.value)
                picks[name] = done[id(solve)]
    if "rubinstein" in picks and options.rubinstein is not None:
        linear = all(t.gamma == 1 for parts in talks.parts for part in parts for t in part.terms)
        picks["rubinstein"] = replace(
            picks["rubinstein"], alpha=rubinstein_powers(options.rubinstein, talks.governments),
            finite_share=finite_shares(options.rubinstein, talks.issues, linear),
        )  # fmt: skip
    if "tili" in wanted and options.proposer is not None and (pick := _tili(talks, laid, rational, options.proposer)):
        picks["tili"] = pick
    reason = None if feasible else "outside_option" if zones else "no_zone"
    return Agreement(None, None, None if zones else 0, reason, picks)


@dataclass(frozen=True)
class _Zone(Program):
    """A feasible set with a start inside it; ``thin`` if it is a single package, which the start then is."""

    thin: bool = False


def _inside(laid: Space, demands: Sequence[Concave]) -> _Zone | None:
    """The set where all demands are met; None if it is empty. Demands without a variable are only checked."""
    if any(not each.variable and each.constant < -_THIN for each in demands):
        return None
    soft = tuple(each for each in demands if each.variable and any(each.factor))
    least, z = slack(Program(laid.start, laid.hard, soft, laid.equal))
    if least < -_THIN:
        return None
    return _Zone(z, laid.hard, soft, laid.equal, thin=least <= _THIN)


def _maximum(zone: _Zone, aims: Sequence[Aim]) -> Array:
    return zone.start if zone.thin else maximise(zone, aims)


def _demand(laid: Space, voter: Voter) -> Concave:
    return laid.function(voter.parts).plus(-voter.breakdown - voter.floor)


def _coalitions(talks: Talks) -> Iterator[list[Voter]]:
    """Sets of voters whose consent carries the deal: the vetoes, and per government a least set that reaches the quota."""
    vetoes = [each for each in talks.voters if each.ratifier.rule == "veto"]
    choices = []
    for g in range(len(talks.governments)):
        own = [each for each in talks.voters if each.government == g and each.ratifier.rule == "vote"]
        total = sum(each.ratifier.votes for each in own)
        least: list[tuple[Voter, ...]] = []
        for size in range(len(own) + 1):
            for group in combinations(own, size):
                cast = sum(each.ratifier.votes for each in group)
                if (not own or reached(cast, total, talks.quotas[g])) and not any(set(map(id, each)) <= set(map(id, group)) for each in least):  # fmt: skip
                    least.append(group)
        choices.append(least)
    for chosen in product(*choices):
        yield [*vetoes, *(voter for group in chosen for voter in group)]


def _programs(talks: Talks, options: Options, rational: Sequence[Concave], sides: Sequence[Concave], best: Sequence[float]) -> dict[str, Callable[[Space, _Zone], Pick]]:  # fmt: skip
    """For each solution a function that solves it in one zone; on a frontier without gaps the line rules are the max-min ones."""

    def product_of(alpha: Sequence[float]) -> Callable[[Space, _Zone], Pick]:
        aims = [Aim("log", power, f) for power, f in zip(alpha, rational, strict=True) if f.variable]

        def solve(laid: Space, zone: _Zone) -> Pick:
            pick = _pick(talks, laid.package(_maximum(zone, aims)))
            return replace(pick, value=float(np.prod([g**power for g, power in zip(pick.gain, alpha, strict=True)])))

        return solve

    def least_of(scale: Sequence[float]) -> Callable[[Space, _Zone], Pick]:
        def solve(laid: Space, zone: _Zone) -> Pick:
            pick = _pick(talks, laid.package(zone.start if zone.thin else _maximin(zone, rational, scale)))
            return replace(
                pick, value=min((g / s for g, s in zip(pick.gain, scale, strict=True) if s > 0), default=1.0)
            )

        return solve

    def total(laid: Space, zone: _Zone) -> Pick:
        pick = _pick(talks, laid.package(_maximum(zone, [Aim("plain", 1.0, f) for f in sides])))
        return replace(pick, value=sum(pick.utility))

    one = [1.0] * len(sides)
    beta = [options.kalai_weights.get(each, 1.0) for each in talks.governments]
    ks, equal = least_of(best), least_of(one)
    found = {
        "nash": product_of(talks.alpha), "ks_maximin": ks, "ks_line": ks,
        "kalai_maximin": equal if set(beta) == {1.0} else least_of(beta),
        "kalai_line": equal, "egalitarian": equal, "utilitarian": total,
    }  # fmt: skip
    if options.rubinstein is not None:
        found["rubinstein"] = product_of(list(rubinstein_powers(options.rubinstein, talks.governments).values()))
    return found


def _maximin(zone: _Zone, rational: Sequence[Concave], scale: Sequence[float]) -> Array:
    """Max t with g_i/scale_i >= t, and a whisper of the sum of gains so that nothing is left on the table."""
    t = len(zone.start)
    shares = [f.times(1 / s) for f, s in zip(rational, scale, strict=True) if s > 0]
    start = np.append(zone.start, min(f(zone.start) for f in shares) - 1.0)
    floors = tuple(f.plus(linear=[(t, -1.0)]) for f in shares)
    equal = None if zone.equal is None else np.hstack([zone.equal, np.zeros((len(zone.equal), 1))])
    aims = [Aim("plain", 1.0, Concave(0.0).plus(linear=[(t, 1.0)])), *(Aim("plain", _TIE, f) for f in rational)]
    return maximise(Program(start, zone.hard, zone.soft + floors, equal), aims)[:t]


def _pick(talks: Talks, package: Package) -> Pick:
    utility = tuple(value(parts, (), package) for parts in talks.parts)
    gain = tuple(max(u - d, 0.0) for u, d in zip(utility, talks.breakdown, strict=True))
    return Pick(package, utility, gain, 0.0, 1)


def _tili(talks: Talks, laid: Space, rational: Sequence[Concave], proposer: str) -> Pick | None:
    """The proposer's gain times P(ratify), a concave program in logarithms as long as nobody votes.

    A chance q enters as a variable below its formula: log q for a uniform threshold, log Phi(q) for a probit.
    """
    if any(each.ratifier.rule == "vote" for each in talks.voters):
        return None
    zone = _inside(laid, rational)
    if zone is None:
        return None
    mine = rational[talks.governments.index(proposer)]
    demands, aims = list(zone.soft), [Aim("log", 1.0, mine)] if mine.variable else []
    starts: list[float] = []
    size = len(laid.start)
    for voter in talks.voters:
        gain, q = laid.function(voter.parts).plus(-voter.breakdown), size + len(starts)
        linear = Concave(0.0).plus(linear=[(q, 1.0)])
        if voter.uniform is not None:
            low, high = voter.uniform
            demands += [gain.times(1 / (high - low)).plus(-low / (high - low), [(q, -1.0)]), Concave(1.0).plus(linear=[(q, -1.0)]), linear]  # fmt: skip
            aims.append(Aim("log", 1.0, linear))
        elif voter.ratifier.sigma > 0:
            sigma = voter.ratifier.sigma
            demands += [gain.times(1 / sigma).plus(-voter.margin / sigma, [(q, -1.0)]), linear.plus(_FAR)]
            aims.append(Aim("probit", 1.0, linear))
        else:
            demands.append(gain.plus(-voter.margin))
            continue
        starts.append(0.0)
    equal = None if laid.equal is None else np.hstack([laid.equal, np.zeros((len(laid.equal), len(starts)))])
    wide = replace(laid, start=np.append(laid.start, starts), equal=equal)
    inside = _inside(wide, demands)
    if inside is None:
        return None
    pick = _pick(talks, laid.package(_maximum(inside, aims)[:size]))
    won = pick.gain[talks.governments.index(proposer)] * float(np.prod(chances(talks, pick.package)))
    return replace(pick, value=won)
