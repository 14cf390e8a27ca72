"""A position: where an actor stands on an issue in a period, how much it cares, and how much it weighs."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from detente.dossier.estimate import Estimate
from detente.dossier.record import Id, Record, Text

FIELDS = ("position", "salience", "influence")


class Position(Record):
    """Actor x issue x period; the three numbers lie on 0..100, each low / mode / high with its own claims."""

    id: Id
    actor: Id
    issue: Id
    period: Id
    position: Estimate
    salience: Estimate
    influence: Estimate
    coder: Id
    note: Text

    @model_validator(mode="after")
    def _inside_the_scale(self) -> Self:
        for field in FIELDS:
            estimate: Estimate = getattr(self, field)
            if estimate.low < 0 or estimate.high > 100:
                raise PydanticCustomError("range-bounds", "{field} leaves 0..100", {"field": field})
        return self
