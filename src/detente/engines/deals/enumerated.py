"""Every package in turn: up to five million of them (section 7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from detente.engines.deals.deal import Options
from detente.engines.deals.issues import TOLERANCE
from detente.engines.deals.pareto import Places, pareto
from detente.engines.deals.ratification import ratified, win_set
from detente.engines.deals.solutions import Choice, Field, choose, rubinstein_powers, rules
from detente.engines.deals.tables import Cross, Parts
from detente.engines.deals.talks import Agreement, Package, Pick, Point, Talks
from detente.engines.deals.utilities import Array


def vector(parts: Parts, cross: Sequence[Cross]) -> Array:
    """The utility of every package, the first issue slowest, by repeated outer addition."""
    found = np.zeros(1)
    for part in parts:
        found = (found[:, np.newaxis] + part).ravel()
    shape = [len(part) for part in parts]
    for each in cross:
        if each.first < each.second:
            first, second, matrix = each.first, each.second, each.matrix
        else:
            first, second, matrix = each.second, each.first, each.matrix.T
        spread = [n if k in (first, second) else 1 for k, n in enumerate(shape)]
        found = (found.reshape(shape) + matrix.reshape(spread)).ravel()
    return found


@dataclass(frozen=True)
class Vectors:
    """Utilities of all packages by government and by voter; they do not depend on the breakdown."""

    sides: tuple[Array, ...]
    voters: tuple[Array, ...]


def vectors(talks: Talks) -> Vectors:
    """Build the vectors of the talks."""
    sides = tuple(vector(parts, cross) for parts, cross in zip(talks.parts, talks.cross, strict=True))
    return Vectors(sides, tuple(vector(each.parts, ()) for each in talks.voters))


def package_at(talks: Talks, place: int) -> Package:
    """Places of the levels of the package at a place of the enumeration."""
    return tuple(int(each) for each in np.unravel_index(place, [len(issue.levels) for issue in talks.issues]))


def enumerate_packages(talks: Talks, wanted: Sequence[str], options: Options, built: Vectors, fronts: bool = True) -> Agreement:  # fmt: skip
    """Win-sets, zone, the wanted solutions, and the Pareto packages if ``fronts``."""
    size = prod(len(issue.levels) for issue in talks.issues)
    wins = [win_set(talks, g, built.voters, size) for g in range(len(talks.governments))]
    rational = np.ones(size, bool)
    for utility, least in zip(built.sides, talks.breakdown, strict=True):
        rational &= utility >= least - TOLERANCE
    zone = rational.copy()
    for each in wins:
        zone &= each
    feasible = zone.copy()
    for utility, outside in zip(built.sides, talks.outside, strict=True):
        if outside is not None:
            feasible &= utility >= outside - TOLERANCE
    count, places = int(np.count_nonzero(zone)), np.flatnonzero(feasible)
    reason = None if places.size else "outside_option" if count else "no_zone"
    picks = {}
    if places.size:
        base = np.array(talks.breakdown)[:, np.newaxis]
        best = np.array([max(float(u[zone].max()) - d, 0.0) for u, d in zip(built.sides, talks.breakdown, strict=True)])
        found = np.array([u[places] for u in built.sides])
        field = Field(found, np.maximum(found - base, 0.0), best)
        picks = picked(talks, wanted, options, field, lambda place: package_at(talks, int(places[place])))
        efficient = places[field.efficient] if fronts else places[:0]
    else:
        efficient = places
    if "tili" in wanted and options.proposer is not None and (pick := _tili(talks, options.proposer, built, rational)):
        picks["tili"] = pick
    return Agreement(
        size, tuple(float(np.count_nonzero(each)) / size for each in wins), count, reason, picks,
        _points(talks, built, efficient),
        _points(talks, built, pareto(built.sides)) if fronts and len(talks.governments) == 2 else (),
    )  # fmt: skip


def _points(talks: Talks, built: Vectors, places: Places) -> tuple[Point, ...]:
    return tuple(Point(package_at(talks, int(k)), tuple(float(u[k]) for u in built.sides)) for k in places)


def picked(
    talks: Talks, wanted: Sequence[str], options: Options, field: Field, package: Callable[[int], Package]
) -> dict[str, Pick]:
    """The wanted solutions on a field; ``package`` gives the package at a place of it."""
    found = {}
    by_name = rules(options, talks.governments, talks.alpha)
    for name in wanted:
        if name in by_name:
            choice: Choice = by_name[name](field)
            utility, gain = field.utilities[:, choice.place], field.gains[:, choice.place]
            powers = None
            if name == "rubinstein" and options.rubinstein is not None:
                powers = rubinstein_powers(options.rubinstein, talks.governments)
            found[name] = Pick(package(choice.place), tuple(utility.tolist()), tuple(gain.tolist()), choice.value,
                               choice.ties, powers)  # fmt: skip
    return found


def _tili(talks: Talks, proposer: str, built: Vectors, rational: object) -> Pick | None:
    """Take it or leave it: the proposer's gain times P(ratify), over what every government prefers to breakdown."""
    places = np.flatnonzero(np.asarray(rational))
    if not places.size:
        return None
    p = np.ones(len(places))
    for each in ratified(talks, [u[places] for u in built.voters]):
        p = p * each
    utilities = np.array([u[places] for u in built.sides])
    gains = np.maximum(utilities - np.array(talks.breakdown)[:, np.newaxis], 0.0)
    scores = gains[talks.governments.index(proposer)] * p
    best, ties = choose(scores, gains.sum(axis=0))
    return Pick(package_at(talks, int(places[best])), tuple(utilities[:, best].tolist()), tuple(gains[:, best].tolist()),
                float(scores[best]), ties)  # fmt: skip
