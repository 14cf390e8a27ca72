"""Collecting every problem of a model file's plain data with its place, so that none hides the next.

The slugs are those of a topic: ``deal-value``, ``deal-key``, ``deal-number``, ``deal-range``, ``deal-duplicate``, ``deal-unknown``.
"""

import math
import reprlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from detente.kernel.errors import Problem
from detente.kernel.ids import nearest


def shown(value: object) -> str:
    """A value as a message quotes it."""
    return (
        "nothing" if value is None else "true" if value is True else "false" if value is False else reprlib.repr(value)
    )


def one_of(words: Iterable[object]) -> str:
    """``use one of a, b, c``."""
    known = [str(each) for each in words]
    return f"use one of {', '.join(known[:12])}{' and more' if len(known) > 12 else ''}" if known else "remove it"


class Checker:
    """Problems so far. Reading methods return None (or an empty container) after noting what is wrong."""

    def __init__(self, file: str, topic: str = "deal") -> None:
        self.file, self.topic = file, topic
        self.problems: list[Problem] = []
        #: Issues and governments that stand in the file but could not be read; who names them is not blamed for it.
        self.faulty: set[str] = set()

    def add(self, place: str, slug: str, message: str, fix: str = "") -> None:
        """Note one problem."""
        self.problems.append(Problem(self.file, 0, slug, message, fix, place=place or "file"))

    def mapping(self, value: Any, place: str, allowed: Collection[str], required: Collection[str] = ()) -> dict[str, Any]:  # fmt: skip
        """A mapping with known keys; ``evidence`` is allowed under any record."""
        if not isinstance(value, Mapping):
            self.add(
                place, f"{self.topic}-value", f"expected a mapping, got {shown(value)}", "write `key: value` pairs"
            )
            return {}
        for key in value:
            if key not in allowed and key != "evidence":
                guess = nearest(str(key), allowed)
                fix = f"did you mean {guess!r}?" if guess else one_of(sorted(allowed))
                self.add(f"{place}.{key}" if place else str(key), f"{self.topic}-key", f"unknown key {str(key)!r}", fix)
        for key in required:
            if value.get(key) is None:
                self.add(
                    f"{place}.{key}" if place else key, f"{self.topic}-key", f"the key {key!r} is missing", "add it"
                )
        return dict(value)

    def pairs(self, value: Any, place: str) -> dict[Any, Any]:
        """A mapping with keys of the user's own; nothing reads as an empty one."""
        if value is None:
            return {}
        if isinstance(value, Mapping):
            return dict(value)
        self.add(place, f"{self.topic}-value", f"expected a mapping, got {shown(value)}", "write `key: value` pairs")
        return {}

    def entries(self, value: Any, place: str) -> list[Any]:
        """A list; nothing reads as an empty one."""
        if value is None:
            return []
        if isinstance(value, list | tuple):
            return list(value)
        self.add(
            place,
            f"{self.topic}-value",
            f"expected a list, got {shown(value)}",
            "write a list, each entry after a hyphen",
        )
        return []

    def number(self, value: Any, place: str, low: float = -math.inf, high: float = math.inf, *, above: bool = False) -> float | None:  # fmt: skip
        """A finite number within ``low`` and ``high``; ``above``: more than ``low``."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.add(place, f"{self.topic}-number", f"expected a finite number, got {shown(value)}", "give one")
            return None
        if value < low or value > high or (above and value == low):
            bounds = f"in {low:g}..{high:g}" if math.isfinite(low) and math.isfinite(high) else (
                f"above {low:g}" if above else f"at {low:g} or above" if math.isfinite(low) else f"at {high:g} or below")  # fmt: skip
            self.add(place, f"{self.topic}-range", f"must lie {bounds}, got {value:g}", "correct it")
            return None
        return float(value)

    def whole(self, value: Any, place: str, low: int, high: int) -> int | None:
        """A whole number within bounds."""
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.add(
            place, f"{self.topic}-number", f"expected a whole number in {low}..{high}, got {shown(value)}", "correct it"
        )
        return None

    def truth(self, value: Any, place: str, default: bool) -> bool:
        """True or false; nothing reads as the default."""
        if value is None:
            return default
        if not isinstance(value, bool):
            self.add(place, f"{self.topic}-value", f"expected true or false, got {shown(value)}", "write true or false")
            return default
        return value

    def text(self, value: Any, place: str) -> str | None:
        """An id or name: text that is not empty."""
        if isinstance(value, str) and value.strip():
            return value
        self.add(place, f"{self.topic}-value", f"expected a name, got {shown(value)}", "write a text; put numbers and words like no in quotation marks")  # fmt: skip
        return None

    def known(self, value: Any, place: str, names: Collection[Any], what: str) -> Any:
        """One of the known names."""
        if isinstance(value, str | int | float) and not isinstance(value, bool) and value in names:
            return value
        if isinstance(value, str) and value in self.faulty:
            return None
        guess = nearest(value, [str(name) for name in names]) if isinstance(value, str) else None
        self.add(place, f"{self.topic}-unknown", f"there is no {what} {shown(value)}",
                 f"did you mean {guess!r}?" if guess else one_of(names))  # fmt: skip
        return None

    def ids(self, entries: list[Any], place: str, key: str = "id") -> list[tuple[str, str, dict[str, Any]]]:
        """(id, place, entry) of the entries with an id of their own; repeated and missing ids are noted."""
        found, seen = [], set()
        for number, each in enumerate(entries):
            if not isinstance(each, Mapping):
                self.add(f"{place}[{number}]", f"{self.topic}-value", f"expected a mapping, got {shown(each)}", "write `key: value` pairs")  # fmt: skip
                continue
            name = self.text(each.get(key), f"{place}[{number}].{key}")
            if name is None:
                continue
            if name in seen:
                self.add(
                    f"{place}.{name}",
                    f"{self.topic}-duplicate",
                    f"the id {name!r} stands twice",
                    "rename one of the two",
                )
                continue
            seen.add(name)
            found.append((name, f"{place}.{name}", dict(each)))
        return found
