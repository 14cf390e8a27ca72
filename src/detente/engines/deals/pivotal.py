"""Whose approval decides: the deal again without each veto or vote (section 6)."""

from dataclasses import dataclass, replace

import numpy as np

from detente.engines.deals.bargain import bargain
from detente.engines.deals.deal import Deal
from detente.engines.deals.enumerated import Vectors
from detente.engines.deals.ratification import probability
from detente.engines.deals.talks import Agreement, Pick, Talks, value


@dataclass(frozen=True)
class Weight:
    """What one ratifier decides. Numbers at the headline deal are None where there is none.

    ``slack`` is the gain beyond what it asks for; ``zone_ratio`` the zone without it over the zone with it.
    """

    id: str
    government: str
    rule: str
    utility: float | None
    slack: float | None
    p: float | None
    zone_ratio: float | None
    without: Pick | None
    change: tuple[float, ...] | None
    pivotal: bool
    opens_zone: bool


def weights(deal: Deal, talks: Talks, agreement: Agreement, built: Vectors | None) -> tuple[Weight, ...]:
    """One record for each veto and vote, in file order; pressure on the government stays when the approval falls away."""
    pick = agreement.picks.get(deal.solution)
    found = []
    for j, voter in enumerate(talks.voters):
        rest = replace(talks, voters=talks.voters[:j] + talks.voters[j + 1 :])
        left = built and Vectors(built.sides, built.voters[:j] + built.voters[j + 1 :])
        freed = bargain(rest, (deal.solution,), deal.options, left)
        without = freed.picks.get(deal.solution)
        utility = value(voter.parts, (), pick.package) if pick else None
        gain = None if utility is None else utility - voter.breakdown
        ratio = freed.zone / agreement.zone if freed.zone is not None and agreement.zone else None
        change = None
        if pick is not None and without is not None:
            change = tuple(new - old for new, old in zip(without.utility, pick.utility, strict=True))
        found.append(Weight(
            voter.ratifier.id, voter.ratifier.government, voter.ratifier.rule, utility,
            None if gain is None else gain - voter.floor,
            None if gain is None else float(probability(voter, np.array([gain]), talks.consent)[0]),
            ratio, without, change, not same(pick, without), pick is None and without is not None,
        ))  # fmt: skip
    return tuple(found)


def same(first: Pick | None, second: Pick | None) -> bool:
    """True if both are the same package, or neither is a deal; continuous packages within 1e-6."""
    if first is None or second is None:
        return first is second
    return all(_close(a, b) for a, b in zip(first.package, second.package, strict=True))


def _close(first: object, second: object) -> bool:
    if isinstance(first, dict) and isinstance(second, dict):
        return all(abs(first[key] - second[key]) <= 1e-6 for key in first)
    if isinstance(first, float) and isinstance(second, float):
        return abs(first - second) <= 1e-6
    return first == second
