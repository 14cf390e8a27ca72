"""Actors, days of the calendar, issues and document dates, kept while one codes: each is a decision in the log."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from detente.kernel.errors import DetenteError
from detente.web.sitting import Sat, Sitting, Typed, seconds_of
from detente.web.templating import render
from detente.web.view import View, Viewed
from detente.workbench import refinding, reviewing
from detente.workbench.review_fields import KINDS, RECORD_FIELDS, record_of

router = APIRouter(prefix="/sources/review/record", include_in_schema=False)
Kind = Literal["actor", "calendar", "issue", "date"]


@router.get("")
def form(request: Request, view: Viewed, sitting: Sat, kind: Kind = "actor", about: Annotated[str, Query(max_length=120)] = "") -> Response:  # fmt: skip
    """The form of one kind; ``about`` is the document whose date is given."""
    return _page(request, view, sitting, kind, {"document": about})


@router.post("")
def keep(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """Keep the record, look again for what hangs on it, and go on with the queue."""
    kind = typed.get("kind", "")
    try:
        if kind == "date":
            reviewing.answer_question(view.name, f"date:{typed.get('document', '')}", {"value": typed.get("value", "")}, coder=sitting.coder, seconds=seconds_of(typed))  # fmt: skip
        else:
            reviewing.keep_record(view.name, kind, record_of(kind, typed), coder=sitting.coder, seconds=seconds_of(typed))  # fmt: skip
        refinding.find_again(view.name)
    except DetenteError as error:
        return _page(request, view, sitting, kind, typed, error)
    return RedirectResponse(sitting.link(view), 303)


def _page(request: Request, view: View, sitting: Sitting, kind: str, typed: dict[str, str], error: DetenteError | None = None) -> Response:  # fmt: skip
    kinds = [*RECORD_FIELDS, "date"]
    shown: dict[str, Any] = {"kind": kind if kind in kinds else "actor", "kinds": kinds, "fields": RECORD_FIELDS.get(kind, ()), "actor_kinds": KINDS}  # fmt: skip
    return render(request, "review_record.html", 422 if error else 200, view=view, sitting=sitting, typed=typed, problems=list(error.problems) if error else [], **shown)  # fmt: skip
