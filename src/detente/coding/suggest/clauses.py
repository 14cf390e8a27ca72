"""Clauses: the unit of a suggestion. Sentences are split at semicolons and at coordinations with a verb of their own."""

import re
from collections.abc import Iterator

from detente.coding.find.sentences import sentences

Span = tuple[int, int]

_AUXILIARY = (
    "is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|shall|should|may|might|can|could|must|cannot|"
    "isn[’']t|aren[’']t|wasn[’']t|weren[’']t|won[’']t|didn[’']t|doesn[’']t|don[’']t|hasn[’']t|haven[’']t|hadn[’']t"
)
_IRREGULAR = (
    "became|began|bought|broke|brought|built|came|chose|cut|drew|drove|fell|felt|fled|flew|forbade|forgave|fought|found|froze|gave|"
    "got|grew|held|hit|kept|knew|laid|led|left|lent|let|lost|made|met|paid|put|quit|ran|rose|said|sang|sank|sat|saw|sent|"
    "set|shook|shot|shut|sold|sought|spent|spoke|stood|stole|struck|swore|told|took|thought|threw|tore|understood|went|"
    "withdrew|won|wore|wrote|withheld|undertook|upheld|sued|says?|seeks?|makes?|takes?|gives?|calls?|keeps?|holds?|wants?|"
    "needs?|agrees?|meets?|visits?|supports?|accuses?|rejects?|refuses?|threatens?|demands?|asks?|urges?|warns?|remains?|"
    "argues?|believes?|expects?|hopes?|insists?|claims?|denies|opposes?|faces?|seems?|appears?|continues?|puts?|signs?"
)
#: A finite verb, as far as its form tells it.
VERB = re.compile(rf"\b(?:{_AUXILIARY}|{_IRREGULAR}|(?<![-\w])[a-z]{{2,}}(?:ed|fies|izes?|ises?))\b", re.IGNORECASE)
_JOINT = re.compile(
    r";\s+|,\s+(?:and|but|while|whereas|yet|so|or)\s+|\s+(?:and|but)\s+(?=(?:then\s+|later\s+|also\s+)?[a-z’']+(?:ed|es)?\b)|\s+[–—]\s+|—"
)
#: Names who reports at the end of a sentence: that says nothing about the act itself.
_REPORTED_BY = re.compile(
    r",?\s+according to[^,]*$|,\s+(?:[^,]{1,80}?\s)?(?:said|says|reported|announced|confirmed|claimed|charged|added)\b[^,]*$"
)
#: Shorter pieces are no clause.
_WORDS = 3
_LEAST = 25


def clauses(text: str) -> list[Span]:
    """Start and end of each clause of a text with a verb in it, in order; they never overlap."""
    return [span for low, high in sentences(text) for span in _split(text, low, high) if VERB.search(text, *span)]


def _split(text: str, low: int, high: int) -> Iterator[Span]:
    start = low
    for joint in _JOINT.finditer(text, low, high):
        if joint.start() < start or not (_whole(text, start, joint.start()) and _opens(text, joint, high)):
            continue
        yield start, joint.start()
        start = joint.end()
    yield start, high


def _whole(text: str, low: int, high: int) -> bool:
    """Long enough for a clause, and with a verb."""
    return len(text[low:high].split()) >= _WORDS and VERB.search(text, low, high) is not None


def _opens(text: str, joint: "re.Match[str]", high: int) -> bool:
    """True if a clause of its own follows: a verb at once, or within a few words after a comma, semicolon or dash."""
    rest = text[joint.end() : high]
    near = " ".join(rest.split()[: 1 if joint[0].lstrip()[:1].isalpha() else 8])
    return VERB.search(near) is not None and len(rest.split()) >= _WORDS


def act_of(clause: str) -> str:
    """The clause without a closing remark on who reports it; the clause itself if little would be left."""
    cut = _REPORTED_BY.sub("", clause)
    return cut if len(cut) >= _LEAST else clause
