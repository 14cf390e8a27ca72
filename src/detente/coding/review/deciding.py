"""Decisions: each function takes the desk as it stands and gives the entry that the log gets, or raises what is wrong.

Nothing is accepted without an actor and a date, or the explicit word ``none`` for each. Only a person's decision moves
a status; no function decides on more than it was asked for, except exact copies of an accepted claim.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.coding.drafts import copies, in_order
from detente.coding.review.desk import ACCEPTED, Desk, Standing, piece_of
from detente.coding.review.log import STATUS, Entry
from detente.coding.review.proposals import TYPES, Proposal, claim_id, day_record
from detente.coding.review.readings import Reading, select
from detente.dossier import plover
from detente.dossier.claim import CLAIM_TYPES, BaseClaim
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.ids import nearest
from detente.kernel.slugs import SLUGS

#: The field that says who acts, speaks or holds, by type; it takes ``none``.
ACTOR_FIELD = {"event": "source", "quote": "speaker", "reported_speech": "speaker", "number": "attributed_to",
               "stance": "actor", "expectation": "holder", "advice": "adviser"}  # fmt: skip
#: Who acts when nobody can say: a legal actor, shown as such.
UNKNOWN = "unknown"
NONE = ("none", "-")
_LISTS = ("source", "target", "actor", "addressee", "issues", "mode", "auxiliary")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who decides, when (UTC, ISO), how long it took, and a remark."""

    by: str
    at: str
    seconds: float = 0.0
    note: str = ""


def _entry(desk: Desk, stamp: Stamp, action: str, about: str, **parts: Any) -> Entry:
    seq = desk.entries[-1].seq + 1 if desk.entries else 1
    return Entry(seq, stamp.at, stamp.by, action, about, seconds=stamp.seconds, note=stamp.note,
                 blind=desk.blind is not None, **parts)  # fmt: skip


def expect(desk: Desk, name: str, version: int | None) -> None:
    """Raise unless the claim is still as it was shown (``version``; None asks for nothing)."""
    standing = desk.standing(name)
    if version is not None and version != standing.version:
        now = (
            f"{standing.by} made it {standing.status} at {standing.at}"
            if standing.by
            else f"it is {standing.status} now"
        )
        raise fail("review-stale", f"{name} has changed since it was shown: {now}")


def accept(desk: Desk, name: str, fields: Mapping[str, Any], stamp: Stamp, *, edited: bool = False) -> Entry:
    """Confirm a suggestion, or edit one (or an accepted claim). ``fields`` win over what the machine proposed.

    A field that is None is taken away; ``words`` gives another selection; ``date`` takes ISO text, a record or ``none``.
    """
    standing, proposal = desk.standing(name), desk.proposals.get(name)
    held = _held(desk, name, standing)
    if held is not None:
        if not edited:
            raise fail("review-action", f"{name} is {held['status']} already")
        base, spans, document, type_ = dict(held), None, str(held["source_document"]), str(held["type"])
        origin = base["origin"]
        for key in (ACTOR_FIELD[type_], "date"):
            base.setdefault(key, "none")  # said on purpose when the claim was accepted
    elif proposal is None:
        raise _unknown(desk, name)
    elif standing.status not in ("open", "later"):
        raise fail("review-action", f"{name} is {standing.status} already", "Undo that decision first.")
    else:
        base, spans, document, type_ = dict(proposal.fields), proposal.spans, proposal.document, proposal.type
        origin = dict(proposal.origin)
    reading = desk.readings.get(document)
    if reading is None and (spans is not None or "words" in fields):
        raise fail("review-nothing", f"the passages of {document} are not at hand")
    given = dict(fields)
    if words := given.pop("words", None):
        spans = (_selected(reading, name, str(words), spans, base),)  # type: ignore[arg-type]
    if "type" in given and given["type"] != type_:
        type_, base = str(given["type"]), {key: base[key] for key in ("said_by", "author_attitude", "date", "issues") if key in base}  # fmt: skip
    action = "edit" if edited else "confirm"
    status = STATUS[action]
    claim = _claim(desk, name, type_, document, base, given, spans, reading, stamp, status, origin)
    was = _was(standing, proposal) if held is None else {"status": held["status"], "claim": held}
    return _entry(desk, stamp, action, name, touches=(name,), was=was, became={"status": status, "claim": claim})


