"""Reported speech: what somebody is told to have said, without marks. The clause is pointed at, never put into marks."""

import re
from collections.abc import Sequence
from typing import Any

from detente.coding.find.attribution import ACCORDING, BE, blanked, first_subject, named
from detente.coding.find.names import names
from detente.coding.find.page import Item
from detente.coding.find.quotation_marks import Marked
from detente.coding.find.sentences import sentences
from detente.coding.find.speakers import Scene, as_before, nobody, speaker_of
from detente.coding.find.speech_words import REPORTING
from detente.coding.find.subjects import REACH, subject_before
from detente.coding.find.word_lists import word_set

#: Verbs that need a clause or an object of saying behind them; without one they tell of acts, not of words.
_THAT = re.compile(r"\s+(?:[\w’']+\s+){0,3}?that\b")
_CLAUSE = re.compile(
    r"\s+(?:(?:reporters|journalists|lawmakers|him|her|them|[A-Z]\w+)\s+)?(?:(?:the|a|an|his|her|its|their|this|these|those|some|[A-Z][\w’'.]+)\s+(?:[\w’'-]+\s+){0,4}?)?"
    r"(?:he|she|it|they|there|[\w’'-]+)\s+(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|must|may|might|doesn[’']t|don[’']t|didn[’']t)\b"
)
#: Verbs of address or judgement that take a person or thing as object.
_TO_SOMEBODY = word_set("""accused accuses accusing blamed blames blaming praised praises praising condemned condemns denounced denounces criticised
    criticized criticises criticizes criticising criticizing urged urges urging demanded demands demanding proposed proposes promised
    promises promising threatened threatens rejected rejects outlined outlines complain complains complained complaining pledged
    pledges vowed vows thanked congratulated assured assures asked asks warned warns suggested suggests pitched objected
    protested announced announces called dismissed""")
#: Said of things as well as of persons.
_OF_THINGS = word_set("threatened threatens promised promises demanded demands suggested suggests")
_PHRASAL = {"pointed": "out", "points": "out", "called": "for", "calls": "for"}
_NEGATED = re.compile(r"\b(?:not|never|n[’']t|no\s+longer)\s+(?:\w+\s+)?$")
_IMPERSONAL = re.compile(r"\bit\s+(?:was|is|has\s+been)\s+(?:widely\s+)?$", re.IGNORECASE)
_AS_REPORTED = re.compile(
    r"\bas\s+(?P<np>(?:[\w’'.-]+\s+){1,6})(?P<v>reported|said|noted|claimed|argued|put\s+it|wrote)\b"
)
_NOUN_BEHIND = word_set("the a an his her its their of to in on with these those")
_END = re.compile(r"[;:]|,\s+(?:but|while|and\s+(?:he|she|they)|whereas)\b|[.!?]$")


def find_reported(
    texts: Sequence[str], marks: Sequence[Sequence[Marked]], actors: Sequence[Sequence[Item]]
) -> list[list[Item]]:
    """One item for each reporting verb with its clause, block by block. Words in marks are left to the quotations."""
    found = []
    for text, spans, known in zip(texts, marks, actors, strict=True):
        blank = blanked(text, spans)
        scene = Scene(blank, names(blank), known, sentences(text))
        items: list[Item] = []
        for low, high in scene.sentences:
            here: list[Item] = []
            for match in REPORTING.finditer(blank, low, high):
                item = _item(text, blank, match, low, high, spans, scene)
                if item is not None:
                    if here and _AND.search(blank, low, match.start()) and item["start"] == match.start():
                        item["speaker"] = as_before(here[-1]["speaker"], "the same subject")
                    _end_before(here[-1:], item, text)
                    here.append(item)
            sources = _sources(text, blank, low, high, scene)
            for item in here:
                item["through"] = sources[0]["speaker"]["name"] if sources else None
            items.extend((*here, *sources))
        found.append(sorted(items, key=lambda item: (item["start"], item["end"])))
    return found


_JOINED = re.compile(r"[\s,;]*(?:\b(?:and|but|while|as)\s+)?(?:the\s+)?$")
_AND = re.compile(r"\b(?:and|but)\s+(?:[a-z]+ly\s+)?$")


