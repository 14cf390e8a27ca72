"""The deals of the catalogue: closed forms and worked numbers beside what the engine says, one by one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.kernel.errors import fail
from detente.workbench.replication import catalogue_files

Row = dict[str, Any]
ENGINE = "deals"


@dataclass(frozen=True)
class DealCase:
    """One file of the catalogue: a deal as plain data, and what is expected: dotted path, value, tolerance (numbers only)."""

    name: str
    title: str
    citation: str
    note: str
    deal: Mapping[str, Any]
    expected: tuple[Mapping[str, Any], ...]


def deal_catalogue() -> tuple[DealCase, ...]:
    """All deal cases, by name ``<venue>/<author-year>/<case>``."""
    found = []
    for name, file in sorted(catalogue_files()):
        raw = tomllib.loads(file.read_text("utf-8"))
        if raw.get("engine") == ENGINE:
            found.append(
                DealCase(name, raw["title"], raw["citation"], raw["note"], raw["deal"], tuple(raw["expected"]))
            )
    return tuple(found)


def replicate_deals(name: str | None = None) -> tuple[Row, ...]:
    """Run every case, or those whose name contains ``name``: one row for each quantity.

    Columns: case, title, quantity, published, ours, tolerance, within, citation, note. Raises DetenteError
    (option-invalid) if no case has the name.
    """
    from detente.workbench.deals import solve_deal

    every = deal_catalogue()
    cases = [case for case in every if name is None or name in case.name]
    if not cases:
        raise fail("option-invalid", f"the catalogue has no deal {name!r}", f"Use one of {', '.join(case.name for case in every)}.")  # fmt: skip
    rows = []
    for case in cases:
        result = solve_deal(dict(case.deal), case.name)
        for each in case.expected:
            ours = _at(result, each["quantity"])
            rows.append({
                "case": case.name, "title": case.title, "quantity": each["quantity"], "published": each["value"], "ours": ours,
                "tolerance": each.get("tolerance"), "within": _within(ours, each["value"], each.get("tolerance")),
                "citation": case.citation, "note": case.note,
            })  # fmt: skip
    return tuple(rows)


def _at(data: Any, path: str) -> Any:
    """The value at a dotted path; positions of lists are numbers."""
    for step in path.split("."):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def _within(ours: Any, wanted: Any, tolerance: float | None) -> bool:
    if tolerance is None or not isinstance(ours, int | float):
        return bool(ours == wanted)
    return abs(ours - wanted) <= tolerance
