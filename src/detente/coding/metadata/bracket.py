"""A bracket for a document that prints no date, proposed from its own words, each bound with its line and its reason.

Rules of the reading method, section 3. A bracket is a proposal: it resolves nothing until a person accepts it.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from detente.coding.find import Calendar, Found, Head
from detente.coding.labels.label import Labelled
from detente.coding.metadata.head import no_date
from detente.coding.selectors import anchor
from detente.kernel.dates import parse_interval

_AHEAD = re.compile(
    r"\b(?:will|shall|due|set (?:for|to)|scheduled|planned|slated|expected|upcoming|forthcoming|ahead of|in the run-?up to|looms?|approaching|going to|(?:do|does|did)(?:es)? not \w+ until|not until|is to|are to|is yet to|has yet to|have yet to|by|until)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:was|were|had|did|began|took|made|held|met|won|lost|came|went|said|told|gave|became|brought|broke|fell|rose|sent|set|led|saw|left|signed|after|since|following|in the wake of|\w{2,}ed)\b",
    re.IGNORECASE,
)
_NOT_OUT = re.compile(r"\b(?:yet to be|not yet(?: been)?|still to be|have not been|has not been) (?:released|published|issued)\b", re.IGNORECASE)  # fmt: skip
_RELATIVE = re.compile(r"\b(?P<which>this|last|next|earlier this|later this) (?P<unit>week|month|year)\b|\b(?P<day>yesterday|today|tomorrow)\b", re.IGNORECASE)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z])")
#: Forms of dates that stand on their own, so that they may bound a document.
_ABSOLUTE = ("full", "month_year", "year", "day_range", "month_range")
_TELLING = ("body", "dek", "caption")


def propose(text: str, sha256: str, labelled: Sequence[Labelled], found: Sequence[Found], calendar: Calendar) -> dict[str, Any]:  # fmt: skip
    """The record's ``date``: ``bracket`` with its evidence, ``ambiguous`` if the bounds contradict each other, or no date.

    ``found`` goes with ``labelled``, block by block, and was found without a document date.
    """
    evidence: list[dict[str, Any]] = []

    def bound(kind: str, day: date, start: int, end: int, basis: str, why: str) -> None:
        evidence.append({"line": text.count("\n", 0, start) + 1, "anchor": anchor(text, sha256, start, end), "bound": kind,
                         "date": day.isoformat(), "basis": basis, "why": why})  # fmt: skip

    for each, items in zip(labelled, found, strict=True):
        if each.label not in _TELLING:
            continue
        for start, end in _sentences(each.block.text, each.block.start):
            inside = [item for item in items.dates if start <= item["start"] and item["end"] <= end]
            _from_dates(text, start, end, inside, each.label, bound)
            _from_calendar(text, start, end, calendar, bound)
    return _joined(evidence)


def _sentences(text: str, start: int) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    return [(start + low, start + high) for low, high in pairwise(cuts) if high > low]


def _from_dates(text: str, start: int, end: int, dates: Sequence[dict[str, Any]], label: str, bound: Any) -> None:
    sentence = text[start:end]
    for item in dates:
        if (
            item.get("form") not in _ABSOLUTE
            or item.get("status") != "resolved"
            or item.get("needs")
            or not item.get("value")
        ):
            continue
        try:
            span = parse_interval(str(item["value"]))
        except ValueError:
            continue
        if span.start.year < 1900:
            continue
        lead = text[max(start, item["start"] - 60) : item["start"]]
        ahead = bool(_AHEAD.search(lead) or re.search(r"\b(?:will|due|scheduled|slated)\b", sentence, re.IGNORECASE))
        if _NOT_OUT.search(sentence):
            following = _last_of_month(span.end + timedelta(days=1))
            bound("not_after", following, item["start"], item["end"], "judgement",
                  "a figure of that time is not out yet; figures are seldom later than the month after: a judgement")  # fmt: skip
        elif ahead and item["form"] == "full":
            bound(
                "not_after", span.start - timedelta(days=1), item["start"], item["end"], "text", "told as still to come"
            )
        elif not ahead and (label == "caption" or _TOLD.search(sentence)):
            bound("not_before", span.start, item["start"], item["end"], "text", "told as past")


def _from_calendar(text: str, start: int, end: int, calendar: Calendar, bound: Any) -> None:
    sentence = text[start:end]
    folded = sentence.casefold()
    for entry in calendar.entries:
        at = folded.find(entry.name.casefold())
        if at < 0 or len(folded) != len(sentence):
            continue
        place = (start + at, start + at + len(entry.name))
        relative = _RELATIVE.search(sentence)
        if relative is not None:
            first, last = _around(entry.start, relative)
            why = f"{entry.name} ({entry.start}) is {relative[0]!r} here"
            bound("not_before", first, *place, "calendar", why)
            bound("not_after", last, *place, "calendar", why)
        elif _AHEAD.search(sentence[max(0, at - 60) : at]) or re.search(
            r"\bwill\b", sentence[max(0, at - 20) : at + len(entry.name) + 30]
        ):
            bound("not_after", entry.start - timedelta(days=1), *place, "calendar", f"{entry.name} ({entry.start}) is still to come")  # fmt: skip
        elif _TOLD.search(sentence):
            bound("not_before", entry.start, *place, "calendar", f"{entry.name} ({entry.start}) is told as past")


def _around(day: date, said: re.Match[str]) -> tuple[date, date]:
    """First and last day on which an event of ``day`` is ``last week``, ``this month``, ``yesterday``, ..."""
    if said["day"]:
        written = day + timedelta(days={"yesterday": 1, "today": 0, "tomorrow": -1}[said["day"].lower()])
        return written, written
    which, unit = said["which"].lower(), said["unit"].lower()
    shift = {"last": 1, "next": -1}.get(which, 0)
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        span = (monday, monday + timedelta(days=6))
    elif unit == "month":
        months = day.year * 12 + day.month - 1 + shift
        first = date(months // 12, months % 12 + 1, 1)
        span = (first, _last_of_month(first))
    else:
        span = (date(day.year + shift, 1, 1), date(day.year + shift, 12, 31))
    if which == "earlier this":
        return max(day, span[0]), span[1]
    return (span[0], min(day, span[1])) if which == "later this" else span


def _last_of_month(first: date) -> date:
    """The last day of the month that begins on ``first``."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _joined(evidence: list[dict[str, Any]]) -> dict[str, Any]:
    """The narrowest bounds; bounds that contradict each other are shown, and neither is taken."""
    if not evidence:
        return no_date()
    lows = [each["date"] for each in evidence if each["bound"] == "not_before"]
    highs = [each["date"] for each in evidence if each["bound"] == "not_after"]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        return {**no_date("ambiguous"), "evidence": evidence}
    kept = [each for each in evidence if each["date"] in (low, high)]
    return {"value": None, "status": "bracket", "not_before": low, "not_after": high, "evidence": kept}


def as_head(when: dict[str, Any], *, accept: bool) -> Head:
    """The document's date as the finders take it; a proposed bracket counts only when it is accepted and closed."""
    low, high = when["not_before"], when["not_after"]
    if when["value"] is None and low and high and (when["status"] == "given" or accept):
        return Head(f"{low}/{high}", low, high, "given" if when["status"] == "given" else "accepted")
    return Head(when["value"], low, high, when["status"])
