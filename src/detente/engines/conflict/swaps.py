"""The least change of statement orders that makes a state an equilibrium.

The cost of a profile is the number of adjacent swaps, summed over decision makers (DMs). The orders of one DM at distance
d are found by breadth-first search from its own order; a profile of cost c takes one order of each DM at distances that
sum to c, so that each is met once, cheapest first. Whether a state is stable under nash, gmr and smr depends on the DM's
own order alone, and seq implies gmr as seq_symmetric implies smr: orders that fail this are dropped before profiles are
formed. A tier moves as one block. Source: method of the conflict graphs, section 7.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.compiled import compiled
from detente.engines.conflict.graph import CONCEPTS, Graph
from detente.engines.conflict.orders import Statements, Values

Order = tuple[int, ...]
#: What must hold of a DM's own order, whatever the others'.
_NEEDED = {"nash": "nash", "gmr": "gmr", "smr": "smr", "seq": "gmr", "seq_symmetric": "smr"}


@dataclass(frozen=True)
class Change:
    """``cost`` None if no profile within the limit will do; ``n_minimal`` profiles have that cost.

    ``orders``: the first of them, one order of blocks (tiers, counted from 0) for each DM, empty for a DM without
    statements.
    """

    cost: int | None
    n_minimal: int
    orders: tuple[tuple[Order, ...], ...]


def least_swaps(
    graph: Graph,
    preferences: Sequence[Statements | NDArray[np.integer]],
    state: int,
    concept: str,
    max_cost: int,
    most_listed: int = 200,
) -> Change:
    """The least number of adjacent swaps that makes ``state`` stable for every DM, and the profiles that need no more.

    ``preferences`` one for each DM: statements, or ranks (S,) that stay. Raises ValueError for an unknown concept or
    state, and if the preferences are not one a DM.
    """
    if concept not in CONCEPTS:
        raise ValueError(f"unknown concept {concept}; there are {', '.join(CONCEPTS)}")
    if not 0 <= state < graph.n_states:
        raise ValueError(f"a state is one of 0..{graph.n_states - 1}, not {state}")
    if len(preferences) != graph.n_dms:
        raise ValueError(f"there are {graph.n_dms} decision makers, not {len(preferences)}")
    ladders = [_Ladder(graph, dm, each, state, _NEEDED[concept]) for dm, each in enumerate(preferences)]
    arcs = graph.packed()
    furthest = sum(ladder.furthest for ladder in ladders)
    coupled = concept != _NEEDED[concept]
    for cost in range(min(max_cost, furthest) + 1):
        count = 0
        found: list[tuple[Order, ...]] = []
        for distances in _sums(cost, len(ladders)):
            rungs = [ladder.rung(d) for ladder, d in zip(ladders, distances, strict=True)]
            sizes = np.array([len(orders) for orders, _ in rungs], np.int64)
            if not sizes.all():
                continue
            pool = np.concatenate([ranks for _, ranks in rungs])
            room = most_listed - len(found)
            picks = np.empty((room, len(ladders)), np.int64)
            hits = _scan(*arcs, graph.nature, pool, sizes, state, CONCEPTS.index(concept), coupled, picks)
            found += [tuple(rungs[dm][0][x] for dm, x in enumerate(pick)) for pick in picks[: min(hits, room)].tolist()]
            count += hits
        if count:
            return Change(cost, count, tuple(found))
    return Change(None, 0, ())


def _sums(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to split a total among so many parts, the first part taking little first."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _sums(total - first, parts - 1):
            yield (first, *rest)


class _Ladder:
    """The orders of one DM by their distance from its own, those that can serve only, with their ranks."""

    def __init__(
        self, graph: Graph, dm: int, preference: Statements | NDArray[np.integer], state: int, needed: str
    ) -> None:
        self._graph, self._dm, self._state, self._needed = graph, dm, state, CONCEPTS.index(needed)
        self._preference = preference
        start: Order = tuple(range(preference.n_blocks)) if isinstance(preference, Statements) else ()
        self.furthest = len(start) * (len(start) - 1) // 2
        self._levels: list[list[Order]] = [[start]]
        self._rungs: list[tuple[list[Order], Values]] = []

    def _level(self, distance: int) -> list[Order]:
        while len(self._levels) <= distance and self._levels[-1]:
            last, before = self._levels[-1], set(self._levels[-2]) if len(self._levels) > 1 else set()
            beyond = {(*o[:x], o[x + 1], o[x], *o[x + 2 :]) for o in last for x in range(len(o) - 1)}
            self._levels.append(sorted(beyond - before))
        return self._levels[distance] if distance < len(self._levels) else []

    def rung(self, distance: int) -> tuple[list[Order], Values]:
        """The orders at this distance that can serve, and their rank values (orders, S)."""
        while len(self._rungs) <= distance:
            orders = self._level(len(self._rungs))
            if not orders:
                ranks = np.zeros((0, self._graph.n_states), np.int64)
            elif isinstance(self._preference, Statements):
                ranks = self._preference.ranks(np.array(orders, np.int64).reshape(len(orders), -1))
            else:
                ranks = np.ascontiguousarray(self._preference, np.int64)[None]
            fit = np.zeros(len(orders), bool)
            _fit(*self._graph.packed(), self._graph.nature, ranks, self._dm, self._state, self._needed, fit)
            self._rungs.append(([order for order, good in zip(orders, fit, strict=True) if good], ranks[fit]))
        return self._rungs[distance]


@compiled
def _fit(ends, targets, nature, ranks, dm, state, concept, fit):  # type: ignore[no-untyped-def]
    """Which orders of one DM keep the state stable for it under nash, gmr or smr."""
    picks = np.zeros(nature.size, np.int64)
    for x in range(ranks.shape[0]):
        picks[dm] = x
        fit[x] = stable_at(ends, targets, nature, ranks, picks, dm, state, concept)


@compiled
def _scan(ends, targets, nature, pool, sizes, state, concept, coupled, found):  # type: ignore[no-untyped-def]
    """Go through every profile of one order a DM; how many keep the state stable for all, the first into ``found``."""
    n = sizes.size
    starts = np.cumsum(sizes) - sizes
    at = np.zeros(n, np.int64)
    hits = 0
    while True:
        good = True
        if coupled:
            for dm in range(n):
                if not stable_at(ends, targets, nature, pool, starts + at, dm, state, concept):
                    good = False
                    break
        if good:
            if hits < found.shape[0]:
                found[hits] = at
            hits += 1
        dm = n - 1
        while dm >= 0 and at[dm] == sizes[dm] - 1:
            at[dm] = 0
            dm -= 1
        if dm < 0:
            return hits
        at[dm] += 1


@compiled
def stable_at(ends, targets, nature, pool, picks, i, s, concept):  # type: ignore[no-untyped-def]
    """Whether one state is stable for DM i, from the definition; the ranks of DM k are ``pool[picks[k]]``."""
    rank = pool[picks[i]]
    for t in targets[ends[i, s] : ends[i, s + 1]]:
        if rank[t] > rank[s]:
            if concept == 0 or nature[i]:
                return False
            if not _sanctioned(ends, targets, pool, picks, i, s, t, concept):
                return False
    return True


@compiled
def _sanctioned(ends, targets, pool, picks, i, s, improvement, concept):  # type: ignore[no-untyped-def]
    """Whether the opponents of i can answer an improvement: a search over (state, last mover), nobody twice in a row."""
    n = picks.size
    improving, symmetric = concept > 2, concept % 2 == 0
    rank = pool[picks[i]]
    seen = np.zeros((rank.size, n), np.bool_)
    stack = [(np.int64(improvement), np.int64(-1))]
    while stack:
        here, last = stack.pop()
        for k in range(n):
            if k in (i, last):
                continue
            theirs = pool[picks[k]]
            for there in targets[ends[k, here] : ends[k, here + 1]]:
                if seen[there, k] or (improving and theirs[there] <= theirs[here]):
                    continue
                seen[there, k] = True
                stack.append((np.int64(there), np.int64(k)))
                if rank[there] <= rank[s]:
                    if not symmetric:
                        return True
                    countered = False
                    for away in targets[ends[i, there] : ends[i, there + 1]]:
                        countered |= rank[away] > rank[s]
                    if not countered:
                        return True
    return False
