"""Positions of one issue and period -> the bargaining engine's issue."""

import numpy as np

from detente.binding.trace import Ground, Trace
from detente.dossier.dossier import Dossier
from detente.dossier.position import FIELDS, Position
from detente.engines.bargaining.inputs import Cells
from detente.engines.bargaining.issue import Issue
from detente.kernel.errors import fail
from detente.kernel.ids import nearest

#: The engine's word for a field of the dossier where the two differ.
COLUMN = {"position": "position", "salience": "salience", "influence": "capability"}


def bind(dossier: Dossier, issue: str, period: str) -> tuple[Issue, Trace]:
    """The issue as the engine takes it, and its trace. Raises DetenteError if issue or period is unknown or nobody holds a position."""
    _known("issue", issue, tuple(dossier.issues))
    _known("period", period, tuple(each.id for each in dossier.dossier.periods))
    rows = [each for each in dossier.positions.values() if each.issue == issue and each.period == period]
    if not rows:
        raise fail("issue-empty", f"nobody holds a position on {issue} in the period {period}")
    twice = sorted({row.actor for row in rows if sum(other.actor == row.actor for other in rows) > 1})
    if twice:
        raise fail("id-duplicate", f"{', '.join(twice)} has more than one position on {issue} in {period}", "Keep one.")
    position, salience, capability = (_cells(rows, field) for field in FIELDS)
    bound = Issue(issue, tuple(row.actor for row in rows), position, salience, capability, group=period)
    return bound, Trace({(row.actor, COLUMN[field]): _ground(row, field) for row in rows for field in FIELDS})


def _known(what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        guess = nearest(name, known)
        raise fail(
            "id-unknown",
            f"there is no {what} {name!r}",
            f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(known)}.",
        )


def _cells(rows: list[Position], field: str) -> Cells:
    estimates = [getattr(row, field) for row in rows]
    low, mode, high = (np.array([getattr(each, end) for each in estimates], float) for end in ("low", "mode", "high"))
    share = 100 if field == "salience" else 1  # the engine takes salience as a share of 1
    return Cells(low / share, mode / share, high / share)


def _ground(row: Position, field: str) -> Ground:
    estimate = getattr(row, field)
    return Ground(estimate.claims, estimate.assumption, estimate.coder or row.coder)
