"""Anchors against a text: does the span with this fingerprint still stand where it was coded?

Only the fingerprint is stored, so a moved span is found by hashing every window of its length; the outcome is one of
``matched``, ``moved`` (with the new start), ``changed`` and ``missing``.
"""

from dataclasses import dataclass

from detente.kernel import fingerprints


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one anchor. ``start`` is where the span stands now (None when changed or missing)."""

    status: str
    start: int | None = None


def locate(text: str, start: int, end: int, fingerprint: str) -> Outcome:
    """Matched at its place, moved to the nearest other place, or changed. Positions are code points.

    The search costs one hash per position of the text and is only run when the place itself does not match.
    """
    if end <= len(text) and fingerprints.of_text(text[start:end]) == fingerprint:
        return Outcome("matched", start)
    width = end - start
    found = [
        place
        for place in range(len(text) - width + 1)
        if fingerprints.of_text(text[place : place + width]) == fingerprint
    ]
    if found:
        return Outcome("moved", min(found, key=lambda place: abs(place - start)))
    return Outcome("changed")


def find_words(text: str, words: str, within: tuple[int, int] | None = None) -> list[int]:
    """Every start of ``words`` in the text (or inside ``within``), overlapping ones included."""
    low, high = within or (0, len(text))
    starts, place = [], text.find(words, low, high)
    while place >= 0:
        starts.append(place)
        place = text.find(words, place + 1, high)
    return starts
