"""Where sources agree, and where they differ: both are data."""

from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from detente.dossier.record import Id, Ids, Record, Text


class Agreement(Record):
    """One statement with claims from two or more documents."""

    id: Id
    statement: Text
    issues: Ids = ()
    claims: Ids
    note: str | None = None


class View(Record):
    """One side of a disagreement."""

    view: Text
    claims: Ids


class Disagreement(Record):
    """A question on which documents, or one document with itself, do not say the same."""

    id: Id
    question: Text
    kind: Literal["fact", "time", "status", "motive", "blame", "cause", "assessment", "evaluation", "policy_advice",
                  "forecast_then_outcome", "within_document", "apparent_only"]  # fmt: skip
    issues: Ids = ()
    positions: tuple[View, ...]
    note: Text

    @model_validator(mode="after")
    def _two_views(self) -> Self:
        if len(self.positions) < 2 or any(not view.claims for view in self.positions):
            raise PydanticCustomError("disagreement-thin", "fewer than two views with claims", {})
        return self
