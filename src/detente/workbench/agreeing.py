"""Blind double coding: what two coders share, and what the dossier says of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detente.coding.reliability import Slot, compare, mark
from detente.coding.review.desk import Desk
from detente.coding.review.log import in_force
from detente.dossier.claim import BaseClaim, EventClaim, QuoteClaim, Stance
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.store.shipped import writable_folder_of
from detente.store.write import writing
from detente.workbench.review_room import Room, _apply, _try_out, coder_id, coding_edit, open_room

UNCODED = "not double-coded"
SAME_SPANS = "Both coders went over the same machine-marked passages, so finding is easier than from a blank page."


def agreement(name: str | Path, *, coder: str | None = None, seed: int = 0) -> dict[str, Any]:
    """How far a blind second coder agrees with the dossier, over the documents that the second coder closed.

    ``coder`` may be left out when there is one. Alpha and kappa with 95 % intervals from 1,000 resamples of ``seed``.
    Raises DetenteError while no document is closed: nobody sees the other's decisions before.
    """
    room = open_room(name)
    chosen = _second(room, coder)
    desk = room.desk(chosen)
    documents = sorted(desk.finished)
    if not documents:
        raise fail("review-blind", f"{chosen} has closed no document yet")
    first = [each for each in _first(room) if each.document in desk.finished]
    second = [each for each in _blind(desk) if each.document in desk.finished]
    usable = list(room.dossier.usable_claims.values())
    share = sum(claim.source_document in desk.finished for claim in usable) / len(usable) if usable else 0.0
    found = compare(first, second, seed=seed)
    value = found["type"]["alpha"]
    return {"coders": [_first_names(room, desk.finished), chosen], "documents": documents, "double_coded_share": round(share, 6),
            "alpha": value, "mark": mark(value), **found, "note": SAME_SPANS}  # fmt: skip


def record_agreement(name: str | Path, *, coder: str | None = None, seed: int = 0) -> dict[str, Any]:
    """Write coders, double-coded share and alpha into the head of the dossier, and return what was found."""
    folder = writable_folder_of(name)
    found = agreement(folder, coder=coder, seed=seed)
    chosen, alpha = found["coders"][1], found["alpha"]
    said = "undefined" if alpha is None else f"{alpha:.3f}"
    note = (f"Double-coded blind by {chosen}: {', '.join(found['documents'])}. Alpha (nominal) of {found['type']['n']} matched types {said}: "
            f"{found['mark']}.")  # fmt: skip
    with writing(folder):
        room = open_room(folder)
        values = {
            "double_coded_share": found["double_coded_share"],
            "alpha": None if alpha is None else round(alpha, 6),
            "note": note,
        }
        edits = coding_edit(room.dossier, [(coder_id(chosen), chosen)], **values)
        _try_out(room, edits)
        _apply(folder, edits)
    return found


def stated(room: Room) -> str:
    """Coders, double-coded share and alpha in a sentence, or "not double-coded"."""
    coding = room.dossier.dossier.coding
    coders = ", ".join(coder.name for coder in coding.coders) or "nobody named"
    if not coding.double_coded_share:
        return f"coded by {coders}; {UNCODED}"
    return f"coded by {coders}; {100 * coding.double_coded_share:.0f} % double-coded, alpha {'undefined' if coding.alpha is None else f'{coding.alpha:.3f}'}: {mark(coding.alpha)}"  # fmt: skip


def _second(room: Room, coder: str | None) -> str:
    known = list(dict.fromkeys(entry.by for entry in room.entries if entry.blind))
    if coder is None and len(known) == 1:
        return known[0]
    if coder in known:
        return str(coder)
    guess = nearest(coder or "", known)
    fix = f"Did you mean {guess!r}?" if guess else f"Name one with --coder: {', '.join(known)}." if known else "Start a blind pass: `detente review DOSSIER --blind --coder NAME`."  # fmt: skip
    raise fail("review-blind", f"{coder or 'nobody'} has coded blind here" if not known else f"{coder or 'no coder'} is not one of the blind coders", fix)  # fmt: skip


def _first(room: Room) -> list[Slot]:
    """The dossier's accepted claims, and what was rejected in the first pass."""
    desk = room.desk()
    slots = [_slot(claim, claim.id) for claim in room.dossier.usable_claims.values()]
    return [*slots, *_rejected(desk)]


def _blind(desk: Desk) -> list[Slot]:
    from detente.dossier.claim import CLAIM_TYPES

    claims = [CLAIM_TYPES[str(data["type"])].model_validate(dict(data)) for name, data in desk.decided.items() if desk.standing(name).status in ("confirmed", "edited")]  # fmt: skip
    return [*(_slot(claim, claim.id) for claim in claims), *_rejected(desk)]


def _rejected(desk: Desk) -> list[Slot]:
    return [Slot(name, each.document, each.type, each.spans, accepted=False) for name, each in desk.proposals.items()
            if desk.standing(name).status == "rejected"]  # fmt: skip


def _slot(claim: BaseClaim, name: str) -> Slot:
    spans = tuple((anchor.start, anchor.end) for anchor in claim.anchors)
    days = (claim.date.start, claim.date.end) if claim.date else None
    return Slot(name, claim.source_document, claim.type, spans, _label(claim), tuple(_sides(claim)), days)


def _label(claim: BaseClaim) -> str:
    match claim:
        case EventClaim():
            return claim.plover
        case QuoteClaim():
            return claim.kind
        case Stance():
            return claim.aspect
        case _:
            return ""


def _sides(claim: BaseClaim) -> Iterable[str]:
    if isinstance(claim, EventClaim):
        return [*sorted(claim.source), "->", *sorted(claim.target)]
    return sorted(claim.actors)


def _first_names(room: Room, documents: frozenset[str]) -> str:
    names = {str(claim.by) for claim in room.dossier.usable_claims.values() if claim.source_document in documents}
    return ", ".join(sorted(names)) or ", ".join(sorted({entry.by for entry in in_force(room.entries)}))
