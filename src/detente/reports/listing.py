"""Lists of a dossier's records as rows: what ``detente show`` prints as a table or hands on as JSON."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.dossier.claim import issues_of
from detente.dossier.dossier import Dossier
from detente.kernel.dates import say_interval
from detente.kernel.errors import fail
from detente.kernel.ids import nearest


@dataclass(frozen=True)
class Filters:
    """What to keep. Dates keep records whose interval touches the span; undated records stay only without one."""

    actor: str | None = None
    issue: str | None = None
    source: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Listing:
    """A titled table: column names, and rows as dictionaries with plain values (lists where there are several)."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]


def listing(dossier: Dossier, what: str, filters: Filters = Filters()) -> Listing:
    """The rows of one kind. Raises DetenteError for a kind or filter value that the dossier does not have."""
    if what not in _LISTS:
        guess = nearest(what, _LISTS)
        raise fail(
            "option-invalid",
            f"there is no list {what!r}",
            f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(_LISTS)}.",
        )
    for name, value, known in (
        ("actor", filters.actor, dossier.actors),
        ("issue", filters.issue, dossier.issues),
        ("source", filters.source, dossier.sources),
    ):
        if value is not None and value not in known:
            guess = nearest(value, known)
            raise fail("id-unknown", f"there is no {name} {value!r}", f"Did you mean {guess!r}?" if guess else "")
    columns, rows = _LISTS[what]
    return Listing(f"{dossier.dossier.title}: {what}", columns, tuple(rows(dossier, filters)))


def _dated(filters: Filters, start: date | None, end: date | None) -> bool:
    if filters.first is None and filters.last is None:
        return True
    if start is None or end is None:
        return False
    return (filters.last is None or start <= filters.last) and (filters.first is None or end >= filters.first)


def _fits(dossier: Dossier, filters: Filters, *, actors: Iterable[str] | None = None, issues: Iterable[str] | None = None,
          claims: Iterable[str] | None = None) -> bool:  # fmt: skip
    """True if the record passes the filters that it can be asked about; one it cannot be asked about it fails."""
    if filters.actor and (actors is None or filters.actor not in set(actors)):
        return False
    if filters.issue and (issues is None or filters.issue not in set(issues)):
        return False
    return not filters.source or (claims is not None and filters.source in documents(dossier, claims))


def documents(dossier: Dossier, claims: Iterable[str]) -> list[str]:
    """The documents behind claims, in the order of the sources file."""
    held = {dossier.claims[claim].source_document for claim in claims if claim in dossier.claims}
    return [name for name in dossier.sources if name in held]


def _involved(dossier: Dossier, claims: Iterable[str]) -> set[str]:
    return {actor for claim in claims if claim in dossier.claims for actor in dossier.claims[claim].actors}


