"""Likelihood terms and phrases, confidence levels and hedges in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.kernel.probability_words import SCALES

_TERMS = sorted({word for scale in SCALES.values() for row in scale.rows for word in row.words}, key=len, reverse=True)
_TERM = re.compile(
    r"(?<![\w-])(?:" + "|".join(re.sub(" ", r"\\s+", word) for word in _TERMS) + r")(?![\w-])", re.IGNORECASE
)
_NUMBER = r"(?P<p>\d+(?:\.\d+)?)\s*%(?:\s*\{=\s*(?P<id>[^}\n]*?)\s*\})?"
_RANGE = r"range\s+(?P<lo>\d+(?:\.\d+)?)\s*%?\s*[-\u2010-\u2015\u2212]\s*(?P<hi>\d+(?:\.\d+)?)\s*%"
#: After a term: the number in brackets, with or without its range.
_AFTER = re.compile(rf"[*_]*\s*\(\s*{_NUMBER}(?:\s*,\s*{_RANGE})?")
#: Where the scale has no term for the number: the number, and its range in brackets.
_ALONE = re.compile(rf"(?<![\d.]){_NUMBER}\s*\(\s*{_RANGE}\s*\)")
BOUND = re.compile(r"(?<![\d.])(?P<p>\d+(?:\.\d+)?)\s*%\s*\{=\s*(?P<id>[^}\n]*?)\s*\}")
#: Without a number, "remote" tells a likelihood only in company of these.
_CALLED = re.compile(
    r"\b(?:is|are|was|were|be|being|been|as|remains?|seems?|looks?|stays?|appears?)\s+(?:(?:very|rather|so|too|quite|now|still|only|as)\s+)?[*_]*$",
    re.IGNORECASE,
)
_CHANCE = re.compile(
    r"[*_]*\s+(?:chances?|possibilit(?:y|ies)|prospects?|likelihood|probability|odds)\b", re.IGNORECASE
)
_LEVEL = r"(?:high|moderate|low)"
CONFIDENCE = re.compile(
    rf"(?<![\w-]){_LEVEL}(?:(?:\s+|-)(?:to|or|and)(?:\s+|-){_LEVEL})?[\s-]+(?:analytic(?:al)?\s+)?confidence(?![\w-])"
    rf"|(?<![\w-])confidence(?![\w-])[^.;!?]{{0,80}}?(?:\b(?:is|was|are|were|be|remains?|stays?|rated|level)|:)\s+(?:\w+\s+){{0,2}}?{_LEVEL}(?![\w-])",
    re.IGNORECASE,
)
#: Hedges that no scale has. The month May and other names keep their capital.
HEDGE = re.compile(
    r"(?<![\w-])(?:may|(?i:might|could|possible|possibly|perhaps|cannot\s+rule\s+out|cannot\s+be\s+ruled\s+out))(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A term at a place of a text, with the number and the range behind it (percent; None where they are not there)."""

    place: int
    term: str
    p: float | None = None
    lo: float | None = None
    hi: float | None = None

    @property
    def complete(self) -> bool:
        """True if number and range are there."""
        return self.p is not None and self.lo is not None and self.hi is not None


def phrases(text: str, words: str) -> Iterator[Phrase]:
    """Every term of every scale in a text, longest first, whole words. ``words`` is the text without what is no word."""
    for match in _TERM.finditer(words):
        number = _AFTER.match(text, match.end())
        if number is None and _is_a_place(match[0], words, match.start()):
            continue
        values = [float(number[key]) if number and number[key] else None for key in ("p", "lo", "hi")]
        yield Phrase(match.start(), " ".join(match[0].lower().split()), *values)


def alone(text: str) -> Iterator[Phrase]:
    """Numbers with a range and without a term, as printed where the scale has none."""
    for match in _ALONE.finditer(text):
        yield Phrase(match.start(), "", float(match["p"]), float(match["lo"]), float(match["hi"]))


def _is_a_place(word: str, words: str, place: int) -> bool:
    """Remote villages, or the place Remote: the word stands neither after a verb such as *is* nor before *chance*."""
    if word.casefold() != "remote":
        return False
    return not (_CALLED.search(words, 0, place) or _CHANCE.match(words, place + len(word)))
