"""The explanations page: the verdict, judgements with their ground, sources switched off, analysts compared, blind ratings."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from question_case import ask
from web_cases import csrf_of

from detente import workbench

HERE = "/explanations/why-closed"


@pytest.fixture
def asked(client: Any, small: Any) -> Any:
    """A client of the small dossier with a question in it."""
    ask(small)
    return client


def test_the_page_answers_says_who_says_so_and_what_would_change_it(asked: Any, small: Any) -> None:
    page = asked.get(HERE).text
    told = workbench.answer_question(small.folder, "why-closed")
    assert told.leader == "STOCK"
    assert "<strong>The stock: the fish were fewer by a third.</strong>" in page
    assert "Gazette 2020: votes" in page
    assert "Review 2021: the stock" in page
    assert "What do the cabinet papers give as the reason?" in page
    assert "/trace?claims=g-motive" in page
    assert "<b>one</b>" not in page


def test_every_cell_opens_its_ground_and_every_fact_its_claims(asked: Any) -> None:
    page = asked.get(HERE).text
    cells = re.findall(rf'href="({HERE}/cells/[^"]+)"', page)
    assert len(cells) == 3 * 4 + 3
    for each in dict.fromkeys(cells):
        assert asked.get(each).status_code == 200
    ground = asked.get(f"{HERE}/cells/E1/STOCK", headers={"x-panel": "1"}).text
    assert "very likely" in ground
    assert "Fish &lt;i&gt;take&lt;/i&gt; their time." in ground
    assert "/trace?claims=g-closure" in ground
    assert "not seen" in asked.get(f"{HERE}/facts/E4").text
    assert "The autumn was near." in asked.get(f"{HERE}/cells/prior/VOTES").text
    assert "Speaks against it" in asked.get(f"{HERE}/rows/VOTES").text


def test_a_source_switched_off_takes_its_facts_along_and_writes_nothing(asked: Any, small: Any) -> None:
    before = small.bytes()
    page = asked.get(f"{HERE}/answer?without=review-2021", headers={"x-panel": "1"}).text
    told = workbench.answer_question(small.folder, "why-closed", without=["review-2021"])
    assert [each.id for each in told.evidence if each.dropped] == ["E3", "E4"]
    assert told.base["STOCK"] > told.explanations[0].posterior
    assert page.count('class="gone"') == 2
    assert "Without Review 2021" in page
    assert small.bytes() == before


def test_all_sources_off_leaves_the_prior(asked: Any, small: Any) -> None:
    told = workbench.answer_question(small.folder, "why-closed", without=["review-2021", "gazette-2020"])
    assert {each.id: round(each.posterior, 6) for each in told.explanations} == {
        "STOCK": 0.4,
        "VOTES": 0.4,
        "OTHER": 0.2,
    }
    assert asked.get(f"{HERE}/answer?without=review-2021&without=gazette-2020").status_code == 200


def test_without_one_source_agrees_with_the_audit_of_the_command_line(small: Any) -> None:
    """On the flagship, for every source of two questions."""
    for question in ("recognition", "general-returned"):
        audit = workbench.weigh("us-mexico", question, draws=50).result["leave_one_source_out"]
        for source, each in audit.items():
            told = workbench.answer_question("us-mexico", question, without=[source])
            assert {row.id: row.posterior for row in told.explanations} == pytest.approx(each["posterior"])


def test_a_bridge_adds_up_and_turns_its_sign_with_its_ends(asked: Any, small: Any) -> None:
    there = workbench.bridge_between(small.folder, "why-closed", "gazette-2020", "review-2021")
    back = workbench.bridge_between(small.folder, "why-closed", "review-2021", "gazette-2020")
    assert sum(each.decibans for each in there.parts) == pytest.approx(there.decibans, abs=0.02)
    assert (there.first_holds, there.second_holds) == (back.second_holds, back.first_holds)
    assert there.pair == back.pair[::-1]
    assert there.decibans == pytest.approx(back.decibans)
    page = asked.get(f"{HERE}/bridge?first=gazette-2020&second=review-2021").text
    assert "What separates them, in odds of" in page
    assert "Choose two different" in asked.get(f"{HERE}/bridge?first=table&second=table").text


def test_the_bridge_to_the_table_is_that_of_the_audit() -> None:
    audit = workbench.weigh("us-mexico", "recognition", draws=50).result
    told = workbench.bridge_between("us-mexico", "recognition", "table", "sarukhan-2022")
    assert told.decibans == pytest.approx(audit["disagreement"]["sarukhan-2022"]["total_db"])
    assert told.second_p == pytest.approx(max(audit["analysts"]["sarukhan-2022"]["posterior"].values()))


@pytest.mark.parametrize(
    "path",
    ["/explanations/why-close", f"{HERE}/answer?without=nobody", f"{HERE}/cells/E1/NOBODY", f"{HERE}/facts/E9", f"{HERE}/rows/X",
     f"{HERE}/bridge?first=nobody&second=table", f"{HERE}/rate?analyst=Nobody"],
)  # fmt: skip
def test_what_is_not_there_is_told(asked: Any, path: str) -> None:
    answer = asked.get(path)
    assert answer.status_code == 404
    assert "This did not work" in answer.text


def test_as_known_on_a_day_only_what_was_known_counts(asked: Any) -> None:
    page = asked.get(f"{HERE}?as_of=2020-06-01").text
    assert "herring were counted" not in page
    assert "Review 2021: the stock" not in page
    assert "Nothing was known yet" in asked.get("/explanations/table?as_of=2020-01-01").text


# --- blind ratings


def _begin(asked: Any, analyst: str = "Ana Ruiz") -> Any:
    return asked.post(f"{HERE}/rate", data={"csrf": csrf_of(asked), "analyst": analyst})


def _version(page: str) -> str:
    return page.split('name="version" value="')[1].split('"', maxsplit=1)[0]


def _column(asked: Any, version: str, step: str, **cells: str) -> Any:
    form = {"csrf": csrf_of(asked), "analyst": "Ana Ruiz", "step": step, "version": version, **cells}
    return asked.post(f"{HERE}/rate/column", data=form)


def test_a_blind_round_shows_nobody_elses_numbers_and_joins_the_analysts_when_closed(asked: Any, small: Any) -> None:
    start = asked.get(f"{HERE}/rate").text
    went = _begin(asked)
    assert went.status_code == 303
    here = went.headers["location"]
    first = asked.get(here).text
    for page in (start, first):
        assert "posterior" not in page
        assert "40 %" not in page
        assert "Review 2021: the stock" not in page
    numbers = {f"number.{name}": value for name, value in (("VOTES", "30"), ("STOCK", "50"), ("OTHER", "20"))}
    assert _column(asked, _version(first), "prior", **numbers).status_code == 303
    for _ in range(4):
        page = asked.get(here).text
        step = page.split('name="step" value="')[1].split('"', maxsplit=1)[0]
        words = {"word.VOTES": "likely", "word.STOCK": "unlikely", "number.OTHER": ".4-.6", "why.VOTES": "Seen before."}
        assert _column(asked, _version(page), step, **words).status_code == 303
    assert workbench.answer_question(small.folder, "why-closed").analysts[-1].id == "review-2021"
    page = asked.get(here).text
    assert "Every column is rated" in page
    closed = asked.post(f"{HERE}/rate/close", data={"csrf": csrf_of(asked), "analyst": "Ana Ruiz", "version": _version(page)})  # fmt: skip
    assert closed.status_code == 303
    assert "Ana Ruiz" in asked.get(closed.headers["location"]).text
    assert workbench.answer_question(small.folder, "why-closed").analysts[-1].id == "Ana Ruiz"
    assert "Ana Ruiz: votes" in asked.get(HERE).text
    assert workbench.check(small.folder) == ()
    told = workbench.read_question(small.folder, "why-closed")
    gathered = workbench.collect_ratings(told, [small.folder / "ratings/why-closed/ana-ruiz.yaml"])
    assert gathered.collected.analysts["Ana Ruiz"]["likelihood"]["E1"]["VOTES"] == "likely"


def test_a_column_with_faults_comes_back_with_what_was_typed_and_each_fault_in_its_row(asked: Any, small: Any) -> None:
    page = asked.get(_begin(asked).headers["location"]).text
    before = small.bytes()
    answer = _column(
        asked, _version(page), "E1", **{"word.VOTES": "likely", "number.STOCK": "1.5", "why.VOTES": "<b>x"}
    )
    assert answer.status_code == 422
    assert "nothing is chosen" in answer.text
    assert "is not between 0 and 1" in answer.text
    assert 'value="1.5"' in answer.text
    assert "<b>x" not in answer.text
    far = _column(asked, _version(page), "prior", **{"number.VOTES": "95", "number.STOCK": "95", "number.OTHER": "95"})
    assert far.status_code == 422
    assert "they add up to 285 %" in far.text
    assert small.bytes() == before


def test_two_tabs_do_not_lose_each_others_work(asked: Any) -> None:
    page = asked.get(_begin(asked).headers["location"]).text
    words = {"word.VOTES": "likely", "word.STOCK": "likely", "word.OTHER": "likely"}
    assert _column(asked, _version(page), "E1", **words).status_code == 303
    assert _column(asked, _version(page), "E1", **words).status_code == 409


@pytest.mark.parametrize("name", ["../../x", "", "gazette-2020", "\u6f22", "a" * 61])
def test_a_name_becomes_no_path(asked: Any, small: Any, name: str) -> None:
    """Only letters and digits of a name reach the disk, in one folder."""
    answer = _begin(asked, name)
    kept = [
        each.relative_to(small.folder).as_posix() for each in small.folder.rglob("*.yaml") if "ratings" in each.parts
    ]
    assert answer.status_code == (303 if name in ("../../x", "a" * 61) else 422)
    assert kept in ([], ["ratings/why-closed/x.yaml"], [f"ratings/why-closed/{'a' * 60}.yaml"])


def test_a_shipped_dossier_keeps_no_ratings(flagship: Any) -> None:
    assert "--copy" in flagship.get("/explanations/recognition/rate").text
    assert flagship.post("/explanations/recognition/rate", data={"csrf": csrf_of(flagship), "analyst": "Ana"}).status_code == 403  # fmt: skip


def test_the_api_answers_as_the_workbench_does(asked: Any, small: Any) -> None:
    told = asked.get("/api/questions/why-closed?without=review-2021").json()
    own = workbench.answer_question(small.folder, "why-closed", without=["review-2021"])
    assert {each["id"]: each["posterior"] for each in told["explanations"]} == {
        e.id: e.posterior for e in own.explanations
    }
    head = {"x-csrf-token": csrf_of(asked)}
    column = asked.post("/api/questions/why-closed/ratings", json={"analyst": "Bo"}, headers=head).json()
    assert column["step"] == "prior"
    cells = {"VOTES": {"value": "30%"}, "STOCK": {"value": "50%"}, "OTHER": {"value": "20%"}}
    saved = asked.put(
        "/api/questions/why-closed/ratings", json={"analyst": "Bo", "step": "prior", "version": column["version"], "cells": cells}, headers=head
    )  # fmt: skip
    assert saved.json()["place"] == 2
    assert asked.get("/api/questions/why-closed/ratings").json() == [
        {"analyst": "Bo", "done": 1, "total": 5, "finished": ""}
    ]
    assert len(asked.get("/api/questions").json()) == 1


# --- walks


def test_a_new_user_reads_the_answer_and_switches_a_source_off(walk: Callable[..., Any], accessible: Callable[[Any], None]) -> None:  # fmt: skip
    w = walk()
    page = w.open("/explanations/recognition")
    assert page.locator(".bold-answer strong").inner_text().startswith("Calculation: to set the terms early")
    assert page.locator("section[aria-labelledby=changes]").inner_text().count("Leave out Navigating 2021")
    page.get_by_label("Navigating 2021").focus()
    page.keyboard.press("Space")
    page.wait_for_selector("#answer .was")
    assert page.locator(".matrix thead .gone").count() == 3
    page.locator(".matrix tbody td a").nth(6).click()
    page.wait_for_selector("#panel .claim")
    accessible(page)
    w.clean()


def test_the_explanations_fit_a_telephone_in_the_dark(
    walk: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    w = walk(width=390, dark=True)
    page = w.open("/explanations/recognition")
    page.select_option("#second", "sarukhan-2022")
    page.locator("#bridge", has_text="Sarukhan 2022").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    w.clean()