def _end_before(earlier: Sequence[Item], item: Item, text: str) -> None:
    """A clause ends where the next one with a verb of saying is joined to it ("X accused A and Y blamed B")."""
    for each in earlier:
        joint = _JOINED.search(text, each["start"], item["start"])
        if each["start"] < item["start"] < each["end"] and joint and joint[0].strip():
            each["end"] = joint.start()
            each["text"] = text[each["start"] : each["end"]]
            each["clause"] = each["clause"][
                : max(0, len(each["clause"]) - len(text[joint.start() : item["end"]]))
            ].rstrip(" ,")


def _item(
    text: str, blank: str, match: re.Match[str], low: int, high: int, spans: Sequence[Marked], scene: Scene
) -> Item | None:  # fmt: skip
    verb, place = match[0], match.end()
    low = max(low, match.start() - REACH)
    word = verb.lower()
    if word in _PHRASAL:
        particle = re.match(rf"\s+{_PHRASAL[word]}\b", blank[place:])
        if particle is None:
            return None
        verb, place = verb + " " + _PHRASAL[word], place + particle.end()
    stop = _END.search(blank, place, high)
    end = stop.start() if stop else high
    if any(
        span.start <= end and place - 2 <= span.start <= place + 24 and not text[place : span.start].strip(" ,:")
        for span in spans
    ):
        return None  # the words stand in marks
    objects = word in _TO_SOMEBODY and re.match(r"\s+[\w“]", blank[place:end]) is not None
    if not (objects or _THAT.match(blank, place, end) or _CLAUSE.match(blank, place, end)):
        return None
    if word in _TO_SOMEBODY and _attribute(blank, match.start()):
        return None
    passive = BE.search(blank[low : match.start()]) is not None
    impersonal = _IMPERSONAL.search(blank[low : match.start()]) is not None
    speaker: dict[str, Any]
    if impersonal or passive:
        if not impersonal:
            return None
        speaker = nobody("impersonal")
        start = match.start()
    else:
        low = max(blank.rfind(";", low, match.start()) + 1, low)
        subject = subject_before(blank, low, match.start(), scene.names)
        ing = match["ing"] is not None
        own = subject is not None and not ing
        if subject is None or ing:
            subject = (None if ing else subject) or first_subject(blank, low, match.start(), scene)
            if subject is None and objects:
                return None  # a participle or a verb without a subject of its own
            speaker = speaker_of(subject, scene, verb, inferred=True)
        elif word in _OF_THINGS and subject.kind == "noun" and not any(a["end"] == subject.end for a in scene.actors):
            return None  # "the friction threatens to grow": a thing, no words
        else:
            speaker = speaker_of(subject, scene, verb)
        start = subject.start if subject and own else match.start()
    end = start + len(text[start:end].rstrip(" ,—–"))
    return {
        "start": start, "end": end, "text": text[start:end], "status": "suggested", "rule": "reporting verb", "verb": verb,
        "speaker": speaker, "negated": _NEGATED.search(blank[low : match.start()]) is not None,
        "clause": text[place:end].strip(" ,"), "through": None,
    }  # fmt: skip


def _attribute(blank: str, start: int) -> bool:
    """True for a participle before a noun ("the accused general", "promised reforms") and for nouns that look like verbs."""
    before = re.search(r"([\w’']+)\s+$", blank[max(0, start - 20) : start])
    return before is not None and (before[1].lower() in _NOUN_BEHIND or before[1].endswith(("’s", "'s")))


def _sources(text: str, blank: str, low: int, high: int, scene: Scene) -> list[Item]:
    """Read "according to X" and "as X reported": the rest of the sentence is what X says."""
    found = []
    for match in ACCORDING.finditer(blank, low, high):
        found.append(
            _sourced(text, match.start(), match.end(), "according to", named(match, blank, scene, "according to"))
        )
    for match in _AS_REPORTED.finditer(blank, low, high):
        subject = subject_before(blank, match.start("np"), match.start("v"), scene.names)
        if subject is not None:
            found.append(_sourced(text, match.start(), match.end(), match["v"], speaker_of(subject, scene, match["v"])))
    return found


def _sourced(text: str, start: int, end: int, verb: str, speaker: dict[str, Any]) -> Item:
    end = start + len(text[start:end].rstrip(" ."))
    return {
        "start": start, "end": end, "text": text[start:end], "status": "suggested", "rule": "source named", "verb": verb,
        "speaker": speaker, "negated": False, "clause": None, "through": None,
    }  # fmt: skip
