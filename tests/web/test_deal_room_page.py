"""The deal room: two settings side by side in a sentence, switches that leave the dossier alone, sides kept as scenarios."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from deal_files import DEAL
from web_cases import client_of, csrf_of

from detente import workbench
from detente.workbench import Setting

HERE = "/deals/fish-salmon"
QUIET, PUBLIC = Setting("quiet"), Setting("public")


@pytest.fixture
def room(small: Any) -> Any:
    """A client of the small dossier with a table in it."""
    small.write("deals/fish-salmon.yaml", DEAL)
    return client_of(small.folder, texts=str(small.texts))


def _text(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_the_room_opens_on_the_ready_question_and_answers_it_in_one_bold_sentence(flagship: Any) -> None:
    page = flagship.get("/deals").text
    told = workbench.answer_room("us-mexico", "bargain-biden", QUIET, PUBLIC)
    said = told.bottom_line["text"]
    assert f"<strong>{html.escape(said, quote=True).replace('&#x27;', '&#39;')}</strong>" in page
    assert 'aria-current="true">What do we get if we press quietly instead of in public?' in page
    compared = workbench.compare_deals("us-mexico", "bargain-biden", "quiet", "public")
    rows = {row["what"]: (row["quiet"], row["public"]) for row in compared.rows}
    for term in told.terms:
        assert term.terms == rows[term.name]
        if term.differs:
            assert f"{term.name} is {term.terms[0]} instead of {term.terms[1]}" in said
    assert [f"{side.utility['US']:.3f}" for side in told.sides] == list(rows["Biden administration: utility"])
    assert [side.zone for side in told.sides] == list(rows["packages that could be agreed"])


def test_what_is_not_the_channels_doing_is_said(flagship: Any) -> None:
    """Under Biden the quiet what-if also lowers a wish; with the channel alone changed the terms stay."""
    said = _text(flagship.get("/deals/bargain-biden?a.start=quiet&b.start=public").text)
    assert "The channel alone changes no term" in said
    alone = workbench.answer_room("us-mexico", "bargain-biden", Setting("public", channel="quiet"), PUBLIC)
    assert not any(each.differs for each in alone.terms)


def test_a_side_with_nothing_moved_is_the_deal_as_the_command_line_strikes_it() -> None:
    for deal, _ in workbench.deals_of("us-mexico"):
        struck = workbench.strike("us-mexico", deal, draws=0).numbers
        head = struck["notions"][struck["headline"]["notion"]]
        side = workbench.answer_room("us-mexico", deal, Setting(), Setting()).sides[0]
        assert side.utility == pytest.approx(head["solutions"][struck["headline"]["solution"]]["utility"])
        assert side.breakdown == pytest.approx(head["disagreement"])
        assert (side.zone, side.packages) == (head["zone"]["count"], struck["space"]["packages"])
        for who, count in (side.win_sets or {}).items():
            assert count == round(head["win_set"][who] * struck["space"]["packages"])
        assert [(each.id, each.pivotal) for each in side.approvals] == [(each["id"], each["pivotal"] or each["opens_zone"]) for each in struck["ratifiers"]]  # fmt: skip


def test_switches_change_the_answer_and_nothing_on_disk(room: Any, small: Any) -> None:
    before = small.bytes()
    on = {
        each.id
        for each in workbench.deal_room(small.folder, "fish-salmon", Setting(), Setting()).switches
        if each.on[0]
    }
    assert on == {"basket.FISH", "basket.DUTY", "treaty.DUTY", "threat.DUTY", "ratifier.Fleet"}
    base = workbench.answer_room(small.folder, "fish-salmon", Setting(), Setting()).sides[0]
    for gone in sorted(on):
        kept = "&".join(f"a.on={each}" for each in sorted(on - {gone}))
        assert (
            room.get(f"{HERE}/answer?a.start=base&b.start=base&a.set=1&{kept}", headers={"x-panel": "1"}).status_code
            == 200
        )
    bare = workbench.answer_room(
        small.folder, "fish-salmon", Setting(on=frozenset(on - {"threat.DUTY", "treaty.DUTY"})), Setting()
    ).sides[0]
    assert bare.breakdown["NV"] != base.breakdown["NV"]
    free = workbench.answer_room(
        small.folder, "fish-salmon", Setting(on=frozenset(on - {"ratifier.Fleet"})), Setting()
    ).sides[0]
    assert free.approvals == ()
    assert free.win_sets == {"NV": 9, "SD": 9}
    assert small.bytes() == before


def test_unlinked_talks_are_those_of_the_engine(small: Any) -> None:
    """Under mere non-agreement the switches of linkage give the unlinked column of the deal's own table."""
    on = frozenset(each.id for each in workbench.deal_room("us-mexico", "bargain-trump", Setting(), Setting()).switches if each.group != "baskets" and each.on[0])  # fmt: skip
    told = workbench.answer_room("us-mexico", "bargain-trump", Setting(notion="nonagreement", on=on), Setting())
    table = {row["issue"]: row["unlinked"] for row in workbench.deal_table("us-mexico", "bargain-trump")}
    assert {each.issue: each.terms[0] for each in told.terms} == {
        each: value or "not agreed" for each, value in table.items()
    }


