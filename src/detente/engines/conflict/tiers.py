"""Scores under many orders of statements at once: what ensembles and the inverse share. A tier moves as one block."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.engines.conflict.model import Preferences

Whole = NDArray[np.int64]
_ROOM = 1 << 62


@dataclass(frozen=True)
class Blocks:
    """The tiers of one decision maker, most important first. ``true`` has shape (statements, S); ``block`` is the tier of each."""

    true: NDArray[np.bool_]
    block: Whole
    ids: tuple[tuple[str, ...], ...]
    probability: NDArray[np.float64]

    @property
    def count(self) -> int:
        """The number of tiers."""
        return len(self.ids)

    @property
    def sizes(self) -> Whole:
        """Shape (tiers,): how many statements each holds."""
        return np.array([len(each) for each in self.ids], np.int64)

    def counts(self) -> Whole:
        """Shape (tiers, S): how many statements of each tier hold in each state."""
        return np.stack([self.true[self.block == b].sum(axis=0) for b in range(self.count)]).astype(np.int64)


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


def scores(counts: Whole, sizes: Whole, orders: Whole) -> Whole:
    """Scores of shape (S, D), larger is preferred, for ``orders`` of shape (D, tiers): the place of each tier by importance.

    ``counts`` has shape (tiers, S), or (tiers, S, D) where they differ between draws. Ranks are refined whenever the next
    tier would leave 63 bits.
    """
    draws = np.arange(len(orders))
    found, bound = np.zeros((counts.shape[1], len(orders)), np.int64), 1
    for place in range(orders.shape[1]):
        which = orders[:, place]
        base = sizes[which] + 1
        if bound > _ROOM // int(base.max()):
            found, bound = dense_columns(found), len(found)
        count = counts[which].T if counts.ndim == 2 else counts[which, :, draws].T
        found = found * base + count
        bound *= int(base.max())
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
