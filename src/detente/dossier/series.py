"""A series: an indicator over time, each value with its unit and its own public source."""

from datetime import date
from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from detente.dossier.record import Day, Id, Record, Text


class Observation(Record):
    """One row of series/NAME.csv. ``published`` is the day the value became public (empty: taken as the period's end)."""

    period_start: Day
    period_end: Day
    value: float
    unit: Text
    source: Text
    published: Day | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.period_start > self.period_end:
            raise PydanticCustomError("date-order", "the period starts on {start}, after its end {end}",
                                      {"start": str(self.period_start), "end": str(self.period_end)})  # fmt: skip
        return self

    @property
    def known_from(self) -> date:
        """The day from which an as-of view may use the value."""
        return self.published or self.period_end


class Series(Record):
    """All rows of one file, in the file's order."""

    id: Id
    observations: tuple[Observation, ...]
