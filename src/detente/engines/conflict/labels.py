"""In a word for each state and decision maker: why it stays, or that it does not."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools

LABELS = ("no_improvement", "credible", "incredible", "unsanctioned")


def labels(nash: Bools, seq: Bools, gmr: Bools) -> NDArray[Any]:
    """The label of every decision maker in every state, shape (N, S), from flags of that shape.

    ``no_improvement``; else ``credible``, a sanction that somebody would carry out deters every improvement;
    else ``incredible``, only sanctions exist that nobody would want; else ``unsanctioned``.
    """
    return np.select([nash, seq, gmr], LABELS[:3], LABELS[3])
