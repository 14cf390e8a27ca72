"""The conflicts that ship, solved: feasible ends, and the table of the page on them is what the engine says."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente import workbench
from detente.dossier.dossier import Dossier
from detente.workbench.conflicts import solve_conflict, stand

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "flagship-conflicts.md"
ROW = re.compile(r"\| `([a-z-]+)` \| (?:`base`: [^|]+|`([a-z-]+)`) \| (Nash|SEQ|SMR|GMR|none) \| (yes|no) \|")
STRICTEST_FIRST = ("nash", "seq", "smr", "gmr")
MODEL_KEYS = {"format", "id", "title", "decision_makers", "infeasible", "rules", "status_quo"}

with_page = pytest.mark.skipif(not PAGE.is_file(), reason="the pages are not part of an installed package")


@pytest.fixture(scope="module")
def flagship() -> Dossier:
    return workbench.open_dossier("us-mexico")


def plain(conflict: Any, profile: str) -> dict[str, Any]:
    """The model of a file under a profile ('' is the first reading), without what only the dossier knows."""
    body = {"id": conflict.id, "title": conflict.title, "format": conflict.format, **conflict.body()}
    replaced = next((each["preferences"] for each in body["profiles"] if each["id"] == profile), {})
    outcome = {key: body["outcome"][key] for key in ("state", "date")}
    model = {key: value for key, value in body.items() if key in MODEL_KEYS} | {"outcome": outcome}
    model["decision_makers"] = [
        {**maker, "preferences": _bare(replaced.get(maker["id"], maker["preferences"]))}
        for maker in body["decision_makers"]
    ]
    return model


def _bare(block: dict[str, Any]) -> dict[str, Any]:
    if "statements" not in block:
        return block
    return {"statements": [{key: each[key] for key in ("id", "holds")} for each in block["statements"]]}


@pytest.fixture(scope="module")
def solved(flagship: Dossier) -> dict[tuple[str, str], dict[str, Any]]:
    """The result of every conflict under every reading; reading it refuses an infeasible status quo or outcome."""
    return {
        (name, profile): solve_conflict(plain(conflict, profile))
        for name, conflict in flagship.conflicts.items()
        for profile in ("", *(each["id"] for each in conflict.body()["profiles"]))
    }


def verdict(result: dict[str, Any], outcome: str) -> tuple[str, str]:
    """The strictest concept under which the outcome is an equilibrium, and whether improvements lead there."""
    stable = next((c for c in STRICTEST_FIRST if outcome in result["equilibria"][c]), None)
    name = {None: "none", "nash": "Nash"}.get(stable, str(stable).upper())
    return name, "yes" if outcome in result["status_quo"]["distance_improvements"] else "no"


@with_page
def test_the_page_says_what_the_engine_says(flagship: Dossier, solved: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Each row of the table, and a row for each reading of each conflict."""
    rows = {(row[1], row[2] or ""): (row[3], row[4]) for row in ROW.finditer(PAGE.read_text("utf-8"))}
    found = {
        key: verdict(result, flagship.conflicts[key[0]].body()["outcome"]["state"]) for key, result in solved.items()
    }
    assert rows == found


def test_moves_lead_from_every_status_quo_to_its_outcome(
    flagship: Dossier, solved: dict[tuple[str, str], dict[str, Any]]
) -> None:
    """Whoever wants it or not: the model can say what happened."""
    for (name, profile), result in solved.items():
        outcome = flagship.conflicts[name].body()["outcome"]["state"]
        assert result["status_quo"]["distance_moves"].get(outcome, 0) > 0, (name, profile)


def test_some_reading_of_some_conflict_is_contradicted(
    flagship: Dossier, solved: dict[tuple[str, str], dict[str, Any]]
) -> None:
    """Models under which the outcome is always stable would say nothing."""
    contradicted = {
        key[0]
        for key, result in solved.items()
        if verdict(result, flagship.conflicts[key[0]].body()["outcome"]["state"])[0] == "none"
    }
    assert contradicted == {"general-aftermath", "mpp", "root-causes"}


def test_statements_that_an_as_of_view_leaves_without_claims_are_called_assumptions():
    """They stay in force, so that the account must say so; and what tells of the outcome's own days is named."""
    (before,) = stand("us-mexico", "mpp", "reluctant-mexico", as_known_on=date(2021, 6, 1), draws=20)
    told = [each["text"] for each in before.sentences if each["assumption"]]
    assert any("Nothing known by the as-of date supports willing-partner" in each for each in told)
    (after,) = stand("us-mexico", "tariff-threat", "base", draws=20)
    assert any("on nothing else rest asylum-outside of Donald Trump" in each["text"] for each in after.sentences)
    assert {"dm": "trump", "statement": "punish-refusal"} in after.numbers["dating"]["only_late"]
