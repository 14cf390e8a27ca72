"""What happened and how warm it was, for a page: the dossier's events one by one, its temperature, and beside it that of a store."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from detente.dossier import plover
from detente.kernel.dates import say_interval
from detente.kernel.errors import DetenteError, fail
from detente.kernel.ids import nearest
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    from detente.dossier.dossier import Dossier
    from detente.dossier.event import Event
    from detente.dossier.series import Series
    from detente.workbench.temperature import PairTemperature

#: A page draws less than the command does: its intervals keep their first digits.
DRAWS, SHUFFLES = 400, 100


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One event of the dossier, ready to be shown.

    ``side`` is who acts: 0 the first party's side, 1 the second party's, 2 both, 3 others. ``quad`` is 1 to 4 (words and deeds of
    cooperation, then of conflict). ``left_out`` says why the temperature does not count it, "" if it does, and "between others" for
    an event that is not between the two.
    """

    id: str
    when: str
    start: date | None
    end: date | None
    summary: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    side: int
    type: str
    mode: tuple[str, ...]
    quad: int
    score: float
    issues: tuple[str, ...]
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    left_out: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of an indicator with its days, unit and public source."""

    start: date
    end: date
    value: float
    unit: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A series of the dossier: its id, its name in words, its readings in order of time."""

    id: str
    title: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class EventRecord:
    """Events, indicators, and up to two temperatures side by side.

    ``occurrences`` in order of time, undated ones last. ``confirmed`` is the dossier's temperature, ``machine`` the store's; None
    where there is no store, or nothing that fits is counted (``nothing`` then says why, by the name of the record).
    """

    parties: tuple[str, str]
    occurrences: tuple[Occurrence, ...]
    indicators: tuple[Indicator, ...]
    confirmed: "PairTemperature | None"
    machine: "PairTemperature | None"
    nothing: dict[str, str]


def occurrences(name: str | Path, *, as_known_on: date | None = None, actor: str | None = None, kind: str | None = None,
                issue: str | None = None, since: date | None = None, until: date | None = None) -> tuple[Occurrence, ...]:  # fmt: skip
    """The dossier's events in order of time, those of a filter.

    ``actor`` is one, or a party or group and everybody in it, on either side of the act; ``kind`` a PLOVER type, or cooperation or
    conflict; ``since`` and ``until`` keep what may have happened between them (and so nothing undated).
    Raises DetenteError: id-unknown for an actor or issue, option-invalid for a kind that there is not.
    """
    dossier = open_dossier(name, as_known_on=as_known_on)
    return _occurrences(dossier, filtered(dossier, actor, kind, issue), as_known_on, since, until)


def event_record(name: str | Path, *, events: str | Path | None = None, as_known_on: date | None = None, actor: str | None = None,
                 kind: str | None = None, issue: str | None = None, period: Literal["month", "week"] = "month",
                 dedup: Literal["none", "story", "day"] = "none", weight: Literal["rows", "sources", "articles"] = "rows",
                 mirror: Literal["merge", "keep"] = "merge", seed: int = 0) -> EventRecord:  # fmt: skip
    """Events and temperature of a dossier's two parties, and beside them, never in one sum, those of the store ``events``.

    Filters as for :func:`occurrences`; of the store ``kind`` alone, because its rows name neither our actors nor our issues. ``dedup``,
    ``weight`` and ``mirror`` are options of the store. Raises DetenteError as that function and :func:`take_temperature` do.
    """
    from detente.engines.temperature.options import Options
    from detente.workbench.temperature import Counting, take_temperature, take_temperature_of

    dossier = open_dossier(name, as_known_on=as_known_on)
    chosen = filtered(dossier, actor, kind, issue)
    counting = Counting(dedup, weight, mirror, as_of=as_known_on)
    options = Options(period=period, draws=DRAWS, shuffles=SHUFFLES)
    nothing: dict[str, str] = {}
    confirmed = machine = None
    try:
        confirmed = take_temperature_of(
            replace(dossier, events={each.id: each for each in chosen}), counting, options, seed
        )
    except DetenteError as error:
        nothing["confirmed"] = _why(error)
    if events is not None:
        from detente.binding.temperature import parties

        try:
            types = of_kind(kind) if kind else None
            machine = take_temperature(events, pair=parties(dossier), counting=replace(counting, types=types), options=options, seed=seed)[0]  # fmt: skip
        except DetenteError as error:
            nothing["machine"] = _why(error)
    first, second = (dossier.actor_name(party) for party in dossier.dossier.parties)
    return EventRecord(
        (first, second),
        _occurrences(dossier, chosen, as_known_on, None, None),
        _indicators(dossier),
        confirmed,
        machine,
        nothing,
    )


