"""Articles, coverage, the board, and the review: the pages' functions for programs."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from detente import workbench
from detente.web.api.view import Asked
from detente.workbench import review_latest, reviewing
from detente.workbench.articles import Article, Passage
from detente.workbench.board import RecordedBoard
from detente.workbench.coverage import Coverage

router = APIRouter(tags=["sources"])
Document = Annotated[str, Path(max_length=120, description="An id of sources.yaml.")]
Coder = Annotated[str, Field(min_length=1, max_length=80, description="Who decides.")]


class Read(BaseModel):
    """A document with its passages."""

    article: Article
    passages: list[Passage]


class Decision(BaseModel):
    """A decision on a suggestion. ``version`` is the suggestion's as it was shown: nobody's work is overwritten."""

    model_config = ConfigDict(extra="forbid")

    claim: Annotated[str, Field(max_length=120)]
    action: Literal["confirm", "edit", "reject", "later"]
    coder: Coder
    version: Annotated[int | None, Field(ge=0, le=10**8)] = None
    fields: Annotated[dict[str, Any], Field(max_length=40)] = {}
    seconds: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)] = 0.0
    blind: bool = False


class Undo(BaseModel):
    """Whose latest decision is taken back."""

    model_config = ConfigDict(extra="forbid")

    coder: Coder
    blind: bool = False


@router.get("/articles", summary="Every document, with what was made of it")
def list_articles(view: Asked) -> list[Article]:
    """In the order of sources.yaml."""
    return list(workbench.list_articles(view.name, as_known_on=view.day, texts=view.texts))


@router.get("/articles/{document}", summary="One document as passages with its claims")
def read_article(view: Asked, document: Document) -> Read:
    """The words stand in it only where the owner's copy is at hand."""
    told, passages = workbench.read_article(view.name, document, as_known_on=view.day, texts=view.texts)
    return Read(article=told, passages=list(passages))


@router.get("/coverage", summary="Which document says how much on what, and what rests on it alone")
def read_coverage(view: Asked) -> Coverage:
    """Confirmed and edited claims."""
    return workbench.coverage(view.name, as_known_on=view.day)


@router.get("/board", summary="Where documents differ and agree")
def read_board(view: Asked, kind: Annotated[str | None, Query(max_length=40)] = None, issue: Annotated[str | None, Query(max_length=80)] = None) -> RecordedBoard:  # fmt: skip
    """All of it, or one kind of dispute, or one issue."""
    return workbench.recorded_board(view.name, kind=kind, issue=issue, as_known_on=view.day)


@router.get("/review/next", summary="What a coder sees next")
def next_suggestion(view: Asked, coder: Annotated[str, Query(min_length=1, max_length=80)], order: Literal["document", "certainty", "issue"] = "document", blind: bool = False) -> dict[str, Any]:  # fmt: skip
    """A question or a suggestion under ``next``; null when all is decided."""
    return {"next": reviewing.next_to_review(view.name, coder=coder, by=order, blind=blind)}


@router.get("/review/status", summary="Counts of decisions, suggestions and questions")
def status(view: Asked) -> dict[str, Any]:
    """By status, type, document and coder."""
    return reviewing.review_status(view.name)


@router.get("/review/log", summary="Who did what when")
def log(view: Asked) -> list[dict[str, Any]]:
    """The newest first, at most 200."""
    return review_latest.decisions(view.name)


@router.post("/review/decisions", summary="Decide on a suggestion")
def decide(view: Asked, decision: Decision) -> dict[str, Any]:
    """It becomes a claim, or is rejected or put off; the decision is on disk before the answer."""
    common: dict[str, Any] = {"coder": decision.coder, "version": decision.version, "seconds": decision.seconds, "blind": decision.blind}  # fmt: skip
    match decision.action:
        case "confirm":
            return reviewing.confirm_suggestion(view.name, decision.claim, fields=decision.fields, **common)
        case "edit":
            return reviewing.edit_claim(view.name, decision.claim, decision.fields, **common)
        case "reject":
            return reviewing.reject_suggestion(view.name, decision.claim, **common)
        case _:
            return reviewing.later_suggestion(view.name, decision.claim, **common)


@router.post("/review/undo", summary="Take back the latest decision")
def undo(view: Asked, asked: Undo) -> dict[str, Any]:
    """The log keeps both."""
    return reviewing.undo_last(view.name, coder=asked.coder, blind=asked.blind)
