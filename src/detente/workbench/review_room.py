"""The review's store: passages, the decision log, and the files of the dossier that decisions change.

Order of a decision, all under the writer's lock: what the last kill left undone is finished, the new state is tried out
against the whole dossier, the log gets its line (on disk), and then the claims follow. So a kill loses nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from detente.coding.review.deciding import ACTOR_FIELD, UNKNOWN, Stamp
from detente.coding.review.desk import Desk, learned
from detente.coding.review.log import Entry, in_force, read_log
from detente.coding.review.readings import Reading, read_passages
from detente.coding.review.settling import Change, changes
from detente.dossier.build import RawFile, build
from detente.dossier.dossier import Dossier
from detente.kernel.errors import DetenteError, Problem, errors_only, fail
from detente.store.append import append_line
from detente.store.files import MAX_TABLE, problem, read_text
from detente.store.files import Stamp as Stamps
from detente.store.files import stamp as stamp_of
from detente.store.folder import Opened, read_folder
from detente.store.json_lines import as_line
from detente.store.shipped import folder_of, writable_folder_of
from detente.store.write import write_atomically, writing

HOME, LOG, PASSAGES, LEARNED = "reading", "decisions.jsonl", "passages", "learned/confirmed.jsonl"
#: Everything in the reading room belongs to the articles' owners, but the log, which holds no sentence of theirs.
IGNORE = "*\n!.gitignore\n!decisions.jsonl\n"


@dataclass(frozen=True)
class Room:
    """A dossier with what its reading room holds."""

    folder: Path
    opened: Opened
    dossier: Dossier
    readings: Mapping[str, Reading]
    entries: tuple[Entry, ...]

    def desk(self, blind: str | None = None, entries: tuple[Entry, ...] | None = None) -> Desk:
        """The desk of everybody, or of one blind coder."""
        known = self.entries if entries is None else entries
        return Desk(
            self.readings, known, tuple(self.dossier.actors.values()), {} if blind else self.dossier.claims,
            self._dates(known), {name: issue.name for name, issue in self.dossier.issues.items()}, blind,
        )  # fmt: skip

    def _dates(self, entries: Iterable[Entry]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, source in self.dossier.sources.items():
            printed = (self.readings[name].head.get("date") or {}).get("value") if name in self.readings else None
            found[name] = source.date.value.isoformat() if source.date.value else printed
        for entry in in_force(entries):
            if entry.action == "answer" and entry.about.startswith("date:"):
                found[entry.about.removeprefix("date:")] = (entry.became.get("answer") or {}).get("value")
        return found


def now() -> str:
    """The time in UTC to the millisecond, as ISO 8601: two steps of one claim never carry the same time."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def stamp(by: str, seconds: float = 0.0, note: str = "", at: str | None = None) -> Stamp:
    """Who decides, now. Raises DetenteError for a decision by nobody."""
    if not by.strip():
        raise fail("review-action", "a decision needs a person", "Give --coder NAME.")
    return Stamp(by.strip(), at or now(), max(0.0, seconds), note)


def open_room(name: str | Path) -> Room:
    """Everything a review reads. Raises DetenteError with all problems of the dossier, the passages and the log."""
    folder = folder_of(name)
    return _room(folder, stamp_of(folder), stamp_of(folder / HOME) if (folder / HOME).is_dir() else ())


@lru_cache(maxsize=2)
def _room(folder: Path, _state: Stamps, _reading: Stamps) -> Room:
    """The room, remembered as long as no file of the dossier or its reading room is touched: it is never changed in place."""
    opened = read_folder(folder)
    problems = list(errors_only(opened.problems))
    home = folder / HOME
    entries: list[Entry] = []
    if (home / LOG).exists() and (home / LOG).stat().st_size:
        found: list[Problem] = []
        text = read_text(home / LOG, MAX_TABLE, found)
        problems += [each for each in found if each.slug != "file-cut-off" and each.level == "error"]
        if text is not None:
            entries, faults = read_log(text, str(home / LOG))
            problems += faults
    if problems or opened.dossier is None:
        raise DetenteError(*problems)
    readings = _readings(home / PASSAGES, opened.dossier)
    return Room(folder, opened, opened.dossier, readings, tuple(entries))


def _readings(folder: Path, dossier: Dossier) -> dict[str, Reading]:
    """The readings in the order of sources.yaml. A document is its source by digest, else by id."""
    digests = {source.sha256: name for name, source in dossier.sources.items()}
    found: dict[str, Reading] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        text = read_text(path, MAX_TABLE, problems)
        documents, faults = read_passages(text or "", str(path))
        problems += faults
        for head, passages in documents:
            source = digests.get(str(head.get("sha256"))) or str(head.get("document"))
            if source not in dossier.sources:
                problems.append(problem(path, "id-unknown", f"the document {source!r} is not in sources.yaml"))
            else:
                found[source] = Reading(source, head, passages)
    if errors := errors_only(problems):
        raise DetenteError(*errors)
    return {name: found[name] for name in dossier.sources if name in found}


