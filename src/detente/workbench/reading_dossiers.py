"""Documents that were read, into a dossier: new ones are added, new editions find the claims' words again."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from detente.coding.anchors import locate_all
from detente.coding.passages import Record, as_lines
from detente.coding.reanchor import Edition, Found
from detente.dossier.build import RawFile
from detente.dossier.claim import MAX_SPAN, NEW_EDITION, BaseClaim
from detente.dossier.source import Source
from detente.kernel import fingerprints
from detente.kernel.errors import DetenteError, Problem, errors_only
from detente.kernel.ids import MAX_LENGTH, is_id
from detente.store.edit import edit_record
from detente.store.folder import Opened, read_folder
from detente.store.reading_room import keep, kept_text
from detente.store.shipped import SHIPPED, folder_of, writable_folder_of
from detente.store.write import writing
from detente.workbench.editing import append_sources, try_out
from detente.workbench.reading import ReadDocument, ReadResult

#: Outcomes after which a claim keeps its status: the words are the same.
SURE = ("exact", "moved", "normalised")
UNJUDGED = {"reliability": "F", "reliability_reason": "Not judged yet.", "standing": "Not described yet."}


def is_yours(name: str | Path) -> bool:
    """True for a dossier that may be edited; the shipped ones only lend roster and calendar."""
    return not folder_of(name).resolve().is_relative_to(SHIPPED)


def add_documents(name: str | Path, result: ReadResult, *, at: str | None = None) -> list[str]:
    """Add documents to ``sources.yaml`` and keep bytes, texts and passages beside the dossier. What it tells, a line each.

    What is not printed stays empty and is asked for. A document that is there already is refreshed; another edition of
    one (same file name, other digest) has the anchors of its claims found again: see :func:`_new_edition`. Raises
    DetenteError; then nothing was written.
    """
    folder = writable_folder_of(name)
    stamp = at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    opened = read_folder(folder)
    if opened.dossier is None or errors_only(opened.problems):
        raise DetenteError(*errors_only(opened.problems))
    sources = opened.dossier.sources
    by_digest = {source.sha256: source.id for source in sources.values()}
    by_file = {source.file: source.id for source in sources.values()}
    said: list[str] = []
    fresh: list[tuple[str, ReadDocument]] = []
    editions: list[tuple[str, ReadDocument]] = []
    names: list[tuple[str, ReadDocument]] = []
    for each in result.documents:
        head = each.records[0]
        known = by_digest.get(head["sha256"]) or by_file.get(_file(each, ""))
        if known is None:
            known = _free_id(each.id, {*sources, *(name for name, _ in names)})
            known = by_file.get(_file(each, known)) or known
        if known not in sources:
            fresh.append((known, each))
        elif sources[known].sha256 != head["sha256"]:
            editions.append((known, each))
        names.append((known, each))
    plans = [_new_edition(opened, source, each, stamp, said) for source, each in editions]
    if fresh:
        append_sources(folder, [_source(source, each) for source, each in fresh])
    for plan in plans:
        _apply(folder, plan)
    same = [(source, each) for source, each in names if source in sources and (source, each) not in editions]
    _set_given(folder, same)
    for source, each in names:
        raw = (f"{each.records[0]['sha256']}{each.ending}", each.content)
        keep(folder, source, raw=raw, text=each.text, passages=as_lines(_renamed(each, source)))
    for source, each in fresh:
        said.append(f"{source} added to {folder}")
        said += [f"{source}: {question}" for question in _questions(each.records[0])]
    said += [f"{source} was there; its passages are refreshed" for source, _ in same]
    return said


def _set_given(folder: Path, documents: Sequence[tuple[str, ReadDocument]]) -> None:
    """What a person gave for a document that is there already goes into its record."""
    for source, each in documents:
        head = each.records[0]
        changes: dict[str, Any] = {
            key: _printed(head[key], each.text) for key in ("title", "outlet") if head[key]["status"] == "given"
        }
        if head["authors"] and all(author["status"] == "given" for author in head["authors"]):
            changes["authors"] = [_printed(author, each.text) for author in head["authors"]]
        if head["date"]["status"] == "given":
            changes["date"] = _date(head["date"])
        if changes:
            plan = _Plan(source, changes)
            opened = read_folder(folder)
            try_out(opened, partial(_bent, plan=plan))
            _apply(folder, plan)


def _free_id(document: str, taken: set[str]) -> str:
    """An id from a document's name."""
    plain = re.sub(r"[^a-z0-9._-]+", "-", document.lower())
    plain = re.sub(r"\.{2,}", ".", plain).strip("-._")[: MAX_LENGTH - 4].rstrip("-._")
    stem = plain if is_id(plain) else "document"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _file(each: ReadDocument, source: str) -> str:
    """The file that ``verify`` looks for: the input itself if it is text, else the extraction under the document's id."""
    head = each.records[0]
    return str(head["file"]) if head["basis"] == "raw" else f"{source}.txt"


