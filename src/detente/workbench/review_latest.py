"""Who decided what and when, and what the latest decision of a coder left behind."""

from pathlib import Path
from typing import Any

from detente.coding.review.desk import ACCEPTED
from detente.coding.review.log import Entry, in_force
from detente.workbench.review_room import open_room


def latest(name: str | Path, *, coder: str, blind: bool = False) -> dict[str, Any] | None:
    """The coder's latest decision that stands, with exact copies of what it accepted; None before the first."""
    desk = open_room(name).desk(coder if blind else None)
    last = desk.last_of(coder)
    if last is None:
        return None
    copies = last.action in ("confirm", "edit") and not blind and desk.standing(last.about).status in ACCEPTED
    return {**_told(last), "copies": [each.id for each in desk.duplicates(last.about)] if copies else []}


def decisions(name: str | Path, *, most: int = 200) -> list[dict[str, Any]]:
    """The log, the newest decision first: who, when (UTC), what, about what, seconds spent, and whether it was taken back.

    Decisions of a blind coder are told without what they decided, until their documents can be compared.
    """
    entries = open_room(name).entries
    force = {entry.seq for entry in in_force(entries)}
    return [
        {**_told(each), "stands": each.seq in force}
        if not each.blind
        else {"seq": each.seq, "by": each.by, "at": each.at, "action": "blind", "about": "", "status": "", "seconds": each.seconds, "note": "", "stands": True}
        for each in reversed(entries[-most:])
    ]  # fmt: skip


def _told(entry: Entry) -> dict[str, Any]:
    states = entry.became.get("states") or {}
    status = str((states.get(entry.about) or entry.became).get("status") or "")
    return {"seq": entry.seq, "by": entry.by, "at": entry.at, "action": entry.action, "about": entry.about, "status": status,
            "seconds": round(entry.seconds, 1), "note": entry.note}  # fmt: skip
