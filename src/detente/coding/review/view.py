"""What a coder sees of one suggestion or question, as plain data: the terminal draws it, the page sends it as JSON.

A blind coder sees the passage, the marked words and the codebook; no rank, no score, no similar claim, no decision.
"""

from typing import Any

from detente.coding.review.codebook import boundary, help_for, plain_sentence
from detente.coding.review.deciding import ACTOR_FIELD
from detente.coding.review.desk import Desk
from detente.coding.review.proposals import Proposal
from detente.coding.review.questions import Question
from detente.coding.review.readings import Reading
from detente.dossier import plover
from detente.dossier.claim import CLAIM_TYPES


def view_of(desk: Desk, proposal: Proposal, position: tuple[int, int]) -> dict[str, Any]:
    """One suggestion. ``position`` is its place in the queue and the length of the queue."""
    reading = desk.readings[proposal.document]
    passage = reading.by_id[proposal.passage]
    before, after = reading.around(passage)
    first, blind = passage["anchor"]["start"], desk.blind is not None
    fields = dict(proposal.fields)
    if blind:
        fields = {key: value for key, value in fields.items() if key in ("value", "value_max", "unit", "per", "kind", "said_by", "author_attitude")}  # fmt: skip
    shares = {} if blind else _percentages(passage, proposal)
    ranked = [] if blind else [{"type": name, "score": score, "rank": place, **({"percent": shares[name]} if name in shares else {})}
                               for place, (name, score) in enumerate(proposal.ranked[:3], 1)]  # fmt: skip
    top = [name for name, _ in proposal.ranked[:2]] if not blind else []
    date_given = fields.get("date")
    return {
        "kind": "suggestion", "id": proposal.id, "version": desk.standing(proposal.id).version, "type": proposal.type,
        "status": desk.standing(proposal.id).status, "blind": blind,
        "position": {"place": position[0], "open": position[1]},
        "document": head_of(reading, desk),
        "passage": {"id": proposal.passage, "label": passage["label"], "paragraph": passage.get("paragraph"),
                    "line": passage["line"], "clean": passage["clean"], "raw": passage["text"], "start": first},
        "before": before, "after": after,
        "spans": [{"start": start - first, "end": end - first, "at": start} for start, end in proposal.spans],
        "words": proposal.words,
        "ranked": ranked, "types": list(plover.TYPES) if proposal.type == "event" else [],
        "hint": boundary(*top) if len(top) == 2 else "",
        "measured": None if blind else _measured(passage, proposal),
        "fields": fields, "names": {} if blind else dict(proposal.names),
        "open": [] if blind else list(proposal.hangs_on),
        "actor_field": ACTOR_FIELD[proposal.type], "own_words": CLAIM_TYPES[proposal.type].OWN_WORDS,
        "wanted": wanted(proposal.type),
        "offered_words": offered_words(desk, fields) if proposal.type == "event" and not blind else "",
        "date": date_given, "likely_issues": [] if blind else list(desk.likely_issues(proposal)),
        "similar": [] if blind else list(proposal.similar[:3]), "evidence": [] if blind else list(proposal.evidence[:3]),
        "origin": {} if blind else dict(proposal.origin),
    }  # fmt: skip


def view_passage(desk: Desk, reading: Reading, passage: Any, position: tuple[int, int]) -> dict[str, Any]:
    """One paragraph as it stands, with the claims on it: where a person selects what the machine did not suggest.

    A blind coder sees the own claims alone.
    """
    before, after = reading.around(passage)
    first, last = passage["anchor"]["start"], passage["anchor"]["start"] + len(passage["text"])
    spans = []
    for name, claim in {
        **{name: each.model_dump(mode="json") for name, each in desk.claims.items()},
        **desk.decided,
    }.items():
        if (
            claim["source_document"] == reading.source
            and desk.standing(name).status != "rejected"
            and claim["status"] != "rejected"
        ):
            spans += [
                {"claim": name, "type": claim["type"], "start": a["start"] - first, "end": a["end"] - first}
                for a in claim["anchors"]
                if first <= a["start"] < last
            ]
    return {
        "kind": "passage", "id": str(passage["id"]), "document": head_of(reading, desk), "blind": desk.blind is not None,
        "position": {"place": position[0], "open": position[1]}, "before": before, "after": after, "spans": spans,
        "passage": {"id": str(passage["id"]), "label": passage["label"], "paragraph": passage.get("paragraph"),
                    "line": passage["line"], "clean": passage["clean"], "raw": passage["text"], "start": first},
    }  # fmt: skip


