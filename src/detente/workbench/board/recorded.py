"""What is recorded: where documents differ and where they agree, each side with its documents and their dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from detente.dossier.agreement import Agreement, Disagreement
from detente.dossier.dossier import Dossier
from detente.dossier.source import Source
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.workbench.board.counting import copies_in, ties_in
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    from detente.coding import across

#: The kinds of disagreement in the order of the format.
KINDS = ("fact", "time", "status", "motive", "blame", "cause", "assessment", "evaluation", "policy_advice", "forecast_then_outcome",
         "within_document", "apparent_only")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """One document behind a side, with the day or bracket in which it appeared: many conflicts are two points in time."""

    id: str
    short: str
    when: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement."""

    view: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One disagreement. ``same_time`` is False where all documents of one side appeared before all of another."""

    id: str
    question: str
    kind: str
    issues: tuple[str, ...]
    sides: tuple[Side, ...]
    note: str
    same_time: bool


@dataclass(frozen=True, slots=True)
class Accord:
    """One agreement.

    ``independent`` counts documents of one author or outlet, and those that cite or copy one another, once, as ``notes``
    say; from two on the agreement ``counts``.
    """

    id: str
    statement: str
    issues: tuple[str, ...]
    voices: tuple[Voice, ...]
    note: str
    independent: int
    counts: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedBoard:
    """What documents dispute and agree on; ``kinds`` counts disputes by kind, whatever is chosen."""

    disputes: tuple[Dispute, ...]
    accords: tuple[Accord, ...]
    kinds: dict[str, int]
    issues: tuple[tuple[str, str], ...]


def recorded_board(name: str | Path, *, kind: str | None = None, issue: str | None = None, as_known_on: date | None = None) -> RecordedBoard:  # fmt: skip
    """The board, of one kind of dispute or one issue where asked. Raises DetenteError (option-invalid, id-unknown)."""
    dossier = open_dossier(name, as_known_on=as_known_on)
    if kind and kind not in KINDS:
        raise fail("option-invalid", f"there is no kind of disagreement {kind!r}", f"Use one of {', '.join(KINDS)}.")
    if issue and issue not in dossier.issues:
        guess = nearest(issue, dossier.issues)
        raise fail("id-unknown", f"there is no issue {issue!r}", f"Did you mean {guess!r}?" if guess else "")
    disputes = [each for each in dossier.disagreements.values() if kind in (None, "", each.kind) and (not issue or issue in each.issues)]  # fmt: skip
    accords = [each for each in dossier.agreements.values() if not kind and (not issue or issue in each.issues)]
    tied = ties_in(dossier, copies_in(name)) if accords else []
    kinds = [each.kind for each in dossier.disagreements.values()]
    return RecordedBoard(
        tuple(_dispute(dossier, each) for each in disputes),
        tuple(_accord(dossier, each, tied) for each in accords),
        {each: kinds.count(each) for each in KINDS if each in kinds},
        tuple((key, held.name) for key, held in dossier.issues.items()),
    )  # fmt: skip


def _accord(dossier: Dossier, held: Agreement, tied: "Sequence[across.Ties]") -> Accord:
    """An agreement with the documents that count: tied ones count once, and each tie is told."""
    from detente.coding import across

    usable = [each for each in held.claims if each in dossier.claims and dossier.claims[each].usable]
    documents = list(dict.fromkeys(dossier.claims[each].source_document for each in usable))
    independent = len(across.independent(documents, tied))
    notes = tuple(f"{each.first} and {each.second} count once: {each.why}" for each in tied if {each.first, each.second} <= set(documents))  # fmt: skip
    return Accord(held.id, held.statement, _names(dossier, held.issues), _voices(dossier, usable), held.note or "", independent, independent >= 2, notes)  # fmt: skip


def _dispute(dossier: Dossier, held: Disagreement) -> Dispute:
    sides = tuple(Side(each.view, _voices(dossier, each.claims)) for each in held.positions)
    return Dispute(held.id, held.question, held.kind, _names(dossier, held.issues), sides, held.note, _same_time(dossier, sides))  # fmt: skip


def _same_time(dossier: Dossier, sides: Sequence[Side]) -> bool:
    spans = []
    for side in sides:
        days = [day for voice in side.voices if (day := dossier.sources[voice.id].appeared)]
        if len(days) < len(side.voices) or not days:
            return True
        spans.append((min(days), max(days)))
    return not any(first[1] < second[0] for first in spans for second in spans)


def _voices(dossier: Dossier, claims: Iterable[str]) -> tuple[Voice, ...]:
    by_document: dict[str, list[str]] = {}
    for name in claims:
        if claim := dossier.claims.get(name):
            by_document.setdefault(claim.source_document, []).append(name)
    return tuple(
        Voice(document, source.short, _when(source), tuple(by_document[document])) for document, source in dossier.sources.items() if document in by_document
    )  # fmt: skip


def _when(source: Source) -> str:
    date_ = source.date
    if date_.value:
        return date_.value.isoformat()
    return f"{date_.not_before or '…'} – {date_.not_after or '…'}" if date_.not_before or date_.not_after else ""


def _names(dossier: Dossier, issues: Iterable[str]) -> tuple[str, ...]:
    return tuple(dossier.issues[each].name for each in issues if each in dossier.issues)
