"""The conflicts: readings and who holds them, why a state lasts, preferences tried, kept with a version and undone."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from conflict_files import CONFLICT
from web_cases import client_of, csrf_of

from detente import workbench
from detente.workbench import Wanted

HERE = "/conflicts/patrols"


@pytest.fixture
def room(small: Any) -> Any:
    """A client of the small dossier with a conflict in it."""
    small.write("conflicts/patrols.yaml", CONFLICT)
    return client_of(small.folder, texts=str(small.texts))


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def _form(page: str) -> dict[str, Any]:
    """The editor's fields as a browser would send them."""
    found: dict[str, Any] = {"csrf": re.search(r'name="csrf" content="([0-9a-f]+)"', page)[1]}  # type: ignore[index]
    for name, value in re.findall(r'<input type="checkbox" name="(s\.[^"]+)" value="([^"]+)"[^>]* checked', page):
        found.setdefault(name, []).append(value)
    found |= {
        name: html.unescape(value)
        for name, value in re.findall(r'class="holds" name="(h\.[^"]+)" value="([^"]*)"', page)
    }
    found["version"] = re.search(r'name="version" value="([^"]+)"', page)[1]  # type: ignore[index]
    return found


def test_the_question_is_answered_by_readings_with_those_who_hold_them(flagship: Any) -> None:
    """Why did Mexico wait, who says so, and what would change the answer? From the list, in two steps."""
    first = flagship.get("/conflicts").text
    assert (
        "Why Mexico waited to recognise the election and then pushed back: who says so, and what would change the answer?"
        in first
    )
    assert "/conflicts/recognition" in first
    assert "/conflicts/recognition" in flagship.get("/").text
    said = _text(flagship.get("/conflicts/recognition/readings", headers={"x-panel": "1"}).text)
    rows = workbench.readings_of("us-mexico", "recognition")
    explains = [each for each in rows if each.held in ("nash", "seq") and each.reached]
    assert f"{len(explains)} of {len(rows)} readings explain what happened" in said
    assert "Sarukhan 2022" in said
    for each in rows:
        assert each.title in said
    assert [(each.id, bool(each.held), each.reached) for each in rows if each.id in ("trump-affinity", "prudence")] == [("trump-affinity", True, False), ("prudence", True, True)]  # fmt: skip


@pytest.mark.parametrize("conflict", ["recognition", "mpp"])
def test_what_the_page_says_is_what_the_command_line_says(conflict: str) -> None:
    (done,) = workbench.stand("us-mexico", conflict, "base", draws=10)
    room = workbench.conflict_room("us-mexico", conflict)
    told = {each.concept: each for each in workbench.lasting_states("us-mexico", conflict)}
    for concept, row in told.items():
        assert list(row.states) == done.numbers["equilibria"][concept]
        assert row.share == pytest.approx(done.numbers["selectivity"][concept])
        assert row.outcome == done.numbers["evidence"][concept]["in"]
    assert [each.rank for each in room.states] == [each["rank"] for each in done.numbers["states"]]
    path = done.numbers["status_quo"]["paths"][room.outcome]["improvements"]
    assert [{"by": by, "to": to} for by, to in room.path] == path


def test_a_state_says_why_it_lasts_or_not(room: Any) -> None:
    lasting = _text(room.get(f"{HERE}/states/3").text)
    assert "send patrols; protest aloud" in lasting
    assert "This state does not last: Norvia would leave it" in lasting
    quiet = _text(room.get(f"{HERE}/states/0").text)
    assert "Sudland has nothing better to move to" in quiet
    assert "It is the status quo" in quiet
    assert room.get(f"{HERE}/states/9").status_code == 404


def test_every_state_and_statement_of_the_page_opens_its_ground(room: Any) -> None:
    page = room.get(HERE).text
    links = {html.unescape(each) for each in re.findall(r'href="((?:/trace|/conflicts/patrols/states)[^"]+)"', page)}
    assert sum("/states/" in each for each in links) == 4
    for each in links:
        assert room.get(each).status_code == 200
    assert page.count("<tr") >= 4  # the states as a table, for those who do not see the drawing


def test_other_preferences_change_the_answer_and_nothing_on_disk(room: Any, small: Any) -> None:
    before = small.bytes()
    coded = workbench.conflict_room(small.folder, "patrols")
    trial = (("norvia", (Wanted("show-flag", "patrol"), Wanted("keep-out", "protest implies not patrol"))),)
    told = workbench.conflict_room(small.folder, "patrols", trial=trial)
    assert (coded.moved, told.moved) == (False, True)
    lasts = {each.id: "Nash" in each.lasts for each in told.states}
    assert lasts["3"]
    assert not next(each for each in coded.states if each.id == "3").lasts
    query = "s.norvia=.&s.norvia=show-flag&s.norvia=keep-out&h.norvia.show-flag=patrol&h.norvia.keep-out=protest implies not patrol"
    assert "What happened lasts: nobody has anything better" in _text(
        room.get(f"{HERE}/answer?{query}", headers={"x-panel": "1"}).text
    )
    same = "s.norvia=.&s.norvia=keep-out&s.norvia=show-flag&h.norvia.show-flag=patrol&h.norvia.keep-out=protest implies not patrol"
    assert "With other preferences" not in room.get(f"{HERE}/answer?{same}").text
    assert small.bytes() == before


