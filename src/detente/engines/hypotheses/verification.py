"""What checking a report would do: the posterior if the fact is confirmed, and if it is refuted (section 8)."""

from dataclasses import dataclass

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.copula import joint
from detente.engines.hypotheses.posterior import entropy, log, normalise, ranking, replaced
from detente.engines.hypotheses.table import Table, Unit


@dataclass(frozen=True)
class Check:
    """``p_refuted`` and the two posteriors, which mix back to the posterior; None where that branch is impossible."""

    item: str
    p_refuted: float
    if_confirmed: Array | None
    if_refuted: Array | None
    changes_leader: bool
    eig_bits: float


def verify(table: Table, logs: Array, p: Array) -> tuple[Check, ...]:
    """The check of every item."""
    leader = ranking(p)[0]
    found: dict[int, Check] = {}
    for u, unit in enumerate(table.units):
        for i in unit.members:
            right, wrong = _branches(table, unit, i)
            confirmed = replaced(table, logs, u, log(right))
            refuted = replaced(table, logs, u, log(wrong))
            top = max(confirmed.max(), refuted.max())
            mass_right, mass_wrong = (float(np.exp(each - top).sum()) for each in (confirmed, refuted))
            p_refuted = mass_wrong / (mass_right + mass_wrong)
            yes, no = normalise(confirmed), normalise(refuted)
            found[i] = Check(
                table.items[i].id,
                p_refuted,
                yes,
                no,
                no is not None and ranking(no)[0] != leader,
                _gain(p, ((1 - p_refuted, yes), (p_refuted, no))),
            )
    return tuple(found[i] for i in range(len(table.items)))


def _branches(table: Table, unit: Unit, item: int) -> tuple[Array, Array]:
    """P(all reports of the unit and the fact as reported | H), and the same with the opposite truth."""
    members = list(unit.members)
    at = members.index(item)
    parts = []
    for truth in (table.items[item].observed, not table.items[item].observed):
        a, b = table.if_true[members], table.if_false[members]
        (b if truth else a)[at] = 0.0
        parts.append(joint(unit.dependence, table.likelihood[members], a, b))
    return parts[0], parts[1]


def _gain(p: Array, branches: tuple[tuple[float, Array | None], ...]) -> float:
    expected = sum(weight * entropy(q) for weight, q in branches if q is not None and weight > 0)
    return max(0.0, entropy(p) - expected)
