"""The deal room: one table under two settings of its switches, the answer in one sentence, and the ready questions."""

from itertools import combinations
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, QueryParams

from detente import workbench
from detente.kernel.errors import DetenteError, fail
from detente.web.pages.keeping import named
from detente.web.planes import planes
from detente.web.templating import render
from detente.web.view import View, Viewed

router = APIRouter(include_in_schema=False)
SIDES = ("a", "b")
#: Values that one request may set: far more than a table has.
MOST = 240
DRAWS = 100
We = Annotated[str, Query(max_length=80)]
Axes = Annotated[str, Query(max_length=120)]


@router.get("/deals")
def first(request: Request, view: Viewed, we: We = "", axes: Axes = "") -> Response:
    """The first table of the period, with the question that is asked most."""
    tables = workbench.deals_of(
        view.name, as_known_on=view.day, scenario=view.scenario, period=view.period or _latest(view)
    )
    if not tables:
        return render(request, "deals_none.html", view=view)
    return _page(request, view, tables[0][0], asked(request.query_params), we=we, axes=axes)


@router.get("/deals/{deal}")
def one(request: Request, view: Viewed, deal: str, we: We = "", axes: Axes = "", saved: We = "") -> Response:
    """One table."""
    kept = {"id": saved, "version": workbench.version_of(view.name, "scenarios", saved)} if saved else None
    return _page(request, view, deal, asked(request.query_params), we=we, axes=axes, kept=kept)


@router.get("/deals/{deal}/answer")
def answer(request: Request, view: Viewed, deal: str, we: We = "", axes: Axes = "") -> Response:
    """The answer alone, for the switches."""
    sides = _sides(view, deal, asked(request.query_params))
    return render(request, "deal_answer.html", view=view, **_answer(view, deal, sides, we, axes))


@router.get("/deals/{deal}/odds")
def odds(request: Request, view: Viewed, deal: str) -> Response:
    """How often the answer holds over the ranges; takes seconds, so it runs beside the page."""
    sides = _sides(view, deal, asked(request.query_params))
    room = _room(view, deal, sides)
    found = view.slow(
        "detente.workbench.room_odds", f"{room.title}: {DRAWS} draws from the ranges", name=view.name, deal=deal, first=sides[0], second=sides[1],
        draws=DRAWS, as_known_on=view.day, scenario=view.scenario,
    )  # fmt: skip
    return render(request, "deal_odds.html", view=view, room=room, odds=found)


@router.post("/deals/{deal}/scenario")
async def save(request: Request, view: Viewed, deal: str) -> Response:
    """Save one side as a named scenario of the dossier."""
    form = await request.form()
    sides, given = asked(form), {key: str(form.get(key, ""))[:400].strip() for key in ("id", "title", "why")}
    side = 1 if form.get("side") == "b" else 0
    try:
        record = workbench.as_deal_scenario(view.name, deal, sides[side] or workbench.Setting(), **named(given), scenario=view.scenario)  # fmt: skip
        done = workbench.save_scenario(view.name, record)
    except DetenteError as error:
        problems = [each.record() for each in error.problems]
        return _page(request, view, deal, sides, given={**given, "side": SIDES[side]}, problems=problems, code=422)
    return RedirectResponse(view.link(f"/deals/{deal}", saved=done.record, **{"a.start": f"saved.{done.record}", "b.start": "base"}), 303)  # fmt: skip


def asked(values: QueryParams | FormData) -> tuple[workbench.Setting | None, workbench.Setting | None]:
    """Both settings as a request names them: ``a.start``, ``a.channel``, ``a.on`` (several, with ``a.set``), ``a.n.power``."""
    told = [(key, value) for key, value in values.multi_items() if key[:2] in ("a.", "b.") and isinstance(value, str)]
    if len(told) > MOST:
        raise fail("option-invalid", f"{len(told)} values at once are too many", f"Set {MOST} at most.")
    one, two = (_setting([(key[2:], value[:120]) for key, value in told if key[0] == side]) for side in SIDES)
    return one, two


def _setting(told: list[tuple[str, str]]) -> workbench.Setting | None:
    if not told:
        return None
    single = dict(told)
    on = frozenset(value for key, value in told if key == "on") if "set" in single else None
    numbers = []
    for key, value in told:
        if key.startswith("n."):
            try:
                numbers.append((key[2:], float(value)))
            except ValueError:
                raise fail("option-invalid", f"{value[:20]!r} is no number", "Give 0 to 100.") from None
    return workbench.Setting(single.get("start") or "base", single.get("channel") or None, single.get("notion") or None, on, tuple(sorted(numbers)))  # fmt: skip


