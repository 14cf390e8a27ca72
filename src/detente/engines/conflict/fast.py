"""From a conflict model to the compiled kernels and back: states are those of the model, infeasible ones left out.

A model whose moves follow from its options alone is solved as a cube, any other as a graph of arcs.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict import cube, draws, graph
from detente.engines.conflict.columns import Bools
from detente.engines.conflict.model import Model


def cube_of(model: Model) -> cube.Cube:
    """The cube of a model in option form without forbidden moves and coalesced states."""
    options = len(model.states.options)
    feasible = None
    if model.states.size < 1 << options:
        feasible = np.zeros(1 << options, bool)
        feasible[model.states.cells] = True
    return cube.Cube(options, model.owner, model.direction, feasible, model.nature)


def graph_of(model: Model) -> graph.Graph:
    """The arcs of any model."""
    return graph.Graph(
        np.stack([each.first for each in model.arcs]), [each.targets for each in model.arcs], model.nature
    )


def stability(model: Model, ranks: NDArray[np.integer], concepts: Sequence[str]) -> dict[str, Bools]:
    """Which states are stable for whom: concept -> (N, S). ``ranks`` (N, S), 0 or more, larger is preferred."""
    if not model.is_cube:
        return graph.stability(graph_of(model), ranks, concepts)
    whole = cube_of(model)
    if whole.feasible is None:
        return cube.stability(whole, ranks, concepts)
    found = cube.stability(whole, spread(whole, ranks), concepts)
    return {concept: flags[:, whole.feasible] for concept, flags in found.items()}


def equilibria(model: Model, concepts: Sequence[str]) -> cube.Found:
    """Equilibria (S,) and how many states are stable for each DM, with little memory: for a large cube."""
    whole = cube_of(model)
    preferences = [dm.preferences for dm in model.decision_makers]
    found = cube.equilibria(whole, lambda dm: spread(whole, preferences[dm].ranks), concepts)
    if whole.feasible is None:
        return found
    return cube.Found({concept: e[whole.feasible] for concept, e in found.equilibria.items()}, found.n_stable)


def counts(model: Model, ranks: NDArray[np.int64], concepts: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    """In how many of the rankings ``ranks`` (N, S, D) each state is an equilibrium: concept -> (S,)."""
    whole = cube_of(model) if model.is_cube else graph_of(model)
    return draws.count_equilibria(whole, np.ascontiguousarray(ranks.transpose(2, 0, 1)), concepts)


def spread(whole: cube.Cube, ranks: NDArray[np.integer]) -> NDArray[np.integer]:
    """Ranks of the feasible states (..., S) over all combinations (..., 2^n), -1 at infeasible ones."""
    if whole.feasible is None:
        return ranks
    found = np.full((*ranks.shape[:-1], whole.n_states), -1, ranks.dtype)
    found[..., whole.feasible] = ranks
    return found