def indicator(name: str | Path, series: str, *, as_known_on: date | None = None) -> Indicator:
    """One indicator of the dossier. Raises DetenteError (id-unknown) if there is none."""
    found = next((each for each in _indicators(open_dossier(name, as_known_on=as_known_on)) if each.id == series), None)
    if found is None:
        raise fail("id-unknown", f"there is no series {series!r}")
    return found


def of_kind(kind: str) -> tuple[str, ...]:
    """The PLOVER types of a kind: itself, or all those of cooperation or conflict. Raises DetenteError (option-invalid)."""
    if kind in ("cooperation", "conflict"):
        return tuple(name for name, each in plover.TYPES.items() if (each.quad <= 2) == (kind == "cooperation"))
    if kind not in plover.TYPES:
        guess = nearest(kind.upper(), plover.TYPES)
        raise fail("option-invalid", f"there is no type {kind!r}", f"Did you mean {guess}?" if guess else f"Use cooperation, conflict or one of {', '.join(plover.TYPES)}.")  # fmt: skip
    return (kind,)


def filtered(dossier: "Dossier", actor: str | None, kind: str | None, issue: str | None) -> list["Event"]:
    """The events of a filter, as the file has them."""
    from detente.reports.charts.sides import groups

    for what, value, known in (("actor", actor, dossier.actors), ("issue", issue, dossier.issues)):
        if value and value not in known:
            guess = nearest(value, known)
            raise fail("id-unknown", f"there is no {what} {value!r}", f"Did you mean {guess!r}?" if guess else "")
    types = of_kind(kind) if kind else None
    within = {each for each in dossier.actors if actor in groups(dossier, each)} if actor else set[str]()
    return [
        each
        for each in dossier.events.values()
        if (not actor or within & {*each.source, *each.target})
        and (types is None or each.type in types)
        and (not issue or issue in each.issues)
    ]


def _indicators(dossier: "Dossier") -> tuple[Indicator, ...]:
    from detente.reports.charts.temperature_panels import series_title

    def readings(series: "Series") -> tuple[Reading, ...]:
        held = sorted(series.observations, key=lambda each: each.period_start)
        return tuple(Reading(each.period_start, each.period_end, each.value, each.unit, each.source, each.note or "") for each in held)  # fmt: skip

    return tuple(Indicator(each.id, series_title(each, dossier), readings(each)) for each in dossier.series.values())


def _why(error: DetenteError) -> str:
    """What to say in place of a record: only "nothing to count" is an answer, everything else stays an error."""
    if any(each.slug != "temperature-empty" for each in error.problems):
        raise error
    return error.problems[0].message


def _occurrences(dossier: "Dossier", events: Iterable["Event"], day: date | None, since: date | None, until: date | None) -> tuple[Occurrence, ...]:  # fmt: skip
    kept = [
        each
        for each in events
        if (since is None or (each.date_end is not None and each.date_end >= since))
        and (until is None or (each.date_start is not None and each.date_start <= until))
    ]
    ordered = sorted(kept, key=lambda each: (each.date_start or date.max, each.date_end or date.max))
    reasons = _reasons(dossier, day)
    return tuple(_occurrence(dossier, each, reasons) for each in ordered)


def _reasons(dossier: "Dossier", day: date | None) -> dict[str, str]:
    """Event -> why it is not counted; "" for those that are. Events between others are not among the keys."""
    from detente.workbench.temperature import Counting, dossier_record

    try:
        bound = dossier_record(dossier, day, None, Counting())
    except DetenteError:  # no pair of countries, or nothing to count
        return {}
    return dict.fromkeys(bound.events, "") | {name: reason for reason, names in bound.left_out.items() for name in names}  # fmt: skip


def _occurrence(dossier: "Dossier", event: "Event", reasons: dict[str, str]) -> Occurrence:
    from detente.reports.charts.sides import side
    from detente.reports.listing import documents

    behind = documents(dossier, event.claims)
    acting, meant = (tuple(dossier.actor_name(each) for each in names) for names in (event.source, event.target))
    when = say_interval(event.date_start, event.date_end) if event.date_start else ""
    left_out = reasons.get(event.id, "between others")
    return Occurrence(
        event.id, when, event.date_start, event.date_end, event.summary, acting, meant, side(dossier, event.source), event.type, event.mode,
        plover.TYPES[event.type].quad, event.score, event.issues, tuple(dossier.sources[each].short for each in behind), event.claims, left_out,
    )  # fmt: skip
