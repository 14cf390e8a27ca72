"""A source: one document with its metadata, its date or date bracket, and how far it may be trusted."""

import datetime
from typing import Literal

from detente.dossier.record import Day, Digest, Id, Ids, Record, Text

Status = Literal["printed", "not_printed", "given", "ambiguous", "bracket"]


class Printed(Record):
    """A piece of metadata with its status. A value that is not printed is null, never filled from general knowledge."""

    value: str | None = None
    status: Status
    line: int | None = None


class DateEvidence(Record):
    """One reason for a bound of the date bracket: the line it stands on, the span, and why it bounds."""

    bound: Literal["not_before", "not_after"]
    date: Day
    line: int
    start: int
    end: int
    fingerprint: Digest
    basis: Literal["text", "calendar", "other_document", "judgement"]
    why: Text


class DocumentDate(Record):
    """The day the document appeared, or the bracket that its own text proves."""

    value: Day | None = None
    status: Status
    not_before: Day | None = None
    not_after: Day | None = None
    evidence: tuple[DateEvidence, ...] = ()


class Source(Record):
    """One document. ``file`` and the digests let whoever owns the text verify every anchor; the text is never stored.

    ``paragraph_lines`` are the lines on which the body paragraphs 1, 2, ... begin.
    """

    id: Id
    file: Text
    sha256: Digest
    text_sha256: Digest
    chars: int
    lines: int
    paragraph_lines: tuple[int, ...] = ()
    language: str = "en"
    kind: Literal["news", "analysis", "opinion", "official", "data", "academic", "other"]
    title: Printed
    outlet: Printed
    authors: tuple[Printed, ...] = ()
    author_actors: Ids = ()
    affiliation: Printed
    standing: Text
    date: DocumentDate
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    reliability_reason: Text
    short: Text
    url: str | None = None
    added: bool = False

    @property
    def appeared(self) -> datetime.date | None:
        """The day by which the document is known to have appeared: the bracket's last day, None if nothing bounds it."""
        return self.date.value or self.date.not_after
