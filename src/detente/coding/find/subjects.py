"""Who does the saying: the noun phrase in front of a verb of saying, or behind it where the clause is turned round."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.coding.find.names import Name

#: How far before its verb, in code points, a subject is looked for.
REACH = 400
_FILL = re.compile(
    r"\s*\b(?:has|have|had|was|were|is|are|been|be|will|would|could|can|may|might|must|did|does|do|to|not|also|once|then|later|often|"
    r"soon|already|again|never|always|still|even|himself|herself|itself|themselves|used|wo|[a-z]+ly|in\s+turn|long|ever|first|both|alike|all)$"
)
_JOINS = re.compile(r"\b(?:and|or|but)$")
_PRONOUN = re.compile(r"(?<![\w’'])(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I|[Yy]ou)$")
_WHO = re.compile(r",?\s*\b(?:who|which)$")
_RELATIVE = re.compile(r"\s+(?:where|who|whom|whose|which|that|in\s+which|for\s+which)\s")
_DETERMINED = re.compile(
    r"\b(?P<d>[Tt]he|[Aa]n?|[Oo]ne|[Ss]ome|[Mm]any|[Ss]everal|[Tt]wo|[Tt]hree|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]ost|[Oo]thers?|[Aa]nother|[Ss]enior|"
    r"[Uu]nnamed|[Aa]nonymous|[Ff]ormer|[Tt]hese|[Tt]hose|[Tt]his|[Vv]arious|[Oo]ther)\b(?P<rest>[^,;:.!?()]*)$"
)
_PLURAL = re.compile(r"(?:^|[\s(])(?P<w>[A-Za-z]{3,}(?:s|people|media|press))$")
_CUT = re.compile(
    r"[;:(]|\s—|—|\s–\s|\b(?:but|while|because|although|though|whereas|and|that|when|if|after|before|as|since)\s"
)
_STOP = re.compile(
    r"[,.;:!?()—“\"]|\s(?:in|on|at|during|after|who|to|as|when|while|before|because|with|about|and\s+(?:then|went|added)|that|from|this|last|for)\s|$"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The phrase at ``start..end``; ``kind`` is name, noun or pronoun; ``sure`` is False for one dug out of a longer clause."""

    start: int
    end: int
    kind: str
    sure: bool = True


def subject_before(text: str, low: int, verb: int, printed: Sequence[Name]) -> Subject | None:
    """The subject of the verb at ``verb`` in the clause that begins at or after ``low`` (marks and their words blanked)."""
    low = max(low, verb - REACH)
    head = _stripped(text[low:verb])
    if _JOINS.search(head):
        return None  # a second verb of the same subject
    relative = _WHO.search(head)
    if relative:
        head = head[: relative.start()].rstrip(" ,")
    found = _at_the_end(head, low, printed)
    if found is None and head.endswith(","):
        head = head[:-1].rstrip()
        comma = head.rfind(",")
        found = _at_the_end(_stripped(head[:comma]), low, printed) if comma >= 0 else None
        found = found or _at_the_end(head, low, printed)
    return found


def _stripped(head: str) -> str:
    head = head.rstrip()
    while fill := _FILL.search(head):
        head = head[: fill.start()].rstrip()
    return head


def _at_the_end(head: str, low: int, printed: Sequence[Name]) -> Subject | None:
    if not head:
        return None
    end = low + len(head)
    pronoun = _PRONOUN.search(head)
    if pronoun:
        return Subject(low + pronoun.start(), end, "pronoun")
    clause = max((match.end() for match in _CUT.finditer(head)), default=0)
    inner = _RELATIVE.search(head, clause)
    if inner:
        dug = _phrase(head[: inner.start()], low, printed)
        if dug is not None and not _opens_clause(head, inner.start()):
            return Subject(dug.start, dug.end, dug.kind, sure=False)
    return _phrase(head, low, printed, clause)


def _opens_clause(head: str, place: int) -> bool:
    """True if what stands before the relative word is itself a verb: "said that the minister"."""
    before = head[:place].split()
    return not before or (before[-1].endswith(("ed", "id", "ys", "ns", "ts", "es")) and before[-1].islower())


def _phrase(head: str, low: int, printed: Sequence[Name], clause: int = 0) -> Subject | None:
    end = low + len(head)
    for name in printed:
        if name.end == end and name.start >= low:
            return Subject(_with_partner(head, low, name, printed), end, "name")
    determined = _DETERMINED.search(head, clause)
    if determined and len(determined["rest"].split()) <= 7:
        return Subject(
            low + determined.start(), end, "noun", sure=determined["d"].lower() not in ("his", "her", "their", "its")
        )
    plural = _PLURAL.search(head)
    return Subject(low + plural.start("w"), end, "noun") if plural else None


def _with_partner(head: str, low: int, name: Name, printed: Sequence[Name]) -> int:
    """Where "Ana and Tomas" begins for the name Tomas."""
    before = head[: name.start - low]
    joint = re.search(r"(?:\s+and\s+)$", before)
    if joint:
        for other in printed:
            if other.end == low + joint.start():
                return other.start
    return name.start


def subject_behind(text: str, verb_end: int, high: int, printed: Sequence[Name]) -> Subject | None:
    """The subject behind its verb, as in: said Foreign Minister Ana Lindqvist."""
    stop = _STOP.search(text, verb_end + 1, high)
    end = stop.start() if stop else high
    inside = [name for name in printed if verb_end <= name.start and name.end <= end + 24]
    if inside and inside[0].start < end:
        return Subject(inside[0].start, inside[0].end, "name")
    phrase = text[verb_end:end].strip()
    if phrase and len(phrase.split()) <= 6:
        start = text.index(phrase, verb_end)
        kind = "pronoun" if _PRONOUN.fullmatch(phrase) else "noun"
        return Subject(start, start + len(phrase), kind)
    return None
