"""Stability on a cube of options, without forbidden moves and without coalesced states, in linear memory.

Option k is bit k of a state's code. Work grows as states x options x sweeps; no state-by-state matrix exists. Ranks: larger
is preferred, equal is a tie, values at infeasible states are ignored. Flags of infeasible states are False.
Source: method of the conflict graphs, sections 2 and 8 (cube case).
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict import cube_kernel as kernel
from detente.engines.conflict.columns import Bools
from detente.engines.conflict.compiled import cores
from detente.engines.conflict.fibres import sort_fibres
from detente.engines.conflict.model import CONCEPTS
from detente.engines.conflict.passes import BACK
from detente.engines.conflict.states import MOST_OPTIONS

Ints = NDArray[np.int32]
T = TypeVar("T")
#: Fewer states than this are not worth a second thread.
_THREADS_FROM = 1 << 14


@dataclass(frozen=True)
class Layout:
    """Where the options of each DM lie, as the arrays that :mod:`~detente.engines.conflict.cube_kernel` describes."""

    masks: NDArray[np.int64]
    sizes: NDArray[np.int64]
    starts: NDArray[np.int64]
    offsets: NDArray[np.int64]
    climbs: NDArray[np.int64]
    steps: NDArray[np.int8]

    def arrays(self) -> tuple[NDArray[np.integer], ...]:
        """The arrays in the order in which the kernels take them."""
        return self.masks, self.starts, self.sizes, self.offsets, self.climbs, self.steps


@dataclass(frozen=True)
class Cube:
    """A conflict in option form.

    ``owner`` (n,) DM of each option; ``direction`` (n,) 0 both ways, 1 forward (can only be taken), 2 back (can only be
    dropped); ``feasible`` (2^n,) or None for all; ``nature`` (N,) True for a DM that cannot be deterred. Raises
    ValueError for shapes or values that do not fit, and for more than 24 options.
    """

    n_options: int
    owner: NDArray[np.int8]
    direction: NDArray[np.int8]
    feasible: Bools | None
    nature: Bools = field(default_factory=lambda: np.zeros(0, bool))

    def __post_init__(self) -> None:
        if not 0 <= self.n_options <= MOST_OPTIONS:
            raise ValueError(f"a cube has 0 to {MOST_OPTIONS} options, not {self.n_options}")
        if self.owner.shape != (self.n_options,) or self.direction.shape != (self.n_options,):
            raise ValueError(f"owner and direction have shape ({self.n_options},)")
        if self.n_options and not (self.owner.min() >= 0 and self.owner.max() < self.nature.size):
            raise ValueError(f"an owner is one of 0..{self.nature.size - 1}")
        if self.n_options and not (self.direction.min() >= 0 and self.direction.max() <= BACK):
            raise ValueError("a direction is 0 (both ways), 1 (forward) or 2 (back)")
        if self.feasible is not None and self.feasible.shape != (self.n_states,):
            raise ValueError(f"feasible has shape ({self.n_states},)")

    @property
    def n_states(self) -> int:
        """2^n, infeasible states included."""
        return 1 << self.n_options

    @property
    def n_feasible(self) -> int:
        """How many states are feasible."""
        return self.n_states if self.feasible is None else int(np.count_nonzero(self.feasible))

    @property
    def n_dms(self) -> int:
        """How many DMs there are."""
        return self.nature.size

    @cached_property
    def barred(self) -> Bools:
        """``feasible``, but empty if every state is: what the kernel takes."""
        allowed = self.feasible
        return np.zeros(0, bool) if allowed is None or allowed.all() else np.ascontiguousarray(allowed)

    @cached_property
    def layout(self) -> Layout:
        """The options of each DM."""
        masks, offsets, climbs = [], [], []
        steps = np.zeros((self.n_dms, max(self.n_options, 1)), np.int8)
        for dm in range(self.n_dms):
            bits = np.flatnonzero(self.owner == dm)
            steps[dm, : bits.size] = self.direction[bits]
            one_way = [k for k in range(bits.size) if steps[dm, k]]
            places = np.arange(1 << bits.size, dtype=np.int64)
            masks.append(sum(1 << int(bit) for bit in bits))
            offsets.append(sum(((places >> k & 1) << bit for k, bit in enumerate(bits)), np.zeros_like(places)))
            turned = [(places >> k & 1) ^ (steps[dm, k] == BACK) for k in one_way]
            climbs.append(sum((bit << x for x, bit in enumerate(turned)), np.zeros_like(places)))
        sizes = np.array([each.size for each in offsets], np.int64)
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        return Layout(np.array(masks, np.int64), sizes, starts, np.concatenate(offsets), np.concatenate(climbs), steps)

    def entries(self) -> type[np.unsignedinteger]:
        """The smallest integer that holds an entry of a sorted fibre."""
        return np.uint16 if self.layout.sizes.max() <= 1 << 15 else np.uint32


@dataclass(frozen=True)
class Found:
    """What :func:`equilibria` gives: flags (2^n,) per concept, and (N,) how many states are stable for each DM."""

    equilibria: dict[str, Bools]
    n_stable: dict[str, NDArray[np.int64]]


def stability(cube: Cube, ranks: NDArray[np.integer], concepts: Sequence[str] = CONCEPTS) -> dict[str, Bools]:
    """Whether each state is stable for each DM: concept -> (N, 2^n). ``ranks`` has that shape."""
    if ranks.shape != (cube.n_dms, cube.n_states):
        raise ValueError(f"ranks have shape ({cube.n_dms}, {cube.n_states}), not {ranks.shape}")
    stable = {concept: np.zeros(ranks.shape, bool) for concept in concepts}

    def keep(dm: int, concept: str, flags: Bools) -> None:
        stable[concept][dm] = flags

    _solve(cube, lambda dm: ranks[dm], concepts, keep)
    return stable


def equilibria(cube: Cube, rank_of: Callable[[int], NDArray[np.integer]], concepts: Sequence[str] = CONCEPTS) -> Found:
    """The equilibria, without keeping the flags of each DM: for cubes of millions of states.

    ``rank_of(dm)`` gives the ranks of one DM, shape (2^n,), 0 to 2^31 - 2; it is called once for each, in order.
    """
    allowed = np.ones(cube.n_states, bool) if cube.feasible is None else cube.feasible
    joint = {concept: allowed.copy() for concept in concepts}
    counts = {concept: np.zeros(cube.n_dms, np.int64) for concept in concepts}

    def keep(dm: int, concept: str, flags: Bools) -> None:
        np.logical_and(joint[concept], flags, out=joint[concept])
        counts[concept][dm] = np.count_nonzero(flags)

    _solve(cube, rank_of, concepts, keep)
    return Found(joint, counts)


def _solve(
    cube: Cube,
    rank_of: Callable[[int], NDArray[np.integer]],
    concepts: Sequence[str],
    keep: Callable[[int, str, Bools], None],
) -> None:
    """Sort every DM's fibres, then hand the flags of each (DM, concept) to ``keep``: DMs on all cores, kept in order."""
    unknown = [each for each in concepts if each not in CONCEPTS]
    if unknown:
        raise ValueError(f"unknown concept {unknown[0]}; there are {', '.join(CONCEPTS)}")
    lay = cube.layout
    ranks = [_prepared(cube, rank_of(dm)) for dm in range(cube.n_dms)]
    order = np.empty((cube.n_dms, cube.n_states), cube.entries())
    parts = [slice(start, start + size) for start, size in zip(lay.starts, lay.sizes, strict=True)]

    def sort(dm: int) -> None:
        sort_fibres(ranks[dm], lay.masks[dm], lay.offsets[parts[dm]], order[dm])

    def work(dm: int) -> dict[str, Bools]:
        return _one(cube, dm, ranks[dm], order, concepts)

    for _ in _each(sort, cube):
        pass
    for dm, flags in enumerate(_each(work, cube)):
        for concept in concepts:
            keep(dm, concept, flags[concept])


