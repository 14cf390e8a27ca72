"""Two reactive strategies under noise (section 3; Nowak & Sigmund 1992)."""

from dataclasses import dataclass

#: Below it the start decides for ever.
_MEMORY = 1e-15


@dataclass(frozen=True, slots=True)
class Reactive:
    """Cooperates with probability ``p`` after the partner's cooperation and ``q`` after a defection; both in 0..1."""

    p: float
    q: float

    def with_error(self, error: float) -> "Reactive":
        """Each intended act flips with probability ``error``."""
        return Reactive((1 - error) * self.p + error * (1 - self.p), (1 - error) * self.q + error * (1 - self.q))


def long_run(own: Reactive, partner: Reactive, error: float) -> tuple[float, float] | None:
    """Long-run rates of cooperation of both sides; None if they depend on the start (tit for tat without error)."""
    one, two = own.with_error(error), partner.with_error(error)
    r1, r2 = one.p - one.q, two.p - two.q
    memory = 1 - r1 * r2
    if memory < _MEMORY:
        return None
    return (one.q + r1 * two.q) / memory, (two.q + r2 * one.q) / memory
