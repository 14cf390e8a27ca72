"""What the user knows about documents: the ``--meta`` file, checked as a whole. Given values win over printed ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.coding.metadata.head import Head, no_date
from detente.kernel.dates import parse_interval
from detente.kernel.errors import Problem
from detente.kernel.fingerprints import is_digest
from detente.kernel.slugs import SLUGS

KEYS = ("file", "sha256", "date", "title", "outlet", "authors", "author_affiliation", "language")


@dataclass(frozen=True, slots=True)
class Given:
    """One entry: ``file`` (a base name) or ``sha256`` says which document; what is None is not given."""

    file: str | None = None
    sha256: str | None = None
    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] | None = None
    author_affiliation: str | None = None
    language: str | None = None


def read_given(data: Any, file: str) -> tuple[list[Given], list[Problem]]:
    """The entries of a file's data (already parsed), and all that is wrong with them."""
    problems: list[Problem] = []

    def wrong(place: str, message: str, slug: str = "read-meta", fix: str = "") -> None:
        problems.append(Problem(file, 0, slug, message, fix or SLUGS[slug].fix, place=place))

    entries = data.get("documents") if isinstance(data, Mapping) else None
    if not isinstance(entries, list):
        wrong("documents", "there is no list of documents")
        return [], problems
    found = []
    for number, entry in enumerate(entries):
        place = f"documents[{number}]"
        if not isinstance(entry, Mapping):
            wrong(place, "is no mapping")
            continue
        for key in entry:
            if key not in KEYS:
                wrong(f"{place}.{key}", "unknown key", fix=f"use one of {', '.join(KEYS)}")
        texts = {}
        for key in ("file", "title", "outlet", "author_affiliation", "language"):
            value = entry.get(key)
            if value is not None and not (isinstance(value, str) and value.strip()):
                wrong(f"{place}.{key}", f"{str(value)[:60]!r} is no text")
            texts[key] = value if isinstance(value, str) and value.strip() else None
        digest = entry.get("sha256")
        if digest is not None and not is_digest(digest):
            wrong(f"{place}.sha256", f"{str(digest)[:70]!r} is no SHA-256 digest")
        if texts["file"] is None and digest is None:
            wrong(place, "names neither `file` nor `sha256`")
        authors = entry.get("authors")
        if authors is not None and not (
            isinstance(authors, list) and all(isinstance(each, str) and each.strip() for each in authors)
        ):
            wrong(f"{place}.authors", "is no list of names")
            authors = None
        when = _date(entry.get("date"), f"{place}.date", wrong)
        found.append(Given(sha256=digest if is_digest(digest) else None, date=when,
                           authors=None if authors is None else tuple(authors), **texts))  # fmt: skip
    return found, problems


def _date(value: Any, place: str, wrong: Any) -> str | None:
    if value is None:
        return None
    text = str(value)
    try:
        parse_interval(text)
    except ValueError:
        wrong(place, f"{text[:60]!r} is no date of the calendar", "read-date")
        return None
    return text


def with_given(head: Head, given: Given | None) -> Head:
    """The head with what was given in place of what is printed."""
    if given is None:
        return head

    def piece(value: str) -> dict[str, Any]:
        return {"value": value, "status": "given", "anchor": None}

    return Head(
        piece(given.title) if given.title else head.title,
        piece(given.outlet) if given.outlet else head.outlet,
        head.authors if given.authors is None else [piece(name) for name in given.authors],
        given_date(given.date) if given.date else head.date,
        [] if given.date and given.outlet else head.warnings,
    )  # fmt: skip


def given_date(text: str) -> dict[str, Any]:
    """A given date as the record's ``date``: a day has no bounds; a month, year or ``A/B`` has its first and last day."""
    span = parse_interval(text)
    if len(text) == len("2019-09-18"):
        return {**no_date("given"), "value": text}
    bounds = {"not_before": span.start.isoformat(), "not_after": span.end.isoformat()}
    return {**no_date("given"), "value": None if "/" in text else text, **bounds}
