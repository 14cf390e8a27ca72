"""Expressions of time as intervals that say what they leaned on. What the document does not settle asks.

The document's date may be a bracket [D0, D1]: an expression is worked out for both ends, and it is resolved only if both
give the same (reading method, section 6).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from detente.coding.find import date_arithmetic as on
from detente.coding.find.date_grammar import PRINTED, Rule
from detente.coding.find.date_grammar_relative import relative_rules
from detente.coding.find.date_readings import Anaphor, Beside, Fixed, Open, Reading, Relative, Yearless
from detente.coding.find.named_day_grammar import named_days
from detente.coding.find.named_days import Calendar
from detente.coding.find.overlaps import holding, longest
from detente.coding.find.page import Head, Item
from detente.coding.find.sentences import sentences
from detente.coding.find.tense import direction
from detente.kernel.dates import parse_interval

_FINENESS = {"day": 1, "week": 7, "month": 31, "year": 366, "decade": 3660}


@dataclass(frozen=True, slots=True)
class Clock:
    """The document's date as two days; ``accepted`` is False for a bracket that nobody accepted (then it only proposes)."""

    first: date
    last: date
    accepted: bool = True


def clock_of(head: Head | None) -> Clock | None:
    """The document's date in a head, None if it has none. ValueError if its text is no ISO interval."""
    if head is None:
        return None
    if head.value:
        span = parse_interval(head.value)
        return Clock(span.start, span.end)
    if head.not_before and head.not_after:
        low, high = parse_interval(head.not_before).start, parse_interval(head.not_after).end
        if low <= high:
            return Clock(low, high, head.status == "accepted")
    return None


@lru_cache(maxsize=4)
def _rules(seasons: str) -> tuple[Rule, ...]:
    return (*PRINTED, *relative_rules(seasons))


@dataclass(slots=True)
class _Candidate:
    start: int
    end: int
    rule: str
    reading: Reading


def find_dates(
    text: str,
    clock: Clock | None,
    calendar: Calendar,
    seasons: str = "north_meteorological",
    quotes: Sequence[tuple[int, int]] = (),
) -> list[Item]:
    """The expressions in one block, in order, with positions inside the block.

    ``quotes`` are the spans in quotation marks: an expression inside one is judged by the tense inside it.
    """
    chosen = longest(_candidates(text, calendar, seasons))
    spans = sentences(text) if chosen else []
    items: list[Item] = []
    resolved: list[on.Days] = []
    for place, each in enumerate(chosen):
        turn = _turn(each, text, spans, quotes)
        item, days = _settle(each, turn, clock, resolved)
        if isinstance(each.reading, Beside):
            item, days = _beside(each, text, chosen[place + 1 : place + 2], clock, spans, quotes)
        item |= {"start": each.start, "end": each.end, "text": text[each.start : each.end]}
        items.append(
            {
                key: item[key]
                for key in ("start", "end", "text", "value", "form", "status", "needs", "basis", "alternatives", "rule")
            }
        )
        if days is not None:
            resolved.append(days)
    return items


def _candidates(text: str, calendar: Calendar, seasons: str) -> list[_Candidate]:
    found = []
    for rule in _rules(seasons):
        if rule.needles and not any(needle in text for needle in rule.needles):
            continue
        for match in rule.pattern.finditer(text):
            try:
                reading = rule.read(match, text)
            except (ValueError, OverflowError):
                continue  # 31 June, year 0: printed, but no day
            if reading is not None:
                found.append(_Candidate(match.start(), match.end(), rule.name, reading))
    found.extend(_Candidate(*each) for each in named_days(text, calendar))
    return found


def _turn(
    each: _Candidate, text: str, spans: Sequence[tuple[int, int]], quotes: Sequence[tuple[int, int]]
) -> tuple[str, str]:
    """Past, future or open, for readings that come back."""
    reading = each.reading
    if not isinstance(reading, Yearless):
        return "past", "none"
    if reading.turn is not None:
        return ("this" if reading.turn == "this" else reading.turn), "word"
    low, high = holding(spans, each.start) or (0, len(text))
    inside = next(((a, b) for a, b in quotes if a <= each.start and each.end <= b), None)
    if inside:
        return direction(text, max(low, inside[0]), min(high, inside[1]), each.start, each.end, True)
    bare = text
    for a, b in quotes:
        if low <= a and b <= high:
            bare = bare[:a] + " " * (b - a) + bare[b:]
    return direction(bare, low, high, each.start, each.end, False)


