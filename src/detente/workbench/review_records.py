"""What a review keeps beside claims: actors of the roster, days of the calendar, issues; each a decision in the log like any other."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.coding.review import deciding
from detente.coding.review.desk import Desk
from detente.coding.review.log import Entry
from detente.kernel.errors import fail
from detente.kernel.ids import is_id
from detente.workbench.review_room import Edit, Room, decide, stamp

#: The file and list that hold a kind of record, and the order of its keys.
HOMES = {
    "actor": ("actors.yaml", "actors", ("id", "name", "kind", "country", "sector", "aliases", "metonyms", "group_of", "roles", "active", "note")),
    "calendar": ("calendar.yaml", "calendar", ("id", "name", "start", "end", "source")),
    "issue": ("issues.yaml", "issues", ("id", "name", "low", "high", "anchors", "controller", "status_quo", "parents", "note")),
}  # fmt: skip


def keep_record(name: str | Path, kind: str, record: Mapping[str, Any], *, coder: str, seconds: float = 0.0,
                at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Add an actor, a day of the calendar or an issue; where the id is known, the keys given are set and the others kept.

    ``kind`` is one of :data:`HOMES`. An issue's ``controller`` is ``joint`` unless given. Raises DetenteError with everything that would
    be wrong in the dossier, and then nothing is written. The outcome says whether the record is new. What hangs on a name or a
    day is found by :func:`detente.workbench.refinding.find_again`.
    """
    if kind not in HOMES:
        raise fail("value-invalid", f"{kind!r} is no kind of record", f"Use one of {', '.join(HOMES)}.")
    if not is_id(str(record.get("id") or "")):
        raise fail("id-invalid", f"{record.get('id')!r} cannot be the id of a record")
    given = {key: value for key, value in record.items() if value not in (None, "", [])}
    entry, _ = decide(
        name, None, lambda desk: _entry(desk, kind, given, coder, seconds, at), also=lambda room, _: [edit_of(room, kind, given)]
    )  # fmt: skip
    return {"seq": entry.seq, "kind": kind, "id": given["id"], "new": not entry.was["records"][0]["had"]}


def edit_of(room: Room, kind: str, record: Mapping[str, Any]) -> Edit:
    """The edit of the dossier's files that keeps the record."""
    inner, key, order = HOMES[kind]
    name = str(record["id"])
    if place := room.opened.places.get((key, name)):
        return Edit(place[0], key, name, {field: value for field, value in record.items() if field != "id"}, how="edit")
    full = {**({"controller": "joint"} if kind == "issue" else {}), **record}
    if kind == "calendar":
        full.setdefault("end", full.get("start"))
    return Edit(inner, key, name, {field: full[field] for field in order if field in full} | full)


def _entry(desk: Desk, kind: str, record: Mapping[str, Any], coder: str, seconds: float, at: str | None) -> Entry:
    return deciding.record(desk, kind, record, stamp(coder, seconds, "", at))
