"""Where a gain comes from: the deal against breakdown, issue by issue."""

from detente.engines.deals.breakdown import Lottery
from detente.engines.deals.tables import Tables
from detente.engines.deals.talks import Package, Talks
from detente.engines.deals.utilities import Curve, at


def contributions(tables: Tables, talks: Talks, drawn: Lottery, package: Package) -> tuple[tuple[float, ...], ...]:
    """By government and issue U_gk at the deal less the expected G_gk on breakdown; interactions are left out."""
    found = []
    for agreed, own in zip(talks.parts, tables.own, strict=True):
        row = []
        for part, base, each, level in zip(agreed, own, drawn, package, strict=True):
            before = at(base, each) if isinstance(base, Curve) else float(base @ each)
            row.append(at(part, level) - before)
        found.append(tuple(row))
    return tuple(found)
