"""Ranks from ordered statements, for any number of statements, in linear time and memory.

The score of a state counts, tier by tier, the statements that hold in it; scores compare lexicographically. Tiers are
appended to the rank so far, as digits of a mixed base, until the number might grow past a bound; then the numbers
that occur are counted off into dense ranks, and the next tiers go on from there. No number has more than 63 bits.
Source: method of the conflict graphs, sections 1 and 8 (statement scores).
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.compiled import compiled

#: Numbers below this are counted off with one bit each (32 MB at most, 64 bits a state, 8 kB at least).
_ROOM, _LEAST_ROOM = 1 << 28, 1 << 16
#: So many states at once: their columns stay in cache.
CHUNK = 1 << 15


def statement_ranks(
    n_options: int, column: Callable[[int, int, int], NDArray[np.bool_]], tiers: Sequence[int]
) -> NDArray[np.int32]:
    """The dense rank of each of 2^n states, 0 for the worst; larger is preferred, equal scores share a rank.

    ``column(k, start, stop)`` tells where statement k holds in the states start..stop-1; ``tiers`` (K,) is the tier of
    each statement, statements of the least tier counting first.
    """
    return ranks_of(1 << n_options, column, tiers)


def ranks_of(
    states: int, column: Callable[[int, int, int], NDArray[np.bool_]], tiers: Sequence[int]
) -> NDArray[np.int32]:
    """:func:`statement_ranks` for any number of states, such as those of an explicit graph."""
    by_tier = [list(group) for _, group in groupby(np.argsort(tiers, kind="stable").tolist(), key=lambda k: tiers[k])]
    room = min(_ROOM, max(_LEAST_ROOM, 64 * states))
    ranks = np.zeros(states, np.int32)
    n_ranks, at = 1, 0
    while at < len(by_tier):
        begin, space = at, n_ranks
        while at < len(by_tier) and (at == begin or space * (len(by_tier[at]) + 1) <= room):
            space *= len(by_tier[at]) + 1
            at += 1
        keys: NDArray[np.signedinteger] = np.empty(states, np.int32 if space < 1 << 31 else np.int64)
        for start in range(0, states, CHUNK):
            stop = min(start + CHUNK, states)
            part = keys[start:stop]
            part[:] = ranks[start:stop]
            for statements in by_tier[begin:at]:
                part *= len(statements) + 1
                for k in statements:
                    part += column(k, start, stop)
        n_ranks = _count_off(keys, space, ranks)
    return ranks


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
