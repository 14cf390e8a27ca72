"""What all records share: frozen, strict about keys, with ids and days that are checked on the way in."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from detente.kernel.dates import parse_day
from detente.kernel.fingerprints import is_digest
from detente.kernel.ids import is_id


class Record(BaseModel):
    """Base of every record in a dossier. Unknown keys are errors; keys that begin with ``x_`` are yours and are ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _id(value: Any) -> str:
    if not is_id(value):
        raise PydanticCustomError("id-invalid", "{value} is no id", {"value": repr(value)[:90]})
    return str(value)


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return parse_day(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("date-invalid", "{value} is no day", {"value": repr(value)[:40]}) from None


def _digest(value: Any) -> str:
    if not is_digest(value):
        raise PydanticCustomError("value-invalid", "{value} is no SHA-256 digest", {"value": repr(value)[:40]})
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("value-invalid", "{value} is no text", {"value": repr(value)[:40]})
    return value


_ID_PATTERN = r"^(?!.*\.\.)[a-z0-9]([a-z0-9._-]{0,78}[a-z0-9])?$"
Id = Annotated[str, BeforeValidator(_id), Field(json_schema_extra={"pattern": _ID_PATTERN})]
Text = Annotated[str, BeforeValidator(_text)]
Day = Annotated[date, BeforeValidator(_day), PlainSerializer(date.isoformat, return_type=str)]
Digest = Annotated[str, BeforeValidator(_digest), Field(json_schema_extra={"pattern": "^[0-9a-f]{64}$"})]
Ids = tuple[Id, ...]


#: How fine a date is, and what the dating leans on.
Precision = Literal[
    "day", "part_of_month", "month", "season", "quarter", "half_year", "year", "part_of_decade", "decade", "interval"
]
Basis = Literal["printed", "relative", "context", "other_document", "calendar", "analyst"]


class Span(Record):
    """A closed span of days; an open end is null."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None

    def covers(self, day: date) -> bool:
        """True if the day lies inside the span."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class When(Record):
    """When something happened: an interval of days, how fine it is, and what the dating leans on."""

    start: Day
    end: Day
    precision: Precision = "day"
    basis: Basis = "context"
    needs: tuple[str, ...] = ()
