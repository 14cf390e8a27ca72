"""The ledger: forecast questions and where they stand, calls beside model and null, scores, and what calibration takes."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from detente import workbench
from detente.kernel.dates import parse_day
from detente.kernel.errors import DetenteError, fail
from detente.web.templating import render
from detente.web.view import View, Viewed

router = APIRouter(include_in_schema=False)
#: Types of questions whose calls the page can take; the others go through the command line.
TAKEN = ("binary", "multiple", "ordered")


@router.get("/ledger")
def ledger(request: Request, view: Viewed) -> Response:
    """The whole ledger."""
    told = workbench.scoreboard(view.name, as_known_on=view.day)
    return render(request, "ledger.html", view=view, told=told, enough=told.resolved >= told.enough)


@router.get("/ledger/calibration")
def calibration(request: Request, view: Viewed) -> Response:
    """The curve, where there are enough calls."""
    return render(request, "figure.html", view=view, chart=workbench.draw_calibration(view.name), wide=False)


@router.get("/ledger/{question}")
def one(request: Request, view: Viewed, question: str, saved: Annotated[str, Query(max_length=20)] = "") -> Response:
    """One question: how it is settled, its calls, and the forms."""
    return _page(request, view, question, saved=saved)


@router.get("/ledger/{question}/calls/{place}")
def call(request: Request, view: Viewed, question: str, place: int) -> Response:
    """One call with its reason, its scores and its sources."""
    found, _ = _found(view, question)
    if not 1 <= place <= len(found.calls):
        raise fail("id-unknown", f"there is no call {place} on {question}")
    return render(request, "ledger_call.html", view=view, question=found, call=found.calls[place - 1])


@router.post("/ledger/{question}/call")
async def record(request: Request, view: Viewed, question: str) -> Response:
    """Append a call."""
    form = await request.form()
    found, _ = _found(view, question)
    try:
        workbench.record_call(
            view.name, question, _probability(form, found), by=_by(form), at=_day(form), rationale=_text(form, "rationale", 600) or None,
            head=_text(form, "version", 80),
        )  # fmt: skip
    except DetenteError as error:
        return _refused(request, view, question, form, error)
    return RedirectResponse(view.link(f"/ledger/{question}", saved="call"), 303)


@router.post("/ledger/{question}/resolve")
async def resolve(request: Request, view: Viewed, question: str) -> Response:
    """Append an outcome, or the end of a question that is not scored."""
    form = await request.form()
    found, _ = _found(view, question)
    try:
        outcome: str | float = _text(form, "outcome", 120)
        if not outcome:
            raise fail("option-invalid", "no outcome is chosen", "Choose what happened.")
        if found.type == "numeric" and outcome not in ("annulled", "ambiguous", "below_range", "above_range"):
            outcome = _number(str(outcome))
        workbench.record_outcome(
            view.name, question, outcome, by=_by(form), at=_day(form), source=_text(form, "source", 400) or None, head=_text(form, "version", 80)
        )  # fmt: skip
    except DetenteError as error:
        return _refused(request, view, question, form, error)
    return RedirectResponse(view.link(f"/ledger/{question}", saved="outcome"), 303)


@router.post("/ledger/{question}/withdraw")
async def withdraw(request: Request, view: Viewed, question: str) -> Response:
    """Undo an outcome by an entry of its own: nothing is removed."""
    form = await request.form()
    _found(view, question)
    try:
        workbench.withdraw_outcome(view.name, question, by=_by(form), head=_text(form, "version", 80))
    except DetenteError as error:
        return _refused(request, view, question, form, error)
    return RedirectResponse(view.link(f"/ledger/{question}", saved="withdrawn"), 303)


def _found(view: View, question: str) -> tuple[Any, Any]:
    told = workbench.scoreboard(view.name, as_known_on=view.day)
    found = next((each for each in told.questions if each.id == question), None)
    if found is None:
        raise fail("id-unknown", f"there is no forecast question {question!r}")
    return found, told


def _text(form: FormData, key: str, most: int) -> str:
    return str(form.get(key, ""))[:most].strip()


def _by(form: FormData) -> str:
    by = _text(form, "by", 120)
    if not by:
        raise fail("option-invalid", "nobody says so", "Give a name.")
    return by


def _day(form: FormData) -> date | None:
    told = _text(form, "at", 10)
    try:
        return parse_day(told) if told else None
    except ValueError as error:
        raise fail("option-invalid", str(error)) from None


def _number(told: str) -> float:
    try:
        return float(told.replace(",", ".").removesuffix("%").strip())
    except ValueError:
        raise fail("option-invalid", f"{told[:40]!r} is no number", "Give a number.") from None


def _probability(form: FormData, question: Any) -> float | dict[str, float]:
    """Percent as the form has them, as probabilities."""
    if question.type == "binary":
        return _number(_text(form, "p", 20)) / 100
    if question.type not in TAKEN:
        raise fail("option-invalid", f"a call on a question of type {question.type} is made on the command line", "detente judgement record")  # fmt: skip
    p = {option: _number(_text(form, f"p.{option}", 20)) / 100 for option in question.options}
    if abs(sum(p.values()) - 1) > 0.011:
        raise fail(
            "option-invalid", f"the options add up to {100 * sum(p.values()):.4g} %", "Make them add up to 100 %."
        )
    return p


def _refused(request: Request, view: View, question: str, form: FormData, error: DetenteError) -> Response:
    if any(each.slug == "dossier-shipped" for each in error.problems):
        raise error
    stale = any(each.slug == "edit-stale" for each in error.problems)
    said = {key: value[:600] for key, value in form.multi_items() if isinstance(value, str)}
    problems = [each.record() for each in error.problems]
    return _page(request, view, question, said=said, problems=problems, code=409 if stale else 422)


def _page(request: Request, view: View, question: str, *, saved: str = "", said: dict[str, str] | None = None,
          problems: list[dict[str, Any]] | None = None, code: int = 200) -> Response:  # fmt: skip
    found, told = _found(view, question)
    return render(
        request, "ledger_question.html", code, view=view, question=found, told=told, saved=saved, said=said or {}, problems=problems or [], taken=TAKEN,
    )  # fmt: skip
