"""What the finders are given, block by block, and what they give back."""

from dataclasses import dataclass, field
from typing import Any

#: One thing found: a plain dict with ``start``, ``end`` (code points of the document), ``text``, ``status``, ``rule``
#: and the keys of its kind; ``docs/reference/found-items.md`` lists them.
Item = dict[str, Any]

#: Labels whose blocks carry dates and actors; body blocks carry everything.
DATED = frozenset({"body", "title", "dek", "caption", "note", "heading"})


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document. ``text`` is the raw slice that begins at ``start`` of the document's text.

    ``line`` counts from 1; ``label`` is one of the reading labels; ``paragraph`` counts body blocks from 1, else None.
    """

    text: str
    start: int
    line: int
    label: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The document's date: ``value`` is an ISO day, month, year or ``A/B``, or None.

    A bracket that nobody accepted (``not_before``, ``not_after`` with no value) resolves nothing: it only fills the
    ``alternatives`` of what asks. Whoever accepts it passes it as ``value`` ("A/B"), or says ``status="accepted"``.
    """

    value: str | None = None
    not_before: str | None = None
    not_after: str | None = None
    status: str = "not_printed"


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found in one block, each list in the order of the text."""

    actors: list[Item] = field(default_factory=list)
    dates: list[Item] = field(default_factory=list)
    quotes: list[Item] = field(default_factory=list)
    numbers: list[Item] = field(default_factory=list)
    reported: list[Item] = field(default_factory=list)
    who: list[Item] = field(default_factory=list)
