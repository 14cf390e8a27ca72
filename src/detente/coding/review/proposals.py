"""Suggestions of the machine as proposals: one draft of a claim for each item found in a passage.

A proposal is never a claim. What the machine left open stays open: own words, motives and positions are never filled in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.coding.review.readings import Passage, Reading
from detente.dossier.claim import MAX_SPAN
from detente.kernel.dates import parse_interval
from detente.kernel.fingerprints import of_text

TYPES = ("event", "quote", "reported_speech", "number", "stance", "expectation", "advice")
#: The list of a passage that holds the items of a type.
_LISTS = {"events": "event", "quotes": "quote", "reported": "reported_speech", "numbers": "number"}
_DRAFTS = ("stance", "expectation", "advice")
_HEDGES = {
    "about": "about", "around": "about", "roughly": "about", "some": "about", "approximately": "about", "circa": "about",
    "nearly": "nearly", "almost": "nearly", "more than": "more_than", "over": "more_than", "at least": "more_than",
    "fewer than": "fewer_than", "less than": "fewer_than", "under": "fewer_than", "only": "only", "up to": "up_to",
    "as many as": "up_to", "as much as": "up_to",
}  # fmt: skip
_BASES = {"printed", "relative", "context", "other_document", "calendar", "analyst"}
#: Longer proposals in the document's words are not put into a draft: the coder's own words belong there.
_FEW_WORDS = 6
_NO_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One suggestion. ``id`` follows from document, span and type, so that it outlives a new reading of the same text.

    ``fields`` are keys of the claim as far as the machine has them; ``names`` the printed names behind actor fields
    (field -> name); ``ranked`` pairs of PLOVER type and score; ``hangs_on`` the questions that leave something open.
    """

    id: str
    document: str
    type: str
    passage: str
    spans: tuple[tuple[int, int], ...]
    fields: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    ranked: tuple[tuple[str, float], ...] = ()
    similar: tuple[Any, ...] = ()
    evidence: tuple[Any, ...] = ()
    hangs_on: tuple[str, ...] = ()
    origin: Mapping[str, Any] = field(default_factory=lambda: {"method": "rule"})
    words: str = ""

    @property
    def start(self) -> int:
        """The first position."""
        return self.spans[0][0]

    @property
    def certainty(self) -> float:
        """Distance of the first type from the second, 1 where nothing is ranked; the queue may begin with the smallest."""
        if len(self.ranked) < 2:
            return 1.0
        return self.ranked[0][1] - self.ranked[1][1]


def proposals_of(reading: Reading, answers: "Answers") -> list[Proposal]:
    """Every proposal of a document, in the order of the text; items that overlap and say the same thing stand once."""
    made: dict[str, Proposal] = {}
    for passage in reading.passages:
        for kind, type_ in _LISTS.items():
            for item in passage.get(kind) or ():
                for proposal in _proposals(reading, passage, type_, item, answers):
                    made.setdefault(proposal.id, proposal)
    return sorted(made.values(), key=lambda each: (each.start, TYPES.index(each.type)))


@dataclass(frozen=True)
class Answers:
    """What people answered and what the roster knows: printed names to actor ids, expressions to days.

    ``actors`` maps a folded name to an id, for every document; ``here`` the same for one document (source, name);
    ``days`` maps (source, folded expression) to ISO text. An empty id means "no actor".
    """

    actors: Mapping[str, str] = field(default_factory=dict)
    here: Mapping[tuple[str, str], str] = field(default_factory=dict)
    days: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def actor(self, source: str, name: str) -> str | None:
        """The id of a printed name, None if nobody has said."""
        folded = fold(name)
        return self.here.get((source, folded), self.actors.get(folded))


def fold(name: str) -> str:
    """A printed name or expression for comparing: lower case, single blanks, no article, no possessive."""
    text = re.sub(r"['’]s?$", "", " ".join(name.lower().split()))
    return text.removeprefix("the ")


