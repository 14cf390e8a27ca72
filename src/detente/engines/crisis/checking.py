"""Collecting every problem of a game file with its place, so that none hides the next."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.kernel.errors import Problem
from detente.kernel.ids import nearest

#: Payoffs are in units of private noise; beyond this a number is a slip, and its square would lose its digits.
LARGEST = 1e6


@dataclass
class Checker:
    """Problems so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, place: str, slug: str, message: str, fix: str = "") -> None:
        """Note one problem."""
        self.problems.append(Problem(self.file, 0, slug, message, fix.rstrip("."), place=place or "file"))

    def mapping(self, value: Any, place: str, allowed: Sequence[str] | None, required: Sequence[str] = ()) -> dict[str, Any]:  # fmt: skip
        """The value as an object with known keys (any, for None), or an empty one after noting what is wrong."""
        if not isinstance(value, dict):
            self.add(place, "crisis-value", f"expected an object, got {shown(value)}", "write {...}")
            return {}
        for key in value:
            if allowed is not None and key not in allowed:
                guess = nearest(key, allowed)
                self.add(joined(place, key), "crisis-key", f"unknown key {key!r}", f"did you mean {guess!r}?" if guess else "remove it")  # fmt: skip
        for key in required:
            if key not in value:
                self.add(joined(place, key), "crisis-key", "the key is missing", "give one")
        return value

    def items(self, value: Any, place: str) -> list[Any]:
        """The value as a list."""
        if isinstance(value, list):
            return value
        self.add(place, "crisis-value", f"expected a list, got {shown(value)}", "write [...]")
        return []

    def number(self, value: Any, place: str, least: float = -LARGEST, most: float = LARGEST) -> float:
        """The value as a finite number within bounds; nan after noting what is wrong."""
        if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(value, float) and not math.isfinite(value)):  # fmt: skip
            self.add(place, "crisis-value", f"expected a finite number, got {shown(value)}", "give one")
            return math.nan
        if not least <= value <= most:
            bounds = f"of at least {least:g}" if value < least and most == LARGEST else f"within {least:g}..{most:g}"
            self.add(place, "crisis-value", f"expected a number {bounds}, got {shown(value)}", "correct it")
            return math.nan
        return float(value)

    def numbers(self, value: Any, place: str, least: float = -LARGEST, most: float = LARGEST) -> tuple[float, ...]:
        """The value as a list of finite numbers within bounds, with at least one."""
        each = self.items(value, place)
        if isinstance(value, list) and not each:
            self.add(place, "crisis-value", "expected numbers, got an empty list", "give at least one")
        return tuple(self.number(one, f"{place}[{k}]", least, most) for k, one in enumerate(each))

    def word(self, value: Any, place: str, known: Sequence[str]) -> str:
        """The value as one of some words; the first of them after noting what is wrong."""
        if isinstance(value, str) and value in known:
            return value
        self.add(place, "crisis-value", f"expected one of {', '.join(known)}, got {shown(value)}", "use one of them")
        return known[0]


def joined(place: str, key: str) -> str:
    """The place of a key."""
    return f"{place}.{key}" if place else key


def shown(value: Any) -> str:
    """A value as its JSON, cut to a line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:37]}..."
