"""The conflicts: states and moves, what lasts beside the null, why not on a click, and what everybody wants, to be tried and kept."""

import json
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, QueryParams

from detente import workbench
from detente.kernel.errors import DetenteError, fail
from detente.web.graphs import graph
from detente.web.pages.keeping import named
from detente.web.templating import render
from detente.web.view import View, Viewed

router = APIRouter(include_in_schema=False)
Profile = Annotated[str, Query(max_length=80)]
#: Statements that one request may name: far more than anybody wants.
MOST = 200


@router.get("/conflicts")
def conflicts(request: Request, view: Viewed) -> Response:
    """All conflicts, the questions that they answer first."""
    return render(
        request,
        "conflicts.html",
        view=view,
        conflicts=workbench.conflicts_of(view.name, as_known_on=view.day, scenario=view.scenario),
    )


@router.get("/conflicts/table")
def table(request: Request, view: Viewed) -> Response:
    """In how many of its readings each conflict explains what happened."""
    found = workbench.conflicts_of(view.name, as_known_on=view.day, scenario=view.scenario)
    told = [
        (each, workbench.readings_of(view.name, each["id"], as_known_on=view.day, scenario=view.scenario))
        for each in found
    ]
    return render(request, "conflicts_table.html", view=view, told=told)


@router.get("/conflicts/{conflict}")
def one(request: Request, view: Viewed, conflict: str, profile: Profile = "", saved: Profile = "") -> Response:
    """One conflict under one reading."""
    kept = {"id": saved, "version": workbench.version_of(view.name, "scenarios", saved)} if saved else None
    trial, problems = asked(request.query_params), []
    try:
        room = _room(view, conflict, profile, trial)
    except DetenteError as error:
        if not trial:
            raise
        room, problems = _room(view, conflict, profile, ()), [each.record() for each in error.problems]
    return _page(request, view, room, trial, kept=kept, problems=problems, code=422 if problems else 200)


@router.get("/conflicts/{conflict}/answer")
def answer(request: Request, view: Viewed, conflict: str, profile: Profile = "") -> Response:
    """The answer alone, for the editor; what is wrong with a condition is said with its place."""
    try:
        trial = asked(request.query_params)
        room = _room(view, conflict, profile, trial)
        lasting = workbench.lasting_states(
            view.name, conflict, room.profile, trial=trial, as_known_on=view.day, scenario=view.scenario
        )
    except DetenteError as error:
        if any(each.slug == "id-unknown" for each in error.problems):
            raise
        return render(
            request,
            "conflict_wrong.html",
            422,
            view=view,
            problems=[each.record() for each in error.problems],
            wrong=_wrong(error),
        )
    return render(
        request,
        "conflict_answer.html",
        view=view,
        room=room,
        graph=graph(room),
        lasting=lasting,
        query=_query(room, trial),
    )


@router.get("/conflicts/{conflict}/lasting")
def lasting(request: Request, view: Viewed, conflict: str, profile: Profile = "") -> Response:
    """What lasts, concept by concept, with selectivity and the null beside it."""
    trial = asked(request.query_params)
    rows = workbench.lasting_states(
        view.name, conflict, profile or None, trial=trial, as_known_on=view.day, scenario=view.scenario
    )
    room = _room(view, conflict, profile, trial)
    return render(request, "conflict_lasting.html", view=view, room=room, lasting=rows, query=_query(room, trial))


@router.get("/conflicts/{conflict}/readings")
def readings(request: Request, view: Viewed, conflict: str, profile: Profile = "") -> Response:
    """The rival readings: who says so, and whether what happened can last in each."""
    rows = workbench.readings_of(view.name, conflict, as_known_on=view.day, scenario=view.scenario)
    room, told = _room(view, conflict, profile, ()), None
    if room.outcome is not None:
        told = workbench.why_state(
            view.name, conflict, room.outcome, room.profile, as_known_on=view.day, scenario=view.scenario
        )
    return render(
        request, "conflict_readings.html", view=view, conflict=conflict, profile=room.profile, reading=room.reading, readings=rows, told=told
    )  # fmt: skip


@router.get("/conflicts/{conflict}/account")
def account(request: Request, view: Viewed, conflict: str, profile: Profile = "") -> Response:
    """The whole account with its thousands of random preferences; takes seconds, so it runs beside the page."""
    room = _room(view, conflict, profile, ())
    (done,) = view.slow("detente.workbench.stand", f"{room.title}: {room.reading}", name=view.name, conflict=conflict, profile=room.profile, as_known_on=view.day, draws=1000)  # fmt: skip
    return render(request, "conflict_account.html", view=view, done=done)


@router.get("/conflicts/{conflict}/states/{state}")
def state(request: Request, view: Viewed, conflict: str, state: str, profile: Profile = "") -> Response:
    """Why a state lasts or does not."""
    trial = asked(request.query_params)
    room = _room(view, conflict, profile, trial)
    told = workbench.why_state(
        view.name, conflict, state, room.profile, trial=trial, as_known_on=view.day, scenario=view.scenario
    )
    return render(
        request,
        "conflict_state.html",
        view=view,
        room=room,
        told=told,
        titles={each.id: each.title for each in room.players},
    )


@router.post("/conflicts/{conflict}/preferences")
async def save(request: Request, view: Viewed, conflict: str, profile: Profile = "") -> Response:
    """Keep the preferences on trial: in the file, with its version, or as a named scenario."""
    form = await request.form()
    trial: workbench.Trial = ()
    given = {key: str(form.get(key, ""))[:400].strip() for key in ("id", "title", "why", "version", "keep")}
    base = _room(view, conflict, profile, ())
    try:
        trial = asked(form)
        room = _room(view, conflict, base.profile, trial)
        return _kept(request, view, room, trial, given)
    except DetenteError as error:
        stale = any(each.slug == "edit-stale" for each in error.problems)
        problems = [each.record() for each in error.problems]
        shown = base if _wrong(error) else _room(view, conflict, base.profile, trial)
        return _page(
            request, view, shown, trial, given=given, problems=problems, wrong=_wrong(error), code=409 if stale else 422
        )


