"""The ledger page: where questions stand, calls beside model and null, outcomes entered and withdrawn, hindsight marked."""

from collections.abc import Callable
from typing import Any

import pytest
from web_cases import csrf_of

from detente import workbench
from detente.store.emit import emit

HERE = "/ledger/third-closure"
OPEN: list[dict[str, Any]] = [
    {"id": "third-closure", "text": "Will Norvia close the waters <b>once more</b>?", "resolution_criteria": "A decree in the gazette.", "open": "2026-01-01",
     "close": "2099-01-01", "scheduled_resolve": "2099-02-01", "claims": ["g-closure"], "base_rate": {"p": 0.2, "reference_class": "closures a year", "n": 10}},
    {"id": "late-answer", "text": "Will the count be published?", "resolution_criteria": "It is printed.", "open": "2020-06-01", "close": "2021-06-30",
     "scheduled_resolve": "2021-07-31", "model": {"question": "why-closed", "outcome": "STOCK"}},
    {"id": "which", "text": "Who counts first?", "type": "multiple", "options": ["norvia", "sudland"], "resolution_criteria": "The first to print a number.",
     "open": "2026-01-01", "close": "2099-01-01", "scheduled_resolve": "2099-02-01"},
]  # fmt: skip


@pytest.fixture
def told(client: Any, small: Any) -> Any:
    """A client of the small dossier with an open, a due and a multiple-choice question."""
    small.write("forecasts/open.yaml", emit({"forecasts": OPEN}))
    return client


def _post(client: Any, path: str, **fields: str) -> Any:
    version = client.get(HERE).text.split('name="version" value="')[1].split('"', maxsplit=1)[0]
    return client.post(path, data={"csrf": csrf_of(client), "version": version, **fields})


def test_questions_stand_by_what_is_to_be_done_with_them(told: Any) -> None:
    page = told.get("/ledger").text
    assert page.index("Due: the day has passed") < page.index("Open for calls") < page.index("Resolved <span")
    assert "once more&lt;/b&gt;" in page
    assert "of 2 calls 2 have no proof" in page
    assert "1 of the 100 resolved questions" in page
    assert "0.010" in page


def test_as_of_a_day_outcomes_that_were_not_known_are_open(told: Any) -> None:
    page = told.get("/ledger?as_of=2021-05-01").text
    assert "Open for calls" in page
    assert "Resolved <span" not in page
    assert "hindsight" in page


def test_a_question_tells_how_it_is_settled_and_what_stands_beside_the_calls(told: Any) -> None:
    page = told.get(HERE).text
    assert "A decree in the gazette." in page
    assert "closures a year, 10 cases" in page
    assert "/trace?claims=g-closure" in page
    assert "why-closed" not in told.get("/ledger/late-answer").text.split("<main")[1]


def test_the_model_beside_the_calls_is_the_posterior_of_the_question_it_names(told: Any, small: Any) -> None:
    from question_case import ask

    ask(small)
    found = next(each for each in workbench.scoreboard(small.folder).questions if each.id == "late-answer")
    assert found.model.p == pytest.approx(workbench.answer_question(small.folder, "why-closed").base["STOCK"])
    assert "why-closed: STOCK" in told.get("/ledger/late-answer").text


def test_a_call_is_chained_and_shown_as_on_record_before(told: Any, small: Any) -> None:
    answer = _post(told, f"{HERE}/call", p="35", by="Ana <i>Ruiz</i>", rationale="The fish are back.")
    assert answer.status_code == 303
    page = told.get(answer.headers["location"]).text
    assert "entered and chained" in page
    assert "on record before" in page
    assert "<i>Ruiz" not in page
    entries, problems = workbench.ledger(small.folder)
    assert (entries[0].p, entries[0].by, problems) == (0.35, "Ana <i>Ruiz</i>", ())
    assert "The fish are back." in told.get(f"{HERE}/calls/1").text


def test_an_outcome_is_entered_and_withdrawn_again_and_both_stay_on_record(told: Any, small: Any) -> None:
    _post(told, f"{HERE}/call", p="35", by="Ana")
    answer = _post(told, f"{HERE}/resolve", outcome="no", by="Ana", source="The gazette")
    page = told.get(answer.headers["location"]).text
    assert "Resolved: no" in page
    assert "0.122" in page
    assert _post(told, f"{HERE}/withdraw", by="Ana").status_code == 303
    assert "Open <" not in told.get(HERE).text
    assert [each.kind for each in workbench.ledger(small.folder)[0]] == ["call", "outcome", "withdraw"]
    found = next(each for each in workbench.scoreboard(small.folder).questions if each.id == "third-closure")
    assert (found.status, found.outcome, found.in_ledger) == ("open", "", False)
    assert workbench.check(small.folder) == ()
    assert _post(told, f"{HERE}/withdraw", by="Ana").status_code == 422


