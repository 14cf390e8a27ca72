"""Finding again: after an answer (a document's date, a new name in the roster) the passages are looked through once more."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.coding import find as finders
from detente.store.json_lines import as_line
from detente.store.shipped import writable_folder_of
from detente.store.write import write_atomically, writing
from detente.workbench.review_room import HOME, PASSAGES, open_room

#: What body passages carry, and what headings, captions and notes carry too.
BODY, DATED = ("quotes", "numbers", "reported"), ("actors", "dates", "who")
LABELS = frozenset({"body", "title", "dek", "caption", "note", "heading"})


def find_again(name: str | Path) -> int:
    """Look through every passage of the dossier with the roster, the calendar and the document dates as they are now.

    Event suggestions stay as they are, but take the dates that are resolved now; decisions are never touched. Returns
    how many documents were written anew.
    """
    folder = writable_folder_of(name)
    written = 0
    with writing(folder):
        room = open_room(folder)
        dates = room.desk().dates
        sources = {source.sha256: source.id for source in room.dossier.sources.values()}
        roster = finders.roster_of(room.dossier.actors.values())
        calendar = finders.calendar_of(room.dossier.calendar.values())
        for path in sorted((folder / HOME / PASSAGES).glob("*.jsonl")):
            records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            heads = [each for each in records if each["kind"] == "document"]
            for head in heads:
                source = sources.get(str(head.get("sha256")), str(head["document"]))
                _dated(head, dates.get(source))
                ours = [each for each in records if each["kind"] == "passage" and each["document"] == head["document"]]
                blocks = [finders.Block(each["text"], each["anchor"]["start"], each["line"], each["label"], each.get("paragraph")) for each in ours]  # fmt: skip
                for record, found in zip(ours, finders.find(blocks, _head(head), roster, calendar), strict=True):
                    keys = (*DATED, *(BODY if record["label"] == "body" else ())) if record["label"] in LABELS else ()
                    record.update({key: getattr(found, key) for key in keys})
            text = "".join(map(as_line, records))
            if text != path.read_text(encoding="utf-8"):
                write_atomically(path, text)
                written += 1
    return written


def _dated(head: dict[str, Any], value: Any) -> None:
    """Put the day that a person gave into the head, or what was read back if nobody gives one any more."""
    date = dict(head.get("date") or {})
    read = date.pop("read", None)
    if read is not None:
        date |= read
    if value and value != date.get("value"):
        date |= {"read": {"value": date.get("value"), "status": date.get("status", "not_printed")}, "value": value, "status": "given"}  # fmt: skip
    if date:
        head["date"] = date


def _head(head: Mapping[str, Any]) -> finders.Head:
    date = head.get("date") or {}
    return finders.Head(date.get("value"), date.get("not_before"), date.get("not_after"), date.get("status") or "not_printed")  # fmt: skip
