"""An event: what the dossier takes to have happened (or not, or not yet), with every claim that tells it."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from detente.dossier import plover
from detente.dossier.claim import Auxiliary, check_event_coding
from detente.dossier.record import Basis, Day, Id, Ids, Precision, Record, Text

#: Auxiliaries that keep an event out of every series, count and score.
NEVER_COUNTED = frozenset({"negated", "hypothetical", "future", "alleged"})


class Event(Record):
    """One row of events.csv. ``intensity`` is the PLOVER score on -10..+10, empty for the value of the type and mode."""

    id: Id
    date_start: Day | None = None
    date_end: Day | None = None
    date_precision: Precision | None = None
    date_basis: Basis | None = None
    source: Ids
    target: Ids = ()
    type: str
    mode: tuple[str, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    cameo_root: str | None = None
    issues: Ids = ()
    intensity: Annotated[float, Field(ge=-10, le=10)] | None = None
    summary: Text
    claims: Ids = ()
    note: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        check_event_coding(self.type, self.mode, self.auxiliary, self.target)
        if (self.date_start is None) != (self.date_end is None):
            raise PydanticCustomError("date-order", "one end of the date is missing; give both days or neither", {})
        if self.date_start and self.date_end and self.date_start > self.date_end:
            raise PydanticCustomError("date-order", "the event starts on {start}, after its end {end}",
                                      {"start": str(self.date_start), "end": str(self.date_end)})  # fmt: skip
        return self

    @property
    def counted(self) -> bool:
        """True if the event may enter a series, a count or a score."""
        return not NEVER_COUNTED & set(self.auxiliary)

    @property
    def score(self) -> float:
        """The conflict-cooperation score in use."""
        return plover.score(self.type, self.mode) if self.intensity is None else self.intensity
