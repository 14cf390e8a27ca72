"""A dossier's confirmed events, or the daily counts of an event store -> the record of a pair."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np

from detente.binding.trace import Ground, Trace
from detente.dossier import plover
from detente.dossier.dossier import Dossier
from detente.dossier.event import Event
from detente.dossier.event_rows import ON_REQUEST
from detente.engines.temperature.record import BACK, FORTH, TOGETHER, Floats, Record
from detente.kernel.errors import fail

#: An event known only to lie within more days than this says too little on its month to be counted in one.
LONGEST = 92
Place = Literal["middle", "start", "end"]
_EPOCH = date(1970, 1, 1)
#: Why an event between the two is not counted, in the order in which the reasons are tried.
REASONS = ("negated, hypothetical, future or alleged", "undated", "historical", "trend", "outside the days covered", "dated too coarsely")  # fmt: skip


@dataclass(frozen=True)
class Bound:
    """The record with the id of the event of each row, and the events between the two that are left out, by reason.

    ``claims`` of the trace are those of (event id, "event"). From a store ``events`` is empty.
    """

    pair: tuple[str, str]
    names: tuple[str, str]
    record: Record
    events: tuple[str, ...]
    left_out: dict[str, tuple[str, ...]]
    trace: Trace
    longest: int = LONGEST


def parties(dossier: Dossier) -> tuple[str, str]:
    """The countries of the two parties, ISO 3166 alpha-3. Raises DetenteError if a party has none of its own."""
    found = []
    for party in dossier.dossier.parties:
        countries = dossier.actors[party].countries if party in dossier.actors else ()
        if len(countries) != 1:
            raise fail("temperature-pair", f"the party {party!r} has {len(countries) or 'no'} countries", "Give --pair A B.")  # fmt: skip
        found.append(countries[0])
    return found[0], found[1]


def direction(dossier: Dossier, event: Event, pair: tuple[str, str]) -> int | None:
    """FORTH, BACK or TOGETHER for an event between the two countries, None for any other.

    An event without target whose actors come from both countries is a joint act; so is one with both on both sides.
    """
    acting, meant = (_countries(dossier, each) for each in (event.source, event.target))
    if not event.target:
        return TOGETHER if set(pair) <= acting else None
    forth, back = pair[0] in acting and pair[1] in meant, pair[1] in acting and pair[0] in meant
    return TOGETHER if forth and back else FORTH if forth else BACK if back else None


def bind(dossier: Dossier, last: date, pair: tuple[str, str] | None = None, include: Iterable[str] = (), longest: int = LONGEST, place: Place = "middle") -> Bound:  # fmt: skip
    """The confirmed events between the two up to ``last``.

    ``include`` lets historical events or trends in (then the record begins with the first of them). An event known to lie
    within several days counts on the middle day (or the first, or the last); one of more than ``longest`` days is left out.
    Raises DetenteError (temperature-empty) if no event is left.
    """
    pair = pair or parties(dossier)
    included = frozenset(include)
    chosen, left_out = list[tuple[Event, int]](), dict[str, list[str]]()
    opens = None if included & ON_REQUEST else dossier.dossier.period.from_
    for event in dossier.events.values():
        way = direction(dossier, event, pair)
        if way is None:
            continue
        reason = _why_not(event, included, opens, last, longest)
        if reason is None:
            chosen.append((event, way))
        else:
            left_out.setdefault(reason, []).append(event.id)
    if not chosen:
        raise fail("temperature-empty", f"no event between {pair[0]} and {pair[1]} can be counted up to {last}")
    first = opens or min(_days(event)[0] for event, _ in chosen)
    return Bound(
        pair, (_name(dossier, pair[0]), _name(dossier, pair[1])), _record(chosen, first, last, place), tuple(event.id for event, _ in chosen),
        {reason: tuple(left_out[reason]) for reason in REASONS if reason in left_out},
        Trace({(event.id, "event"): Ground(event.claims, None if event.claims else "no claim tells it", "") for event, _ in chosen}),
        longest,
    )  # fmt: skip


def bind_daily(columns: Mapping[str, Any], pair: tuple[str, str], first: np.datetime64, last: np.datetime64, cover: Floats | None) -> Bound:  # fmt: skip
    """Daily counts (the columns of ``store.events.daily``) between the two, from ``first`` to ``last``.

    ``cover`` is the number of all events on each of these days. The unit of the bootstrap is the day. Raises DetenteError
    (temperature-empty) if the pair has no event.
    """
    source, target = columns["source_country"], columns["target_country"]
    forth, back = (source == pair[0]) & (target == pair[1]), (source == pair[1]) & (target == pair[0])
    keep = forth | back
    if not keep.any():
        raise fail("temperature-empty", f"no event between {pair[0]} and {pair[1]} can be counted")
    day = columns["day"][keep].astype("datetime64[D]").astype(np.int64)
    direction = np.where(forth, FORTH, BACK)[keep]
    record = Record(
        day, day, day, direction, columns["quad"][keep].astype(np.int64), columns["n"][keep].astype(np.int64), columns["weight"][keep].astype(float),
        columns["intensity_sum"][keep].astype(float), columns["intensity_n"][keep].astype(float), day,
        int(first.astype(np.int64)), int(last.astype(np.int64)), cover,
    )  # fmt: skip
    return Bound(pair, pair, record, (), {}, Trace())


def _countries(dossier: Dossier, actors: Iterable[str]) -> set[str]:
    return {country for actor in actors if actor in dossier.actors for country in dossier.actors[actor].countries}


def _why_not(event: Event, included: frozenset[str], opens: date | None, last: date, longest: int) -> str | None:
    start, end = event.date_start, event.date_end
    tests = (
        not event.counted, start is None or end is None, "historical" in event.auxiliary and "historical" not in included,
        "trend" in event.auxiliary and "trend" not in included,
        start is not None and end is not None and ((opens is not None and end < opens) or start > last),
        start is not None and end is not None and (end - start).days + 1 > longest,
    )  # fmt: skip
    return next((reason for reason, holds in zip(REASONS, tests, strict=True) if holds), None)


def _record(chosen: list[tuple[Event, int]], first: date, last: date, place: Place) -> Record:
    spans = np.array([[(max(day, first) - _EPOCH).days for day in _days(event)] for event, _ in chosen], dtype=np.int64)
    early, late = spans[:, 0], np.minimum(spans[:, 1], (last - _EPOCH).days)
    day = {"start": early, "end": late, "middle": early + (late - early) // 2}[place]
    ones = np.ones(len(chosen))
    return Record(
        day, early, late, np.array([way for _, way in chosen]), np.array([plover.TYPES[event.type].quad for event, _ in chosen]),
        ones.astype(np.int64), ones, np.array([event.score for event, _ in chosen]), ones, np.arange(len(chosen)),
        (first - _EPOCH).days, (last - _EPOCH).days,
    )  # fmt: skip


def _days(event: Event) -> tuple[date, date]:
    """Both ends of the event's dates (checked before)."""
    start = event.date_start or event.date_end or _EPOCH
    return start, event.date_end or start


def _name(dossier: Dossier, country: str) -> str:
    """The printed name of the party of that country; the code for any other."""
    for party in dossier.dossier.parties:
        if party in dossier.actors and dossier.actors[party].countries == (country,):
            return dossier.actor_name(party)
    return country


def as_day(number: int) -> date:
    """Days since 1970-01-01 as a date."""
    return _EPOCH + timedelta(days=int(number))
