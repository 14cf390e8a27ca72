"""From a number or a sentence to the passages it rests on, and from a claim to everything that rests on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.coding.anchors import locate
from detente.dossier.claim import BaseClaim, issues_of
from detente.dossier.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.kernel.dates import say_interval
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.workbench.opening import open_dossier
from detente.workbench.verifying import shelf

#: Claims that one answer holds at most: a question for more is cut, and says so.
MOST = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the words stand. ``words`` are the owner's, given only when the fingerprint agrees; else ``why_not`` says why."""

    paragraph: int | None
    line: int
    start: int
    end: int
    fingerprint: str
    words: str | None
    why_not: str


@dataclass(frozen=True, slots=True)
class UseOf:
    """One record that rests on the claim, in words: the kind, the record's id, what it says, and which part rests on it."""

    kind: str
    id: str
    label: str
    part: str


@dataclass(frozen=True, slots=True)
class TracedClaim:
    """A claim with its document, its passages, who says so, its life so far and its uses, ready to be shown."""

    id: str
    type: str
    says: str
    document: str
    short: str
    title: str
    appeared: str
    letter: str
    who: str
    role: str
    attitude: str
    confidence: str
    when: str
    basis: str
    issues: tuple[str, ...]
    coder: str
    at: str
    method: str
    status: str
    note: str
    history: tuple[str, ...]
    passages: tuple[Passage, ...]
    uses: tuple[UseOf, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a record with its ground: claims, or the assumption that stands in for them. ``label`` names it in words."""

    field: str
    low: float
    mode: float
    high: float
    claims: tuple[str, ...]
    assumption: str | None
    coder: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class TracedRecord:
    """A record of the dossier: what it says, its note, its numbers with their ground, and every claim in it."""

    kind: str
    id: str
    label: str
    note: str
    cells: tuple[Cell, ...]
    claims: tuple[str, ...]


def trace_claims(
    name: str | Path, claims: Iterable[str], *, as_known_on: date | None = None, texts: Path | None = None
) -> tuple[TracedClaim, ...]:
    """The claims with passages and uses, in the order given, without repeats, at most :data:`MOST`.

    ``texts`` is the folder of the owner's copies: it gives the words themselves where the fingerprint agrees. Raises
    DetenteError (id-unknown) for a claim that the view does not have.
    """
    dossier = open_dossier(name, as_known_on=as_known_on)
    at_hand = shelf(texts) if texts is not None else None
    wanted = list(dict.fromkeys(claims))[:MOST]
    missing = [each for each in wanted if each not in dossier.claims]
    if missing:
        guess = nearest(missing[0], dossier.claims)
        known = f" as known on {as_known_on}" if as_known_on else ""
        raise fail(
            "id-unknown", f"there is no claim {missing[0]!r}{known}", f"Did you mean {guess!r}?" if guess else ""
        )
    return tuple(_traced(dossier, dossier.claims[each], at_hand) for each in wanted)


def trace_record(
    name: str | Path, kind: str, record: str, *, as_known_on: date | None = None, scenario: str | None = None
) -> TracedRecord:
    """A record with the ground of each of its numbers. Raises DetenteError (id-unknown) if there is none."""
    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    collections = dict(dossier.collections())
    found = collections.get(kind, {}).get(record)
    if found is None:
        raise fail(
            "id-unknown",
            f"there is no {record!r} among the {kind}" if kind in collections else f"there are no {kind!r}",
        )
    cells = tuple(
        Cell(field, each.low, each.mode, each.high, each.claims, each.assumption, _coder(dossier, each.coder or str(getattr(found, "coder", ""))))
        for field in type(found).model_fields
        if isinstance(each := getattr(found, field), Estimate)
    )  # fmt: skip
    if kind == "deals":
        cells = _deal_cells(dossier, found)
    resting = tuple(
        claim for claim, uses in dossier.uses.items() if any((u.kind, u.id) == (kind, record) for u in uses)
    )
    note = getattr(found, "note", None) or getattr(found, "if_wrong", None) or ""
    return TracedRecord(
        kind, record, label(dossier, kind, record), str(note), cells, _in_order(dossier, found, resting)
    )


def _deal_cells(dossier: Dossier, file: Any) -> tuple[Cell, ...]:
    """Every range of a deal file, its field the dotted path of a deal's values."""
    from detente.binding.deals import bind
    from detente.engines.deals.paths import as_range, without_ranges
    from detente.explain.deal_sides import path_words

    body, titles = file.body(), bind(dossier, file.id).titles
    coder = str(body.get("coder") or "")
    kept = {key: each for key, each in body.items() if key not in ("relation", "scenarios", "sweep")}
    return tuple(
        Cell(path, held.low, held.mode, held.high, tuple(raw.get("claims") or ()), None if raw.get("claims") else raw.get("assumption"),
             _coder(dossier, str(raw.get("coder") or coder)), path_words(path, titles))
        for path, raw in without_ranges(kept)[1].items()
        if (held := as_range(raw)) is not None
    )  # fmt: skip


def _in_order(dossier: Dossier, record: Any, claims: tuple[str, ...]) -> tuple[str, ...]:
    """The record's own order first, then the others."""
    own = [each for each in getattr(record, "claims", ()) if each in dossier.claims]
    return tuple(dict.fromkeys((*own, *(each for each in claims if each in dossier.claims))))


def _traced(dossier: Dossier, claim: BaseClaim, at_hand: Any) -> TracedClaim:
    source = dossier.sources[claim.source_document]
    said, when = claim.said_by, source.date
    who = said.name or (dossier.actor_name(said.actor) if said.actor else "")
    appeared = when.value.isoformat() if when.value else f"between {when.not_before} and {when.not_after}"
    return TracedClaim(
        claim.id, claim.type, claim.says, claim.source_document, source.short, source.title.value or source.short, appeared,
        source.reliability, who, said.role, claim.author_attitude, claim.confidence,
        say_interval(claim.date.start, claim.date.end) if claim.date else "", claim.date.basis if claim.date else "",
        tuple(dossier.issues[each].name for each in issues_of(claim) if each in dossier.issues),
        _coder(dossier, claim.by or ""), (claim.at or "")[:10], claim.origin.method, claim.status, claim.note or "",
        tuple(f"{step.at[:10]} {step.status} ({_coder(dossier, step.by)}){f': {step.note}' if step.note else ''}" for step in claim.history),
        tuple(_passage(anchor, source, at_hand) for anchor in claim.anchors),
        tuple(UseOf(use.kind, use.id, label(dossier, use.kind, use.id), use.part) for use in dossier.uses.get(claim.id, ())),
    )  # fmt: skip


def _passage(anchor: Any, source: Any, at_hand: Any) -> Passage:
    place = (anchor.paragraph, anchor.line, anchor.start, anchor.end, anchor.fingerprint)
    if at_hand is None:
        return Passage(*place, None, "no-texts")
    text = at_hand.find(source.sha256, source.file)
    if text is None:
        return Passage(*place, None, "not-at-hand")
    found = locate(text.text, anchor.start, anchor.end, anchor.fingerprint)
    if found.start is None:
        return Passage(*place, None, "changed")
    return Passage(*place, text.text[found.start : found.start + anchor.end - anchor.start], "")


def _coder(dossier: Dossier, name: str) -> str:
    """The coder's name as dossier.yaml tells it, else the id."""
    return next((each.name for each in dossier.dossier.coding.coders if each.id == name), name)


def label(dossier: Dossier, kind: str, record: str) -> str:
    """What a record says, in one line."""
    found = dict(dossier.collections()).get(kind, {}).get(record)
    if found is None:
        return record
    if kind == "positions":
        period = next((each.title for each in dossier.dossier.periods if each.id == found.period), found.period)
        return f"{dossier.actor_name(found.actor)} on {dossier.issues[found.issue].name} ({period})"
    told = next((value for key in _TOLD if isinstance(value := getattr(found, key, None), str) and value), None)
    return told or record


#: The key that tells what a record says, the best first.
_TOLD = ("statement", "summary", "text", "question", "title", "says", "name")
