"""Review: what to decide next, and the decisions. The terminal and the page call the same functions.

Every function that decides takes ``version``, the number that came with the suggestion: if somebody decided in between,
nothing is written and the error says who did. ``coder`` is the person; ``blind`` makes it a second, blind pass.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.coding.review import deciding, view
from detente.coding.review.codebook import boundary, help_for
from detente.coding.review.desk import ORDERS, Desk, tally
from detente.coding.review.log import Entry
from detente.coding.review.proposals import TYPES
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.ids import nearest
from detente.store.shipped import writable_folder_of
from detente.workbench.event_rows import make_event
from detente.workbench.refinding import find_again
from detente.workbench.review_answers import edits_of_answer
from detente.workbench.review_records import keep_record
from detente.workbench.review_room import Room, decide, may_be_blind, open_room, rebuild, stamp

__all__ = [
    "ORDERS", "TYPES", "accept_duplicate", "add_claim", "answer_question", "apply_decisions", "boundary", "codebook",
    "confirm_suggestion", "edit_claim", "finish_blind", "keep_record", "later_suggestion", "merge_suggestions", "next_to_review", "paragraphs",
    "rebuild", "reject_suggestion", "reject_rest", "review_status", "split_suggestion", "suggestion", "type_help", "undo_last",
]  # fmt: skip


def next_to_review(name: str | Path, *, coder: str, by: str = "document", types: Sequence[str] = (), document: str | None = None,
                   issue: str | None = None, blind: bool = False, passed_over: Sequence[str] = ()) -> dict[str, Any] | None:  # fmt: skip
    """What a coder sees next: an urgent question, else a suggestion, else the remaining questions; None when all is decided.

    ``passed_over`` are ids of questions that the coder does not want to see now. Plain data, with ``kind`` question or suggestion. Raises DetenteError if there is nothing to review at all.
    """
    desk = _desk(name, coder, blind)
    _known(desk, by, types, document, issue)
    questions = [each for each in desk.questions if each.id not in passed_over]
    queue = desk.queue(by, types=types, document=document, issue=issue)
    if questions and (questions[0].urgent or not queue):
        return view.view_question(questions[0], len(questions))
    return view.view_of(desk, queue[0], (1, len(queue))) if queue else None


def suggestion(name: str | Path, claim: str, *, coder: str, blind: bool = False) -> dict[str, Any]:
    """One suggestion by its id, as it stands now."""
    desk = _desk(name, coder, blind)
    if claim not in desk.proposals:
        guess = nearest(claim, desk.proposals)
        raise fail("id-unknown", f"there is no suggestion {claim!r}", f"Did you mean {guess!r}?" if guess else "")
    queue = [each.id for each in desk.queue()]
    place = queue.index(claim) + 1 if claim in queue else 0
    return view.view_of(desk, desk.proposals[claim], (place, len(queue)))


def review_queue(name: str | Path, *, coder: str, by: str = "document", types: Sequence[str] = (), document: str | None = None,
                 issue: str | None = None, blind: bool = False) -> list[dict[str, Any]]:  # fmt: skip
    """The whole queue in short: id, version, type, document, passage, words and the first type."""
    desk = _desk(name, coder, blind)
    _known(desk, by, types, document, issue)
    return [{"id": each.id, "version": desk.standing(each.id).version, "type": each.type, "document": each.document, "passage": each.passage,
             "words": each.words, "status": desk.standing(each.id).status, "first": each.ranked[0][0] if each.ranked and not blind else None}
            for each in desk.queue(by, types=types, document=document, issue=issue)]  # fmt: skip


def paragraphs(
    name: str | Path, *, coder: str, document: str | None = None, blind: bool = False
) -> list[dict[str, Any]]:
    """Every body paragraph with the claims on it, for reading through and for claims that nothing suggested."""
    desk = _desk(name, coder, blind)
    _known(desk, "document", (), document, None)
    found = [(reading, passage) for source, reading in desk.readings.items() if document in (None, source)
             for passage in reading.passages if passage["label"] in ("body", "title", "dek", "caption", "note")]  # fmt: skip
    return [view.view_passage(desk, reading, passage, (place, len(found))) for place, (reading, passage) in enumerate(found, 1)]  # fmt: skip


def confirm_suggestion(name: str | Path, claim: str, *, coder: str, version: int | None = None, fields: Mapping[str, Any] | None = None,
                       seconds: float = 0.0, blind: bool = False, note: str = "", at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Accept a suggestion as proposed or with fields filled in; it becomes a claim of the dossier.

    An actor and a date are required, or the word ``none`` for each. Returns the outcome (see :func:`_outcome`).
    """

    def make(desk: Desk) -> Entry:
        deciding.expect(desk, claim, version)
        return deciding.accept(desk, claim, fields or {}, stamp(coder, seconds, note, at))

    return _outcome(*decide(name, coder if blind else None, make))