def test_a_third_party_backs_the_treaty_or_leaves_the_table() -> None:
    room = workbench.deal_room("us-mexico", "north-america", Setting(), Setting())
    on = {each.id for each in room.switches if each.on[0]}
    assert "third.CA" in on
    without = workbench.answer_room("us-mexico", "north-america", Setting(on=frozenset(on - {"third.CA"})), Setting())
    assert set(without.sides[0].utility) == {"US", "MX"}
    backed = workbench.answer_room("us-mexico", "north-america", Setting(on=frozenset({*on, "third"})), Setting())
    assert "LABOUR" in {each.issue for each in backed.terms if each.failing[0] != each.failing[1]}


@pytest.mark.parametrize(
    "query",
    [
        "a.start=nothing",
        "a.channel=shouted",
        "a.notion=war",
        "a.set=1&a.on=ratifier.Nobody",
        "a.n.power=101",
        "a.n.power=0",
        "a.n.power=x",
        "a.n.power=nan",
        "a.n.nothing=3",
        "we=Nobody",
        "axes=NV",
        "axes=NV,Nobody",
    ],
)
def test_a_setting_that_cannot_be_is_told(room: Any, query: str) -> None:
    answer = room.get(f"{HERE}/answer?b.start=base&{query}")
    assert answer.status_code in (404, 422)
    assert "This did not work" in answer.text


def test_an_unknown_table_and_a_dossier_without_one_are_told(room: Any, client: Any) -> None:
    assert "Did you mean" in room.get("/deals/fish-salmons").text


def test_a_dossier_without_deals_says_so(client: Any) -> None:
    assert "The dossier holds no deal" in client.get("/deals").text


def test_a_side_is_kept_as_a_scenario_chosen_again_and_undone(room: Any, small: Any) -> None:
    before = small.bytes()
    form = {"csrf": csrf_of(room), "title": "No threat in view", "why": "A new minister.", "side": "a", "a.start": "quiet", "a.channel": "public",
            "a.set": "1", "a.on": ["basket.FISH", "treaty.DUTY", "third"], "a.n.treaty.DUTY": "50", "b.start": "base"}  # fmt: skip
    saved = room.post(f"{HERE}/scenario", data=form)
    assert saved.status_code == 303, saved.text
    assert "a.start=saved.no-threat-in-view" in saved.headers["location"]
    kept = workbench.open_dossier(small.folder).scenarios["no-threat-in-view"]
    assert {each.field: each.set_ for each in kept.changes} == {
        "governments.NV.ideals.FISH": 0.3, "channel": "public", "issues.DUTY.treaty.pi": 0.75, "threats.DUTY.credibility": 0,
        "ratifiers.Fleet.rule": "pressure", "ratifiers.Fleet.rho": 0, "linked": [["FISH"]],
    }  # fmt: skip
    asked = Setting(
        "quiet", "public", None, frozenset({"basket.FISH", "treaty.DUTY", "third"}), (("treaty.DUTY", 50.0),)
    )
    again = workbench.answer_room(small.folder, "fish-salmon", asked, Setting("saved.no-threat-in-view"))
    assert again.sides[0].utility == again.sides[1].utility
    assert not any(each.differs for each in again.terms)
    assert workbench.check(small.folder) == ()
    page = room.get(saved.headers["location"]).text
    assert "Saved: No threat in view" in page
    version = page.split('name="version" value="')[1].split('"')[0]
    assert (
        room.post("/scenarios/no-threat-in-view/drop", data={"csrf": csrf_of(room), "version": version}).status_code
        == 303
    )
    assert small.bytes() == before


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"title": ""}, "cannot name a scenario"),
        ({"title": "Early thaw"}, "already"),
        ({"a.channel": "quiet"}, "nothing is moved"),
    ],
)
def test_a_side_that_cannot_be_kept_says_why(room: Any, small: Any, given: dict[str, str], told: str) -> None:
    before = small.bytes()
    form = {"csrf": csrf_of(room), "title": "A <b>title</b>", "why": "A reason.", "side": "a", "a.start": "base", "a.channel": "public", "b.start": "base"}  # fmt: skip
    answer = room.post(f"{HERE}/scenario", data={**form, **given})
    assert answer.status_code == 422
    assert told in answer.text
    assert "<b>" not in answer.text
    assert small.bytes() == before


