"""How often each state is an equilibrium when preferences are drawn: ensembles and the random null.

Random numbers come from one numpy generator, chunk by chunk, decision maker (DM) by DM; the rest is compiled. The chunk
depends on the size of the model alone, so that the same seed gives the same counts.
Source: method of the conflict graphs, section 6.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict import cube_kernel as kernel
from detente.engines.conflict import lanes
from detente.engines.conflict.compiled import compiled
from detente.engines.conflict.cube import CONCEPTS, Cube, pairs
from detente.engines.conflict.graph import Graph, solve
from detente.engines.conflict.orders import Bools, Statements, Values

MODES = ("swaps", "order", "order_sign", "inclusion", "random_ranks")
_TOP = np.iinfo(np.int64).max
#: About how many rank values a chunk holds, and the most draws in it.
_CELLS, _MOST = 1 << 18, 4096


@dataclass(frozen=True)
class Tally:
    """``counts`` (S,) per concept: in how many of the draws a state is an equilibrium; ``selectivity`` mean |E|/|S|."""

    draws: int
    counts: dict[str, Values]
    selectivity: dict[str, float]


def ensemble(
    model: Cube | Graph,
    preferences: Sequence[Statements | NDArray[np.integer]],
    mode: str,
    draws: int,
    rng: np.random.Generator,
    *,
    rate: float = 1.0,
    concepts: Sequence[str] = CONCEPTS,
    fixed: Bools | None = None,
) -> Tally:
    """Draw preferences and count equilibria.

    ``preferences`` one for each DM: statements, or ranks (S,), 0 or more, which only ``random_ranks`` changes; S counts the
    states of a graph and the *feasible* states of a cube, in ascending code. ``rate`` is
    the mean number of swaps (mode ``swaps``). ``fixed`` (N,): DMs whose ranks stay as they are in ``random_ranks``, by
    default nature (it has no preferences, only a calendar). Raises ValueError for an unknown mode or concept.
    """
    if mode not in MODES:
        raise ValueError(f"unknown mode {mode}; there are {', '.join(MODES)}")
    unknown = [each for each in concepts if each not in CONCEPTS]
    if unknown:
        raise ValueError(f"unknown concept {unknown[0]}; there are {', '.join(CONCEPTS)}")
    if len(preferences) != model.n_dms:
        raise ValueError(f"there are {model.n_dms} decision makers, not {len(preferences)}")
    plain = [_as_modelled(each) for each in preferences]
    states = model.n_states if isinstance(model, Graph) else model.n_feasible
    if any(each.shape != (states,) for each in plain):
        raise ValueError(f"preferences are over {states} states")
    stay = model.nature if fixed is None else fixed
    totals, sizes = np.zeros((len(CONCEPTS), states), np.int64), np.zeros(len(CONCEPTS), np.int64)
    chunk = max(1, min(_MOST, _CELLS // (model.n_dms * states)))
    for start in range(0, draws, chunk):
        count = min(chunk, draws - start)
        ranks = np.empty((count, model.n_dms, states), np.int64)
        for dm, each in enumerate(preferences):
            if mode == "random_ranks":
                ranks[:, dm] = plain[dm] if stay[dm] else _random(count, states, rng)
            elif isinstance(each, Statements) and each.n_blocks:
                ranks[:, dm] = _drawn(each, mode, count, rate, rng)
            else:
                ranks[:, dm] = plain[dm]
        count_equilibria(model, ranks, concepts, totals, sizes)
    at = {concept: CONCEPTS.index(concept) for concept in concepts}
    return Tally(
        draws,
        {concept: totals[x] for concept, x in at.items()},
        {concept: float(sizes[x] / (draws * states)) for concept, x in at.items()},
    )


def count_equilibria(
    model: Cube | Graph, ranks: Values, concepts: Sequence[str], totals: Values, sizes: Values
) -> None:
    """Add to ``totals`` (5, S) and ``sizes`` (5,) the equilibria of each of the rankings ``ranks`` (D, N, S)."""
    if isinstance(model, Graph):
        ends, targets = model.packed()
        wanted = np.array([each in concepts for each in CONCEPTS])
        _count_graph(ends, targets, model.nature, ranks, wanted, totals, sizes)
        return
    lay, barred, found = model.layout, model.barred, totals
    if barred.size:
        found = np.zeros((len(CONCEPTS), model.n_states), np.int64)
        spread = np.full((*ranks.shape[:2], model.n_states), -1)
        spread[:, :, barred] = ranks
        ranks = spread
    if lay.sizes.max() <= lanes.LARGEST:
        masks, starts, sizes_of, offsets, climbs, _ = lay.arrays()
        lanes.count(
            model.nature, ranks, pairs(concepts), masks, starts, sizes_of, offsets, climbs, barred, found, sizes
        )
    else:
        order = np.empty((model.n_dms, model.n_states), model.entries())
        _count_cube(model.nature, ranks, pairs(concepts), *lay.arrays(), order, barred, _TOP, found, sizes)
    if barred.size:
        totals += found[:, barred]


def _as_modelled(preference: Statements | NDArray[np.integer]) -> Values:
    if isinstance(preference, Statements):
        return np.asarray(preference.ranks(np.arange(preference.n_blocks)[None])[0])
    return np.asarray(preference, np.int64)


def _random(count: int, states: int, rng: np.random.Generator) -> Values:
    """Uniform strict rankings: random numbers, made different by the state in their last bits."""
    bits = max(states - 1, 1).bit_length()
    return np.asarray(rng.integers(0, 1 << (53 - bits), (count, states)) << bits | np.arange(states), np.int64)


def _drawn(each: Statements, mode: str, count: int, rate: float, rng: np.random.Generator) -> Values:
    """The rank values of one DM in ``count`` draws of a statement mode."""
    blocks, statements = each.n_blocks, len(each.columns)
    orders = np.tile(np.arange(blocks), (count, 1))
    if mode == "inclusion":
        chance = np.ones(statements) if each.probability is None else each.probability
        return each.ranks(orders, kept=rng.random((count, statements)) < chance)
    if mode == "swaps":
        times = rng.poisson(rate, count)
        _swap(orders, times, rng.random(int(times.sum())))
        return each.ranks(orders)
    orders = rng.permuted(orders, axis=1)
    if mode == "order":
        return each.ranks(orders)
    return each.ranks(orders, negated=rng.random((count, statements)) < 0.5)


@compiled
def _swap(orders, times, uniform):  # type: ignore[no-untyped-def]
    """Swap adjacent blocks, a uniformly chosen pair each time."""
    pairs_of = orders.shape[1] - 1
    at = 0
    for d in range(orders.shape[0]):
        for _ in range(times[d]):
            if pairs_of:
                x = min(int(uniform[at] * pairs_of), pairs_of - 1)
                orders[d, x], orders[d, x + 1] = orders[d, x + 1], orders[d, x]
            at += 1


@compiled
def _count_cube(  # type: ignore[no-untyped-def]
    nature, ranks, wanted, masks, starts, sizes, offsets, climbs, steps, order, feasible, top, totals, counted
):
    states = ranks.shape[2]
    joint, stable = np.empty((5, states), np.bool_), np.zeros((5, states), np.bool_)
    for d in range(ranks.shape[0]):
        for j in range(masks.size):
            part = slice(starts[j], starts[j] + sizes[j])
            kernel.sort_fibres(ranks[d, j], masks[j], offsets[part], order[j])
        joint[:] = True
        for i in range(masks.size):
            kernel.stable_of(
                i, ranks[d, i], nature[i], wanted,
                masks, starts, sizes, offsets, climbs, steps, order, feasible, top, stable,
            )  # fmt: skip
            joint &= stable
        _add(joint, totals, counted)


@compiled
def _count_graph(ends, targets, nature, ranks, wanted, totals, counted):  # type: ignore[no-untyped-def]
    stable = np.zeros((5, nature.size, ranks.shape[2]), np.bool_)
    joint = np.empty((5, ranks.shape[2]), np.bool_)
    for d in range(ranks.shape[0]):
        solve(ends, targets, nature, ranks[d], wanted, stable)
        joint[:] = True
        for i in range(nature.size):
            joint &= stable[:, i]
        _add(joint, totals, counted)


@compiled
def _add(joint, totals, counted):  # type: ignore[no-untyped-def]
    """Count one set of equilibria per concept."""
    for concept in range(joint.shape[0]):
        size = 0
        for s in range(joint.shape[1]):
            totals[concept, s] += joint[concept, s]
            size += joint[concept, s]
        counted[concept] += size
