"""The ledger: forecast questions with scores, and entries that are only ever added."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from detente import workbench
from detente.web.api.view import Asked
from detente.workbench.scoreboard import Scoreboard

router = APIRouter(tags=["ledger"])
Question = Annotated[str, Path(max_length=120, description="An id of a forecast question.")]
Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Head = Annotated[str | None, Field(max_length=80, description="The version of the ledger that the writer saw.")]


class _Entry(BaseModel):
    """Who says so, and when (today if absent)."""

    model_config = ConfigDict(extra="forbid")

    by: Annotated[str, Field(min_length=1, max_length=120)]
    at: date | None = None
    head: Head = None


class NewCall(_Entry):
    """A probability of yes, or one for each option."""

    p: Probability | Annotated[dict[Annotated[str, Field(max_length=120)], Probability], Field(max_length=60)]
    rationale: Annotated[str | None, Field(max_length=600)] = None


class NewOutcome(_Entry):
    """What happened: yes, no, an option, a number or a day, annulled or ambiguous."""

    outcome: Annotated[str, Field(min_length=1, max_length=120)] | Annotated[float, Field(allow_inf_nan=False)]
    source: Annotated[str | None, Field(max_length=400)] = None


class Withdrawal(_Entry):
    """The undoing of an outcome."""


class Added(BaseModel):
    """The entry as it was chained; its hash is the version of the ledger now."""

    seq: int
    hash: str


@router.get("/ledger", summary="Questions, calls beside model and null, scores")
def ledger(view: Asked) -> Scoreboard:
    """As of the view's day, or today."""
    return workbench.scoreboard(view.name, as_known_on=view.day)


@router.post("/ledger/{question}/calls", status_code=201, summary="Add a call")
def call(view: Asked, question: Question, told: NewCall) -> Added:
    """Late calls are refused."""
    return _added(
        workbench.record_call(view.name, question, told.p, by=told.by, at=told.at, head=told.head, rationale=told.rationale)
    )  # fmt: skip


@router.post("/ledger/{question}/outcome", status_code=201, summary="Add an outcome")
def outcome(view: Asked, question: Question, told: NewOutcome) -> Added:
    """A later outcome replaces an earlier one; both stay."""
    return _added(
        workbench.record_outcome(view.name, question, told.outcome, by=told.by, at=told.at, head=told.head, source=told.source)
    )  # fmt: skip


@router.post("/ledger/{question}/withdrawal", status_code=201, summary="Withdraw an outcome")
def withdraw(view: Asked, question: Question, told: Withdrawal) -> Added:
    """An entry of its own; nothing is removed."""
    return _added(workbench.withdraw_outcome(view.name, question, by=told.by, at=told.at, head=told.head))


def _added(entry: Any) -> Added:
    return Added(seq=entry.seq, hash=entry.hash)
