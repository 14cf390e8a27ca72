"""The reading room: files, pages and feeds to documents and passages, all problems at once, nothing half-written."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from detente.coding.annotations import Annotation, placed, read_annotations
from detente.coding.find import Calendar, Roster, calendar_of, read_calendar, read_roster, roster_of
from detente.coding.metadata.given import Given, read_given
from detente.coding.metadata.head import Marked
from detente.coding.passages import Choices, Reading, Record, as_lines, reanchored, records_of
from detente.coding.reanchor import Edition
from detente.kernel import fingerprints
from detente.kernel.errors import DetenteError, Problem
from detente.kernel.slugs import SLUGS
from detente.sources.reading import feed, pdf
from detente.sources.reading.page import MAX_FILE, MAX_TEXT, MEGABYTE, Page, ReadFault
from detente.sources.reading.reader import ENDINGS, read_pages
from detente.sources.reading.web_address import Resolve, Transport, fetch
from detente.store.files import shown
from detente.store.safe_yaml import parse
from detente.workbench import embedding
from detente.workbench.opening import open_dossier


@dataclass(frozen=True)
class ReadOptions:
    """The options of ``detente read``; paths are files that the user names."""

    meta: Path | None = None
    roster: Path | None = None
    calendar: Path | None = None
    dossier: str | None = None
    encoding: str | None = None
    wrap: str = "auto"
    seasons: str = "north_meteorological"
    accept_bracket: bool = False
    body_only: bool = False
    suggest: bool = True
    reanchor: Path | None = None
    annotations: Path | None = None
    utf16: bool = False


@dataclass(frozen=True)
class ReadDocument:
    """One document: its records (the document's, then its passages), its text, and the bytes with their ending."""

    records: list[Record]
    text: str
    content: bytes
    ending: str
    url: str | None = None

    @property
    def id(self) -> str:
        """The document's id."""
        return str(self.records[0]["document"])


@dataclass(frozen=True)
class ReadResult:
    """All documents in the order of the inputs, what became of old anchors, and warnings (``file: what``)."""

    documents: tuple[ReadDocument, ...]
    anchors: tuple[Record, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def jsonl(self) -> str:
        """PASSAGES.jsonl."""
        return as_lines([record for each in self.documents for record in each.records] + list(self.anchors))


@dataclass(frozen=True)
class _Input:
    name: str
    file: str
    ending: str
    content: bytes
    url: str | None = None
    charset: str | None = None
    pages: list[Page] = field(default_factory=list)


def read_documents(files: Sequence[Path], options: ReadOptions | None = None, *, urls: Sequence[str] = (),
                   resolve: Resolve | None = None, transport: Transport | None = None) -> ReadResult:  # fmt: skip
    """Read files, and addresses that the user names. Raises DetenteError with every problem of every input.

    ``resolve`` and ``transport`` stand for the network in tests.
    """
    options = options or ReadOptions()
    problems: list[Problem] = []
    inputs = [each for path in files if (each := _from_file(path, problems)) is not None]
    inputs += [each for url in urls if (each := _from_url(url, resolve, transport, problems)) is not None]
    _no_twins(inputs, problems)
    read = [each for one in inputs if (each := _pages(one, options, problems)) is not None]
    given = _given(
        options, {one.file for one in inputs}, {fingerprints.of_bytes(one.content) for one in inputs}, problems
    )
    roster, calendar, outlets = _knowledge(options, problems)
    old = _old(options.reanchor, problems) if options.reanchor else []
    notes = _annotations(options.annotations, problems) if options.annotations else []
    if problems:
        raise DetenteError(*problems)
    choices = Choices(options.wrap, options.seasons, options.accept_bracket, options.body_only, options.suggest,
                      roster, calendar, outlets, components(), _events(options) if options.suggest else None)  # fmt: skip
    documents = _documents(read, given, choices)
    anchors = [*_reanchored(old, documents), *_placed(notes, documents, utf16=options.utf16)]
    warnings = [f"{each.records[0]['file']}: {what}" for each in documents for what in each.records[0]["warnings"]]
    return ReadResult(tuple(documents), tuple(anchors), tuple(warnings))


def _events(options: ReadOptions) -> Callable[[list[Record]], list[list[Record]]]:
    """What suggests events: the ranking of the dossier that is read into, else that of the codebook's phrases alone."""
    from detente.workbench.refreshing import ranked_events

    return ranked_events(options.dossier)


def components() -> dict[str, str]:
    """Which optional parts of reading are there."""
    return {
        "sentence_vectors": "absent" if embedding.missing() else "present",
        "html": "builtin", "pdf": "pypdfium2" if pdf.installed() else "absent",
        "events": "builtin",
        **({} if feed.installed() else {"feeds": "absent"}),
    }  # fmt: skip


def keep_texts(result: ReadResult, folder: Path) -> None:
    """Write the text of every document to ``folder`` (made if it is not there) as ``<document>.txt``."""
    from detente.kernel.errors import fail
    from detente.store.write import write_atomically

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise fail("output-unwritable", f"the folder cannot be made: {error.strerror}", file=str(folder)) from None
    for each in result.documents:
        write_atomically(folder / f"{each.id}.txt", each.text)


def _problem(file: str, fault: ReadFault) -> Problem:
    return Problem(shown(file), 0, fault.slug, fault.message, fault.fix or SLUGS[fault.slug].fix, place=fault.place)


def _from_file(path: Path, problems: list[Problem]) -> _Input | None:
    def wrong(slug: str, message: str, fix: str = "") -> None:
        problems.append(Problem(shown(path), 0, slug, message, fix or SLUGS[slug].fix, place="file"))

    ending = path.suffix.lower()
    try:
        if path.is_dir():
            wrong("file-unreadable", "is a folder", "name the files in it")
        elif not path.exists():
            wrong("file-unreadable", "there is no such file", "check the name")
        elif not path.is_file():
            wrong("file-unreadable", "is no ordinary file")
        elif ending not in ENDINGS:
            wrong(
                "read-extension",
                f"the ending {ending!r} names no format" if ending else "the name has no ending",
                f"use one of {', '.join(ENDINGS)}",
            )
        elif (size := path.stat().st_size) > MAX_FILE:
            wrong("file-too-large", f"has {size / MEGABYTE:,.0f} MB; at most {MAX_FILE // MEGABYTE} MB are read",
                  "save the article alone, or split the file")  # fmt: skip
        elif size == 0:
            wrong("file-empty", "the file is empty", "save it anew")
        else:
            return _Input(str(path), path.name, ending, path.read_bytes())
    except (OSError, ValueError) as error:
        wrong("file-unreadable", f"cannot be read: {getattr(error, 'strerror', None) or error}")
    return None


def _from_url(url: str, resolve: Resolve | None, transport: Transport | None, problems: list[Problem]) -> _Input | None:
    from detente.workbench import fetching

    try:
        fetched = fetch(url, resolve or fetching.resolve, transport or fetching.transport)
    except ReadFault as fault:
        problems.append(_problem(url[:200], fault))
        return None
    return _Input(url, fetched.file, Path(fetched.file).suffix, fetched.content, fetched.url, fetched.charset)


def _no_twins(inputs: Sequence[_Input], problems: list[Problem]) -> None:
    seen: dict[str, str] = {}
    for one in inputs:
        digest = fingerprints.of_bytes(one.content)
        if digest in seen:
            problems.append(Problem(shown(one.name), 0, "read-duplicate", f"is the same document as {shown(seen[digest])} (equal digest)",
                                    "leave one of the two out", place="file"))  # fmt: skip
        seen.setdefault(digest, one.name)


def _pages(one: _Input, options: ReadOptions, problems: list[Problem]) -> _Input | None:
    try:
        pages = read_pages(
            one.ending,
            one.content,
            options.encoding or (one.charset if one.ending in (".html", ".txt", ".md") else None),
        )
    except ReadFault as fault:
        problems.append(_problem(one.name, fault))
        return None
    if long := next((each for each in pages if len(each.text) > MAX_TEXT), None):
        too_long = ReadFault("file-too-large", f"holds a text of {len(long.text) / 1e6:.1f} million characters; at most {MAX_TEXT / 1e6:.0f} million are read", "file",
                          "save the article alone, or split the file")  # fmt: skip
        problems.append(_problem(one.name, too_long))
        return None
    return replace(one, pages=pages)


def _documents(inputs: Sequence[_Input], given: Sequence[Given], choices: Choices) -> list[ReadDocument]:
    taken: set[str] = set()
    documents = []
    for one in inputs:
        for number, page in enumerate(one.pages, 1):
            several = len(one.pages) > 1 or page.part is not None
            content = page.part if page.part is not None else one.content
            file = f"{one.file}#{number}" if several else one.file
            stem = f"{Path(one.file).stem}-entry-{number}" if several else Path(one.file).stem
            digest = fingerprints.of_bytes(content)
            known = next(
                (each for each in given if digest == each.sha256 or (each.file == file and not each.sha256)), None
            )
            known = known or next((each for each in given if each.sha256 is None and each.file == one.file), None)
            reading = Reading(
                _unique(stem, taken), file, digest, fingerprints.of_text(page.text), page.text, page.media_type, page.basis, page.encoding,
                Marked(page.title, page.outlet, page.authors, page.published, page.updated, page.language), page.hints, known, page.warnings,
            )  # fmt: skip
            documents.append(ReadDocument(records_of(reading, choices), page.text, content, ".html" if page.part is not None else one.ending,
                                          one.url or page.url))  # fmt: skip
    return documents


def _unique(stem: str, taken: set[str]) -> str:
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name


def _data(path: Path, problems: list[Problem], slug: str) -> Any:
    """The plain data of a YAML or JSON file that the user names; None with a problem."""
    held: list[Problem] = []
    from detente.store.files import MAX_YAML, read_text

    text = read_text(path, MAX_YAML, held)
    held = [each for each in held if each.slug != "file-cut-off"]
    problems += held
    if text is None:
        return None
    if path.suffix.lower() == ".json":
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            problems.append(
                Problem(
                    shown(path), getattr(error, "lineno", 0), slug, f"is no JSON: {str(error)[:80]}", SLUGS[slug].fix
                )
            )
            return None
    parsed = parse(text if text.endswith("\n") else text + "\n")
    faults = [each for each in parsed.faults if each[1] != "yaml-trap"]
    problems += [Problem(shown(path), line, fault, message, SLUGS[fault].fix) for line, fault, message in faults]
    return None if faults else parsed.data


def _given(options: ReadOptions, files: set[str], digests: set[str], problems: list[Problem]) -> list[Given]:
    if options.meta is None:
        return []
    before = len(problems)
    data = _data(options.meta, problems, "read-meta")
    if len(problems) > before:
        return []
    given, faults = read_given(data, shown(options.meta))
    problems += faults
    for each in given:
        known = each.file in files if each.sha256 is None else each.sha256 in digests
        base = (each.file or "").split("#")[0]
        if not known and base not in files:
            named = each.file or each.sha256
            problems.append(Problem(shown(options.meta), 0, "read-meta", f"{named} is not among the inputs",
                                    f"name one of {', '.join(sorted(files)[:10])}", place="documents"))  # fmt: skip
    return given


def _knowledge(options: ReadOptions, problems: list[Problem]) -> tuple[Roster, Calendar, tuple[str, ...]]:
    """The roster, the calendar and the known outlets: a dossier's own, with a file's in their place where one is named."""
    roster, calendar = Roster(), Calendar()
    outlets: tuple[str, ...] = ()
    if options.dossier is not None:
        try:
            dossier = open_dossier(options.dossier)
        except DetenteError as error:
            problems += error.problems
        else:
            roster, calendar = roster_of(dossier.actors.values()), calendar_of(dossier.calendar.values())
            outlets = tuple(sorted({each.outlet.value for each in dossier.sources.values() if each.outlet.value}))
    if options.roster is not None:
        before = len(problems)
        data = _data(options.roster, problems, "value-invalid")
        if len(problems) == before:
            roster, faults = read_roster(data, shown(options.roster))
            problems += faults
    if options.calendar is not None:
        before = len(problems)
        data = _data(options.calendar, problems, "value-invalid")
        if len(problems) == before:
            calendar, faults = read_calendar(data, shown(options.calendar))
            problems += faults
    return roster, calendar, outlets


def read_passages(path: Path, problems: list[Problem]) -> list[Record]:
    """The records of a file that ``detente read`` wrote; what is wrong with it is added to ``problems``."""
    from detente.store.files import MAX_TABLE, read_text

    text = read_text(path, MAX_TABLE, problems)
    records: list[Record] = []
    for number, line in enumerate((text or "").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            _check_record(record)
        except (ValueError, RecursionError, KeyError, TypeError) as error:
            problems.append(
                Problem(
                    shown(path),
                    number,
                    "read-passages",
                    f"is no record of passages: {str(error)[:80]}",
                    SLUGS["read-passages"].fix,
                )
            )
            continue
        records.append(record)
    return records


def _check_record(record: Any) -> None:
    kind = record["kind"]
    if kind == "passage":
        held = record["anchor"]
        if not (
            isinstance(held["exact"], str)
            and isinstance(held["start"], int)
            and isinstance(held["end"], int)
            and isinstance(record["id"], str)
        ):
            raise ValueError("an anchor needs exact, start and end")
        record["document"]
    elif kind == "document":
        record["document"], record["sha256"], record["file"]
    elif kind != "anchor":
        raise ValueError(f"unknown kind {str(kind)[:40]!r}")


def _old(path: Path, problems: list[Problem]) -> list[Record]:
    before = len(problems)
    records = read_passages(path, problems)
    if len(problems) == before and not any(each["kind"] == "document" for each in records):
        problems.append(Problem(shown(path), 0, "read-passages", "holds no document", SLUGS["read-passages"].fix))
    return records


def _reanchored(old: Sequence[Record], documents: Sequence[ReadDocument]) -> Iterable[Record]:
    """Old documents pair with new ones by digest, else by base name; a single one with a single one whatever its name."""
    before = [each for each in old if each["kind"] == "document"]
    for each in before:
        pair = _pair(each, before, documents)
        mine = [record for record in old if record["kind"] == "passage" and record["document"] == each["document"]]
        if pair is None:
            yield from (
                {
                    "kind": "anchor",
                    "id": record["id"],
                    "status": "lost",
                    "start": None,
                    "end": None,
                    "score": None,
                    "document": None,
                }
                for record in mine
            )
        else:
            yield from reanchored(pair.id, pair.text, mine)


def _annotations(path: Path, problems: list[Problem]) -> list[Annotation]:
    from detente.store.files import MAX_TABLE, read_text

    text = read_text(path, MAX_TABLE, problems)
    if text is None:
        return []
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        problems.append(
            Problem(
                shown(path),
                getattr(error, "lineno", 0),
                "read-annotations",
                f"is no JSON: {str(error)[:80]}",
                SLUGS["read-annotations"].fix,
            )
        )
        return []
    notes, faults = read_annotations(data, shown(path))
    problems += faults
    return notes


def _placed(notes: Sequence[Annotation], documents: Sequence[ReadDocument], *, utf16: bool) -> Iterable[Record]:
    """Each annotation on its document, known by the digest; the only document takes those that name none."""
    editions = {each.id: Edition(each.text) for each in documents}
    by_digest = {each.records[0]["sha256"]: each for each in documents}
    for note in notes:
        each = by_digest.get(note.document) or (documents[0] if len(documents) == 1 else None)
        if each is None:
            yield {"kind": "annotation", "id": note.id, "document": None, "status": "missing", "score": None, "line": None, "anchor": None,
                   "tags": list(note.tags), "says": note.text}  # fmt: skip
        else:
            yield placed(note, editions[each.id], each.id, str(each.records[0]["sha256"]), utf16=utf16)


def _pair(old: Mapping[str, Any], all_old: Sequence[Record], documents: Sequence[ReadDocument]) -> ReadDocument | None:
    for key in ("sha256", "file"):
        for each in documents:
            if each.records[0][key] == old[key]:
                return each
    return documents[0] if len(all_old) == 1 and len(documents) == 1 else None