def _claims(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    for claim in dossier.claims.values():
        said_by = (claim.said_by.actor,) if claim.said_by.actor else ()
        start, end = (claim.date.start, claim.date.end) if claim.date else (None, None)
        if not _fits(
            dossier, filters, actors=(*claim.actors, *said_by), issues=issues_of(claim), claims=(claim.id,)
        ) or not _dated(filters, start, end):
            continue
        yield {
            "id": claim.id, "type": claim.type, "says": claim.says, "actors": list(claim.actors), "issues": list(issues_of(claim)),
            "when": say_interval(start, end) if start else "", "source": claim.source_document, "paragraph": claim.paragraph, "line": claim.line,
            "said_by": claim.said_by.actor or claim.said_by.role, "attitude": claim.author_attitude, "status": claim.status,
        }  # fmt: skip


def _timeline(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    events = sorted(dossier.events.values(), key=lambda e: (e.date_start or date.max, e.date_end or date.max))
    for event in events:
        if _fits(
            dossier, filters, actors=(*event.source, *event.target), issues=event.issues, claims=event.claims
        ) and _dated(filters, event.date_start, event.date_end):
            yield {
                "when": say_interval(event.date_start, event.date_end), "summary": event.summary, "source": list(event.source), "target": list(event.target),
                "type": event.type, "auxiliary": list(event.auxiliary), "issues": list(event.issues), "documents": documents(dossier, event.claims), "id": event.id,
            }  # fmt: skip


def _actors(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    told: dict[str, list[str]] = {}
    for claim in dossier.usable_claims.values():
        for actor in claim.actors:
            told.setdefault(actor, []).append(claim.id)
    for record in dossier.actors.values():
        claims = told.get(record.id, [])
        issues = {issue for claim in claims for issue in issues_of(dossier.claims[claim])}
        if _fits(dossier, filters, actors=(record.id,), issues=issues, claims=claims):
            yield {
                "id": record.id, "name": record.name, "kind": record.kind, "country": list(record.countries), "aliases": list(record.aliases),
                "roles": [role.title for role in record.roles], "claims": len(claims),
            }  # fmt: skip


def _issues(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    for issue in dossier.issues.values():
        claims = [c.id for c in dossier.usable_claims.values() if issue.id in issues_of(c)]
        if _fits(dossier, filters, actors=_involved(dossier, claims), issues=(issue.id,), claims=claims):
            held = [p for p in dossier.positions.values() if p.issue == issue.id]
            yield {
                "id": issue.id,
                "name": issue.name,
                "zero": issue.low,
                "hundred": issue.high,
                "controller": issue.controller,
                "positions": len(held),
                "claims": len(claims),
            }


def _positions(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    for position in dossier.positions.values():
        if _fits(dossier, filters, actors=(position.actor,), issues=(position.issue,), claims=position.position.claims):
            row: dict[str, Any] = {"actor": position.actor, "issue": position.issue, "period": position.period}
            for field in ("position", "salience", "influence"):
                estimate = getattr(position, field)
                row[field] = (
                    f"{estimate.mode:g} ({estimate.low:g}-{estimate.high:g}){'' if estimate.claims else ' assumed'}"
                )
            yield {**row, "claims": list(position.position.claims), "note": position.note}


def _disagreements(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    for each in dossier.disagreements.values():
        claims = [claim for view in each.positions for claim in view.claims]
        if _fits(dossier, filters, actors=_involved(dossier, claims), issues=each.issues, claims=claims):
            views = [f"{', '.join(documents(dossier, view.claims))}: {view.view}" for view in each.positions]
            yield {"kind": each.kind, "question": each.question, "views": views, "note": each.note, "id": each.id}


def _agreements(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    for each in dossier.agreements.values():
        if _fits(dossier, filters, actors=_involved(dossier, each.claims), issues=each.issues, claims=each.claims):
            yield {
                "statement": each.statement,
                "documents": documents(dossier, each.claims),
                "claims": list(each.claims),
                "id": each.id,
            }


def _sources(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    for source in dossier.sources.values():
        claims = [c.id for c in dossier.claims.values() if c.source_document == source.id]
        issues = {issue for claim in claims for issue in issues_of(dossier.claims[claim])}
        involved = {*source.author_actors, *_involved(dossier, claims)}
        others = Filters(filters.actor, filters.issue)
        if filters.source not in (None, source.id) or not _fits(dossier, others, actors=involved, issues=issues):
            continue
        when = source.date
        if _dated(filters, when.value or when.not_before, when.value or when.not_after):
            appeared = when.value.isoformat() if when.value else f"{when.not_before} to {when.not_after}"
            yield {"id": source.id, "title": source.title.value, "outlet": source.outlet.value, "authors": [a.value for a in source.authors],
                   "appeared": appeared, "kind": source.kind, "letter": source.reliability, "claims": len(claims)}  # fmt: skip


def _scenarios(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    for each in dossier.scenarios.values():
        if _fits(dossier, filters, claims=each.claims):
            yield {"id": each.id, "title": each.title, "why": each.why, "changes": len(each.changes)}


def _judgements(dossier: Dossier, filters: Filters) -> Iterator[dict[str, Any]]:
    for each in dossier.judgements.values():
        if _fits(dossier, filters, actors=_involved(dossier, each.claims), issues=each.issues, claims=each.claims):
            yield {
                "statement": each.statement,
                "confidence": each.confidence,
                "if_wrong": each.if_wrong,
                "documents": documents(dossier, each.claims),
                "id": each.id,
            }


Rows = Callable[[Dossier, Filters], Iterator[dict[str, Any]]]
_LISTS: dict[str, tuple[tuple[str, ...], Rows]] = {
    "actors": (("id", "name", "kind", "country", "roles", "claims"), _actors),
    "issues": (("id", "name", "controller", "positions", "claims"), _issues),
    "claims": (("id", "type", "says", "source", "paragraph", "attitude", "status"), _claims),
    "timeline": (("when", "summary", "source", "target", "type", "documents"), _timeline),
    "positions": (("actor", "issue", "period", "position", "salience", "influence"), _positions),
    "agreements": (("statement", "documents"), _agreements),
    "disagreements": (("kind", "question", "views"), _disagreements),
    "judgements": (("statement", "confidence", "documents"), _judgements),
    "sources": (("id", "title", "outlet", "appeared", "kind", "letter", "claims"), _sources),
    "scenarios": (("id", "title", "why", "changes"), _scenarios),
}
KINDS = tuple(_LISTS)
__all__ = ["KINDS", "Filters", "Listing", "documents", "listing"]
