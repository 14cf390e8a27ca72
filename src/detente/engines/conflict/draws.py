"""How often each state is an equilibrium over many rankings: what ensembles and the random null count, compiled.

Source: method of the conflict graphs, section 6.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator"
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict import cube_kernel as kernel
from detente.engines.conflict import lanes
from detente.engines.conflict.compiled import compiled
from detente.engines.conflict.cube import Cube, pairs
from detente.engines.conflict.fibres import sort_fibres
from detente.engines.conflict.graph import Graph, solve
from detente.engines.conflict.model import CONCEPTS
from detente.engines.conflict.tiers import dense_columns

Values = NDArray[np.int64]
_TOP = np.int32(np.iinfo(np.int32).max)


def count_equilibria(model: Cube | Graph, ranks: NDArray[np.integer], concepts: Sequence[str]) -> dict[str, Values]:
    """In how many of the rankings ``ranks`` (D, N, S) each state is an equilibrium: concept -> (S,).

    S counts the states of a graph and the *feasible* states of a cube, in ascending code.
    """
    if isinstance(model, Graph):
        totals = np.zeros((len(CONCEPTS), model.n_states), np.int64)
        _count_graph(*model.packed(), model.nature, ranks, np.array([each in concepts for each in CONCEPTS]), totals)
        return {concept: totals[CONCEPTS.index(concept)] for concept in concepts}
    lay, barred = model.layout, model.barred
    totals = np.zeros((len(CONCEPTS), model.n_states), np.int64)
    side_by_side = lay.sizes.max() <= lanes.LARGEST
    if not side_by_side:
        ranks = _narrow(ranks)
    if barred.size:
        spread = np.full((*ranks.shape[:2], model.n_states), -1, ranks.dtype)
        spread[:, :, barred] = ranks
        ranks = spread
    if side_by_side:
        masks, starts, sizes, offsets, climbs, _ = lay.arrays()
        lanes.count(model.nature, ranks, pairs(concepts), masks, starts, sizes, offsets, climbs, barred, totals)
    else:
        order = np.empty((model.n_dms, model.n_states), model.entries())
        _count_cube(model.nature, ranks, pairs(concepts), *lay.arrays(), order, barred, _TOP, totals)
    found = totals[:, barred] if barred.size else totals
    return {concept: found[CONCEPTS.index(concept)] for concept in concepts}


def _narrow(ranks: NDArray[np.integer]) -> NDArray[np.int32]:
    """The rankings as the cube kernels take them, in 32 bits; counted off to dense ranks where they need more."""
    if ranks.max(initial=0) >= _TOP:
        rows = ranks.reshape(-1, ranks.shape[2])
        return dense_columns(rows.T.astype(np.int64)).T.reshape(ranks.shape).astype(np.int32)
    return ranks.astype(np.int32)


@compiled
def _count_cube(nature, ranks, wanted, masks, starts, sizes, offsets, climbs, steps, order, feasible, top, totals):  # type: ignore[no-untyped-def]
    states = ranks.shape[2]
    joint, stable = np.empty((5, states), np.bool_), np.zeros((5, states), np.bool_)
    for d in range(ranks.shape[0]):
        for j in range(masks.size):
            part = slice(starts[j], starts[j] + sizes[j])
            sort_fibres(ranks[d, j], masks[j], offsets[part], order[j])
        joint[:] = True
        for i in range(masks.size):
            kernel.stable_of(
                i, ranks[d, i], nature[i], wanted,
                masks, starts, sizes, offsets, climbs, steps, order, feasible, top, stable,
            )  # fmt: skip
            joint &= stable
        totals += joint


@compiled
def _count_graph(ends, targets, nature, ranks, wanted, totals):  # type: ignore[no-untyped-def]
    stable = np.zeros((5, nature.size, ranks.shape[2]), np.bool_)
    joint = np.empty((5, ranks.shape[2]), np.bool_)
    for d in range(ranks.shape[0]):
        solve(ends, targets, nature, ranks[d], wanted, stable)
        joint[:] = True
        for i in range(nature.size):
            joint &= stable[:, i]
        totals += joint
