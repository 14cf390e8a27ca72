"""The crisis games of the catalogue: what is published or computed beside what the engine says."""

import tomllib
from typing import Any

from detente.kernel.errors import fail
from detente.workbench.replication import catalogue_files

Row = dict[str, Any]
ENGINE = "crisis"


def replicate_games(name: str | None = None) -> tuple[Row, ...]:
    """Run every game of the catalogue, or those whose name contains ``name``: one row for each quantity.

    Columns: case, title, quantity, expected, ours, tolerance, within, status (published or computed), citation, note.
    Raises DetenteError (option-invalid) if no case has the name.
    """
    from detente.workbench.crisis import solve_game

    every = [(case, tomllib.loads(file.read_text("utf-8"))) for case, file in sorted(catalogue_files())]
    games = [(case, raw) for case, raw in every if raw.get("engine") == ENGINE]
    chosen = [(case, raw) for case, raw in games if name is None or name in case]
    if not chosen:
        raise fail("option-invalid", f"the catalogue has no game {name!r}", f"Use one of {', '.join(case for case, _ in games)}.")  # fmt: skip
    rows = []
    for case, raw in chosen:
        result = solve_game(raw["game"])["games"][0]
        for each in raw["expected"]:
            ours = _at(result, each["quantity"])
            within = (
                ours == each["value"]
                if isinstance(each["value"], bool)
                else abs(ours - each["value"]) <= each["tolerance"]
            )
            rows.append({"case": case, "title": raw["title"], "quantity": each["quantity"], "expected": each["value"], "ours": ours,
                         "tolerance": each["tolerance"], "within": within, "status": each["status"], "citation": raw["citation"],
                         "note": raw.get("note", "")})  # fmt: skip
    return tuple(rows)


def _at(result: Any, path: str) -> Any:
    """The value at a dotted path; list positions are numbers."""
    for step in path.split("."):
        result = result[int(step)] if isinstance(result, list) else result[step]
    return result
