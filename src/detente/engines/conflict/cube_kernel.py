"""The compiled passes over a cube of options: sorted fibres, joint moves, joint improvements, stability.

A *fibre* of a decision maker (DM) is the set of states that differ only in its own options: its moves stay within. A
pass takes a mover's fibres in *tiles*, as many neighbours side by side as make whole cache lines, into a small buffer.

M holds two costs side by side, shape (2^n, 2): p_i for gmr and seq, b_i for smr and seq_symmetric. It begins as the cost
of standing still, and each pass lowers M(s) to the least M the mover can reach. The fixpoint is min(c(s1), W(s1)), which
is enough: s1 is an improvement on s, so its own cost c(s1) >= p_i(s1) > p_i(s) never sanctions (method, section 8).

Infeasible states have rank -1 and M = top. They are never an improvement, so that only :func:`joint_moves`, which passes
values without looking at ranks, must reset them once a mover's options are all done.

The layout of a cube (:class:`~detente.engines.conflict.cube.Layout`) comes as plain arrays: ``masks`` (N,) the bits of each DM;
``starts`` (N,) where its part of ``offsets`` and ``climbs`` begins, and its size ``sizes`` (N,) = 2^options; ``offsets`` the
state code of each own combination; ``climbs`` its one-way options, turned so that a move may only add bits to it;
``steps`` (N, n) the direction of each own option, least bit first.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
import numpy as np

from detente.engines.conflict.compiled import compiled

FORWARD, BACK = 1, 2
#: The most states of one tile, the most neighbours in it, and the largest fibre that is sorted by counting.
_TILE, _LANES, _COUNTED = 4096, 64, 64
#: So many states share one stamp of their last change: a cache line of 32-bit pairs.
_RUN = 8


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


@compiled
def joint_moves(m, mask, offsets, steps, feasible, top):  # type: ignore[no-untyped-def]
    """One mover of R_H: lower M(s) to the least M over the states it can reach; True if anything changed.

    A butterfly, option by option. A ``forward`` option can only be taken, so a value passes from the half that has taken
    it to the half that has not; ``back`` the other way. ``feasible`` is empty if every state is.
    """
    size, states = offsets.size, m.shape[0]
    lanes = lanes_of(mask, size, states)
    wide = lanes * 2
    tile = np.empty(size * wide, m.dtype)
    changed = False
    base = 0
    for _ in range(0, states // size, lanes):
        for place in range(size):
            at = base + offsets[place]
            for lane in range(lanes):
                tile[place * wide + lane * 2] = m[at + lane, 0]
                tile[place * wide + lane * 2 + 1] = m[at + lane, 1]
        half, option = wide, 0
        while half < size * wide:
            step = steps[option]
            for begin in range(0, size * wide, 2 * half):
                without, taken = tile[begin : begin + half], tile[begin + half : begin + 2 * half]
                if step == FORWARD:
                    for x in range(half):
                        without[x] = min(without[x], taken[x])
                elif step == BACK:
                    for x in range(half):
                        taken[x] = min(without[x], taken[x])
                else:
                    for x in range(half):
                        low = min(without[x], taken[x])
                        without[x] = low
                        taken[x] = low
            half, option = half * 2, option + 1
        for place in range(size):
            at = base + offsets[place]
            if feasible.size:
                for lane in range(lanes):
                    if not feasible[at + lane]:
                        tile[place * wide + lane * 2] = top
                        tile[place * wide + lane * 2 + 1] = top
            lower = 0
            for lane in range(lanes):
                first, second = tile[place * wide + lane * 2], tile[place * wide + lane * 2 + 1]
                lower += (first != m[at + lane, 0]) | (second != m[at + lane, 1])
                m[at + lane, 0] = first
                m[at + lane, 1] = second
            changed |= lower > 0
        base = ((base | mask) + lanes) & ~mask
    return changed


@compiled
def joint_improvements(m, mask, offsets, climbs, order, top, stamps, now, since):  # type: ignore[no-untyped-def]
    """One mover of R+_H: lower M(s) to the least M over the states it can reach and likes better; True if changed.

    ``stamps`` says in which pass each run of :data:`_RUN` states last changed; tiles that have not changed after the pass
    ``since``, the mover's last, are left alone. Changes are stamped ``now``.
    """
    size, states = offsets.size, m.shape[0]
    lanes = min(_RUN, lanes_of(mask, size, states))
    tile = np.empty((lanes, size, 2), m.dtype)
    one_way = climbs.max() > 0
    least = np.empty((climbs.max() + 1, 2), m.dtype)
    changed = False
    base = -1
    for fibre in range(0, states // size, lanes):
        base = 0 if base < 0 else ((base | mask) + lanes) & ~mask
        latest = 0
        for place in range(size):
            latest = max(latest, stamps[(base + offsets[place]) // _RUN])
        if latest <= since:
            continue
        for place in range(size):
            at = base + offsets[place]
            for lane in range(lanes):
                tile[lane, place, 0] = m[at + lane, 0]
                tile[lane, place, 1] = m[at + lane, 1]
        lower = False
        for lane in range(lanes):
            begin = (fibre + lane) * size
            sorted_places = order[begin : begin + size]
            if one_way:
                lower |= _least_better_one_way(tile[lane], sorted_places, climbs, least, top)
            else:
                lower |= _least_better(tile[lane], sorted_places, top)
        if not lower:
            continue
        changed = True
        for place in range(size):
            at = base + offsets[place]
            fell = 0
            for lane in range(lanes):
                first, second = tile[lane, place, 0], tile[lane, place, 1]
                fell += (first != m[at + lane, 0]) | (second != m[at + lane, 1])
                m[at + lane, 0] = first
                m[at + lane, 1] = second
            if fell:
                stamps[at // _RUN] = now
    return changed


@compiled
def _least_better(fibre, order, top):  # type: ignore[no-untyped-def]
    """Running least of M over strictly better states of one fibre, both costs; True if a value fell."""
    seen_0, seen_1, better_0, better_1 = top, top, top, top
    lower = 0
    for entry in order:
        place, first = entry >> 1, entry & 1
        better_0 = seen_0 if first else better_0
        better_1 = seen_1 if first else better_1
        value_0, value_1 = fibre[place, 0], fibre[place, 1]
        lower += (better_0 < value_0) | (better_1 < value_1)
        fibre[place, 0] = min(value_0, better_0)
        fibre[place, 1] = min(value_1, better_1)
        seen_0 = min(seen_0, value_0)
        seen_1 = min(seen_1, value_1)
    return lower > 0


@compiled
def _least_better_one_way(fibre, order, climbs, least, top):  # type: ignore[no-untyped-def]
    """The same where some options are one-way.

    ``least[d]`` runs over the better states that a state with climb d can reach: those whose climb contains d. A group
    of equals asks before any of it is entered.
    """
    least[:] = top
    lower = False
    at = 0
    while at < order.size:
        end = at + 1
        while end < order.size and not order[end] & 1:
            end += 1
        for x in range(at, end):
            place = order[x] >> 1
            for cost in range(2):
                found = least[climbs[place], cost]
                if found < fibre[place, cost]:
                    fibre[place, cost] = found
                    lower = True
        for x in range(at, end):
            place = order[x] >> 1
            climb = climbs[place]
            part = climb
            while True:
                least[part, 0] = min(least[part, 0], fibre[place, 0])
                least[part, 1] = min(least[part, 1], fibre[place, 1])
                if part == 0:
                    break
                part = (part - 1) & climb
        at = end
    return lower


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
    """The same where some options are one-way: ``greatest`` as ``least`` in :func:`_least_better_one_way`."""
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
    stamps = np.ones(m.shape[0] // _RUN + 1, np.int32)
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
