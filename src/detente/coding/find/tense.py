"""Which way an expression without a year points: the verb or cue nearest to it in its clause decides.

The default is past. A cue such as "will", "due" or "scheduled" points forward, and so does "until" after a negated present
("does not rule until"). A noun of publication right after the expression ("an October study") forces past.
"""

import re

_IRREGULAR = (
    "was|were|had|did|has|have|been|met|said|told|went|came|took|gave|got|made|held|left|led|lost|won|spoke|began|became|"
    "fell|rose|grew|cut|put|sent|spent|sold|bought|brought|thought|fought|caught|taught|built|kept|struck|broke|chose|"
    "drew|drove|flew|knew|threw|wrote|ran|saw|sat|shut|stood|understood|withdrew|sought|heard|found|felt|paid|read|hit|"
    "set out|forgave|froze|hid|lay|laid|lent|rode|sang|sank|shook|shot|shrank|slid|spread|stole|swore|swept|swung|tore|"
    "woke|wore|oversaw|overtook|undertook|bore|beat|bid|dealt|dug|fled|forbade|forgot|hung|hurt|meant|overcame|sprang"
)
_MARKER = re.compile(
    rf"\b(?:(?P<future>[Ww]ill|[Ww]on[’']t|[Ss]hall|[Ww]ould|[Dd]ue(?!\s+to\b)|set\s+(?:for|to)|[Ss]cheduled|[Pp]lanned|"
    rf"[Pp]lans?\s+to|[Aa]head\s+of|[Uu]pcoming|[Nn]ext(?!\s+(?:day|morning|evening|night)))"
    rf"|(?P<past>{_IRREGULAR}|(?<![-\w])[a-z]{{2,}}ed))\b|(?P<soon>[’']ll)\b"
)
_NO_VERBS = frozenset(
    [
        "indeed",
        "hundred",
        "need",
        "exceed",
        "proceed",
        "succeed",
        "speed",
        "seed",
        "deed",
        "feed",
        "breed",
        "greed",
        "bleed",
        "united",
        "sacred",
        "naked",
        "hatred",
        "wicked",
        "shed",
        "sped",
        "embed",
    ]
)
_ATTRIBUTIVE = re.compile(r"\b(?:the|a|an|his|her|its|their|our|these|those|some|many|no|new)\s+$")
_INFINITIVE = re.compile(r"\b(?:to|will|would|shall|may|might|could|should|must|can|not)\s+$")
_NEGATED_UNTIL = re.compile(
    r"\b(?:(?:does|do|is|are|can|could|may|might|will|shall)(?:\s+not|n[’']t)|cannot)\b[^.;]*?\b(?:until|before)\s+(?:the\s+)?$"
)
_PUBLISHED = re.compile(
    r"(?:[’']s)?\s+(?:[\w-]+\s+)?(?:report|study|studies|poll|polling|survey|numbers|figures|data|paper|article|statement|census|issue|edition|interview)s?\b"
)
_GATHERING = (
    r"(?:meeting|visit|summit|talks?|conference|hearing|trip|vote|election|chat|call|session|round|ceremony|deadline)s?"
)
_GATHERING_BEFORE = re.compile(rf"\b{_GATHERING}\s+(?:on\s+)?$", re.IGNORECASE)
_GATHERING_AFTER = re.compile(rf"[’']s\s+(?:[\w-]+\s+)?{_GATHERING}\b", re.IGNORECASE)
_BREAK = re.compile(r"[;:()\[\]—]|\s[–-]\s")
_SUBORDINATE = re.compile(r"\b(?:that|which|who|whose|whom|where)\b")
_DEADLINE = re.compile(r"\b(?:by|until)\s+(?:the\s+)?(?:end\s+of\s+)?$", re.IGNORECASE)


def direction(text: str, low: int, high: int, start: int, end: int, quoted: bool) -> tuple[str, str]:
    """``past``, ``future`` or ``open``, and why, for the expression at ``start..end`` in the sentence ``low..high``.

    ``quoted`` says that the sentence is one in quotation marks: then "would" is no cue. ``open`` is a gathering that is
    told in the present ("Friday's meeting, where she takes on ..."): it may lie ahead or behind.
    """
    before, after = text[low:start], text[end:high]
    if _PUBLISHED.match(after):
        return "past", "published"
    if _NEGATED_UNTIL.search(before):
        return "future", "until"
    breaks = list(_BREAK.finditer(before))
    near = before[breaks[-1].end() :] if breaks else before
    marks = _markers(near, quoted)
    if marks:
        kind, word, place = marks[-1]
        if kind == "past" and _conditional(near, marks, place, quoted):
            return "future", "would"
        if kind == "past" and _DEADLINE.search(near) and marks[0][0] == "future":
            return "future", marks[0][1]
        return kind, word
    stop = _BREAK.search(after)
    rest = after[: stop.start()] if stop else after
    clause = _SUBORDINATE.search(rest)
    marks = _markers(rest[: clause.start()] if clause else rest, quoted) or _markers(rest, quoted)[:1]
    if marks:
        return marks[0][0], marks[0][1]
    if _GATHERING_BEFORE.search(before) or _GATHERING_AFTER.match(after):
        return "open", "present"
    return "past", "default"


def _markers(text: str, quoted: bool) -> list[tuple[str, str, int]]:
    found = []
    for match in _MARKER.finditer(text):
        word = match[0].lower()
        if match["past"]:
            if (
                word in _NO_VERBS
                or (word == "have" and _INFINITIVE.search(text, 0, match.start()))
                or (word.endswith("ed") and _ATTRIBUTIVE.search(text, max(0, match.start() - 8), match.start()))
            ):
                continue
            found.append(("past", word, match.start()))
        elif not (quoted and word == "would"):
            found.append(("future", word, match.start()))
    return found


def _conditional(text: str, marks: list[tuple[str, str, int]], place: int, quoted: bool) -> bool:
    """True for "would lift it if she stopped by March": the past after "if" is a condition, not a time."""
    would = [at for kind, word, at in marks if word == "would" and at < place]
    return bool(would) and not quoted and re.search(r"\bif\b", text[would[-1] : place]) is not None
