"""A draft becomes a claim: the words that carry it are turned into anchors, and the words themselves are dropped.

A draft is a claim as a person writes it: ``quote:`` (or ``quotes:``) with the exact words of the document, an optional
``line:``, and everything else in the coder's own words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.coding.anchors import find_words
from detente.dossier.claim import CLAIM_TYPES, MAX_SPAN
from detente.kernel import fingerprints
from detente.kernel.errors import Problem
from detente.kernel.slugs import SLUGS

#: A run of this many words that also stands in the document is a copy, not a paraphrase.
COPY_RUN = 8
DRAFT_KEYS = ("quote", "quotes", "line", "event")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Page:
    """What drafts need to know about a document: its id, text, and the lines of its body paragraphs."""

    document: str
    text: str
    paragraph_lines: Sequence[int]

    def paragraph_of(self, line: int) -> int | None:
        """The paragraph that begins on the line, None for titles, captions and notes."""
        lines = list(self.paragraph_lines)
        return lines.index(line) + 1 if line in lines else None


def to_claim(
    draft: Mapping[str, Any], page: Page, *, by: str, at: str, method: str
) -> tuple[dict[str, Any], list[Problem]]:
    """The claim's data and what is wrong with the draft (in which case the data are not to be used).

    The claim starts as confirmed by ``by`` at ``at`` (an ISO time): whoever writes a draft has read the passage.
    """
    name = str(draft.get("id", "a claim without id"))
    problems: list[Problem] = []
    given = draft.get("quotes")
    words = given if isinstance(given, list) and given else [draft.get("quote")]
    if given is not None and not (isinstance(given, list) and given):
        problems.append(_problem("value-invalid", f"{name}: `quotes` must be a list of texts"))
    anchors = []
    for each in words:
        anchor = _anchor(name, each, draft.get("line"), page, problems)
        if anchor is not None:
            anchors.append(anchor)
    claim = {
        key: value for key, value in draft.items() if key not in DRAFT_KEYS and (value is not None or key == "value")
    }
    claim |= {
        "source_document": page.document, "anchors": anchors,
        "status": "confirmed", "by": by, "at": at, "origin": {"method": method, "name": by},
    }  # fmt: skip
    problems += [_copied(name, field, run) for field, run in copies(claim, page.text)]
    return in_order(claim), problems


def _anchor(name: str, words: Any, line: Any, page: Page, problems: list[Problem]) -> dict[str, Any] | None:
    if not isinstance(words, str) or not words:
        problems.append(_problem("key-missing", f"{name}: the key `quote` is missing"))
        return None
    if len(words) > MAX_SPAN:
        problems.append(
            _problem("quote-not-found", f"{name}: the words are {len(words)} characters long; the limit is {MAX_SPAN}")
        )
        return None
    starts = find_words(page.text, words)
    if isinstance(line, int):
        on_line = [start for start in starts if page.text.count("\n", 0, start) + 1 == line]
        starts = on_line or starts
    if len(starts) != 1:
        count = "do not stand" if not starts else f"stand {len(starts)} times"
        problems.append(_problem("quote-not-found", f"{name}: the words {words[:50]!r} {count} in {page.document}"))
        return None
    start = starts[0]
    place = page.text.count("\n", 0, start) + 1
    return {"paragraph": page.paragraph_of(place), "line": place, "start": start, "end": start + len(words),
            "fingerprint": fingerprints.of_text(words)}  # fmt: skip


def copies(claim: Mapping[str, Any], text: str) -> Iterator[tuple[str, str]]:
    """Fields in our own words that repeat a run of the document's words, with that run."""
    runs = _runs(text)
    for field in ("summary", "gist", "what", "position", "statement", "note"):
        value = claim.get(field)
        if isinstance(value, str) and (copied := _runs(value) & runs):
            yield field, " ".join(sorted(copied)[0])


def _copied(name: str, field: str, run: str) -> Problem:
    return _problem("quote-copied", f"{name}: `{field}` repeats the document's words {run!r}")


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return {tuple(words[place : place + COPY_RUN]) for place in range(len(words) - COPY_RUN + 1)}


def in_order(claim: dict[str, Any]) -> dict[str, Any]:
    """Keys in the order of the claim's model, so that files read alike."""
    model = CLAIM_TYPES.get(str(claim.get("type")))
    order = ["id", "type", *(model.model_fields if model else ())]
    return {key: claim[key] for key in dict.fromkeys((*order, *claim)) if key in claim}


def _problem(slug: str, message: str) -> Problem:
    return Problem("", 0, slug, message, SLUGS[slug].fix)