def _renamed(each: ReadDocument, source: str) -> list[Record]:
    """The records under the id that the document has in the dossier."""
    old = each.id
    return [
        {**record, "document": source, **({"id": source + record["id"][len(old) :]} if record["kind"] == "passage" else {})}
        for record in each.records
    ]  # fmt: skip


def _source(source: str, each: ReadDocument) -> dict[str, Any]:
    """The record of ``sources.yaml``: measured and printed values; what is judged later is marked so."""
    head = each.records[0]
    return {
        "id": source, "short": textwrap.shorten(_called(head), 60, placeholder="…") or source, "file": _file(each, source), **_measured(each),
        "language": head["language"] or "und", "kind": "other", "title": _printed(head["title"], each.text),
        "outlet": _printed(head["outlet"], each.text), "authors": [_printed(author, each.text) for author in head["authors"]],
        "affiliation": {"value": (head.get("author_affiliation") or {}).get("value"), "status": "given" if head.get("author_affiliation") else "not_printed"},
        "standing": UNJUDGED["standing"], "date": _date(head["date"]), "reliability": UNJUDGED["reliability"],
        "reliability_reason": UNJUDGED["reliability_reason"], **({"url": each.url} if each.url else {}),
    }  # fmt: skip


def _called(head: Record) -> str:
    """What running text calls the document: its title, else its first author and outlet, as far as they are printed."""
    authors = [str(author["value"]) for author in head["authors"] if author["value"]]
    names = [author.title() if author.isupper() else author for author in authors[:1]]
    return str(
        head["title"]["value"]
        or ", ".join([*names, *([str(head["outlet"]["value"])] if head["outlet"]["value"] else [])])
    )


def _measured(each: ReadDocument) -> dict[str, Any]:
    head = each.records[0]
    lines = [record["line"] for record in each.records if record["kind"] == "passage" and record["label"] == "body"]
    return {"sha256": head["sha256"], "text_sha256": head["text_sha256"], "chars": head["chars"], "lines": head["lines"], "paragraph_lines": lines}  # fmt: skip


def _printed(piece: Mapping[str, Any], text: str) -> dict[str, Any]:
    anchor = piece.get("anchor")
    line = {"line": text.count("\n", 0, anchor["start"]) + 1} if anchor else {}
    return {"value": piece["value"], "status": piece["status"], **line}


def _date(when: Mapping[str, Any]) -> dict[str, Any]:
    """The document's date; a given month or year is a bracket of days, since the record holds a day or none."""
    value = when["value"] if when["value"] and len(when["value"]) == len("2019-09-18") else None
    evidence = [
        {"bound": each["bound"], "date": each["date"], "line": each["line"], "start": each["anchor"]["start"], "end": each["anchor"]["end"],
         "fingerprint": fingerprints.of_text(each["anchor"]["exact"]), "basis": each["basis"], "why": each["why"]}
        for each in when["evidence"]
    ]  # fmt: skip
    return {"value": value, "status": when["status"], "not_before": when["not_before"], "not_after": when["not_after"], "evidence": evidence}  # fmt: skip


def _questions(head: Record) -> list[str]:
    """What a person is asked for a new document."""
    when, asked = head["date"], []
    if when["status"] == "bracket":
        low, high = when["not_before"] or "?", when["not_after"] or "?"
        asked.append(
            f"when did it appear? No date is printed; its text gives {low} to {high}. Set date: in sources.yaml, or read again with --meta"
        )
    elif when["value"] is None and when["status"] != "given":
        asked.append("when did it appear? No date is printed. Set date: in sources.yaml, or read again with --meta")
    for key in ("title", "outlet"):
        if head[key]["value"] is None:
            asked.append(f"{key}: {head[key]['status'].replace('_', ' ')}")
    if not head["authors"]:
        asked.append("author: not printed")
    asked.append("kind, standing and reliability are not judged; set them in sources.yaml")
    return asked


class _Plan:
    """What a new edition changes: claims with new keys, and the source's new keys."""

    def __init__(self, source: str, changes: dict[str, Any]) -> None:
        self.source, self.changes = source, changes
        self.claims: dict[str, dict[str, Any]] = {}
        self.files: dict[str, str] = {}


