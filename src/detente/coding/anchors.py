"""Anchors against a text: does the span with this fingerprint still stand where it was coded?

Only the fingerprint is stored, so a moved span is found by hashing every window of its length; the outcome is one of
``matched``, ``moved`` (with the new start), ``changed`` and ``missing``.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from detente.kernel import fingerprints


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one anchor. ``start`` is where the span stands now (None when changed or missing)."""

    status: str
    start: int | None = None


Span = tuple[int, int, str]  # start, end, fingerprint


def locate_all(text: str, spans: Sequence[Span]) -> list[Outcome]:
    """For each span: matched at its place, moved to the nearest other place, or changed. Positions are code points.

    Spans that do not match are searched together, so the text is hashed once for each width and not for each span.
    """
    outcomes: list[Outcome | None] = []
    lost: dict[int, set[str]] = defaultdict(set)
    for start, end, fingerprint in spans:
        here = end <= len(text) and fingerprints.of_text(text[start:end]) == fingerprint
        outcomes.append(Outcome("matched", start) if here else None)
        if not here:
            lost[end - start].add(fingerprint)
    found = {width: _places(text, width, wanted) for width, wanted in lost.items()}
    for place, (start, end, fingerprint) in enumerate(spans):
        if outcomes[place] is None:
            places = found[end - start].get(fingerprint, [])
            moved = min(places, key=lambda each: abs(each - start), default=None)
            outcomes[place] = Outcome("changed") if moved is None else Outcome("moved", moved)
    return [each for each in outcomes if each is not None]


def locate(text: str, start: int, end: int, fingerprint: str) -> Outcome:
    """What became of one span."""
    return locate_all(text, [(start, end, fingerprint)])[0]


def _places(text: str, width: int, wanted: set[str]) -> dict[str, list[int]]:
    """Where windows of a width have one of the fingerprints."""
    found: dict[str, list[int]] = defaultdict(list)
    for place in range(len(text) - width + 1):
        fingerprint = fingerprints.of_text(text[place : place + width])
        if fingerprint in wanted:
            found[fingerprint].append(place)
    return found


def find_words(text: str, words: str, within: tuple[int, int] | None = None) -> list[int]:
    """Every start of ``words`` in the text (or inside ``within``), overlapping ones included."""
    low, high = within or (0, len(text))
    starts, place = [], text.find(words, low, high)
    while place >= 0:
        starts.append(place)
        place = text.find(words, place + 1, high)
    return starts
