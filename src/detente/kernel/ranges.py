"""A range with a mode: what stands wherever judgement would otherwise write a bare number."""

from dataclasses import dataclass


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
        """High - low."""
        return self.high - self.low