def decide(name: str | Path, blind: str | None, make: Callable[[Desk], Entry], *,
           also: Callable[[Room, Entry], Sequence["Edit"]] | None = None) -> tuple[Entry, Desk]:  # fmt: skip
    """Take one decision: ``make`` gets the desk and gives the entry, ``also`` gives further edits of the dossier's files.

    Raises DetenteError, and then nothing has changed.
    """
    folder = writable_folder_of(name)
    with writing(folder):
        room = open_room(folder)
        if room.entries:
            room = settle(room, room.entries[-1].touches)
        if blind:
            may_be_blind(room, blind)
        entry = make(room.desk(blind))
        after = (*room.entries, entry)
        edits = list(also(room, entry)) if also is not None else []
        if entry.blind:
            _check_blind(room, entry)
        edits = [*edits, *_edits(room, room.desk(entries=after), () if entry.blind else entry.touches, entry)]
        _try_out(room, edits)
        _keep_home(folder)
        append_line(folder / HOME / LOG, entry.line())
        _apply(folder, edits)
        _learn(folder, after)
        return entry, replace(room, entries=after).desk(blind)


def may_be_blind(room: Room, coder: str) -> None:
    """Raise if the coder took part in the first coding: what one has decided already, one cannot code blind."""
    decided = {entry.by for entry in room.entries if not entry.blind and entry.action not in ("answer", "undo")}
    if coder in decided:
        raise fail("review-blind", f"{coder} has decided on claims of this dossier already")


def settle(room: Room, names: Iterable[str]) -> Room:
    """Bring the dossier's files in line with the log for the claims named. Call inside ``writing``."""
    edits = _edits(room, room.desk(), names, None)
    if not edits:
        return room
    _try_out(room, edits)
    _apply(room.folder, edits)
    return open_room(room.folder)


def rebuild(name: str | Path) -> int:
    """Write every claim of the log that the dossier's files lack or hold in an older state. Returns how many files' edits."""
    folder = writable_folder_of(name)
    with writing(folder):
        room = open_room(folder)
        edits = _edits(room, room.desk(), list(room.desk().standings), None)
        _try_out(room, edits)
        _apply(folder, edits)
        _learn(folder, room.entries)
    return len(edits)


@dataclass(frozen=True, slots=True)
class Edit:
    """One record to append to a file, or to change in it: ``inner`` is the path inside the dossier, ``key`` its list.

    ``table`` edits hold the new text of a CSV in ``record["text"]`` and its rows in ``record["rows"]``; ``head`` edits set
    one key of a file that is one record.
    """

    inner: str
    key: str
    name: str
    record: Mapping[str, Any]
    drop: tuple[str, ...] = ()
    how: str = "append"


def _edits(room: Room, desk: Desk, names: Iterable[str], entry: Entry | None) -> list[Edit]:
    """Claims that must be written, and what they want beside them: the unknown actor, the coder in the head."""
    wanted = list(changes(desk, room.dossier.claims, names))
    edits = [_claim_edit(room, each) for each in wanted]
    if UNKNOWN not in room.dossier.actors and any(_names_unknown(each.record) for each in wanted):
        record = {
            "id": UNKNOWN,
            "name": "Unknown actor",
            "kind": "group",
            "note": "stands where no document says who acted",
        }
        edits.insert(0, Edit("actors.yaml", "actors", UNKNOWN, record))
    by = entry.by if entry else next((str(each.record.get("by")) for each in wanted), "")
    coder = coder_id(by)
    if wanted and coder:
        edits += coding_edit(room.dossier, [(coder, by)])
    return edits


def coder_id(name: str) -> str:
    """A coder's name as an id."""
    return "-".join("".join(sign if sign.isalnum() and sign.isascii() else " " for sign in name.lower()).split())[:80].strip("-")  # fmt: skip


def coding_edit(dossier: Dossier, coders: Sequence[tuple[str, str]], **values: Any) -> list[Edit]:
    """The edit that names coders (id, name) in the head, and sets other keys of ``coding``; none if all is said already."""
    coding = dossier.dossier.coding
    known = [coder for coder in coding.coders if coder.name != "your name" or _used(dossier, coder.id)]
    names = {coder.id for coder in known} | {coder.name for coder in known}
    fresh = [pair for pair in coders if not names & set(pair)]
    if not fresh and not values and len(known) == len(coding.coders):
        return []
    data = coding.model_dump(mode="json", exclude_none=True) | {"alpha": coding.alpha} | values
    data["coders"] = [
        *(coder.model_dump(mode="json", exclude_none=True) for coder in known),
        *({"id": each, "name": said, "kind": "person"} for each, said in fresh),
    ]
    order = ("coders", "double_coded_share", "alpha", "note")
    return [Edit("dossier.yaml", "coding", "coding", {key: data[key] for key in order if key in data}, how="head")]


