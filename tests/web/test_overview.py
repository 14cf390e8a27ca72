"""The overview and the trace, as answers: what they say, that they escape, that words appear only from the owner's copy."""

import re
from typing import Any

import pytest
from web_cases import client_of

from detente import workbench

SCRIPT = "<script>alert(1)</script>"


def test_the_overview_says_where_things_stand_with_the_sources_of_each_statement(client: Any) -> None:
    page = client.get("/?period=closure").text
    assert "The waters were closed." in page
    assert "2 sources" in page
    assert "/trace?claims=g-closure,r-closure" in page
    assert 'aria-label="5, between 0 and 20: Government of Norvia on Fishing rights. Open the sources"' in page


def test_what_rests_on_one_document_is_counted_and_named(client: Any) -> None:
    """The position of Norvia in the closure rests on the Gazette alone, that of Sudland on both."""
    assert "/overview/alone/gazette-2020/positions" in client.get("/?period=closure").text
    alone = client.get("/overview/alone/gazette-2020/positions?period=closure").text
    assert "Government of Norvia on Fishing rights" in alone
    assert "Government of Sudland" not in alone


def test_the_as_of_day_is_carried_by_every_link_and_leaves_out_what_was_not_known(client: Any) -> None:
    page = client.get("/?as_of=2020-06-01").text
    assert "1 of 2 documents known" in page
    assert 'href="/?as_of=2020-06-01"' in page
    assert "r-closure" not in page


def test_before_the_first_period_the_page_says_so(client: Any) -> None:
    assert "No period had begun by that day" in client.get("/?as_of=2019-01-01").text


@pytest.mark.parametrize("query", ["as_of=tomorrow", "as_of=2020-02-30", "period=nobody", "scenario=nobody"])
def test_a_view_that_cannot_be_is_told_with_what_to_do(client: Any, query: str) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code in (404, 422)
    assert "This did not work" in answer.text


def test_the_trace_of_a_number_names_document_paragraph_speaker_coder_and_uses(client: Any) -> None:
    page = client.get("/trace/positions/sudland.fishing-rights.closure?field=salience", headers={"x-panel": "1"}).text
    assert "<html" not in page
    assert "crew on foreign boats" in page
    assert re.search(r"<strong>Gazette 2020</strong> · paragraph 4, line 13, signs \d+ to \d+", page)
    assert "the author; asserts it" in page
    assert "confirmed by Kim on 2026-01-02" in page
    assert "Government of Sudland on Fishing rights (The closure)" in page
    assert "Salience" in page


def test_an_assumption_is_called_one(client: Any) -> None:
    page = client.get("/trace/positions/sudland.fishing-rights.closure?field=influence").text
    assert "it holds the market" in page
    assert "assumption" in page


def test_the_words_themselves_are_shown_only_where_the_fingerprint_agrees(client: Any, small: Any) -> None:
    assert "About 4,200 people" in client.get("/trace/claims/g-jobs").text
    gazette = small.texts / "gazette-2020.txt"
    gazette.write_text(gazette.read_text("utf-8").replace("About 4,200", "About 9,900"), "utf-8")
    changed = client.get("/trace/claims/g-jobs").text
    assert "9,900" not in changed
    assert "reads differently here" in changed
    without = client_of(small.folder).get("/trace/claims/g-jobs").text
    assert "The words stay with their owner" in without


def test_a_claim_that_is_not_there_is_not_found_and_a_near_one_named(client: Any) -> None:
    answer = client.get("/trace/claims/g-closur")
    assert answer.status_code == 404
    assert "g-closure" in answer.text


def test_a_script_in_a_record_is_shown_as_text(small: Any) -> None:
    """Title of a document, words of a claim, name of an actor, end of a scale: all from files that somebody else may have written."""
    for inner, old in (("sources.yaml", "Gazette 2020"), ("actors.yaml", "Government of Norvia"), ("issues.yaml", "no foreign boats"),
                       ("judgements.yaml", "The quarrel cooled within a year."), ("claims/gazette-2020.yaml", "Norvia shut out foreign boats.")):  # fmt: skip
        small.replace(inner, old, SCRIPT)
    client = client_of(small.folder)
    for path in ("/?period=closure", "/?period=thaw", "/trace/claims/g-closure", "/trace/positions/norvia.fishing-rights.closure", f"/trace/claims/{SCRIPT}",
                 f"/trace?claims={SCRIPT}", f"/?period={SCRIPT}", f"/?as_of={SCRIPT[:9]}"):  # fmt: skip
        page = client.get(path).text
        assert SCRIPT not in page, path
        assert "<script>" not in page, path
    assert "&lt;script&gt;" in client.get("/trace/claims/g-closure").text


def test_the_chart_comes_by_itself_with_its_words(flagship: Any) -> None:
    figure = flagship.get("/overview/timeline", headers={"x-panel": "1"}).text
    assert "<svg" in figure
    assert "style=" not in figure
    assert "<figcaption>" in figure


def test_the_first_view_of_the_flagship_stays_small(flagship: Any) -> None:
    """600 kB for everything the first view brings."""
    page = flagship.get("/").text
    parts = re.findall(r'(?:href|src)="(/assets/[^"]+)"', page)
    weight = len(page.encode()) + sum(len(flagship.get(part).content) for part in parts)
    weight += len(flagship.get("/overview/timeline", headers={"x-panel": "1"}).content)
    assert len(parts) == 3
    assert weight < 600_000


def test_a_shipped_dossier_says_that_it_is_not_edited(flagship: Any, client: Any) -> None:
    assert "Read-only" in flagship.get("/").text
    assert "Read-only" not in client.get("/").text
    assert not workbench.editable("us-mexico")
