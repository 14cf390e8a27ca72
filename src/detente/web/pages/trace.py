"""The trace: from a number or a sentence to its passages, and from a claim to everything that rests on it."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente import workbench
from detente.web.templating import render
from detente.web.view import Viewed

router = APIRouter(include_in_schema=False)


@router.get("/trace")
def several(request: Request, view: Viewed, claims: Annotated[str, Query(max_length=8000)] = "") -> Response:
    """Claims named in the query, parted by commas."""
    wanted = [each for each in claims.split(",") if each]
    traced = workbench.trace_claims(view.name, wanted, as_known_on=view.day, texts=view.texts)
    return render(request, "trace.html", view=view, record=None, cell=None, claims=traced, whole=False)


@router.get("/trace/claims/{claim}")
def one(request: Request, view: Viewed, claim: str) -> Response:
    """One claim with all its uses."""
    traced = workbench.trace_claims(view.name, [claim], as_known_on=view.day, texts=view.texts)
    return render(request, "trace.html", view=view, record=None, cell=None, claims=traced, whole=True)


@router.get("/trace/{kind}/{name}")
def record(
    request: Request, view: Viewed, kind: str, name: str, field: Annotated[str, Query(max_length=120)] = ""
) -> Response:
    """A record, or one number of it (``field``), with the claims it rests on; the front of a deal's path names several."""
    found = workbench.trace_record(view.name, kind, name, as_known_on=view.day, scenario=view.scenario)
    cell = next((each for each in found.cells if each.field == field), None)
    if field and cell is None:
        found = replace(found, cells=tuple(each for each in found.cells if each.field.startswith(f"{field}.")))
    wanted = cell.claims if cell else found.claims if not field else _behind(found)
    traced = workbench.trace_claims(view.name, wanted, as_known_on=view.day, texts=view.texts)
    return render(request, "trace.html", view=view, record=found, cell=cell, claims=traced, whole=False)


def _behind(record: workbench.TracedRecord) -> tuple[str, ...]:
    """The claims of the record's numbers, without repeats; its own where it has no numbers."""
    claims = tuple(dict.fromkeys(claim for each in record.cells for claim in each.claims))
    return claims or record.claims
