"""An estimate: a number of judgement as a range with a mode, the claims it rests on, and who coded it."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from detente.dossier.record import Id, Ids, Record, Text
from detente.kernel.ranges import Range


class Estimate(Record):
    """``low <= mode <= high`` with the claims behind it. What rests on no claim must say ``assumption:`` and why."""

    low: float
    mode: float
    high: float
    claims: Ids = ()
    assumption: Text | None = None
    coder: Id | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _ordered_and_sourced(self) -> Self:
        if not self.low <= self.mode <= self.high:
            raise PydanticCustomError("range-order", "the mode {mode} lies outside {low}..{high}",
                                      {"mode": f"{self.mode:g}", "low": f"{self.low:g}", "high": f"{self.high:g}"})  # fmt: skip
        if not self.claims and self.assumption is None:
            raise PydanticCustomError(
                "range-unsourced", "the range rests on no claim and is not marked an assumption", {}
            )
        return self

    @property
    def range(self) -> Range:
        """The bare numbers."""
        return Range(self.low, self.mode, self.high)
