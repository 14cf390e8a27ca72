"""Changing an accepted claim: its fields as they stand, checked by the review's own rules, with a version and an undo."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from detente.kernel.errors import DetenteError, Problem
from detente.web.sitting import Sat, Sitting, Typed, fields_of, read_fields, seconds_of, version_of, voice_of
from detente.web.templating import render
from detente.web.view import View, Viewed
from detente.workbench import review_latest, reviewing
from detente.workbench.learner import learn
from detente.workbench.review_claims import accepted_claim

router = APIRouter(prefix="/sources/review/claim", include_in_schema=False)


@router.get("")
def form(request: Request, view: Viewed, sitting: Sat, claim: Annotated[str, Query(max_length=120)] = "") -> Response:
    """The fields of the claim, to be changed."""
    return _page(request, view, sitting, claim, {})


@router.post("")
def save(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """Save; what is wrong comes back beside its field, and nothing is written."""
    claim = typed.get("claim", "")
    try:
        seen = accepted_claim(view.name, claim)
        fields, _, wrong = read_fields(seen, seen["type"], typed)
        if wrong:
            raise DetenteError(*(Problem("", 0, "value-invalid", f"`{name}` cannot be read", "Write a number, or a day, month, year or A/B.") for name in wrong))  # fmt: skip
        if words := typed.get("words"):
            fields["words"] = words
        if not fields:
            return RedirectResponse(view.link(f"/sources/articles/{seen['document']}"), 303)
        done = reviewing.edit_claim(view.name, claim, fields, coder=sitting.coder, version=version_of(typed), seconds=seconds_of(typed))  # fmt: skip
    except DetenteError as error:
        return _page(request, view, sitting, claim, typed, error)
    if seen["type"] == "event":
        learn(view.name)
    return render(request, "claim_saved.html", view=view, sitting=sitting, seen=seen, done=done)


@router.post("/undo")
def undo(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """Take the change back, if it is still the latest decision of its coder."""
    claim = typed.get("claim", "")
    try:
        document = accepted_claim(view.name, claim)["document"]
        last = review_latest.latest(view.name, coder=sitting.coder)
        if last is None or str(last["seq"]) != typed.get("seq"):
            raise DetenteError(Problem("", 0, "review-stale", "another decision came after this change", "Look at the log of decisions."))  # fmt: skip
        reviewing.undo_last(view.name, coder=sitting.coder)
    except DetenteError as error:
        return _page(request, view, sitting, claim, {}, error)
    return RedirectResponse(view.link(f"/sources/articles/{document}"), 303)


def _page(request: Request, view: View, sitting: Sitting, claim: str, typed: dict[str, str], error: DetenteError | None = None) -> Response:  # fmt: skip
    problems = list(error.problems) if error else []
    stale = any(each.slug == "review-stale" for each in problems)
    try:
        seen: dict[str, Any] | None = accepted_claim(view.name, claim)
    except DetenteError as gone:
        if error is None:
            raise
        seen, problems = None, problems or list(gone.problems)
    frame: dict[str, Any] = {"form": [], "voice": ("author", "", ()), "type": ""}
    if seen is not None:
        kept = {} if stale else typed
        frame = {"form": fields_of(seen, seen["type"], kept, problems), "voice": voice_of(seen, kept), "type": seen["type"]}  # fmt: skip
    return render(request, "claim_edit.html", 409 if stale else 422 if error else 200, view=view, sitting=sitting, seen=seen, claim=claim, typed=typed,
                  problems=problems, stale=stale, event_types=(), **frame)  # fmt: skip
