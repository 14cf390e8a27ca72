"""A range with a mode: what stands wherever judgement would otherwise write a bare number."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Range:
    """``low <= mode <= high``, in the unit of the field that holds it."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.mode <= self.high:
            raise ValueError(f"the mode {self.mode:g} lies outside {self.low:g}..{self.high:g}")

    @property
    def mean(self) -> float:
        """Mean of the triangular distribution on the range: (low + mode + high) / 3."""
        return (self.low + self.mode + self.high) / 3

    @property
    def width(self) -> float:
        """high - low."""
        return self.high - self.low


def draw(low: NDArray[np.float64], mode: NDArray[np.float64], high: NDArray[np.float64],
         uniforms: NDArray[np.float64]) -> NDArray[np.float64]:  # fmt: skip
    """Triangular values from uniforms by the inverse distribution function.

    ``low``, ``mode`` and ``high`` have shape (n,), ``uniforms`` has shape (draws, n) in [0, 1); the result has shape
    (draws, n). A range of width 0 gives its constant. Written out (rather than ``rng.triangular``) so that a column may
    be degenerate and so that quasi-random uniforms can be passed in.
    """
    width = high - low
    safe = np.where(width > 0, width, 1.0)
    peak = (mode - low) / safe
    left = low + np.sqrt(uniforms * safe * (mode - low))
    right = high - np.sqrt((1 - uniforms) * safe * (high - mode))
    return np.where(width > 0, np.where(uniforms < peak, left, right), mode)
