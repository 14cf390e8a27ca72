"""Counts that fade: a day's events weigh half after a half-life."""

import numpy as np
from numpy.typing import NDArray

from detente.engines.outlook.stream import Array


def rates(counts: NDArray[np.float32], half_life: float, origins: NDArray[np.intp]) -> Array:
    """Events a day at each origin, as the weighted mean of the days up to it; shape (..., origins).

    The weight of day s at origin t is ``2^((s - t) / half_life)``. The weights are those of days on record, so a short record is
    not read as a quiet one. ``origins`` ascend.
    """
    keep = 2.0 ** (-1.0 / half_life)
    total = np.zeros(counts.shape[:-1])
    weight = 0.0
    out = np.empty((*counts.shape[:-1], len(origins)))
    place = 0
    for day in range(int(origins[-1]) + 1 if len(origins) else 0):
        total *= keep
        total += counts[..., day]
        weight = weight * keep + 1.0
        while place < len(origins) and origins[place] == day:
            out[..., place] = total / weight
            place += 1
    return out
