"""What holds without a deal: one lottery over the levels of each issue, in two notions (section 4)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from detente.engines.deals.actors import Notion
from detente.engines.deals.deal import CrisisFacts, Deal, Threat
from detente.engines.deals.issues import Issue
from detente.engines.deals.tables import Cross, Parts, Tables
from detente.engines.deals.utilities import Array, Curve, at

#: For each issue probabilities over its levels; of a continuous issue the one outcome that holds.
Lottery = tuple[Any, ...]


def credibility(threat: Threat, facts: CrisisFacts | None) -> float:
    """The stated credibility, or the probability of standing firm from the crisis game of the channel."""
    if threat.credibility is not None:
        return threat.credibility
    if facts is None:
        raise ValueError(f"the threat on {threat.issue} takes its credibility from the crisis game, which is not given")
    return facts.p_stand_firm


def lottery(deal: Deal, tables: Tables, notion: Notion, facts: CrisisFacts | None) -> Lottery:
    """Issue by issue: base level, treaty, threats. ``facts`` are those of the channel."""
    found: list[Any] = []
    for issue, alone in zip(deal.issues, tables.unilateral, strict=True):
        if issue.kind == "range":
            found.append(issue.quo_value)
        elif issue.kind == "pie":
            found.append(dict(zip(issue.parties, issue.quo_shares, strict=True)))
        else:
            p = _lawful(issue, _base(issue, alone, notion), deal.treaties)
            if notion == "retaliation":
                for each in deal.threats:
                    if each.issue == issue.id:
                        c = credibility(each, facts)
                        p = (1 - c) * p
                        p[each.level] += c
            found.append(p)
    return tuple(found)


def _base(issue: Issue, alone: int | None, notion: Notion) -> int:
    if alone is None:
        return issue.quo if issue.quo is not None else 0
    return issue.retaliation if notion == "retaliation" and issue.retaliation is not None else alone


def _lawful(issue: Issue, base: int, treaties: bool) -> Array:
    """The base level, unless a ruling enforces the nearest level that the treaty allows."""
    p = np.zeros(len(issue.levels))
    p[base] = 1.0
    treaty, here = issue.treaty, issue.at[base]
    if not treaties or treaty is None or here is None or treaty.allows(here):
        return p
    lawful = [(abs(each - here), k) for k, each in enumerate(issue.at) if each is not None and treaty.allows(each)]
    nearest = min(lawful)[1]
    p[base] -= treaty.pi
    p[nearest] += treaty.pi
    return p


def expected(parts: Parts, cross: Sequence[Cross], drawn: Lottery) -> float:
    """Expected utility under independent lotteries."""
    total = 0.0
    for part, each in zip(parts, drawn, strict=True):
        total += at(part, each) if isinstance(part, Curve) else float(part @ each)
    return total + sum(float(drawn[each.first] @ each.matrix @ drawn[each.second]) for each in cross)
