"""Editing a position: nine numbers and a note, checked by the workbench, with a version and an undo."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from detente import workbench
from detente.kernel.errors import DetenteError
from detente.web.templating import render
from detente.web.view import View, Viewed

router = APIRouter(include_in_schema=False)
FIELDS, ENDS = ("position", "salience", "influence"), ("low", "mode", "high")
KEYS = tuple(f"{field}.{end}" for field in FIELDS for end in ENDS)


@router.get("/positions/{record}/edit")
def form(request: Request, view: Viewed, record: str) -> Response:
    """The numbers as coded, to be changed."""
    held = _held(view, record)
    values = {f"{field}.{end}": f"{getattr(getattr(held, field), end):g}" for field in FIELDS for end in ENDS}
    return _page(
        request, view, record, {**values, "note": held.note}, workbench.version_of(view.name, "positions", record)
    )


@router.post("/positions/{record}/edit")
async def save(request: Request, view: Viewed, record: str) -> Response:
    """Save; what is wrong comes back beside its field, and nothing is written."""
    held, form = _held(view, record), await request.form()
    values = {key: str(form.get(key, ""))[:2000].strip() for key in (*KEYS, "note")}
    version = str(form.get("version", ""))
    fields, wrong = _read(values)
    if wrong:
        return _page(request, view, record, values, version, wrong=wrong, code=422)
    changes: dict[str, Any] = {
        field: {**getattr(held, field).model_dump(mode="json", exclude_none=True), **fields[field]}
        for field in FIELDS
        if any(getattr(getattr(held, field), end) != fields[field][end] for end in ENDS)
    }
    if values["note"] != held.note:
        changes["note"] = values["note"]
    if not changes:
        return RedirectResponse(view.link(f"/issues/{held.issue}", period=held.period), 303)
    try:
        done = workbench.change_record(view.name, "positions", record, changes, version=version)
    except DetenteError as error:
        stale = any(each.slug == "edit-stale" for each in error.problems)
        problems = [each.record() for each in error.problems]
        return _page(request, view, record, values, version, problems=problems, code=409 if stale else 422)
    return render(request, "position_saved.html", view=view, held=held, label=_label(view, record), done=done)


@router.post("/positions/{record}/undo")
async def undo(request: Request, view: Viewed, record: str) -> Response:
    """Put back what the change answered: the same door, so a third edit in between is never lost."""
    held, form = _held(view, record), await request.form()
    values = {key: str(form[key])[:2000] for key in (*KEYS, "note") if key in form}
    fields, wrong = _read(values)
    if wrong:
        raise HTTPException(422)
    changes: dict[str, Any] = {
        field: {**getattr(held, field).model_dump(mode="json", exclude_none=True), **ends}
        for field, ends in fields.items()
        if ends
    }
    if "note" in values:
        changes["note"] = values["note"]
    workbench.change_record(view.name, "positions", record, changes, version=str(form.get("version", "")))
    return RedirectResponse(view.link(f"/issues/{held.issue}", period=held.period), 303)


def _held(view: View, record: str) -> Any:
    held = workbench.open_dossier(view.name).positions.get(record)
    if held is None:
        raise HTTPException(404)
    return held


def _label(view: View, record: str) -> str:
    return workbench.trace_record(view.name, "positions", record).label


def _read(values: dict[str, str] | FormData) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    """The numbers given, by field and end; and field -> what is wrong with it."""
    found: dict[str, dict[str, float]] = {field: {} for field in FIELDS}
    wrong: dict[str, str] = {}
    for key in (each for each in KEYS if each in values):
        field, end = key.split(".")
        try:
            number = float(str(values[key]))
        except ValueError:
            wrong[field] = "number"
            continue
        if not 0 <= number <= 100:
            wrong[field] = "scale"
        found[field][end] = number
    for field, ends in found.items():
        if len(ends) == len(ENDS) and not ends["low"] <= ends["mode"] <= ends["high"]:
            wrong.setdefault(field, "order")
    return found, wrong


def _page(request: Request, view: View, record: str, values: dict[str, str], version: str, *, wrong: dict[str, str] | None = None,
          problems: list[dict[str, Any]] | None = None, code: int = 200) -> Response:  # fmt: skip
    return render(
        request, "position.html", code, view=view, record=record, label=_label(view, record), values=values, version=version, wrong=wrong or {},
        problems=problems or [], fields=FIELDS, ends=ENDS,
    )  # fmt: skip
