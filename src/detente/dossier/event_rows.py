"""The confirmed events of a dossier as rows of the event record, the shape that machine-coded events have as well.

One row for each event and directed pair of countries: several actors of one country are one side. A reciprocal act (all
parties are actors, nobody is target) is a row in each direction, the second marked as the mirror of the first. Negated,
hypothetical, future and alleged events never become rows; historical ones and trends only on request.
"""

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Any

from detente.dossier import plover
from detente.dossier.dossier import Dossier
from detente.dossier.event import Event

#: Auxiliaries that keep an event out unless asked for: told as past history, or a lasting state and no single act.
ON_REQUEST = frozenset({"historical", "trend"})


def event_rows(dossier: Dossier, include: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The rows, in the order of events.csv; ``include`` names auxiliaries of ON_REQUEST to let in.

    Keys are columns of the record: day texts, ISO alpha-3 countries (None for actors without one), ``plover``, ``mode`` and
    ``issue`` (joined by ``;``), ``quad``, ``intensity`` (PLOVER score, one decimal), ``origin`` dossier, ``coding``
    confirmed. Events without a date have no row.
    """
    kept_out = ON_REQUEST - set(include)
    return [
        row
        for event in dossier.events.values()
        if event.counted and event.date_start is not None and not kept_out & set(event.auxiliary)
        for row in _rows(dossier, event)
    ]


def _rows(dossier: Dossier, event: Event) -> Iterator[dict[str, Any]]:
    common = {
        "event_id": event.id,
        "date_start": str(event.date_start),
        "date_end": str(event.date_end),
        "plover": event.type,
        "mode": ";".join(event.mode) or None,
        "cameo": event.cameo_root,
        "quad": plover.TYPES[event.type].quad,
        "intensity": f"{event.score:.1f}",
        "issue": ";".join(event.issues) or None,
        "origin": "dossier",
        "coding": "confirmed",
        "scale": "plover",
    }
    sources = _by_country(dossier, event.source)
    if event.target:
        pairs = [(one, other) for one in sources for other in _by_country(dossier, event.target)]
        targets = _by_country(dossier, event.target)
    else:
        pairs, targets = list(permutations(sources, 2)), sources
        if not pairs:
            pairs, targets = [(one, None) for one in sources], {None: []}
    for one, other in pairs:
        yield {
            **common,
            "source": ";".join(sources[one]),
            "source_country": one,
            "source_sector": _sectors(dossier, sources[one]),
            "target": ";".join(targets[other]) or None,
            "target_country": other,
            "target_sector": _sectors(dossier, targets[other]),
            "mirrored": not event.target and other is not None and str(one) > str(other),
        }


def _by_country(dossier: Dossier, actors: Iterable[str]) -> dict[str | None, list[str]]:
    """The actors of each country, in the order in which the countries are met; a group of countries stands in each."""
    found: dict[str | None, list[str]] = {}
    for actor in actors:
        known = dossier.actors.get(actor)
        for country in (known.countries if known is not None else ()) or (None,):
            found.setdefault(country, []).append(actor)
    return found


def _sectors(dossier: Dossier, actors: Iterable[str]) -> str | None:
    known = [dossier.actors[actor].sector for actor in actors if actor in dossier.actors]
    return ";".join(dict.fromkeys(sector for sector in known if sector)) or None
