"""Stability on a cube of options: the fixpoint of the opponents' passes, and what is left of each improvement, compiled.

M (:mod:`~detente.engines.conflict.passes`) begins as the cost of standing still. The fixpoint is min(c(s1), W(s1)), which is
enough: s1 is an improvement on s, so its own cost c(s1) >= p_i(s1) > p_i(s) never sanctions (method, section 8).

The layout of a cube (:class:`~detente.engines.conflict.cube.Layout`) comes as plain arrays: ``masks`` (N,) the bits of each DM;
``starts`` (N,) where its part of ``offsets`` and ``climbs`` begins, and its size ``sizes`` (N,) = 2^options; ``offsets`` the
state code of each own combination; ``climbs`` its one-way options, turned so that a move may only add bits to it;
``steps`` (N, n) the direction of each own option, least bit first.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
import numpy as np

from detente.engines.conflict.compiled import compiled
from detente.engines.conflict.fibres import lanes_of
from detente.engines.conflict.passes import RUN, joint_improvements, joint_moves


@compiled
def deterred(m, ranks, mask, offsets, climbs, order, stable):  # type: ignore[no-untyped-def]
    """Stability of DM i: the greatest M over its improvements from s is at most p_i(s). ``stable`` (2, 2^n) is written."""
    size, states = offsets.size, m.shape[0]
    lanes = lanes_of(mask, size, states)
    tile = np.empty((lanes, size, 2), m.dtype)
    rank = np.empty((lanes, size), ranks.dtype)
    flags = np.empty((lanes, size, 2), np.bool_)
    greatest = np.empty((climbs.max() + 1, 2), m.dtype)
    base = 0
    for fibre in range(0, states // size, lanes):
        for place in range(size):
            at = base + offsets[place]
            for lane in range(lanes):
                tile[lane, place, 0] = m[at + lane, 0]
                tile[lane, place, 1] = m[at + lane, 1]
                rank[lane, place] = ranks[at + lane]
        for lane in range(lanes):
            begin = (fibre + lane) * size
            sorted_places = order[begin : begin + size]
            if greatest.shape[0] > 1:
                _held_one_way(tile[lane], rank[lane], sorted_places, climbs, greatest, flags[lane])
            else:
                _held(tile[lane], rank[lane], sorted_places, flags[lane])
        for place in range(size):
            at = base + offsets[place]
            for lane in range(lanes):
                stable[0, at + lane] = flags[lane, place, 0]
                stable[1, at + lane] = flags[lane, place, 1]
        base = ((base | mask) + lanes) & ~mask


@compiled
def _held(fibre, rank, order, flags):  # type: ignore[no-untyped-def]
    """Running greatest of M over strictly better states of one fibre, both costs, against the rank."""
    none = rank[0] * 0 - 1
    seen_0, seen_1, better_0, better_1 = none, none, none, none
    for entry in order:
        place, first = entry >> 1, entry & 1
        better_0 = seen_0 if first else better_0
        better_1 = seen_1 if first else better_1
        value = rank[place]
        flags[place, 0] = (better_0 <= value) & (value >= 0)
        flags[place, 1] = (better_1 <= value) & (value >= 0)
        seen_0 = max(seen_0, fibre[place, 0])
        seen_1 = max(seen_1, fibre[place, 1])


@compiled
def _held_one_way(fibre, rank, order, climbs, greatest, flags):  # type: ignore[no-untyped-def]
    """The same where some options are one-way: ``greatest`` as ``least`` in :func:`~detente.engines.conflict.passes._least_better_one_way`."""
    greatest[:] = -1
    at = 0
    while at < order.size:
        end = at + 1
        while end < order.size and not order[end] & 1:
            end += 1
        for x in range(at, end):
            place = order[x] >> 1
            value = rank[place]
            flags[place, 0] = (greatest[climbs[place], 0] <= value) & (value >= 0)
            flags[place, 1] = (greatest[climbs[place], 1] <= value) & (value >= 0)
        for x in range(at, end):
            place = order[x] >> 1
            climb = climbs[place]
            part = climb
            while True:
                greatest[part, 0] = max(greatest[part, 0], fibre[place, 0])
                greatest[part, 1] = max(greatest[part, 1], fibre[place, 1])
                if part == 0:
                    break
                part = (part - 1) & climb
        at = end


@compiled
def settle(i, m, improving, masks, starts, sizes, offsets, climbs, steps, order, feasible, top):  # type: ignore[no-untyped-def]
    """Repeat the passes of the opponents of i until nothing changes (a pass done twice in a row changes nothing)."""
    opponents = 0
    for j in range(masks.size):
        opponents += j != i and sizes[j] > 1
    commute = not improving and feasible.size == 0
    stamps = np.ones(m.shape[0] // RUN + 1, np.int32)
    since = np.zeros(masks.size, np.int32)
    now, quiet, j, left = 1, 0, -1, opponents
    while opponents and quiet < opponents and (left or not commute):
        j = (j + 1) % masks.size
        if j == i or sizes[j] == 1:
            continue
        part = slice(starts[j], starts[j] + sizes[j])
        if improving:
            now += 1
            changed = joint_improvements(m, masks[j], offsets[part], climbs[part], order[j], top, stamps, now, since[j])
            since[j] = now
        else:
            changed = joint_moves(m, masks[j], offsets[part], steps[j], feasible, top)
        quiet = 1 if changed else quiet + 1
        left -= 1


@compiled
def stable_of(i, ranks, nature, wanted, masks, starts, sizes, offsets, climbs, steps, order, feasible, top, stable):  # type: ignore[no-untyped-def]
    """Write the flags of DM i, ``stable`` (5, 2^n): nash, gmr, smr, seq, seq_symmetric.

    ``wanted`` (2,): whether the pairs after nash are. b_i is a butterfly too: the least of -p_i over i's own moves. Nature is
    stable wherever it has no improvement (method, section 1, rule a).
    """
    states = ranks.size
    part = slice(starts[i], starts[i] + sizes[i])
    m = np.empty((states, 2), ranks.dtype)
    for s in range(states):
        m[s, 0] = m[s, 1] = -ranks[s]
    joint_moves(m, masks[i], offsets[part], steps[i], feasible[:0], top)
    best = np.empty(states, ranks.dtype)
    for s in range(states):
        best[s] = -m[s, 0]
        stable[0, s] = (best[s] == ranks[s]) & (ranks[s] >= 0)
    for pair in range(2):
        flags = stable[1 + 2 * pair : 3 + 2 * pair]
        if not wanted[pair]:
            continue
        if nature:
            flags[:] = stable[0]
            continue
        for s in range(states):
            m[s, 0] = ranks[s] if ranks[s] >= 0 else top
            m[s, 1] = best[s] if ranks[s] >= 0 else top
        settle(i, m, pair == 1, masks, starts, sizes, offsets, climbs, steps, order, feasible, top)
        deterred(m, ranks, masks[i], offsets[part], climbs[part], order[i], flags)
