"""What an answer changes beside the log: a document's date, the roster."""

from collections.abc import Mapping
from typing import Any

from detente.coding.review.log import Entry
from detente.coding.review.proposals import day_record
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.workbench.review_records import edit_of
from detente.workbench.review_room import Edit, Room


def edits_of_answer(room: Room, entry: Entry) -> list[Edit]:
    """The edits of sources.yaml or actors.yaml that an answer brings. Raises DetenteError for an unknown actor."""
    given: Mapping[str, Any] = entry.became.get("answer") or {}
    kind, _, rest = entry.about.partition(":")
    if given.get("skip"):
        return []
    if kind == "date":
        return _date(room, rest, str(given["value"]))
    if kind in ("who", "actor"):
        return _actor(room, kind, rest, given)
    return []


def _date(room: Room, source: str, value: str) -> list[Edit]:
    """A day is given as the date; anything wider is a bracket that a person gave."""
    record = day_record(value)
    held = room.dossier.sources[source].date.model_dump(mode="json", exclude_none=True)
    assert record is not None  # noqa: S101  the answer was checked
    single = record["start"] == record["end"]
    date = {"value": record["start"] if single else None, "status": "given" if single else "bracket"}
    if not single:
        date |= {"not_before": record["start"], "not_after": record["end"]}
    kept = {key: held[key] for key in ("not_before", "not_after", "evidence") if key in held and key not in date}
    inner = room.opened.places["sources", source][0]
    return [Edit(inner, "sources", source, {"date": {**kept, **date}}, how="edit")]


def _actor(room: Room, kind: str, rest: str, given: Mapping[str, Any]) -> list[Edit]:
    actor, name = str(given.get("actor") or ""), printed_name(room, rest) if kind == "who" else ""
    if not actor:
        return []
    if add := given.get("add"):
        if actor in room.dossier.actors:
            raise fail("id-duplicate", f"there is an actor {actor!r} already", "Take another id, or say that the name is another name of that actor.")  # fmt: skip
        record = {"id": actor, "name": name or actor, **{key: value for key, value in add.items() if value not in (None, "", [])}}  # fmt: skip
        if name and name != record["name"]:
            record["aliases"] = list(dict.fromkeys([*record.get("aliases", []), name]))
        return [edit_of(room, "actor", record)]
    if actor not in room.dossier.actors:
        guess = nearest(actor, room.dossier.actors)
        raise fail("id-unknown", f"there is no actor {actor!r}", f"Did you mean {guess!r}?" if guess else "Add it to the roster.")  # fmt: skip
    held = room.dossier.actors[actor]
    if given.get("alias") and name and name not in (held.name, *held.aliases):
        inner = room.opened.places["actors", actor][0]
        return [Edit(inner, "actors", actor, {"aliases": [*held.aliases, name]}, how="edit")]
    return []


def printed_name(room: Room, folded: str) -> str:
    """A name outside the roster as the documents print it."""
    found = next((each for each in room.desk().questions if each.id == f"who:{folded}"), None)
    return found.facts[0] if found and found.facts else folded
