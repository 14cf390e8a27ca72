"""A scenario: a named list of changes to a dossier, applied in memory and never written back by itself."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from detente.dossier.record import Id, Ids, Record, Text


class Change(Record):
    """One change. ``set`` replaces a field (dotted path), ``shift`` moves a range, ``add`` brings a record, ``remove`` takes one."""

    record: Text
    id: Id
    field: str | None = None
    set_: Any = Field(default=None, alias="set")
    shift: float | None = None
    add: dict[str, Any] | None = None
    remove: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        verbs = [self.set_ is not None, self.shift is not None, self.add is not None, self.remove is True]
        if sum(verbs) != 1:
            raise PydanticCustomError("scenario-change", "a change has exactly one of set, shift, add, remove", {})
        if (self.set_ is not None or self.shift is not None) and not self.field:
            raise PydanticCustomError("scenario-change", "set and shift need a field", {})
        return self


class Scenario(Record):
    """A what-if: its name, why it is worth asking, the claims that make it plausible, and its changes."""

    id: Id
    title: Text
    why: Text
    claims: Ids = ()
    changes: tuple[Change, ...]
