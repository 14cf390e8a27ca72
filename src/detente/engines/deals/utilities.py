"""Tastes: what one actor makes of one issue (section 3).

For issues with levels a part is an array over the levels; for continuous issues it is a :class:`Curve`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engines.deals.actors import Taste
from detente.engines.deals.issues import Issue

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Term:
    """``factor * |(z - centre)/scale|**gamma``; z is the level of a range, or the share of ``party`` in a pie."""

    factor: float
    centre: float
    scale: float
    gamma: float
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """A concave function of one continuous issue: a constant and power terms."""

    constant: float = 0.0
    terms: tuple[Term, ...] = ()

    def __call__(self, value: Any) -> float:
        """At the level of a range, or at the shares of a pie by party."""
        total = self.constant
        for each in self.terms:
            z = float(value) if each.party is None else float(value.get(each.party, 0.0))
            total += each.factor * abs((z - each.centre) / each.scale) ** each.gamma
        return total

    def times(self, factor: float) -> "Curve":
        """The curve scaled by a factor of 0 or more."""
        return Curve(
            factor * self.constant,
            tuple(Term(factor * t.factor, t.centre, t.scale, t.gamma, t.party) for t in self.terms),
        )

    def plus(self, other: "Curve") -> "Curve":
        """The sum of two curves."""
        return Curve(self.constant + other.constant, self.terms + other.terms)


#: One actor's part of one issue: an Array or a Curve, never both kinds in one deal.
Part = Any


def level_part(taste: Taste, issue: Issue) -> Array:
    """w_k s_k at every level of the issue."""
    weight = taste.weight(issue.id)
    if weight == 0:
        return np.zeros(len(issue.levels))
    if issue.id in taste.values:
        return weight * np.asarray(taste.values[issue.id], float)
    loss, scale = np.abs(np.asarray(issue.at, float) - taste.ideals[issue.id]), 1.0
    if taste.rescaled:
        scale = max(taste.ideals[issue.id], 1 - taste.ideals[issue.id])
    kept = (1.0 if taste.rescaled else 0.0) - (loss / scale) ** taste.gamma(issue.id)
    return weight * kept


def curve_part(taste: Taste, issue: Issue, government: str) -> Curve:
    """w_k s_k as a curve; on a pie the share is that of the actor's own ``government``."""
    weight = taste.weight(issue.id)
    if weight == 0:
        return Curve()
    gamma = taste.gamma(issue.id)
    if issue.kind == "pie":
        return Curve(0.0, (Term(weight, 0.0, 1.0, gamma, government),))
    ideal = taste.ideals[issue.id]
    if not taste.rescaled:
        return Curve(0.0, (Term(-weight, ideal, 1.0, gamma),))
    return Curve(weight, (Term(-weight, ideal, max(ideal - issue.low, issue.high - ideal), gamma),))


def taste_part(taste: Taste, issue: Issue, government: str) -> Part:
    """The part of either kind of issue."""
    return curve_part(taste, issue, government) if issue.continuous else level_part(taste, issue)


def at(part: Part, value: Any) -> float:
    """The part at one outcome: a place in the list of levels, a number, or shares."""
    return part(value) if isinstance(part, Curve) else float(part[value])
