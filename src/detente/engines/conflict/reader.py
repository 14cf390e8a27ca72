"""From plain data (MODEL.json) to a :class:`Model`, with every problem found on the way, each with its place."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from detente.engines.conflict.checking import Checker, at
from detente.engines.conflict.model import (
    Citation,
    DecisionMaker,
    Model,
    Note,
    Option,
    Outcome,
    Perception,
    Preferences,
    Request,
)
from detente.engines.conflict.reader_preferences import read_preferences
from detente.engines.conflict.reader_request import read_request
from detente.engines.conflict.reader_states import (
    read_arcs,
    read_cube,
    read_forbidden,
    read_listed,
    read_options,
    read_state,
    visible,
)
from detente.engines.conflict.states import States
from detente.kernel.errors import DetenteError
from detente.kernel.fingerprints import of_data

FORMAT = "detente-conflict/1"
BATCH = "detente-conflict-batch/1"
KEYS = ("format", "id", "title", "origin", "notes", "decision_makers", "option_order", "infeasible", "rules", "forbidden_moves",
        "coalesce", "state_names", "states", "arcs", "status_quo", "outcome", "strict_dating", "perceptions", "solve")  # fmt: skip
_DM_KEYS = ("id", "title", "kind", "options", "preferences", "note")
_INDIFFERENT = {"indifferent": True}


def read_model(data: Any, file: str = "", prefix: str = "") -> Model:
    """The model of plain data. Raises DetenteError with all problems; ``prefix`` begins every place (in a batch)."""
    check = Checker(file, prefix)
    model = _model(check, data)
    if check.problems or model is None:
        raise DetenteError(*check.problems)
    return model


def _model(check: Checker, data: Any) -> Model | None:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        given = data.get("format") if isinstance(data, dict) else None
        check.add("format", "conflict-file", f"unknown format {given!r}", f'Write "format": "{FORMAT}".')
        return None
    try:
        fingerprint = of_data(data)
    except (UnicodeEncodeError, RecursionError, TypeError):
        check.add(
            "", "conflict-file", "a text holds half a character, or data stand too deep to be read", "Write plain JSON."
        )
        return None
    check.mapping(data, "", KEYS, ("id", "decision_makers"))
    name = check.text(data["id"], "id") if "id" in data else None
    listed = "states" in data or "arcs" in data
    plain, dms = _decision_makers(check, data)
    options = _order(check, data, [option.id for dm in dms for option in dm.options])
    states = read_listed(check, data, options) if listed else read_cube(check, data, options)
    dms = tuple(_with_preferences(check, each, dm, states, options) for each, dm in zip(plain, dms, strict=True))
    arcs = read_arcs(check, data.get("arcs"), states, dms) if listed and states is not None else None
    forbidden = () if listed else read_forbidden(check, data.get("forbidden_moves"), states, options, dms)
    status_quo = (
        read_state(check, data["status_quo"], "status_quo", states)
        if "status_quo" in data and states is not None
        else None
    )
    outcome = _outcome(check, data, states)
    perceptions = tuple(_perceptions(check, data, states, options, dms))
    request = read_request(check, data["solve"], states, dms) if "solve" in data else Request()
    strict = check.truth(data["strict_dating"], "strict_dating") if "strict_dating" in data else False
    notes = (*_uncited(dms), *_hindsight(check, dms, outcome, strict), *_unknown_ignored(dms, request))
    if check.problems or states is None or name is None:
        return None
    return Model(name, dms, states, str(data.get("title") or ""), forbidden, arcs, status_quo, outcome, perceptions,
                 request, notes, fingerprint, data)  # fmt: skip


# --- decision makers --------------------------------------------------------------------------------------------------


def _decision_makers(check: Checker, data: dict[str, Any]) -> tuple[list[dict[str, Any]], tuple[DecisionMaker, ...]]:
    """The decision makers without their preferences, and the plain data of each."""
    plain, found, seen, options = [], [], set(), set[str]()
    entries = check.items(data.get("decision_makers"), "decision_makers")
    if "decision_makers" in data and not entries:
        check.add("decision_makers", "conflict-value", "there is no decision maker", "Name at least one.")
    for number, each in enumerate(entries):
        where = at("decision_makers", each, number)
        one = check.mapping(each, where, _DM_KEYS, ("id",))
        name = check.text(one["id"], f"{where}.id") if "id" in one else None
        if name is None:
            continue
        where = f"decision_makers.{name}"
        if name in seen:
            check.add(
                where, "conflict-duplicate", f"the decision maker {name!r} stands twice", "Rename one of the two."
            )
            continue
        seen.add(name)
        kind = check.word(one.get("kind", "actor"), f"{where}.kind", ("actor", "nature"), "kind") or "actor"
        own = read_options(check, one.get("options"), where, options)
        found.append(
            DecisionMaker(
                name,
                str(one.get("title") or ""),
                kind == "nature",
                own,
                Preferences("indifferent", np.zeros(0, np.int64)),
            )
        )
        plain.append(one)
    return plain, tuple(found)


def _with_preferences(check: Checker, plain: dict[str, Any], dm: DecisionMaker, states: States | None, options: list[str]) -> DecisionMaker:  # fmt: skip
    where = f"decision_makers.{dm.id}.preferences"
    stated = "preferences" in plain
    if not stated and not dm.nature:
        check.add(where, "conflict-preferences", f"the actor {dm.id!r} has no preferences", "")
        return dm
    block = read_preferences(check, plain.get("preferences", _INDIFFERENT), where, states, options)
    return dm if block is None else replace(dm, preferences=block, stated=stated)


def _order(check: Checker, data: dict[str, Any], declared: list[str]) -> list[str]:
    """The options in bit order: as declared, or as ``option_order`` says."""
    if "option_order" not in data:
        return declared
    order = check.items(data["option_order"], "option_order")
    known = [each for each in order if check.known(each, "option_order", declared, "option") is not None]
    if len(set(known)) < len(known):
        check.add("option_order", "conflict-duplicate", "an option stands twice", "Name every option exactly once.")
    lacking = [each for each in declared if each not in known]
    if lacking:
        check.add(
            "option_order",
            "conflict-value",
            f"option_order lacks {', '.join(lacking)}",
            "Name every option exactly once.",
        )
    return list(dict.fromkeys([*known, *lacking]))


# --- what happened, and how it is seen --------------------------------------------------------------------------------


def _outcome(check: Checker, data: dict[str, Any], states: States | None) -> Outcome | None:
    if "outcome" not in data:
        return None
    plain = check.mapping(data["outcome"], "outcome", ("state", "date"), ("date",))
    day = check.day(plain["date"], "outcome.date") if "date" in plain else ""
    state = (
        read_state(check, plain["state"], "outcome.state", states) if "state" in plain and states is not None else None
    )
    return Outcome(state, day)


def _perceptions(check: Checker, data: dict[str, Any], states: States | None, options: list[str], dms: tuple[DecisionMaker, ...]) -> Iterator[Perception]:  # fmt: skip
    ids = [dm.id for dm in dms]
    for name, value in check.pairs(data.get("perceptions"), "perceptions", ids).items():
        where = f"perceptions.{name}"
        i = check.known(name, where, ids, "decision maker")
        plain = check.mapping(value, where, ("infeasible", "preferences"))
        seen = visible(check, plain.get("infeasible"), f"{where}.infeasible", states, options)
        believed = []
        for other, block in check.pairs(plain.get("preferences"), f"{where}.preferences", ids).items():
            place = f"{where}.preferences.{other}"
            j = check.known(other, place, ids, "decision maker")
            if j is not None and j == i:
                check.add(
                    place, "conflict-value", f"{name!r} knows its own preferences", "Name another decision maker."
                )
            found = read_preferences(check, block, place, states, options)
            if found is not None and j is not None:
                believed.append((j, found))
        if i is not None and seen is not None:
            yield Perception(i, seen, tuple(believed))


# --- warnings ---------------------------------------------------------------------------------------------------------


def _uncited(dms: tuple[DecisionMaker, ...]) -> Iterator[Note]:
    said = "no passage is cited"
    for dm in dms:
        block = dm.preferences
        if block.kind == "statements":
            yield from (Note("uncited", f"{dm.id}/{each.id}", said) for each in block.statements if not each.cite)
        elif dm.stated and not block.cite:
            yield Note("uncited", dm.id, said)


def _cited(dms: tuple[DecisionMaker, ...]) -> Iterator[tuple[str, str, tuple[Citation, ...]]]:
    """(where, place, citations) of everything that cites."""
    for dm in dms:
        yield dm.id, f"decision_makers.{dm.id}.preferences", dm.preferences.cite
        for each in dm.preferences.statements:
            yield f"{dm.id}/{each.id}", f"decision_makers.{dm.id}.preferences.statements.{each.id}", each.cite
        option: Option
        for option in dm.options:
            yield f"{dm.id}/{option.id}", f"decision_makers.{dm.id}.options.{option.id}", option.cite


def _hindsight(check: Checker, dms: tuple[DecisionMaker, ...], outcome: Outcome | None, strict: bool) -> Iterator[Note]:
    if outcome is None or not outcome.date:
        return
    for where, place, cites in _cited(dms):
        late = [each for each in cites if each.date >= outcome.date]
        if late and strict:
            check.add(
                place,
                "conflict-hindsight",
                f"{late[0].passage} of {late[0].date} is not older than the outcome of {outcome.date}",
            )
        if late:
            yield Note("hindsight", where, f"{late[0].passage} is of {late[0].date}, the outcome of {outcome.date}")


def _unknown_ignored(dms: tuple[DecisionMaker, ...], request: Request) -> Iterator[Note]:
    if not request.attitudes:
        yield from (Note("unknown_ignored", dm.id, "unknown pairs are taken as ranked; ask for attitudes")
                    for dm in dms if dm.preferences.unknown)  # fmt: skip
