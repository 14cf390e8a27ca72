"""The review queue in the page: one suggestion or question at a time, by keys or buttons; the same functions as the terminal."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from detente.kernel.errors import DetenteError, Problem
from detente.web.sitting import Sat, Sitting, Typed, fields_of, read_fields, seconds_of, version_of, voice_of
from detente.web.templating import render
from detente.web.view import View, Viewed
from detente.web.words import t
from detente.workbench import event_rows, refinding, review_latest, reviewing
from detente.workbench.learner import learn
from detente.workbench.review_fields import KINDS

router = APIRouter(prefix="/sources/review", include_in_schema=False)
EVENT_TYPES = [each["type"] for each in reviewing.codebook()]
#: What a new claim says of its voice until told otherwise.
_PLAIN = {"said_by": {"role": "author"}, "author_attitude": "asserts"}


@router.get("")
def desk(request: Request, view: Viewed, sitting: Sat, claim: Annotated[str, Query(max_length=120)] = "",
         type_: Annotated[str, Query(max_length=40, alias="as")] = "") -> Response:  # fmt: skip
    """What comes next for the coder; without a name the page asks for one."""
    return _desk(request, view, sitting, claim=claim, type_=type_)


@router.post("/decide")
def decide(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """Take one decision on a suggestion. What is wrong comes back beside the form, and nothing is written."""
    claim, do = typed.get("claim", ""), typed.get("do") or ("confirm" if typed.get("as") else "")
    try:
        seen = reviewing.suggestion(view.name, claim, **sitting.common)
        common = {**sitting.common, "version": version_of(typed), "seconds": seconds_of(typed)}
        if do == "confirm":
            _accept(view, seen, typed, common)
        elif do == "reject":
            reviewing.reject_suggestion(view.name, claim, **common)
        elif do == "rest":
            reviewing.reject_rest(view.name, seen["passage"]["id"], seconds=common["seconds"], **sitting.common)
        elif do == "later":
            reviewing.later_suggestion(view.name, claim, **common)
        elif do == "split":
            reviewing.split_suggestion(view.name, claim, typed.get("at", ""), **common)
        elif do == "merge":
            reviewing.merge_suggestions(view.name, claim, typed.get("with", ""), **common)
        else:
            raise _wrong("review-action", f"{do!r} is no decision", "Use one of the buttons.")
    except DetenteError as error:
        return _again(request, view, sitting, error, typed, claim=claim, type_=typed.get("type", ""))
    return RedirectResponse(sitting.link(view), 303)


@router.get("/reliability")
def reliability(request: Request, view: Viewed) -> Response:
    """What percentages beside suggestions rest on, or why there are none yet."""
    told = view.slow("detente.workbench.reliability.reliability", t("review.reliability_running"), name=view.name)
    return render(request, "reliability.html", view=view, told=told)


@router.post("/answer")
def answer(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """Settle a question, put it off (``later``) or never ask it again; then what hung on it is looked for once more."""
    question, do = typed.get("question", ""), typed.get("do", "answer")
    if do == "later":
        return RedirectResponse(sitting.link(view, passed=",".join([*sitting.passed, question][-40:])), 303)
    try:
        given = {"skip": True} if do == "never" else _answer(question, typed)
        done = reviewing.answer_question(view.name, question, given, coder=sitting.coder, seconds=seconds_of(typed))
        if done["resolved"]:
            refinding.find_again(view.name)
    except DetenteError as error:
        return _again(request, view, sitting, error, typed)
    return RedirectResponse(sitting.link(view), 303)


@router.post("/undo")
def undo(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """Take back the coder's latest decision."""
    try:
        reviewing.undo_last(view.name, **sitting.common)
    except DetenteError as error:
        return _again(request, view, sitting, error, typed)
    return RedirectResponse(sitting.link(view), 303)


