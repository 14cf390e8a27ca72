"""What the bargaining engine takes: actors on a line, each cell a triangular range."""

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


@dataclass(frozen=True)
class Table:
    """One issue: ``actors`` names the rows; ``position`` on 0..100, ``salience`` on 0..100, ``capability`` of 0 or more."""

    actors: tuple[str, ...]
    position: Cells
    salience: Cells
    capability: Cells

    def __post_init__(self) -> None:
        if not self.actors:
            raise ValueError("an issue needs at least one actor")
        if len(set(self.actors)) != len(self.actors):
            raise ValueError("every actor stands once on an issue, not twice")
        for cells in (self.position, self.salience, self.capability):
            if cells.mode.shape != (len(self.actors),):
                raise ValueError(f"every field needs one cell for each of the {len(self.actors)} actors")
        for name in ("salience", "capability"):
            if (getattr(self, name).low < 0).any():
                raise ValueError(f"no {name} may be negative")