def _used(dossier: Dossier, coder: str) -> bool:
    """True if a position or judgement names the coder: then even a placeholder stays."""
    return any(each.coder == coder for each in dossier.positions.values()) or any(
        each.coder == coder for each in dossier.judgements.values()
    )


def _names_unknown(record: Mapping[str, Any]) -> bool:
    value = record.get(ACTOR_FIELD.get(str(record.get("type")), ""), ())
    return UNKNOWN in ([value] if isinstance(value, str) else value or ())


def _claim_edit(room: Room, change: Change) -> Edit:
    if change.fresh:
        return Edit(f"claims/{change.document}.yaml", "claims", change.name, change.record)
    inner = room.opened.places["claims", change.name][0]
    return Edit(inner, "claims", change.name, change.record, change.drop, "edit")


def _try_out(room: Room, edits: Sequence[Edit]) -> None:
    """Raise what would be wrong in the dossier after the edits; nothing is written."""
    if not edits:
        return
    raws = list(room.opened.raws)
    for edit in edits:
        raws = _tried(raws, edit)
    errors = [finding for finding in build(raws).findings if finding.level == "error"]
    if errors:
        raise DetenteError(*(Problem(each.file, 0, each.slug, each.message, each.fix) for each in errors))


def _tried(raws: list[RawFile], edit: Edit) -> list[RawFile]:
    if edit.how == "append":
        return [*raws, RawFile(edit.inner, {edit.key: [dict(edit.record)]})]
    if edit.how == "table":
        return [*(raw for raw in raws if raw.path != edit.inner), RawFile(edit.inner, edit.record["rows"])]
    found = []
    for raw in raws:
        data = raw.data
        if raw.path == edit.inner and edit.how == "head":
            data = {**data, edit.key: dict(edit.record)}
        elif raw.path == edit.inner and isinstance(data, dict):
            kept = [{**{key: value for key, value in each.items() if key not in edit.drop}, **edit.record} if each.get("id") == edit.name else each
                    for each in data[edit.key]]  # fmt: skip
            data = {**data, edit.key: kept}
        found.append(RawFile(raw.path, data))
    return found


def _apply(folder: Path, edits: Sequence[Edit]) -> None:
    from detente.store.edit import append_records, edit_head, edit_record

    for edit in edits:
        path = folder / edit.inner
        if edit.how == "append":
            path.parent.mkdir(exist_ok=True)
            append_records(path, edit.key, [dict(edit.record)], title=f"{edit.key} of {path.stem}")
        elif edit.how == "table":
            write_atomically(path, edit.record["text"])
        elif edit.how == "head":
            edit_head(path, edit.key, dict(edit.record))
        else:
            record = dict(edit.record)
            edit_record(path, edit.key, edit.name, lambda _, record=record: record, drop=edit.drop)  # type: ignore[misc]


def _check_blind(room: Room, entry: Entry) -> None:
    """A blind claim never reaches the dossier's files, and yet must be one that it could hold."""
    claim = entry.became.get("claim")
    if claim is None or entry.became.get("status") == "rejected":
        return
    name, known = str(claim["id"]), room.opened.places.get(("claims", str(claim["id"])))
    edits = [Edit(known[0], "claims", name, claim, how="edit") if known else Edit(f"claims/{claim['source_document']}.yaml", "claims", name, claim)]  # fmt: skip
    if UNKNOWN not in room.dossier.actors and _names_unknown(claim):
        edits.insert(
            0, Edit("actors.yaml", "actors", UNKNOWN, {"id": UNKNOWN, "name": "Unknown actor", "kind": "group"})
        )
    _try_out(room, edits)


def _keep_home(folder: Path) -> None:
    """The reading room with its ``.gitignore``, before the first line is logged."""
    home = folder / HOME
    home.mkdir(exist_ok=True)
    if not (home / ".gitignore").exists():
        write_atomically(home / ".gitignore", IGNORE)


def _learn(folder: Path, entries: Iterable[Entry]) -> None:
    """What the ranker learns from: spans and fingerprints of accepted event claims; the text stays in ``reading/texts``."""
    path = folder / HOME / LEARNED
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, "".join(as_line(each) for each in learned(in_force(entries))))