def query_of(setting: workbench.Setting, side: str) -> list[tuple[str, str]]:
    """A setting as a request names it."""
    told = [(f"{side}.start", setting.start)]
    told += [
        (f"{side}.{key}", value) for key, value in (("channel", setting.channel), ("notion", setting.notion)) if value
    ]
    if setting.on is not None:
        told += [(f"{side}.set", "1"), *((f"{side}.on", each) for each in sorted(setting.on))]
    return [*told, *((f"{side}.n.{name}", f"{value:g}") for name, value in setting.numbers)]


def _latest(view: View) -> str | None:
    """The period of the last day that anything is known of, so that the room opens on the table of the day."""
    periods = view.dossier.dossier.periods
    return periods[-1].id if periods else None


def _room(view: View, deal: str, sides: tuple[workbench.Setting | None, workbench.Setting | None]) -> workbench.Room:
    one, two = sides
    return workbench.deal_room(
        view.name,
        deal,
        one or workbench.Setting(),
        two or workbench.Setting(),
        as_known_on=view.day,
        scenario=view.scenario,
    )


def _sides(view: View, deal: str, sides: tuple[workbench.Setting | None, workbench.Setting | None]) -> tuple[workbench.Setting, workbench.Setting]:  # fmt: skip
    """The sides as asked; nothing asked is the ready question, or the table as coded on both sides."""
    if sides == (None, None):
        ready = _room(view, deal, sides).ready
        if ready:
            return workbench.Setting(ready[0]), workbench.Setting(ready[1])
    return sides[0] or workbench.Setting(), sides[1] or workbench.Setting()


def _questions(
    view: View, room: workbench.Room, chosen: tuple[workbench.Setting, workbench.Setting]
) -> list[dict[str, Any]]:
    """What is often asked of a table, each as a link that sets both sides."""
    setting = workbench.Setting
    on = {each.id for each in room.switches if each.on[0]}
    groups = {
        group: {each.id for each in room.switches if each.group == group} for group in ("baskets", "threats", "treaty")
    }
    base = setting()
    found = [("quiet", setting(room.ready[0]), setting(room.ready[1]))] if room.ready else []
    found += [("linked", base, setting(on=frozenset(on - groups["baskets"])))] if len(groups["baskets"]) > 1 else []
    found += [("threat", base, setting(on=frozenset(on - groups["threats"])))] if groups["threats"] else []
    found += [("treaty", base, setting(on=frozenset(on - groups["treaty"])))] if groups["treaty"] else []
    found += (
        [("third", setting(on=frozenset({*on, "third"})), base)]
        if any(each.id == "third" for each in room.switches)
        else []
    )
    seats = [each.id for each in room.switches if each.about == "seat"]
    found += [("seat", base, setting(on=frozenset(on - set(seats))))] if seats else []
    return [
        {"key": key, "here": (one, two) == chosen, "link": _link(view, room.deal, (one, two))}
        for key, one, two in found
    ]


def _link(
    view: View, deal: str, sides: tuple[workbench.Setting, workbench.Setting], part: str = "", **more: str
) -> str:
    told = [*view.where.items(), *more.items(), *query_of(sides[0], "a"), *query_of(sides[1], "b")]
    return f"/deals/{deal}{part}?{urlencode(told)}"


def _answer(
    view: View, deal: str, sides: tuple[workbench.Setting, workbench.Setting], we: str, axes: str
) -> dict[str, Any]:
    pair = tuple(axes.split(",")) if axes else None
    if pair is not None and len(pair) != 2:
        raise fail("option-invalid", f"{axes!r} names no two governments", "Write ONE,TWO.")
    told = workbench.answer_room(
        view.name,
        deal,
        *sides,
        we=we,
        axes=(pair[0], pair[1]) if pair else None,
        as_known_on=view.day,
        scenario=view.scenario,
    )
    return {"told": told, "planes": planes(told), "pairs": list(combinations(told.governments, 2))}


def _page(
    request: Request, view: View, deal: str, sides: tuple[workbench.Setting | None, workbench.Setting | None], *, we: str = "", axes: str = "",
    kept: dict[str, str] | None = None, given: dict[str, str] | None = None, problems: list[dict[str, Any]] | None = None, code: int = 200,
) -> Response:  # fmt: skip
    chosen = _sides(view, deal, sides)
    room = _room(view, deal, chosen)
    plain = _room(view, deal, (workbench.Setting(), workbench.Setting()))
    tables = workbench.deals_of(
        view.name, as_known_on=view.day, scenario=view.scenario, period=view.period or _latest(view)
    )
    return render(
        request, "deal_room.html", code, view=view, room=room, tables=tables, chosen=chosen, questions=_questions(view, plain, chosen), axes=axes,
        kept=kept, given=given or {}, problems=problems or [], odds_link=_link(view, deal, chosen, "/odds"), **_answer(view, deal, chosen, we, axes),
    )  # fmt: skip
