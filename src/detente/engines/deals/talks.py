"""One bargaining problem: utilities by issue, breakdown, and who must approve. Linked talks, baskets and removals alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.engines.deals.actors import Notion, Ratifier
from detente.engines.deals.breakdown import Lottery, expected
from detente.engines.deals.deal import Deal, Quota
from detente.engines.deals.issues import Issue
from detente.engines.deals.tables import Cross, Parts, Tables
from detente.engines.deals.utilities import at

#: For each issue a place in its list of levels, a number, or shares by party.
Package = tuple[Any, ...]


@dataclass(frozen=True)
class Voter:
    """A ratifier with a veto or votes: its parts, its breakdown utility, the margin that it asks for."""

    ratifier: Ratifier
    government: int
    parts: Parts
    breakdown: float
    margin: float
    uniform: tuple[float, float] | None

    @property
    def floor(self) -> float:
        """The gain from which it accepts; with a uniform threshold that at which it is as likely as not to."""
        return self.margin if self.uniform is None else (self.uniform[0] + self.uniform[1]) / 2


@dataclass(frozen=True)
class Talks:
    """``parts`` are U_gk by government; ``breakdown`` is d_g; ``outside`` only removes packages."""

    issues: tuple[Issue, ...]
    governments: tuple[str, ...]
    alpha: tuple[float, ...]
    parts: tuple[Parts, ...]
    cross: tuple[tuple[Cross, ...], ...]
    breakdown: tuple[float, ...]
    outside: tuple[float | None, ...]
    voters: tuple[Voter, ...]
    quotas: tuple[Quota, ...]
    consent: bool = True


@dataclass(frozen=True)
class Point:
    """A package and what it is worth to each government."""

    package: Package
    utility: tuple[float, ...]


@dataclass(frozen=True)
class Pick(Point):
    """A package that a solution picks: gains over breakdown, the solution's value, and how many do as well."""

    gain: tuple[float, ...]
    value: float
    ties: int
    alpha: Mapping[str, float] | None = None
    finite_share: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Agreement:
    """What one bargaining problem comes to. ``zone`` is a number of packages, None where nothing was counted."""

    packages: int | None
    win_set: tuple[float, ...] | None
    zone: int | None
    reason: str | None
    picks: Mapping[str, Pick] = field(default_factory=dict)
    pareto: tuple[Point, ...] = ()
    frontier: tuple[Point, ...] = ()


def value(parts: Parts, cross: Sequence[Cross], package: Package) -> float:
    """The utility of a package."""
    total = sum(at(part, each) for part, each in zip(parts, package, strict=True))
    return total + sum(float(each.matrix[package[each.first], package[each.second]]) for each in cross)


def breakdown_of(deal: Deal, tables: Tables, notion: Notion, drawn: Lottery) -> tuple[list[float], list[float]]:
    """d_g of the governments and d_j of all ratifiers; a stated disagreement replaces the computed number."""
    sides = [
        each.disagreement.get(notion, expected(tables.own[g], tables.cross[g], drawn))
        for g, each in enumerate(deal.governments)
    ]
    home = [each.disagreement.get(notion, expected(tables.home[j], (), drawn)) for j, each in enumerate(deal.ratifiers)]
    return sides, home


def talks(deal: Deal, tables: Tables, parts: tuple[Parts, ...], notion: Notion, drawn: Lottery) -> Talks:
    """The linked talks under one notion, in the channel whose U parts are given."""
    sides, home = breakdown_of(deal, tables, notion, drawn)
    voters = tuple(
        Voter(each, deal.seats[each.government], tables.home[j], home[j], each.margin, each.uniform)
        for j, each in enumerate(deal.ratifiers) if each.rule != "pressure"
    )  # fmt: skip
    total = sum(each.alpha for each in deal.governments)
    return Talks(
        deal.issues, tuple(each.id for each in deal.governments), tuple(each.alpha / total for each in deal.governments),
        parts, tables.cross, tuple(sides), tuple(each.outside for each in deal.governments), voters,
        tuple(deal.quotas.get(each.id, Quota()) for each in deal.governments), deal.options.consent,
    )  # fmt: skip
