"""Applying a scenario: its changes, in order, to a dossier in memory."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from detente.dossier import layout, rules
from detente.dossier.dossier import Dossier
from detente.dossier.scenario import Change, Scenario
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.ids import nearest


def apply(dossier: Dossier, scenario: Scenario) -> Dossier:
    """The dossier under the scenario; the one given is untouched.

    Raises DetenteError with every fault: a record or field that does not exist, a value that the record refuses, a
    reference that leads nowhere afterwards.
    """
    problems: list[Problem] = []
    for place, change in enumerate(scenario.changes, 1):
        try:
            dossier = _apply_one(dossier, change)
        except DetenteError as error:
            problems += [replace(p, message=f"{scenario.id}, change {place}: {p.message}") for p in error.problems]
    problems += [Problem("", 0, f.slug, f"{scenario.id}: {f.message}", f.fix) for f in rules.check(dossier, {})]
    if problems:
        raise DetenteError(*problems)
    return dossier


def _apply_one(dossier: Dossier, change: Change) -> Dossier:
    collections = dict(dossier.collections())
    if change.record not in collections:
        raise fail("scenario-change", f"there are no records called {change.record!r}",
                   f"Use one of {', '.join(collections)}.")  # fmt: skip
    records = dict(collections[change.record])
    if change.add is not None:
        if change.id in records:
            raise fail("scenario-change", f"{change.record} already has {change.id!r}")
        records[change.id] = _kept(change, _validated(change.record, {"id": change.id, **change.add}))
        return _with(dossier, change.record, records)
    if change.id not in records:
        guess = nearest(change.id, records)
        raise fail(
            "scenario-change",
            f"there is no {change.id!r} in {change.record}",
            f"Did you mean {guess!r}?" if guess else "",
        )
    if change.remove:
        del records[change.id]
    else:
        data = records[change.id].model_dump(mode="json", by_alias=True)
        _edit(data, str(change.field).split("."), change)
        records[change.id] = _kept(change, _validated(change.record, data))
    return _with(dossier, change.record, records)


def _kept(change: Change, record: Any) -> Any:
    if record.id != change.id:
        raise fail(
            "scenario-change",
            f"{change.id}: a change cannot give a record another id ({record.id!r})",
            "Leave `id` alone.",
        )
    return record


def _with(dossier: Dossier, kind: str, records: dict[str, Any]) -> Dossier:
    changed: dict[str, Any] = {kind: records}
    return replace(dossier, **changed)


def _edit(data: Any, path: list[str], change: Change) -> None:
    for step in path[:-1]:
        data = data[_key(data, step, change)]
    if change.record in _ENGINES and change.shift is None and isinstance(data, dict) and path[-1] not in data:
        data[path[-1]] = change.set_  # the engine's door says whether it knows the key
        return
    last = _key(data, path[-1], change)
    current = data[last]
    if change.shift is not None:
        if not isinstance(current, dict) or not {"low", "mode", "high"} <= set(current):
            raise fail("scenario-change", f"{change.id}: `{change.field}` is no range, so it cannot be shifted")
        for key in ("low", "mode", "high"):
            current[key] = min(100.0, max(0.0, current[key] + change.shift))
    elif isinstance(current, dict) and isinstance(change.set_, dict):
        current.update(change.set_)
    else:
        data[last] = change.set_


#: Collections whose records are an engine's files: a key that is not written there has the engine's default.
_ENGINES = ("questions", "conflicts", "deals")


def _key(data: Any, step: str, change: Change) -> Any:
    """The key or place that a step of the path names: a key, a place in a list, or the id of a list's element."""
    if isinstance(data, dict) and step in data:
        return step
    if isinstance(data, list):
        if step.isdecimal() and step.isascii() and int(step) < len(data):
            return int(step)
        for place, each in enumerate(data):
            if isinstance(each, dict) and step in (each.get("id"), each.get("issue")):
                return place
    options = ", ".join(map(str, data)) if isinstance(data, dict) else "a place in the list"
    raise fail("scenario-change", f"{change.id}: there is no `{step}` in `{change.field}`", f"Use one of: {options}.")


def _validated(kind: str, data: dict[str, Any]) -> Any:
    if kind == "series":
        from detente.dossier.series import Series

        model: Any = Series
    elif kind == "claims":
        model = layout.claim_model(data) or layout.BY_NAME[kind].model
    else:
        model = layout.BY_NAME[kind].model
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = "; ".join(f"`{'.'.join(map(str, fault['loc']))}`: {fault['msg']}" for fault in error.errors())
        raise fail("scenario-change", f"{data.get('id')}: {faults}", "Give a value that the field allows.") from None