def new(desk: Desk, document: str, passage: str, words: str, type_: str, fields: Mapping[str, Any], stamp: Stamp) -> Entry:  # fmt: skip
    """A claim of a person's own on selected words (exact words, first ... last words, or START-END) of a passage."""
    reading = desk.readings.get(document)
    held = reading.by_id.get(passage) if reading else None
    if reading is None or held is None:
        raise fail("id-unknown", f"there is no passage {passage!r} of {document!r}")
    if type_ not in TYPES:
        raise _bad_type(type_)
    span = select(reading, held, words)
    if span is None:
        raise fail("review-selection", f"{words[:50]!r} does not stand exactly once in {passage}")
    name = claim_id(document, type_, span)
    if desk.standing(name).status in ACCEPTED:
        raise fail("review-action", f"{name} is {desk.standing(name).status} already")
    base = {"said_by": {"role": "author"}, "author_attitude": "asserts"}
    claim = _claim(desk, name, type_, document, base, dict(fields), (span,), reading, stamp, "confirmed",
                   {"method": "person", "name": stamp.by})  # fmt: skip
    return _entry(desk, stamp, "new", name, touches=(name,), became={"status": "confirmed", "claim": claim})


def reject(desk: Desk, name: str, stamp: Stamp) -> Entry:
    """Reject a suggestion, or an accepted claim: it stays on record and carries nothing."""
    standing, proposal = desk.standing(name), desk.proposals.get(name)
    if proposal is None and standing.claim is None:
        raise _unknown(desk, name)
    if standing.status not in ("open", "later", *ACCEPTED):
        raise fail("review-action", f"{name} is {standing.status} already")
    became: dict[str, Any] = {"status": "rejected"}
    if standing.claim is not None:
        became["claim"] = _moved(standing.claim, "rejected", stamp)
    return _entry(desk, stamp, "reject", name, touches=(name,), was=_was(standing, proposal), became=became)


def later(desk: Desk, name: str, stamp: Stamp) -> Entry:
    """Put a suggestion off: it comes again at the end of the queue."""
    _open(desk, name)
    return _entry(desk, stamp, "later", name, touches=(name,), became={"status": "later"})


def split(desk: Desk, name: str, at: str, stamp: Stamp) -> Entry:
    """Cut a suggestion in two where the words ``at`` begin (or at a position); both pieces are open suggestions."""
    proposal = _open(desk, name)
    reading = desk.readings[proposal.document]
    cut = _cut(reading, proposal, at)
    pieces = []
    for part in _parts(reading, proposal.spans, cut):
        kept = {key: value for key, value in proposal.fields.items() if key not in ("value", "value_max")}
        pieces.append(piece_of(proposal, id=claim_id(proposal.document, proposal.type, part[0]), spans=[list(s) for s in part], fields=kept))  # fmt: skip
    return _entry(desk, stamp, "split", name, touches=(name,), was=_was(desk.standing(name), proposal),
                  became={"status": "split", "pieces": pieces})  # fmt: skip


def merge(desk: Desk, name: str, other: str, stamp: Stamp) -> Entry:
    """Join a suggestion with another open one (a new suggestion over both spans), or into an accepted claim (one more anchor)."""
    proposal = _open(desk, name)
    if name == other:
        raise fail("review-action", f"{name} cannot be merged with itself")
    target, held = desk.proposals.get(other), desk.standing(other)
    if held.claim is not None and held.status in ACCEPTED:
        if held.claim["source_document"] != proposal.document or held.claim["type"] != proposal.type:
            raise fail("review-action", f"{other} is of another document or type than {name}")
        anchors = [*held.claim["anchors"], *_anchors(desk.readings[proposal.document], name, proposal.spans)]
        claim = _moved({**held.claim, "anchors": anchors}, "edited", stamp)
        states = {name: {"status": "merged"}, other: {"status": "edited", "claim": claim}}
        return _entry(desk, stamp, "merge", name, touches=(name, other), was={"status": held.status, "claim": dict(held.claim)},
                      became={"states": states})  # fmt: skip
    if target is None:
        raise _unknown(desk, other)
    _open(desk, other)
    if (target.document, target.type) != (proposal.document, proposal.type):
        raise fail("review-action", f"{other} is of another document or type than {name}")
    spans = sorted({*proposal.spans, *target.spans})
    joined = claim_id(proposal.document, f"{proposal.type}-merged", (spans[0][0], spans[-1][1]))
    fields = {**target.fields, **{key: value for key, value in proposal.fields.items() if value}}
    piece = piece_of(proposal, id=joined, spans=[list(span) for span in spans], fields=fields)
    states = {name: {"status": "merged"}, other: {"status": "merged"}}
    return _entry(desk, stamp, "merge", name, touches=(name, other), became={"states": states, "pieces": [piece]})


