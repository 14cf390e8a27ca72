"""Dates that a page prints about itself: ``Published 18 September 2019``. Only whole days; a half-known date is none."""

import re
from datetime import date

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMES = {name[:width]: number for number, name in enumerate(_MONTHS, 1) for width in range(3, len(name) + 1)} | {
    "sept": 9
}
_MONTH = "|".join(sorted(_NAMES, key=len, reverse=True))
_DAY = re.compile(
    rf"""(?<![\w/-])(?:(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?:[T\s]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?\s?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?
    | (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s.-]+(?P<m1>{_MONTH})\b\.?,?[\s-]+(?P<y1>\d{{4}})
    | (?P<m2>{_MONTH})\b\.?[\s-]+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<y2>\d{{4}})
    | (?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y3>\d{{4}}))(?![\w/-])""",
    re.IGNORECASE | re.VERBOSE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|first published|date|issued|written|created|filed|appeared)\b", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated?|modified|revised|amended|corrected)\b", re.IGNORECASE)
_REST = re.compile(
    r"""\b(?:first|originally|published|posted|last|updated?|modified|revised|amended|corrected|date|issued|filed|appeared|written|created|on|at|in|of|the|and|by|print|edition|online
    |mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|a\.?m\.?|p\.?m\.?|gmt|utc|bst|cet|cest|est|edt|et|pst|pdt|ct|pt|mt|ist|local|time
    |\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]m)?|\d{1,2}\s?[ap]m|\d+|min(?:ute)?s?|read(?:ing)?|hours?|ago)\b|[\s|•·,.:;()/–—+-]""",
    re.IGNORECASE | re.VERBOSE,
)


def days_in(text: str) -> list[tuple[str | None, int, int]]:
    """Every full date as (ISO day, start, end); the day is None where day and month cannot be told apart or do not exist."""
    found: list[tuple[str | None, int, int]] = []
    for match in _DAY.finditer(text):
        given = match.groupdict()
        if given["a"]:
            first, second, year = int(given["a"]), int(given["b"]), int(given["y3"])
            dot = "." in match[0]
            pairs = {(second, first)} if dot or first > 12 else {(first, second)} if second > 12 else {(first, second), (second, first)}  # fmt: skip
            days = {_iso(year, month, day) for month, day in pairs}
            found.append((days.pop() if len(days) == 1 else None, match.start(), match.end()))
            continue
        year = int(given["y"] or given["y1"] or given["y2"])
        month = int(given["m"]) if given["m"] else _NAMES[(given["m1"] or given["m2"]).lower()]
        found.append((_iso(year, month, int(given["d"] or given["d1"] or given["d2"])), match.start(), match.end()))
    return found


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def is_date_line(text: str, *, strict: bool = False) -> bool:
    """A line that holds one to three full dates and beside them nothing but words of publishing, weekdays and times.

    ``strict``: a word such as ``published`` must stand in it.
    """
    if len(text) > 160 or not (found := days_in(text)) or len(found) > 3:
        return False
    rest = text
    for _, start, end in reversed(found):
        rest = rest[:start] + rest[end:]
    if strict and not (_PUBLISHED.search(text) or _UPDATED.search(text)):
        return False
    return not _REST.sub("", rest)


def published_in(text: str) -> list[tuple[str | None, int, int, str]]:
    """The dates of a line with what each says: ``published``, ``updated`` or ``plain``."""
    result, before = [], 0
    for day, start, end in days_in(text):
        lead = text[before:start]
        said = [("updated", m.start()) for m in _UPDATED.finditer(lead)] + [("published", m.start()) for m in _PUBLISHED.finditer(lead)]  # fmt: skip
        result.append((day, start, end, max(said, key=lambda each: each[1])[0] if said else "plain"))
        before = end
    return result
