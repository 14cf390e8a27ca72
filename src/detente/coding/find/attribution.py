"""Who says the words in marks, by the clause around them: behind ("...," she said), ahead (she said "..."), or beside (for her)."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.coding.find.quotation_marks import Marked
from detente.coding.find.speakers import Scene, speaker_of
from detente.coding.find.speech_words import VERB
from detente.coding.find.subjects import Subject, subject_before, subject_behind
from detente.coding.find.word_lists import word_set

_FOR = re.compile(r"(?<![\w,]\s)\bFor\s+(?P<np>[^,;]{2,60}),")
ACCORDING = re.compile(r"\b[Aa]ccording\s+to\s+(?P<np>[^,;:“\"—]{2,80})")
BE = re.compile(r"\b(?:was|were|is|are|been|be|being)(?:\s+\w+ly)?\s+$")
_BY = re.compile(r"^[^.;]{0,20}?\bby\s+")
_SUBORDINATE = re.compile(r"\b(?:when|because|although|though|after|before|that|while|as|if|whether)\s")
_TURNED = word_set("said says wrote writes asked asks added adds argued recalled explained replied warned noted insisted declared quipped observed")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker, and the word that shows it (a verb, ``ing``, ``noun``, ``for``, ``beside``)."""

    speaker: dict[str, Any]
    verb: str


def blanked(text: str, spans: Sequence[Marked]) -> str:
    """The text with everything in marks and in round brackets as blanks; a comma that ends the words in marks stays."""
    parts: list[str] = []
    place = 0
    for span in spans:
        inner = " " * (span.end - span.start)
        if text[span.end - 2 : span.end - 1] == ",":
            inner = inner[:-2] + ", "
        parts += (text[place : span.start], inner)
        place = span.end
    return re.sub(r"\([^()]{0,300}\)", lambda match: " " * len(match[0]), "".join((*parts, text[place:])))


def attribution(blank: str, span: Marked, low: int, high: int, inner: str, scene: Scene) -> Attribution | None:
    """Who says the words in marks, by the clause around them; None if nothing in the sentence says that they are said."""
    behind = _behind(blank, span, high, scene)
    led = inner.rstrip().endswith((",", "?", "!", "…", "—", "-")) or low == span.start
    built_in = low < span.start and not blank[low : span.start].rstrip().endswith((",", ":", ";", "—", "–"))
    if behind and led and not built_in:
        return behind
    return _ahead(blank, span, low, scene) or _beside(blank, span, low, high, scene) or (behind if led else None)


def _behind(blank: str, span: Marked, high: int, scene: Scene) -> Attribution | None:
    verb = VERB.search(blank, span.end, min(high, span.end + 90))
    if verb is None:
        return None
    between = blank[span.end : verb.start()]
    if re.search(r"[.;:]\s", between) or len(between.split()) > 12:
        return None
    subject: Subject | None = None
    if not between.strip(" ,—"):
        if verb[0] in _TURNED or verb[0] == "read":
            subject = subject_behind(blank, verb.end(), high, scene.names)
    else:
        subject = subject_before(blank, span.end, verb.start(), scene.names)
    return Attribution(speaker_of(subject, scene, verb[0]), verb[0]) if subject else None


def _ahead(blank: str, span: Marked, low: int, scene: Scene) -> Attribution | None:
    clause = max(blank.rfind(";", low, span.start) + 1, low)
    low, high = (bisect_left(scene.cues, place, key=re.Match.start) for place in (clause, span.start))
    cues = scene.cues[low:high]
    if not cues:
        return None
    cue = cues[-1]
    if cue["ing"] or cue["noun"]:
        main = [match for match in cues[:-1] if match["say"] or match["call"]]
        noun = cue if cue["noun"] else _noun_before(blank, cues)
        subject = _possessor(blank, noun.start(), clause, scene) if noun else None
        if subject is None and main:
            subject = subject_before(blank, clause, main[0].start(), scene.names)
        if subject is None:
            subject = first_subject(blank, clause, cue.start(), scene) or _right_behind(blank, span, scene)
        kind = "noun" if cue["noun"] else "ing"
        return Attribution(speaker_of(subject, scene, cue[0], inferred=True), kind)
    if cue["call"] and BE.search(blank[clause : cue.start()]):
        by = _BY.match(blank[span.end : span.end + 60])
        subject = subject_behind(blank, span.end + by.end() - 1, len(blank), scene.names) if by else None
        return Attribution(speaker_of(subject, scene, cue[0]), cue[0])
    subject = subject_before(blank, clause, cue.start(), scene.names)
    if subject is None:
        subject = first_subject(blank, clause, cue.start(), scene)
        return Attribution(speaker_of(subject, scene, cue[0], inferred=True), cue[0])
    return Attribution(speaker_of(subject, scene, cue[0]), cue[0])


