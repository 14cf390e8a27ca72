"""Defects of a text: reported with their line, never repaired."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from detente.coding.labels.blocks import Block
from detente.coding.labels.label import Labelled
from detente.coding.labels.words import word_set

#: Small words that a lost blank or dash glues to a neighbour.
_GLUE = word_set(
    "about after against also although among and because been before being between both could does down during each even ever every from have having here into just like made many most much must only other ought over said same should since some such than that their them then there these they this those though through under until upon very were what when where which while whom whose will with within without would"
)
#: Small words that begin a clause and end no longer word: told even where the other half stands nowhere else.
_CLAUSE = frozenset(("because", "ought", "which", "although", "should", "would", "could"))
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG = re.compile(r"(?<![^\W\d_])[^\W\d_]{9,40}(?![^\W\d_])")
_BLANKS = re.compile(r"(?<=\S)(?: {2,}|[ \t]*[\u00a0\u202f\u2007][ \t\u00a0]*)(?=\S)")
_MOJIBAKE = re.compile(
    r"(?:[\u00c2-\u00c3][\u0080-\u00bf]|â[\u0080-\u20ff\u0153\u0178\u017e\u02dc]{1,2}|\u00e2\u20ac.?)+|\ufffd+"
)
_TWICE = re.compile(r"\b([^\W\d_]{2,}) \1\b")
_STRAY = re.compile(r"(?<=\w) [,;](?=\s)|(?<![.])\.\.(?![.])|,,")
#: Most defects that are listed for one block.
MOST = 50
#: Doubled words that are good English.
_FINE_TWICE = word_set("had that very so no bye hear")


def defects_of(labelled: Sequence[Labelled]) -> list[dict[str, Any]]:
    """{line, kind, note} in the order of the lines: duplicate, glued, blanks, mojibake, misprint."""
    known = Counter(word for each in labelled for word in _LETTERS.findall(each.block.text.lower()) if len(word) >= 4)
    found: list[dict[str, Any]] = []
    for each in labelled:
        if each.twin is not None:
            cut = "cut-off copy" if each.reason.startswith("cut-off") else "copy"
            found.append({"line": each.block.line, "kind": "duplicate", "note": f"{cut} of line {each.twin}"})
        found += islice(_in_block(each.block, known), MOST)
    return found


def _in_block(block: Block, known: Counter[str]) -> Iterable[dict[str, Any]]:
    text = block.text
    for match in _LONG.finditer(text):
        word = match[0]
        if known[word.lower()] == 1 and (parts := _glued(word, known)):
            yield _defect(block, match.start(), "glued", f"{word!r} looks like {parts[0]!r} and {parts[1]!r}")
    blanks = list(_BLANKS.finditer(text))
    if blanks:
        hard = sum(any(sign in match[0] for sign in "\u00a0\u202f\u2007") for match in blanks)
        kinds = [f"{hard} no-break" * bool(hard), f"{len(blanks) - hard} doubled" * (len(blanks) > hard)]
        count = " and ".join(filter(None, kinds))
        yield _defect(block, blanks[0].start(), "blanks", f"{count} {'blank' if len(blanks) == 1 else 'blanks'}")
    for match in _MOJIBAKE.finditer(text):
        yield _defect(block, match.start(), "mojibake", _reading(match[0]))
    for match in _TWICE.finditer(text):
        if match[1].lower() not in _FINE_TWICE:
            yield _defect(block, match.start(), "misprint", f"{match[1]!r} stands twice")
    for match in _STRAY.finditer(text):
        yield _defect(block, match.start(), "misprint", f"{match[0]!r} is unusual")


def _defect(block: Block, place: int, kind: str, note: str) -> dict[str, Any]:
    return {"line": block.line + block.text.count("\n", 0, place), "kind": kind, "note": note}


def _glued(word: str, known: Counter[str]) -> tuple[str, str] | None:
    """Two words of the document of which one is a small word: what a lost blank leaves."""
    lower = word.lower()
    for cut in range(4, len(lower) - 3):
        first, second = lower[:cut], lower[cut:]
        if (first in _GLUE and second in _GLUE) or lower.endswith("thought"):
            continue
        if (second in _GLUE and len(first) >= 6 and (known[first] or second in _CLAUSE)) or (
            first in _GLUE and len(second) >= 6 and known[second]
        ):
            return word[:cut], word[cut:]
    return None


def _reading(wrong: str) -> str:
    for codec in ("cp1252", "latin-1"):
        try:
            return f"{wrong!r} would read {wrong.encode(codec).decode('utf-8')!r} if the text were decoded anew"
        except UnicodeError:
            continue
    return f"{wrong!r} stands for a character that was lost"
