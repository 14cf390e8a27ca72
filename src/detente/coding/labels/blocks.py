"""Blocks of a text: a physical line each, or, in hard-wrapped text, a run of lines that belong together.

Positions are code points of the text as it was decoded, start inclusive, end exclusive; lines count from 1 at each line
feed. Nothing is changed: a block is a slice.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from detente.coding.labels.words import ends_sentence

#: Text is wrapped by hand or by a mail program between these widths (reading method, section 2, rule 1).
NARROWEST, WIDEST = 55, 100
_ITEMS = ("-", "*", "•", "–")
#: A compound that was wrapped behind its hyphen is one word.
_HYPHEN = re.compile(r"(?<=\w)-[ \t]*\r?\n[ \t]*(?=\w)")
WRAPS = ("auto", "never", "always")


@dataclass(frozen=True, slots=True)
class Block:
    """A non-blank block: its slice of the text (without the line end of its last line) and where it stands."""

    text: str
    start: int
    line: int
    line_end: int

    @property
    def end(self) -> int:
        """The code point after the last."""
        return self.start + len(self.text)

    @property
    def clean(self) -> str:
        """The block for display only: wrapped lines joined, runs of blanks collapsed."""
        return " ".join(_HYPHEN.sub("-", self.text).split())


def lines_of(text: str) -> list[Block]:
    """Every non-blank physical line as a block, in order."""
    found, start = [], 0
    for number, raw in enumerate(text.split("\n"), 1):
        if raw and not raw.isspace():
            found.append(Block(raw.removesuffix("\r"), start, number, number))
        start += len(raw) + 1
    return found


def is_wrapped(lines: list[Block]) -> bool:
    """True if no line is wider than 100 and most lines that go on in the next one are 55 to 100 wide.

    Paragraphs of one sentence that follow each other without a blank line look alike; they end in a full stop, and
    wrapped lines seldom do.
    """
    widths = [len(line.text.rstrip()) for line in lines]
    if not lines or max(widths) > WIDEST:
        return False
    running = [here for here, following in pairwise(lines) if following.line == here.line + 1]
    wide = [line for line in running if NARROWEST <= len(line.text.rstrip()) <= WIDEST]
    stopped = [line for line in wide if ends_sentence(line.text)]
    return len(wide) * 2 > len(running) and len(stopped) * 2 <= len(wide)


def blocks_of(text: str, wrap: str = "auto") -> list[Block]:
    """The blocks of a text. ``wrap``: ``auto`` looks at the widths, ``never`` takes lines, ``always`` joins runs of lines."""
    lines = lines_of(text)
    if wrap == "never" or (wrap == "auto" and not is_wrapped(lines)):
        return lines
    running = sorted(len(here.text.rstrip()) for here, after in pairwise(lines) if after.line == here.line + 1)  # fmt: skip
    width = running[int(0.9 * (len(running) - 1))] if running else 0
    blocks: list[Block] = []
    for line in lines:
        last = blocks[-1] if blocks else None
        if last is not None and line.line == last.line_end + 1 and _goes_on(last, line, width):
            blocks[-1] = Block(text[last.start : line.end], last.start, last.line, line.line)
        else:
            blocks.append(line)
    return blocks


def _goes_on(block: Block, following: Block, width: int) -> bool:
    """True if the block's last line was full: the next word did not fit any more, or the sentence goes on in small letters.

    Short lines that break off before a full line would (title, byline, list items) stay apart.
    """
    last = block.text.rsplit("\n", 1)[-1].rstrip()
    words = following.text.split()
    full = len(last) + 1 + len(words[0]) > width
    listed = block.text.lstrip().startswith(_ITEMS) or ends_sentence(last) or last.endswith((":", ";"))
    if words[0] in _ITEMS and (listed or not full):
        return False
    if following.text[:1] in (" ", "\t") and ends_sentence(last):
        return False
    if full:
        return True
    return words[0][:1].islower() and len(last) >= NARROWEST * 0.6 and not ends_sentence(last)
