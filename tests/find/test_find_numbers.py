"""Figures: every published case, and the proposals for rate, source, period and what is counted."""

import pytest
from number_cases import CASES
from veldria import look


@pytest.mark.parametrize("row", CASES, ids=[row[0] for row in CASES])
def test_published_case(
    row: tuple[str, str, str | None, float | None, float | None, str | None, str | None, str],
) -> None:
    _, text, expression, value, upper, unit, hedge, kind = row
    found = [
        (i["text"], i["start"], i["value"], i["value_max"], i["unit"], i["hedge"], i["kind"])
        for i in look(text).numbers
    ]
    assert found == ([(expression, text.index(expression), value, upper, unit, hedge, kind)] if expression else [])


def test_a_figure_names_its_source_and_its_period() -> None:
    item = look("Imports fell by 12 percent in 2018, according to the customs office.").numbers[0]
    assert (item["attributed_to"], item["period"]) == ("the customs office", "2018")


def test_a_speaker_of_the_roster_is_the_source() -> None:
    assert look("Ana Lindqvist said the duty had cost 300 jobs.").numbers[0]["attributed_to"] == "ana-lindqvist"


def test_money_told_by_the_year() -> None:
    item = look("About €40 million in timber crosses the strait annually.").numbers[0]
    assert (item["value"], item["unit"], item["per"], item["hedge"], item["what"]) == (40_000_000, "EUR", "year", "about", "timber crosses the strait annually")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [("A ten-year plan began.", 10), ("Half a million people left.", 500_000), ("She has two dozen ships.", 24),
     ("It was the second-largest port.", 2), ("The vote was carried by 9 to 3.", 3)],
)  # fmt: skip
def test_values(text: str, value: float) -> None:
    assert [item["value"] for item in look(text).numbers] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The Boeing 737 left.",
        "Call 030-1234567.",
        "See page 12.",
        "It began at 9 a.m.",
        "He left on 3 May 2018.",
        "Resolution 1701 holds.",
    ],
)
def test_no_figure_here(text: str) -> None:
    assert look(text).numbers == []


def test_only_body_carries_figures() -> None:
    from detente.coding.find import Block, find

    blocks = [Block("6 issues for $10", 0, 1, label, None) for label in ("clutter", "author_bio", "caption", "title")]
    assert [each.numbers for each in find(blocks)] == [[], [], [], []]