def wanted(type_: str) -> list[dict[str, Any]]:
    """The fields of a type in the order in which a person fills them, with what they take."""
    skipped = {"id", "type", "source_document", "anchors", "status", "by", "at", "origin", "history"}
    fields = CLAIM_TYPES[type_].model_fields
    own = [name for name in fields if name not in skipped]
    first = [ACTOR_FIELD[type_], *(["plover"] if type_ == "event" else []), CLAIM_TYPES[type_].OWN_WORDS, "date"]
    order = dict.fromkeys([*first, *own])
    return [{"name": name, "required": fields[name].is_required() or name in first} for name in order]


def offered_words(desk: Desk, fields: dict[str, Any], kind: str = "") -> str:
    """A summary that says no more than the code does, for a coder who wants no words of their own."""
    chosen = kind or str(fields.get("plover") or "")
    if chosen not in plover.TYPES:
        return ""
    names = {actor.id: actor.name for actor in desk.actors}

    def said(ids: Any) -> str:
        found = [names.get(each, each) for each in ([ids] if isinstance(ids, str) else ids or ())]
        return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)

    return plain_sentence(chosen, said(fields.get("source")), said(fields.get("target")))


def head_of(reading: Reading, desk: Desk) -> dict[str, Any]:
    """Outlet, authors with affiliation, date and the status of each."""
    head = reading.head
    date = head.get("date") or {}
    known = desk.dates.get(reading.source)

    def value(key: str) -> Any:
        entry = head.get(key)
        return entry.get("value") if isinstance(entry, dict) else entry

    return {
        "id": reading.source, "title": value("title"), "outlet": value("outlet"),
        "authors": [each.get("value") if isinstance(each, dict) else each for each in head.get("authors") or ()],
        "affiliation": value("author_affiliation") or value("affiliation"),
        "date": known or date.get("value"), "date_status": "given" if known and known != date.get("value") else date.get("status", "not_printed"),
        "bracket": [date.get("not_before"), date.get("not_after")],
    }  # fmt: skip


def _percentages(passage: Any, proposal: Proposal) -> dict[str, int]:
    """Percentages by type, where enough decisions stand behind them."""
    for item in passage.get("events") or ():
        if item.get("start") == proposal.start and item.get("measured_on"):
            return {str(each["type"]): int(each["percent"]) for each in item.get("ranked") or () if "percent" in each}
    return {}


def _measured(passage: Any, proposal: Proposal) -> str:
    """What the ranks are worth on this kind of text."""
    for item in passage.get("events") or ():
        if item.get("start") == proposal.start and item.get("measured_on"):
            return str(item["measured_on"])
    return "not measured on this kind of text" if proposal.ranked else ""


def view_question(question: Question, left: int) -> dict[str, Any]:
    """One question, with how much hangs on it."""
    return {
        "kind": "question", "id": question.id, "asks": question.kind, "text": question.text, "depends": question.depends,
        "options": list(question.options), "places": [{"document": source, "line": line} for source, line in question.places],
        "facts": list(question.facts), "left": left,
    }  # fmt: skip


def codebook() -> list[dict[str, Any]]:
    """The whole codebook, type by type."""
    return [help_for(kind) for kind in plover.TYPES]
