"""The two sides of a relationship: who belongs to which party, and who speaks for it on an issue."""

from datetime import date

from detente.dossier.dossier import Dossier
from detente.dossier.meta import Period
from detente.dossier.position import Position

#: Who may speak for a side, best first.
_RANK = {"government": 0, "state": 1}


def party_of(dossier: Dossier, actor: str) -> str | None:
    """The party an actor belongs to (itself, or through ``group_of``), None for third parties and unknown actors."""
    parties = dossier.dossier.parties
    seen: set[str] = set()
    queue = [actor]
    while queue:
        name = queue.pop(0)
        if name in parties:
            return name
        if name in seen or name not in dossier.actors:
            continue
        seen.add(name)
        queue += dossier.actors[name].group_of
    return None


def lead(dossier: Dossier, party: str, issue: str, period: str) -> Position | None:
    """The position of whoever speaks for the party on the issue: its government, else the state itself; else None.

    An agency, a faction or a firm never stands in for its government.
    """
    held = [
        p for p in dossier.positions.values()
        if p.issue == issue and p.period == period and dossier.actors[p.actor].kind in _RANK and party_of(dossier, p.actor) == party
    ]  # fmt: skip
    held.sort(key=lambda p: (_RANK[dossier.actors[p.actor].kind], -p.influence.mode))
    return held[0] if held else None


def period_on(dossier: Dossier, day: date | None) -> Period | None:
    """The period that holds the day; the last one that has begun by then; without a day simply the last."""
    begun = [period for period in dossier.dossier.periods if day is None or period.from_ <= day]
    return max(begun, key=lambda period: period.from_) if begun else None
