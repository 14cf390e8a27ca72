"""Draws of one issue: ranges are triangular and clipped to their domain, filled cells come from their pools."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.engines.bargaining.inputs import Array, Cells
from detente.engines.bargaining.issue import Issue
from detente.kernel.triangular import draw

FIELDS = ("position", "salience", "capability")


@dataclass(frozen=True)
class Draws:
    """Position (on the issue's scale), salience (0..1) and capability (0 or more), each of shape (draws, n)."""

    position: Array
    salience: Array
    capability: Array

    def issue(self, base: Issue, at: int) -> Issue:
        """One draw as an issue without ranges."""
        x, s, c = (Cells(row, row, row) for row in (self.position[at], self.salience[at], self.capability[at]))
        return replace(base, position=x, salience=s, capability=c)


def varies(issue: Issue, pools: Mapping[tuple[str, str], Array]) -> bool:
    """Whether any cell has a range, or was filled from a pool of different values."""
    wide = any(bool((getattr(issue, name).low < getattr(issue, name).high).any()) for name in FIELDS)
    return wide or any(pool.size > 0 and bool(pool.min() < pool.max()) for pool in pools.values())


def draw_issue(
    issue: Issue, draws: int, rng: np.random.Generator, pools: Mapping[tuple[str, str], Array] = {}
) -> Draws:
    """Independent triangular (low, mode, high) in every cell, clipped to the scale, 0..1, or 0 and above.

    ``pools`` ((actor, field) -> values) are drawn from with equal odds instead of the constant that filled the cell.
    """
    most = {"position": (issue.low, issue.high), "salience": (0.0, 1.0), "capability": (0.0, np.inf)}
    drawn = {}
    for name in FIELDS:
        cells: Cells = getattr(issue, name)
        values = draw(cells.low, cells.mode, cells.high, rng.random((draws, cells.mode.size)))
        drawn[name] = np.clip(values, *most[name])
    for (actor, name), pool in pools.items():
        if pool.size:
            drawn[name][:, issue.actors.index(actor)] = pool[rng.integers(pool.size, size=draws)]
    return Draws(**drawn)
