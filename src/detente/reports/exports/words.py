"""The words at an anchor: taken from the owner's text, and only when the fingerprint proves them."""

from typing import Any, Protocol

from detente.kernel import fingerprints


class Span(Protocol):
    """What an anchor and a piece of date evidence share. Positions are code points, end exclusive."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the span in UTF-8."""


def exact_words(text: str | None, span: Span) -> str | None:
    """``text[start:end]`` if it has the span's fingerprint; None if it has not or no text is at hand."""
    if text is None or span.end > len(text):
        return None
    words = text[span.start : span.end]
    return words if fingerprints.of_text(words) == span.fingerprint else None


def span_entry(text: str | None, span: Span) -> dict[str, Any]:
    """``start``, ``end``, ``exact``, ``fingerprint``; and ``anchor: mismatch`` if the text holds other words there."""
    exact = exact_words(text, span)
    entry = {"start": span.start, "end": span.end, "exact": exact, "fingerprint": span.fingerprint}
    return entry if exact is not None or text is None else {**entry, "anchor": "mismatch"}