def _proposals(reading: Reading, passage: Passage, type_: str, item: Mapping[str, Any], answers: Answers) -> Iterator[Proposal]:  # fmt: skip
    if type_ == "quote" and item.get("kind") not in ("direct", "partial"):
        return
    if type_ == "event" and (draft := _draft_type(item)):
        type_ = draft
    spans = tuple(_fitting(reading, int(a), int(b)) for a, b in item.get("spans") or ((item["start"], item["end"]),))
    spans = tuple(span for span in spans if span[0] < span[1])
    if not spans:
        return
    fields, names, asks = _FILL[type_](reading.source, _with_fresh_date(passage, item), answers)
    fields.update(_voice(type_, item, fields))
    name = claim_id(reading.source, type_, spans[0])
    model = item.get("model")
    score = item["ranked"][0].get("score") if item.get("ranked") else None
    origin = {"method": str(item.get("method") or ("model" if model else "rule")), "name": str(model or item.get("rule") or type_)}  # fmt: skip
    known = item.get("origin")
    if isinstance(known, Mapping):  # a language model says which, and what it was asked
        origin |= {key: str(known[key]) for key in ("name", "version") if known.get(key)}
    if origin["method"] not in ("rule", "model"):
        origin["method"] = "model"  # a suggestion never says that a person made it
    yield Proposal(
        name, reading.source, type_, str(passage["id"]), spans, fields, names,
        tuple((str(each["type"]), float(each["score"])) for each in item.get("ranked") or ()) if type_ == "event" else (),
        tuple(item.get("similar") or ()), tuple(item.get("evidence") or ()), tuple(dict.fromkeys(asks)),
        origin | ({"score": round(float(score), 6)} if score is not None else {}),
        " ".join(reading.words(*span) or "" for span in spans),
    )  # fmt: skip


