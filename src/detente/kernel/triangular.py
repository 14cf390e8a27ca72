"""Draws from triangular ranges: apart from :mod:`detente.kernel.ranges`, so that records load without NumPy."""

import numpy as np
from numpy.typing import NDArray


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
