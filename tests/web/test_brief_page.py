"""The brief page: chosen, composed with its checks beside it, read with its sources, taken along as files."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from question_case import ask

from detente import workbench
from detente.kernel.errors import DetenteError
from detente.reports.blocks import Heading
from detente.web.worker import resolve

HEAD = {"x-panel": "1"}


@pytest.fixture
def at_once(client: Any, small: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client whose long runs answer at once, in this process."""
    ask(small)
    monkeypatch.setattr("detente.web.view.View.slow", lambda self, function, title, **told: resolve(function)(**told))
    return client


def test_the_form_offers_what_there_is_and_composes_nothing_by_itself(at_once: Any) -> None:
    page = at_once.get("/brief").text
    assert page.count('name="section"') == len(workbench.BRIEF_SECTIONS)
    assert "Why Norvia closed its waters" in page
    assert "data-load" not in page.split("<main")[1]
    assert 'data-load="/brief/preview?issue=fishing-rights"' in at_once.get("/brief?go=yes&issue=fishing-rights").text


def test_the_brief_is_read_with_sources_checks_and_numbers_that_lead_on(at_once: Any, small: Any) -> None:
    page = at_once.get("/brief/preview", headers=HEAD).text
    done = workbench.compose_page(small.folder, workbench.Choice())
    assert f"{done.passed} of 31 checks passed" in page
    assert "/trace?claims=" in page
    assert '/explanations/why-closed/rows/STOCK"' in page
    assert "/explanations/why-closed/facts/E1" in page
    assert "<i>silence" not in page
    assert "&lt;i&gt;silence" in page
    assert "Checks" not in [block.text for block in done.report.blocks if isinstance(block, Heading)]
    for each in done.remarks:
        assert each.message.replace("'", "&#39;")[:30] in page


def test_sections_left_out_are_gone_and_the_checks_say_what_is_missing(at_once: Any, small: Any) -> None:
    page = at_once.get("/brief/preview?section=bottom-line&section=sources", headers=HEAD).text
    assert "Bottom line</h3>" in page
    assert "Timeline</h3>" not in page
    kept = tuple(each for each in workbench.BRIEF_SECTIONS if each not in ("bottom-line", "sources"))
    done = workbench.compose_page(small.folder, workbench.Choice(left_out=kept))
    assert {block.text for block in done.report.blocks if isinstance(block, Heading) and block.level == 1} <= {"Bottom line", "Sources"}  # fmt: skip
    assert done.passed < 31
    assert "Check 6.1" in page or done.remarks[0].check in page


def test_one_question_and_the_desk_are_taken_up(small: Any) -> None:
    ask(small)
    choice = workbench.Choice(question="why-closed", reader="The desk", decision="What to ask", horizon="2022-01-01")
    told = workbench.compose_page(small.folder, choice).report.front
    assert (told["reader"], told["decision"], told["horizon"]) == ("The desk", "What to ask", "2022-01-01")


def test_the_files_are_those_of_the_command_line(at_once: Any, small: Any) -> None:
    asked = "issue=fishing-rights&section=bottom-line&section=sources"
    got = {}
    for form in ("md", "html", "docx"):
        ready = at_once.get(f"/brief/file/{form}?{asked}", headers=HEAD).text
        assert f'data-go href="/brief/download/{form}?{asked.replace("&", "&amp;")}"' in ready
        answer = at_once.get(f"/brief/download/{form}?{asked}")
        assert f'filename="small-fishing-rights-all.{form}"' in answer.headers["content-disposition"]
        got[form] = answer.content
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(got["docx"])).namelist()
    assert got["html"].startswith(b"<!doctype html>")
    kept = [each for each in workbench.BRIEF_SECTIONS if each not in ("bottom-line", "sources")]
    own = workbench.render(workbench.compose_brief(small.folder, issue="fishing-rights", left_out=kept), "md")
    assert got["md"].decode() == own


@pytest.mark.parametrize(
    ("path", "code"),
    [("preview?issue=nothing", 404), ("preview?question=nothing", 404), ("preview?period=nothing", 404), ("preview?since=soon", 422), ("preview?section=x", 422),
     ("file/exe", 404), ("download/exe", 404), ("figure/9999", 404), ("?horizon=2021-02-30", 422), ("?reader=" + "x" * 201, 422)],
)  # fmt: skip
def test_what_cannot_be_composed_is_told(at_once: Any, path: str, code: int) -> None:
    assert at_once.get(f"/brief/{path}".replace("/?", "?")).status_code == code


def test_every_fault_of_a_choice_is_told_at_once(small: Any) -> None:
    wrong = workbench.Choice(issue="x", question="y", period="z", since="soon", left_out=("q",))
    with pytest.raises(DetenteError) as told:
        workbench.checked_choice(small.folder, wrong)
    assert len(told.value.problems) == 5


def test_a_brief_tells_its_steps(small: Any) -> None:
    steps: list[tuple[int, int]] = []
    workbench.compose_brief(small.folder, charts=False, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(place, len(steps)) for place in range(1, len(steps) + 1)]


def test_the_api_gives_text_and_checks(at_once: Any, small: Any) -> None:
    told = at_once.get("/api/brief?form=md&left_out=timeline")
    assert told.status_code == 422
    told = at_once.get("/api/brief?form=md&issue=fishing-rights").json()
    assert told["content"].startswith("---\n")
    assert told["checks"] == 31


def test_a_brief_is_composed_and_read_and_another_cancelled(
    walk: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    """On the flagship: one issue is composed and read, a number of it opened; the whole is begun and cancelled."""
    w = walk()
    page = w.open("/brief?issue=china&section=bottom-line&section=state&section=sources")
    page.locator("button[name=go]").click()
    page.locator("article.paper h3").first.wait_for(timeout=90_000)
    assert "checks passed" in page.locator(".beside").inner_text()
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    page.locator(".paper .mark").first.click()
    page.wait_for_selector("#panel .claim")
    page.keyboard.press("Escape")
    page.goto(f"{w.origin}/brief?go=yes")
    page.get_by_role("button", name="Cancel").click()
    page.locator("[data-cancelled]").wait_for()
    w.clean()
