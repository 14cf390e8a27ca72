"""The trace: which claims stand behind which cell of an engine's input. Recorded once, on the way in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Ground:
    """What one cell rests on: claims (several are normal), or an assumption with its reason, and who coded it."""

    claims: tuple[str, ...]
    assumption: str | None
    coder: str


@dataclass(frozen=True)
class Trace:
    """(row, field) -> ground. ``explain`` joins it to a result after the run; mathematics never sees it."""

    cells: Mapping[tuple[str, str], Ground] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))

    def claims(self, row: str, *fields: str) -> tuple[str, ...]:
        """The claims behind a row, in all its fields or in those named, without repeats."""
        found = [
            g.claims for (name, column), g in self.cells.items() if name == row and (not fields or column in fields)
        ]
        return tuple(dict.fromkeys(claim for claims in found for claim in claims))

    def assumptions(self) -> tuple[tuple[str, str], ...]:
        """The cells that rest on no claim."""
        return tuple(cell for cell, ground in self.cells.items() if not ground.claims)

    def every_claim(self) -> tuple[str, ...]:
        """All claims of the trace, in order of first use."""
        return tuple(dict.fromkeys(claim for ground in self.cells.values() for claim in ground.claims))


def without(trace: Trace, lost: Iterable[str]) -> tuple[str, ...]:
    """The rows that would rest on nothing if these claims were lost (used for: which source carries the weight)."""
    gone = set(lost)
    rows = dict.fromkeys(row for row, _ in trace.cells)
    return tuple(row for row in rows if (claims := trace.claims(row, "position")) and set(claims) <= gone)
