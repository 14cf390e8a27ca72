"""The API: the same answers as the workbench, every function held to its description by schemathesis."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conflict_files import CONFLICT
from deal_files import DEAL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from question_case import ask
from web_cases import csrf_of

from detente import workbench
from detente.web.app import create
from detente.web.settings import Settings

schemathesis = pytest.importorskip("schemathesis")


@pytest.fixture(scope="module")
def schema(small_master: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The API's own description, served from a copy that may be changed."""
    home = tmp_path_factory.mktemp("api")
    shutil.copytree(small_master.folder, home / "small", ignore=shutil.ignore_patterns(".detente.lock"))
    for inner, text in (("deals/fish-salmon.yaml", DEAL), ("conflicts/patrols.yaml", CONFLICT)):
        (home / "small" / inner).parent.mkdir(exist_ok=True)
        (home / "small" / inner).write_text(text, encoding="utf-8")
    ask(SimpleNamespace(folder=home / "small"))
    hosts = ("localhost", "testserver", "127.0.0.1")
    return schemathesis.openapi.from_asgi(
        "/api/openapi.json", create(Settings(str(home / "small"), hosts=hosts, warm=False))
    )


def test_every_function_answers_as_described(schema: Any) -> None:
    """No server error, no status, media type or record that the description does not name; ten requests a function."""
    functions = [found.ok() for found in schema.get_all_operations()]
    assert len(functions) >= 12
    headers = {"x-csrf-token": schema.app.csrf}
    for function in functions:

        @given(case=function.as_strategy(), there=st.booleans())
        @settings(
            max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
        )
        def holds(case: Any, there: bool) -> None:
            if there:  # ids that are there: random ones lead to 404 alone
                case.path_parameters = {
                    name: THERE.get(name, value) for name, value in (case.path_parameters or {}).items()
                }
            case.call_and_validate(headers=headers, excluded_checks=_NOT_OURS)

        holds()


#: Ids of the small dossier.
THERE = {
    "issue": "fishing-rights",
    "deal": "fish-salmon",
    "conflict": "patrols",
    "state": "3",
    "which": "early-thaw",
    "claim": "g-closure",
}

#: Strictness about requests that the description calls wrong in ways that HTTP lets pass: unknown query keys, and the like.
_NOT_OURS = [
    check
    for name in ("positive_data_acceptance", "negative_data_rejection", "unsupported_method", "missing_required_header")
    if (check := getattr(schemathesis.checks, name, None)) is not None
]


def test_a_what_if_answers_as_the_workbench_does_and_writes_nothing(client: Any, small: Any) -> None:
    before = small.bytes()
    shift = {"position": "norvia.fishing-rights.closure", "field": "position", "by": 30}
    answer = client.post(
        "/api/issues/fishing-rights/what-if?period=closure",
        json={"shifts": [shift], "draws": 500},
        headers={"x-csrf-token": csrf_of(client)},
    )
    told = workbench.answer_issue(
        small.folder, "fishing-rights", shifts=[workbench.Shift(**shift)], period="closure", draws=500
    )
    assert answer.json()["quantiles"] == told.quantiles
    assert answer.json()["actors"][0]["position"] == {
        "low": 30,
        "mode": 35,
        "high": 50,
        "claims": ["g-closure"],
        "assumption": None,
    }
    assert small.bytes() == before


def test_a_shift_equals_the_scenario_that_is_saved_from_it(client: Any, small: Any) -> None:
    """What the sliders show is what the scenario gives."""
    shift = {"position": "norvia.fishing-rights.closure", "field": "position", "by": 30}
    token = {"x-csrf-token": csrf_of(client)}
    draft = {"id": "milder", "title": "Norvia is milder", "why": "A new minister.", "shifts": [shift]}
    saved = client.post("/api/scenarios", json=draft, headers=token)
    assert saved.status_code == 201
    assert workbench.check(small.folder) == ()
    asked = workbench.answer_issue(small.folder, "fishing-rights", shifts=[workbench.Shift(**shift)], period="closure")
    under = workbench.answer_issue(small.folder, "fishing-rights", scenario="milder", period="closure")
    assert asked.quantiles == under.quantiles
    assert client.post("/api/scenarios", json=draft, headers=token).status_code == 422
    assert client.delete("/api/scenarios/milder?version=0", headers=token).status_code == 409
    assert client.delete(f"/api/scenarios/milder?version={saved.json()['version']}", headers=token).status_code == 204
    assert client.get("/api/scenarios/milder").status_code == 404


def test_a_shipped_dossier_takes_no_scenario(flagship: Any) -> None:
    draft = {
        "id": "x",
        "title": "x",
        "why": "x",
        "shifts": [{"position": "canada.trade-usmca.biden", "field": "influence", "by": 1}],
    }
    answer = flagship.post("/api/scenarios", json=draft, headers={"x-csrf-token": csrf_of(flagship)})
    assert answer.status_code == 403
    assert answer.json()["problems"][0]["slug"] == "dossier-shipped"


def test_an_error_is_told_as_on_the_command_line(client: Any) -> None:
    answer = client.get("/api/claims/g-closur")
    assert answer.status_code == 404
    assert answer.json()["problems"][0]["fix"] == "Did you mean 'g-closure'?"


def test_the_api_is_described_on_a_page_of_our_own(client: Any) -> None:
    page = client.get("/api").text
    assert "GET /api/issues/{issue}" in page
    assert "cdn" not in page.lower()
    assert "http" not in json.dumps(client.get("/api/openapi.json").json()["paths"])


def test_a_long_run_can_be_asked_about(client: Any) -> None:
    assert client.get("/api/runs/none").status_code == 404


def test_nothing_of_the_machine_is_told(client: Any, small: Path) -> None:
    """No path of the disk in an answer."""
    for path in ("/api/overview", "/api/claims/nobody", "/api/trace/positions/nobody", "/"):
        assert str(small.folder.parent) not in client.get(path).text
