"""Named days: public events that a text names instead of dating them (9/11, Election Day 2008).

A dossier's calendar records or a ``--calendar`` file (same keys: id, name, start, end, source) come first; two days that
law fixes, and 9/11, are known without them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.dossier.calendar import CalendarEntry
from detente.kernel.dates import parse_day
from detente.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A public event with its days, and where the days come from."""

    id: str
    name: str
    start: date
    end: date
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The events that the texts may name."""

    entries: tuple[NamedDay, ...] = ()


def calendar_of(entries: Iterable[CalendarEntry]) -> Calendar:
    """The calendar that a dossier's records make."""
    return Calendar(tuple(NamedDay(each.id, each.name, each.start, each.end, each.source) for each in entries))


def read_calendar(data: Any, file: str) -> tuple[Calendar, list[Problem]]:
    """The calendar in a file's data (already parsed), and all that is wrong with it."""
    entries = data.get("calendar") if isinstance(data, Mapping) else data
    if not isinstance(entries, list):
        return Calendar(), [Problem(file, 0, "value-invalid", "a calendar is a list of named days",
                                    "Write a list, or `calendar:` with a list under it.")]  # fmt: skip
    found, problems = [], []
    for number, entry in enumerate(entries, 1):
        try:
            first = _day(entry["start"])
            each = NamedDay(str(entry.get("id") or f"day-{number}"), str(entry["name"]), first,
                            _day(entry.get("end") or first), str(entry["source"]))  # fmt: skip
            if each.end < each.start:
                raise ValueError(f"it ends on {each.end}, before it starts")
            found.append(each)
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            problems.append(Problem(file, 0, "value-invalid", f"no named day can be read here: {error}",
                                    "Give name, start (YYYY-MM-DD), end and source.", place=f"entry {number}"))  # fmt: skip
    return Calendar(tuple(found)), problems


def _day(value: Any) -> date:
    return value if isinstance(value, date) else parse_day(str(value))
