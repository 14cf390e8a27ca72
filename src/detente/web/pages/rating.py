"""Rating a question blind: one column at a time, with nobody else's numbers and no result until the round is closed."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from detente import workbench
from detente.kernel.errors import DetenteError
from detente.web.templating import render
from detente.web.view import View, Viewed

router = APIRouter(include_in_schema=False)
Analyst = Annotated[str, Query(max_length=60)]
Step = Annotated[str, Query(max_length=120)]


@router.get("/explanations/{question}/rate")
def rate(
    request: Request, view: Viewed, question: str, analyst: Analyst = "", step: Step = "", done: Step = ""
) -> Response:
    """Who rates, or the column that is asked."""
    if not analyst:
        return _start(request, view, question)
    column = workbench.rating_column(view.name, question, analyst, step or None)
    if column.finished:
        return _start(request, view, question)
    if not column.open and not step:
        return render(request, "rating_close.html", view=view, column=column, problems=[])
    return _page(request, view, column, {}, [], done)


@router.post("/explanations/{question}/rate")
async def begin(request: Request, view: Viewed, question: str) -> Response:
    """Begin a round, or go on with one."""
    form = await request.form()
    analyst = _text(form, "analyst", 60)
    try:
        column = workbench.begin_rating(view.name, question, analyst)
    except DetenteError as error:
        if any(each.slug in ("id-unknown", "dossier-shipped") for each in error.problems):
            raise
        return _start(request, view, question, analyst, [each.record() for each in error.problems], 422)
    return RedirectResponse(_at(view, question, column.analyst), 303)


@router.post("/explanations/{question}/rate/column")
async def save(request: Request, view: Viewed, question: str) -> Response:
    """Save a column, or leave it out; what cannot be read comes back beside its row, and nothing is written."""
    form = await request.form()
    analyst, step, version = (_text(form, key, 120) for key in ("analyst", "step", "version"))
    try:
        if "skip" in form:
            workbench.skip_column(view.name, question, analyst, step, version=version)
        else:
            workbench.rate_column(view.name, question, analyst, step, _given(form, step), version=version)
    except DetenteError as error:
        if any(each.slug == "id-unknown" for each in error.problems):
            raise
        stale = any(each.slug == "edit-stale" for each in error.problems)
        column = workbench.rating_column(view.name, question, analyst, step)
        problems = [each.record() for each in error.problems]
        return _page(request, view, column, _said(form), problems, "", code=409 if stale else 422)
    return RedirectResponse(_at(view, question, analyst, done=step), 303)


@router.post("/explanations/{question}/rate/close")
async def close(request: Request, view: Viewed, question: str) -> Response:
    """Close the round, and show where the analyst parts from the table."""
    form = await request.form()
    analyst = _text(form, "analyst", 60)
    try:
        workbench.close_rating(view.name, question, analyst, version=_text(form, "version", 120))
    except DetenteError as error:
        if any(each.slug == "id-unknown" for each in error.problems):
            raise
        column = workbench.rating_column(view.name, question, analyst)
        problems = [each.record() for each in error.problems]
        return render(request, "rating_close.html", 422, view=view, column=column, problems=problems)
    return RedirectResponse(view.link(f"/explanations/{question}/rated", analyst=analyst), 303)


@router.get("/explanations/{question}/rated")
def rated(request: Request, view: Viewed, question: str, analyst: Analyst) -> Response:
    """The reveal: the analyst beside the table, now that the round is closed."""
    bridge = workbench.bridge_between(view.name, question, analyst, "table", as_known_on=view.day)
    return render(request, "rating_done.html", view=view, bridge=bridge, question=question)


def _given(form: FormData, step: str) -> dict[str, tuple[str, str]]:
    """Hypothesis -> value and reason; a number that was typed goes before the word, and a prior is always in percent."""
    said, found = _said(form), {}
    for name in dict.fromkeys(key.partition(".")[2] for key in said):
        typed = said.get(f"number.{name}", "")
        typed = f"{typed} %" if step == "prior" and typed and "%" not in typed else typed
        found[name] = (typed or said.get(f"word.{name}", ""), said.get(f"why.{name}", ""))
    return found


def _said(form: FormData) -> dict[str, str]:
    """What stands in the fields of a column."""
    pairs = [(key, value) for key, value in form.multi_items() if isinstance(value, str)]
    return {
        key: value[:400].strip() for key, value in pairs[:400] if key.partition(".")[0] in ("number", "word", "why")
    }


def _text(form: FormData, key: str, most: int) -> str:
    return str(form.get(key, ""))[:most].strip()


def _at(view: View, question: str, analyst: str, **more: str) -> str:
    return view.link(f"/explanations/{question}/rate", analyst=analyst, **more)


def _start(request: Request, view: View, question: str, analyst: str = "", problems: list[dict[str, Any]] | None = None, code: int = 200) -> Response:  # fmt: skip
    asked = workbench.read_question(view.name, question)
    return render(
        request, "rating.html", code, view=view, asked=asked.inquiry, question=question, raters=workbench.raters(view.name, question), analyst=analyst,
        problems=problems or [],
    )  # fmt: skip


def _page(request: Request, view: View, column: Any, said: dict[str, str], problems: list[dict[str, Any]], done: str, code: int = 200) -> Response:  # fmt: skip
    wrong = {each["place"]: each["message"] for each in problems if each.get("place")}
    general = [each for each in problems if not each.get("place")]
    return render(request, "rating_column.html", code, view=view, column=column, said=said, wrong=wrong, problems=general, done=done)  # fmt: skip
