"""How patient a side must be for the deal to hold without a court (section 6)."""

from dataclasses import dataclass

from detente.engines.deals.deal import Deal
from detente.engines.deals.issues import TOLERANCE
from detente.engines.deals.tables import Tables
from detente.engines.deals.talks import Package, value


@dataclass(frozen=True)
class Patience:
    """``temptation`` G(dev) - G(deal), ``loss`` G(deal) - d, and the least discount factor; None if no patience suffices."""

    temptation: float
    loss: float
    delta_star: float | None


def self_enforcement(deal: Deal, tables: Tables, package: Package, breakdown: tuple[float, ...]) -> tuple[Patience, ...]:  # fmt: skip
    """By government: its own controlled issues go to the unilateral level, the rest stays as agreed; then breakdown for good."""
    found = []
    for g, each in enumerate(deal.governments):
        deviation = tuple(
            alone if issue.controller == each.id else level
            for issue, alone, level in zip(deal.issues, tables.unilateral, package, strict=True)
        )
        kept, gone = (value(tables.own[g], tables.cross[g], which) for which in (package, deviation))
        temptation, loss = gone - kept, kept - breakdown[g]
        if temptation <= TOLERANCE:
            star: float | None = 0.0
        elif loss <= TOLERANCE:
            star = None
        else:
            star = temptation / (gone - breakdown[g])
        found.append(Patience(temptation, loss, star))
    return tuple(found)