def test_an_outcome_of_the_files_comes_back_when_the_ledgers_is_withdrawn(told: Any, small: Any) -> None:
    workbench.record_outcome(small.folder, "second-closure", "yes", by="Ana")
    assert _of(small, "second-closure").outcome == "yes"
    workbench.withdraw_outcome(small.folder, "second-closure", by="Ana")
    assert _of(small, "second-closure").outcome == "no"


def _of(small: Any, name: str) -> Any:
    return next(each for each in workbench.scoreboard(small.folder).questions if each.id == name)


def test_a_call_entered_after_the_outcome_is_marked(told: Any, small: Any) -> None:
    workbench.record_call(small.folder, "late-answer", 0.9, by="Ana", at=_day("2021-06-01"))
    workbench.record_outcome(small.folder, "late-answer", "yes", by="Ana", at=_day("2021-07-01"))
    assert _of(small, "late-answer").calls[0].proof == "after"
    assert "entered afterwards" in told.get("/ledger").text


def _day(text: str) -> Any:
    from detente.kernel.dates import parse_day

    return parse_day(text)


def test_options_are_called_one_by_one(told: Any, small: Any) -> None:
    form = {"p.norvia": "70", "p.sudland": "30", "by": "Ana"}
    assert _post(told, "/ledger/which/call", **form).status_code == 303
    assert workbench.ledger(small.folder)[0][0].p == {"norvia": 0.7, "sudland": 0.3}
    assert "the options add up to 120 %" in _post(told, "/ledger/which/call", **{**form, "p.norvia": "90"}).text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("call", {"p": "x", "by": "Ana"}), ("call", {"p": "140", "by": "Ana"}), ("call", {"p": "nan", "by": "Ana"}), ("call", {"p": "40", "by": " "}),
        ("call", {"p": "40", "by": "Ana", "at": "2099-01-01"}), ("call", {"p": "40", "by": "Ana", "at": "soon"}),
        ("resolve", {"outcome": "", "by": "Ana"}), ("resolve", {"outcome": "perhaps", "by": "Ana"}),
    ],
)  # fmt: skip
def test_what_cannot_be_entered_comes_back_and_nothing_is_written(told: Any, small: Any, path: str, fields: dict[str, str]) -> None:  # fmt: skip
    before = small.bytes()
    answer = _post(told, f"{HERE}/{path}", **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert small.bytes() == before


def test_two_tabs_do_not_settle_a_question_twice(told: Any, small: Any) -> None:
    form = {"csrf": csrf_of(told), "version": "", "by": "Ana", "outcome": "no"}
    assert told.post(f"{HERE}/resolve", data=form).status_code == 303
    assert told.post(f"{HERE}/resolve", data={**form, "outcome": "yes"}).status_code == 409
    assert len(workbench.ledger(small.folder)[0]) == 1


def test_a_shipped_dossier_takes_no_entry(flagship: Any) -> None:
    form = {"csrf": csrf_of(flagship), "version": "", "by": "Ana", "outcome": "no"}
    assert flagship.post("/ledger/no-recall-of-ambassadors/resolve", data=form).status_code == 403
    assert flagship.get("/ledger/nothing").status_code == 404


def test_the_api_adds_to_the_same_ledger(told: Any, small: Any) -> None:
    head = {"x-csrf-token": csrf_of(told)}
    first = told.post("/api/ledger/third-closure/calls", json={"p": 0.4, "by": "Bo", "head": ""}, headers=head)
    assert first.status_code == 201
    stale = told.post("/api/ledger/third-closure/outcome", json={"outcome": "no", "by": "Bo", "head": ""}, headers=head)
    assert stale.status_code == 409
    assert told.get("/api/ledger").json()["head"] == first.json()["hash"]


def test_the_command_line_withdraws_too(told: Any, small: Any, run: Callable[..., Any]) -> None:
    workbench.record_outcome(small.folder, "third-closure", "no", by="Ana")
    assert run("judgement", "withdraw", small.folder, "third-closure", "--by", "Ana").code == 0
    assert _of(small, "third-closure").outcome == ""


def test_the_ledger_is_read_and_a_call_opened(walk: Callable[..., Any], accessible: Callable[[Any], None]) -> None:
    w = walk()
    page = w.open("/ledger")
    page.locator(".calls a").first.click()
    page.wait_for_selector("#panel .claim")
    accessible(page)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator(".asked-table th a").first.click()
    page.locator("#stands").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    w.clean()
