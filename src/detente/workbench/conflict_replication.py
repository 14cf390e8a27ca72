"""The conflict cases of the catalogue: what is published or computed beside what the engine says, cell by cell."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.kernel.errors import fail
from detente.workbench.replication import catalogue_files

Row = dict[str, Any]
ENGINE = "conflict"


@dataclass(frozen=True)
class ConflictCase:
    """One file of the catalogue: a model as plain data, and (quantity, value, status) of what is expected of it.

    A value is a list of ids, or a text of signs in state order. ``status``: published, recalled (known to match the
    literature, not read again) or computed (straight from the definitions).
    """

    name: str
    title: str
    citation: str
    note: str
    model: Mapping[str, Any]
    expected: tuple[tuple[str, Any, str], ...]


def conflict_catalogue() -> tuple[ConflictCase, ...]:
    """All conflict cases, by name ``<venue>/<author-year>/<case>``."""
    found = []
    for name, file in sorted(catalogue_files()):
        raw = tomllib.loads(file.read_text("utf-8"))
        if raw.get("engine") == ENGINE:
            rows = tuple((each["quantity"], each["value"], each["status"]) for each in raw["expected"])
            found.append(ConflictCase(name, raw["title"], raw["citation"], raw.get("note", ""), raw["conflict"], rows))
    return tuple(found)


def replicate_conflicts(name: str | None = None) -> tuple[Row, ...]:
    """Run every case, or those whose name contains ``name``: one row for each quantity.

    Columns: case, title, quantity, published, ours, within, status, citation, note. Raises DetenteError
    (option-invalid) if no case has the name.
    """
    from detente.workbench.conflicts import solve_conflict

    every = conflict_catalogue()
    cases = [case for case in every if name is None or name in case.name]
    if not cases:
        raise fail("option-invalid", f"the catalogue has no conflict {name!r}",
                   f"Use one of {', '.join(case.name for case in every)}.")  # fmt: skip
    rows = []
    for case in cases:
        found = quantities(solve_conflict(dict(case.model)))
        rows += [
            {"case": case.name, "title": case.title, "quantity": quantity, "published": value, "ours": found.get(quantity),
             "within": found.get(quantity) == value, "status": status, "citation": case.citation, "note": case.note}
            for quantity, value, status in case.expected
        ]  # fmt: skip
    return tuple(rows)


def quantities(result: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a result by the names that the catalogue uses.

    ``stable CONCEPT DM`` is a text of 1 and 0 in state order, - where a state is not seen; ``labels DM`` has the first
    letters of the labels; ``sanctions STATE DM`` lists ``to any credible`` with the lengths of the shortest sanctions.
    """
    found: dict[str, Any] = {"states": [each["id"] for each in result["states"]]}
    found |= {f"equilibria {concept}": ids for concept, ids in result["equilibria"].items() if ids is not None}
    found |= _flags("stable", result["stable"])
    found |= {f"labels {dm}": "".join(label[0] for label in row) for dm, row in result["labels"].items()}
    found["attractors"] = [" ".join(each["states"]) for each in result["attractors"]]
    found["attractors reachable"] = [
        each["reachable"] for each in result["attractors"] if each["reachable"] is not None
    ]
    for kind in ("moves", "improvements"):
        distances = result.get("status_quo", {}).get(f"distance_{kind}", {})
        found[f"distance by {kind}"] = [f"{name} {steps}" for name, steps in distances.items()]
    for each in result.get("explanations", []):
        found[f"sanctions {each['state']} {each['dm']}"] = [
            f"{one['to']} {_length(one['any'])} {_length(one['credible'])}" for one in each["improvements"]
        ]
    for attitude, each in result.get("unknown", {}).items():
        found |= {f"unknown {attitude} equilibria {concept}": ids for concept, ids in each["equilibria"].items()}
        found |= _flags(f"unknown {attitude}", each["stable"])
    if "perceived" in result:
        found |= {f"perceived equilibria {concept}": ids for concept, ids in result["perceived"]["equilibria"].items()}
        found |= _flags("perceived", result["perceived"]["stable"])
    found |= {f"warning {each['code']} {each['where']}": True for each in result["warnings"]}
    return found


def _flags(prefix: str, stable: Mapping[str, Any]) -> dict[str, str]:
    return {
        f"{prefix} {concept} {dm}": "".join("-" if flag is None else "01"[flag] for flag in row)
        for concept, by_dm in stable.items() if by_dm is not None
        for dm, row in by_dm.items()
    }  # fmt: skip


def _length(steps: Any) -> str:
    return "none" if steps is None else str(len(steps))
