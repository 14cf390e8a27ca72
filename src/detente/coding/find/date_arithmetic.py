"""Days, months, years and seasons as closed spans with their ISO text; no clock is read anywhere."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple


class Days(NamedTuple):
    """A closed span of days and its ISO text at the precision of the expression."""

    start: date
    end: date
    iso: str


def day(each: date) -> Days:
    """One day."""
    return Days(each, each, each.isoformat())


def days(start: date, end: date) -> Days:
    """From one day to another; ValueError if they are the wrong way round."""
    if end < start:
        raise ValueError(f"{end} is before {start}")
    return Days(start, end, f"{start.isoformat()}/{end.isoformat()}")


def month(year: int, number: int) -> Days:
    """One month."""
    return Days(date(year, number, 1), date(year, number, last_day(year, number)), f"{year:04}-{number:02}")


def months(first: Days, last: Days) -> Days:
    """From one month (or year) to another, at their own precision."""
    if last.end < first.start:
        raise ValueError(f"{last.iso} is before {first.iso}")
    return Days(first.start, last.end, f"{first.iso}/{last.iso}")


def year(number: int) -> Days:
    """One year."""
    return Days(date(number, 1, 1), date(number, 12, 31), f"{number:04}")


def years(first: int, last: int) -> Days:
    """From one year to another."""
    return months(year(first), year(last))


def week(around: date) -> Days:
    """The week, Monday to Sunday, that holds the day."""
    monday = around - timedelta(days=around.weekday())
    return days(monday, monday + timedelta(days=6))


def part_of_month(part: str, year_number: int, month_number: int) -> Days:
    """Early is the 1st to the 10th, mid the 11th to the 20th, late the 21st to the end (reading method, section 6)."""
    first, last = {"early": (1, 10), "mid": (11, 20)}.get(part, (21, last_day(year_number, month_number)))
    return days(date(year_number, month_number, first), date(year_number, month_number, last))


def part_of_decade(part: str, decade: int) -> Days:
    """Early is the years 0 to 3, mid 4 to 6, late 7 to 9."""
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
    return years(decade + first, decade + last)


def part_of_year(part: str, number: int) -> Days:
    """Early is January to April, mid May to August, late September to December (our convention; the method has none)."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    return months(month(number, first), month(number, last))


#: First month of each season; a season lasts three months, and one that begins in December ends in the next year.
SEASONS = {
    "north_meteorological": {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12},
    "south_meteorological": {"spring": 9, "summer": 12, "fall": 3, "autumn": 3, "winter": 6},
}


def season(name: str, starting: int, option: str) -> Days:
    """The season that begins in the year given."""
    first = month(starting, SEASONS[option][name])
    return months(first, month_after(first, 2))


def month_after(base: Days, count: int) -> Days:
    """The month that many months after the month in which the span begins (negative: before)."""
    index = base.start.year * 12 + base.start.month - 1 + count
    return month(index // 12, index % 12 + 1)


def last_day(year_number: int, month_number: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year_number, month_number)[1]


def shifted(base: Days, count: int, unit: str) -> Days:
    """The day, week, month, year or decade that lies ``count`` units from the span, at the precision of the unit."""
    if unit == "day":
        return day(base.start + timedelta(days=count))
    if unit == "week":
        return week(base.start + timedelta(days=7 * count))
    if unit == "month":
        return month_after(base, count)
    return year(base.start.year + count * {"year": 1, "decade": 10}[unit])


def stretch(end: Days, count: int, unit: str) -> Days:
    """From ``count`` units before the day to the day itself; months and years are told to the month, decades to the year."""
    if unit in ("day", "week"):
        return days(end.start - timedelta(days=count * {"day": 1, "week": 7}[unit]), end.start)
    if unit == "decade":
        return years(end.start.year - 10 * count, end.start.year)
    return months(month_after(end, -count * {"month": 1, "year": 12}[unit]), month(end.start.year, end.start.month))


def reach(start: Days, count: int, unit: str) -> Days:
    """From the day to ``count`` units later, at the precision of the unit."""
    if unit in ("day", "week"):
        return days(start.start, start.start + timedelta(days=count * {"day": 1, "week": 7}[unit]))
    if unit == "month":
        return months(month_after(start, 0), month_after(start, count))
    return years(start.start.year, start.start.year + count * {"year": 1, "decade": 10}[unit])
