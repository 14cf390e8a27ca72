"""A walk through events and outlook: read the timeline with keys, open a trace, filter, at both widths, by day and night."""

from collections.abc import Callable
from typing import Any

import pytest

Walks = Callable[..., Any]


def test_the_timeline_is_read_with_keys_and_a_square_opens_its_sources(walk: Walks, accessible: Callable[[Any], None]) -> None:  # fmt: skip
    w = walk()
    page = w.open("/events")
    squares = page.locator(".strip.confirmed a")
    assert squares.count() == 56
    assert page.locator('.strip.confirmed a[tabindex="0"]').count() == 1, "one stop for Tab"
    squares.first.focus()
    page.keyboard.press("ArrowRight")
    said = page.locator("[data-pointed]").text_content()
    assert said == squares.nth(1).get_attribute("data-said")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .claim")
    accessible(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.said") == said
    w.clean()


def test_a_filter_swaps_pictures_and_table_and_the_table_is_walked_with_arrows(walk: Walks) -> None:
    w = walk()
    page = w.open("/events")
    with page.expect_response(
        lambda answer: "/events/record" in answer.url and "kind=THREATEN" in answer.url and answer.status == 200
    ):
        page.select_option("#f-kind", "THREATEN")
    page.locator(".strip.confirmed a >> nth=20").wait_for(state="detached")
    assert "kind=THREATEN" in page.url
    page.locator(".happened a").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href") == page.locator(".happened a").nth(1).evaluate("link => link.href")  # fmt: skip
    w.clean()


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (390, False)])
def test_the_page_of_events_is_accessible_and_fits(walk: Walks, accessible: Callable[[Any], None], width: int, dark: bool) -> None:  # fmt: skip
    w = walk(width=width, dark=dark)
    page = w.open("/events")
    page.wait_for_selector(".strip.confirmed")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    w.clean()
