"""A gain today that is bought with silence on something that erodes (section 6; the threshold is this project's own)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trap:
    """``gain`` now; ``eta`` what one period of silence erodes, of which 1 - ``psi`` persists and costs ``omega`` a period."""

    gain: float
    eta: float
    psi: float
    omega: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """``delta_star``: the patience from which silence is not worth it (None: none is). The others need a discount factor."""

    delta_star: float | None
    present_value: float | None
    trapped: bool | None
    omega_star: float | None


def present_value(trap: Trap, delta: float) -> float:
    """PV(delta) = g - omega eta delta/(1 - delta (1 - psi)); minus infinity where the sum does not converge."""
    kept = 1 - delta * (1 - trap.psi)
    cost = trap.omega * trap.eta * delta
    if cost == 0:
        return trap.gain
    return trap.gain - cost / kept if kept > 0 else float("-inf")


def verdict(trap: Trap, delta: float | None = None) -> Verdict:
    """The threshold, and what it means for a government of patience ``delta`` (0..1). Nothing gained: delta* = 0."""
    star: float | None = 0.0
    if trap.gain > 0:
        below = trap.omega * trap.eta + trap.gain * (1 - trap.psi)
        star = trap.gain / below if below > 0 else None
        star = None if star is None or star >= 1 else star
    if delta is None:
        return Verdict(star, None, None, None)
    value = present_value(trap, delta)
    spent = trap.eta * delta
    omega = max(trap.gain, 0.0) * (1 - delta * (1 - trap.psi)) / spent if spent > 0 else None
    return Verdict(star, value if value > float("-inf") else None, star is not None and delta > star, omega)
