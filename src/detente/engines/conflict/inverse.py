"""The least change of statement orders that makes a state an equilibrium (section 7).

Cost is the number of adjacent swaps over all decision makers' orders, the sum of Kendall distances. Orders are searched
cost by cost: from every order of cost c each swap of two neighbours still in their first order gives one of cost c + 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.conflict.model import InverseQuery, Model
from detente.engines.conflict.stability import stabilities_of_draws
from detente.engines.conflict.tiers import Blocks, Whole, blocks, scores

Profile = tuple[tuple[int, ...], ...]
MOST_LISTED = 200
#: A search that would hold more profiles of one cost than this stops and says so.
MOST_PROFILES = 300_000
_CHUNK = 1 << 21


@dataclass(frozen=True)
class Inverse:
    """The answer to a query.

    ``cost`` is None if no profile within reach does it. ``orders`` are statement ids by decision maker, at most 200,
    none at cost 0. ``stopped_at`` is the cost at which the search had to stop short of ``max_cost``, else None.
    """

    query: InverseQuery
    cost: int | None
    n_minimal: int
    orders: tuple[dict[str, list[str]], ...]
    stopped_at: int | None = None


def inverse(model: Model, query: InverseQuery) -> Inverse:
    """The least cost, how many profiles of orders have it, and the first of them."""
    own = [blocks(dm.preferences) for dm in model.decision_makers]
    level: list[Profile] = [tuple(tuple(range(each.count)) if each else () for each in own)]
    for cost in range(query.max_cost + 1):
        if len(level) > MOST_PROFILES:
            return Inverse(query, None, 0, (), cost)
        found = [profile for profile, holds in zip(level, _holds(model, own, level, query), strict=True) if holds]
        if found:
            shown = sorted(found)[:MOST_LISTED] if cost else []
            return Inverse(query, cost, len(found), tuple(_ids(model, own, each) for each in shown))
        level = list(dict.fromkeys(each for profile in level for each in _one_more_swap(profile)))
        if not level:
            break
    return Inverse(query, None, 0, ())


def _one_more_swap(profile: Profile) -> list[Profile]:
    found = []
    for i, order in enumerate(profile):
        for at in range(len(order) - 1):
            if order[at] < order[at + 1]:
                swapped = (*order[:at], order[at + 1], order[at], *order[at + 2 :])
                found.append((*profile[:i], swapped, *profile[i + 1 :]))
    return found


def _holds(model: Model, own: Sequence[Blocks | None], level: Sequence[Profile], query: InverseQuery) -> list[bool]:
    """Whether the state is stable for every decision maker under each profile."""
    step = max(1, _CHUNK // max(1, sum(len(each.targets) for each in model.arcs) + model.states.size))
    found: list[bool] = []
    for start in range(0, len(level), step):
        part = level[start : start + step]
        ranks = np.stack([_ranks(model, i, own[i], [profile[i] for profile in part]) for i in range(len(own))])
        flags = stabilities_of_draws(model, ranks, (query.concept,))[query.concept]
        found += np.logical_and.reduce(flags[:, query.state, :]).tolist()
    return found


def _ranks(model: Model, i: int, own: Blocks | None, orders: Sequence[tuple[int, ...]]) -> Whole:
    if own is None:
        return np.repeat(model.ranks[i][:, None], len(orders), axis=1)
    distinct = list(dict.fromkeys(orders))
    place = {order: at for at, order in enumerate(distinct)}
    return scores(own, np.array(distinct, np.int64))[:, [place[order] for order in orders]]


def _ids(model: Model, own: Sequence[Blocks | None], profile: Profile) -> dict[str, list[str]]:
    return {
        dm: [name for b in order for name in each.ids[b]]
        for dm, each, order in zip(model.ids, own, profile, strict=True)
        if each is not None
    }
