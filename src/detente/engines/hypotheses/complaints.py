"""Reading plain data with every complaint collected: types, keys, ids, numbers and days, each with its place."""

import datetime
import reprlib
from collections.abc import Collection, Mapping
from typing import Any

from detente.engines.hypotheses.cells import is_number
from detente.kernel.dates import parse_day
from detente.kernel.errors import Problem
from detente.kernel.ids import nearest
from detente.kernel.slugs import SLUGS

_QUOTE = "put it in quotation marks"


def show(value: object) -> str:
    """A value as a message quotes it: short, whatever it holds."""
    return "true" if value is True else "false" if value is False else reprlib.repr(value)


def at(place: str, key: object) -> str:
    """The place of a key below a place."""
    return f"{place}.{key}" if place else str(key)


def private(key: object) -> bool:
    """True for keys that are allowed anywhere and ignored."""
    return isinstance(key, str) and (key in ("note", "notes") or key.startswith("x_"))


class Complaints:
    """What is wrong with the data so far. Each reading method returns None after a complaint."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def say(self, code: str, place: str, message: str, fix: str = "") -> None:
        """Add a problem; without a fix it takes that of the code."""
        text = fix or SLUGS[code].fix
        told = text if text.startswith("Did you mean") else text[:1].lower() + text[1:].rstrip(".")
        self.found.append(Problem("", 0, code, message, told, place=place or "question"))

    def mapping(self, value: object, place: str) -> Mapping[Any, Any]:
        """A mapping; anything else is a complaint and reads as an empty one."""
        if isinstance(value, Mapping):
            return value
        self.say("bad_type", place, f"{show(value)} is no mapping", "write `key: value` pairs")
        return {}

    def entries(self, value: object, place: str) -> list[Any]:
        """A list; anything else but nothing at all is a complaint."""
        if value is None:
            return []
        if isinstance(value, list | tuple):
            return list(value)
        self.say("bad_type", place, f"{show(value)} is no list", "write a list, each entry after a hyphen")
        return []

    def keys(self, data: Mapping[Any, Any], place: str, known: Collection[str], required: Collection[str] = ()) -> None:
        """Complain of unknown and of absent keys."""
        for key in data:
            if private(key) or (isinstance(key, str) and key in known):
                continue
            guess = nearest(key, known) if isinstance(key, str) else None
            fix = f"Did you mean {guess!r}?" if guess else f"use one of {', '.join(sorted(known))}, or begin it with x_"
            self.say("unknown_key", at(place, key), f"there is no key {show(key)} here", fix)
        for key in required:
            if key not in data:
                self.say("missing_key", at(place, key), f"the key {key!r} is absent", "add it")

    def ids(self, value: object, place: str) -> dict[str, Any]:
        """A mapping whose keys are ids; private keys are left out unless they hold a mapping."""
        if value is None:
            return {}
        found: dict[str, Any] = {}
        for key, inner in self.mapping(value, place).items():
            if private(key) and not isinstance(inner, Mapping):
                continue
            name = self.id(key, at(place, key))
            if name is not None:
                found[name] = inner
        return found

    def id(self, value: object, place: str) -> str | None:
        """An id: text that is not empty."""
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, str):
            self.say("id_not_text", place, "the id is empty", "give it a name")
        else:
            shown = value.isoformat() if isinstance(value, datetime.date) else show(value)
            self.say("id_not_text", place, f"the id arrived as {type(value).__name__} {shown}, not as text", _QUOTE)
        return None

    def text(self, value: object, place: str) -> str:
        """Free text; nothing reads as empty."""
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        self.say("bad_type", place, f"{show(value)} is no text", _QUOTE)
        return ""

    def number(self, value: object, place: str) -> float | None:
        """A finite number."""
        if is_number(value):
            return float(value)  # type: ignore[arg-type]
        self.say("bad_type", place, f"{show(value)} is no number", "write a plain number")
        return None

    def fraction(self, value: object, place: str) -> float | None:
        """A number from 0 to 1, ends included."""
        number = self.number(value, place)
        if number is not None and not 0 <= number <= 1:
            self.say("bad_probability", place, f"{number:g} lies outside 0 to 1", "write a number from 0 to 1")
            return None
        return number

    def whole(self, value: object, place: str, low: int, high: int) -> int | None:
        """A whole number within bounds."""
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.say("bad_type", place, f"{show(value)} is no whole number from {low} to {high}", "write such a number")
        return None

    def flag(self, value: object, place: str) -> bool | None:
        """A boolean."""
        if isinstance(value, bool):
            return value
        self.say(
            "bad_type",
            place,
            f"{show(value)} is neither true nor false",
            "write true or false, without quotation marks",
        )
        return None

    def day(self, value: object, place: str) -> datetime.date | None:
        """An ISO day, as text or as a date; nothing reads as no date."""
        if value is None:
            return None
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        try:
            return parse_day(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            self.say("bad_date", place, f"{show(value)} is no day", "write a day that exists as YYYY-MM-DD")
            return None

    def known(self, value: object, place: str, what: str, names: Collection[str]) -> str | None:
        """An id that must be one of ``names``."""
        name = self.id(value, place)
        if name is None or name in names:
            return name
        guess = nearest(name, names)
        listed = ", ".join(list(names)[:8])
        fix = f"Did you mean {guess!r}?" if guess else f"use one of {listed}" if listed else f"declare the {what} first"
        self.say("unknown_reference", place, f"there is no {what} {show(name)}", fix)
        return None
