"""The three coded questions and the dated expectations of the flagship: whole, sourced, and as the explanation page tells them."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente import workbench
from detente.binding.hypotheses import bind
from detente.dossier.claim import Expectation
from detente.dossier.dossier import Dossier
from detente.dossier.forecast import ForecastQuestion
from detente.engines.hypotheses.question import Question
from detente.engines.hypotheses.solve import solve

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "flagship-questions.md"
QUESTIONS = ("general-returned", "migration-cooperation", "recognition")
SCORED = {"recognition": (12, 20), "migration-cooperation": (9, 15), "general-returned": (9, 15)}
#: A year, or a day as people write it, in the words of a criterion.
A_DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b")
VAGUE = re.compile(r"\b(significant|major|substantial|serious|large-scale)\b", re.IGNORECASE)


@cache
def flagship() -> Dossier:
    return workbench.open_dossier("us-mexico")


def body(name: str) -> dict[str, Any]:
    """The question as it stands in the file."""
    data: dict[str, Any] = flagship().questions[name].model_dump(mode="json")
    return data


def items(name: str, *roles: str) -> Iterator[dict[str, Any]]:
    for item in body(name)["evidence"]:
        if item.get("role", "evidence") in (roles or ("evidence", "prior", "explanandum")):
            yield item


def documents(claims: list[str]) -> set[str]:
    return {flagship().claims[claim].source_document for claim in claims}


@cache
def question(name: str) -> Question:
    """What the engine reads."""
    return bind(flagship(), name)[0]


@cache
def result(name: str) -> dict[str, Any]:
    parts = ("posterior", "ranges", "robustness", "leave_one_source_out", "analysts")
    return dict(solve(question(name), parts, draws=2000, seed=0))


def test_the_three_questions_are_there() -> None:
    assert tuple(sorted(flagship().questions)) == QUESTIONS


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_prior_and_every_analyst_has_a_ground(name: str) -> None:
    """Claims or an assumption behind each prior, claims behind each cell, claims and a reason behind each analyst."""
    asked, trace = bind(flagship(), name)
    assert all(trace.cells[row, "prior"].assumption for row in asked.names)
    assert all(trace.cells[item.id, row].claims for item in asked.items for row in asked.names)
    assert all(trace.cells[analyst, "analyst"].claims for analyst in asked.analysts)
    assert {ground.coder for ground in trace.cells.values()} == {"founder"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_guard_fires_but_those_that_are_meant(name: str) -> None:
    """No error, nothing scored that precedes the conduct, nothing ungraded, no row that forbids nothing, priors coherent."""
    codes = {each["code"] for each in result(name)["findings"]}
    assert codes <= {"not_diagnostic", "single_source_key", "rival_readings"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_items_are_facts_with_claims_a_grade_and_a_day(name: str) -> None:
    """Digit 1 only where a second document tells the fact; items of the explanandum bear no likelihoods."""
    scored = list(items(name, "evidence"))
    low, high = SCORED[name]
    assert low <= len(scored) <= high
    for item in items(name):
        told = documents(item["claims"])
        assert told
        assert item["digit"] in (1, 2, 3)
        assert item["digit"] != 1 or len(told) > 1, item["id"]
        assert ("likelihood" in item) == (item["role"] != "explanandum"), item["id"]
        assert date.fromisoformat(item["date"])
    assert any(item.get("observed") is False for item in scored)


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_precedes_the_conduct_is_background(name: str) -> None:
    start = date.fromisoformat(body(name)["window"]["from"])
    assert all(date.fromisoformat(item["date"]) >= start for item in items(name, "evidence"))
    assert all(date.fromisoformat(item["date"]) < start for item in items(name, "prior"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_row_has_a_reason_holders_and_something_that_it_forbids(name: str) -> None:
    """Each scored item has a cell for each row, in words of the scale or in a range; each row makes one item improbable."""
    rows = body(name)["hypotheses"]
    names = [row["id"] for row in rows]
    assert names[-1] == "OTHER"
    assert all(row["assumption"] and row["claims"] and len(row["prior"]) == 3 for row in rows)
    assert sum(row["prior"][1] for row in rows) == pytest.approx(1)
    for item in items(name, "evidence", "prior"):
        assert list(item["likelihood"]) == names
    for place, row in enumerate(names):
        seen = [
            item.likelihood[place].point if item.observed else 1 - item.likelihood[place].point
            for item in question(name).items
            if item.role == "evidence" and item.likelihood is not None
        ]
        assert min(seen) < 0.45, row


@pytest.mark.parametrize("name", QUESTIONS)
def test_reasons_name_rows_and_readings_name_documents(name: str) -> None:
    names = {row["id"] for row in body(name)["hypotheses"]}
    for item in items(name):
        assert set(item.get("why", {})) <= names
        for reading in item.get("readings", ()):
            assert reading["doc"] in flagship().sources
            assert reading["hypothesis"] in names
    assert all(group["why"] for group in body(name)["groups"].values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_outcomes_of_each_candidate_sum_to_one_for_each_row(name: str) -> None:
    names = [row["id"] for row in body(name)["hypotheses"]]
    candidates = body(name)["candidate_observations"]
    assert 2 <= len(candidates) <= 4
    for candidate in candidates:
        for row in names:
            assert sum(chances[row] for chances in candidate["outcomes"].values()) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_analyst_is_a_document_that_speaks_through_its_own_claims(name: str) -> None:
    """As of the upper bound of its bracket; claims all its own; the prior is complete; only facts it could know are re-rated."""
    rows = [row["id"] for row in body(name)["hypotheses"]]
    dated = {item["id"]: date.fromisoformat(item["date"]) for item in items(name, "evidence")}
    for analyst, view in body(name)["analysts"].items():
        bound = flagship().sources[analyst].date.not_after
        assert date.fromisoformat(view["as_of"]) == bound
        assert documents(view["claims"]) == {analyst}
        assert view["note"]
        assert list(view["prior"]) == rows
        assert sum(view["prior"].values()) == pytest.approx(1)
        for item, cells in view.get("likelihood", {}).items():
            assert dated[item] <= bound
            assert set(cells) <= set(rows)


EXPECTATIONS = sorted(flagship().forecasts.values(), key=lambda each: each.id)


@pytest.mark.parametrize("each", EXPECTATIONS, ids=lambda each: each.id)
def test_a_stranger_could_resolve_an_expectation(each: ForecastQuestion) -> None:
    """Actor, act, day and source are named; the outcome came after every forecast and is marked as entered by the coder."""
    assert each.text.endswith("?")
    assert each.text.startswith("Will ")
    assert A_DATE.search(each.resolution_criteria)
    assert "otherwise no" in each.resolution_criteria or "; no if" in each.resolution_criteria
    assert not VAGUE.search(f"{each.text} {each.resolution_criteria}")
    assert each.resolution_sources
    assert each.state == "resolved"
    assert each.resolution in ("yes", "no")
    assert each.actual_resolve is not None
    assert each.open < each.actual_resolve <= each.scheduled_resolve
    assert "not re-fetched" in (each.background or "").lower()
    assert any(isinstance(flagship().claims[claim], Expectation) for claim in each.claims)
    for call in each.forecasts:
        assert each.open <= call.at <= each.close
        assert call.at < each.actual_resolve
        assert isinstance(call.p, float)
        assert 0.05 <= call.p <= 0.95
        assert "the coder's reading" in (call.rationale or "") or "number reads the words" in (call.rationale or "")
        assert set(call.evidence) <= set(each.claims)


def test_every_expectation_is_asked_or_left_out_with_a_reason() -> None:
    asked = {claim for each in EXPECTATIONS for claim in each.claims}
    told = set(re.findall(r"`([a-z]{2,3}-[a-z0-9-]+)`", PAGE.read_text("utf-8")))
    waiting = {name for name, claim in flagship().claims.items() if isinstance(claim, Expectation)} - asked
    assert waiting == told - asked


def prose(name: str) -> str:
    """The page's section on a question, without the printed runs."""
    section = PAGE.read_text("utf-8").partition(f"Question `{name}`")[2].partition("\n## ")[0]
    assert section
    return re.sub(r"```console.*?```", "", section, flags=re.DOTALL)


