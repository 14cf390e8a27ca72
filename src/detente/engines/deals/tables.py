"""The tables of a deal: every actor's utility by issue, pressure from home, concessions, and the channel (section 3)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.deals.deal import Deal
from detente.engines.deals.unilateral import unilateral_level
from detente.engines.deals.utilities import Array, Curve, Part, taste_part

Parts = tuple[Part, ...]


@dataclass(frozen=True)
class Cross:
    """An interaction of two issues (by place) as a matrix over their levels."""

    first: int
    second: int
    matrix: Array


@dataclass(frozen=True)
class Tables:
    """``own``: G_gk by government and issue; ``home``: u_jk by ratifier; ``conceded``: what g gives up on issues it holds.

    ``unilateral``: place of the level that the controller would choose alone, None for joint issues.
    """

    own: tuple[Parts, ...]
    home: tuple[Parts, ...]
    cross: tuple[tuple[Cross, ...], ...]
    conceded: tuple[Parts, ...]
    unilateral: tuple[int | None, ...]


def tables(deal: Deal) -> Tables:
    """Build all parts once; notions, channels and removals reuse them."""
    home = tuple(
        tuple(taste_part(each.taste, issue, each.government) for issue in deal.issues) for each in deal.ratifiers
    )
    own = tuple(_with_pressure(deal, g, home) for g in range(len(deal.governments)))
    cross = tuple(tuple(_crosses(deal, each.id)) for each in deal.governments)
    unilateral = tuple(
        None if issue.controller is None else unilateral_level(deal, k, own[deal.seats[issue.controller]][k])
        for k, issue in enumerate(deal.issues)
    )
    conceded = tuple(
        tuple(_conceded(part, issue.controller == each.id) for part, issue in zip(own[g], deal.issues, strict=True))
        for g, each in enumerate(deal.governments)
    )
    return Tables(own, home, cross, conceded, unilateral)


def _with_pressure(deal: Deal, g: int, home: Sequence[Parts]) -> Parts:
    """G_gk = (1 - sum rho) w s of the government + sum rho w s of its ratifiers."""
    government = deal.governments[g]
    groups = [(each.rho, parts) for each, parts in zip(deal.ratifiers, home, strict=True)
              if each.government == government.id and each.rho]  # fmt: skip
    kept = 1 - sum(rho for rho, _ in groups)
    found = []
    for k, issue in enumerate(deal.issues):
        part = taste_part(government.taste, issue, government.id)
        if isinstance(part, Curve):
            part = part.times(kept) if groups else part
            for rho, parts in groups:
                part = part.plus(parts[k].times(rho))
        elif groups:
            part = kept * part + sum(rho * parts[k] for rho, parts in groups)
        found.append(part)
    return tuple(found)


def _crosses(deal: Deal, government: str) -> list[Cross]:
    found = []
    for each in deal.interactions:
        if each.actor == government:
            first, second = (deal.places[issue] for issue in each.issues)
            rows, columns = (np.asarray(deal.issues[k].at, float) for k in (first, second))
            found.append(Cross(first, second, each.weight * np.outer(rows, columns)))
    return found


def _conceded(part: Part, held: bool) -> Part:
    """max_l G_gk(l) - G_gk(y) on an issue that the government holds; interactions do not enter."""
    if isinstance(part, Curve):
        return Curve()
    return part.max() - part if held else np.zeros_like(part)


def in_channel(deal: Deal, tables: Tables, visibility: float) -> tuple[Parts, ...]:
    """U_gk by government: G_gk less the cost of conceding in view, plus the credit for what the others concede."""
    found = []
    for g, each in enumerate(deal.governments):
        cost = visibility * each.audience_cost * (1 + deal.mu * each.resentment)
        credit = visibility * each.credit
        parts: list[Part] = []
        for k, part in enumerate(tables.own[g]):
            if isinstance(part, Curve):
                parts.append(part)
            else:
                won = sum(tables.conceded[h][k] for h in range(len(deal.governments)) if h != g)
                parts.append(part - cost * tables.conceded[g][k] + credit * won)
        found.append(tuple(parts))
    return tuple(found)
