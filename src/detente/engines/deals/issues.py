"""Issues: what is on the table, who holds it, and what holds without a deal (method deals, section 2)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Kind = Literal["levels", "range", "pie"]
#: A level as the file writes it: a number or a name.
Level = float | int | str
JOINT = "joint"
#: Two numbers closer than this count as equal, everywhere in this engine (section 5).
TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True)
class Treaty:
    """A bound on a controlled issue that a ruling enforces with probability ``pi`` (0..1) while talks are broken."""

    at_least: bool
    bound: float
    pi: float

    def allows(self, at: float) -> bool:
        """True if the level satisfies the bound."""
        return at >= self.bound - TOLERANCE if self.at_least else at <= self.bound + TOLERANCE


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue. ``controller`` is None for joint issues.

    Of ``levels``: ``levels`` as written and ``at`` their numbers (None for a bare name); ``quo`` and ``retaliation`` are
    places in the list, ``quo`` None if the file states none. Of ``range``: ``low`` < ``high`` and ``quo_value``. Of
    ``pie``: ``parties`` with their shares on breakdown, ``quo_shares``.
    """

    id: str
    kind: Kind
    controller: str | None
    levels: tuple[Level, ...] = ()
    at: tuple[float | None, ...] = ()
    quo: int | None = None
    retaliation: int | None = None
    treaty: Treaty | None = None
    low: float = 0.0
    high: float = 1.0
    quo_value: float = 0.0
    parties: tuple[str, ...] = ()
    quo_shares: tuple[float, ...] = ()

    @property
    def continuous(self) -> bool:
        """True for ranges and pies."""
        return self.kind != "levels"

    @property
    def numbers(self) -> Array:
        """The numbers of the levels; NaN for a bare name."""
        return np.array([np.nan if each is None else each for each in self.at])

    def place_of(self, level: object) -> int | None:
        """The place of a level given by its name or its number (also as text, since JSON keys are text); None if unknown."""
        if isinstance(level, bool) or not isinstance(level, int | float | str):
            return None
        for place, name in enumerate(self.levels):
            if type(name) is type(level) and name == level:
                return place
        number = level if not isinstance(level, str) else _number(level)
        if number is None:
            return None
        return next((k for k, at in enumerate(self.at) if at is not None and abs(at - number) <= TOLERANCE), None)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
