"""Win-sets in the utility plane: which packages pass at home on which side, gathered in the cells of a grid."""

from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np

from detente.engines.deals.bargain import method
from detente.engines.deals.enumerated import vectors
from detente.engines.deals.issues import TOLERANCE
from detente.engines.deals.ratification import win_set
from detente.engines.deals.talks import Talks

#: What a cell holds at best: a package of the zone, one that everybody passes, one that only the first (second) side passes.
Held = Literal["zone", "both", "first", "second", "neither"]
_ORDER: tuple[Held, ...] = ("neither", "second", "first", "both", "zone")


@dataclass(frozen=True, slots=True)
class Cell:
    """The middle of a cell in utilities of the two sides, how many packages lie in it, and the best that it holds."""

    x: float
    y: float
    count: int
    held: Held


@dataclass(frozen=True)
class WinSets:
    """Packages that each government's ratifiers pass, that all pass, and that all pass and nobody likes less than breakdown.

    ``low``, ``high`` and ``step`` are those of the grid, by axis. ``sides`` is in the order of the governments.
    """

    packages: int
    sides: tuple[int, ...]
    both: int
    zone: int
    low: tuple[float, float]
    high: tuple[float, float]
    step: tuple[float, float]
    cells: tuple[Cell, ...]


def win_sets(talks: Talks, axes: tuple[int, int] = (0, 1), parts: int = 30) -> WinSets | None:
    """Win-sets of talks over levels, with a grid of ``parts`` x ``parts`` cells on the plane of two governments.

    None where packages are not listed one by one: issues that are ranges or pies, and too many packages.
    """
    if method(talks) != "enumerated":
        return None
    built, size = vectors(talks), prod(len(issue.levels) for issue in talks.issues)
    passed = [win_set(talks, g, built.voters, size) for g in range(len(talks.governments))]
    everybody = np.logical_and.reduce(passed)
    zone = everybody.copy()
    for utility, least in zip(built.sides, talks.breakdown, strict=True):
        zone &= utility >= least - TOLERANCE
    first, second = axes
    rank = np.zeros(size, int)
    for place, mask in enumerate((passed[second], passed[first], everybody, zone), 1):
        rank[mask] = place
    pair = np.array([built.sides[first], built.sides[second]])
    low, high = pair.min(axis=1), pair.max(axis=1)
    step = np.where(high > low, (high - low) / parts, 1.0)
    places = np.minimum(((pair - low[:, None]) / step[:, None]).astype(int), parts - 1)
    keys = places[0] * parts + places[1]
    best, count = np.full(parts * parts, -1), np.bincount(keys, minlength=parts * parts)
    np.maximum.at(best, keys, rank)
    cells = tuple(
        Cell(float(low[0] + (k // parts + 0.5) * step[0]), float(low[1] + (k % parts + 0.5) * step[1]), int(count[k]), _ORDER[best[k]])
        for k in np.flatnonzero(count).tolist()
    )  # fmt: skip
    return WinSets(
        size, tuple(int(each.sum()) for each in passed), int(everybody.sum()), int(zone.sum()),
        (float(low[0]), float(low[1])), (float(high[0]), float(high[1])), (float(step[0]), float(step[1])), cells,
    )  # fmt: skip
