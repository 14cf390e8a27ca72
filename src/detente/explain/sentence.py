"""A sentence with the claims it rests on; reports turn the claims into numbered notes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

#: The type of a sentence in an assessment: fact, assumption or judgement; empty where no type is asked for.
Kind = Literal["", "F", "A", "J"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. ``claims`` become one note; ``assumption`` marks what rests on no claim.

    In the typed sections of a brief ``kind`` says fact, assumption or judgement, ``evidence`` names the items that carry
    a judgement, and ``bound`` ties numbers printed in the text to the model that gave them: ("62 %", "question:HYPOTHESIS").
    """

    text: str
    claims: tuple[str, ...] = ()
    assumption: bool = False
    kind: Kind = ""
    evidence: tuple[str, ...] = ()
    bound: tuple[tuple[str, str], ...] = ()


def listed(words: Iterable[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence_case(text: str) -> str:
    """The text with a capital first letter and exactly one full stop (or its own ? or !) at the end."""
    text = text.strip().rstrip(".").strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in "?!" else ".")


def clause(text: str) -> str:
    """The text as part of a sentence: no final stop, first letter lowered unless it begins a name or abbreviation."""
    text = text.strip().rstrip(".").strip()
    first, _, rest = text.partition(" ")
    common = {"the", "a", "an", "in", "on", "at", "by", "for", "from", "to", "of", "with", "no", "some", "many", "most",
              "all", "both", "what", "his", "her", "its", "their", "it", "he", "she", "they", "this", "that", "there",
              "when", "while", "if", "as", "once", "wants", "wish", "wishes", "dislikes", "prefers", "rejects", "holds",
              "believes", "sees", "seeks", "fears", "expects"}  # fmt: skip
    return f"{first.lower()} {rest}".strip() if first.lower() in common else text
