"""How little would end the lead: prior factor, bias of every unit, common bias, single cells (section 8.1)."""

from dataclasses import dataclass, replace

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.copula import conditional, joint, nodes
from detente.engines.hypotheses.posterior import DECIBAN, log, log_weights, order, unit_logs
from detente.engines.hypotheses.table import Table, Unit

#: The search for the common bias goes up to so many decibans.
MOST_DB = 40.0
LOWEST, HIGHEST = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class Flip:
    """A single cell that ends the lead at ``needed``, all others as they are."""

    item: str
    hypothesis: str
    stated: float
    needed: float


@dataclass(frozen=True)
class Robustness:
    """``gap`` is the natural-log gap of leader over runner-up, infinite where the runner-up is excluded.

    ``common_bias_db`` is None where no bias up to 40 dB ends the lead.
    """

    leader: int
    runner_up: int
    gap: float
    units: int
    common_bias_db: float | None
    flips_alone: tuple[Flip, ...]


def robustness(table: Table, logs: Array) -> Robustness:
    """Everything but the word shifts, which have a module of their own."""
    weights = log_weights(table, logs)
    leader, runner_up = order(weights)[:2]
    gap = float(weights[leader] - weights[runner_up])
    return Robustness(
        leader,
        runner_up,
        gap,
        len(table.units),
        common_bias(table, weights, leader),
        flips_alone(table, weights, leader),
    )


def common_bias(table: Table, weights: Array, leader: int) -> float | None:
    """The smallest b such that multiplying the leader's P(what was observed) by 10^(-b/10) in every item costs the lead.

    The multiplication stands before the report model. Ties count as lost. None if 40 dB do not suffice.
    """
    rival = float(np.delete(weights, leader).max())
    if rival == -np.inf or not table.units:
        return None if rival < weights[leader] else 0.0
    own = replace(table, names=(table.names[leader],), prior=table.prior[[leader]])
    seen = np.array(table.seen, bool)[:, np.newaxis]
    stated = table.likelihood[:, [leader]]

    def lead(b: float) -> float:
        factor = 10 ** (-b / 10)
        lowered = np.where(seen, stated * factor, 1 - (1 - stated) * factor)
        biased = replace(own, likelihood=lowered)
        return float(log_weights(biased, unit_logs(biased))[0]) - rival

    if lead(0.0) <= 0:
        return 0.0
    if lead(MOST_DB) > 0:
        return None
    low, high = 0.0, MOST_DB
    while high - low > 1e-10:
        middle = (low + high) / 2
        low, high = (middle, high) if lead(middle) > 0 else (low, middle)
    return (low + high) / 2


def flips_alone(table: Table, weights: Array, leader: int) -> tuple[Flip, ...]:
    """Every cell that can end the lead within [.01, .99]: the leader's against what was observed, a rival's towards it."""
    rival = float(np.delete(weights, leader).max())
    found: dict[int, list[Flip]] = {}
    for unit in table.units:
        for i in unit.members:
            found[i] = _flips(table, unit, i, weights, leader, rival)
    return tuple(flip for i in range(len(table.items)) for flip in found[i])


def _flips(table: Table, unit: Unit, i: int, weights: Array, leader: int, rival: float) -> list[Flip]:
    curve = _Curve(table, unit, i)
    stated = table.likelihood[i]
    now = log(curve(stated))
    is_leader = np.arange(len(stated)) == leader
    up = is_leader != table.items[i].observed  # a rival's cell rises where the item was seen, the leader's falls
    end = np.where(up, HIGHEST, LOWEST)
    with np.errstate(invalid="ignore"):
        target = now + np.where(is_leader, rival - weights[leader], weights[leader] - weights)
        at_end = log(curve(end))
        reached = np.where(is_leader, at_end <= target, at_end >= target)
    possible = reached & np.isfinite(target) & np.where(up, stated <= end, stated >= end)
    if not possible.any():
        return []
    near, far = stated.copy(), end.copy()
    for _ in range(56):
        middle = (near + far) / 2
        value = log(curve(middle))
        lost = np.where(is_leader, value <= target, value >= target)
        near, far = np.where(lost, near, middle), np.where(lost, middle, far)
    return [Flip(table.items[i].id, table.names[h], float(stated[h]), float(far[h])) for h in np.flatnonzero(possible)]


class _Curve:
    """P(reports of the unit | H) as a function of one item's cells, the other items as they are."""

    def __init__(self, table: Table, unit: Unit, item: int) -> None:
        self.members = list(unit.members)
        self.at = self.members.index(item)
        self.unit = unit
        self.likelihood = table.likelihood[self.members]
        self.a, self.b = table.if_true[self.members], table.if_false[self.members]
        self.rest: Array | None = None
        rho = unit.dependence.rho
        if len(self.members) > 1 and unit.dependence.model == "copula" and 0 < rho < 1:
            z, weights = nodes()
            self.rest = np.broadcast_to(weights, (len(table.names), len(z))).copy()
            for each in range(len(self.members)):
                if each != self.at:
                    q = conditional(rho, self.likelihood[each], z)
                    self.rest *= self.b[each] + (self.a[each] - self.b[each]) * q

    def __call__(self, cells: Array) -> Array:
        if self.rest is None:
            changed = self.likelihood.copy()
            changed[self.at] = cells
            return joint(self.unit.dependence, changed, self.a, self.b)
        q = conditional(self.unit.dependence.rho, cells, nodes()[0])
        a, b = self.a[self.at], self.b[self.at]
        total: Array = b * self.rest.sum(axis=-1) + (a - b) * (q * self.rest).sum(axis=-1)
        return total


def in_db(gap: float) -> float | None:
    """A natural-log gap in decibans; None where it is infinite."""
    return gap * DECIBAN if np.isfinite(gap) else None
