"""Finding an anchor's words again in another edition of its document (reading method, section 4).

In this order: **exact** (same place), **moved** (the words elsewhere; of several the one with the longest common context,
a tie is **ambiguous**), **normalised** (the same but for quotation marks, dashes, blanks and soft hyphens), **fuzzy** (the
best window of similarity 0.75 or more, for a person to confirm), else **lost**.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STATUSES = ("exact", "moved", "normalised", "fuzzy", "ambiguous", "lost")
#: Least similarity (1 - Levenshtein / longer length) of a fuzzy match.
LEAST = 0.75
#: Anchors longer than this are compared by their beginning and end only where words changed, so that time is bounded.
_LONGEST = 4_000
_SAME = {ord(sign): plain for plain, signs in {"'": "‘’‚‛′", '"': "“”„‟″«»", "-": "‐‑‒–—―−"}.items() for sign in signs}
_SOFT = "\u00ad\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Found:
    """What became of an anchor. ``score`` is a similarity in 0..1, None where there is no one place."""

    status: str
    start: int | None = None
    end: int | None = None
    score: float | None = None


class Edition:
    """A text in which many anchors are looked up: its normalised copy is made once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain: str | None = None
        self._map: list[int] = []

    def find(self, exact: str, start: int, end: int, prefix: str = "", suffix: str = "") -> Found:
        """What became of the words ``exact`` that stood at ``start``..``end`` between ``prefix`` and ``suffix``."""
        if exact and self.text[start:end] == exact:
            return Found("exact", start, end, 1.0)
        if not exact.strip():
            return Found("lost")
        for text, words, before, after, status in (
            (self.text, exact, prefix, suffix, "moved"),
            (self.plain, normalise(exact)[0].strip(), normalise(prefix)[0], normalise(suffix)[0], "normalised"),
        ):
            places = _occurrences(text, words)
            if places:
                place = _by_context(text, places, len(words), before, after)
                if place is None:
                    return Found("ambiguous")
                if status == "moved":
                    return Found(status, place, place + len(words), 1.0)
                return Found(status, *self._raw(place, place + len(words)), 1.0)
        return self._fuzzy(normalise(exact)[0].strip())

    @property
    def plain(self) -> str:
        """The normalised copy."""
        if self._plain is None:
            self._plain, self._map = normalise(self.text)
        return self._plain

    def _raw(self, start: int, end: int) -> tuple[int, int]:
        return self._map[start], self._map[end - 1] + 1

    def _fuzzy(self, words: str) -> Found:
        if len(words) > _LONGEST:
            return Found("lost")
        found = best_window(words, self.plain, LEAST)
        if found is None:
            return Found("lost")
        start, end, score = found
        return Found("fuzzy", *self._raw(start, end), round(score, 6))


def normalise(text: str) -> tuple[str, list[int]]:
    """A copy with straight marks, ``-`` for dashes, one blank for a run of blanks and no soft hyphens; case is kept.

    The list holds for each of its code points the place in ``text`` from which it came.
    """
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign in _SOFT:
            continue
        if sign.isspace():
            if not signs or signs[-1] != " ":
                signs.append(" ")
                places.append(place)
            continue
        signs.append(_SAME.get(ord(sign), sign))
        places.append(place)
    return "".join(signs), places


def _occurrences(text: str, words: str) -> list[int]:
    places: list[int] = []
    place = text.find(words) if words else -1
    while place >= 0 and len(places) < 10_000:
        places.append(place)
        place = text.find(words, place + 1)
    return places


def _by_context(text: str, places: Sequence[int], width: int, prefix: str, suffix: str) -> int | None:
    """The place with the longest common context: end of the prefix plus start of the suffix. None for a tie."""
    if len(places) == 1:
        return places[0]
    scores = [
        _common(prefix[::-1], text[max(0, place - len(prefix)) : place][::-1]) + _common(suffix, text[place + width : place + width + len(suffix)])
        for place in places
    ]  # fmt: skip
    best = max(scores)
    return places[scores.index(best)] if scores.count(best) == 1 else None


def _common(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def best_window(words: str, text: str, least: float) -> tuple[int, int, float] | None:
    """The window of ``text`` most like ``words`` as (start, end, similarity); None if none reaches ``least``.

    Similarity is 1 - Levenshtein distance / longer length. Sellers' search finds, for every end, the least distance of a
    window that ends there (a free start), bit-parallel (Myers 1999, Hyyro 2003); the best ends are then measured exactly.
    """
    width = len(words)
    if not width or not text:
        return None
    limit = int((1 - least) * width / least) + 1  # a window of any length that can still reach `least`
    ends = _ends(words, text, limit)
    best: tuple[float, int, int] | None = None
    for _, end in sorted(ends)[:40]:
        for start, distance in _starts(words, text, end, limit):
            score = 1 - distance / max(width, end - start)
            if score >= least and (best is None or score > best[0] + 1e-12):
                best = (score, start, end)
    return None if best is None else (best[1], best[2], best[0])


def _ends(words: str, text: str, limit: int) -> list[tuple[int, int]]:
    """(distance, end) for every place of ``text`` where some window within ``limit`` edits of ``words`` ends."""
    return [
        (distance, end) for end, distance in enumerate(_distances(words, text, anchored=False), 1) if distance <= limit
    ]


def _starts(words: str, text: str, end: int, limit: int) -> list[tuple[int, int]]:
    """(start, distance) for windows that end at ``end``: the same search backwards, anchored at the end."""
    back = text[max(0, end - len(words) - limit) : end][::-1]
    counted = enumerate(_distances(words[::-1], back, anchored=True), 1)
    return [(end - count, distance) for count, distance in counted if distance <= limit]


def _distances(words: str, text: str, *, anchored: bool) -> Iterator[int]:
    """After each sign of ``text`` the least distance between ``words`` and a window that ends there.

    ``anchored``: the window begins where ``text`` begins; else anywhere. A column of the table of distances is held in
    two whole numbers: the bits of ``plus`` (``minus``) tell where it rises (falls) from one row to the next.
    """
    masks: dict[str, int] = {}
    for place, sign in enumerate(words):
        masks[sign] = masks.get(sign, 0) | 1 << place
    full, top, first = (1 << len(words)) - 1, 1 << (len(words) - 1), int(anchored)
    plus, minus, distance = full, 0, len(words)
    for sign in text:
        match = masks.get(sign, 0)
        vertical = match | minus
        diagonal = (((match & plus) + plus) ^ plus) | match
        up, down = minus | (full & ~(diagonal | plus)), plus & diagonal
        distance += bool(up & top) - bool(down & top)
        up, down = (up << 1 | first) & full, (down << 1) & full
        plus, minus = down | (full & ~(vertical | up)), up & vertical
        yield distance


def find_again(text: str, anchors: Sequence[Mapping[str, Any]]) -> list[Found]:
    """What became of each anchor ({start, end, exact, prefix, suffix}) in a text."""
    edition = Edition(text)
    return [edition.find(str(each["exact"]), int(each["start"]), int(each["end"]), str(each.get("prefix") or ""),
                         str(each.get("suffix") or "")) for each in anchors]  # fmt: skip