def undo(desk: Desk, stamp: Stamp) -> Entry:
    """Take back the coder's latest decision that stands; the log keeps both."""
    last = desk.last_of(stamp.by)
    if last is None:
        raise fail("review-action", f"there is no decision of {stamp.by} to take back")
    about = {"action": last.action, "about": last.about}
    return _entry(desk, stamp, "undo", last.about, touches=last.touches, was=about, undoes=last.seq)


def answer(desk: Desk, question: str, given: Mapping[str, Any], stamp: Stamp) -> Entry:
    """Settle a question: ``{"actor": ID}`` ("" for no actor), or ``{"value": ISO}``; ``{"skip": true}`` leaves it open for good."""
    kind = question.partition(":")[0]
    if not given.get("skip"):
        if kind in ("date", "when"):
            value = str(given.get("value") or "")
            if day_record(value) is None:
                raise fail("review-answer", f"{value!r} is no day, month, year or A/B", "Write YYYY, YYYY-MM, YYYY-MM-DD or A/B.")  # fmt: skip
        elif "actor" not in given:
            raise fail("review-answer", "the answer names no actor", "Give the id of an actor, or none.")
    was = {"date": desk.dates[question.partition(":")[2]]} if kind == "date" and desk.dates.get(question.partition(":")[2]) else {}  # fmt: skip
    return _entry(desk, stamp, "answer", question, was=was, became={"answer": dict(given)})


def copy_of(desk: Desk, first: str, name: str, stamp: Stamp) -> Entry:
    """Accept an exact duplicate of an accepted claim with that claim's coding."""
    if name not in {each.id for each in desk.duplicates(first)}:
        raise fail("review-action", f"{name} is no exact duplicate of {first}", "Decide on it by itself.")
    claim = desk.decided[first]
    skipped = ("id", "type", "source_document", "anchors", "status", "by", "at", "origin", "history", "note")
    fields = {key: value for key, value in claim.items() if key not in skipped}
    fields["note"] = f"exact copy of {first}"
    for key in (ACTOR_FIELD[str(claim["type"])], "date"):
        fields.setdefault(key, "none")
    return accept(desk, name, fields, stamp)


def event_row(desk: Desk, claim: str, became: Mapping[str, Any], stamp: Stamp) -> Entry:
    """An event claim gets a row of events.csv (``row``), joins one (``joins``), or gets none (``skip``)."""
    return _entry(desk, stamp, "event", claim, became=dict(became))


def record(desk: Desk, kind: str, kept: Mapping[str, Any], stamp: Stamp) -> Entry:
    """An actor, a day of the calendar or an issue is added or changed (``kept``: the keys that are set, with the id)."""
    return _entry(desk, stamp, "record", f"{kind}:{kept['id']}", became={"record": dict(kept)})


def done(desk: Desk, document: str, stamp: Stamp) -> Entry:
    """Close a document of a blind pass."""
    if desk.blind is None or document not in desk.readings:
        raise fail("review-blind", f"{document!r} is no document of a blind pass")
    left = len(desk.queue(document=document))
    if left:
        raise fail("review-blind", f"{left} suggestions of {document} are undecided", "Decide on them first.")
    return _entry(desk, stamp, "done", document, touches=(), became={"finished": True})


# --- parts ------------------------------------------------------------------------------------------------------------


def _claim(desk: Desk, name: str, type_: str, document: str, base: Mapping[str, Any], given: Mapping[str, Any],
           spans: Sequence[tuple[int, int]] | None, reading: Reading | None, stamp: Stamp, status: str, origin: Mapping[str, Any]) -> dict[str, Any]:  # fmt: skip
    """The claim's record, or every reason why it cannot be one."""
    if type_ not in TYPES:
        raise _bad_type(type_)
    if wrong := [*_shapes(name, given)]:
        raise DetenteError(*wrong)
    merged = {**base, **given}
    problems = [*_settle_actor(name, type_, merged, given), *_settle_date(name, merged, given)]
    for key in _LISTS:
        merged[key] = _one_or_many(type_, key, merged.get(key))
    problems += _codebook(name, type_, merged)
    known = CLAIM_TYPES[type_].model_fields
    problems += [_problem("key-unknown", f"{name}: a claim of the type {type_} has no `{key}`") for key in given if key not in known]  # fmt: skip
    anchors = list(base.get("anchors") or ()) if spans is None else _anchors(reading, name, spans)  # type: ignore[arg-type]
    said = merged.get("said_by")
    if type_ in ("quote", "reported_speech") and isinstance(said, Mapping) and said.get("role") == "actor_own_words":
        merged["said_by"] = {**said, "actor": merged.get("speaker")}
    claim = {key: value for key, value in merged.items() if value is not None and key in known}
    if type_ == "number":
        claim.setdefault("value", None)
    claim |= {"id": name, "type": type_, "source_document": document, "anchors": anchors, "status": status,
              "by": stamp.by, "at": stamp.at, "origin": dict(origin)}  # fmt: skip
    claim["history"] = [*(base.get("history") or ()), _step(status, stamp)]
    if reading is not None:
        text = "\n".join(str(passage["text"]) for passage in reading.passages)
        problems += [_problem("quote-copied", f"{name}: `{field}` repeats the document's words {run!r}") for field, run in copies(claim, text)]  # fmt: skip
    if problems:
        raise DetenteError(*problems)
    return in_order(claim)