Of = Callable[[date], on.Days]


def _settle(
    each: _Candidate, turn: tuple[str, str], clock: Clock | None, resolved: list[on.Days]
) -> tuple[dict[str, Any], on.Days | None]:
    reading = each.reading
    if isinstance(reading, Fixed):
        basis = "calendar" if "calendar" in reading.needs else "printed"
        return _item(reading.form, each.rule, reading.days.iso, reading.needs, basis), reading.days
    if isinstance(reading, Open):
        return _asks(reading.form, f"{each.rule}: {reading.why}", reading.needs, reading.alternatives), None
    if isinstance(reading, Anaphor):
        base = next((days for days in reversed(resolved) if _length(days) <= _FINENESS[reading.unit]), None)
        if base is None:
            return _asks(reading.form, each.rule, ("same_passage",)), None
        days = reading.of(base)
        return _item(reading.form, each.rule, days.iso, ("same_passage",), "context"), days
    if isinstance(reading, Relative):
        return _by_clock(reading.form, each.rule, (reading.of,), ("document_date",), "relative", clock)
    if isinstance(reading, Yearless):
        way, why = turn
        if way == "open":
            ways: tuple[Of, ...] = (reading.past, reading.future)
        elif way == "this":
            ways = (lambda d: _same_year(reading, d),)
        else:
            ways = (reading.future if way == "future" else reading.past,)
        basis = "calendar" if "calendar" in reading.needs else "context"
        return _by_clock(reading.form, f"{each.rule}:{way}:{why}", ways, reading.needs, basis, clock)
    return _asks(reading.form, each.rule, ("event",)), None


def _same_year(reading: Yearless, around: date) -> on.Days:
    found = reading.past(around)
    return found if found.start.year == around.year else reading.future(around)


def _by_clock(
    form: str, rule: str, ways: Sequence[Of], needs: tuple[str, ...], basis: str, clock: Clock | None
) -> tuple[dict[str, Any], on.Days | None]:
    if clock is None:
        return _asks(form, rule, needs), None
    made: dict[str, on.Days] = {}
    try:
        for of in ways:
            for around in (clock.first, clock.last):
                days = of(around)
                made.setdefault(days.iso, days)
    except (ValueError, OverflowError, StopIteration):
        return _asks(form, rule, needs), None
    if len(made) == 1 and clock.accepted:
        days = next(iter(made.values()))
        return _item(form, rule, days.iso, needs, basis), days
    return _asks(form, rule, needs, tuple(made)), None


def _beside(
    each: _Candidate, text: str, following: Sequence[_Candidate], clock: Clock | None,
    spans: Sequence[tuple[int, int]], quotes: Sequence[tuple[int, int]],
) -> tuple[dict[str, Any], on.Days | None]:  # fmt: skip
    """An offset to the expression right behind it takes that one's date; to anything else it asks."""
    reading = each.reading
    assert isinstance(reading, Beside)  # noqa: S101
    asks = _asks(reading.form, each.rule, ("event",))
    if not following or text[each.end : following[0].start].strip() not in ("", "the", "on"):
        return asks, None
    item, base = _settle(following[0], _turn(following[0], text, spans, quotes), clock, [])
    if base is None:
        return _asks(reading.form, each.rule, tuple(item["needs"]) or ("event",)), None
    try:
        days = reading.of(base)
    except (ValueError, OverflowError):
        return asks, None
    return _item(reading.form, each.rule, days.iso, tuple(item["needs"]), "relative"), days


def _length(days: on.Days) -> int:
    return (days.end - days.start).days + 1


def _item(form: str, rule: str, value: str, needs: tuple[str, ...], basis: str) -> dict[str, Any]:
    return {
        "value": value,
        "form": form,
        "status": "resolved",
        "needs": list(needs),
        "basis": basis,
        "alternatives": [],
        "rule": rule,
    }


def _asks(form: str, rule: str, needs: tuple[str, ...], alternatives: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "value": None,
        "form": form,
        "status": "asks",
        "needs": list(needs),
        "basis": None,
        "alternatives": list(alternatives),
        "rule": rule,
    }
