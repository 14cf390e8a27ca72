"""Millions of whole numbers as lines of decimal digits, compiled: the ids of states, for the hash of a large result."""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.compiled import compiled

#: A number of 24 bits has at most 8 digits; one more sign ends its line.
_WIDTH = 9


def lines(numbers: NDArray[np.int64]) -> bytes:
    """The numbers as text, joined by line feeds, in ASCII; for numbers of 0 to 10^8 - 1, shape (K,)."""
    room = np.empty(_WIDTH * len(numbers), np.uint8)
    return room[: max(0, _write(numbers, room) - 1)].tobytes()


@compiled
def _write(numbers, room):  # type: ignore[no-untyped-def]
    """Write digits and line feeds; how many signs."""
    at = 0
    for number in numbers:
        count, rest = 1, number // 10
        while rest:
            count, rest = count + 1, rest // 10
        rest = number
        for place in range(at + count - 1, at - 1, -1):
            room[place] = 48 + rest % 10
            rest //= 10
        room[at + count] = 10
        at += count + 1
    return at