def _with_fresh_date(passage: Passage, item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item with its date as the passage has it now: a date that was asked may have been resolved since."""
    date = item.get("date")
    if not isinstance(date, Mapping) or date.get("status") != "asks":
        return item
    fresh = [each for each in passage.get("dates") or () if each.get("start") == date.get("start") and each.get("status") == "resolved"]  # fmt: skip
    return {**item, "date": fresh[0]} if fresh else item


def claim_id(source: str, type_: str, span: tuple[int, int]) -> str:
    """The id of a claim on a span: legible, legal, and the same on every reading of the text."""
    tail = f".{_NO_ID.sub('-', type_)}-{span[0]}-{span[1]}"
    head = source if len(source) + len(tail) <= 80 else f"{source[: 70 - len(tail)].rstrip('._-')}-{of_text(source)[:8]}"  # fmt: skip
    return head + tail


def _draft_type(item: Mapping[str, Any]) -> str | None:
    """Opinion, advice and forecast come as drafts with empty fields."""
    return next((str(item[key]) for key in ("draft", "type", "kind", "offered_as") if item.get(key) in _DRAFTS), None)


def _fitting(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The span cut to the length that an anchor may have, at a word."""
    if end - start <= MAX_SPAN:
        return start, end
    words = reading.words(start, start + MAX_SPAN) or ""
    return start, start + (words.rfind(" ") if " " in words else len(words))


def _actor(source: str, given: Any, answers: Answers) -> tuple[str | None, str | None, list[str]]:
    """Id, printed name and question of one actor as an item names it (a mapping, an id, or nothing)."""
    if not given:
        return None, None, []
    if isinstance(given, str):
        return answers.actor(source, given), given, []
    name = given.get("name") or given.get("text")
    found = answers.actor(source, name) if name else None
    if found is None:
        found = given.get("id") or given.get("actor")
    if given.get("status") == "ambiguous" and answers.here.get((source, fold(name or ""))) is None:
        return None, name, [f"actor:{source}:{fold(name)}"] if name else []
    if not found and name:
        return None, name, [f"who:{fold(name)}"] if answers.actor(source, name) is None else []
    return found or None, name, []


def _actors(source: str, given: Any, answers: Answers) -> tuple[list[str], str, list[str]]:
    ids, names, asks = [], [], []
    for each in given if isinstance(given, list | tuple) else [given]:
        found, name, questions = _actor(source, each, answers)
        ids += [found] if found else []
        names += [name] if name else []
        asks += questions
    return list(dict.fromkeys(ids)), ", ".join(names), asks


def when(item: Any, source: str = "", answers: "Answers | None" = None) -> tuple[dict[str, Any] | None, list[str]]:
    """The claim's date of a found date, and the question it hangs on. Text or a mapping with ``value`` or start and end."""
    if not item:
        return None, []
    data = {"value": item} if isinstance(item, str) else dict(item)
    value = data.get("value")
    if value is None and data.get("start") and data.get("end") and not isinstance(data["start"], int):
        value = f"{data['start']}/{data['end']}"
    text = fold(str(data.get("text") or ""))
    if answers is not None and (source, text) in answers.days:
        value, data = answers.days[source, text], {**data, "status": "resolved", "basis": "analyst"}
    if value is None or data.get("status") == "asks":
        needs = data.get("needs") or ()
        if "document_date" in needs:
            return None, [f"date:{source}"]
        return None, [f"when:{source}:{text}"] if text and data.get("alternatives") else []
    return day_record(str(value), basis=str(data.get("basis") or ""), needs=data.get("needs") or ()), []


def day_record(value: str, *, basis: str = "", needs: Sequence[str] = ()) -> dict[str, Any] | None:
    """ISO text (day, month, year or A/B) as a claim's date; None if it is no such text."""
    try:
        span = parse_interval(value)
    except ValueError:
        return None
    precision = "interval" if "/" in value else ("year", "month", "day")[value.count("-")]
    if "/" in value and span.start == span.end:
        precision = "day"
    chosen = basis if basis in _BASES else "relative" if "document_date" in needs else "printed"
    record = {"start": span.start.isoformat(), "end": span.end.isoformat(), "precision": precision, "basis": chosen}
    return record | ({"needs": list(needs)} if needs else {})


Filled = tuple[dict[str, Any], dict[str, str], list[str]]


def _event(source: str, item: Mapping[str, Any], answers: Answers) -> Filled:
    doers, doer_names, asks = _actors(source, item.get("source"), answers)
    others, other_names, more = _actors(source, item.get("target"), answers)
    date, dates = when(item.get("date"), source, answers)
    fields: dict[str, Any] = {"source": doers, "target": [each for each in others if each not in doers]}
    if item.get("ranked"):
        fields["plover"] = str(item["ranked"][0]["type"])
    fields["auxiliary"] = list(item.get("auxiliary") or ())
    if date:
        fields["date"] = date
    names = {"source": doer_names, "target": other_names}
    return fields, {key: name for key, name in names.items() if name}, asks + more + dates


def _speech(source: str, item: Mapping[str, Any], answers: Answers) -> Filled:
    speaker = item.get("speaker") or {}
    known = speaker if isinstance(speaker, Mapping) else {"name": speaker}
    found, name, asks = (None, known.get("name"), []) if known.get("status") == "unknown" else _actor(source, known, answers)  # fmt: skip
    fields: dict[str, Any] = {"speaker": found} if found else {}
    for key in ("kind", "verb"):
        if item.get(key):
            fields[key] = item[key]
    return fields, {"speaker": str(name)} if name else {}, asks


def _number(source: str, item: Mapping[str, Any], answers: Answers) -> Filled:
    fields: dict[str, Any] = {"value": item.get("value"), "unit": str(item.get("unit") or item.get("kind") or "count")}
    for key in ("value_max", "per"):
        if item.get(key) is not None:
            fields[key] = item[key]
    hedge = str(item.get("hedge") or "").lower().replace("_", " ")
    if hedge in _HEDGES:
        fields["hedge"] = _HEDGES[hedge]
    what, period = item.get("what"), item.get("period")
    if isinstance(what, str) and len(what.split()) <= _FEW_WORDS and what.strip():
        fields["what"] = what
    if isinstance(period, Mapping):
        period = period.get("value")
    if isinstance(period, str) and day_record(period):
        fields["period"] = period
    found, name, asks = _actor(source, item.get("attributed_to"), answers)
    if found:
        fields["attributed_to"] = found
    return fields, {"attributed_to": name} if name else {}, asks


def _stance(source: str, item: Mapping[str, Any], answers: Answers) -> Filled:
    return {}, {}, []


_FILL = {"event": _event, "quote": _speech, "reported_speech": _speech, "number": _number,
         "stance": _stance, "expectation": _stance, "advice": _stance}  # fmt: skip


def _voice(type_: str, item: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Who says so and how: the speaker for speech, the author for everything else, unless the item knows better."""
    said = item.get("said_by") if isinstance(item.get("said_by"), Mapping) else None
    if said is None and type_ in ("quote", "reported_speech"):
        said = {"role": "actor_own_words", **({"actor": fields["speaker"]} if fields.get("speaker") else {})}
    elif said is None and fields.get("attributed_to"):
        said = {"role": "third_party", "actor": fields["attributed_to"]}
    attitude = item.get("author_attitude") or ("reports" if said and said["role"] != "author" else "asserts")
    return {"said_by": dict(said or {"role": "author"}), "author_attitude": attitude}
