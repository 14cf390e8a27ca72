"""Rival explanations: the answer, single judgements, where analysts part, and blind ratings."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from detente import workbench
from detente.web.api.view import Asked
from detente.workbench.explaining import Bridge, Judged, QuestionAnswer
from detente.workbench.rating import Column, Rater

router = APIRouter(tags=["explanations"])
Question = Annotated[str, Path(max_length=120, description="An id of a question of the dossier.")]
Name = Annotated[str, Path(max_length=120)]
Who = Annotated[str, Query(max_length=120, description="An analyst of the question, or table for the coder's own.")]
Gone = Annotated[list[Annotated[str, Field(max_length=120)]], Query(max_length=40, description="Sources to leave out.")]


class Begin(BaseModel):
    """Who begins a blind round, or goes on with one."""

    model_config = ConfigDict(extra="forbid")

    analyst: Annotated[str, Field(min_length=1, max_length=60)]


class Given(BaseModel):
    """One cell of a column: a word, a number or a range, and why."""

    model_config = ConfigDict(extra="forbid")

    value: Annotated[str, Field(max_length=60)]
    why: Annotated[str, Field(max_length=400)] = ""


class Rated(BaseModel):
    """A column to save; without cells it is left out. ``version`` is that of the column as it was shown."""

    model_config = ConfigDict(extra="forbid")

    analyst: Annotated[str, Field(min_length=1, max_length=60)]
    step: Annotated[str, Field(max_length=120, description="prior, or the id of a fact.")]
    version: Annotated[str, Field(max_length=64)]
    cells: Annotated[dict[Annotated[str, Field(max_length=120)], Given], Field(max_length=120)] = {}


class Close(BaseModel):
    """A round to be closed."""

    model_config = ConfigDict(extra="forbid")

    analyst: Annotated[str, Field(min_length=1, max_length=60)]
    version: Annotated[str, Field(max_length=64)]


@router.get("/questions", summary="Every question with its answer")
def questions(view: Asked) -> list[QuestionAnswer]:
    """Those that nothing is known about yet on the day are left out."""
    return list(workbench.list_questions(view.name, as_known_on=view.day))


@router.get("/questions/{question}", summary="One question, with sources left out on demand")
def question(view: Asked, question: Question, without: Gone = []) -> QuestionAnswer:  # noqa: B006  fastapi copies it
    """The verdict, who says so, what would change it, and the table with every judgement."""
    return workbench.answer_question(view.name, question, without=without, as_known_on=view.day)


@router.get("/questions/{question}/cells/{item}/{hypothesis}", summary="One judgement with its ground")
def cell(view: Asked, question: Question, item: Name, hypothesis: Name) -> Judged:
    """``item`` is a fact's id, or prior."""
    return workbench.judgement_at(view.name, question, item, hypothesis, as_known_on=view.day)[0]


@router.get("/questions/{question}/bridge", summary="Where two analysts part")
def bridge(view: Asked, question: Question, first: Who, second: Who) -> Bridge:
    """What separates them in odds, and which observation would tell."""
    return workbench.bridge_between(view.name, question, first, second, as_known_on=view.day)


@router.get("/questions/{question}/ratings", summary="Who rates, without a cell of theirs")
def raters(view: Asked, question: Question) -> list[Rater]:
    """Finished rounds and rounds under way."""
    return list(workbench.raters(view.name, question))


@router.post("/questions/{question}/ratings", status_code=201, summary="Begin a blind round")
def begin(view: Asked, question: Question, told: Begin) -> Column:
    """The first open column; a round that was begun goes on."""
    return workbench.begin_rating(view.name, question, told.analyst)


@router.put("/questions/{question}/ratings", summary="Save one column of a blind round")
def rate(view: Asked, question: Question, told: Rated) -> Column:
    """Answers the next open column."""
    if not told.cells:
        return workbench.skip_column(view.name, question, told.analyst, told.step, version=told.version)
    given = {name: (each.value, each.why) for name, each in told.cells.items()}
    return workbench.rate_column(view.name, question, told.analyst, told.step, given, version=told.version)


@router.post("/questions/{question}/ratings/close", summary="Close a blind round")
def close(view: Asked, question: Question, told: Close) -> Rater:
    """For good: the ratings join the question's analysts."""
    return workbench.close_rating(view.name, question, told.analyst, version=told.version)
