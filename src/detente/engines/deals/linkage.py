"""What linking the issues is worth: the same talks basket by basket (section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.engines.deals.actors import Government, Ratifier
from detente.engines.deals.bargain import bargain
from detente.engines.deals.breakdown import Lottery, expected
from detente.engines.deals.deal import Deal
from detente.engines.deals.tables import Parts, Tables
from detente.engines.deals.talks import Package, Talks, Voter
from detente.engines.deals.utilities import at


@dataclass(frozen=True)
class Basket:
    """One basket's talks: its issues, the package agreed (None: it stays at its lottery), its part of the utilities."""

    issues: tuple[str, ...]
    package: Package | None
    utility: tuple[float, ...]


@dataclass(frozen=True)
class FineWorld:
    """The world without linkage: baskets, the combined package (None for issues not agreed), combined utilities."""

    baskets: tuple[Basket, ...]
    package: Package
    utility: tuple[float, ...]


def stated_disagreement(deal: Deal) -> str | None:
    """Why the fine world cannot be told: an actor with a stated breakdown utility, which has no parts; None if it can."""
    actors: list[Government | Ratifier] = [*deal.governments, *deal.ratifiers]
    stated = next((each.id for each in actors if each.disagreement), None)
    return None if stated is None else f"{stated} has an explicit disagreement, which cannot be split among the baskets"


def fine_world(deal: Deal, tables: Tables, linked: Talks, drawn: Lottery) -> FineWorld:
    """Each basket bargained alone with the headline solution.

    ``linked`` are the linked talks under non-agreement in the headline channel, ``drawn`` their breakdown lottery. Margins
    and uniform bounds shrink to the ratifier's weight on the basket; outside options, which concern the whole
    relationship, do not enter.
    """
    baskets = []
    mixed: list[Any] = list(drawn)
    agreed: list[Any] = [None] * len(deal.issues)
    for ids in deal.fine:
        places = [deal.places[each] for each in ids]
        talks = _basket(deal, tables, linked, drawn, places)
        pick = bargain(talks, (deal.solution,), deal.options).picks.get(deal.solution)
        baskets.append(Basket(ids, pick.package if pick else None, pick.utility if pick else talks.breakdown))
        if pick is not None:
            for k, level in zip(places, pick.package, strict=True):
                agreed[k], mixed[k] = level, _certain(deal, k, level)
    utility = []
    for g in range(len(deal.governments)):
        total = expected(tables.own[g], tables.cross[g], tuple(mixed))
        for k, level in enumerate(agreed):
            if level is not None:
                total += at(linked.parts[g][k], level) - at(tables.own[g][k], level)
        utility.append(total)
    return FineWorld(tuple(baskets), tuple(agreed), tuple(utility))


def _certain(deal: Deal, k: int, level: Any) -> Any:
    if deal.issues[k].continuous:
        return level
    p = np.zeros(len(deal.issues[k].levels))
    p[level] = 1.0
    return p


def _basket(deal: Deal, tables: Tables, linked: Talks, drawn: Lottery, places: Sequence[int]) -> Talks:
    """The talks restricted to some issues."""
    inside = {k: new for new, k in enumerate(places)}
    part_of = tuple(drawn[k] for k in places)

    def cut(parts: Parts) -> Parts:
        return tuple(parts[k] for k in places)

    cross = tuple(
        tuple(replace(each, first=inside[each.first], second=inside[each.second])
              for each in rows if each.first in inside and each.second in inside)
        for rows in linked.cross
    )  # fmt: skip
    voters = []
    for each in linked.voters:
        share = _share(each, [deal.issues[k].id for k in places])
        parts = cut(each.parts)
        bounds = each.uniform and (each.uniform[0] * share, each.uniform[1] * share)
        settled = bounds is not None and bounds[0] == bounds[1]  # no stake in the basket: it does not mind
        voters.append(
            replace(
                each, parts=parts, breakdown=expected(parts, (), part_of),
                margin=0.0 if settled else each.margin * share, uniform=None if settled else bounds,
            )
        )  # fmt: skip
    breakdown = tuple(expected(cut(tables.own[g]), cross[g], part_of) for g in range(len(linked.governments)))
    return replace(
        linked, issues=tuple(deal.issues[k] for k in places), parts=tuple(cut(each) for each in linked.parts), cross=cross,
        breakdown=breakdown, outside=(None,) * len(linked.governments), voters=tuple(voters),
    )  # fmt: skip


def _share(voter: Voter, ids: Sequence[str]) -> float:
    weights = voter.ratifier.taste.weights
    total = sum(weights.values())
    return sum(weights.get(each, 0.0) for each in ids) / total if total else 0.0
