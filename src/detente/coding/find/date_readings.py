"""What an expression of time can mean before the document's date is known: fixed, recurring, relative, anaphoric, or open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from detente.coding.find.date_arithmetic import Days


@dataclass(frozen=True, slots=True)
class Fixed:
    """Printed in full: needs nothing (``needs`` is then empty) or an entry of the calendar."""

    form: str
    days: Days
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Yearless:
    """Comes back: ``past`` and ``future`` give the latest that began by a day, and the earliest that ends on or after it.

    ``turn`` is set where the words themselves say which ("last Friday").
    """

    form: str
    past: Callable[[date], Days]
    future: Callable[[date], Days]
    turn: str | None = None
    needs: tuple[str, ...] = ("document_date",)


@dataclass(frozen=True, slots=True)
class Relative:
    """Counted from the document's date."""

    form: str
    of: Callable[[date], Days]


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Counted from the nearest earlier date of the passage that is at least as fine as ``unit``."""

    form: str
    of: Callable[[Days], Days]
    unit: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Counted from the expression that follows at once ("four days after Election Day"); else from an event: asks."""

    form: str
    of: Callable[[Days], Days]


@dataclass(frozen=True, slots=True)
class Open:
    """Cannot be settled by any date of the document: two readings, or words that count about."""

    form: str
    needs: tuple[str, ...]
    alternatives: tuple[str, ...] = ()
    why: str = ""


Reading = Fixed | Yearless | Relative | Anaphor | Beside | Open


def yearly(form: str, make: Callable[[int], Days], turn: str | None = None) -> Yearless:
    """A reading that comes back every year; years in which the day does not exist (29 February) are passed over."""

    def made(number: int) -> Days | None:
        try:
            return make(number)
        except ValueError:
            return None

    def past(around: date) -> Days:
        for number in range(around.year + 1, around.year - 9, -1):
            found = made(number)
            if found and found.start <= around:
                return found
        raise ValueError("no such day")

    def future(around: date) -> Days:
        for number in range(around.year - 1, around.year + 9):
            found = made(number)
            if found and found.end >= around:
                return found
        raise ValueError("no such day")

    return Yearless(form, past, future, turn)


def weekly(number: int, make: Callable[[date], Days], turn: str | None = None, strict: bool = False) -> Yearless:
    """A weekday (Monday is 0); ``strict`` leaves out the document's own day ("last Friday" on a Friday)."""
    skip = 1 if strict else 0

    def past(around: date) -> Days:
        latest = around - timedelta(days=skip)
        return make(latest - timedelta(days=(latest.weekday() - number) % 7))

    def future(around: date) -> Days:
        first = around + timedelta(days=skip)
        return make(first + timedelta(days=(number - first.weekday()) % 7))

    return Yearless("weekday", past, future, turn)
