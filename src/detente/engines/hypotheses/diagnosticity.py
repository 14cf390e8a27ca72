"""What each item moves: its weight alone and given its group mates, and the posterior without it (section 8)."""

from dataclasses import dataclass

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.posterior import (
    DECIBAN,
    bits,
    finite,
    log,
    log_odds,
    log_weights,
    normalise,
    ranking,
    replaced,
    unit_reports,
)
from detente.engines.hypotheses.table import Table


@dataclass(frozen=True)
class Weight:
    """One item. ``range_alone_db`` and ``range_db`` are free of the prior; None stands for a logarithm of 0.

    ``without`` is the posterior without the item, None if that excludes every hypothesis.
    """

    item: str
    range_alone_db: float | None
    range_db: float | None
    woe_db: tuple[float | None, ...]
    bits: float | None
    without: Array | None

    @property
    def leader(self) -> int | None:
        """The leading hypothesis without the item."""
        return ranking(self.without)[0] if self.without is not None else None


def item_reports(table: Table) -> Array:
    """P(report of the item | H) of each item alone, shape (items, hypotheses)."""
    b = table.if_false[:, np.newaxis]
    result: Array = b + (table.if_true[:, np.newaxis] - b) * table.likelihood
    return result


def without(table: Table, logs: Array, u: int, i: int) -> tuple[Array, Array]:
    """Without item i of unit u: log P(the rest of the unit | H), and the log weights."""
    unit = table.units[u]
    rest = log(unit_reports(table, unit, without=i)) if len(unit.members) > 1 else np.zeros(len(table.names))
    return rest, replaced(table, logs, u, rest)


def weigh(table: Table, logs: Array, p: Array) -> tuple[Weight, ...]:
    """The weight of every item; ``logs`` are the unit logs of the table, ``p`` is its posterior."""
    whole = log_weights(table, logs)
    odds = log_odds(whole)
    alone = log(item_reports(table))
    found: dict[int, Weight] = {}
    for u, unit in enumerate(table.units):
        for i in unit.members:
            rest, left = without(table, logs, u, i)
            q = normalise(left)
            with np.errstate(invalid="ignore"):
                given_mates = logs[u] - rest
                woe = (odds - log_odds(left)) * DECIBAN
            found[i] = Weight(
                table.items[i].id,
                _spread(alone[i]),
                _spread(given_mates),
                tuple(finite(each) for each in woe),
                bits(p, q),
                q,
            )
    return tuple(found[i] for i in range(len(table.items)))


def _spread(logs: Array) -> float | None:
    if not np.isfinite(logs).all():
        return None
    return float((logs.max() - logs.min()) * DECIBAN)
