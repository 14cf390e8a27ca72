"""Dates: every published case, and what the grammar owes to calendars, brackets, tense and broken lines."""

from itertools import groupby

import pytest
from date_cases import CASES
from veldria import look

from detente.coding.find import Head

GROUPS = [(name, list(rows)) for name, rows in groupby(CASES, key=lambda row: row[0])]


@pytest.mark.parametrize(("name", "rows"), GROUPS, ids=[name for name, _ in GROUPS])
def test_published_case(name: str, rows: list[tuple[str, ...]]) -> None:
    _, day, text, *_ = rows[0]
    found = look(text, Head(day) if day else None, None).dates
    expected = [
        (row[3], text.index(row[3]), row[4], row[5], row[6], [row[7]] if row[7] else []) for row in rows if row[3]
    ]
    assert [(i["text"], i["start"], i["value"], i["form"], i["status"], i["needs"]) for i in found] == expected


def values(text: str, day: str | None = "2019-08-14", status: str = "printed") -> list[str | None]:
    return [item["value"] for item in look(text, Head(day, status=status), None).dates]


def test_a_bracket_that_nobody_accepted_only_proposes() -> None:
    open_ = Head(None, "2019-12-10", "2019-12-20", "bracket")
    item = look("In March they met.", open_, None).dates[0]
    assert (item["status"], item["value"], item["alternatives"]) == ("asks", None, ["2019-03"])
    accepted = Head(None, "2019-12-10", "2019-12-20", "accepted")
    assert look("In March they met.", accepted, None).dates[0]["value"] == "2019-03"


def test_a_date_may_run_over_a_line_break() -> None:
    assert values("They signed on 12\nMay 2017 in Porto.") == ["2017-05-12"]


def test_words_in_marks_keep_their_own_tense() -> None:
    assert values("He will say: “We met in November.”") == ["2018-11"]


def test_would_in_marks_is_no_future_cue() -> None:
    assert values("“It would help if they met in November,” she said.") == ["2018-11"]
    assert values("She said Veldria would lift its duty if Sudria stopped by March.") == ["2020-03"]


def test_a_named_day_of_the_calendar_resolves() -> None:
    item = look("Nothing was agreed at the Strait Summit in Porto.").dates[0]
    assert (item["value"], item["needs"], item["rule"]) == ("2019-06-01/2019-06-02", ["calendar"], "named:summit")


def test_an_offset_to_an_undated_event_asks_for_the_event() -> None:
    item = look("They met two months after the first round collapsed.").dates[0]
    assert (item["status"], item["needs"]) == ("asks", ["event"])


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert values("It fell on 31 June 2018 in the almanac.") in ([], ["2018-06"], ["2018"])
    assert values("The 31 November deal never was.") in ([], ["2018-11"])


def test_slashed_days_with_two_readings_ask() -> None:
    item = look("Signed 04/05/2018.", None, None).dates[0]
    assert (item["status"], item["alternatives"]) == ("asks", ["2018-05-04", "2018-04-05"])


@pytest.mark.parametrize(
    "text", ["Theresa May spoke.", "The march went on.", "He may go.", "Route 2018 is shut.", "Flight 2001 left."]
)
def test_no_date_here(text: str) -> None:
    assert values(text) == []


def test_southern_seasons() -> None:
    from detente.coding.find import Block, find

    found = find(
        [Block("They fell out last summer.", 0, 1, "body", 1)], Head("2019-05-20"), None, None, "south_meteorological"
    )
    assert found[0].dates[0]["value"] == "2018-12/2019-02"
