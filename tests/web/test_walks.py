"""Walks through the pages in a real browser: what a user does, that nothing leaves the machine, that everybody can read it."""

from collections.abc import Callable
from typing import Any

import pytest

Walks = Callable[..., Any]


def test_a_statement_opens_its_sources_and_a_claim_where_it_is_used(
    walk: Walks, accessible: Callable[[Any], None]
) -> None:
    """Mouse in, keyboard out: the focus returns to the statement."""
    w = walk()
    page = w.open("/")
    page.click("ul.statements li:nth-child(2) .mark")
    page.wait_for_selector("#panel .claim")
    assert page.locator("#panel").get_by_text("Navigating 2021").count() > 0
    page.locator("#panel summary").first.click()
    accessible(page)
    page.locator("#panel .uses a").first.click()
    page.wait_for_selector("#panel [data-panel-back]:not([hidden])")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.className") == "mark"
    w.clean()


def test_the_slider_moves_the_day_and_the_page_follows(walk: Walks) -> None:
    w = walk()
    page = w.open("/")
    with page.expect_response(lambda answer: "as_of=2021-02-28" in answer.url):
        page.locator(".asof input[type=range]").fill("1")
    page.wait_for_function("document.querySelector('.asof output').textContent.startsWith('2 of 5')")
    assert "as_of=2021-02-28" in page.url
    assert "as_of=2021-02-28" in page.locator(".mast nav a").first.get_attribute("href")
    w.clean()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_overview_is_accessible_and_fits(
    walk: Walks, accessible: Callable[[Any], None], width: int, dark: bool
) -> None:
    w = walk(width=width, dark=dark)
    page = w.open("/")
    page.wait_for_selector(".chart svg")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    w.clean()


def test_light_and_dark_can_be_chosen_and_are_remembered(walk: Walks) -> None:
    w = walk()
    page = w.open("/")
    page.click("[data-theme-choice=dark]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 26)"
    w.clean()


def test_without_a_script_links_lead_to_pages(browser: Any, served: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.origin + "/")
    page.click("ul.statements li:first-child .mark")
    assert page.locator("main .claim").count() > 0
    context.close()


def test_a_chart_that_answers_to_the_pointer_keeps_the_policy(walk: Walks) -> None:
    """Vega draws in the page, expressions included, with no eval and no style of its own."""
    from detente import workbench

    w = walk()
    page = w.open("/")
    chart = workbench.draw_timeline("us-mexico")
    marks = page.evaluate(
        """async (spec) => {
        const { drawVega } = await import(document.querySelector('script[type=module]').src);
        const place = document.createElement('div');
        document.querySelector('main').append(place);
        await drawVega(place, spec);
        return place.querySelectorAll('svg path, svg text').length;
      }""",
        chart.spec,
    )
    assert marks > 100
    w.clean()
