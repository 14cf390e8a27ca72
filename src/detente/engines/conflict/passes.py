"""The passes of one mover over a cube: joint moves and joint improvements, by compiled sweeps over its fibres.

M holds two costs side by side, shape (2^n, 2): p_i for gmr and seq, b_i for smr and seq_symmetric. A pass lowers M(s) to
the least M that the mover can reach. Infeasible states have rank -1 and M = top. They are never an improvement, so that
only :func:`joint_moves`, which passes values without looking at ranks, must reset them once a mover's options are all done.
Source: method of the conflict graphs, section 8 (cube case).
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
import numpy as np

from detente.engines.conflict.compiled import compiled
from detente.engines.conflict.fibres import lanes_of

FORWARD, BACK = 1, 2
#: So many states share one stamp of their last change: a cache line of 32-bit pairs.
RUN = 8


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

    ``stamps`` says in which pass each run of :data:`RUN` states last changed; tiles that have not changed after the pass
    ``since``, the mover's last, are left alone. Changes are stamped ``now``.
    """
    size, states = offsets.size, m.shape[0]
    lanes = min(RUN, lanes_of(mask, size, states))
    tile = np.empty((lanes, size, 2), m.dtype)
    one_way = climbs.max() > 0
    least = np.empty((climbs.max() + 1, 2), m.dtype)
    changed = False
    base = -1
    for fibre in range(0, states // size, lanes):
        base = 0 if base < 0 else ((base | mask) + lanes) & ~mask
        latest = 0
        for place in range(size):
            latest = max(latest, stamps[(base + offsets[place]) // RUN])
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
                stamps[at // RUN] = now
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
