"""The overview of a dossier: the bottom line, both sides on every issue, and what rests on one source. Nothing heavy."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.dossier.dossier import Dossier
from detente.dossier.meta import Period
from detente.dossier.position import Position
from detente.dossier.sides import period_on
from detente.explain.sentence import Sentence
from detente.workbench.opening import open_dossier


@dataclass(frozen=True, slots=True)
class Held:
    """A position as a chart shows it: 0 to 100, with its record's id and the claims behind the place itself."""

    id: str
    actor: str
    low: float
    mode: float
    high: float
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue: the ends of its scale, the two governments (None where nothing is coded), everybody else, the distance."""

    issue: str
    name: str
    low: str
    high: str
    sides: tuple[Held | None, Held | None]
    others: tuple[Held, ...]
    distance: float | None


@dataclass(frozen=True, slots=True)
class Weight:
    """One document: how many claims it gives, and what would rest on nothing without it."""

    document: str
    short: str
    appeared: str
    letter: str
    claims: int
    judgements: tuple[str, ...]
    positions: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The relationship on a page, as known on a day. ``days`` are those on which a document appeared, with its name."""

    title: str
    parties: tuple[str, str]
    period: str
    bottom_line: tuple[Sentence, ...]
    distances: tuple[Sentence, ...]
    rows: tuple[IssueRow, ...]
    weights: tuple[Weight, ...]
    counts: dict[str, int]
    last_day: date | None


def overview(name: str | Path, *, as_known_on: date | None = None, period: str | None = None,
             scenario: str | None = None) -> Overview:  # fmt: skip
    """The overview of the period in force on the day (or of ``period``). Before the first period everything is empty."""
    from detente.reports.brief.bottom_line import bottom_line, distances
    from detente.reports.brief.scope import Scope
    from detente.reports.notes import sentences

    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    chosen = _period(dossier, period, as_known_on)
    first, second = dossier.dossier.parties
    parties = (dossier.actor_name(first), dossier.actor_name(second))
    appeared = [source.appeared for source in dossier.sources.values() if source.appeared]
    counts = {"documents": len(dossier.sources), "claims": len(dossier.usable_claims), "events": len(dossier.events),
              "positions": len(dossier.positions), "disagreements": len(dossier.disagreements)}  # fmt: skip
    if chosen is None:
        return Overview(
            dossier.dossier.title, parties, "", (), (), (), _weights(dossier, None), counts, max(appeared, default=None)
        )
    scope = Scope(dossier, as_known_on, chosen, None, {})
    said = tuple(each for block in bottom_line(scope) for each in sentences(block))
    held = [each for each in dossier.positions.values() if each.period == chosen.id]
    rows = sorted(_rows(dossier, scope, held), key=lambda row: -(row.distance if row.distance is not None else -1))
    return Overview(
        dossier.dossier.title, parties, chosen.title, said, distances(scope).sentences, tuple(rows),
        _weights(dossier, chosen), counts, max(appeared, default=None),
    )  # fmt: skip


def document_days(name: str | Path) -> tuple[tuple[date, str], ...]:
    """The days on which documents appeared, the first one first, each with the documents' short names."""
    dossier = open_dossier(name)
    days: dict[date, list[str]] = {}
    for source in dossier.sources.values():
        if source.appeared is not None:
            days.setdefault(source.appeared, []).append(source.short)
    return tuple((day, ", ".join(days[day])) for day in sorted(days))


def _period(dossier: Dossier, wanted: str | None, day: date | None) -> Period | None:
    if wanted is not None:
        from detente.workbench.settling import period_of

        chosen: Period = period_of(dossier, wanted)
        return chosen
    return period_on(dossier, day)


def _held(dossier: Dossier, position: Position | None) -> Held | None:
    if position is None:
        return None
    place = position.position
    return Held(position.id, dossier.actor_name(position.actor), place.low, place.mode, place.high, place.claims)


def _rows(dossier: Dossier, scope: Any, held: list[Position]) -> list[IssueRow]:
    rows = []
    for issue in dossier.issues.values():
        here = [each for each in held if each.issue == issue.id]
        if not here:
            continue
        first, second = scope.sides(issue.id)
        leads = {each.id for each in (first, second) if each}
        others = sorted((each for each in here if each.id not in leads), key=lambda each: each.position.mode)
        rows.append(IssueRow(
            issue.id, issue.name, issue.low, issue.high, (_held(dossier, first), _held(dossier, second)),
            tuple(shown for each in others if (shown := _held(dossier, each))), scope.distance(issue.id),
        ))  # fmt: skip
    return rows


def _weights(dossier: Dossier, period: Period | None) -> tuple[Weight, ...]:
    """For each document the judgements, positions (of the period) and events whose claims all stand in it alone."""

    def only(claims: tuple[str, ...]) -> str | None:
        behind = {dossier.claims[each].source_document for each in claims}
        return next(iter(behind)) if len(behind) == 1 else None

    judged = {each.id: only(each.claims) for each in dossier.judgements.values()}
    held = {
        each.id: only(each.position.claims)
        for each in dossier.positions.values()
        if period and each.period == period.id
    }
    told = {each.id: only(each.claims) for each in dossier.events.values()}
    given: dict[str, int] = {}
    for claim in dossier.usable_claims.values():
        given[claim.source_document] = given.get(claim.source_document, 0) + 1
    return tuple(
        Weight(
            source.id, source.short, source.appeared.isoformat() if source.appeared else "", source.reliability, given.get(source.id, 0),
            *(tuple(name for name, document in part.items() if document == source.id) for part in (judged, held, told)),
        )
        for source in dossier.sources.values()
    )  # fmt: skip
