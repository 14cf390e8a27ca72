"""The overview: the bottom line, both sides on every issue, the relation over time, what rests on one source."""

from typing import Literal

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from detente import workbench
from detente.web.templating import render
from detente.web.view import Viewed

router = APIRouter(include_in_schema=False)


@router.get("/")
def overview(request: Request, view: Viewed) -> Response:
    """The page; its chart comes in a second request, so that words and numbers stand at once."""
    told = workbench.overview(view.name, as_known_on=view.day, period=view.period, scenario=view.scenario)
    asked = [
        each
        for each in workbench.conflicts_of(view.name, as_known_on=view.day, scenario=view.scenario)
        if each["question"]
    ]
    deals = workbench.deals_of(view.name, as_known_on=view.day, scenario=view.scenario)
    return render(
        request, "overview.html", view=view, told=told, coding=view.dossier.dossier.coding, asked=asked, deals=deals
    )


@router.get("/overview/timeline")
def timeline(request: Request, view: Viewed) -> Response:
    """The relation over time as a figure."""
    chart = workbench.draw_timeline(view.name, as_known_on=view.day)
    return render(request, "figure.html", view=view, chart=chart, wide=True)


@router.get("/overview/alone/{document}/{kind}")
def alone(
    request: Request, view: Viewed, document: str, kind: Literal["judgements", "positions", "events"]
) -> Response:
    """The records of a kind that rest on one document alone."""
    told = workbench.overview(view.name, as_known_on=view.day, period=view.period, scenario=view.scenario)
    weight = next((each for each in told.weights if each.document == document), None)
    if weight is None:
        raise HTTPException(404)
    records = [(name, workbench.trace_record(view.name, kind, name, as_known_on=view.day, scenario=view.scenario).label)
               for name in getattr(weight, kind)]  # fmt: skip
    return render(request, "alone.html", view=view, document=weight.short, kind=kind, records=records)