def test_every_number_of_the_room_opens_its_trace(room: Any) -> None:
    page = room.get(f"{HERE}?a.start=base&b.start=public").text
    links = {html.unescape(each) for each in re.findall(r'href="(/trace[^"]+)"', page)}
    assert f"/trace{HERE}?field=governments.NV" in links
    assert f"/trace{HERE}?field=ratifiers.Fleet" in links
    for each in links:
        assert room.get(each).status_code == 200
    ground = _text(room.get(f"/trace{HERE}?field=governments.NV").text)
    assert "The weight of Norvia on Duty" in ground
    assert "0.5 to 0.9, most likely 0.8" in ground
    assert "Nobody asked." in _text(room.get(f"/trace{HERE}?field=governments.SD.ideals.DUTY").text)


def test_odds_hold_the_sides_against_each_other_over_the_same_draws(small: Any) -> None:
    small.write("deals/fish-salmon.yaml", DEAL)
    told = []
    found = workbench.room_odds(
        small.folder, "fish-salmon", QUIET, PUBLIC, draws=40, progress=lambda *each: told.append(each)
    )
    assert told[-1] == (40, 40)
    assert found == workbench.room_odds(small.folder, "fish-salmon", QUIET, PUBLIC, draws=40)
    same = workbench.room_odds(small.folder, "fish-salmon", QUIET, QUIET, draws=40)
    assert (same.same, same.better, same.worse) == (1.0, {"NV": 0.0, "SD": 0.0}, {"NV": 0.0, "SD": 0.0})


def test_the_api_answers_as_the_workbench_does(room: Any, small: Any) -> None:
    token = {"x-csrf-token": csrf_of(room)}
    assert room.get("/api/deals").json() == [{"id": "fish-salmon", "title": "Fish against salmon"}]
    both = {"first": {"start": "quiet"}, "second": {"start": "public", "numbers": {"power": 40}}}
    answer = room.post("/api/deals/fish-salmon/compare", json=both, headers=token).json()
    told = workbench.answer_room(small.folder, "fish-salmon", QUIET, Setting("public", numbers=(("power", 40.0),)))
    assert answer["bottom_line"]["text"] == told.bottom_line["text"]
    assert answer["sides"][1]["utility"] == told.sides[1].utility
    assert (
        room.post("/api/deals/fish-salmon/compare", json={"first": {"on": ["nothing"]}}, headers=token).status_code
        == 422
    )


def test_the_room_answers_within_150_ms_and_to_the_keyboard(
    walk: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    """From the movement of a slider to the new picture, on the flagship's largest table: the best of seven, since other
    programs may have the machine; then a switch by the keyboard, a run cancelled, another start."""
    w = walk()
    page = w.open("/deals")
    accessible(page)
    times = page.evaluate(
        """async () => {
        const slider = document.querySelector('input[name="a.n.power"]'), times = [];
        slider.closest('details').open = true;
        for (let place = 0; place < 8; place++) {
          const start = performance.now();
          slider.value = 40 + 3 * place;
          const done = new Promise((settle) => document.addEventListener('detente:swapped', settle, { once: true }));
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          await done;
          times.push(performance.now() - start);
        }
        return times.slice(1).sort((a, b) => a - b);
      }"""
    )
    assert times[0] < 150, times
    page.click("#odds a")
    page.click("#odds [data-job] button")
    page.wait_for_selector("#odds [data-cancelled]:not([hidden])")
    page.locator('input[name="a.on"][value="ratifier.Army"]').focus()
    with page.expect_response(lambda answer: "/answer?" in answer.url and "a.on=ratifier.Army" not in answer.url):
        page.keyboard.press("Space")
    page.wait_for_selector("#odds-stale:not([hidden])")
    with page.expect_navigation():
        page.select_option("#a-start", "surge")
    assert page.locator('select[name="a.channel"]').input_value() == "quiet"
    w.clean()


def test_the_room_fits_a_telephone_and_a_number_opens_its_ground(
    walk: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    w = walk(width=390, dark=True)
    page = w.open("/deals/vaccines-border")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    page.locator(".sides-table .number").first.click()
    page.wait_for_selector("#panel .cell")
    accessible(page)
    w.clean()
