"""Days and intervals: what is read, what is refused, and how an interval is said."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.dates import Interval, parse_day, parse_interval, say_interval

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@pytest.mark.parametrize("bad", ["", "2020", "2020-1-1", "2020-13-01", "2021-02-29", "2020-02-30", "20200101", "2020-01-01 ", "2020-01-01T00:00", "x",
                                 "2020/01/01", "0000-01-01"])  # fmt: skip
def test_a_day_is_written_year_month_day_and_must_exist(bad: str) -> None:
    with pytest.raises(ValueError, match=r"is no ISO day|month|day|year"):
        parse_day(bad)


@given(DAYS)
def test_every_day_reads_back_from_its_iso_form(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_interval(day.isoformat()) == Interval(day, day)


@given(DAYS, st.integers(0, 5000))
def test_two_days_with_a_slash_are_a_closed_interval(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date(2999, 12, 31))
    found = parse_interval(f"{first}/{last}")
    assert (found.start, found.end) == (first, last)
    assert found.days == sum(1 for _ in range((last - first).days + 1))


@given(st.integers(1000, 2999), st.integers(1, 12))
def test_a_month_and_a_year_run_from_their_first_to_their_last_day(year: int, month: int) -> None:
    assert parse_interval(f"{year}") == Interval(date(year, 1, 1), date(year, 12, 31))
    assert parse_interval(f"{year}-{month:02}") == Interval(
        date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    )


def test_the_ends_of_an_interval_may_be_of_different_fineness() -> None:
    assert parse_interval("2020-11/2021") == Interval(date(2020, 11, 1), date(2021, 12, 31))
    assert parse_interval("2019/2020-02-29") == Interval(date(2019, 1, 1), date(2020, 2, 29))


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "/",
        "/2020",
        "2020/",
        "2020-13",
        "2020-00",
        "2020-02-30",
        "20",
        "2020--01",
        "2020/2021/2022",
        "May 2020",
        "٢٠٢٠",
    ],
)
def test_other_forms_of_interval_are_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"is no ISO day|has no month|day is out of range|month must be|year"):
        parse_interval(bad)


def test_an_interval_that_ends_before_it_starts_is_refused_and_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="starts on 2021-01-01 after its end 2020-12-31; swap the two"):
        parse_interval("2021/2020")


@given(DAYS, st.integers(0, 40), DAYS, st.integers(0, 40))
def test_two_intervals_overlap_when_some_day_lies_in_both(a: date, m: int, b: date, n: int) -> None:
    b = a + timedelta(days=(b - a).days % 60 - 30) if date(1001, 1, 1) < a < date(2998, 1, 1) else b
    first = Interval(a, min(a + timedelta(days=m), date(2999, 12, 31)))
    second = Interval(b, min(b + timedelta(days=n), date(2999, 12, 31)))
    shared = {first.start + timedelta(days=k) for k in range(first.days)} & {
        second.start + timedelta(days=k) for k in range(second.days)
    }
    assert first.overlaps(second) == second.overlaps(first) == bool(shared)


@pytest.mark.parametrize(
    ("text", "said"),
    [("2020-11-07", "7 November 2020"), ("2021-03", "March 2021"), ("2019", "2019"), ("2019/2021", "2019-2021"), ("2020-11/2020-12", "Nov-Dec 2020"),
     ("2020-11-03/2020-11-07", "3-7 November 2020"), ("2020-11-03/2020-12-07", "3 Nov - 7 Dec 2020"), ("2020-11/2021-01", "Nov 2020 - Jan 2021"),
     ("2020-02", "February 2020"), ("2021-01-01/2021-01-31", "January 2021"), ("2020-02-01/2020-02-28", "1-28 February 2020")],
)  # fmt: skip
def test_an_interval_is_said_in_words(text: str, said: str) -> None:
    found = parse_interval(text)
    assert say_interval(found.start, found.end) == said


def test_an_interval_without_a_day_is_undated() -> None:
    assert say_interval(None, None) == say_interval(date(2020, 1, 1), None) == "undated"


@given(DAYS, st.integers(0, 2000))
def test_what_is_said_names_the_year_of_both_ends(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date(2999, 12, 31))
    said = say_interval(first, last)
    assert str(first.year) in said
    assert str(last.year) in said
