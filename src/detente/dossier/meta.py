"""dossier.yaml: what the dossier is about, its format version, and how it was coded."""

from typing import Annotated, Literal

from pydantic import Field

from detente.dossier.record import Day, Id, Ids, Record, Span, Text

#: History of the format. A reader for the previous version stays until the version after it.
#: 1  2026-11  first version.
#: (0 was an unpublished draft in which ``claims`` files were bare lists; :mod:`detente.dossier.build` still reads it.)
FORMAT = 1
OLDEST_READABLE = 0


class Period(Record):
    """A stretch of time for which positions are coded."""

    id: Id
    title: Text
    from_: Annotated[Day, Field(alias="from")]
    to: Day


class Coder(Record):
    """Who coded, truthfully: a person, or a model working alone."""

    id: Id
    name: Text
    kind: Literal["person", "model"]
    note: str | None = None


class Coding(Record):
    """How the dossier was coded. ``alpha`` is Krippendorff's, null until part of the dossier is double-coded."""

    coders: tuple[Coder, ...] = ()
    double_coded_share: Annotated[float, Field(ge=0, le=1)] = 0.0
    alpha: float | None = None
    note: str | None = None


class Desk(Record):
    """For whom briefs are written: the reader, the decision on the desk, and the day until which judgements are meant to hold."""

    reader: Text
    decision: Text
    horizon: Day


class Meta(Record):
    """The head of the dossier. ``parties`` are the two states, as actor ids."""

    format: int
    id: Id
    title: Text
    parties: Annotated[Ids, Field(min_length=2, max_length=2)]
    period: Span
    periods: tuple[Period, ...] = ()
    languages: tuple[str, ...] = ("en",)
    maintainers: tuple[str, ...] = ()
    coding: Coding = Coding()
    desk: Desk | None = None
    note: str | None = None
