"""Walks through the sources in a real browser: reading along, the board, and a review by keys alone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from web_cases import Served

Walks = Callable[..., Any]


@pytest.fixture
def desk_served(desk: Any) -> Iterator[Served]:
    """The desk, served on loopback."""
    server = Served(str(desk.folder))
    yield server
    server.stop()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_articles_coverage_and_board_are_accessible_and_fit(
    walk: Walks, accessible: Callable[[Any], None], width: int, dark: bool
) -> None:
    w = walk(width=width, dark=dark)
    for path in (
        "/sources",
        "/sources/articles/sarukhan-2022",
        "/sources/coverage",
        "/sources/board?kind=motive",
        "/sources/intake",
    ):
        page = w.open(path)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    w.clean()


def test_a_claim_in_the_margin_opens_its_trace_and_a_cell_its_claims(walk: Walks) -> None:
    w = walk()
    page = w.open("/sources/articles/navigating-2021")
    page.click(".margin a >> nth=0")
    page.wait_for_selector("#panel .claim")
    page = w.open("/sources/coverage")
    page.click(".cover .number >> nth=0")
    page.wait_for_selector("#panel .claim")
    w.clean()


def test_a_review_by_keys_alone(walk: Walks, accessible: Callable[[Any], None], desk: Any, desk_served: Served) -> None:
    """A name, answers, a type key, an empty field that is said, undo, a claim on a selection: nothing but the keyboard."""
    w = walk(origin=desk_served.origin)
    page = w.open("/sources/review")
    page.focus("#coder")
    page.keyboard.type("kim")
    page.keyboard.press("Enter")
    for _ in range(2):
        page.wait_for_selector("#value")
        asked = page.inner_text("#seen")
        page.focus("#value")
        page.keyboard.type("2019-09-18")
        page.keyboard.press("Enter")
        page.wait_for_function("asked => document.querySelector('#seen').innerText !== asked", arg=asked)
    page.locator("text=Who is").first.wait_for()
    accessible(page)
    for _ in range(3):
        asked = page.inner_text("#seen")
        page.keyboard.press("s")
        page.locator("#seen", has_not_text=asked).wait_for()
    accessible(page)
    page.keyboard.press("1")  # Monday is known by now; the summary says what the code says
    page.locator(".last", has_text="confirmed").wait_for()
    page.keyboard.press("x")
    page.locator(".last", has_text="rejected").wait_for()
    page.keyboard.press("2")
    page.wait_for_selector("#wrong")
    assert page.evaluate("document.activeElement.name") == "date"
    page.keyboard.type("none")
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    page.locator(".last", has_text="confirmed").wait_for()
    page.keyboard.press("u")
    page.locator(".last", has_text="rejected").wait_for()
    page.locator(".seen .words").dblclick(position={"x": 12, "y": 12})
    page.keyboard.press("n")
    page.wait_for_selector("#panel #new-words")
    start, end = map(int, page.input_value("#new-words").split("-"))
    assert end - start == len(page.evaluate("getSelection().toString()"))
    accessible(page)
    assert [entry["action"] for entry in desk.log] == ["answer", "answer", "confirm", "reject", "confirm", "undo"]
    assert w.foreign == []
    assert all("422" in each for each in w.complaints)  # the refusal of the empty date


def test_a_kill_loses_no_decision_and_the_page_goes_on(walk: Walks, desk: Any) -> None:
    server = Served(str(desk.folder))
    w = walk(origin=server.origin)
    page = w.open(f"/sources/review?coder=kim&claim={desk.find('lifted')}")
    page.keyboard.press("x")
    page.locator(".last", has_text="rejected").wait_for()
    server.process.kill()
    server.process.wait()
    server.process.stderr.close()
    again = Served(str(desk.folder))
    page = walk(origin=again.origin).open("/sources/review?coder=kim")
    assert "rejected" in page.inner_text(".last")
    again.stop()
    assert [entry["action"] for entry in desk.log] == ["reject"]