def test_what_is_wrong_with_a_condition_is_said_beside_it(room: Any, small: Any) -> None:
    before = small.bytes()
    asked = "s.norvia=keep-out&h.norvia.keep-out=not protst"
    answer = room.get(f"{HERE}/answer?{asked}")
    assert answer.status_code == 422
    assert 'data-says-wrong="norvia.keep-out"' in answer.text
    assert "did you mean" in answer.text
    form = {**_form(room.get(HERE).text), "h.norvia.keep-out": "not (protest", "why": "A reason.", "keep": "file"}
    refused = room.post(f"{HERE}/preferences?profile=base", data=form)
    assert refused.status_code == 422
    assert 'value="not (protest"' in refused.text
    assert re.search(
        r'<p class="wrong" id="wrong-norvia.keep-out" data-wrong="norvia.keep-out">[^<]+</p>', refused.text
    )
    assert small.bytes() == before


@pytest.mark.parametrize("query", ["s.nobody=x&h.nobody.x=patrol", "profile=none", "s.norvia=."])
def test_what_is_not_there_is_told(room: Any, query: str) -> None:
    answer = room.get(f"{HERE}/answer?{query}")
    assert answer.status_code in (404, 422)


def test_a_dossier_without_conflicts_says_so(client: Any) -> None:
    assert "The dossier holds no conflict" in client.get("/conflicts").text


def test_an_edit_keeps_the_file_and_its_remarks_and_is_undone(room: Any, small: Any) -> None:
    before = workbench.open_dossier(small.folder).conflicts["patrols"]
    form = _form(room.get(HERE).text)
    form |= {"s.norvia": ["show-flag", "keep-out"], "keep": "file"}
    saved = room.post(f"{HERE}/preferences?profile=base", data=form)
    assert saved.status_code == 200, _text(saved.text)
    assert "nobody has anything better" in _text(saved.text)
    text = small.read("conflicts/patrols.yaml")
    assert text.index("show-flag") < text.index("keep-out")
    assert "# a remark of its owner" in text
    assert "{id: keep-out, holds: protest implies not patrol, claims: [g-closure], note: Told.}" in text
    assert workbench.check(small.folder) == ()
    undo = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', saved.text)
    }
    assert room.post(f"{HERE}/undo?profile=base", data=undo).status_code == 303
    assert workbench.open_dossier(small.folder).conflicts["patrols"] == before
    assert room.post(f"{HERE}/undo?profile=base", data=undo).status_code == 409


def test_a_new_statement_needs_a_reason_and_rests_on_it(room: Any, small: Any) -> None:
    form = {
        **_form(room.get(HERE).text),
        "s.sudland": ["answer", "calm", "new-1"],
        "h.sudland.new-1": "not patrol",
        "keep": "file",
    }
    assert "needs a reason" in room.post(f"{HERE}/preferences?profile=base", data=form).text
    assert room.post(f"{HERE}/preferences?profile=base", data={**form, "why": "A guess."}).status_code == 200
    held = (
        workbench.open_dossier(small.folder)
        .conflicts["patrols"]
        .body()["decision_makers"][1]["preferences"]["statements"]
    )
    assert held[2] == {"id": "new-1", "holds": "not patrol", "assumption": "A guess."}
    assert held[0] == {"id": "answer", "holds": "patrol implies protest", "assumption": "Nobody says so."}


def test_a_reading_gets_a_block_of_its_own_where_it_took_one_over(room: Any, small: Any) -> None:
    page = room.get(f"{HERE}?profile=meek").text
    form = {**_form(page), "s.norvia": ["show-flag", "keep-out"], "keep": "file"}
    assert room.post(f"{HERE}/preferences?profile=meek", data=form).status_code == 200
    body = workbench.open_dossier(small.folder).conflicts["patrols"].body()
    assert [each["id"] for each in body["profiles"][0]["preferences"]["norvia"]["statements"]] == [
        "show-flag",
        "keep-out",
    ]
    assert [each["id"] for each in body["decision_makers"][0]["preferences"]["statements"]] == ["keep-out", "show-flag"]
    assert workbench.check(small.folder) == ()


def test_two_tabs_do_not_lose_each_others_work(room: Any, small: Any) -> None:
    first, second = _form(room.get(HERE).text), _form(room.get(HERE).text)
    assert room.post(f"{HERE}/preferences?profile=base", data={**first, "s.norvia": ["show-flag", "keep-out"], "keep": "file"}).status_code == 200  # fmt: skip
    kept = small.bytes()
    refused = room.post(
        f"{HERE}/preferences?profile=base", data={**second, "s.sudland": ["calm", "answer"], "keep": "file"}
    )
    assert refused.status_code == 409
    assert "was changed meanwhile" in refused.text
    assert small.bytes() == kept


