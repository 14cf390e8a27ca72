"""A deal as a negotiation that other programs can hold: tables of utilities, and what breakdown is worth.

Written are G of each government (its own taste with the pressure from home, section 3) and d under the headline notion
(section 4). Everything else of a deal has no place there and is named.
"""

from collections.abc import Iterator

import numpy as np

from detente.dossier.negotiation import Negotiation, NegotiationIssue, Party
from detente.engines.deals.breakdown import Lottery, expected, lottery
from detente.engines.deals.deal import CrisisFacts, Deal
from detente.engines.deals.tables import Parts, tables


def why_not(deal: Deal) -> tuple[str, str] | None:
    """Why the deal cannot be written as tables and what to do, None if it can."""
    if deal.continuous:
        return "the issues are continuous", "give them levels"
    if deal.interactions:
        return "issues interact, so utilities do not add up", "remove the interactions"
    return None


def as_negotiation(deal: Deal, name: str, facts: CrisisFacts | None = None) -> Negotiation:
    """The negotiation, in which every weight is 1. ``facts``: those of the crisis game in the headline channel.

    Raises ValueError for a deal that is not additive over levels (see :func:`why_not`), or if facts are needed and missing.
    """
    reason = why_not(deal)
    if reason is not None:
        raise ValueError(reason[0])
    built = tables(deal)
    drawn = lottery(deal, built, deal.notion, facts)
    return Negotiation(
        name,
        tuple(NegotiationIssue(issue.id, issue.levels) for issue in deal.issues),
        tuple(_party(deal, g, parts, drawn) for g, parts in enumerate(built.own)),
    )


def _party(deal: Deal, g: int, parts: Parts, drawn: Lottery) -> Party:
    government = deal.governments[g]
    worth = government.disagreement.get(deal.notion)
    if worth is None:
        worth = expected(parts, (), drawn)
    party = Party(
        government.id, (1.0,) * len(parts), tuple(tuple(map(float, np.asarray(part))) for part in parts), float(worth)
    )
    certain = [int(np.argmax(np.asarray(each))) for each in drawn if np.max(np.asarray(each)) == 1]
    bid = tuple(certain)
    if len(bid) == len(drawn) and abs(party.worth(bid) - party.reservation) <= 1e-12:  # type: ignore[operator]
        return Party(party.id, party.weights, party.utilities, party.reservation, bid)
    return party


def left_out(deal: Deal) -> Iterator[str]:
    """Each part of the deal that no such format can say."""
    controlled = [issue.id for issue in deal.issues if issue.controller is not None]
    voters = [each.id for each in deal.ratifiers if each.rule != "pressure"]
    groups = [each.id for each in deal.ratifiers if each.rho]
    treaties = [issue.id for issue in deal.issues if issue.treaty is not None]
    if controlled:
        yield f"who controls {_names(controlled)} (all issues become joint)"
    if voters:
        yield f"the ratifiers {_names(voters)} (every package counts as ratified)"
    if groups:
        yield f"how much of the utilities is the pressure of {_names(groups)}"
    if treaties:
        yield f"the treaty on {_names(treaties)} (it only counts in what breakdown is worth)"
    if deal.threats:
        yield f"the threat on {_names([each.issue for each in deal.threats])} (it only counts in what breakdown is worth)"
    if any(each.audience_cost or each.credit for each in deal.governments):
        yield f"the audience costs and credit of the channel {deal.channel}"
    outside = [each.id for each in deal.governments if each.outside is not None]
    if outside:
        yield f"the outside option of {_names(outside)}"
    if len({each.alpha for each in deal.governments}) > 1:
        yield "bargaining power (alpha)"


def _names(names: list[str]) -> str:
    return ", ".join(names[:6]) + (" and more" if len(names) > 6 else "")