def edit_claim(name: str | Path, claim: str, fields: Mapping[str, Any], *, coder: str, version: int | None = None,
               seconds: float = 0.0, blind: bool = False, note: str = "", at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Accept a suggestion with changes, or change an accepted claim; its status is ``edited``."""

    def make(desk: Desk) -> Entry:
        deciding.expect(desk, claim, version)
        return deciding.accept(desk, claim, fields, stamp(coder, seconds, note, at), edited=True)

    return _outcome(*decide(name, coder if blind else None, make))


def reject_suggestion(name: str | Path, claim: str, *, coder: str, version: int | None = None, seconds: float = 0.0,
                      blind: bool = False, note: str = "", at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Reject a suggestion or an accepted claim; it stays in the log and carries nothing."""

    def make(desk: Desk) -> Entry:
        deciding.expect(desk, claim, version)
        return deciding.reject(desk, claim, stamp(coder, seconds, note, at))

    return _outcome(*decide(name, coder if blind else None, make))


def reject_rest(name: str | Path, passage: str, *, coder: str, seconds: float = 0.0, blind: bool = False) -> int:
    """Reject every open suggestion of a passage, each with an entry of its own. Returns how many."""
    open_ = [each["id"] for each in review_queue(name, coder=coder, blind=blind) if each["passage"] == passage]
    for place, claim in enumerate(open_):
        reject_suggestion(name, claim, coder=coder, seconds=seconds if place == 0 else 0.0, blind=blind, note="rest of the passage")  # fmt: skip
    return len(open_)


def later_suggestion(name: str | Path, claim: str, *, coder: str, version: int | None = None, seconds: float = 0.0,
                     blind: bool = False, at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Put a suggestion off to the end of the queue."""

    def make(desk: Desk) -> Entry:
        deciding.expect(desk, claim, version)
        return deciding.later(desk, claim, stamp(coder, seconds, "", at))

    return _outcome(*decide(name, coder if blind else None, make))


def add_claim(name: str | Path, document: str, passage: str, words: str, type_: str, fields: Mapping[str, Any], *, coder: str,
              seconds: float = 0.0, blind: bool = False, note: str = "", at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """A claim of a person's own on a selection: the exact words, ``first words ... last words``, or START-END."""
    return _outcome(*decide(name, coder if blind else None, lambda desk: deciding.new(
        desk, document, passage, words, type_, fields, stamp(coder, seconds, note, at))))  # fmt: skip


def split_suggestion(name: str | Path, claim: str, at_words: str, *, coder: str, version: int | None = None, seconds: float = 0.0,
                     blind: bool = False, at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Cut a suggestion in two where ``at_words`` begin (or at a position); both pieces come into the queue."""

    def make(desk: Desk) -> Entry:
        deciding.expect(desk, claim, version)
        return deciding.split(desk, claim, at_words, stamp(coder, seconds, "", at))

    return _outcome(*decide(name, coder if blind else None, make))


def merge_suggestions(name: str | Path, claim: str, other: str, *, coder: str, version: int | None = None, seconds: float = 0.0,
                      blind: bool = False, at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Join a suggestion with another open one, or into an accepted claim of the same document and type."""

    def make(desk: Desk) -> Entry:
        deciding.expect(desk, claim, version)
        return deciding.merge(desk, claim, other, stamp(coder, seconds, "", at))

    return _outcome(*decide(name, coder if blind else None, make))


def undo_last(name: str | Path, *, coder: str, blind: bool = False, at: str | None = None) -> dict[str, Any]:
    """Take back the coder's latest decision. The log keeps both; a row of events.csv or a record that it made goes with it."""
    from detente.workbench.event_rows import edits_of_undo

    entry, after = decide(name, coder if blind else None, lambda desk: deciding.undo(desk, stamp(coder, at=at)), also=edits_of_undo)  # fmt: skip
    if entry.was.get("action") in ("answer", "record"):
        find_again(name)
    return _outcome(entry, after)


def accept_duplicate(name: str | Path, first: str, claim: str, *, coder: str, at: str | None = None) -> dict[str, Any]:
    """Accept an exact copy of an accepted claim: the only acceptance that is not looked at one by one."""
    return _outcome(*decide(name, None, lambda desk: deciding.copy_of(desk, first, claim, stamp(coder, at=at))))


def answer_question(name: str | Path, question: str, answer: Mapping[str, Any], *, coder: str, seconds: float = 0.0,
                    at: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Settle a question once for everything that hangs on it.

    ``date:`` and ``when:`` take ``{"value": ISO}``; ``actor:`` and ``who:`` take ``{"actor": ID}``, "" for no actor. With
    ``{"actor": ID, "add": {record}}`` the actor joins the roster; with ``"alias": true`` the name becomes an alias of
    that actor. ``{"skip": true}`` asks no more. A document's date may be given anew at any time. The outcome says how many mentions and suggestions were resolved.
    """
    desk = _desk(name, coder, False)
    asked = {each.id: each for each in desk.questions}
    again = question.startswith("date:") and question.removeprefix("date:") in desk.readings
    if question not in asked and not again:
        raise fail("review-answer", f"{question!r} is not an open question", "Look at the next question again.")
    entry, after = decide(
        name, None, lambda desk: deciding.answer(desk, question, answer, stamp(coder, seconds, "", at)), also=edits_of_answer
    )  # fmt: skip
    return {
        **_outcome(entry, after),
        "resolved": 0 if answer.get("skip") else asked[question].depends if question in asked else 1,
    }


def finish_blind(name: str | Path, document: str, *, coder: str, at: str | None = None) -> dict[str, Any]:
    """Close a document of a blind pass; from then on it counts as double-coded."""
    return _outcome(*decide(name, coder, lambda desk: deciding.done(desk, document, stamp(coder, at=at))))


def review_status(name: str | Path, *, coder: str = "", blind: bool = False) -> dict[str, Any]:
    """Counts by status, type and document, decisions an hour, open questions, and claims of the dossier by status."""
    from detente.workbench.agreeing import stated

    room = open_room(name)
    desk = room.desk(coder if blind else None)
    counts = tally(desk)
    if not blind:
        held: dict[str, int] = {}
        for claim in room.dossier.claims.values():
            held[claim.status] = held.get(claim.status, 0) + 1
        from detente.coding.review.event_rows import waiting

        counts["claims_in_dossier"] = held
        counts["event_claims_without_row"] = len(waiting(room.dossier.claims.values(), room.dossier.events))
        counts["coding"] = stated(room)
    return counts


def apply_decisions(name: str | Path, path: Path) -> dict[str, Any]:
    """Apply a file of decisions, one JSON mapping a line: ``action`` and ``by``, and what the action wants.

    confirm, edit, reject, later: ``claim`` (``fields``, ``version``, ``note``); new: ``document``, ``passage``, ``words``,
    ``type``, ``fields``; split: ``claim``, ``at``; merge: ``claim``, ``with``; answer: ``question``, ``answer``; event: ``claim``
    with ``row`` (an id), ``joins`` or ``skip``; record: ``kind`` (actor, calendar, issue) and ``record``; undo. What hangs on answers and records is looked for once more before the next decision.
    All lines are checked for their form first. Decisions before a faulty one stand; the error names the line.
    """
    from detente.store.files import MAX_TABLE, read_text
    from detente.store.json_lines import read_lines

    writable_folder_of(name)
    problems: list[Problem] = []
    text = read_text(path, MAX_TABLE, problems)
    records = read_lines(text or "")
    problems += [_line(path, line, message) for line, _, message in records.faults]
    for row, line in zip(records.rows, records.lines, strict=True):
        problems += [_line(path, line, message) for message in _faults(row)]
    if problems := [each for each in problems if each.level == "error"]:
        raise DetenteError(*problems)
    done: dict[str, int] = {}
    answered = False
    for row, line in zip(records.rows, records.lines, strict=True):
        try:
            if answered and row["action"] not in ("answer", "record"):
                find_again(name)
            answered = row["action"] in ("answer", "record")
            _apply(name, row)
        except DetenteError as error:
            said = f"{sum(done.values())} decisions before it stand"
            raise DetenteError(*(Problem(str(path), line, each.slug, f"{each.message} ({said})", each.fix) for each in error.problems)) from None  # fmt: skip
        done[row["action"]] = done.get(row["action"], 0) + 1
    if answered:
        find_again(name)
    return {"applied": sum(done.values()), "actions": done}


_WANTS = {"confirm": ("claim",), "edit": ("claim", "fields"), "reject": ("claim",), "later": ("claim",), "split": ("claim", "at"),
          "merge": ("claim", "with"), "new": ("document", "passage", "words", "type", "fields"), "answer": ("question", "answer"), "event": ("claim",), "record": ("kind", "record"), "undo": ()}  # fmt: skip


def _faults(row: Mapping[str, Any]) -> list[str]:
    action = row.get("action")
    if not isinstance(action, str) or action not in _WANTS:
        return [f"{action!r} is no action; use one of {', '.join(_WANTS)}"]
    missing = [key for key in ("by", *_WANTS[action]) if not row.get(key)]
    faults = [f"the key `{key}` is missing" for key in missing]
    faults += [f"`{key}` must be a mapping" for key in ("fields", "answer", "record") if key in row and not isinstance(row[key], dict)]  # fmt: skip
    faults += [f"`{key}` must be text" for key in _TEXTS if row.get(key) is not None and not isinstance(row[key], str)]
    faults += [f"`{key}` must be a number" for key in ("seconds", "version") if row.get(key) is not None and not _is_number(row[key])]  # fmt: skip
    return faults


#: Keys of a decision that hold text; ``at`` may be a position as well.
_TEXTS = ("by", "claim", "with", "document", "passage", "words", "type", "question", "kind", "row", "joins", "note")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**9


def _apply(name: str | Path, row: Mapping[str, Any]) -> None:
    by, action, blind = str(row["by"]), row["action"], bool(row.get("blind", False))
    seconds, note = float(row.get("seconds") or 0), str(row.get("note") or "")
    match action:
        case "confirm":
            confirm_suggestion(name, row["claim"], coder=by, version=row.get("version"), fields=row.get("fields"), seconds=seconds, blind=blind, note=note)  # fmt: skip
        case "edit":
            edit_claim(name, row["claim"], row["fields"], coder=by, version=row.get("version"), seconds=seconds, blind=blind, note=note)  # fmt: skip
        case "reject":
            reject_suggestion(name, row["claim"], coder=by, version=row.get("version"), seconds=seconds, blind=blind, note=note)  # fmt: skip
        case "later":
            later_suggestion(name, row["claim"], coder=by, version=row.get("version"), seconds=seconds, blind=blind)
        case "split":
            split_suggestion(name, row["claim"], str(row["at"]), coder=by, version=row.get("version"), seconds=seconds, blind=blind)  # fmt: skip
        case "merge":
            merge_suggestions(name, row["claim"], row["with"], coder=by, version=row.get("version"), seconds=seconds, blind=blind)  # fmt: skip
        case "new":
            add_claim(name, row["document"], row["passage"], row["words"], row["type"], row["fields"], coder=by, seconds=seconds, blind=blind, note=note)  # fmt: skip
        case "event":
            chosen = {key: row[key] for key in ("row", "joins", "skip") if row.get(key)}
            make_event(name, row["claim"], coder=by, seconds=seconds, **chosen)
        case "answer":
            answer_question(name, row["question"], row["answer"], coder=by, seconds=seconds)
        case "record":
            keep_record(name, str(row["kind"]), row["record"], coder=by, seconds=seconds)
        case _:
            undo_last(name, coder=by, blind=blind)


def type_help(kind: str) -> dict[str, Any]:
    """What the codebook says about a type."""
    return help_for(kind)


def codebook() -> list[dict[str, Any]]:
    """The whole codebook."""
    return view.codebook()


def _line(path: Path, line: int, message: str) -> Problem:
    from detente.kernel.slugs import SLUGS

    return Problem(str(path), line, "review-decisions", message, SLUGS["review-decisions"].fix)


def _desk(name: str | Path, coder: str, blind: bool) -> Desk:
    room: Room = open_room(name)
    if not room.readings:
        raise fail("review-nothing", f"{name} has no passages")
    if blind:
        may_be_blind(room, coder)
    return room.desk(coder if blind else None)


def _known(desk: Desk, by: str, types: Sequence[str], document: str | None, issue: str | None) -> None:
    problems = []
    checks = [("order", by, ORDERS), *(("type of claim", each, TYPES) for each in types)]
    checks += [("document", document, desk.readings)] if document else []  # type: ignore[list-item]
    checks += [("issue", issue, desk.issues)] if issue else []  # type: ignore[list-item]
    for what, given, known in checks:
        if given not in known:
            guess = nearest(str(given), known)
            fix = f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(known) or 'none'}."
            problems.append(Problem("", 0, "option-invalid", f"there is no {what} {given!r}", fix))
    if problems:
        raise DetenteError(*problems)


def _outcome(entry: Entry, after: Desk) -> dict[str, Any]:
    """What a decision did: the entry's number, claim and version, pieces that came into the queue, exact duplicates, what is left."""
    standing = after.standing(entry.about)
    return {
        "seq": entry.seq, "action": entry.action, "about": entry.about, "status": standing.status, "version": standing.version,
        "at": entry.at, "pieces": [piece["id"] for piece in entry.became.get("pieces") or ()],
        "duplicates": [each.id for each in after.duplicates(entry.about)] if entry.action in ("confirm", "edit") and not entry.blind else [],
        "left": len(after.queue()), "questions": len(after.questions),
        "took_back": dict(entry.was) if entry.action == "undo" else None,
    }  # fmt: skip


def open_documents(name: str | Path, *, coder: str) -> list[str]:
    """Documents of a blind pass that are fully decided and not closed yet."""
    desk = _desk(name, coder, True)
    return [each for each in desk.readings if each not in desk.finished and not desk.queue(document=each)]


def fields_of(type_: str) -> dict[str, Any]:
    """What a new claim of a type wants: its fields in order, the actor's field, the field of our own words."""
    from detente.dossier.claim import CLAIM_TYPES

    return {"type": type_, "wanted": view.wanted(type_), "actor_field": deciding.ACTOR_FIELD[type_], "own_words": CLAIM_TYPES[type_].OWN_WORDS}  # fmt: skip


def words_offered(name: str | Path, fields: Mapping[str, Any]) -> str:
    """A summary of a coded event that says no more than its code."""
    return view.offered_words(open_room(name).desk(), dict(fields))


def as_interval(text: str) -> dict[str, Any] | None:
    """A day, month, year or A/B as an interval record; None if it is none of these."""
    from detente.coding.review.proposals import day_record

    return day_record(text, basis="analyst")


def id_from(text: str) -> str:
    """An id out of a printed name: ``Ana Lindqvist`` is ``ana-lindqvist``; accents are taken off."""
    import unicodedata

    from detente.workbench.review_room import coder_id

    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return coder_id(plain) or "actor"