def test_preferences_are_kept_as_a_scenario_and_undone(room: Any, small: Any) -> None:
    before = small.bytes()
    form = {
        **_form(room.get(HERE).text),
        "s.norvia": ["show-flag", "keep-out"],
        "keep": "scenario",
        "title": "Flag first",
        "why": "A what-if.",
    }
    saved = room.post(f"{HERE}/preferences?profile=base", data=form)
    assert saved.status_code == 303, _text(saved.text)
    (change,) = workbench.open_dossier(small.folder).scenarios["flag-first"].changes
    assert change.field == "decision_makers.norvia.preferences.statements"
    assert workbench.check(small.folder) == ()
    shown = room.get(saved.headers["location"]).text
    assert "What happened lasts: nobody has anything better" in _text(shown)
    assert not next(each for each in workbench.conflict_room(small.folder, "patrols").states if each.id == "3").lasts
    version = re.search(r'scenarios/flag-first/drop.*?name="version" value="([^"]+)"', shown, re.DOTALL)
    assert version
    assert (
        room.post("/scenarios/flag-first/drop", data={"csrf": form["csrf"], "version": version[1]}).status_code == 303
    )
    assert small.bytes() == before


def test_a_shipped_dossier_is_tried_and_not_written(flagship: Any) -> None:
    page = flagship.get("/conflicts/recognition").text
    assert "--copy FOLDER" in page
    form = {
        "csrf": csrf_of(flagship),
        "s.trump": ["contest"],
        "h.trump.contest": "not concede",
        "keep": "file",
        "version": "x",
    }
    assert flagship.post("/conflicts/recognition/preferences?profile=base", data=form).status_code == 422


def test_an_undo_that_was_tampered_with_writes_nothing(room: Any, small: Any) -> None:
    before = small.bytes()
    token = csrf_of(room)
    for told in (
        "",
        "[]",
        '{"norvia": "x"}',
        '{"norvia": [{"id": "x"}]}',
        '{"nobody": [{"id": "x", "holds": "patrol"}]}',
        '{"norvia": [{"id": "x", "holds": "1 +"}]}',
    ):
        assert room.post(
            f"{HERE}/undo?profile=base", data={"csrf": token, "before": told, "version": ""}
        ).status_code in (404, 409, 422)
    version = workbench.version_of(small.folder, "conflicts", "patrols")
    for told in (
        '{"norvia": [{"id": "x"}]}',
        '{"norvia": ["x"]}',
        '{"nobody": [{"id": "x", "holds": "patrol"}]}',
        '{"norvia": [{"id": "x", "holds": "1 +"}]}',
    ):
        assert room.post(
            f"{HERE}/undo?profile=base", data={"csrf": token, "before": told, "version": version}
        ).status_code in (404, 422)
    assert small.bytes() == before


def test_the_api_answers_as_the_workbench_does(room: Any, small: Any) -> None:
    token = {"x-csrf-token": csrf_of(room)}
    assert room.get("/api/conflicts").json()[0]["readings"] == 2
    assert [each["id"] for each in room.get("/api/conflicts/patrols/readings").json()] == ["base", "meek"]
    wants = [{"id": "show-flag", "holds": "patrol"}, {"id": "keep-out", "holds": "protest implies not patrol"}]
    tried = room.post("/api/conflicts/patrols/try", json={"trial": {"norvia": wants}}, headers=token).json()
    assert tried["moved"]
    assert tried["sentences"][0]["text"].startswith("What happened lasts")
    version = workbench.version_of(small.folder, "conflicts", "patrols")
    wish = {"profile": "base", "trial": {"norvia": wants}, "why": "So.", "version": version}
    assert room.post("/api/conflicts/patrols/preferences", json=wish, headers=token).status_code == 200
    assert room.post("/api/conflicts/patrols/preferences", json=wish, headers=token).status_code == 409


def test_the_way_is_walked_by_keyboard_and_preferences_are_tried(
    walk: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    w = walk()
    page = w.open("/conflicts/recognition")
    accessible(page)
    page.locator(".moves a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")
    assert "why it lasts or not" in page.locator("#panel h2").first.inner_text()
    accessible(page)
    page.keyboard.press("Escape")
    with page.expect_response(lambda answer: "/answer?" in answer.url):
        page.locator("[data-player=amlo] [data-move=down]").first.click()
    page.wait_for_selector("#answer .trial")
    with page.expect_response(lambda answer: "/answer?" in answer.url and answer.status == 422):
        page.locator("[name='h.amlo.sovereign']").fill("warm")
        page.locator("[name='h.amlo.sovereign']").blur()
    page.wait_for_selector("[data-wrong='amlo.sovereign']:not([hidden])")
    accessible(page)
    assert w.foreign == []
    assert all("422" in each for each in w.complaints)


def test_the_conflict_fits_a_telephone_in_the_dark(walk: Callable[..., Any], accessible: Callable[[Any], None]) -> None:
    w = walk(width=390, dark=True)
    page = w.open("/conflicts/tariff-threat")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    w.clean()
