"""Named days in a text: 9/11, the two days of the United States that law fixes, and the entries of a calendar by name."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from detente.coding.find import date_arithmetic as on
from detente.coding.find.date_readings import Fixed, Reading, Yearless
from detente.coding.find.named_days import Calendar

#: Attacks of 11 September 2001 (The 9/11 Commission Report, 2004).
_NINE_ELEVEN = re.compile(r"(?<![\w/])9/11(?![\w/])|\bSept(?:ember|\.)\s+11(?:th)?\s+(?:terrorist\s+)?attacks\b")
_ELECTION = re.compile(r"\b(?:U\.?S\.?\s+)?Election\s+Day(?:,?\s+(?:in\s+|of\s+)?(?P<y>1[89]\d\d|20\d\d))?\b")
_INAUGURATION = re.compile(r"\bInauguration\s+Day(?:,?\s+(?:in\s+|of\s+)?(?P<y>1[89]\d\d|20\d\d))?\b")


def us_election_day(year: int) -> on.Days:
    """The Tuesday next after the first Monday in November of an even year (2 U.S.C. 7; 3 U.S.C. 1); ValueError else."""
    if year % 2:
        raise ValueError(f"no federal election day in {year}")
    first = date(year, 11, 1)
    return on.day(first + timedelta(days=(0 - first.weekday()) % 7 + 1))


def us_inauguration_day(year: int) -> on.Days:
    """20 January after a presidential election (Twentieth Amendment, from 1937 on); ValueError else."""
    if year % 4 != 1 or year < 1937:
        raise ValueError(f"no inauguration in {year}")
    return on.day(date(year, 1, 20))


def named_days(text: str, calendar: Calendar) -> Iterator[tuple[int, int, str, Reading]]:
    """Start, end, rule and reading of each named day in the text."""
    if "9/11" in text or "attacks" in text:
        for match in _NINE_ELEVEN.finditer(text):
            yield match.start(), match.end(), "named", Fixed("named", on.day(date(2001, 9, 11)), ("calendar",))
    for pattern, make, step, sign in (
        (_ELECTION, us_election_day, 2, "Election"), (_INAUGURATION, us_inauguration_day, 4, "Inauguration"),
    ):  # fmt: skip
        if sign not in text:
            continue
        for match in pattern.finditer(text):
            try:
                reading: Reading = (
                    Fixed("named", make(int(match["y"])), ("calendar",)) if match["y"] else _recurring(make, step)
                )
            except ValueError:
                continue
            yield match.start(), match.end(), "named", reading
    for entry in calendar.entries:
        if entry.name in text and (" " in entry.name or any(sign.isdigit() for sign in entry.name)):
            days = on.day(entry.start) if entry.start == entry.end else on.days(entry.start, entry.end)
            for match in re.finditer(rf"(?<!\w){re.escape(entry.name)}(?!\w)", text):
                yield match.start(), match.end(), f"named:{entry.id}", Fixed("named", days, ("calendar",))


def _recurring(make: Callable[[int], on.Days], step: int) -> Yearless:
    def made(year: int) -> on.Days | None:
        try:
            return make(year)
        except ValueError:
            return None

    def past(around: date) -> on.Days:
        return next(
            each
            for year in range(around.year, around.year - 2 * step, -1)
            if (each := made(year)) and each.start <= around
        )

    def future(around: date) -> on.Days:
        return next(
            each for year in range(around.year, around.year + 2 * step) if (each := made(year)) and each.end >= around
        )

    return Yearless("named", past, future, needs=("document_date", "calendar"))
