"""An article as passages with its claims beside them: with the words where they are at hand, else paragraph, line and fingerprint."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.coding.labels.blocks import blocks_of
from detente.coding.labels.label import label_blocks
from detente.coding.review.readings import Reading
from detente.dossier.claim import BaseClaim, issues_of
from detente.dossier.dossier import Dossier
from detente.dossier.source import Source
from detente.kernel import fingerprints
from detente.kernel.errors import DetenteError, fail
from detente.kernel.ids import nearest
from detente.store.reading_room import kept_text
from detente.store.shipped import folder_of
from detente.workbench.opening import open_dossier
from detente.workbench.review_room import open_room
from detente.workbench.verifying import shelf

#: Labels of passages that are shown as nothing but a remark: they carry no claim.
ASIDE = ("clutter", "duplicate", "pullquote", "author_bio", "outlet", "section")


@dataclass(frozen=True, slots=True)
class Article:
    """One document. ``when`` is its day or bracket in words; ``open`` counts suggestions on which nobody has decided."""

    id: str
    short: str
    title: str
    outlet: str
    authors: tuple[str, ...]
    when: str
    when_status: str
    kind: str
    standing: str
    letter: str
    letter_why: str
    url: str
    paragraphs: int
    claims: int
    rejected: int
    suggested: int
    open: int
    words_at_hand: bool


@dataclass(frozen=True, slots=True)
class Margin:
    """One claim beside its passage: what it says in our own words, who says so, its place and fingerprint."""

    id: str
    type: str
    says: str
    who: str
    role: str
    attitude: str
    status: str
    confidence: str
    spans: tuple[tuple[int, int, int], ...]
    fingerprint: str
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the passage's words and the claims that lie on it."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage. ``pieces`` are empty without the words; ``id`` is the passage's in the reading room, "" without one."""

    id: str
    paragraph: int | None
    line: int
    label: str
    pieces: tuple[Piece, ...]
    margin: tuple[Margin, ...]
    open: int
    start: int


def list_articles(
    name: str | Path, *, as_known_on: date | None = None, texts: Path | None = None
) -> tuple[Article, ...]:
    """Every document of the dossier in the order of its file, with what was made of it."""
    dossier = open_dossier(name, as_known_on=as_known_on)
    pending = _pending(name)
    return tuple(_article(dossier, source, pending, _words(name, source, texts) is not None) for source in dossier.sources.values())  # fmt: skip


def read_article(
    name: str | Path, document: str, *, as_known_on: date | None = None, texts: Path | None = None
) -> tuple[Article, tuple[Passage, ...]]:
    """One document with its passages in order. Raises DetenteError (id-unknown).

    The words come from ``texts``, the owner's copies, or from the reading room of the dossier; only a text with the
    document's own digest is shown.
    """
    dossier = open_dossier(name, as_known_on=as_known_on)
    source = dossier.sources.get(document)
    if source is None:
        guess = nearest(document, dossier.sources)
        raise fail("id-unknown", f"there is no document {document!r}", f"Did you mean {guess!r}?" if guess else "")
    text = _words(name, source, texts)
    pending = _pending(name)
    claims = [each for each in dossier.claims.values() if each.source_document == document]
    reading = pending.readings.get(document) if pending else None
    places = _places(source, text, reading, claims)
    held: dict[int, list[BaseClaim]] = {}
    for claim in sorted(claims, key=lambda each: each.anchors[0].start):
        held.setdefault(_row(places, claim), []).append(claim)
    passages = tuple(
        Passage(
            place.id, place.paragraph, place.line, place.label, _pieces(place, text, claims),
            tuple(_margin(dossier, each) for each in held.get(row, ())), pending.open.get(place.id, 0) if pending else 0, place.start,
        )
        for row, place in enumerate(places)
    )  # fmt: skip
    return _article(dossier, source, pending, text is not None), passages


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a passage stands: lines from ``line`` to ``last``, positions from ``start`` to ``end`` (0, 0 without the text)."""

    id: str
    paragraph: int | None
    line: int
    last: int
    label: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class _Pending:
    """What the reading room holds: readings by document, open suggestions by passage and by document."""

    readings: Mapping[str, Reading]
    open: Mapping[str, int]
    by_document: Mapping[str, int]


def _pending(name: str | Path) -> _Pending | None:
    """None where nothing was read into the dossier, or its reading room cannot be read (``review`` says why)."""
    if not (folder_of(name) / "reading" / "passages").is_dir():
        return None
    try:
        room = open_room(name)
    except DetenteError:
        return None
    by_passage: dict[str, int] = {}
    by_document: dict[str, int] = {}
    for each in room.desk().queue():
        by_passage[each.passage] = by_passage.get(each.passage, 0) + 1
        by_document[each.document] = by_document.get(each.document, 0) + 1
    return _Pending(room.readings, by_passage, by_document)


def _words(name: str | Path, source: Source, texts: Path | None) -> str | None:
    """The document's own text, None where it is not at hand or reads differently."""
    found = [kept_text(folder_of(name), source.id)]
    if texts is not None:
        held = shelf(texts).find(source.sha256, source.file)
        found.insert(0, held.text if held else None)
    return next((each for each in found if each is not None and fingerprints.of_text(each) == source.text_sha256), None)


