"""Collecting every problem of a plain model with its place, so that none hides the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.engines.conflict.model import Citation
from detente.kernel.dates import parse_day
from detente.kernel.errors import Problem
from detente.kernel.ids import nearest


def one_of(words: Iterable[str]) -> str:
    """``Use one of a, b, c``: the advice where a word is none of the known ones."""
    known = list(words)
    shown = ", ".join(known[:12])
    return f"Use one of {shown}{' and more' if len(known) > 12 else ''}." if known else "Remove it."


@dataclass
class Checker:
    """Problems so far. ``prefix`` (the model's id, in a batch) begins every place."""

    file: str
    prefix: str = ""
    problems: list[Problem] = field(default_factory=list)
    #: False once the states cannot be told for sure, so that nobody is blamed for a state that is missing.
    sure: bool = True

    def add(self, place: str, slug: str, message: str, fix: str = "") -> None:
        """Note one problem."""
        where = ".".join(each for each in (self.prefix, place) if each) or "file"
        self.problems.append(Problem(self.file, 0, slug, message, fix.rstrip("."), place=where))

    def mapping(self, value: Any, place: str, allowed: Sequence[str], required: Sequence[str] = ()) -> dict[str, Any]:
        """The value as a mapping with known keys, or an empty one after noting what is wrong."""
        if not isinstance(value, dict):
            self.add(place, "conflict-value", f"{_shown(value)} stands where an object is due", "Write {...}.")
            return {}
        for key in value:
            if key not in allowed and not str(key).startswith("x_"):
                guess = nearest(str(key), allowed)
                self.add(place, "conflict-key", f"unknown key {key!r}",
                         f"Did you mean {guess!r}?" if guess else "Remove it; keys of your own begin with x_.")  # fmt: skip
        for key in required:
            if key not in value:
                self.add(place, "conflict-key", f"the key {key!r} is missing", f"Add {key!r}.")
        return value

    def items(self, value: Any, place: str) -> list[Any]:
        """The value as a list."""
        if value is None or isinstance(value, list):
            return value or []
        self.add(place, "conflict-value", f"{_shown(value)} stands where a list is due", "Write [...].")
        return []

    def pairs(self, value: Any, place: str, names: Sequence[str] = ()) -> dict[str, Any]:
        """The value as a mapping with keys of the user's own. With ``names``, other keys that begin with x_ are skipped."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.add(place, "conflict-value", f"{_shown(value)} stands where an object is due", "Write {...}.")
            return {}
        return {key: each for key, each in value.items() if not (names and key.startswith("x_") and key not in names)}

    def text(self, value: Any, place: str) -> str | None:
        """The value as a text that is not empty."""
        if isinstance(value, str) and value.strip():
            return value
        self.add(place, "conflict-value", f"{_shown(value)} stands where a text is due",
                 f'Write "{value}".' if isinstance(value, int) and not isinstance(value, bool) else "Write a text.")  # fmt: skip
        return None

    def word(self, value: Any, place: str, known: Sequence[str], what: str) -> str | None:
        """The value as one of some words."""
        if isinstance(value, str) and value in known:
            return value
        guess = nearest(value, known) if isinstance(value, str) else None
        self.add(place, "conflict-value", f"there is no {what} {_shown(value)}",
                 f"Did you mean {guess!r}?" if guess else one_of(known))  # fmt: skip
        return None

    def whole(self, value: Any, place: str, least: int, most: int) -> int | None:
        """The value as a whole number within bounds."""
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.add(
            place, "conflict-value", f"{_shown(value)} is no whole number of {least} to {most:,}", "Correct the number."
        )
        return None

    def truth(self, value: Any, place: str) -> bool:
        """The value as true or false."""
        if not isinstance(value, bool):
            self.add(
                place, "conflict-value", f"{_shown(value)} stands where true or false is due", "Write true or false."
            )
        return value is True

    def day(self, value: Any, place: str) -> str:
        """The value as an ISO day; "" after noting what is wrong."""
        try:
            if isinstance(value, date):
                return value.isoformat()
            return parse_day(value if isinstance(value, str) else str(value)).isoformat()
        except ValueError:
            self.add(place, "conflict-date", f"{_shown(value)} is no day of the calendar", "Write YYYY-MM-DD.")
            return ""

    def known(self, value: Any, place: str, names: Sequence[str], what: str) -> int | None:
        """The place of a name among the known ones."""
        if isinstance(value, str) and value in names:
            return list(names).index(value)
        guess = nearest(value, names) if isinstance(value, str) else None
        self.add(place, "conflict-unknown", f"there is no {what} {_shown(value)}",
                 f"Did you mean {guess!r}?" if guess else one_of(names))  # fmt: skip
        return None

    def citations(self, value: Any, place: str) -> tuple[Citation, ...]:
        """``cite``: passages with their days."""
        found = []
        for number, each in enumerate(self.items(value, f"{place}.cite")):
            where = f"{place}.cite[{number}]"
            cite = self.mapping(each, where, ("passage", "date", "quote"), ("passage", "date"))
            if "date" not in cite or "passage" not in cite:
                continue
            day, passage = self.day(cite["date"], f"{where}.date"), self.text(cite["passage"], f"{where}.passage")
            if day and passage:
                found.append(Citation(passage, day))
        return tuple(found)


def at(place: str, value: Any, number: int) -> str:
    """The place of an entry of a list: by its id if it has one, else by its number."""
    name = value.get("id") if isinstance(value, dict) else None
    return f"{place}.{name}" if isinstance(name, str) and name else f"{place}[{number}]"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
