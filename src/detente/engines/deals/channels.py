"""Quietly, under a treaty, in public: the same talks in each channel (section 6).

Publicity enters the table as a cost of conceding. Unless it also enters as a gain (credit) or through the crisis game,
that "quiet wins" would follow from the bookkeeping, so no verdict is given then.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.engines.deals.bargain import bargain, method
from detente.engines.deals.breakdown import lottery
from detente.engines.deals.deal import CrisisFacts, Deal
from detente.engines.deals.enumerated import Vectors, vector
from detente.engines.deals.pivotal import same
from detente.engines.deals.ratification import chances
from detente.engines.deals.tables import Tables, in_channel
from detente.engines.deals.talks import Agreement, Pick, Talks, talks

#: Two headline utilities closer than this are equal.
_EQUAL = 1e-9


@dataclass(frozen=True)
class Alternative:
    """The deal under another equilibrium of the crisis game."""

    p_stand_firm: float
    p_concede: float
    talks: Talks
    pick: Pick | None


@dataclass(frozen=True)
class Row:
    """One channel under retaliation. ``alternatives`` are all equilibria, if the deals under them differ."""

    visibility: float
    talks: Talks
    agreement: Agreement
    pick: Pick | None
    p_breakdown: float
    facts: CrisisFacts | None
    alternatives: tuple[Alternative, ...] = ()

    @property
    def standing(self) -> tuple[float, ...]:
        """What each government ends up with: the deal, or breakdown without one."""
        return self.pick.utility if self.pick is not None else self.talks.breakdown


def comparable(deal: Deal) -> bool:
    """True if publicity can help somebody: a threat whose credibility depends on it, or credit for what the others concede."""
    return any(each.credibility is None for each in deal.threats) or any(each.credit > 0 for each in deal.governments)


def channel_rows(deal: Deal, tables: Tables, crisis: Mapping[str, CrisisFacts], built: Vectors | None, settled: Agreement | None = None) -> dict[str, Row]:  # fmt: skip
    """Every channel of the file. ``built``: vectors of the packages, whose voters' part is reused.

    ``settled``: the agreement under retaliation of a continuous file, where nobody concedes anything that could be seen.
    """
    return {name: _row(deal, tables, name, crisis.get(name), built, settled) for name in deal.channels}


def _row(
    deal: Deal, tables: Tables, name: str, facts: CrisisFacts | None, built: Vectors | None, settled: Agreement | None
) -> Row:
    visibility = deal.channels[name]
    parts = in_channel(deal, tables, visibility)
    each = talks(deal, tables, parts, "retaliation", lottery(deal, tables, "retaliation", facts))
    mine = None
    if built is not None and method(each) == "enumerated":
        sides = tuple(vector(own, cross) for own, cross in zip(each.parts, each.cross, strict=True))
        mine = Vectors(sides, built.voters)

    def agree(these: Talks) -> Agreement:
        return bargain(these, (deal.solution,), deal.options, mine)

    agreement = settled or agree(each)
    pick = agreement.picks.get(deal.solution)
    failing = 1.0
    if pick is not None:
        carried = 1.0
        for chance in chances(each, pick.package):
            carried *= chance
        failing = 1 - carried
    others: list[Alternative] = []
    depends = any(threat.credibility is None for threat in deal.threats)
    for firm, concede in facts.every if facts is not None and depends and len(facts.every) > 1 else ():
        one = CrisisFacts(firm, concede)
        those = talks(deal, tables, parts, "retaliation", lottery(deal, tables, "retaliation", one))
        others.append(Alternative(firm, concede, those, agree(those).picks.get(deal.solution)))
    differ = any(not same(other.pick, pick) for other in others)
    return Row(visibility, each, agreement, pick, failing, facts, tuple(others) if differ else ())


def verdict(deal: Deal, rows: Mapping[str, Row]) -> tuple[str, ...] | None:
    """By government: quiet, public or equal; None unless the channels can be compared and both exist."""
    if not comparable(deal) or "quiet" not in rows or "public" not in rows:
        return None
    return tuple(
        "equal" if abs(quiet - public) <= _EQUAL else "quiet" if quiet > public else "public"
        for quiet, public in zip(rows["quiet"].standing, rows["public"].standing, strict=True)
    )
