"""Standards 7 and 8: change against the last brief, forecasts that resolve, the track record."""

import re
from collections.abc import Iterator

from detente.kernel.dates import parse_day
from detente.reports.lint.brief import Brief

FIRST = "first assessment"
NONE_YET = "no resolved forecasts yet"
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_RESOLVES = re.compile(r"Resolves[*_]*:(.*)", re.IGNORECASE | re.DOTALL)
_TRACK: dict[str, re.Pattern[str]] = {
    "n = ": re.compile(r"(?<!\w)n\s*=\s*\d", re.IGNORECASE),
    "Brier = ": re.compile(r"(?<!reference )(?<!\w)Brier\s*=\s*[\d.]", re.IGNORECASE),
    "reference Brier = ": re.compile(r"reference\s+Brier\s*=\s*[\d.]", re.IGNORECASE),
    "calibration: ": re.compile(r"calibration[*_]*:[*_]*\s*\S", re.IGNORECASE),
}


def change_is_told(brief: Brief) -> Iterator[tuple[int, str]]:
    """7.1: a first assessment, or what changed since the last brief, which is named."""
    previous = brief.said("previous")
    if previous.casefold() == FIRST:
        return
    if not previous:
        yield 0, f"the front matter has no previous: `{FIRST}`, or the id of the last brief on the question"
        return
    bullets = brief.body.bullets("Changes")
    if not bullets:
        yield brief.line("Changes"), f"previous is {previous}, but no section Changes has a bullet"
    elif not any(
        re.search(rf"(?<![\w-]){re.escape(previous)}(?![\w-])", block.text) for block in brief.body.of("Changes")
    ):
        yield brief.line("Changes"), f"the section Changes does not name the previous brief, {previous}"


def forecast_questions_resolve(brief: Brief) -> Iterator[tuple[int, str]]:
    """8.1: forecast questions with a rule and a day."""
    bullets = brief.body.bullets("Forecast questions")
    if not bullets:
        yield brief.line("Forecast questions"), "no bullet in a section Forecast questions"
    for bullet in bullets:
        match = _RESOLVES.search(bullet.text)
        if match is None or not any(_is_day(each) for each in _DAY.findall(match[1])):
            yield bullet.line, "a forecast question without `Resolves:` and a day YYYY-MM-DD after it"


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except ValueError:
        return False
    return True


def track_record_is_told(brief: Brief) -> Iterator[tuple[int, str]]:
    """8.2: the score so far and what it is compared with, or that nothing is resolved yet."""
    section = "Track record"
    cells = [
        cell
        for table in brief.body.tables
        if table.section.casefold() == section.casefold()
        for _, row in table.rows
        for cell in row
    ]
    told = re.sub(r"\s+", " ", " ".join([*(block.text for block in brief.body.of(section)), *cells]))
    if NONE_YET in told.casefold():
        return
    missing = [name.strip() for name, pattern in _TRACK.items() if not pattern.search(told)]
    if missing:
        yield brief.line(section), f"the track record lacks {', '.join(missing)} (or says `{NONE_YET}`)"
