"""Equilibria of many rankings of one small cube at once: draws side by side, :data:`LANES` in each vector operation.

The fixpoint is that of :mod:`~detente.engines.conflict.cube_kernel`. Fibres are small here, so that instead of sorting them a
pass looks at each pair of states within one: t lowers M(s) where the mover can go from s to t (and likes t better). Ranks
are whole numbers below 2^53, held as floats, whose minimum is one instruction.
Source: method of the conflict graphs, sections 2, 6 and 8.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
import numpy as np

from detente.engines.conflict.compiled import compiled

LANES = 64
#: The largest fibre for which pairs beat sorting.
LARGEST = 32


@compiled
def count(nature, ranks, wanted, masks, starts, sizes, offsets, climbs, feasible, totals):  # type: ignore[no-untyped-def]
    """Add to ``totals`` (5, 2^n) the equilibria of the rankings ``ranks`` (D, N, 2^n)."""
    draws, n, states = ranks.shape
    p = np.empty((n, states, LANES))
    joint = np.empty((5, states, LANES), np.bool_)
    for begin in range(0, draws, LANES):
        used = min(LANES, draws - begin)
        for j in range(n):
            for s in range(states):
                for lane in range(LANES):
                    p[j, s, lane] = ranks[min(begin + lane, draws - 1), j, s]
        for s in range(states):
            joint[:, s] = feasible.size == 0 or feasible[s]
        for i in range(n):
            _narrow(i, p, nature[i], wanted, masks, starts, sizes, offsets, climbs, feasible, joint)
        for concept in range(5):
            for s in range(states):
                hits = 0
                for lane in range(used):
                    hits += joint[concept, s, lane]
                totals[concept, s] += hits


@compiled
def _narrow(i, p, nature, wanted, masks, starts, sizes, offsets, climbs, feasible, joint):  # type: ignore[no-untyped-def]
    """Take out of ``joint`` (5, 2^n, lanes) the states that are not stable for DM i."""
    part = slice(starts[i], starts[i] + sizes[i])
    own, climb = offsets[part], climbs[part]
    rank = p[i]
    cost = np.empty((2, *rank.shape))
    worst = np.empty((2, *rank.shape))
    cost[0] = rank
    cost[1] = rank
    _worst(rank, cost, masks[i], own, climb, feasible, worst)
    best = np.maximum(rank, worst[0])
    nash = worst[0] <= rank
    joint[0] &= nash
    for pair in range(2):
        if not wanted[pair]:
            continue
        if nature:
            joint[1 + 2 * pair] &= nash
            joint[2 + 2 * pair] &= nash
            continue
        cost[0] = rank
        cost[1] = best
        _settle(i, cost, pair == 1, p, masks, starts, sizes, offsets, climbs, feasible)
        _worst(rank, cost, masks[i], own, climb, feasible, worst)
        joint[1 + 2 * pair] &= worst[0] <= rank
        joint[2 + 2 * pair] &= worst[1] <= rank


@compiled
def _settle(i, m, improving, p, masks, starts, sizes, offsets, climbs, feasible):  # type: ignore[no-untyped-def]
    """Repeat the passes of the opponents of i until nothing changes in any draw."""
    opponents = 0
    for j in range(masks.size):
        opponents += j != i and sizes[j] > 1
    commute = not improving and feasible.size == 0
    quiet, j, left = 0, -1, opponents
    while opponents and quiet < opponents and (left > 0 or not commute):
        j = (j + 1) % masks.size
        if j == i or sizes[j] == 1:
            continue
        part = slice(starts[j], starts[j] + sizes[j])
        changed = _lower(m[0], m[1], improving, p[j], masks[j], offsets[part], climbs[part], feasible)
        quiet = 1 if changed else quiet + 1
        left -= 1


@compiled
def _lower(m, symmetric, improving, rank, mask, own, climb, feasible):  # type: ignore[no-untyped-def]
    """One mover: lower M(s), for both costs, to the least M over the states it can reach; True if any fell."""
    fell = 0
    base = 0
    for _ in range(rank.shape[0] // own.size):
        for a in range(own.size):
            s = base + own[a]
            if feasible.size and not feasible[s]:
                continue
            here, here_symmetric, mine = m[s], symmetric[s], rank[s]
            for b in range(own.size):
                t = base + own[b]
                if a == b or climb[a] & ~climb[b] or (feasible.size and not feasible[t]):
                    continue
                there, there_symmetric, theirs = m[t], symmetric[t], rank[t]
                for lane in range(LANES):
                    may = (not improving) | (theirs[lane] > mine[lane])
                    first = there[lane] if may else np.inf
                    second = there_symmetric[lane] if may else np.inf
                    fell += (first < here[lane]) | (second < here_symmetric[lane])
                    here[lane] = min(here[lane], first)
                    here_symmetric[lane] = min(here_symmetric[lane], second)
        base = ((base | mask) + 1) & ~mask
    return fell > 0


@compiled
def _worst(rank, m, mask, own, climb, feasible, worst):  # type: ignore[no-untyped-def]
    """What a move of i may come to at best: the greatest min(p_i(t), M(t)) over its moves, for both costs.

    Above p_i(s) it is an improvement that no sanction holds back: s is stable iff it is not.
    """
    worst[:] = -1.0
    base = 0
    for _ in range(rank.shape[0] // own.size):
        for a in range(own.size):
            s = base + own[a]
            for b in range(own.size):
                t = base + own[b]
                if a == b or climb[a] & ~climb[b] or (feasible.size and not (feasible[s] and feasible[t])):
                    continue
                for lane in range(LANES):
                    worst[0, s, lane] = max(worst[0, s, lane], min(rank[t, lane], m[0, t, lane]))
                    worst[1, s, lane] = max(worst[1, s, lane], min(rank[t, lane], m[1, t, lane]))
        base = ((base | mask) + 1) & ~mask