def _noun_before(blank: str, cues: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The noun that the last cue, a participle, hangs on ("rhetoric attacking ...")."""
    if len(cues) > 1 and cues[-2]["noun"] and not blank[cues[-2].end() : cues[-1].start()].strip():
        return cues[-2]
    return None


def _right_behind(blank: str, span: Marked, scene: Scene) -> Subject | None:
    """The name right behind the marks ("With the warning that '...,' Berga left")."""
    start = span.end + len(blank[span.end :]) - len(blank[span.end :].lstrip())
    name = next((each for each in scene.names if each.start == start), None)
    return Subject(name.start, name.end, "name") if name else None


def _possessor(blank: str, noun: int, clause: int, scene: Scene) -> Subject | None:
    """Whose promise or message it is, where a possessive says so in the words before."""
    near = blank[max(clause, noun - 60) : noun]
    owner = re.search(r"(?:(?P<p>\b(?:[Hh]is|[Hh]er))|[’']s?)\s+(?:[\w-]+\s+){0,3}$", near)
    if owner is None:
        return None
    at = max(clause, noun - 60) + owner.start()
    if owner["p"]:
        owned = [
            each
            for each in scene.actors
            if clause <= each["start"] < at and blank[each["end"] : each["end"] + 2] in ("’s", "'s")
        ]
        if owned:  # the minister's speech ... and his promise
            return Subject(owned[-1]["start"], owned[-1]["end"], "noun")
        return Subject(at, at + 3, "pronoun")
    name = next((each for each in scene.names if each.end == at), None)
    if name:
        return Subject(name.start, name.end, "name")
    item = next((each for each in scene.actors if each["end"] == at), None)
    return Subject(item["start"], item["end"], "noun") if item else None


def first_subject(blank: str, low: int, high: int, scene: Scene) -> Subject | None:
    """The first person, pronoun or name of the clause: the likely subject of what follows."""
    inner = [match.end() for match in _SUBORDINATE.finditer(blank, low, high)]
    for start in (*inner[-1:], low):
        found = _first(blank, start, high, scene)
        if found is not None:
            return found
    return None


def _first(blank: str, low: int, high: int, scene: Scene) -> Subject | None:
    persons = [
        each for each in scene.actors if low <= each["start"] < high and (each["match"] == "pronoun" or each["actor"])
    ]
    firsts = [Subject(name.start, name.end, "name") for name in scene.names if low <= name.start < high][:1]
    pronoun = re.compile(r"\b(?:[Hh]e|[Ss]he)\b").search(blank, low, high)
    if pronoun:
        firsts.append(Subject(pronoun.start(), pronoun.end(), "pronoun"))
    firsts.extend(Subject(each["start"], each["end"], "noun") for each in persons[:1] if each["match"] != "pronoun")
    return min(firsts, key=lambda each: each.start, default=None)


def _beside(blank: str, span: Marked, low: int, high: int, scene: Scene) -> Attribution | None:
    """Read "For NAME, ..." before the marks, or "according to NAME" on either side in the same sentence."""
    for match in _FOR.finditer(blank, low, span.start):
        if ";" not in blank[match.end() : span.start]:
            return Attribution(named(match, blank, scene, "for"), "for")
    source = ACCORDING.search(blank, low, high)
    return Attribution(named(source, blank, scene, "according to"), "beside") if source else None


def named(match: re.Match[str], blank: str, scene: Scene, evidence: str) -> dict[str, Any]:
    """The speaker in the group ``np`` of a match: the last name in it, else the whole phrase."""
    low, high = match.span("np")
    inside = [each for each in scene.names if low <= each.start and each.end <= high]
    name = inside[-1] if inside else None
    subject = (
        Subject(name.start, name.end, "name") if name else Subject(low, low + len(match["np"].rstrip(" .")), "noun")
    )
    return speaker_of(subject, scene, evidence)