def _shapes(name: str, given: Mapping[str, Any]) -> Iterator[Problem]:
    """Values of which not even the rules of the record could be asked: a list of something else than words, a date of another kind."""
    for key, value in given.items():
        words = isinstance(value, str) or (
            isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
        )
        if key in _LISTS and value is not None and not words:
            yield _problem(
                "value-invalid", f"{name}: `{key}` takes an id or a list of ids", "Write text, or a list of texts."
            )
        if key == "date" and not isinstance(value, str | Mapping | None):
            yield _problem(
                "value-invalid",
                f"{name}: `date` takes text or a record",
                "Write YYYY, YYYY-MM, YYYY-MM-DD, A/B or none.",
            )
        if key in ("plover", "type", ACTOR_FIELD["quote"]) and value is not None and not isinstance(value, str):
            yield _problem("value-invalid", f"{name}: `{key}` takes text", "Write text.")


def changeable(claim: BaseClaim) -> dict[str, Any]:
    """The record of a claim as plain data, without keys that say nothing."""
    return {"type": claim.type, **claim.model_dump(mode="json", exclude_none=True, exclude_defaults=True)}


def _held(desk: Desk, name: str, standing: Standing) -> dict[str, Any] | None:
    """The accepted record that an edit begins with: as the dossier's files have it, whoever wrote it there, else as the log has it."""
    if standing.claim is not None and standing.status not in ACCEPTED:
        return None
    known = desk.claims.get(name)
    if known is not None and known.status in ACCEPTED:
        return changeable(known)
    return dict(standing.claim) if standing.claim is not None else None


def _one_or_many(type_: str, key: str, value: Any) -> Any:
    """The value as the type holds it: a list where it takes several, else the only one (an addressee may be either)."""
    field = CLAIM_TYPES[type_].model_fields.get(key)
    if field is None or value is None:
        return value
    if "tuple" in str(field.annotation):
        return ([value] if value and value not in NONE else []) if isinstance(value, str) else value
    if isinstance(value, list | tuple) and len(value) < 2:
        return value[0] if value else None
    return value


def _settle_actor(name: str, type_: str, merged: dict[str, Any], given: Mapping[str, Any]) -> list[Problem]:
    field = ACTOR_FIELD[type_]
    value = merged.get(field)
    if (isinstance(value, str) and value in NONE) or (isinstance(value, list | tuple) and list(value) in (["none"], ["-"])):  # fmt: skip
        if type_ == "number":
            merged.pop(field)
        else:
            merged[field] = [UNKNOWN] if field in _LISTS else UNKNOWN
        return []
    if not value:
        return [_problem("review-open", f"{name}: `{field}` says nobody")]
    return []


def _settle_date(name: str, merged: dict[str, Any], given: Mapping[str, Any]) -> list[Problem]:
    value = merged.get("date")
    if isinstance(value, str) and value in NONE:
        merged.pop("date")
        return []
    if isinstance(value, str):
        record = day_record(value, basis="analyst")
        if record is None:
            return [_problem("date-invalid", f"{name}: {value!r} is no day, month, year or A/B", "Write YYYY, YYYY-MM, YYYY-MM-DD, A/B or none.")]  # fmt: skip
        merged["date"] = record
        return []
    return [] if value else [_problem("review-open", f"{name}: `date` is empty")]


