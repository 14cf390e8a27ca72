"""Rows of events.csv out of event claims, by a person's decision: a row of its own, or one more claim for a row that is there."""

from pathlib import Path
from typing import Any

from detente.coding.review import deciding
from detente.coding.review.desk import Desk
from detente.coding.review.event_rows import candidates, row_of, waiting
from detente.coding.review.log import Entry
from detente.dossier.claim import EventClaim
from detente.dossier.layout import EVENT_COLUMNS
from detente.kernel.errors import fail
from detente.kernel.ids import is_id
from detente.store.edit_table import add_row, change_row
from detente.store.files import MAX_TABLE, read_text
from detente.store.tables import read_table
from detente.workbench.review_room import Edit, Room, decide, open_room, stamp

FILE = "events.csv"


def next_event_claim(name: str | Path) -> dict[str, Any] | None:
    """The next accepted event claim without a row, with rows that may tell the same event; None when there is none."""
    room = open_room(name)
    put_off = {entry.about for entry in room.desk().force if entry.action == "event" and entry.became.get("skip")}
    queue = [claim for claim in waiting(room.dossier.claims.values(), room.dossier.events) if claim.id not in put_off]
    if not queue:
        return None
    claim = queue[0]
    return {
        "kind": "event_claim", "id": claim.id, "left": len(queue), "summary": claim.summary, "type": claim.plover,
        "source": list(claim.source), "target": list(claim.target), "document": claim.source_document,
        "date": claim.date.model_dump(mode="json") if claim.date else None,
        "candidates": [_candidate(room, event, score) for event, score in candidates(claim, room.dossier.events)],
    }  # fmt: skip


def _candidate(room: Room, name: str, score: float) -> dict[str, Any]:
    event = room.dossier.events[name]
    return {"id": name, "score": round(score, 6), "summary": event.summary, "type": event.type, "claims": list(event.claims),
            "date_start": event.date_start.isoformat() if event.date_start else None,
            "date_end": event.date_end.isoformat() if event.date_end else None}  # fmt: skip


def make_event(name: str | Path, claim: str, *, coder: str, row: str | None = None, joins: str | None = None, skip: bool = False,
               seconds: float = 0.0, at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """A row of its own (``row`` is its id, else the claim's), or the row ``joins``; ``skip`` says that it gets none."""

    def make(desk: Desk) -> Entry:
        held = desk.claims.get(claim)
        if not isinstance(held, EventClaim) or not held.usable:
            raise fail("review-action", f"{claim!r} is no accepted event claim")
        if not is_id(row or claim):
            raise fail("id-invalid", f"{row!r} cannot be the id of an event")
        became: dict[str, Any] = {"skip": True} if skip else {"joins": joins} if joins else {"row": row or claim}
        return deciding.event_row(desk, claim, became, stamp(coder, seconds, "", at))

    entry, _ = decide(name, None, make, also=_edits)
    return {"seq": entry.seq, "claim": claim, **entry.became}


def _edits(room: Room, entry: Entry) -> list[Edit]:
    claim, text = room.dossier.claims[entry.about], _text(room)
    if entry.became.get("skip"):
        return []
    if joins := entry.became.get("joins"):
        event = room.dossier.events.get(str(joins))
        if event is None:
            raise fail("id-unknown", f"there is no event {joins!r}")
        if claim.id in event.claims:
            raise fail("review-action", f"{claim.id} stands in the row {joins} already")
        return [_table(change_row(text, str(joins), {"claims": ";".join([*event.claims, claim.id])}))]
    name = str(entry.became["row"])
    if name in room.dossier.events:
        raise fail("id-duplicate", f"there is an event {name!r} already")
    assert isinstance(claim, EventClaim)  # noqa: S101  checked when the entry was made
    return [_table(add_row(text, EVENT_COLUMNS, row_of(claim, name)))]


def edits_of_undo(room: Room, entry: Entry) -> list[Edit]:
    """What the undoing of an event's row takes away from the table; nothing for other decisions."""
    undone = next((each for each in room.entries if each.seq == entry.undoes), None)
    if undone is None or undone.action != "event" or undone.became.get("skip"):
        return []
    name = str(undone.became.get("joins") or undone.became.get("row"))
    event = room.dossier.events.get(name)
    if event is None or undone.about not in event.claims:
        return []
    left = [each for each in event.claims if each != undone.about]
    gone = not left and undone.became.get("row")
    return [_table(change_row(_text(room), name, None if gone else {"claims": ";".join(left)}))]


def _text(room: Room) -> str:
    path = room.folder / FILE
    return (read_text(path, MAX_TABLE, []) or "") if path.exists() else ""


def _table(text: str) -> Edit:
    return Edit(
        FILE, "events", FILE, {"text": text, "rows": read_table(text, EVENT_COLUMNS, ("id",)).rows}, how="table"
    )
