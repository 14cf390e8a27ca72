"""What is wrong with negotiation files, and what the reader should know; each with file and place."""

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.dossier.negotiation import Level, level_text
from detente.kernel.errors import Problem

#: Most values of one issue, and most issues: beyond that no table of utilities is meant.
MAX_LEVELS = 10_000
MAX_ISSUES = 1_000
MAX_NAME = 500


@dataclass(frozen=True)
class Document:
    """One file, read: its path as the user knows it, its stem, and plain data (or the root element)."""

    file: str
    stem: str
    data: Any


@dataclass
class Findings:
    """Problems stop the work, warnings do not."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def bad(self, file: str, place: str, slug: str, message: str, fix: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(file, 0, slug, message, fix, place=place))

    def warn(self, file: str, place: str, slug: str, message: str, fix: str = "") -> None:
        """Note a warning."""
        self.warnings.append(Problem(file, 0, slug, message, fix, "warning", place))

    def number(self, value: Any, file: str, place: str, *, least: float = -math.inf) -> float | None:
        """A finite number of at least ``least``, or None after noting what is wrong."""
        found = finite(value)
        if found is None:
            meant = finite_text(value)  # YAML 1.1 and quotation marks make text of some numbers
            fix = (
                "write a number such as 0.25"
                if meant is None
                else f"it is text here; write {meant!r} without quotation marks"
            )
            self.bad(file, place, "negotiation-value", f"{short(value)} is no finite number", fix)
        elif found < least:
            self.bad(file, place, "negotiation-value", f"{short(value)} is below {least:g}", f"write {least:g} or more")
            return None
        return found

    def mapping(self, value: Any, file: str, place: str) -> dict[Any, Any] | None:
        """A mapping, or None after noting that it is none (a missing one is None)."""
        if isinstance(value, dict):
            return value
        if value is None:
            self.bad(file, place, "negotiation-key", "this key is missing", "add it")
        else:
            self.bad(
                file, place, "negotiation-value", f"{short(value)} stands where a mapping is due", "write a mapping"
            )
        return None

    def name(self, value: Any, file: str, place: str) -> str | None:
        """A name: text that is not blank, without control characters."""
        if not isinstance(value, str):
            self.bad(file, place, "negotiation-value", f"{short(value)} is no name", "write a text")
        elif not value.strip() or len(value) > MAX_NAME:
            self.bad(file, place, "negotiation-value", f"the name {short(value)} is blank or too long", "write a name")
        elif any(unicodedata.category(sign) in ("Cc", "Cs", "Cn") for sign in value):
            self.bad(file, place, "negotiation-value", f"the name {short(value)} holds control characters",
                     "write a name that can be printed")  # fmt: skip
        else:
            return value
        return None

    def levels(self, levels: Sequence[Level], file: str, place: str) -> bool:
        """True if there are two values or more and none stands twice."""
        if len(levels) < 2:
            self.bad(
                file, place, "negotiation-value", "the issue has fewer than two values", "add values, or remove it"
            )
            return False
        if len(levels) > MAX_LEVELS:
            self.too_many(file, place)
            return False
        twice = [each for each, times in Counter(map(level_text, levels)).items() if times > 1]
        for each in twice:
            self.bad(file, place, "negotiation-value", f"the value {short(each)} stands twice", "keep one")
        return not twice

    def too_many(self, file: str, place: str) -> None:
        """An issue has more values than anybody can have meant."""
        self.bad(
            file, place, "negotiation-value", f"more than {MAX_LEVELS:,} values", "merge values, or widen the step"
        )

    def weights(self, weights: Sequence[float], file: str, place: str) -> None:
        """All weights zero is a problem."""
        if weights and not any(weights):
            self.bad(file, place, "negotiation-value", "all weights are 0", "give one issue a positive weight")

    def no_reservation(self, file: str, place: str, what: str) -> None:
        """Breakdown counts as 0 because nothing is said about it."""
        self.warn(file, place, "negotiation-reservation", f"{what}, so breakdown counts as 0",
                  "state what breakdown is worth to this party")  # fmt: skip

    def discounted(self, file: str, discount: float) -> None:
        """A discount factor is kept and not used."""
        self.warn(file, "discount", "negotiation-kept", f"the discount factor {discount:g} is read and kept, not used",
                  "nothing needs to be done")  # fmt: skip


def finite(value: Any) -> float | None:
    """The value as a finite number, or None. Truth values and text are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def finite_text(text: Any) -> float | None:
    """The same for a number written as text."""
    if not isinstance(text, str) or not text.isascii() or "_" in text or len(text) > 100:
        return None
    try:
        return finite(float(text))
    except ValueError:
        return None


def short(value: Any) -> str:
    """The value in a few signs, whatever its size."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    if value is None:
        return "nothing"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**30:
        return "a number of more than 30 digits"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
