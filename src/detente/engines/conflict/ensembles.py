"""What the answer is worth if the preferences were a little, or altogether, different (section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.model import EnsembleBlock, Model
from detente.engines.conflict.stability import compiler_installed, equilibria_of_draws
from detente.engines.conflict.tiers import Blocks, Whole, blocks, scores

_CHUNK = 1 << 21
#: From so many states times draws on loading the compiled kernels takes less time than it saves.
_COMPILED_FROM = 200_000


@dataclass(frozen=True)
class Ensemble:
    """One block drawn: how often each state was an equilibrium, concept -> shape (S,)."""

    block: EnsembleBlock
    times: dict[str, Whole]

    def p(self, concept: str) -> NDArray[np.float64]:
        """P(state in E), shape (S,)."""
        return np.asarray(self.times[concept] / self.block.draws)

    def mean_selectivity(self, concept: str) -> float:
        """The mean share of states that are equilibria."""
        times = self.times[concept]
        return int(times.sum()) / (len(times) * self.block.draws)


def with_null(asked: Sequence[EnsembleBlock]) -> tuple[EnsembleBlock, ...]:
    """The blocks, with one of random rankings last if none was asked for."""
    if not asked or any(each.mode == "random_ranks" for each in asked):
        return tuple(asked)
    last = asked[-1]
    return (*asked, replace(last, mode="random_ranks", rate=1.0))


def draw(model: Model, block: EnsembleBlock, concepts: Sequence[str]) -> Ensemble:
    """Draw one block. Each decision maker has a stream of its own, so the same seed gives the same answer."""
    size, count = model.states.size, len(model.ids)
    rngs = [np.random.default_rng(child) for child in np.random.SeedSequence(block.seed).spawn(count)]
    own = [blocks(dm.preferences) for dm in model.decision_makers]
    compiled = block.draws * size >= _COMPILED_FROM and compiler_installed()
    step = max(1, _CHUNK // max(1, count * size if compiled else _arc_count(model) + size))
    times = {concept: np.zeros(size, np.int64) for concept in concepts}
    for start in range(0, block.draws, step):
        draws = min(step, block.draws - start)
        ranks = np.stack([_draw_ranks(model, i, own[i], block, draws, rngs[i]) for i in range(count)])
        for concept, found in equilibria_of_draws(model, ranks, concepts, compiled=compiled).items():
            times[concept] += found
    return Ensemble(block, times)


def _arc_count(model: Model) -> int:
    """How many arcs there are, at most; counted without building those of a cube."""
    if not model.is_cube:
        return sum(len(each.targets) for each in model.arcs)
    own = np.bincount(model.owner, minlength=len(model.ids))
    return model.states.size * sum((1 << int(count)) - 1 for count in own)


def _draw_ranks(model: Model, i: int, own: Blocks | None, block: EnsembleBlock, draws: int, rng: np.random.Generator) -> Whole:  # fmt: skip
    """Rank values of decision maker i, shape (S, draws)."""
    size = model.states.size
    if block.mode == "random_ranks":
        return rng.permuted(np.tile(np.arange(size, dtype=np.int64), (draws, 1)), axis=1).T
    if own is None:
        return np.repeat(model.ranks[i][:, None], draws, axis=1)
    orders = np.tile(np.arange(own.count, dtype=np.int64), (draws, 1))
    kept = negated = None
    if block.mode == "swaps":
        _swap(orders, rng.poisson(block.rate, draws), rng)
    elif block.mode in ("order", "order_sign"):
        orders = rng.permuted(orders, axis=1)
    if block.mode == "order_sign":
        negated = rng.random((len(own.block), draws)) < 0.5
    elif block.mode == "inclusion":
        kept = rng.random((len(own.block), draws)) < own.probability[:, None]
    return scores(own, orders, kept, negated)


def _swap(orders: Whole, times: NDArray[np.int64], rng: np.random.Generator) -> None:
    """Swap uniformly chosen neighbours in place, in each row as often as ``times`` says."""
    if orders.shape[1] < 2:
        return
    for turn in range(int(times.max(initial=0))):
        rows = np.flatnonzero(times > turn)
        at = rng.integers(0, orders.shape[1] - 1, len(rows))
        orders[rows, at], orders[rows, at + 1] = orders[rows, at + 1], orders[rows, at]
