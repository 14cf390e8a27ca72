"""Pruned sums: the frontier of very many additive packages without listing them (section 7).

Exact, since a dominated partial sum stays dominated whatever the remaining issues add.
"""

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray

from detente.engines.deals.deal import Options
from detente.engines.deals.enumerated import picked
from detente.engines.deals.issues import TOLERANCE
from detente.engines.deals.pareto import pareto
from detente.engines.deals.solutions import Field, choose
from detente.engines.deals.talks import Agreement, Package, Pick, Point, Talks
from detente.engines.deals.utilities import Array


def frontier(parts: Sequence[Sequence[Array]]) -> tuple[Array, NDArray[np.int64]]:
    """Non-dominated sums of shape (2, points) and their levels of shape (points, issues), by back-pointers.

    ``parts`` are the two governments' utilities by issue. Points come with the first government's utility falling.
    """
    sums = np.zeros((2, 1))
    steps: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for first, second in zip(*parts, strict=True):
        every = np.stack([(sums[0][:, None] + first).ravel(), (sums[1][:, None] + second).ravel()])
        kept = pareto(list(every))
        sums = every[:, kept]
        steps.append((kept // len(first), kept % len(first)))
    order = np.lexsort((-sums[1], -sums[0]))
    levels = np.empty((sums.shape[1], len(steps)), np.int64)
    at = order
    for k in range(len(steps) - 1, -1, -1):
        before, level = steps[k]
        levels[:, k], at = level[at], before[at]
    return sums[:, order], levels


def prune(talks: Talks, wanted: Sequence[str], options: Options) -> Agreement:
    """The solutions on the frontier; win-sets and zone are not counted. Two governments, no voter, no interaction."""
    sums, levels = frontier(talks.parts)
    base = np.array(talks.breakdown)[:, np.newaxis]
    zone = (sums >= base - TOLERANCE).all(axis=0)
    least = np.array([-np.inf if each is None else each for each in talks.outside])[:, np.newaxis]
    places = np.flatnonzero(zone & (sums >= least - TOLERANCE).all(axis=0))
    size = prod(len(issue.levels) for issue in talks.issues)

    def package(place: int) -> Package:
        return tuple(levels[places[place]].tolist())

    def points(which: NDArray[np.int64]) -> tuple[Point, ...]:
        return tuple(Point(tuple(levels[k].tolist()), tuple(sums[:, k].tolist())) for k in which)

    picks: dict[str, Pick] = {}
    reason = None if places.size else "outside_option" if zone.any() else "no_zone"
    if places.size:
        gains = np.maximum(sums - base, 0.0)
        field = Field(sums[:, places], gains[:, places], gains[:, zone].max(axis=1))
        picks = picked(talks, wanted, options, field, package)
    rational = np.flatnonzero(zone)
    if "tili" in wanted and options.proposer is not None and rational.size:  # nobody votes, so P(ratify) is 1
        gains = np.maximum(sums[:, rational] - base, 0.0)
        scores = gains[talks.governments.index(options.proposer)]
        best, ties = choose(scores, gains.sum(axis=0))
        picks["tili"] = Pick(tuple(levels[rational[best]].tolist()), tuple(sums[:, rational[best]].tolist()),
                             tuple(gains[:, best].tolist()), float(scores[best]), ties)  # fmt: skip
    empty = 0 if reason == "no_zone" else None
    return Agreement(size, None, empty, reason, picks, points(places), points(np.arange(sums.shape[1])))