def _new_edition(opened: Opened, source: str, each: ReadDocument, stamp: str, said: list[str]) -> _Plan:
    """Find the claims' words in the new edition. Same words elsewhere: the anchors follow, the status stays.

    Changed words (fuzzy) and several places (ambiguous) make the claim a suggestion again, which a person must confirm;
    words that are gone (lost) too: the claim is kept and leaves all models and briefs. Raises DetenteError
    (reanchor-needed) if a record of the dossier would then rest on a suggestion; nothing is written.
    """
    assert opened.dossier is not None  # noqa: S101  checked by the caller
    record = opened.dossier.sources[source]
    old = kept_text(opened.folder, source)
    if old is not None and fingerprints.of_text(old) != record.text_sha256:
        old = None
    plan = _Plan(
        source,
        {**_measured(each), "date": _date(each.records[0]["date"])} if _may_redate(record, each) else _measured(each),
    )
    edition, paragraphs = Edition(each.text), plan.changes["paragraph_lines"]
    counts: dict[str, int] = {}
    for claim in opened.dossier.claims.values():
        if claim.source_document != source:
            continue
        outcomes = [_again(edition, old, anchor) for anchor in claim.anchors]
        anchors = [
            _moved(anchor.model_dump(), found, each.text, paragraphs)
            for anchor, found in zip(claim.anchors, outcomes, strict=True)
        ]
        worst = max(
            (found.status for found in outcomes),
            key=("exact", "moved", "normalised", "fuzzy", "ambiguous", "lost").index,
        )
        counts[worst] = counts.get(worst, 0) + 1
        plan.claims[claim.id] = _changes(claim, worst, anchors, stamp)
        plan.files[claim.id] = opened.places["claims", claim.id][0]
        if worst not in SURE:
            said.append(
                f"{source}: {claim.id} is {worst}: {'confirm or mend it' if worst != 'lost' else 'its words are gone'}"
            )
    told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "no claim rests on it"
    said.append(f"{source}: a new edition; anchors: {told}")
    try:
        try_out(opened, lambda raws: _bent(raws, plan))
    except DetenteError as error:
        raise DetenteError(
            *(Problem(problem.file, problem.line, "reanchor-needed", problem.message) for problem in error.problems)
        ) from None
    return plan


def _may_redate(record: Source, each: ReadDocument) -> bool:
    """A date that a person gave stays; a printed one, and a bracket whose evidence is no longer in place, are read anew."""
    return record.date.status != "given" and (
        each.records[0]["date"]["status"] == "printed" or not record.date.evidence
    )


def _again(edition: Edition, old: str | None, anchor: Any) -> Found:
    """What became of an anchor. Without the old text only its fingerprint can be looked for."""
    if fingerprints.of_text(edition.text[anchor.start : anchor.end]) == anchor.fingerprint:
        return Found("exact", anchor.start, anchor.end, 1.0)
    exact = old[anchor.start : anchor.end] if old is not None else None
    if old is None or exact is None or fingerprints.of_text(exact) != anchor.fingerprint:
        (outcome,) = locate_all(edition.text, [(anchor.start, anchor.end, anchor.fingerprint)])
        width = anchor.end - anchor.start
        return Found("lost") if outcome.start is None else Found("moved", outcome.start, outcome.start + width, 1.0)
    return edition.find(
        exact,
        anchor.start,
        anchor.end,
        old[max(0, anchor.start - 32) : anchor.start],
        old[anchor.end : anchor.end + 32],
    )


def _moved(anchor: dict[str, Any], found: Found, text: str, paragraphs: Sequence[int]) -> dict[str, Any]:
    """The anchor at its new place; as it was if it has none."""
    if found.start is None or found.end is None or found.end - found.start > MAX_SPAN:
        return anchor
    line = text.count("\n", 0, found.start) + 1
    begun = [number for number, first in enumerate(paragraphs, 1) if first <= line]
    paragraph = begun[-1] if begun and (anchor["paragraph"] is not None or paragraphs[begun[-1] - 1] == line) else None
    return {"paragraph": paragraph, "line": line, "start": found.start, "end": found.end, "fingerprint": fingerprints.of_text(text[found.start : found.end])}  # fmt: skip


def _changes(claim: BaseClaim, worst: str, anchors: list[dict[str, Any]], stamp: str) -> dict[str, Any]:
    """The keys of a claim that change; a step in its history tells what happened."""
    if worst == "exact":
        return {"anchors": anchors}
    status = claim.status if worst in SURE or claim.status == "rejected" else "suggested"
    step = {"status": status, "by": "re-anchoring", "at": stamp, "note": f"{NEW_EDITION}{worst}"}
    history = [each.model_dump(exclude_none=True) for each in claim.history]
    return {"anchors": anchors, "status": status, "history": [*history, step]}


def _bent(raws: list[RawFile], plan: _Plan) -> list[RawFile]:
    """The dossier's files as they would be."""

    def edited(raw: RawFile, key: str, changes: Mapping[str, dict[str, Any]]) -> RawFile:
        if not isinstance(raw.data, dict) or not isinstance(raw.data.get(key), list):
            return raw
        return RawFile(raw.path, {key: [{**item, **changes.get(item.get("id"), {})} for item in raw.data[key]]})

    return [
        edited(raw, "claims", plan.claims) if raw.path.startswith("claims/") else
        edited(raw, "sources", {plan.source: plan.changes}) if raw.path == "sources.yaml" else raw
        for raw in raws
    ]  # fmt: skip


def _these(changes: dict[str, Any], _record: dict[str, Any]) -> dict[str, Any]:
    return changes


def _apply(folder: Path, plan: _Plan) -> None:
    with writing(folder):
        for claim, changes in plan.claims.items():
            edit_record(folder / plan.files[claim], "claims", claim, partial(_these, changes))
        edit_record(folder / "sources.yaml", "sources", plan.source, lambda _: plan.changes)
