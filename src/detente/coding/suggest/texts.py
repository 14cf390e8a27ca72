"""Texts to be ranked and labelled texts, one JSON mapping a line: read with every problem at once.

Keys: ``text``; ``id``; the two sides as ``source`` and ``target`` (text, "" for none) or as ``source_span`` and
``target_span`` ([start, end) in code points; without them the first occurrence); labelled texts also ``type``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.coding.suggest.clauses import act_of
from detente.coding.suggest.masking import Span, first_place, mask
from detente.coding.suggest.ranker import MERGED
from detente.dossier.plover import OLD_NAMES, TYPES
from detente.kernel.errors import Problem
from detente.kernel.ids import nearest
from detente.kernel.slugs import SLUGS


@dataclass(frozen=True, slots=True)
class Given:
    """One line: its id (None if it has none), its text, its two sides, and its label in a file of labelled texts."""

    id: Any
    text: str
    source: str
    target: str
    source_span: Span | None
    target_span: Span | None
    type: str | None = None

    @property
    def masked(self) -> str:
        """The text as the ranking sees it."""
        return act_of(mask(self.text, self.source_span, self.target_span))


def read_given(content: str, file: str, *, labelled: bool = False) -> tuple[list[Given], list[Problem]]:
    """The lines of a file in order, and all that is wrong with them; empty lines are passed over."""
    found: list[Given] = []
    problems: list[Problem] = []
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        faults = list(_faults(line, labelled, found))
        problems += [Problem(file, number, slug, message, fix or SLUGS[slug].fix) for slug, message, fix in faults]
    return found, problems


Fault = tuple[str, str, str]


def _faults(line: str, labelled: bool, found: list[Given]) -> Iterator[Fault]:
    """What is wrong with a line; a good one is added to ``found``."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield "text-line", f"the line is no JSON: {error}", ""
        return
    if not isinstance(record, dict):
        yield "text-line", "the line holds no mapping", ""
        return
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "text-missing", "the line has no `text`" if "text" not in record else "`text` holds no words", ""
        return
    wrong, spans, sides = [], {}, {}
    for side in ("source", "target"):
        name, span = record.get(side), record.get(f"{side}_span")
        if name is not None and not isinstance(name, str):
            wrong.append(("text-line", f"`{side}` is no text", f'Write the words that name the {side}, or "".'))
        elif span is not None and not _inside(span, text):
            wrong.append(("text-span", f"`{side}_span` {json.dumps(span)[:40]} is no span of a text of {len(text)} signs", ""))  # fmt: skip
        else:
            spans[side] = (span[0], span[1]) if span is not None else first_place(text, name or "")
            sides[side] = name or (text[span[0] : span[1]] if span is not None else "")
    kind = record.get("type")
    if labelled and kind not in TYPES and kind not in MERGED:
        wrong.append(("text-type", f"{str(kind)[:40]!r} is no type of the codebook", _type_fix(kind)))
    yield from wrong
    if not wrong:
        found.append(Given(record.get("id"), text, sides["source"], sides["target"], spans["source"], spans["target"],
                           kind if labelled else None))  # fmt: skip


def _inside(span: Any, text: str) -> bool:
    whole = isinstance(span, list) and len(span) == 2 and all(type(each) is int for each in span)
    return whole and 0 <= span[0] < span[1] <= len(text)


def _type_fix(kind: Any) -> str:
    if kind in OLD_NAMES:
        return f"Write {OLD_NAMES[kind]}; {kind} is a name of 2016."
    guess = nearest(str(kind)[:40].upper(), TYPES)
    return f"Did you mean {guess}?" if guess else ""