def table(name: str) -> dict[str, list[str]]:
    """Rows of the page's table of a question: cells by the id in backticks that leads the row."""
    rows = re.findall(r"^\| `([A-Z-]+)` \|(.+)\|$", prose(name), re.MULTILINE)
    return {row: [cell.strip() for cell in cells.split("|")] for row, cells in rows}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_page_gives_the_figures_that_the_engine_gives(name: str) -> None:
    """Prior and posterior to the percent; ends of the shared range within three points (they are drawn)."""
    found = result(name)
    rows = table(name)
    assert list(rows) == found["ranking"]
    for row, cells in rows.items():
        prior, posterior, low, high = (int(each) for each in re.findall(r"\d+", " ".join(cells[-3:])))
        assert prior == round(100 * found["prior"][row])
        assert posterior == max(1, round(100 * found["posterior"][row]))
        assert ("<" in cells[-2]) == (found["posterior"][row] < 0.005)
        shared = found["ranges"]["shared"][row]
        assert abs(low - 100 * shared["q05"]) <= 3
        assert abs(high - 100 * shared["q95"]) <= 3


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_page_names_leaders_without_each_source_and_for_each_author(name: str) -> None:
    """Lines of the form ``without DOCUMENT: ROW`` and ``DOCUMENT's premises: ROW (p %)``, and the common bias in decibans."""
    found = result(name)
    section = " ".join(prose(name).split())
    without = dict(re.findall(r"without `([a-z0-9-]+)`: `([A-Z-]+)`", section))
    assert without == {
        source: removal["leader"]
        for source, removal in found["leave_one_source_out"].items()
        if removal["leader"] != found["ranking"][0]
    }
    views = re.findall(r"premises of `([a-z0-9-]+)`: `([A-Z-]+)` \((\d+) %\)", section)
    assert {source: (row, int(p)) for source, row, p in views} == {
        source: max(((row, round(100 * p)) for row, p in view["posterior"].items()), key=lambda pair: pair[1])
        for source, view in found["analysts"].items()
    }
    bias = re.search(r"common lean of (\d+\.\d+) dB", section)
    assert bias is not None
    assert float(bias.group(1)) == pytest.approx(found["robustness"]["common_bias_db"], abs=0.006)
