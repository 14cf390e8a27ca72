"""The issues: where each would settle, what that hangs on, and what if an actor stood, cared or weighed differently."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, QueryParams

from detente import workbench
from detente.kernel.errors import DetenteError, fail
from detente.web.pages.keeping import named
from detente.web.templating import render
from detente.web.view import View, Viewed

router = APIRouter(include_in_schema=False)
FIELDS = ("position", "salience", "influence")
#: Numbers that one request may move: far more than an issue has.
MOST = 120


@router.get("/issues")
def issues(request: Request, view: Viewed) -> Response:
    """All issues; their answers come in a second request."""
    return render(request, "issues.html", view=view)


@router.get("/issues/table")
def table(request: Request, view: Viewed) -> Response:
    """Where every issue would settle."""
    rows = workbench.settle_all(
        view.name, period=view.period, as_known_on=view.day, scenario=view.scenario, draws=workbench.QUICK
    )
    return render(request, "issues_table.html", view=view, rows=rows, issues=view.dossier.issues)


@router.get("/issues/{issue}")
def one(request: Request, view: Viewed, issue: str, saved: str = "") -> Response:
    """One issue with its what-if."""
    kept = {"id": saved[:80], "version": workbench.version_of(view.name, "scenarios", saved)} if saved else None
    return _page(request, view, issue, asked(view, request.query_params), kept=kept)


@router.get("/issues/{issue}/answer")
def answer(request: Request, view: Viewed, issue: str) -> Response:
    """The answer alone, for the sliders."""
    shifts = asked(view, request.query_params)
    return render(request, "issue_answer.html", view=view, **_answers(view, issue, shifts))


@router.post("/issues/{issue}/scenario")
async def save(request: Request, view: Viewed, issue: str) -> Response:
    """Save the what-if as a named scenario of the dossier."""
    form = await request.form()
    shifts = asked(view, form)
    given = {key: str(form.get(key, ""))[:400].strip() for key in ("id", "title", "why")}
    try:
        if not shifts:
            raise fail("scenario-change", "nothing is moved", "Move a slider first.")
        done = workbench.save_scenario(view.name, workbench.as_scenario(**named(given), shifts=shifts))
    except DetenteError as error:
        return _page(
            request, view, issue, shifts, given=given, problems=[each.record() for each in error.problems], code=422
        )
    return RedirectResponse(view.link(f"/issues/{issue}", scenario=done.record, saved=done.record), 303)


@router.post("/scenarios/{kept}/drop")
async def drop(request: Request, view: Viewed, kept: str) -> Response:
    """Undo the saving of a scenario."""
    form = await request.form()
    workbench.drop_scenario(view.name, kept, version=str(form.get("version", "")))
    return RedirectResponse(view.link("/issues", scenario=None), 303)


def asked(view: View, values: QueryParams | FormData) -> tuple[workbench.Shift, ...]:
    """The numbers that a request moves: keys such as ``salience.POSITION``, values from 0 to 100; what is as coded is left out."""
    shifts = []
    moved = [
        (key, value)
        for key, value in values.multi_items()
        if key.partition(".")[0] in FIELDS and isinstance(value, str)
    ]
    if len(moved) > MOST:
        raise fail("option-invalid", f"{len(moved)} numbers at once are too many", f"Move {MOST} at most.")
    for key, value in moved:
        field, _, record = key.partition(".")
        try:
            wanted = float(value)
        except ValueError:
            raise fail("option-invalid", f"{value[:20]!r} is no number", "Give 0 to 100.") from None
        if not 0 <= wanted <= 100:
            raise fail("option-invalid", f"{value[:20]} is outside the scale", "Give 0 to 100.")
        held = view.dossier.positions.get(record)
        by = wanted - getattr(held, field).mode if held else wanted
        if by:
            shifts.append(workbench.Shift(record, field, round(by, 6)))
    return tuple(shifts)


def _answers(view: View, issue: str, shifts: tuple[workbench.Shift, ...]) -> dict[str, Any]:
    """The answer, and the one as coded beside it where something is moved."""
    options: dict[str, Any] = {"period": view.period, "as_known_on": view.day, "scenario": view.scenario}
    base = workbench.answer_issue(view.name, issue, **options)
    told = workbench.answer_issue(view.name, issue, shifts=shifts, **options) if shifts else base
    return {"told": told, "base": base}


def _page(
    request: Request, view: View, issue: str, shifts: tuple[workbench.Shift, ...], *, kept: dict[str, str] | None = None,
    given: dict[str, str] | None = None, problems: list[dict[str, Any]] | None = None, code: int = 200,
) -> Response:  # fmt: skip
    periods = [
        each
        for each in view.dossier.dossier.periods
        if any(p.issue == issue and p.period == each.id for p in view.dossier.positions.values())
    ]
    return render(
        request, "issue.html", code, view=view, issues=view.dossier.issues, periods=periods, kept=kept, given=given or {}, problems=problems or [],
        **_answers(view, issue, shifts),
    )  # fmt: skip
