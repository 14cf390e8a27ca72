"""Where a claim is used: every record of a dossier that rests on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: Records that are no use of a claim but the claims' own ground.
_GROUND = frozenset({"sources", "actors", "calendar"})


@dataclass(frozen=True, slots=True)
class Use:
    """One record that rests on a claim: its collection, its id, and the part of it (``salience``; "" for the whole)."""

    kind: str
    id: str
    part: str = ""


def claim_uses(collections: Iterator[tuple[str, Mapping[str, Any]]]) -> dict[str, tuple[Use, ...]]:
    """Claim id -> the records resting on it, in the order of the format and of the files, each part once.

    A record rests on a claim that stands in a list under ``claims`` or ``evidence`` anywhere in it, or that settles it
    (``settled_by`` of an expectation).
    """
    found: dict[str, dict[Use, None]] = {}
    for kind, records in collections:
        if kind in _GROUND:
            continue
        for name, record in records.items():
            for part, claim in _mentioned(record.model_dump(mode="json", by_alias=True), ""):
                found.setdefault(claim, {})[Use(kind, name, part)] = None
    return {claim: tuple(uses) for claim, uses in found.items()}


def _mentioned(body: Any, part: str) -> Iterator[tuple[str, str]]:
    """(part, claim) for each mention. A part is named by the innermost id, else by the outermost key that is no list."""
    if isinstance(body, dict):
        named = body.get("id") if part else None
        for key, value in body.items():
            if (
                key in ("claims", "evidence")
                and isinstance(value, list)
                and all(isinstance(each, str) for each in value)
            ):
                yield from ((named or part, claim) for claim in value)
            elif key == "settled_by" and isinstance(value, str):
                yield "outcome", value
            elif isinstance(value, dict | list):
                yield from _mentioned(value, str(named or part or key))
    elif isinstance(body, list):
        for each in body:
            yield from _mentioned(each, part)