def _codebook(name: str, type_: str, merged: Mapping[str, Any]) -> list[Problem]:
    """Slips that the record's own rules cannot see."""
    if type_ != "event":
        return []
    kind = str(merged.get("plover") or "")
    if kind not in plover.TYPES and kind not in plover.OLD_NAMES:
        guess = nearest(kind, plover.TYPES)
        return [_problem("value-invalid", f"{name}: {kind!r} is none of the sixteen PLOVER types", f"Did you mean {guess!r}?" if guess else "")]  # fmt: skip
    both = set(merged.get("source") or ()) & set(merged.get("target") or ())
    if both and not str(merged.get("note") or "").startswith("internal"):
        message = f"{name}: {', '.join(sorted(both))} stands on both sides"
        return [_problem("review-open", message, "Take it off one side, or begin the note with `internal` for a domestic event.")]  # fmt: skip
    return []


def _step(status: str, stamp: Stamp) -> dict[str, Any]:
    return {"status": status, "by": stamp.by, "at": stamp.at, **({"note": stamp.note} if stamp.note else {})}


def _moved(claim: Mapping[str, Any], status: str, stamp: Stamp) -> dict[str, Any]:
    return {**claim, "status": status, "by": stamp.by, "at": stamp.at, "history": [*(claim.get("history") or ()), _step(status, stamp)]}  # fmt: skip


def reverted(claim: Mapping[str, Any], status: str, stamp: Stamp) -> dict[str, Any]:
    """An accepted claim after its decision was undone: the record stays, with the undoing in its history."""
    return _moved(claim, status, stamp)


def _was(standing: Standing, proposal: Proposal | None) -> dict[str, Any]:
    if standing.claim is not None:
        return {"status": standing.status, "claim": dict(standing.claim)}
    kept = {} if proposal is None else {"type": proposal.type, "fields": dict(proposal.fields), "ranked": [list(each) for each in proposal.ranked[:3]]}  # fmt: skip
    return {"status": "suggested" if standing.status == "open" else standing.status, **kept}


def _open(desk: Desk, name: str) -> Proposal:
    proposal = desk.proposals.get(name)
    if proposal is None:
        raise _unknown(desk, name)
    if desk.standing(name).status not in ("open", "later"):
        raise fail("review-action", f"{name} is {desk.standing(name).status} already", "Undo that decision first.")
    return proposal


def _anchors(reading: Reading, name: str, spans: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    anchors = [reading.anchor(*span) for span in spans]
    if any(anchor is None for anchor in anchors):
        raise fail("review-selection", f"{name}: a span is longer than 400 characters or leaves its passage")
    return [anchor for anchor in anchors if anchor is not None]


def _selected(reading: Reading, name: str, words: str, spans: Any, base: Mapping[str, Any]) -> tuple[int, int]:
    start = spans[0][0] if spans else base["anchors"][0]["start"]
    passage = reading.at(start)
    span = select(reading, passage, words) if passage is not None else None
    if span is None:
        raise fail("review-selection", f"{name}: {words[:50]!r} does not stand exactly once in the passage")
    return span


def _cut(reading: Reading, proposal: Proposal, at: str) -> int:
    """The position at which the words begin, inside the suggestion and not at its start."""
    if at.strip().isdecimal():
        places = [int(at)]
    else:
        places = [start + place for start, end in proposal.spans
                  if (place := (reading.words(start, end) or "").find(at.strip())) >= 0 and at.strip()]  # fmt: skip
    inside = [place for place in places if any(start < place < end for start, end in proposal.spans)]
    if len(inside) != 1:
        raise fail("review-selection", f"{at[:50]!r} does not begin once inside the words of {proposal.id}", "Write the first words of the second part.")  # fmt: skip
    return inside[0]


def _parts(reading: Reading, spans: Sequence[tuple[int, int]], cut: int) -> list[tuple[tuple[int, int], ...]]:
    """Both sides of the cut, without blanks and joining marks at the seam."""
    left: list[tuple[int, int]] = []
    right: list[tuple[int, int]] = []
    for start, end in spans:
        if end <= cut:
            left.append((start, end))
        elif start >= cut:
            right.append((start, end))
        else:
            first = (reading.words(start, cut) or "").rstrip(" ,;:\n")
            left.append((start, start + len(first)))
            right.append((cut, end))
    return [tuple(left), tuple(right)]


def _unknown(desk: Desk, name: str) -> DetenteError:
    guess = nearest(name, [*desk.proposals, *desk.decided])
    return fail("id-unknown", f"there is no suggestion {name!r}", f"Did you mean {guess!r}?" if guess else "")


def _bad_type(type_: str) -> DetenteError:
    return fail("value-invalid", f"{type_!r} is no type of claim", f"Use one of {', '.join(TYPES)}.")


def _problem(slug: str, message: str, fix: str = "") -> Problem:
    return Problem("", 0, slug, message, fix or SLUGS[slug].fix)
