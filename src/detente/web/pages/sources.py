"""Sources: articles as passages with their claims beside them, coverage, and the board of disputes and agreements."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente import workbench
from detente.web.templating import render
from detente.web.view import Viewed
from detente.web.words import t

router = APIRouter(prefix="/sources", include_in_schema=False)


@router.get("")
def articles(request: Request, view: Viewed) -> Response:
    """Every document, with what was made of it."""
    return render(request, "articles.html", view=view, articles=workbench.list_articles(view.name, as_known_on=view.day, texts=view.texts), coding=view.dossier.dossier.coding)  # fmt: skip


@router.get("/articles/{document}")
def article(request: Request, view: Viewed, document: str) -> Response:
    """One document as passages with claims in the margin."""
    told, passages = workbench.read_article(view.name, document, as_known_on=view.day, texts=view.texts)
    return render(request, "article.html", view=view, told=told, passages=passages)


@router.get("/coverage")
def coverage(request: Request, view: Viewed) -> Response:
    """Which document says how much on which issue and actor, and what rests on one document alone."""
    told = workbench.coverage(view.name, as_known_on=view.day)
    most = max((count for row in (*told.issues, *told.actors) for count in row.counts), default=1)
    return render(request, "coverage.html", view=view, told=told, most=most)


@router.get("/coverage/{kind}/{record}/{document}")
def cell(request: Request, view: Viewed, kind: Literal["issues", "actors"], record: str, document: str) -> Response:
    """The claims of one cell."""
    claims = workbench.covered_by(view.name, kind, record, document, as_known_on=view.day)
    traced = workbench.trace_claims(view.name, claims, as_known_on=view.day, texts=view.texts)
    return render(request, "trace.html", view=view, record=None, cell=None, claims=traced, whole=False)


@router.get("/alone/{document}")
def alone(request: Request, view: Viewed, document: str) -> Response:
    """What would rest on nothing without one document."""
    told = workbench.coverage(view.name, as_known_on=view.day)
    return render(request, "coverage_alone.html", view=view, document=dict(told.documents).get(document, document), records=told.alone.get(document, ()))  # fmt: skip


@router.get("/board")
def board(request: Request, view: Viewed, kind: Annotated[str, Query(max_length=40)] = "", issue: Annotated[str, Query(max_length=80)] = "") -> Response:  # fmt: skip
    """Where documents differ, side by side with their dates, and where they agree."""
    told = workbench.recorded_board(view.name, kind=kind, issue=issue, as_known_on=view.day)
    return render(request, "board.html", view=view, told=told, kind=kind, issue=issue)


@router.get("/board/pairs")
def pairs(request: Request, view: Viewed, issue: Annotated[str, Query(max_length=80)] = "") -> Response:
    """Pairs of claims that may differ and are in no disagreement yet; the search takes a while, so it runs beside the page."""
    told = view.slow(
        "detente.workbench.proposed_board", t("sources.pairs_running"), name=view.name, issue=issue or None
    )
    fresh = [each for each in told["proposed"] if not each["recorded_in"]]
    return render(
        request,
        "board_pairs.html",
        view=view,
        fresh=fresh,
        totals=told["totals"],
        ties=told["ties"],
        copies=told["copies"],
    )
