"""Title, outlet, authors and printed date of a document, from its labels and, for a page of the web, its mark-up.

A value that is not printed is None with the status ``not_printed``; several that contradict each other are ``ambiguous``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.coding.labels import cues
from detente.coding.labels.dates_printed import published_in
from detente.coding.labels.label import Labelled
from detente.coding.labels.names import bio_name, names_alone, names_on_byline
from detente.coding.selectors import anchor

#: A piece of metadata: {value, status, anchor}.
Piece = dict[str, Any]
_MARKS = re.compile(r"^\s*#{1,6}\s+")
_NAMED_BY = re.compile(
    r"(?:subscribe\sto|subscription\sto|support|©(?:\s?\d{4})?|copyright(?:\s\d{4})?(?:\sby)?|(?:appeared|published|posted)\s(?:in|on|by)|courtesy\sof)\s+(?=[A-Z])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Marked:
    """What a page's mark-up, or an e-mail's head, says: texts as they stand there, days as ISO."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Head:
    """The head of a document as plain data."""

    title: Piece
    outlet: Piece
    authors: list[Piece]
    date: dict[str, Any]
    warnings: list[str] = field(default_factory=list)


def nothing(status: str = "not_printed") -> Piece:
    """A piece without a value."""
    return {"value": None, "status": status, "anchor": None}


def no_date(status: str = "not_printed") -> dict[str, Any]:
    """A date without a value."""
    return {"value": None, "status": status, "not_before": None, "not_after": None, "evidence": []}


def head_of(text: str, sha256: str, labelled: Sequence[Labelled], marked: Marked | None = None, outlets: tuple[str, ...] = ()) -> Head:  # fmt: skip
    """The head, from what is printed."""
    marked = marked or Marked()

    def piece(value: str, low: int = 0, high: int | None = None) -> Piece:
        start = text.find(value, low, len(text) if high is None else high)
        return {
            "value": value,
            "status": "printed",
            "anchor": anchor(text, sha256, start, start + len(value)) if start >= 0 else None,
        }

    warnings: list[str] = []
    return Head(
        _title(labelled, marked, piece), _outlet(text, labelled, marked, outlets, piece, warnings),
        _authors(labelled, marked, piece), _date(labelled, marked, warnings), warnings,
    )  # fmt: skip


def _title(labelled: Sequence[Labelled], marked: Marked, piece: Any) -> Piece:
    if marked.title:
        return dict(piece(marked.title))
    for each in labelled:
        if each.label == "title":
            return dict(piece(_MARKS.sub("", each.block.text).strip(), each.block.start, each.block.end))
    return nothing()


def _outlet(text: str, labelled: Sequence[Labelled], marked: Marked, outlets: tuple[str, ...], piece: Any, warnings: list[str]) -> Piece:  # fmt: skip
    if marked.outlet:
        return dict(piece(marked.outlet))
    printed = [each for each in labelled if each.label == "outlet"]
    names = list(dict.fromkeys(each.block.clean.strip(" |-–—") for each in printed))
    if len(names) > 1:
        warnings.append(f"several outlets are printed: {', '.join(names)}")
        return nothing("ambiguous")
    if names:
        return dict(piece(names[0], printed[0].block.start, printed[0].block.end))
    known = sorted({*cues.OUTLETS, *outlets}, key=len, reverse=True)
    for each in labelled:
        if each.label in ("clutter", "note"):
            for match in _NAMED_BY.finditer(each.block.text):
                rest = each.block.text[match.end() :]
                named = next((name for name in known if rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()), None)  # fmt: skip
                if named:
                    start = each.block.start + match.end()
                    return dict(piece(named, start, start + len(named)))
    return nothing()


def _authors(labelled: Sequence[Labelled], marked: Marked, piece: Any) -> list[Piece]:
    if marked.authors:
        return [piece(name) for name in dict.fromkeys(marked.authors)]
    found: dict[str, Piece] = {}
    for each in labelled:
        if each.label == "byline":
            for name, place in names_on_byline(each.block.text) or names_alone(each.block.text.strip()):
                found.setdefault(name.casefold(), piece(name, each.block.start + max(0, place - 1), each.block.end))
    if not found:
        for each in labelled:
            if each.label in ("author_bio", "note") and (named := bio_name(each.block.text)):
                found.setdefault(named[0].casefold(), piece(named[0], each.block.start + named[1], each.block.end))
    return list(found.values())


def _date(labelled: Sequence[Labelled], marked: Marked, warnings: list[str]) -> dict[str, Any]:
    if marked.published:
        return {**no_date("printed"), "value": marked.published}
    said: dict[str, list[str | None]] = {"published": [], "plain": [], "updated": []}
    for each in labelled:
        if each.label in ("date_line", "byline"):
            for day, _, _, what in published_in(each.block.text):
                said[what].append(day)
    if marked.updated:
        said["updated"].append(marked.updated)
    for what in ("published", "plain", "updated"):
        days = list(dict.fromkeys(said[what]))
        if not days:
            continue
        if len(days) > 1 or days[0] is None:
            warnings.append("the printed date can be read in more than one way" if len(days) == 1 else
                            f"several dates are printed: {', '.join(str(day) for day in days)}")  # fmt: skip
            return no_date("ambiguous")
        if what == "updated":
            warnings.append("only the date of an update is printed; the text may have appeared before it")
        return {**no_date("printed"), "value": days[0]}
    return no_date()
