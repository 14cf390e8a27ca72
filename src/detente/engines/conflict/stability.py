"""Stability of every decision maker in every state by propagation (method, section 8).

p_i(s) is the rank value, larger is preferred; R_i(s) are the moves of i, R+_i(s) its improvements; H = N without i. The
joint moves R_H(s) let members of H move one after another, nobody twice in a row. With the cost c = p_i (gmr, seq) or
c = b_i(s) = max(p_i(s), max of p_i over R_i(s)) (smr, seq_symmetric) and W(s1) the least c over R_H(s1), or over R+_H(s1)
where sanctions must be improvements, s is stable for i iff the largest W over R+_i(s) is at most p_i(s).

Every array has a last axis of draws, of length 1 for a single ranking, so that an ensemble is one run.
"""

from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools
from detente.engines.conflict.model import Model
from detente.engines.conflict.moves import Arcs

Values = NDArray[np.int64]

#: From so many states on loading the compiled kernels takes less time than it saves.
COMPILED_FROM = 2048

#: The concepts by who sanctions, with any moves or with improvements, and those whose sanction must outlast a last move of i.
MOVES, SEQ, SYMMETRIC = ("gmr", "smr"), ("seq", "seq_symmetric"), ("smr", "seq_symmetric")
#: More than any rank value.
NEVER = np.iinfo(np.int64).max


def stabilities(model: Model, ranks: NDArray[np.integer], concepts: Sequence[str]) -> dict[str, Bools]:
    """Which states are stable for whom: concept -> shape (N, S). ``ranks`` has shape (N, S), larger is preferred.

    The single door to the base concepts (nash, gmr, smr, seq, seq_symmetric): whoever wants them comes through here.
    """
    if model.states.size >= COMPILED_FROM and compiler_installed():
        from detente.engines.conflict import fast

        return fast.stability(model, ranks, concepts)
    found = stabilities_of_draws(model, np.asarray(ranks, np.int64)[:, :, None], concepts)
    return {concept: flags[:, :, 0] for concept, flags in found.items()}


def tallies(model: Model, concepts: Sequence[str]) -> tuple[dict[str, Bools], dict[str, NDArray[np.int64]]]:
    """Which states are equilibria, concept -> (S,), and how many states are stable for each decision maker, (N,).

    All that a summary shows: on a large cube the flags of each decision maker are never kept side by side.
    """
    if model.is_cube and model.states.size >= COMPILED_FROM and compiler_installed():
        from detente.engines.conflict import fast

        found = fast.equilibria(model, concepts)
        return found.equilibria, found.n_stable
    flags = stabilities(model, model.ranks, concepts)
    return {each: np.logical_and.reduce(flags[each]) for each in concepts}, {
        each: flags[each].sum(axis=1) for each in concepts
    }


def compiler_installed() -> bool:
    """True if the compiled kernels can be used (extra ``engines``); without them everything runs in the readable form."""
    return find_spec("numba") is not None


def stabilities_of_draws(model: Model, ranks: Values, concepts: Sequence[str]) -> dict[str, Bools]:
    """The same for many rankings at once: ``ranks`` has shape (N, S, D), the flags of each concept too."""
    return propagate(model.arcs, model.nature, ranks, concepts)


def equilibria_of_draws(model: Model, ranks: Values, concepts: Sequence[str], *, compiled: bool) -> dict[str, Values]:
    """In how many of the rankings each state is an equilibrium: concept -> shape (S,). ``ranks`` has shape (N, S, D).

    ``compiled`` asks for the compiled kernels, which must be installed; the counts are the same.
    """
    if not compiled:
        return {
            concept: flags.all(axis=0).sum(axis=1)
            for concept, flags in stabilities_of_draws(model, ranks, concepts).items()
        }
    from detente.engines.conflict import fast

    return fast.counts(model, ranks, concepts)


def propagate(arcs: Sequence[Arcs], nature: Bools, ranks: Values, concepts: Sequence[str]) -> dict[str, Bools]:
    """The general case in its readable form: any arcs, ``nature`` of shape (N,), ``ranks`` of shape (N, S, D)."""
    everyone = range(len(arcs))
    sources = [each.sources for each in arcs]
    better = [ranks[k][arcs[k].targets] > ranks[k][sources[k]] for k in everyone]
    stable = {concept: np.zeros(ranks.shape, bool) for concept in concepts}
    for i in everyone:
        own, p = arcs[i], ranks[i]
        nash = ~_over_rows(np.logical_or, better[i], own.first, False)
        worst = np.maximum(p, _over_rows(np.maximum, p[own.targets], own.first, -1))
        others = [k for k in everyone if k != i]
        for credible in (False, True):
            pair = [each for each in concepts if each in (SEQ if credible else MOVES)]
            if pair and not nature[i]:  # both costs in one run, side by side
                costs = np.concatenate([worst if each in SYMMETRIC else p for each in pair], axis=1)
                steps = [np.tile(each, len(pair)) for each in better] if credible else None
                least = np.split(_least_sanction(arcs, others, costs, steps), len(pair), axis=1)
            for place, concept in enumerate(pair):
                if nature[i]:
                    stable[concept][i] = nash
                    continue
                gain = np.where(better[i], least[place][own.targets], -1)
                stable[concept][i] = _over_rows(np.maximum, gain, own.first, -1) <= p
        if "nash" in concepts:
            stable["nash"][i] = nash
    return stable


def _least_sanction(
    arcs: Sequence[Arcs], others: Sequence[int], cost: Values, better: Sequence[Bools] | None
) -> Values:
    """W: the least cost over the joint moves of ``others`` from every state, shape (S, D); NEVER where nobody can move.

    V_k(s) = min over t in R_k(s) of min(c(t), min over k' != k of V_k'(t)). Only the smallest V of every state, whose it
    is, and the second smallest are kept: the least V of the others is the second where k holds the first.
    """
    first = np.full(cost.shape, NEVER)
    second = np.full(cost.shape, NEVER)
    holder = np.full(cost.shape, -1, np.int8)
    changed = True
    while changed:
        changed = False
        for k in others:
            of_others = np.where(holder == k, second, first)
            reached = np.minimum(cost, of_others)[arcs[k].targets]
            if better is not None:
                reached = np.where(better[k], reached, NEVER)
            value = _over_rows(np.minimum, reached, arcs[k].first, NEVER)
            ahead = (value < first) & (holder != k)
            lower = (value < first) & (holder == k)
            between = (value < second) & (value >= first) & (holder != k)
            if ahead.any() or lower.any() or between.any():
                changed = True
                second = np.where(ahead, first, np.where(between, value, second))
                first = np.where(ahead | lower, value, first)
                holder = np.where(ahead, k, holder).astype(np.int8)
    return first


def _over_rows(ufunc: np.ufunc, values: NDArray, first: NDArray[np.int64], empty: int | bool) -> NDArray:  # type: ignore[type-arg]
    """Reduce the values of each state's arcs, shape (arcs, D), to shape (S, D); states without arcs get ``empty``."""
    found = np.full((len(first) - 1, *values.shape[1:]), empty, values.dtype)
    some = first[1:] > first[:-1]
    if some.any():
        found[some] = ufunc.reduceat(values, first[:-1][some], axis=0)
    return found
