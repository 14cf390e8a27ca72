"""Days and intervals: ISO 8601 text in, :class:`datetime.date` inside."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"([0-9]{4})")


def parse_day(text: str) -> date:
    """Read ``YYYY-MM-DD``. Raises ValueError for any other form and for days that do not exist."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text!r} is no ISO day; write YYYY-MM-DD")
    return date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of days; ``start`` is never after ``end``."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"the interval starts on {self.start} after its end {self.end}; swap the two")

    def overlaps(self, other: "Interval") -> bool:
        """True if the two share at least one day."""
        return self.start <= other.end and other.start <= self.end

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.end - self.start).days + 1


def parse_interval(text: str) -> Interval:
    """Read ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``A/B`` of these as a closed interval of days."""
    first, slash, last = text.partition("/")
    start = _span(first)
    return Interval(start.start, _span(last).end) if slash else start


def _span(text: str) -> Interval:
    if match := _YEAR.fullmatch(text):
        year = int(match[1])
        return Interval(date(year, 1, 1), date(year, 12, 31))
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        if not 1 <= month <= 12:
            raise ValueError(f"{text!r} has no month {month}")
        return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    day = parse_day(text)
    return Interval(day, day)


def say_interval(start: date | None, end: date | None) -> str:
    """An interval in words: ``7 November 2020``, ``March 2021``, ``2019``, ``Nov-Dec 2020`` or ``undated``."""
    if start is None or end is None:
        return "undated"
    if start == end:
        return f"{start.day} {start:%B %Y}"
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole_months and (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}-{end.year}"
    if start.year == end.year and start.month == end.month:
        return f"{start:%B %Y}" if whole_months else f"{start.day}-{end.day} {start:%B %Y}"
    if start.year == end.year:
        return f"{start:%b}-{end:%b %Y}" if whole_months else f"{start.day} {start:%b} - {end.day} {end:%b %Y}"
    return f"{start:%b %Y} - {end:%b %Y}"
