"""An accepted claim as a coder changes it: its fields as they stand, and the version that the change is held against."""

from pathlib import Path
from typing import Any

from detente.coding.review.deciding import changeable
from detente.coding.review.desk import ACCEPTED
from detente.dossier import plover
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.workbench.review_room import open_room


def accepted_claim(name: str | Path, claim: str) -> dict[str, Any]:
    """Id, type, version, status, document, fields and the words of an accepted claim (the words "" where the text is not at hand).

    Raises DetenteError (id-unknown, or review-action for a claim that is not accepted). :func:`detente.workbench.reviewing.edit_claim`
    takes the change.
    """
    desk = open_room(name).desk()
    held = desk.claims.get(claim)
    if held is None:
        guess = nearest(claim, desk.claims)
        raise fail("id-unknown", f"there is no claim {claim!r}", f"Did you mean {guess!r}?" if guess else "")
    if held.status not in ACCEPTED:
        raise fail("review-action", f"{claim} is {held.status}, not accepted")
    reading = desk.readings.get(held.source_document)
    words = [reading.words(each.start, each.end) or "" for each in held.anchors] if reading else []
    return {
        "kind": "claim", "id": claim, "type": held.type, "version": desk.standing(claim).version, "status": held.status,
        "document": held.source_document, "line": held.line, "fields": changeable(held), "words": " … ".join(each for each in words if each),
        "can_move": reading is not None, "ranked": [], "likely_issues": [], "names": {}, "types": list(plover.TYPES) if held.type == "event" else [],
    }  # fmt: skip
