"""From the log to the claims table: which records the dossier's files lack, or hold in an older state."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.coding.drafts import in_order
from detente.coding.review.desk import Desk
from detente.coding.review.log import Entry
from detente.dossier.claim import BaseClaim


@dataclass(frozen=True, slots=True)
class Change:
    """One record to write: ``record`` whole where the dossier has none, else the keys to set and those to take away."""

    name: str
    document: str
    record: Mapping[str, Any]
    drop: tuple[str, ...] = ()
    fresh: bool = False


def changes(desk: Desk, claims: Mapping[str, BaseClaim], names: Iterable[str]) -> Iterator[Change]:
    """What must be written so that the dossier's claims agree with the log, for the claims named.

    A claim whose latest step stands in its history already is left alone, whatever was done to it afterwards.
    """
    last: dict[str, Entry] = {name: entry for entry in desk.entries if not entry.blind for name in entry.touches}
    seqs = {entry.seq: entry for entry in desk.entries}
    for name in names:
        standing, held, entry = desk.standing(name), claims.get(name), last.get(name)
        record = standing.claim
        if entry is None or (record is None and held is None):
            continue
        undone = seqs.get(entry.undoes or 0)
        if record is None and undone is not None and undone.about == name:
            record = undone.was.get("claim")  # a claim that was accepted elsewhere, before anybody decided on it here
        if entry.action == "undo" or record is None:
            back = _without(standing.status, held) if record is None else standing.status if standing.claim is not None else str(record["status"])  # fmt: skip
            step = {"status": back, "by": entry.by, "at": entry.at, "note": "undone" if entry.action == "undo" else entry.action}  # fmt: skip
        else:
            step = record["history"][-1]
        if held is None:
            if record is not None:
                yield Change(name, str(record["source_document"]), in_order(dict(record)), fresh=True)
            continue
        if any((each.status, each.by, each.at) == (step["status"], step["by"], step["at"]) for each in held.history):
            continue
        before = [each.model_dump(mode="json", exclude_none=True) for each in held.history]
        wanted = {**(record or {}), "status": step["status"], "by": step["by"], "at": step["at"], "history": [*before, step]}  # fmt: skip
        old = held.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        drop = tuple(key for key in old if record is not None and key not in wanted)
        yield Change(name, held.source_document, wanted, drop)


def _without(status: str, held: BaseClaim | None) -> str:
    """The status of a record whose acceptance is gone: what a machine suggested is open again, a person's own is withdrawn."""
    own = held is not None and held.origin.method == "person"
    return "rejected" if own or status in ("rejected", "merged", "split") else "suggested"
