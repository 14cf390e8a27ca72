"""How far the leader's posterior moves when one cell goes to an end of its range, all others at their points (section 7).

The one-at-a-time companion of the ranges: it names the cells that matter, and says nothing of cells that err together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.cells import Cell
from detente.engines.hypotheses.posterior import log, log_weights, normalise, order, replaced, unit_logs, unit_reports
from detente.engines.hypotheses.question import Question
from detente.engines.hypotheses.table import Table, Unit, build, cells, priors


@dataclass(frozen=True, slots=True)
class Swing:
    """A cell at its ends ``low`` and ``high``, and the posterior of the question's leader at each (0 to 1).

    ``item`` is None for a prior. ``first_low`` and ``first_high`` name who leads at that end. All four are None at an
    end that excludes every hypothesis.
    """

    item: str | None
    hypothesis: str
    low: float
    high: float
    leader_low: float | None
    leader_high: float | None
    first_low: str | None
    first_high: str | None

    @property
    def length(self) -> float:
        """Distance between the two posteriors; 0 where one is not defined."""
        if self.leader_low is None or self.leader_high is None:
            return 0.0
        return abs(self.leader_high - self.leader_low)


def swings(question: Question, as_of: date | None = None) -> tuple[Swing, ...]:
    """The swing of every prior, then of every likelihood cell item by item; a bare number has no ends and is left out.

    ``as_of`` replaces the question's own. A prior at an end is normalised together with the others' points, as priors
    always are. Only the unit of the cell is computed anew. Raises ValueError where every hypothesis is impossible.
    """
    table = build(question, as_of=as_of or question.as_of)
    logs = unit_logs(table)
    weights = log_weights(table, logs)
    if normalise(weights) is None:
        raise ValueError("every hypothesis has probability 0")
    leader = order(weights)[0]
    found = _of_priors(question, table, logs, leader)
    for i, item in enumerate(table.items):
        u, unit = next((u, unit) for u, unit in enumerate(table.units) if i in unit.members)
        row = cells(question, item)
        ends = [_logs_at(table, unit, i, [getattr(cell, end) for cell in row]) for end in ("lo", "hi")]
        for h, cell in enumerate(row):
            at = [replaced(table, logs, u, np.where(np.arange(len(row)) == h, end, logs[u])) for end in ends]
            found.append(_swing(table, item.id, h, cell, at, leader))
    return tuple(each for each in found if each.low < each.high)


def _of_priors(question: Question, table: Table, logs: Array, leader: int) -> list[Swing]:
    row = priors(question)
    points = np.array([cell.point for cell in row], float)
    found = []
    for h, cell in enumerate(row):
        at = []
        for end in (cell.lo, cell.hi):
            changed = points.copy()
            changed[h] = end
            at.append(log(changed) + logs.sum(axis=0))  # the sum of the priors cancels in the posterior
        found.append(_swing(table, None, h, cell, at, leader))
    return found


def _logs_at(table: Table, unit: Unit, item: int, row: Sequence[float]) -> Array:
    """Log P(reports of the unit | H) with the cells of one item replaced; hypotheses do not touch one another."""
    changed = table.likelihood.copy()
    changed[item] = row
    return log(unit_reports(replace(table, likelihood=changed), unit))


def _swing(table: Table, item: str | None, h: int, cell: Cell, at: Sequence[Array], leader: int) -> Swing:
    held = [normalise(weights) for weights in at]
    low, high = (None if p is None else float(p[leader]) for p in held)
    first_low, first_high = (
        None if p is None else table.names[order(weights)[0]] for p, weights in zip(held, at, strict=True)
    )
    return Swing(item, table.names[h], cell.lo, cell.hi, low, high, first_low, first_high)
