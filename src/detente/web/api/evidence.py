"""What the dossier holds: the overview, lists of records, and the trace of every number."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query

from detente import workbench
from detente.reports.listing import Filters
from detente.web.api.view import Asked
from detente.workbench.overview import Overview
from detente.workbench.tracing import TracedClaim, TracedRecord

router = APIRouter(tags=["evidence"])
What = Literal[
    "actors",
    "issues",
    "claims",
    "timeline",
    "positions",
    "agreements",
    "disagreements",
    "judgements",
    "sources",
    "scenarios",
]
Name = Annotated[str, Path(max_length=160)]
Id = Annotated[str | None, Query(max_length=160)]


@router.get("/overview", summary="The relationship on a page")
def overview(view: Asked) -> Overview:
    """Bottom line, both sides on every issue, and what rests on one source."""
    return workbench.overview(view.name, as_known_on=view.day, period=view.period, scenario=view.scenario)


@router.get("/records/{what}", summary="Records of one kind")
def records(view: Asked, what: What, actor: Id = None, issue: Id = None, source: Id = None) -> list[dict[str, Any]]:
    """The rows that ``detente show`` lists, filtered by actor, issue or source."""
    return list(workbench.show(view.name, what, Filters(actor, issue, source), as_known_on=view.day).rows)


@router.get("/claims/{claim}", summary="A claim with its passages and uses")
def claim(view: Asked, claim: Name) -> TracedClaim:
    """The words themselves only where the owner's texts are at hand and the fingerprint agrees."""
    return workbench.trace_claims(view.name, [claim], as_known_on=view.day, texts=view.texts)[0]


@router.get("/trace/{kind}/{record}", summary="A record with the ground of its numbers")
def trace(view: Asked, kind: Annotated[str, Path(max_length=40)], record: Name) -> TracedRecord:
    """``kind`` is a collection of the dossier, such as positions or events."""
    return workbench.trace_record(view.name, kind, record, as_known_on=view.day, scenario=view.scenario)
