"""Array types of the engine, and the two functions of the normal distribution from the extra ``engines``."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.kernel.errors import fail

Array = NDArray[np.float64]


def normal() -> tuple[Any, Any]:
    """``ndtr`` (distribution function) and ``ndtri`` (its inverse). Raises DetenteError where SciPy is absent."""
    try:
        from scipy.special import ndtr, ndtri
    except ImportError:
        raise fail(
            "part-missing",
            "the hypotheses engine needs SciPy",
            'Install the extra "engines": pip install "detente[engines]".',
        ) from None
    return ndtr, ndtri