def _article(dossier: Dossier, source: Source, pending: _Pending | None, words_at_hand: bool) -> Article:
    claims = [each for each in dossier.claims.values() if each.source_document == source.id]
    when = source.date
    told = when.value.isoformat() if when.value else f"{when.not_before or '…'} – {when.not_after or '…'}" if when.not_before or when.not_after else ""  # fmt: skip
    return Article(
        source.id, source.short, source.title.value or source.short, source.outlet.value or "", tuple(each.value for each in source.authors if each.value),
        told, when.status, source.kind, source.standing, source.reliability, source.reliability_reason, source.url or "", len(source.paragraph_lines),
        sum(each.usable for each in claims), sum(each.status == "rejected" for each in claims), sum(each.status == "suggested" for each in claims),
        pending.by_document.get(source.id, 0) if pending else 0, words_at_hand,
    )  # fmt: skip


def _places(source: Source, text: str | None, reading: Reading | None, claims: Sequence[BaseClaim]) -> list[_Place]:
    """The passages: as they were read, else as the text is labelled, else the paragraphs that sources.yaml counts."""
    if reading is not None:
        return [
            _Place(str(each["id"]), each.get("paragraph"), int(each["line"]), int(each.get("line_end") or each["line"]), str(each["label"]),
                   int(each["anchor"]["start"]), int(each["anchor"]["start"]) + len(each["text"]))
            for each in reading.passages
        ]  # fmt: skip
    numbers = {line: number for number, line in enumerate(source.paragraph_lines, 1)}
    if text is not None:
        return [
            _Place("", numbers.get(each.block.line), each.block.line, each.block.line_end, "body" if each.block.line in numbers else each.label,
                   each.block.start, each.block.end)
            for each in label_blocks(blocks_of(text))
        ]  # fmt: skip
    bare = sorted({*numbers, *(each.line for each in claims if each.paragraph is None)})
    return [_Place("", numbers.get(line), line, line, "body" if line in numbers else "") for line in bare]


def _row(places: Sequence[_Place], claim: BaseClaim) -> int:
    """The passage beside which a claim is shown: the last one that begins at or before its line."""
    anchor = claim.anchors[0]
    before = [row for row, place in enumerate(places) if place.line <= anchor.line]
    return before[-1] if before else 0


def _pieces(place: _Place, text: str | None, claims: Iterable[BaseClaim]) -> tuple[Piece, ...]:
    """The passage's words cut wherever a claim's span begins or ends."""
    if text is None or place.end <= place.start:
        return ()
    spans = [(max(each.start, place.start), min(each.end, place.end), claim.id) for claim in claims if claim.status != "rejected"
             for each in claim.anchors if each.start < place.end and each.end > place.start]  # fmt: skip
    cuts = sorted({place.start, place.end, *(cut for start, end, _ in spans for cut in (start, end))})
    return tuple(
        Piece(text[start:end], tuple(dict.fromkeys(name for first, last, name in spans if first <= start and end <= last)))
        for start, end in itertools.pairwise(cuts)
    )  # fmt: skip


def _margin(dossier: Dossier, claim: BaseClaim) -> Margin:
    said = claim.said_by
    return Margin(
        claim.id, claim.type, claim.says, said.name or (dossier.actor_name(said.actor) if said.actor else ""), said.role, claim.author_attitude,
        claim.status, claim.confidence, tuple((each.line, each.start, each.end) for each in claim.anchors), claim.anchors[0].fingerprint,
        tuple(dossier.issues[each].name for each in issues_of(claim) if each in dossier.issues),
    )  # fmt: skip
