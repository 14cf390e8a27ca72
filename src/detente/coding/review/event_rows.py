"""Event claims as rows of events.csv: one row an event, with every claim that tells it. A person says which are one."""

from collections.abc import Iterable, Mapping
from typing import Any

from detente.dossier import plover
from detente.dossier.claim import EventClaim
from detente.dossier.event import NEVER_COUNTED, Event

#: Suggested from here on (reading method, section 11).
SAME = 0.6


def waiting(claims: Iterable[Any], events: Mapping[str, Event]) -> list[EventClaim]:
    """Accepted event claims that no row tells yet. Negated, hypothetical, future and alleged acts never become rows."""
    told = {claim for event in events.values() for claim in event.claims}
    return [claim for claim in claims if isinstance(claim, EventClaim) and claim.usable and claim.id not in told
            and not NEVER_COUNTED & set(claim.auxiliary)]  # fmt: skip


def likeness(claim: EventClaim, event: Event) -> float:
    """0.35 A + 0.25 D + 0.25 T + 0.15 S: overlap of all actors, shared days, type, words in common (reading, section 11).

    S is the cosine of the two summaries' words here, as one row gives no document frequencies.
    """
    ours, theirs = {*claim.source, *claim.target}, {*event.source, *event.target}
    actors = len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0
    return 0.35 * actors + 0.25 * _days(claim, event) + 0.25 * _types(claim.plover, event.type) + 0.15 * _words(claim.summary, event.summary)  # fmt: skip


def _days(claim: EventClaim, event: Event) -> float:
    if claim.date is None or event.date_start is None or event.date_end is None:
        return 0.5
    shared = (min(claim.date.end, event.date_end) - max(claim.date.start, event.date_start)).days + 1
    shorter = min((end - start).days + 1 for start, end in ((claim.date.start, claim.date.end), (event.date_start, event.date_end)))  # fmt: skip
    return max(0, shared) / shorter


def _types(first: str, second: str) -> float:
    a, b = plover.TYPES[first].quad, plover.TYPES[second].quad
    return 1.0 if first == second else 0.6 if a == b else 0.3 if (a <= 2) == (b <= 2) else 0.0


def _words(first: str, second: str) -> float:
    one, other = set(first.lower().split()), set(second.lower().split())
    return len(one & other) / (len(one) * len(other)) ** 0.5 if one and other else 0.0


def candidates(claim: EventClaim, events: Mapping[str, Event]) -> list[tuple[str, float]]:
    """Rows that may tell the same event, the most alike first; never a row that rests on another claim of the same passage."""
    found = [(name, likeness(claim, event)) for name, event in events.items()]
    return sorted([pair for pair in found if pair[1] >= SAME], key=lambda pair: (-pair[1], pair[0]))[:3]


def row_of(claim: EventClaim, name: str) -> dict[str, str]:
    """The row that one claim makes, as cells; lists are joined by ";"."""
    when = claim.date
    return {
        "id": name, "date_start": when.start.isoformat() if when else "", "date_end": when.end.isoformat() if when else "",
        "date_precision": when.precision if when else "", "date_basis": when.basis if when else "",
        "source": ";".join(claim.source), "target": ";".join(claim.target), "type": claim.plover, "mode": ";".join(claim.mode),
        "auxiliary": ";".join(claim.auxiliary), "cameo_root": claim.cameo_root or plover.cameo_root(claim.plover, claim.mode),
        "issues": ";".join(claim.issues), "summary": claim.summary, "claims": claim.id,
    }  # fmt: skip
