"""The compiled pass that counts events, and the account it keeps.

Layout and families are told in :mod:`history`. Every count is kept at three half-lives as of its last event and brought
to the day of the question by :data:`HALF_LIVES`. Nothing here draws a random number. Importing this module loads the compiler.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator,no-untyped-def"
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.kernel.errors import fail

try:
    import numba
except ModuleNotFoundError:
    raise fail("part-missing", "forecasts of next events need Numba", 'Install "detente[engines]".') from None

#: Days after which a past event counts half.
HALF_LIVES = (3.0, 20.0, 120.0)


def compiled(function):
    """Compile to machine code that lets go of the interpreter's lock."""
    return numba.njit(cache=True, error_model="numpy", nogil=True)(function)


class Account(NamedTuple):
    """What was counted, and the part of the layout that says where.

    ``start`` (contexts + 1), ``answer`` and ``pair`` (slots) as in :class:`history.Layout`; of each context ``fill`` (slots
    opened), ``total`` (its counts at the half-lives, then its events) and ``seen`` (its last day); of each slot ``counts``
    (at the half-lives, as of its last day), ``last`` and ``number`` (its events); ``decay`` (half-lives, days).
    """

    start: npt.NDArray[np.int64]
    answer: npt.NDArray[np.int32]
    pair: npt.NDArray[np.int32]
    fill: npt.NDArray[np.int32]
    total: npt.NDArray[np.float32]
    seen: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]
    last: npt.NDArray[np.int32]
    number: npt.NDArray[np.float32]
    decay: npt.NDArray[np.float32]


@compiled
def count_events(low, high, slot, context, day, account):
    """Count events low..high-1: open new slots, and bring counts and totals to the event's day before adding one."""
    fill, total, seen, count = account.fill, account.total, account.seen, account.counts
    last, number, decay = account.last, account.number, account.decay
    families = slot.shape[0]
    for i in range(low, high):
        d = day[i]
        for f in range(families):
            s, c = slot[f, i], context[f, i]
            if number[s] == 0.0:
                fill[c] += 1
            gap = d - last[s] if number[s] > 0 else 0
            for h in range(3):
                count[s, h] = count[s, h] * decay[h, gap] + 1.0
            last[s] = d
            number[s] += 1.0
            gap = d - seen[c] if total[c, 3] > 0 else 0
            for h in range(3):
                total[c, h] = total[c, h] * decay[h, gap] + 1.0
            total[c, 3] += 1.0
            seen[c] = d
