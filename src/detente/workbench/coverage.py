"""Coverage: which document says how much on which issue and actor, and what would fall with one document."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from detente.dossier.claim import BaseClaim, issues_of
from detente.dossier.dossier import Dossier
from detente.kernel.errors import fail
from detente.workbench.opening import open_dossier
from detente.workbench.tracing import label

Kind = Literal["issues", "actors"]
#: Records that carry an answer, and so are asked what they rest on.
CARRIERS = ("judgements", "positions", "events", "conflicts", "deals", "questions", "forecasts")


@dataclass(frozen=True, slots=True)
class Row:
    """One issue or actor: claims by document, in the documents' order. ``alone`` is the only document that speaks, if it is one."""

    id: str
    name: str
    counts: tuple[int, ...]
    alone: str

    @property
    def total(self) -> int:
        """All claims on it."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Alone:
    """A record all of whose claims stand in one document."""

    kind: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """``documents`` are pairs of id and name; ``alone`` maps a document to what rests on it alone; ``silent`` are issues without a claim."""

    documents: tuple[tuple[str, str], ...]
    issues: tuple[Row, ...]
    actors: tuple[Row, ...]
    alone: Mapping[str, tuple[Alone, ...]]
    silent: tuple[str, ...]


def coverage(name: str | Path, *, as_known_on: date | None = None) -> Coverage:
    """The whole picture, from confirmed and edited claims alone; rows with the most claims first."""
    dossier = open_dossier(name, as_known_on=as_known_on)
    issues = _rows(dossier, {key: issue.name for key, issue in dossier.issues.items()}, issues_of)
    actors = _rows(dossier, {key: actor.name for key, actor in dossier.actors.items()}, lambda claim: claim.actors)
    return Coverage(
        tuple((key, source.short) for key, source in dossier.sources.items()),
        tuple(row for row in issues if row.total), tuple(row for row in actors if row.total), _alone(dossier),
        tuple(row.name for row in issues if not row.total),
    )  # fmt: skip


def covered_by(
    name: str | Path, kind: Kind, record: str, document: str, *, as_known_on: date | None = None
) -> tuple[str, ...]:
    """The claims of a document on an issue or actor: one cell of the picture. Raises DetenteError (id-unknown)."""
    dossier = open_dossier(name, as_known_on=as_known_on)
    known: Mapping[str, object] = dossier.issues if kind == "issues" else dossier.actors
    for given, held in ((record, known), (document, dossier.sources)):
        if given not in held:
            raise fail("id-unknown", f"there is no {given!r}")
    return tuple(
        claim.id for claim in dossier.usable_claims.values()
        if claim.source_document == document and record in (issues_of(claim) if kind == "issues" else claim.actors)
    )  # fmt: skip


def _rows(dossier: Dossier, names: Mapping[str, str], about: Callable[[BaseClaim], Iterable[str]]) -> list[Row]:
    place = {document: column for column, document in enumerate(dossier.sources)}
    counts = {key: [0] * len(place) for key in names}
    for claim in dossier.usable_claims.values():
        for key in about(claim):
            if key in counts:
                counts[key][place[claim.source_document]] += 1
    shorts = [source.short for source in dossier.sources.values()]

    def alone(row: list[int]) -> str:
        said = [short for short, count in zip(shorts, row, strict=True) if count]
        return said[0] if len(said) == 1 else ""

    rows = [Row(key, names[key], tuple(row), alone(row)) for key, row in counts.items()]
    return sorted(rows, key=lambda row: -row.total)


def _alone(dossier: Dossier) -> dict[str, tuple[Alone, ...]]:
    """Document -> records whose claims all stand in it, in the order of the format."""
    behind: dict[tuple[str, str], set[str]] = {}
    for claim, uses in dossier.uses.items():
        if claim in dossier.claims:
            for use in uses:
                if use.kind in CARRIERS:
                    behind.setdefault((use.kind, use.id), set()).add(dossier.claims[claim].source_document)
    found: dict[str, list[Alone]] = {document: [] for document in dossier.sources}
    for (kind, record), documents in sorted(behind.items(), key=lambda each: CARRIERS.index(each[0][0])):
        if len(documents) == 1:
            found[next(iter(documents))].append(Alone(kind, record, label(dossier, kind, record)))
    return {document: tuple(records) for document, records in found.items()}
