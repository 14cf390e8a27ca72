"""Ranks from ordered statements over millions of states, for any number of statements, in linear time and memory.

The score of a state counts, tier by tier, the statements that hold in it; scores compare lexicographically. Tiers are
appended to the rank so far, as digits of a mixed base, until the number might grow past a bound; then the numbers
that occur are counted off into dense ranks, and the next tiers go on from there. No number has more than 63 bits.
Source: method of the conflict graphs, sections 1 and 8 (statement scores).
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Columns
from detente.engines.conflict.compiled import compiled
from detente.engines.conflict.pattern import Condition

#: Numbers below this are counted off with one bit each (32 MB at most, 64 bits a state, 8 kB at least).
_ROOM, _LEAST_ROOM = 1 << 28, 1 << 16
#: So many states at once: their columns stay in cache.
_CHUNK = 1 << 15
#: Digits are gathered in bytes before they are appended to the wider numbers.
_BYTE = 256


def ranks_of(statements: Sequence[tuple[float, Condition]], columns: Columns) -> NDArray[np.int32]:
    """The dense rank of each state, 0 for the worst; larger is preferred, equal scores share a rank.

    ``statements`` are (tier, condition), those of the least tier counting first.
    """
    in_order = sorted(statements, key=lambda each: each[0])
    tiers = [[condition for _, condition in group] for _, group in groupby(in_order, key=lambda each: each[0])]
    states = len(columns)
    room = min(_ROOM, max(_LEAST_ROOM, 64 * states))
    ranks = np.zeros(states, np.int32)
    n_ranks, at = 1, 0
    while at < len(tiers):
        begin, space = at, n_ranks
        while at < len(tiers) and (at == begin or space * (len(tiers[at]) + 1) <= room):
            space *= len(tiers[at]) + 1
            at += 1
        keys: NDArray[np.signedinteger] = np.empty(states, np.int32 if space < 1 << 31 else np.int64)
        part: Columns | None = None
        for start in range(0, states, _CHUNK):
            stop = min(start + _CHUNK, states)
            part = columns.part(start, stop, part)
            keys[start:stop] = ranks[start:stop]
            _append(keys[start:stop], tiers[begin:at], part)
        n_ranks = _count_off(keys, space, ranks)
    return ranks


def _append(keys: NDArray[np.signedinteger], tiers: Sequence[Sequence[Condition]], columns: Columns) -> None:
    """Append the count of every tier to the keys, as many tiers at a time as a byte holds."""
    digits, base = np.zeros(len(columns), np.uint8), 1
    for conditions in tiers:
        own = len(conditions) + 1
        if base * own > _BYTE and base > 1:
            keys *= base
            keys += digits
            digits[:], base = 0, 1
        if own > _BYTE:
            keys *= own
            for each in conditions:
                keys += each.evaluate(columns)
            continue
        digits *= np.uint8(own % _BYTE)  # 256 only where the digits are still zero
        for each in conditions:
            digits += each.evaluate(columns).view(np.uint8)
        base *= own
    keys *= base
    keys += digits


@compiled
def _count_off(keys, space, ranks):  # type: ignore[no-untyped-def]
    """Write dense ranks of keys in 0..space-1; how many there are. One bit a number, and how many occur below a word."""
    words = np.zeros((space >> 6) + 1, np.uint64)
    below = np.empty(words.size, np.int32)
    for key in keys:
        words[key >> 6] |= np.uint64(1) << np.uint64(key & 63)
    count = 0
    for w in range(words.size):
        below[w] = count
        count += _ones(words[w])
    for s in range(keys.size):
        key = keys[s]
        lower = words[key >> 6] & ((np.uint64(1) << np.uint64(key & 63)) - np.uint64(1))
        ranks[s] = below[key >> 6] + _ones(lower)
    return count


@compiled
def _ones(word):  # type: ignore[no-untyped-def]
    """The number of ones in a 64-bit word."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))
