"""Sentences of running text: where they end, what type they have, what in them is words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from detente.reports.lint.document import Block

#: After these a full stop does not end a sentence.
_SHORT = re.compile(r"(?<![\w.])(?:U\.S|U\.K|Mr|Mrs|Ms|Dr|St|No|vs|e\.g|i\.e)\.$")
_STOP = re.compile(r"[.!?](?=\s)")
_MARK = re.compile(r"[*_]*\[([FAJ])\][*_]*\s*")
_MARK_INSIDE = re.compile(r"(?<=\s)[*_]*\[[FAJ]\]")
_CODE = re.compile(r"`[^`\n]+`")
_LABEL = re.compile(r"[*_]*(KJ\d+)[*_]*:[*_]*\s*")
#: What is no word of the sentence: citations, evidence ids and bindings, targets of links, code.
_NO_WORDS = re.compile(r"\[@[^\]\n]*\]|\{[^}\n]*\}|(?<=\])\([^)\n]*\)|`[^`\n]+`")


@dataclass(frozen=True)
class Sentence:
    """``kind`` is F, A or J (None if the sentence has no type); ``text`` is what follows the mark, line breaks kept."""

    section: str
    line: int
    kind: str | None
    text: str

    @cached_property
    def words(self) -> str:
        """The text with everything that is no word blanked, character for character."""
        return _NO_WORDS.sub(_blank, self.text)

    def line_at(self, place: int) -> int:
        """The line of a character of ``text``."""
        return self.line + self.text.count("\n", 0, place)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def label_of(block: Block) -> str | None:
    """The id of a key judgement at the head of a bullet, None if there is none."""
    match = _LABEL.match(block.text.lstrip())
    return match[1] if match else None


def sentences(block: Block) -> Iterator[Sentence]:
    """The sentences of a block. The label of a key judgement (``KJ1:``) belongs to none of them."""
    text, start = block.text, 0
    if block.indent >= 0 and (label := _LABEL.match(text, len(text) - len(text.lstrip()))):
        start = label.end()
    for end in [*_ends(text, start), len(text)]:
        piece = text[start:end]
        if any(sign.isalnum() for sign in piece):
            lead = len(piece) - len(piece.lstrip())
            line = block.line + text.count("\n", 0, start + lead)
            mark = _MARK.match(piece, lead)
            body = piece[mark.end() if mark else lead :].rstrip()
            line += piece.count("\n", lead, mark.end()) if mark else 0
            yield Sentence(block.section, line, mark[1] if mark else None, body)
        start = end


def _ends(text: str, start: int) -> list[int]:
    """Where sentences end: at ``.``, ``!`` or ``?`` before white space and a capital or ``[``, and before every type mark."""
    plain = _CODE.sub(lambda found: "x" * len(found[0]), text)
    found = {match.start() for match in _MARK_INSIDE.finditer(plain, start) if plain[start : match.start()].strip()}
    for match in _STOP.finditer(plain, start):
        rest = plain[match.end() :].lstrip()
        if rest and (rest[0].isupper() or rest[0] == "[") and not _SHORT.search(plain, start, match.end()):
            found.add(match.end())
    return sorted(found)
