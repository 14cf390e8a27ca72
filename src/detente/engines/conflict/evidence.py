"""What it says that the outcome is an equilibrium: little, if most states are, or if any preferences would make it one."""

from dataclasses import dataclass
from math import log2


@dataclass(frozen=True, slots=True)
class Evidence:
    """One concept and the outcome.

    ``null_p`` is the share of random rankings that make it an equilibrium, ``bits`` = -log2 of
    it where the outcome is one; None if no null was drawn, and where no draw at all gave it.
    """

    holds: bool
    selectivity: float
    null_p: float | None
    bits: float | None


def evidence(holds: bool, selectivity: float, null_p: float | None) -> Evidence:
    """The evidence of one concept."""
    bits = -log2(null_p) + 0.0 if holds and null_p else None
    return Evidence(holds, selectivity, null_p, bits)
