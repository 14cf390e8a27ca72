"""A forecast question with its criteria, and the calls made on it. A superset of the public Metaculus question model."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Tag, model_validator
from pydantic_core import PydanticCustomError

from detente.dossier.record import Day, Id, Ids, Record, Text

CALLED_OFF = ("annulled", "ambiguous")
OUT_OF_RANGE = ("below_range", "above_range")
#: The ways to write a forecast: how they are told apart, and what the tags of their places in error messages are.
P_TAGS = ("number", "quantiles", "normal", "sample", "options")


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("value-invalid", "{value} is no number", {"value": repr(value)[:40]})
    return value


def as_outcome(value: Any) -> Any:
    """Bare ``yes`` and ``no`` may arrive as booleans, a bare day as a date."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if value is None else _value(value)


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, str) else _number(value)


def _shape(value: Any) -> str:
    if isinstance(value, Quantiles | Normal | Sample):
        return {Quantiles: "quantiles", Normal: "normal", Sample: "sample"}[type(value)]
    if not isinstance(value, dict):
        return "number"
    keys = set(value)
    return next(
        (tag for tag, own in (("quantiles", {"quantiles"}), ("sample", {"sample"})) if own <= keys),
        "normal" if keys & {"mean", "sd"} == keys else "options",
    )


Number = Annotated[float, BeforeValidator(_number)]
#: A number, or a day as text on a question whose answer is a day.
Value = Annotated[float | str, BeforeValidator(_value)]


class Quantiles(Record):
    """A forecast of a number or day by quantiles: level (as text, ``"0.05"``) -> value."""

    quantiles: Annotated[
        dict[str, Value], BeforeValidator(lambda v: {str(k): x for k, x in v.items()} if isinstance(v, dict) else v)
    ]


class Normal(Record):
    """A normal forecast of a number or day; ``sd`` in the unit of the question, or in days."""

    mean: Value
    sd: Number


class Sample(Record):
    """A forecast by draws of a number."""

    sample: tuple[Number, ...]


P = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Quantiles, Tag("quantiles")] | Annotated[Normal, Tag("normal")]
    | Annotated[Sample, Tag("sample")] | Annotated[dict[str, Number], Tag("options")],
    Discriminator(_shape),
]  # fmt: skip


class BaseRate(Record):
    """What to beat: the share of like cases that ended yes."""

    p: Number
    reference_class: Text | None = None
    n: int | None = None


class References(Record):
    """Other people's forecasts on the same question."""

    market: P | None = None
    crowd: P | None = None


class Condition(Record):
    """The question counts only if another one has this outcome; else it is annulled."""

    question: Text
    outcome: Annotated[str | float, BeforeValidator(as_outcome)]


class ModelOutcome(Record):
    """The hypotheses question and outcome that a forecast's number came from."""

    question: Text
    outcome: Text


class FreeCall(Record):
    """One forecast: who said which probability when, and on what it rests."""

    at: Day
    by: Text
    p: P
    rationale: str | None = None
    evidence: tuple[str, ...] = ()


class Call(FreeCall):
    """One forecast: who said which probability when, and on what it rests."""

    evidence: Ids = ()


class FreeQuestion(Record):
    """A forecast question in a file of its own. What is missing or odd is found by :mod:`detente.dossier.forecast_check`."""

    id: Text
    text: Text
    type: Literal["binary", "multiple", "ordered", "numeric", "date"] = "binary"
    condition: Condition | None = None
    options: tuple[Text, ...] = ()
    unit: str | None = None
    lower: Value | None = None
    upper: Value | None = None
    open_lower: bool = False
    open_upper: bool = False
    background: str | None = None
    resolution_criteria: str | None = None
    fine_print: str | None = None
    resolution_sources: tuple[str, ...] = ()
    open: Day | None = None
    close: Day | None = None
    scheduled_resolve: Day | None = None
    actual_resolve: Day | None = None
    state: Literal["open", "closed", "resolved"] | None = None
    resolution: Annotated[str | float | None, BeforeValidator(as_outcome)] = None
    base_rate: BaseRate | None = None
    references: References | None = None
    model: ModelOutcome | str | None = None
    issues: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    forecasts: tuple[FreeCall, ...] = ()

    @property
    def settled(self) -> Literal["open", "closed", "resolved", "annulled", "ambiguous"]:
        """Where the question stands. A resolution speaks for itself, whatever ``state`` says."""
        if isinstance(self.resolution, str) and self.resolution in CALLED_OFF:
            return "annulled" if self.resolution == "annulled" else "ambiguous"
        if self.resolution is not None:
            return "resolved"
        return "closed" if self.state in ("closed", "resolved") else "open"


class ForecastQuestion(FreeQuestion):
    """A question of a dossier that two strangers would resolve alike."""

    id: Id
    resolution_criteria: Text
    open: Day
    close: Day
    scheduled_resolve: Day
    state: Literal["open", "closed", "resolved"] = "open"
    issues: Ids = ()
    claims: Ids = ()
    forecasts: tuple[Call, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.open <= self.close <= self.scheduled_resolve:
            raise PydanticCustomError("date-order", "open, close and scheduled_resolve are not in this order", {})
        for call in self.forecasts:
            values = [call.p] if isinstance(call.p, float) else call.p.values() if isinstance(call.p, dict) else ()
            if any(not 0 <= value <= 1 for value in values):
                raise PydanticCustomError("range-bounds", "a probability leaves 0..1", {})
            if call.at > self.close:
                raise PydanticCustomError("date-order", "a forecast of {at} is later than the close of {close}",
                                          {"at": str(call.at), "close": str(self.close)})  # fmt: skip
        return self
