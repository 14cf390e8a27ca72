"""Scores under many orders of statements at once: what ensembles and the inverse share. A tier moves as one block."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.columns import Bools
from detente.engines.conflict.model import Preferences

Whole = NDArray[np.int64]
#: Scores stay below this, so that sums of floats are exact.
_ROOM = 1 << 53


@dataclass(frozen=True)
class Blocks:
    """The tiers of one decision maker, most important first. ``true`` has shape (statements, S); ``block`` is the tier of each."""

    true: Bools
    block: Whole
    ids: tuple[tuple[str, ...], ...]
    probability: NDArray[np.float64]

    @property
    def count(self) -> int:
        """The number of tiers."""
        return len(self.ids)

    @property
    def bases(self) -> Whole:
        """Shape (tiers,): how many counts each can have, one more than it has statements."""
        return np.array([len(each) + 1 for each in self.ids], np.int64)


def blocks(preferences: Preferences) -> Blocks | None:
    """The tiers of a block of statements; None for other kinds and for no statement."""
    statements = preferences.statements
    if not statements:
        return None
    tiers = sorted({each.tier for each in statements})
    block = np.array([tiers.index(each.tier) for each in statements], np.int64)
    return Blocks(
        np.stack([each.true for each in statements]),
        block,
        tuple(tuple(each.id for each in statements if each.tier == tier) for tier in tiers),
        np.array([each.probability for each in statements]),
    )


def scores(own: Blocks, orders: Whole, kept: Bools | None = None, negated: Bools | None = None) -> Whole:
    """Scores of shape (S, D), 0 or more, larger is preferred, for ``orders`` of shape (D, tiers): the tiers by importance.

    ``kept`` and ``negated``, shape (statements, D), leave statements out and turn them round. A score is a number whose
    digits are the counts of the tiers, so that all draws are one product of matrices; before a number would leave 53 bits
    the digits so far are counted off into dense ranks.
    """
    size, draws = own.true.shape[1], np.arange(len(orders))
    true = own.true.T.astype(np.float64)
    found = np.zeros((size, len(orders)), np.int64)
    bases = own.bases[orders]
    most = bases.max(axis=0, initial=1).tolist()
    start = 0
    while start < own.count:
        stop, bound = start, size if start else 1
        while stop < own.count and bound * most[stop] <= _ROOM:
            bound *= most[stop]
            stop += 1
        part = bases[:, start:stop]
        above = np.cumprod(part[:, ::-1], axis=1)[:, ::-1]
        digit = np.zeros((own.count, len(orders)))
        digit[orders[:, start:stop], draws[:, None]] = above // part
        weight = digit[own.block]
        if kept is not None:
            weight = weight * kept
        shift: NDArray[np.float64] | float = 0.0
        if negated is not None:
            shift = (weight * negated).sum(axis=0)
            weight = np.where(negated, -weight, weight)
        if start:
            found = dense_columns(found) * above[:, 0]
        found += (true @ weight + shift).astype(np.int64)
        start = stop
    return found


def dense_columns(values: Whole) -> Whole:
    """Dense ranks 0, 1, ... within each column."""
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    ranks = np.zeros_like(values)
    ranks[1:] = np.cumsum(ordered[1:] != ordered[:-1], axis=0)
    found = np.empty_like(values)
    np.put_along_axis(found, order, ranks, axis=0)
    return found
