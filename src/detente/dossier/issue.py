"""An issue: a line from 0 to 100 on which actors hold positions."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from detente.dossier.estimate import Estimate
from detente.dossier.record import Id, Ids, Record, Text


class AnchorPoint(Record):
    """What a point of the scale means in words."""

    at: Annotated[float, Field(ge=0, le=100)]
    text: Text


class Issue(Record):
    """One issue with its scale. ``controller`` is the state that can move the status quo alone, or ``joint``."""

    id: Id
    name: Text
    low: Text
    high: Text
    anchors: tuple[AnchorPoint, ...] = ()
    controller: Id
    status_quo: dict[Id, Estimate] = Field(default_factory=dict)
    parents: Ids = ()
    note: str | None = None

    @model_validator(mode="after")
    def _inside_the_scale(self) -> Self:
        if any(estimate.low < 0 or estimate.high > 100 for estimate in self.status_quo.values()):
            raise PydanticCustomError("range-bounds", "status_quo leaves 0..100", {})
        return self