@router.post("/conflicts/{conflict}/undo")
async def undo(request: Request, view: Viewed, conflict: str, profile: Profile = "") -> Response:
    """Put back what the change answered: the same door, so a third edit in between is never lost."""
    form = await request.form()
    try:
        before = json.loads(str(form.get("before", ""))[:100_000])
    except ValueError:
        raise fail("option-invalid", "what was before cannot be read", "Open the conflict again.") from None
    if not isinstance(before, dict) or not all(isinstance(each, list) for each in before.values()):
        raise fail("option-invalid", "what was before cannot be read", "Open the conflict again.")
    workbench.change_statements(view.name, conflict, profile, before, version=str(form.get("version", "")))
    return RedirectResponse(view.link(f"/conflicts/{conflict}", profile=profile), 303)


def asked(values: QueryParams | FormData) -> workbench.Trial:
    """The preferences that a request tries: ``s.DM`` names the statements kept, in order, ``h.DM.STATEMENT`` a condition."""
    kept: dict[str, list[str]] = {}
    texts: dict[tuple[str, str], str] = {}
    count = 0
    for key, value in values.multi_items():
        if not isinstance(value, str) or key[:2] not in ("s.", "h."):
            continue
        count += 1
        if key.startswith("s."):
            kept.setdefault(key[2:], []).append(value[:120])
        else:
            dm, _, name = key[2:].partition(".")
            texts[dm, name] = value[:400].strip()
    if count > MOST:
        raise fail("option-invalid", f"{count} statements at once are too many", f"Give {MOST} at most.")
    trial = tuple(
        (dm, tuple(workbench.Wanted(name, texts[dm, name]) for name in dict.fromkeys(names) if texts.get((dm, name))))
        for dm, names in kept.items()
    )
    if empty := [dm for dm, wanted in trial if not wanted]:
        raise fail("option-invalid", f"{empty[0]} is left without a statement", "Keep one at least: whoever wants nothing cannot be told about.")  # fmt: skip
    return trial


def _query(room: workbench.ConflictRoom, trial: workbench.Trial) -> str:
    """The reading and the preferences on trial as a query, for the links of the answer."""
    told = [("profile", room.profile)]
    for dm, wanted in trial:
        for each in wanted:
            told += [(f"s.{dm}", each.id), (f"h.{dm}.{each.id}", each.holds)]
    return urlencode(told)


def _room(view: View, conflict: str, profile: str, trial: workbench.Trial) -> workbench.ConflictRoom:
    return workbench.conflict_room(
        view.name, conflict, profile or None, trial=trial, as_known_on=view.day, scenario=view.scenario
    )


def _wrong(error: DetenteError) -> dict[str, str]:
    """``DM.STATEMENT`` -> what is wrong with it, from the places of the problems."""
    found = {}
    for each in error.problems:
        parts = each.place.split(".")
        if len(parts) >= 5 and parts[0] == "decision_makers" and parts[2:4] == ["preferences", "statements"]:
            found[f"{parts[1]}.{parts[4]}"] = each.message
    return found


def _kept(
    request: Request, view: View, room: workbench.ConflictRoom, trial: workbench.Trial, given: dict[str, str]
) -> Response:
    if given["keep"] == "scenario":
        record = workbench.as_preference_scenario(
            view.name,
            room.conflict,
            room.profile,
            trial,
            **named({key: given[key] for key in ("id", "title", "why")}),
            scenario=view.scenario,
        )
        done = workbench.save_scenario(view.name, record)
        return RedirectResponse(
            view.link(f"/conflicts/{room.conflict}", profile=room.profile, scenario=done.record, saved=done.record), 303
        )
    file = workbench.open_dossier(view.name).conflicts[room.conflict]
    changed = {}
    for dm, wanted in trial:
        player = next(each for each in room.players if each.id == dm)
        new = [each for each in player.statements if each.state != "kept"]
        if new and not given["why"]:
            raise fail("option-invalid", "a new or changed statement needs a reason", "Say why in the field for it.")
        if (
            new
            or player.left_out
            or [each.id for each in player.statements] != workbench.order_of(file, room.profile, dm)
        ):
            changed[dm] = workbench.as_records(file, room.profile, dm, wanted, given["why"])
    if not changed:
        raise fail("option-invalid", "nothing is changed", "Move, leave out or rewrite a statement first.")
    done = workbench.change_statements(view.name, room.conflict, room.profile, changed, version=given["version"])
    return render(
        request,
        "conflict_saved.html",
        view=view,
        room=room,
        done=done,
        before=json.dumps(done.before, ensure_ascii=False),
    )


def _page(
    request: Request, view: View, room: workbench.ConflictRoom, trial: workbench.Trial, *, kept: dict[str, str] | None = None,
    given: dict[str, str] | None = None, problems: list[dict[str, Any]] | None = None, wrong: dict[str, str] | None = None, code: int = 200,
) -> Response:  # fmt: skip
    typed = {f"{dm}.{each.id}": each.holds for dm, wanted in trial for each in wanted}
    version = (given or {}).get("version") or workbench.version_of(view.name, "conflicts", room.conflict)
    return render(
        request, "conflict.html", code, view=view, room=room, graph=graph(room), kept=kept, given=given or {}, problems=problems or [], wrong=wrong or {},
        typed=typed, version=version, query=_query(room, trial), lasting=None,
    )  # fmt: skip
