"""The rules between records: references exist, evidence is usable, dates are in order.

Rules inside one record live in its model. Each rule here is a small generator of findings over the whole dossier.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from detente.dossier.claim import BaseClaim, Expectation
from detente.dossier.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.dossier.finding import Finding, Loc
from detente.dossier.forecast_check import faults
from detente.dossier.ledger import broken as broken_links
from detente.dossier.ledger import unfitting
from detente.dossier.model_file import mentions
from detente.dossier.position import FIELDS
from detente.kernel.ids import nearest
from detente.kernel.slugs import SLUGS

Places = Mapping[tuple[str, str], tuple[str, Loc]]
Reference = tuple[str, str, Loc, str, str]  # kind and id of the record, field path, kind and id referred to


def check(dossier: Dossier, places: Places, broken: frozenset[tuple[str, str]] = frozenset()) -> Iterator[Finding]:
    """Every finding of every rule. ``broken`` names records that are there but faulty: what refers to them is not at fault."""
    yield from _unknown_ids(dossier, places, broken)
    yield from _unusable_claims(dossier, places)
    yield from _impossible_anchors(dossier, places)
    yield from _brackets(dossier, places)
    yield from _thin_agreements(dossier, places)
    yield from _doubled_positions(dossier, places)
    yield from _forecasts(dossier, places)
    yield from _ledger(dossier, places)


def _finding(places: Places, kind: str, name: str, field: Loc, slug: str, message: str, fix: str = "") -> Finding:
    file, loc = places.get((kind, name), ("", ()))
    whole = loc if file.endswith((".csv", ".jsonl")) else (*loc, *field)
    return Finding(file, whole, slug, message, fix or SLUGS[slug].fix)


def references(dossier: Dossier) -> Iterator[Reference]:
    """Every reference from one record to another."""
    for party in dossier.dossier.parties:
        yield "dossier", "dossier", ("parties",), "actors", party
    for name, source in dossier.sources.items():
        yield from _each("sources", name, "author_actors", "actors", source.author_actors)
    for name, actor in dossier.actors.items():
        yield from _each("actors", name, "group_of", "actors", actor.group_of)
    for name, issue in dossier.issues.items():
        yield from _each("issues", name, "parents", "issues", issue.parents)
        if issue.controller != "joint":
            yield "issues", name, ("controller",), "actors", issue.controller
        for period, estimate in issue.status_quo.items():
            yield "issues", name, ("status_quo", period), "periods", period
            yield from _each("issues", name, ("status_quo", period, "claims"), "claims", estimate.claims)
    for name, claim in dossier.claims.items():
        yield from _claim_references(name, claim)
    for kind in ("agreements", "judgements", "scenarios", "forecasts"):
        for name, record in getattr(dossier, kind).items():
            yield from _each(kind, name, "claims", "claims", record.claims)
    for name, forecast in dossier.forecasts.items():
        for place, call in enumerate(forecast.forecasts):
            yield from _each("forecasts", name, ("forecasts", place, "evidence"), "claims", call.evidence)
    for name, entry in dossier.ledger.items():
        yield "ledger", name, ("question",), "forecasts", entry.question
    for kind in ("agreements", "disagreements", "judgements", "forecasts", "events"):
        for name, record in getattr(dossier, kind).items():
            yield from _each(kind, name, "issues", "issues", record.issues)
    for name, disagreement in dossier.disagreements.items():
        for place, view in enumerate(disagreement.positions):
            yield from _each("disagreements", name, ("positions", place, "claims"), "claims", view.claims)
    for name, judgement in dossier.judgements.items():
        yield "judgements", name, ("coder",), "coders", judgement.coder
        if judgement.period:
            yield "judgements", name, ("period",), "periods", judgement.period
    for name, position in dossier.positions.items():
        yield "positions", name, ("actor",), "actors", position.actor
        yield "positions", name, ("issue",), "issues", position.issue
        yield "positions", name, ("period",), "periods", position.period
        yield "positions", name, ("coder",), "coders", position.coder
        for field in FIELDS:
            cell: Estimate = getattr(position, field)
            yield from _each("positions", name, (field, "claims"), "claims", cell.claims)
    for name, event in dossier.events.items():
        yield from _each("events", name, "source", "actors", event.source)
        yield from _each("events", name, "target", "actors", event.target)
        yield from _each("events", name, "claims", "claims", event.claims)
    for kind in ("questions", "conflicts", "deals"):
        for name, record in getattr(dossier, kind).items():
            if record.period:
                yield kind, name, ("period",), "periods", record.period
            for path, mentioned in mentions(record.model_dump(mode="json"), "claims"):
                yield kind, name, path, "claims", mentioned


def _claim_references(name: str, claim: BaseClaim) -> Iterator[Reference]:
    yield "claims", name, ("source_document",), "sources", claim.source_document
    yield from _each("claims", name, "issues", "issues", claim.issues)
    if claim.said_by.actor:
        yield "claims", name, ("said_by", "actor"), "actors", claim.said_by.actor
    for field in claim.ABOUT:
        value = getattr(claim, field)
        yield from _each("claims", name, field, "actors", (value,) if isinstance(value, str) else value or ())
    if issue := getattr(claim, "issue", None):
        yield "claims", name, ("issue",), "issues", issue
    if isinstance(claim, Expectation) and claim.settled_by:
        yield "claims", name, ("settled_by",), "claims", claim.settled_by


def _each(kind: str, name: str, field: str | Loc, target: str, ids: tuple[str, ...]) -> Iterator[Reference]:
    path: Loc = (field,) if isinstance(field, str) else field
    for place, each in enumerate(ids):
        yield kind, name, (*path, place), target, each


def _known(dossier: Dossier) -> dict[str, Mapping[str, Any]]:
    known: dict[str, Mapping[str, Any]] = dict(dossier.collections())
    known["periods"] = {period.id: period for period in dossier.dossier.periods}
    known["coders"] = {coder.id: coder for coder in dossier.dossier.coding.coders}
    return known


def _unknown_ids(dossier: Dossier, places: Places, broken: frozenset[tuple[str, str]]) -> Iterator[Finding]:
    known = _known(dossier)
    for kind, name, field, target, wanted in references(dossier):
        if wanted in known[target] or (target, wanted) in broken:
            continue
        guess = nearest(wanted, known[target])
        fix = f"Did you mean {guess!r}?" if guess else SLUGS["id-unknown"].fix
        yield _finding(places, kind, name, field, "id-unknown", f"{name}: there is no {wanted!r} in {target}", fix)


def _unusable_claims(dossier: Dossier, places: Places) -> Iterator[Finding]:
    """Positions, events and views rest on confirmed or edited claims only: no model output confirms itself."""
    for kind, name, field, target, wanted in references(dossier):
        if target != "claims" or kind == "claims":
            continue
        claim = dossier.claims.get(wanted)
        if claim is not None and not claim.usable:
            yield _finding(
                places,
                kind,
                name,
                field,
                "claim-unusable",
                f"{name} rests on the claim {wanted!r}, which is {claim.status}",
            )


def _impossible_anchors(dossier: Dossier, places: Places) -> Iterator[Finding]:
    for name, claim in dossier.claims.items():
        source = dossier.sources.get(claim.source_document)
        if source is None or claim.unplaced:
            continue
        for place, anchor in enumerate(claim.anchors):
            if anchor.end > source.chars or anchor.line > source.lines:
                message = f"{name}: the span {anchor.start}..{anchor.end} on line {anchor.line} lies outside {source.id} ({source.chars} characters, {source.lines} lines)"
                yield _finding(places, "claims", name, ("anchors", place), "anchor-invalid", message)


def _brackets(dossier: Dossier, places: Places) -> Iterator[Finding]:
    for name, source in dossier.sources.items():
        early, late = source.date.not_before, source.date.not_after
        if early and late and early > late:
            yield _finding(
                places,
                "sources",
                name,
                ("date", "not_before"),
                "date-order",
                f"{name}: not_before {early} is after not_after {late}",
            )
    for name, entry in dossier.calendar.items():
        if entry.start > entry.end:
            yield _finding(
                places,
                "calendar",
                name,
                ("start",),
                "date-order",
                f"{name}: the start {entry.start} is after the end {entry.end}",
            )
    head = dossier.dossier
    for place, period in enumerate(head.periods):
        if period.from_ > period.to:
            yield _finding(
                places,
                "dossier",
                "dossier",
                ("periods", place),
                "date-order",
                f"the period {period.id} starts after its end",
            )
    for name, actor in dossier.actors.items():
        for place, role in enumerate(actor.roles):
            if role.from_ and role.to and role.from_ > role.to:
                yield _finding(
                    places,
                    "actors",
                    name,
                    ("roles", place),
                    "date-order",
                    f"{name}: the role {role.title!r} starts after its end",
                )


def _thin_agreements(dossier: Dossier, places: Places) -> Iterator[Finding]:
    for name, agreement in dossier.agreements.items():
        documents = {dossier.claims[claim].source_document for claim in agreement.claims if claim in dossier.claims}
        if len(documents) < 2:
            yield _finding(
                places,
                "agreements",
                name,
                ("claims",),
                "agreement-thin",
                f"{name}: claims from {len(documents)} document(s)",
            )


def _doubled_positions(dossier: Dossier, places: Places) -> Iterator[Finding]:
    """One actor has one position on an issue in a period."""
    first: dict[tuple[str, str, str], str] = {}
    for name, position in dossier.positions.items():
        cell = (position.actor, position.issue, position.period)
        if cell in first:
            message = f"{name}: {position.actor} already has a position on {position.issue} in {position.period} ({first[cell]})"
            yield _finding(places, "positions", name, ("actor",), "id-duplicate", message, "Keep one of the two.")
        first.setdefault(cell, name)


def _forecasts(dossier: Dossier, places: Places) -> Iterator[Finding]:
    """Forecasts whose shape does not fit their question, and forecasts that came too late."""
    for name, question in dossier.forecasts.items():
        for fault in faults(question):
            yield _finding(places, "forecasts", name, fault.loc, fault.slug, f"{name}: {fault.message}", fault.fix)


def _ledger(dossier: Dossier, places: Places) -> Iterator[Finding]:
    """The chain of hashes, and entries that do not fit their question."""
    entries = list(dossier.ledger.values())
    names = list(dossier.ledger)
    for place, message in broken_links(entries):
        yield _finding(places, "ledger", names[place], (), "ledger-broken", message)
    for place, slug, message in unfitting(dossier.forecasts, entries):
        yield _finding(places, "ledger", names[place], (), slug, f"entry {entries[place].seq}: {message}")
