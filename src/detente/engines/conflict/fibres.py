"""The fibres of a cube of options: taken in tiles, and sorted, best state first.

A *fibre* of a decision maker (DM) is the set of states that differ only in its own options: its moves stay within. A
*tile* is a fibre with as many neighbours side by side as make whole cache lines, copied into a small buffer.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
import numpy as np

from detente.engines.conflict.compiled import compiled

#: The most states of one tile, the most neighbours in it, and the largest fibre that is sorted by counting.
_TILE, _LANES, _COUNTED = 4096, 64, 64


@compiled
def lanes_of(mask, size, states):  # type: ignore[no-untyped-def]
    """How many neighbouring fibres a tile takes: states below the least own bit are neighbours in memory."""
    room = max(1, min(_LANES, max(8, _TILE // size)))
    least = mask & -mask if mask else states
    return min(room, least)


@compiled
def sort_fibres(ranks, mask, offsets, order):  # type: ignore[no-untyped-def]
    """Write each fibre, best first, into ``order``, fibre after fibre.

    An entry is the place among the own combinations, times 2, plus 1 at the first of a group of equals.
    """
    size, states = offsets.size, ranks.size
    lanes = lanes_of(mask, size, states)
    tile = np.empty((lanes, size), ranks.dtype)
    places, spare = np.empty(size, np.int64), np.empty(size, np.int64)
    base = 0
    for fibre in range(0, states // size, lanes):
        for place in range(size):
            for lane in range(lanes):
                tile[lane, place] = ranks[base + offsets[place] + lane]
        for lane in range(lanes):
            begin = (fibre + lane) * size
            values = tile[lane]
            if size <= _COUNTED:
                for place in range(size):
                    value, better, equal = values[place], 0, 0
                    for other in range(size):
                        better += values[other] > value
                    for other in range(place):
                        equal += values[other] == value
                    order[begin + better + equal] = place * 2 + (equal == 0)
            else:
                merge_sort(values, places, spare)
                for at in range(size):
                    first = at == 0 or values[places[at]] != values[places[at - 1]]
                    order[begin + at] = places[at] * 2 + first
        base = ((base | mask) + lanes) & ~mask


@compiled
def merge_sort(values, places, spare):  # type: ignore[no-untyped-def]
    """Write into ``places`` the places of the values, largest first, equals in the order of places."""
    size = values.size
    for place in range(size):
        places[place] = place
    width = 1
    while width < size:
        for begin in range(0, size, 2 * width):
            middle, end = min(begin + width, size), min(begin + 2 * width, size)
            left, right = begin, middle
            for at in range(begin, end):
                if left < middle and (right >= end or values[places[left]] >= values[places[right]]):
                    spare[at] = places[left]
                    left += 1
                else:
                    spare[at] = places[right]
                    right += 1
        places[:] = spare
        width *= 2
