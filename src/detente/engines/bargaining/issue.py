"""What the bargaining engine takes: one issue as actors on a line, every cell a triangular range."""

from dataclasses import dataclass

import numpy as np

from detente.engines.bargaining.inputs import Array, Cells


@dataclass(frozen=True)
class Issue:
    """One issue. ``position`` lies on the scale ``low``..``high``, ``salience`` on 0..1, ``capability`` is 0 or more.

    ``reference`` is what holds if nothing is agreed (None if unknown); ``group`` names the issues that may be traded
    against one another. ``imputed`` names the cells that were filled in, as (actor, field).
    """

    name: str
    actors: tuple[str, ...]
    position: Cells
    salience: Cells
    capability: Cells
    low: float = 0.0
    high: float = 100.0
    reference: float | None = None
    group: str | None = None
    imputed: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.actors)) != len(self.actors):
            raise ValueError("every actor stands once on an issue, not twice")
        for name in ("position", "salience", "capability"):
            cells: Cells = getattr(self, name)
            if cells.mode.shape != (len(self.actors),):
                raise ValueError(f"every field needs one cell for each of the {len(self.actors)} actors")
            if name != "position" and (cells.low < 0).any():
                raise ValueError(f"no {name} may be negative")
        if not self.low < self.high:
            raise ValueError(
                f"the scale runs from {self.low:g} to {self.high:g}; its low end must be below its high end"
            )

    @property
    def weight(self) -> Array:
        """w_i = c_i s_i on the modes, shape (n,); all 1 if they sum to 0."""
        w = self.capability.mode * self.salience.mode
        return w if w.sum() > 0 else np.ones_like(w)

    @property
    def width(self) -> float:
        """S = high - low."""
        return self.high - self.low


def fixed(name: str, actors: tuple[str, ...], position: Array, salience: Array, capability: Array, low: float = 0.0, high: float = 100.0) -> Issue:  # fmt: skip
    """An issue without ranges."""
    x, s, c = (
        Cells(each, each, each) for each in (np.asarray(values, float) for values in (position, salience, capability))
    )
    return Issue(name, actors, x, s, c, low=low, high=high)
