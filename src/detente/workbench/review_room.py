"""The review's store: passages, the decision log, and the files of the dossier that decisions change.

Order of a decision, all under the writer's lock: what the last kill left undone is finished, the new state is tried out
against the whole dossier, the log gets its line (on disk), and then the claims follow. So a kill loses nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
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
from detente.store.folder import Opened, in_file_order, read_folder
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
            head = (self.readings[name].head.get("date") or {}) if name in self.readings else {}
            printed = (head.get("read") or head).get("value")
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
    state = _state(folder)
    held = _ROOMS.get(folder)
    if held is None or held[0] != state:
        held = _remember(state, _room(folder))
    return held[1]


#: Rooms read last, with the state of their files: remembered as long as no file is touched, and never changed in place.
_ROOMS: dict[Path, tuple[tuple[Stamps, Stamps], Room]] = {}
_MOST = 2


def _state(folder: Path) -> tuple[Stamps, Stamps]:
    """The state of the files of the dossier and of its reading room."""
    return stamp_of(folder), stamp_of(folder / HOME) if (folder / HOME).is_dir() else ()


def _remember(state: tuple[Stamps, Stamps], room: Room) -> tuple[tuple[Stamps, Stamps], Room]:
    _ROOMS.pop(room.folder, None)
    while len(_ROOMS) >= _MOST:
        _ROOMS.pop(next(iter(_ROOMS)), None)
    _ROOMS[room.folder] = (state, room)
    return _ROOMS[room.folder]


def _room(folder: Path) -> Room:
    """The room as its files have it."""
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
        state = _state(folder)
        if blind:
            may_be_blind(room, blind)
        entry = make(room.desk(blind))
        edits = list(also(room, entry)) if also is not None else []
        if entry.action in ("answer", "record"):
            entry = replace(entry, was={**entry.was, "records": [_before(room, each) for each in edits]})
        elif entry.action == "undo":
            edits += _back(room, entry)
        after = (*room.entries, entry)
        if entry.blind:
            _check_blind(room, entry)
        edits = [*edits, *_edits(room, room.desk(entries=after), () if entry.blind else entry.touches, entry)]
        opened = _try_out(room, edits)
        line = entry.line()
        if line != line.encode("utf-8", "replace").decode("utf-8"):
            raise fail(
                "value-invalid", "the decision holds half a character, which no file can hold", "Type the text again."
            )
        _keep_home(folder)
        append_line(folder / HOME / LOG, line)
        _apply(folder, edits)
        _learn(folder, after)
        room = replace(room, entries=after) if opened.dossier is None else replace(room, entries=after, opened=opened, dossier=opened.dossier)  # fmt: skip
        _keep(state, room, {edit.inner for edit in edits})
        return entry, room.desk(blind)


def _keep(before: tuple[Stamps, Stamps], room: Room, written: set[str]) -> None:
    """Remember the room as a decision left it, if nobody else touched another file meanwhile (then it is read again)."""
    after = _state(room.folder)
    log = {LOG, LEARNED, ".gitignore"}
    others = [[each for each in stamps if each[0] not in ours] for state in (before, after) for stamps, ours in zip(state, (written, log), strict=True)]  # fmt: skip
    if others[:2] == others[2:]:
        _remember(after, room)


def may_be_blind(room: Room, coder: str) -> None:
    """Raise if the coder took part in the first coding: what one has decided already, one cannot code blind."""
    decided = {
        entry.by for entry in room.entries if not entry.blind and entry.action not in ("answer", "record", "undo")
    }
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
    one key of a file that is one record; ``remove`` takes a record away.
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


def _before(room: Room, edit: Edit) -> dict[str, Any]:
    """What the record of an edit held in the keys that the edit sets, for whoever takes it back."""
    had: dict[str, Any] = {}
    if edit.how == "edit":
        data = next(raw.data for raw in room.opened.raws if raw.path == edit.inner)
        items = data[edit.key] if isinstance(data, dict) else data
        held = next(item for item in items if item.get("id") == edit.name)
        had = {"id": edit.name, **{key: held[key] for key in edit.record if key in held}}
    return {"file": edit.inner, "key": edit.key, "id": edit.name, "had": had, "set": list(edit.record)}


def _back(room: Room, entry: Entry) -> list[Edit]:
    """The edits that take back what an answer or a record wrote into the roster, the calendar, the issues or the sources."""
    undone = next((each for each in room.entries if each.seq == entry.undoes), None)
    found = []
    for each in undone.was.get("records") or () if undone is not None else ():
        key, name, had = str(each["key"]), str(each["id"]), dict(each["had"])
        place = room.opened.places.get((key, name))
        if place is None:
            continue
        drop = tuple(field for field in each["set"] if field not in had and field != "id")
        kept = {field: value for field, value in had.items() if field != "id"}
        found.append(Edit(place[0], key, name, kept, drop, "edit") if had else Edit(place[0], key, name, {}, how="remove"))  # fmt: skip
    return found


def _names_unknown(record: Mapping[str, Any]) -> bool:
    value = record.get(ACTOR_FIELD.get(str(record.get("type")), ""), ())
    return UNKNOWN in ([value] if isinstance(value, str) else value or ())


def _claim_edit(room: Room, change: Change) -> Edit:
    if change.fresh:
        return Edit(f"claims/{change.document}.yaml", "claims", change.name, change.record)
    inner = room.opened.places["claims", change.name][0]
    return Edit(inner, "claims", change.name, change.record, change.drop, "edit")


def _try_out(room: Room, edits: Sequence[Edit]) -> Opened:
    """The dossier as the edits leave it, or everything that would be wrong in it; nothing is written."""
    if not edits:
        return room.opened
    raws = list(room.opened.raws)
    for edit in edits:
        raws = _tried(raws, edit)
    built = build(raws)
    errors = [finding for finding in built.findings if finding.level == "error"]
    if errors:
        raise DetenteError(*(Problem(each.file, 0, each.slug, each.message, each.fix) for each in errors))
    return replace(room.opened, dossier=built.dossier, places=built.places, raws=raws)


def _tried(raws: list[RawFile], edit: Edit) -> list[RawFile]:
    if edit.how == "append" and not any(raw.path == edit.inner and isinstance(raw.data, dict) for raw in raws):
        return in_file_order([*raws, RawFile(edit.inner, {edit.key: [dict(edit.record)]})])
    if edit.how == "table":
        return in_file_order([*(raw for raw in raws if raw.path != edit.inner), RawFile(edit.inner, edit.record["rows"])])  # fmt: skip
    found = []
    for raw in raws:
        data = raw.data
        if raw.path == edit.inner and edit.how == "head":
            data = {**data, edit.key: dict(edit.record)}
        elif raw.path == edit.inner and edit.how == "append":
            data = {**data, edit.key: [*(data.get(edit.key) or ()), dict(edit.record)]}
        elif raw.path == edit.inner and edit.how == "remove":
            data = {**data, edit.key: [each for each in data[edit.key] if each.get("id") != edit.name]}
        elif raw.path == edit.inner and isinstance(data, dict):
            kept = [{**{key: value for key, value in each.items() if key not in edit.drop}, **edit.record} if each.get("id") == edit.name else each
                    for each in data[edit.key]]  # fmt: skip
            data = {**data, edit.key: kept}
        found.append(RawFile(raw.path, data))
    return found


def _apply(folder: Path, edits: Sequence[Edit]) -> None:
    from detente.store.edit import append_records, edit_head, edit_record, remove_record

    for edit in edits:
        path = folder / edit.inner
        if edit.how == "append":
            path.parent.mkdir(exist_ok=True)
            append_records(path, edit.key, [dict(edit.record)], title=f"{edit.key} of {path.stem}")
        elif edit.how == "table":
            write_atomically(path, edit.record["text"])
        elif edit.how == "head":
            edit_head(path, edit.key, dict(edit.record))
        elif edit.how == "remove":
            remove_record(path, edit.key, edit.name)
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
