"""A forecast question with its criteria, and the ledger of calls made on it."""

from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from detente.dossier.record import Day, Id, Ids, Record, Text


class BaseRate(Record):
    """What to beat: the share of like cases that ended yes."""

    p: float
    reference_class: Text
    n: int


class Call(Record):
    """One forecast: who said which probability when, and on what it rests."""

    at: Day
    by: Text
    p: float | dict[str, float]
    rationale: str | None = None
    evidence: Ids = ()


class ForecastQuestion(Record):
    """A question that two strangers would resolve alike."""

    id: Id
    text: Text
    type: Literal["binary", "multiple", "ordered", "numeric", "date"] = "binary"
    options: tuple[str, ...] = ()
    background: str | None = None
    resolution_criteria: Text
    fine_print: str | None = None
    resolution_sources: tuple[str, ...] = ()
    open: Day
    close: Day
    scheduled_resolve: Day
    actual_resolve: Day | None = None
    state: Literal["open", "closed", "resolved"] = "open"
    resolution: str | float | None = None
    base_rate: BaseRate | None = None
    issues: Ids = ()
    claims: Ids = ()
    forecasts: tuple[Call, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.open <= self.close <= self.scheduled_resolve:
            raise PydanticCustomError("date-order", "open, close and scheduled_resolve are not in this order", {})
        for call in self.forecasts:
            values = [call.p] if isinstance(call.p, float | int) else list(call.p.values())
            if any(not 0 <= value <= 1 for value in values):
                raise PydanticCustomError("range-bounds", "a probability leaves 0..1", {})
            if call.at > self.close:
                raise PydanticCustomError("date-order", "a forecast of {at} is later than the close of {close}",
                                          {"at": str(call.at), "close": str(self.close)})  # fmt: skip
        return self
