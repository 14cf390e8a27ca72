"""Overlong blocks are read in pieces, so that no text, however made, costs more than its length allows.

A paragraph of an article has some hundred words; a block of many thousand is a text without line breaks, or made to hurt.
"""

import re
from collections.abc import Iterator, Sequence

from detente.coding.find.page import Block, Found

#: The longest block that is read whole, in code points (about 1,200 words).
LONGEST = 8_000
_CUT = re.compile(r"[.!?][\"'”’»)]*\s")


def pieces(blocks: Sequence[Block]) -> tuple[list[Block], list[int]]:
    """The blocks with the overlong ones cut at the ends of sentences (else at blanks), and the block each piece is from."""
    made, of = [], []
    for number, block in enumerate(blocks):
        for low, high in _cuts(block.text):
            made.append(Block(block.text[low:high], block.start + low, block.line, block.label, block.paragraph))
            of.append(number)
    return made, of


def joined(found: Sequence[Found], of: Sequence[int], count: int) -> list[Found]:
    """What was found in the pieces, block by block; positions are those of the document already."""
    whole = [Found() for _ in range(count)]
    for each, number in zip(found, of, strict=True):
        for name in ("actors", "dates", "quotes", "numbers", "reported", "who"):
            getattr(whole[number], name).extend(getattr(each, name))
    return whole


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    low = 0
    while len(text) - low > LONGEST:
        ends = [match.end() for match in _CUT.finditer(text, low + LONGEST // 2, low + LONGEST)]
        blank = text.rfind(" ", low + LONGEST // 2, low + LONGEST) + 1
        high = (ends[-1] if ends else 0) or blank or low + LONGEST
        yield low, high
        low = high
    yield low, len(text)
