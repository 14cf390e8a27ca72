"""What a deal file asks for beside its solution: other numbers to try, patterns to count, random codings to compare with."""

from dataclasses import dataclass
from typing import Any

from detente.engines.deals.deal import Deal
from detente.engines.deals.issues import TOLERANCE, Level
from detente.engines.deals.talks import Pick
from detente.kernel.ranges import Range

PERMUTATIONS = ("weights", "ideals", "both")


@dataclass(frozen=True)
class Sweep:
    """Values to try at one dotted path."""

    set: str
    to: tuple[Any, ...]


@dataclass(frozen=True)
class Condition:
    """One issue of a pattern: a bound on its number, or a level."""

    issue: str
    at_least: float | None = None
    at_most: float | None = None
    equals: Level | None = None

    def holds(self, deal: Deal, package: tuple[Any, ...]) -> bool:
        """True if the package meets it."""
        k = deal.places[self.issue]
        issue, level = deal.issues[k], package[k]
        if self.equals is not None:
            if issue.continuous:
                return isinstance(level, float) and isinstance(self.equals, int | float) and abs(level - self.equals) <= 1e-6  # fmt: skip
            return bool(issue.place_of(self.equals) == level)
        number = level if issue.continuous else issue.at[level]
        if not isinstance(number, int | float):
            return False
        return (self.at_least is None or number >= self.at_least - TOLERANCE) and (
            self.at_most is None or number <= self.at_most + TOLERANCE
        )


@dataclass(frozen=True)
class Pattern:
    """A named feature of a deal: all its conditions hold."""

    name: str
    where: tuple[Condition, ...]

    def holds(self, deal: Deal, pick: Pick | None) -> bool:
        """True if there is a deal and it has the feature."""
        return pick is not None and all(each.holds(deal, pick.package) for each in self.where)


@dataclass(frozen=True)
class Ensemble:
    """Draws from the ranges, and beside them from ``spread``: standard deviations of log weights, ideals and margins."""

    draws: int = 1000
    seed: int = 0
    weights: float = 0.0
    ideals: float = 0.0
    margins: float = 0.0


@dataclass(frozen=True)
class Controls:
    """Random codings: which columns are shuffled, how often."""

    draws: int = 600
    seed: int = 0
    permute: tuple[str, ...] = PERMUTATIONS


@dataclass(frozen=True)
class DealFile:
    """A file as read. ``plain`` is its data with every range at its mode; ``ranges`` by dotted path.

    ``deal`` is None where the file holds only ``relation`` or ``threat_game`` blocks.
    """

    deal: Deal | None
    plain: dict[str, Any]
    ranges: dict[str, Range]
    sweep: tuple[Sweep, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    ensemble: Ensemble | None = None
    controls: Controls | None = None
