"""The whole account of a deal, and the short one that sweeps and ensembles run (sections 4 to 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from detente.engines.deals.actors import NOTIONS
from detente.engines.deals.bargain import bargain, method
from detente.engines.deals.breakdown import Lottery, lottery
from detente.engines.deals.channels import Row, channel_rows, comparable, verdict
from detente.engines.deals.deal import CrisisFacts, Deal
from detente.engines.deals.enumerated import Vectors, vectors
from detente.engines.deals.linkage import FineWorld, fine_world, stated_disagreement
from detente.engines.deals.pivotal import Weight, weights
from detente.engines.deals.ratification import chances
from detente.engines.deals.self_enforcement import Patience, self_enforcement
from detente.engines.deals.tables import Tables, in_channel, tables
from detente.engines.deals.talks import Agreement, Pick, Talks, breakdown_of, talks

#: What the crisis game says, by channel.
Crisis = Mapping[str, CrisisFacts]


@dataclass(frozen=True)
class Short:
    """The headline alone. ``p_breakdown`` is 1 without a deal."""

    talks: Talks
    agreement: Agreement
    pick: Pick | None
    p_breakdown: float


@dataclass(frozen=True)
class Breakdown:
    """One notion of breakdown and what is agreed under it; ``home`` are d_j of all ratifiers."""

    drawn: Lottery
    talks: Talks
    agreement: Agreement
    home: tuple[float, ...]


@dataclass(frozen=True)
class Solved:
    """Everything section 6 reports, short of the runs with other numbers. ``linkage`` is a reason where it is skipped."""

    deal: Deal
    method: str
    tables: Tables
    notions: Mapping[str, Breakdown]
    linkage: FineWorld | str
    weights: tuple[Weight, ...]
    patience: tuple[Patience, ...] | None
    channels: Mapping[str, Row]
    comparable: bool
    verdict: tuple[str, ...] | None
    warnings: tuple[str, ...]

    @property
    def headline(self) -> Breakdown:
        """The headline notion."""
        return self.notions[self.deal.notion]

    @property
    def pick(self) -> Pick | None:
        """The headline deal; None if there is none."""
        return self.headline.agreement.picks.get(self.deal.solution)


def headline(deal: Deal, crisis: Crisis | None = None) -> Short:
    """The deal under the headline solution, notion and channel."""
    built, facts = tables(deal), (crisis or {}).get(deal.channel)
    parts = in_channel(deal, built, deal.channels[deal.channel])
    each = talks(deal, built, parts, deal.notion, lottery(deal, built, deal.notion, facts))
    agreement = bargain(each, (deal.solution,), deal.options)
    pick = agreement.picks.get(deal.solution)
    return Short(each, agreement, pick, p_breakdown(each, pick))


def p_breakdown(each: Talks, pick: Pick | None) -> float:
    """1 - P(ratify); 1 without a deal."""
    return 1.0 if pick is None else 1 - prod(chances(each, pick.package))


def solve(deal: Deal, crisis: Crisis | None = None) -> Solved:
    """Both notions, linkage, ratifiers, self-enforcement and channels.

    ``crisis`` holds the facts of the crisis game by channel; it must be there if a threat takes its credibility from it.
    Raises ValueError if it lacks a channel that is needed.
    """
    known, built = crisis or {}, tables(deal)
    parts = in_channel(deal, built, deal.channels[deal.channel])
    wanted = tuple(dict.fromkeys((*deal.solutions, deal.solution)))
    reused: Vectors | None = None
    notions: dict[str, Breakdown] = {}
    for notion in NOTIONS:
        drawn = lottery(deal, built, notion, known.get(deal.channel))
        each = talks(deal, built, parts, notion, drawn)
        if reused is None and method(each) == "enumerated":
            reused = vectors(each)
        earlier = next((one for one in notions.values() if _alike(one.talks, each)), None)
        agreement = earlier.agreement if earlier else bargain(each, wanted, deal.options, reused, fronts=True)
        notions[notion] = Breakdown(drawn, each, agreement, tuple(breakdown_of(deal, built, notion, drawn)[1]))
    main = notions[deal.notion]
    pick = main.agreement.picks.get(deal.solution)
    why_not = stated_disagreement(deal)
    linkage = why_not or fine_world(deal, built, notions["nonagreement"].talks, notions["nonagreement"].drawn)
    rows = channel_rows(deal, built, known, reused, notions["retaliation"].agreement if deal.continuous else None)
    return Solved(
        deal, method(main.talks), built, notions, linkage,
        weights(deal, main.talks, main.agreement, reused),
        self_enforcement(deal, built, pick.package, main.talks.breakdown) if pick else None,
        rows, comparable(deal), verdict(deal, rows), _warnings(deal, main, rows),
    )  # fmt: skip


def _alike(first: Talks, second: Talks) -> bool:
    """True if two notions come to the same breakdown, as they do wherever nobody controls anything."""
    return first.breakdown == second.breakdown and all(
        a.breakdown == b.breakdown for a, b in zip(first.voters, second.voters, strict=True)
    )


def _warnings(deal: Deal, main: Breakdown, rows: Mapping[str, Row]) -> tuple[str, ...]:
    found = []
    if method(main.talks) == "pruned_sums":
        found.append("more packages than can be listed: win-sets and zone are not counted (pruned sums)")
    if deal.continuous and any(each.rule == "vote" for each in deal.ratifiers) and deal.options.proposer:
        found.append("take it or leave it is left out: votes on continuous issues make it no concave program")
    found += [
        f"the crisis game has {len(row.facts.every)} equilibria in the channel {name}; the table shows the selected one"
        for name, row in rows.items() if row.facts is not None and len(row.facts.every) > 1
    ]  # fmt: skip
    challenger = deal.crisis.challenger if deal.crisis else None
    found += [
        f"the threat of {each.by} on {each.issue} takes its credibility from a crisis that {challenger} begins"
        for each in deal.threats if each.credibility is None and each.by != challenger
    ]  # fmt: skip
    return tuple(found)
