"""What is remembered and what erodes, period by period (section 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Resentment:
    """A stock towards somebody, by government: r <- lambda r + kappa irritant. ``fade`` is lambda, in 0..1."""

    start: Mapping[str, float]
    fade: float
    kappa: float

    def after(self, stock: Mapping[str, float], irritant: Mapping[str, float]) -> dict[str, float]:
        """The stock after one period."""
        return {each: self.fade * value + self.kappa * irritant.get(each, 0.0) for each, value in stock.items()}

    def steady(self, irritant: float) -> float | None:
        """Where a constant irritant leads; None if nothing is forgotten and something irritates."""
        if self.fade < 1:
            return self.kappa * irritant / (1 - self.fade)
        return None if self.kappa * irritant > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Erosion:
    """E <- (1 - psi) E + eta (1 - voice)."""

    start: float
    eta: float
    psi: float

    def after(self, stock: float, voice: float) -> float:
        """The stock after one period with so much voice (0 silent, 1 in full)."""
        return (1 - self.psi) * stock + self.eta * (1 - voice)

    def steady(self, voice: float) -> float | None:
        """Where a constant voice leads; None if it grows without bound."""
        flow = self.eta * (1 - voice)
        return flow / self.psi if self.psi > 0 else (0.0 if flow == 0 else None)


@dataclass(frozen=True)
class Input:
    """One period: irritants by government and voice, all in 0..1."""

    irritant: Mapping[str, float]
    voice: float = 1.0


@dataclass(frozen=True)
class Row:
    """The stocks after period ``t``."""

    t: int
    resentment: Mapping[str, float]
    erosion: float


def stocks(resentment: Resentment, erosion: Erosion, inputs: Sequence[Input]) -> tuple[Row, ...]:
    """The stocks after each period."""
    held, worn, rows = dict(resentment.start), erosion.start, []
    for t, each in enumerate(inputs):
        held, worn = resentment.after(held, each.irritant), erosion.after(worn, each.voice)
        rows.append(Row(t, held, worn))
    return tuple(rows)
