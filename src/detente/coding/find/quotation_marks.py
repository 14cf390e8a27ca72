"""Where quotation marks open and close. Spans include the marks; inner marks belong to the outer span.

Curly marks pair by their shape, straight double marks alternate within a block, and single marks count where a block has no
double ones, else only around a sentence. An apostrophe inside a word, or after a letter with no opening before it, is no mark.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_CLOSING = {"“": "”", "«": "»", "„": "“”", '"': '"'}
_MARK = re.compile('[“”«»„"]')
#: No text nests deeper, and no possessive hides a closing mark behind more of its kind.
_DEEPEST = 8
_ELISION = re.compile(r"'\d0s\b|'(?:tis|twas|em|til|cause)\b")
_SINGLE_OPEN = re.compile(r"(?<!\w)(?P<mark>['‘])(?=\S)")
_SINGLE_CLOSE = re.compile(r"(?<=\S)['’](?!\w)")
#: Beside double marks, single ones count only around a sentence: opened where one begins, closed behind a stop or comma.
_OUTER_SINGLE = re.compile(
    r"(?:^|[.!?:,]\s+)(?P<q>(?P<m>['‘])(?=[A-Z])[^\"“”'‘’]*(?:[’'](?=\w)[^\"“”'‘’]*)*[,.!?…]['’])(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """One span in marks, inside its block. ``opened`` is False for a paragraph that goes on with marks opened earlier."""

    start: int
    end: int
    closed: bool = True


def marked_spans(texts: Sequence[str]) -> list[list[Marked]]:
    """The spans of each block. A block that opens marks without closing them continues in the next if that opens marks too."""
    found = []
    for place, text in enumerate(texts):
        follows = texts[place + 1].lstrip()[:1] if place + 1 < len(texts) else ""
        found.append(_spans(text, follows))
    return found


def _spans(text: str, follows: str) -> list[Marked]:
    if not any(sign in text for sign in "“”«„\"'‘"):
        return []
    spans = _double(text, follows)
    if not spans:
        return _single(text)
    outer = [
        match for match in _OUTER_SINGLE.finditer(text) if all(not s.start <= match.start() < s.end for s in spans)
    ]
    return sorted([*spans, *(Marked(match.start("q"), match.end("q")) for match in outer)], key=lambda each: each.start)


def _double(text: str, follows: str) -> list[Marked]:
    """The outermost pairs; a mark that nothing closes runs to the end of the block if the next block opens with one too."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        sign, place = match[0], match.start()
        opened = next(
            (number for number in range(len(waiting) - 1, -1, -1) if sign in _CLOSING[waiting[number][1]]), None
        )
        if opened is not None:
            pairs.append((waiting[opened][0], place + 1))
            del waiting[opened:]
        elif sign in _CLOSING and len(waiting) < _DEEPEST:
            waiting.append((place, sign))
    spans: list[Marked] = []
    left = waiting[0][0] if waiting and follows and follows in '“"«„' else len(text)
    for low, high in sorted(pairs):
        if low < left and (not spans or low >= spans[-1].end):
            spans.append(Marked(low, high))
    if left < len(text) and (not spans or spans[-1].end <= left):
        spans.append(Marked(left, len(text.rstrip()), closed=False))
    return spans


def _single(text: str) -> list[Marked]:
    spans = []
    closings = list(_SINGLE_CLOSE.finditer(text))
    starts = [match.start() for match in closings]
    place = 0
    while opening := _SINGLE_OPEN.search(text, place):
        start = opening.start()
        place = start + 1
        if opening["mark"] == "'" and _ELISION.match(text, start):
            continue
        # After "s" the sign may be a possessive (the ministers' plan): prefer one that follows a stop or comma.
        near = closings[bisect_left(starts, start + 2) :][:_DEEPEST]
        closing = next((each for each in near if text[each.start() - 1] in ",.!?…"), None) or next(
            (each for each in near if text[each.start() - 1] != "s"), near[0] if near else None
        )
        if closing is None:
            break
        spans.append(Marked(start, closing.end()))
        place = closing.end()
    return spans