@router.post("/copies")
def copies(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """Accept every exact copy of the claim accepted last, with its coding."""
    last = review_latest.latest(view.name, **sitting.common) or {"about": "", "copies": []}
    try:
        for each in last["copies"]:
            reviewing.accept_duplicate(view.name, last["about"], each, coder=sitting.coder)
    except DetenteError as error:
        return _again(request, view, sitting, error, typed)
    return RedirectResponse(sitting.link(view), 303)


@router.post("/event")
def event(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """An accepted event claim gets a row of events.csv, joins one, or gets none."""
    do = typed.get("do", "")
    chosen: dict[str, Any] = {"skip": True} if do == "none" else {"joins": typed["joins"]} if typed.get("joins") else {"row": typed.get("row") or None}  # fmt: skip
    try:
        event_rows.make_event(
            view.name, typed.get("claim", ""), coder=sitting.coder, seconds=seconds_of(typed), **chosen
        )
    except DetenteError as error:
        return _again(request, view, sitting, error, typed)
    return RedirectResponse(sitting.link(view), 303)


@router.post("/close")
def close(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """A blind coder closes a document that is fully decided; only then may anybody compare."""
    try:
        reviewing.finish_blind(view.name, typed.get("document", ""), coder=sitting.coder)
    except DetenteError as error:
        return _again(request, view, sitting, error, typed)
    return RedirectResponse(sitting.link(view), 303)


@router.get("/new")
def fresh(request: Request, view: Viewed, sitting: Sat, passage: Annotated[str, Query(max_length=120)] = "", words: Annotated[str, Query(max_length=600)] = "",
          type_: Annotated[str, Query(max_length=40, alias="type")] = "event", at: Annotated[str, Query(max_length=80)] = "") -> Response:  # fmt: skip
    """The form of a claim of one's own on selected words of a passage; ``at`` is the document."""
    return _fresh(request, view, sitting, at, passage, words, type_, {})


@router.post("/new")
def add(request: Request, view: Viewed, sitting: Sat, typed: Typed) -> Response:
    """Add the claim."""
    at, passage, words, type_ = (typed.get(key, "") for key in ("at", "passage", "words", "type"))
    try:
        blank = {"type": type_, "fields": _PLAIN}
        if type_ not in reviewing.TYPES:
            raise _wrong("value-invalid", f"{type_!r} is no type of claim", f"Use one of {', '.join(reviewing.TYPES)}.")
        fields, _, wrong = read_fields(blank, type_, typed)
        _readable(wrong)
        done = reviewing.add_claim(view.name, at, passage, words, type_, _with_words(view, type_, {}, fields), seconds=seconds_of(typed), **sitting.common)  # fmt: skip
    except DetenteError as error:
        return _fresh(request, view, sitting, at, passage, words, type_, typed, error)
    return render(request, "review_added.html", view=view, sitting=sitting, done=done)


@router.get("/codebook")
def codebook(request: Request, view: Viewed, sitting: Sat, types: Annotated[str, Query(max_length=200)] = "") -> Response:  # fmt: skip
    """What the codebook says: the types asked for first, then the others."""
    wanted = [each for each in types.split(",") if each]
    told = sorted(reviewing.codebook(), key=lambda each: wanted.index(each["type"]) if each["type"] in wanted else 99)
    return render(request, "codebook.html", view=view, told=told, first=len([each for each in told if each["type"] in wanted]))  # fmt: skip


@router.get("/log")
def log(request: Request, view: Viewed, sitting: Sat) -> Response:
    """Who did what when."""
    return render(request, "review_log.html", view=view, sitting=sitting, entries=review_latest.decisions(view.name))


# --- parts


def _desk(request: Request, view: View, sitting: Sitting, *, claim: str = "", type_: str = "", typed: dict[str, str] | None = None,
          problems: list[Problem] | None = None, code: int = 200) -> Response:  # fmt: skip
    frame = {"view": view, "sitting": sitting, "problems": problems or [], "typed": typed or {}, "orders": reviewing.ORDERS, "types": reviewing.TYPES,
             "last": None, "seen": None, "status": None, "nothing": "", "form": [], "voice": None, "type": "", "others": [], "open_documents": [],
             "kinds": KINDS, "name_id": "", "event_types": EVENT_TYPES}  # fmt: skip
    try:
        frame["status"] = reviewing.review_status(view.name, coder=sitting.coder, blind=sitting.blind and bool(sitting.coder))  # fmt: skip
        if sitting.coder:
            frame["last"] = review_latest.latest(view.name, **sitting.common)
            frame |= _next(view, sitting, claim, type_, typed or {}, problems or [])
    except DetenteError as error:
        if error.problems[0].slug != "review-nothing":
            raise
        frame["nothing"] = "unread"
    return render(request, "review.html", code, **frame)


def _next(view: View, sitting: Sitting, claim: str, type_: str, typed: dict[str, str], problems: list[Problem]) -> dict[str, Any]:  # fmt: skip
    """What the coder sees: the suggestion asked for, else the next question, suggestion, event or document to close."""
    seen = None
    if claim:
        seen = reviewing.suggestion(view.name, claim, **sitting.common)
        if seen["status"] not in ("open", "later"):
            seen = None
    seen = seen or reviewing.next_to_review(view.name, passed_over=sitting.passed, **sitting.chosen)
    if seen is None and sitting.blind:
        return {"open_documents": reviewing.open_documents(view.name, coder=sitting.coder), "nothing": "done"}
    if seen is None:
        seen = event_rows.next_event_claim(view.name)
    if seen is None:
        return {"nothing": "done"}
    if seen["kind"] == "question":
        printed = seen["facts"][0] if seen["facts"] else seen["id"].partition(":")[2]
        return {"seen": seen, "name_id": reviewing.id_from(printed)}
    if seen["kind"] != "suggestion":
        return {"seen": seen}
    chosen = type_ if type_ in reviewing.TYPES else seen["type"]
    others = [each for each in reviewing.review_queue(view.name, coder=sitting.coder, blind=sitting.blind, document=seen["document"]["id"], types=(seen["type"],))
              if each["id"] != seen["id"]][:30]  # fmt: skip
    return {"seen": seen, "type": chosen, "form": fields_of(seen, chosen, typed, problems), "voice": voice_of(seen, typed), "others": others}  # fmt: skip


def _again(request: Request, view: View, sitting: Sitting, error: DetenteError, typed: dict[str, str], *, claim: str = "", type_: str = "") -> Response:  # fmt: skip
    stale = any(each.slug == "review-stale" for each in error.problems)
    missing = any(each.slug == "id-unknown" and repr(claim) in each.message for each in error.problems)
    return _desk(request, view, sitting, claim="" if stale or missing else claim, type_=type_, typed={} if stale else typed,
                 problems=list(error.problems), code=409 if stale else 422)  # fmt: skip


def _fresh(request: Request, view: View, sitting: Sitting, at: str, passage: str, words: str, type_: str, typed: dict[str, str],
           error: DetenteError | None = None) -> Response:  # fmt: skip
    known = type_ if type_ in reviewing.TYPES else "event"
    blank: dict[str, Any] = {"type": known, "fields": _PLAIN, "likely_issues": []}
    return render(request, "review_new.html", 422 if error else 200, view=view, sitting=sitting, at=at, passage=passage, words=words, type=known,
                  types=reviewing.TYPES, form=fields_of(blank, known, typed, error.problems if error else ()), voice=voice_of(blank, typed), typed=typed, seen={"ranked": [], "fields": {}, "types": EVENT_TYPES}, event_types=EVENT_TYPES,
                  problems=list(error.problems) if error else [])  # fmt: skip


def _accept(view: View, seen: dict[str, Any], typed: dict[str, str], common: dict[str, Any]) -> None:
    type_ = typed.get("type") or seen["type"]
    if type_ not in reviewing.TYPES:
        raise _wrong("value-invalid", f"{type_!r} is no type of claim", f"Use one of {', '.join(reviewing.TYPES)}.")
    fields, changed, wrong = read_fields(seen, type_, typed)
    _readable(wrong)
    fields = _with_words(view, type_, seen["fields"] if type_ == seen["type"] else {}, fields)
    if words := typed.get("words"):
        fields, changed = {**fields, "words": words}, True
    if changed:
        reviewing.edit_claim(view.name, seen["id"], fields, **common)
    else:
        reviewing.confirm_suggestion(view.name, seen["id"], fields=fields, **common)
    if type_ == "event" and not common.get("blind"):
        learn(view.name)


def _with_words(view: View, type_: str, proposed: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """An event whose summary was left empty says what its code says, and no more."""
    if type_ != "event" or fields.get("summary") or proposed.get("summary"):
        return fields
    known = {key: value for key, value in {**proposed, **fields}.items() if value not in ("none", "-")}
    offered = reviewing.words_offered(view.name, known)
    return {**fields, "summary": offered} if offered else fields


def _answer(question: str, typed: dict[str, str]) -> dict[str, Any]:
    kind = question.partition(":")[0]
    if kind in ("date", "when"):
        return {"value": typed.get("value", "")}
    actor = typed.get("actor", "")
    if kind == "actor":
        return {"actor": "" if actor in ("none", "-") else actor} if actor else {}
    match typed.get("who"):
        case "new":
            record = {"kind": typed.get("kind", ""), "country": typed.get("country", "").upper()}
            return {"actor": typed.get("id", ""), "add": {key: value for key, value in record.items() if value}}
        case "alias" if actor:
            return {"actor": actor, "alias": True}
        case "none":
            return {"actor": ""}
        case _:
            return {}


def _readable(wrong: list[str]) -> None:
    if wrong:
        raise DetenteError(*(Problem("", 0, "value-invalid", f"`{name}` cannot be read", "Write a number, or a day, month, year or A/B.") for name in wrong))  # fmt: skip


def _wrong(slug: str, message: str, fix: str) -> DetenteError:
    return DetenteError(Problem("", 0, slug, message, fix))
