"""Documents and passages as the records of PASSAGES.jsonl (reading method, section 2), and back from such a file."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.coding.find import Block as FoundBlock
from detente.coding.find import Calendar, Found, Roster, find
from detente.coding.labels.blocks import blocks_of
from detente.coding.labels.defects import defects_of
from detente.coding.labels.label import Labelled, label_blocks
from detente.coding.labels.words import count_words
from detente.coding.metadata.bracket import as_head, propose
from detente.coding.metadata.given import Given, with_given
from detente.coding.metadata.head import Marked, head_of
from detente.coding.metadata.language import language_of
from detente.coding.reanchor import Edition
from detente.coding.selectors import anchor

SCHEMA = "detente.passages/1"
#: Labels whose clauses may tell an event.
EVENTFUL = ("body", "dek", "caption")
#: Labels that carry dates; actors are marked wherever dates are.
DATED = ("body", "title", "dek", "caption", "note")

Record = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What one document is read from. ``hints``: line -> label that its mark-up suggests; ``marked``: its mark-up's head."""

    document: str
    file: str
    sha256: str
    text_sha256: str
    text: str
    media_type: str = "text/plain"
    basis: str = "raw"
    encoding: str | None = "utf-8"
    marked: Marked = field(default_factory=Marked)
    hints: Mapping[int, str] = field(default_factory=dict)
    given: Given | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """How documents are read; the options of ``detente read``."""

    wrap: str = "auto"
    seasons: str = "north_meteorological"
    accept_bracket: bool = False
    body_only: bool = False
    suggest: bool = True
    roster: Roster = field(default_factory=Roster)
    calendar: Calendar = field(default_factory=Calendar)
    outlets: tuple[str, ...] = ()
    components: Mapping[str, str] = field(default_factory=dict)
    #: The ranker of events: passages (records of one document) -> suggestions for each. None: the part is absent.
    events: Callable[[list[Record]], list[list[Record]]] | None = None


def records_of(reading: Reading, choices: Choices) -> list[Record]:
    """The document's record, then its passages in order."""
    text, digest = reading.text, reading.sha256
    labelled = label_blocks(blocks_of(text, choices.wrap), reading.hints, choices.outlets)
    head = with_given(head_of(text, digest, labelled, reading.marked, choices.outlets), reading.given)
    found = [Found() for _ in labelled]
    date = head.date
    if choices.suggest:
        blocks = [
            FoundBlock(each.block.text, each.block.start, each.block.line, each.label, each.paragraph)
            for each in labelled
        ]

        def finders(when: Record) -> list[Found]:
            return find(
                blocks, as_head(when, accept=choices.accept_bracket), choices.roster, choices.calendar, choices.seasons
            )

        found = finders(date)
        if date["status"] == "not_printed":
            date = propose(text, digest, labelled, found, choices.calendar)
            if date["status"] == "bracket":
                found = finders(date)
    defects = defects_of(labelled)
    body = [each for each in labelled if each.label == "body"]
    counts = {"body": len(body), "words": sum(count_words(each.block.text) for each in body)}
    given_language = reading.given.language if reading.given else None
    document: Record = {
        "kind": "document", "schema": SCHEMA, "document": reading.document, "file": reading.file, "sha256": digest,
        "text_sha256": reading.text_sha256, "media_type": reading.media_type, "basis": reading.basis,
        "encoding": reading.encoding, "newline": newline_of(text), "chars": len(text), "lines": text.count("\n") + 1,
        "language": given_language or reading.marked.language or language_of(" ".join(each.block.text for each in body[:20])),
        "title": head.title, "outlet": head.outlet, "authors": head.authors, "date": date, "counts": counts,
        "defects": defects, "components": dict(choices.components),
        "warnings": [*reading.warnings, *head.warnings, *_warnings(labelled, text, date)],
    }  # fmt: skip
    if reading.given and reading.given.author_affiliation:
        document["author_affiliation"] = {"value": reading.given.author_affiliation, "status": "given"}
    on_lines: dict[int, list[Record]] = {}
    for defect in defects:
        on_lines.setdefault(int(defect["line"]), []).append(defect)
    passages = [_passage(reading, each, items, on_lines) for each, items in zip(labelled, found, strict=True)
                if each.label == "body" or not choices.body_only]  # fmt: skip
    if choices.events is not None and choices.suggest:
        told = [each for each in passages if each["label"] in EVENTFUL]
        for each, events in zip(told, choices.events(told), strict=True):
            each["events"] = events
    return [document, *passages]


def _passage(reading: Reading, each: Labelled, items: Found, defects: Mapping[int, list[Record]]) -> Record:
    block = each.block
    body, dated = each.label == "body", each.label in DATED
    return {
        "kind": "passage", "id": f"{reading.document}:L{block.line}", "document": reading.document, "line": block.line,
        "line_end": block.line_end, "label": each.label, "paragraph": each.paragraph, "reason": each.reason,
        "text": block.text, "clean": block.clean, "anchor": anchor(reading.text, reading.sha256, block.start, block.end),
        "actors": items.actors if dated else [], "dates": items.dates if dated else [],
        "quotes": items.quotes if body else [], "numbers": items.numbers if body else [],
        "reported": items.reported if body else [], "events": [], **({"who": items.who} if dated and items.who else {}),
        "defects": [defect for line in range(block.line, block.line_end + 1) for defect in defects.get(line, ())],
    }  # fmt: skip


def _warnings(labelled: Sequence[Labelled], text: str, date: Record) -> Iterator[str]:
    body = [each for each in labelled if each.label == "body"]
    if not body:
        yield "no body paragraph found"
    low = text[:200_000].casefold()
    walled = any(cue in low for cue in ("to continue reading", "to read this article", "to read the full", "subscribe to read", "subscribers only",
                                        "subscriber-only", "to unlock", "sign in to read", "log in to read", "this article is for subscribers", "to keep reading"))  # fmt: skip
    if walled and sum(count_words(each.block.text) for each in body) < 150:
        yield "this looks like a paywall stub: the page asks for a subscription and holds little text"
    if date["status"] == "ambiguous" and date["evidence"]:
        yield "the bounds that the text gives for its date contradict each other; all are listed"


def newline_of(text: str) -> str:
    """``lf``, ``crlf``, ``mixed``, or ``none`` for a text of one line."""
    both, all_ = text.count("\r\n"), text.count("\n")
    return "none" if not all_ else "lf" if not both else "crlf" if both == all_ else "mixed"


def as_lines(records: Sequence[Record]) -> str:
    """Records as JSON, one a line."""
    return "".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n" for each in records)


def reanchored(document: str, text: str, old: Sequence[Record]) -> list[Record]:
    """One record for each old passage: {kind: anchor, id, status, start, end, score}, and the document it was found in."""
    edition = Edition(text)
    result = []
    for each in old:
        held = each["anchor"]
        found = edition.find(
            held["exact"], held["start"], held["end"], held.get("prefix") or "", held.get("suffix") or ""
        )
        result.append({"kind": "anchor", "id": each["id"], "status": found.status, "start": found.start, "end": found.end,
                       "score": found.score, "document": document})  # fmt: skip
    return result
