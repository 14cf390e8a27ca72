"""A document as the reading room left it: its head, its passages, and the words at a position."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.coding.anchors import find_words
from detente.dossier.claim import MAX_SPAN
from detente.kernel import fingerprints
from detente.kernel.errors import Problem
from detente.kernel.slugs import SLUGS

Passage = Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """One document. ``source`` is its id in sources.yaml, ``head`` its document record, ``passages`` in the order of the text."""

    source: str
    head: Mapping[str, Any]
    passages: tuple[Passage, ...]

    @cached_property
    def by_id(self) -> dict[str, Passage]:
        """Passages by id."""
        return {str(passage["id"]): passage for passage in self.passages}

    def at(self, start: int) -> Passage | None:
        """The passage in which a position of the document lies."""
        for passage in self.passages:
            anchor = passage["anchor"]
            if anchor["start"] <= start < anchor["start"] + len(passage["text"]):
                return passage
        return None

    def words(self, start: int, end: int) -> str | None:
        """The words of a span, None if it leaves its passage."""
        passage = self.at(start)
        if passage is None:
            return None
        first = passage["anchor"]["start"]
        return str(passage["text"])[start - first : end - first] if end - first <= len(passage["text"]) else None

    def anchor(self, start: int, end: int) -> dict[str, Any] | None:
        """The anchor of a span as claims hold it: place and fingerprint, no words. None if the span leaves its passage."""
        passage, words = self.at(start), self.words(start, end)
        if passage is None or not words or end - start > MAX_SPAN:
            return None
        line = passage["line"] + str(passage["text"]).count("\n", 0, start - passage["anchor"]["start"])
        return {"paragraph": passage.get("paragraph"), "line": line, "start": start, "end": end,
                "fingerprint": fingerprints.of_text(words)}  # fmt: skip

    def around(self, passage: Passage) -> tuple[str, str]:
        """The body paragraphs before and after a passage, as they are displayed ("" where there is none)."""
        body = [each for each in self.passages if each["label"] == "body" or each is passage]
        place = next(place for place, each in enumerate(body) if each["id"] == passage["id"])
        before = body[place - 1]["clean"] if place else ""
        after = body[place + 1]["clean"] if place + 1 < len(body) else ""
        return str(before), str(after)


def read_passages(text: str, file: str) -> tuple[list[tuple[dict[str, Any], tuple[Passage, ...]]], list[Problem]]:
    """The documents of a PASSAGES.jsonl: each its document record and its passages. Other records are passed over."""
    documents: list[tuple[dict[str, Any], list[Passage]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            kind = record["kind"]
            if kind == "document":
                documents.append((record, []))
            elif kind == "passage":
                _ = (record["id"], record["line"], record["label"], record["text"], record["anchor"]["start"])
                documents[-1][1].append({"clean": record["text"], "paragraph": None, **record})
        except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
            message = f"the line is no record of passages: {type(error).__name__} {error}"
            problems.append(Problem(file, number, "value-invalid", message, SLUGS["value-invalid"].fix))
    return [(head, tuple(passages)) for head, passages in documents], problems


_SPAN = re.compile(r"\s*(\d+)\s*[-–]\s*(\d+)\s*")


def select(reading: Reading, passage: Passage, given: str) -> tuple[int, int] | None:
    """The span that a person means: ``START-END``, the exact words, or first and last words joined by ``...``.

    None if it does not stand exactly once in the passage, or is longer than an anchor may be.
    """
    text, first = str(passage["text"]), int(passage["anchor"]["start"])
    if match := _SPAN.fullmatch(given):
        span = int(match[1]), int(match[2])
        return span if reading.anchor(*span) else None
    head, dots, tail = (part.strip() for part in given.replace("…", "...").partition("..."))
    starts = find_words(text, head) if head else []
    if len(starts) != 1:
        return None
    end = starts[0] + len(head)
    if dots:
        ends = [place for place in find_words(text, tail) if place >= end] if tail else []
        if not ends:
            return None
        end = ends[0] + len(tail)
    span = first + starts[0], first + end
    return span if reading.anchor(*span) else None
