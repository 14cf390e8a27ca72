"""One field of all actors: every cell a triangular range."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Cells:
    """One field of all actors as three arrays of shape (n,): low <= mode <= high."""

    low: Array
    mode: Array
    high: Array

    def __post_init__(self) -> None:
        if not self.low.shape == self.mode.shape == self.high.shape:
            raise ValueError("low, mode and high need one cell for each actor")
        if not (np.all(self.low <= self.mode) and np.all(self.mode <= self.high)):
            raise ValueError("every cell needs low <= mode <= high")
        if not all(np.isfinite(each).all() for each in (self.low, self.mode, self.high)):
            raise ValueError("every cell needs finite numbers")