def _each(work: Callable[[int], T], cube: Cube) -> Iterator[T]:
    """Do the work for every DM, on all cores where the cube is large; results in order."""
    if cube.n_states < _THREADS_FROM:
        yield from map(work, range(cube.n_dms))
        return
    with ThreadPoolExecutor(cores()) as pool:
        yield from pool.map(work, range(cube.n_dms))


def _prepared(cube: Cube, ranks: NDArray[np.integer]) -> Ints:
    """Ranks as 32-bit integers, -1 at infeasible states."""
    if ranks.shape != (cube.n_states,):
        raise ValueError(f"the ranks of a DM have shape ({cube.n_states},), not {ranks.shape}")
    if cube.barred.size == 0:
        return np.ascontiguousarray(ranks, np.int32)
    return np.where(cube.barred, ranks, -1).astype(np.int32)


def _one(
    cube: Cube, dm: int, ranks: Ints, order: NDArray[np.unsignedinteger], concepts: Sequence[str]
) -> dict[str, Bools]:
    """The flags of one DM under the concepts asked for."""
    stable = np.empty((len(CONCEPTS), cube.n_states), bool)
    top = np.int32(np.iinfo(np.int32).max)
    kernel.stable_of(
        dm, ranks, cube.nature[dm], pairs(concepts), *cube.layout.arrays(), order, cube.barred, top, stable
    )
    return {concept: stable[CONCEPTS.index(concept)] for concept in concepts}


def pairs(concepts: Sequence[str]) -> Bools:
    """Whether the two fixpoints are needed: moves (gmr, smr) and improvements (seq, seq_symmetric)."""
    return np.array([any(each in concepts for each in CONCEPTS[1:3]), any(each in concepts for each in CONCEPTS[3:])])
