"""The hypotheses cases of the catalogue: known values beside what the engine says, number by number."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Any

from detente.kernel.errors import fail
from detente.workbench.replication import catalogue_files

Row = dict[str, Any]
ENGINE = "hypotheses"


@dataclass(frozen=True)
class HypothesesCase:
    """One file of the catalogue: a question as plain data, and (path into the result, value, tolerance) of what is known."""

    name: str
    title: str
    citation: str
    question: Mapping[str, Any]
    parts: str
    as_of: date | None
    expected: tuple[tuple[tuple[str | int, ...], Any, float], ...]


def hypotheses_catalogue() -> tuple[HypothesesCase, ...]:
    """All hypotheses cases, by name ``<venue>/<author-year>/<case>``."""
    read = [(name, tomllib.loads(file.read_text("utf-8"))) for name, file in sorted(catalogue_files())]
    return tuple(_case(name, raw) for name, raw in read if raw.get("engine") == ENGINE)


def _case(name: str, raw: Mapping[str, Any]) -> HypothesesCase:
    expected = tuple((tuple(each["path"]), each["value"], each.get("tolerance", 0.0)) for each in raw["expected"])
    day = date.fromisoformat(raw["as_of"]) if "as_of" in raw else None
    return HypothesesCase(name, raw["title"], raw["citation"], raw["question"], raw["parts"], day, expected)


def replicate_hypotheses(name: str | None = None) -> tuple[Row, ...]:
    """Run every case, or those whose name contains ``name``: one row for each known value.

    Columns: case, title, quantity, published, ours, tolerance, within, citation. Raises DetenteError (option-invalid)
    if no case has the name.
    """
    from detente.workbench.hypotheses import solve_question

    every = hypotheses_catalogue()
    cases = [case for case in every if name is None or name in case.name]
    if not cases:
        known = ", ".join(case.name for case in every)
        raise fail("option-invalid", f"the catalogue has no question {name!r}", f"Use one of {known}.")
    rows = []
    for case in cases:
        result = solve_question(case.question, parts=case.parts, as_of=case.as_of)
        for path, value, tolerance in case.expected:
            ours = at(result, path)
            rows.append({"case": case.name, "title": case.title, "quantity": " > ".join(map(str, path)), "published": value, "ours": ours,
                         "tolerance": tolerance, "within": agrees(ours, value, tolerance), "citation": case.citation})  # fmt: skip
    return tuple(rows)


def at(result: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path of keys and places."""
    for step in path:
        result = result[step]
    return result


def agrees(ours: Any, value: Any, tolerance: float) -> bool:
    """True if a number lies within the tolerance, and anything else is the same."""
    if isinstance(value, float) and isinstance(ours, int | float):
        return isclose(ours, value, rel_tol=0, abs_tol=tolerance)
    return bool(ours == value)
