"""Anchors as W3C selectors: where words stand (TextPositionSelector) and what they are (TextQuoteSelector).

Positions are code points of the document's text. A browser counts UTF-16 units; the two functions at the end convert at
the border. Source: W3C Web Annotation Data Model, 23 February 2017; the code-point rule is ours.
"""

from typing import Any

#: Code points of context on each side, fewer at the ends of the text.
CONTEXT = 32


def anchor(text: str, sha256: str, start: int, end: int) -> dict[str, Any]:
    """{sha256, start, end, exact, prefix, suffix} of a span."""
    return {"sha256": sha256, "start": start, "end": end, "exact": text[start:end],
            "prefix": text[max(0, start - CONTEXT) : start], "suffix": text[end : end + CONTEXT]}  # fmt: skip


def of_utf16(text: str, units: int) -> int:
    """The code point at which a place counted in UTF-16 units lies; a place inside a pair counts as the pair's start."""
    if text.isascii() or units <= 0:
        return max(0, min(units, len(text)))
    seen = 0
    for place, sign in enumerate(text):
        width = 2 if ord(sign) > 0xFFFF else 1
        if seen + width > units:
            return place
        seen += width
    return len(text)


def to_utf16(text: str, place: int) -> int:
    """UTF-16 units before a code point."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
