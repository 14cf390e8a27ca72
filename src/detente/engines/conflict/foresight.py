"""Limited-move stability L_h of two decision makers (Kilgour 1985, as recalled).

G(i, 0, s) = s. G(i, h, s): with f_t = G(j, h-1, t) for the moves t of i in state order, start with s and replace it by f_t
only when i strictly prefers that; so ties stay, and the first of equally good moves wins. s is stable iff G(i, h, s) = s.
The answer need not settle as h grows. Nature does not look ahead: its G is that of h = 1.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools
from detente.engines.conflict.model import Model

Places = NDArray[np.int64]


def limited(model: Model, horizons: Sequence[int]) -> dict[int, Bools]:
    """L_h flags of shape (2, S) for each horizon. Raises ValueError unless there are two decision makers."""
    if len(model.ids) != 2:
        raise ValueError("limited foresight is defined for two decision makers")
    stay = np.arange(model.states.size, dtype=np.int64)
    ends, found = [stay, stay], {}
    for h in range(1, max(horizons, default=0) + 1):
        ends = [_anticipate(model, i, stay if model.nature[i] else ends[1 - i]) for i in (0, 1)]
        if h in horizons:
            found[h] = np.stack([each == stay for each in ends])
    return {h: found[h] for h in horizons}


def _anticipate(model: Model, i: int, after: Places) -> Places:
    """G(i, h, s) for every s, where ``after`` is G(j, h-1, t) for every t."""
    arcs, ranks = model.arcs[i], model.ranks[i]
    best, ends = ranks.copy(), np.arange(model.states.size, dtype=np.int64)
    length = np.diff(arcs.first)
    for turn in range(int(length.max(initial=0))):
        states = np.flatnonzero(length > turn)
        f = after[arcs.targets[arcs.first[states] + turn]]
        better = ranks[f] > best[states]
        ends[states[better]], best[states[better]] = f[better], ranks[f[better]]
    return ends
