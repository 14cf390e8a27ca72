"""Rows of an issue table -> the bargaining engine's issue, with what was filled in and from where."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from detente.engines.bargaining.inputs import Array, Cells
from detente.engines.bargaining.issue import Issue


class FilledCell(Protocol):
    """One filled cell, as :class:`detente.sources.issue_tables.Filled` gives it."""

    @property
    def actor(self) -> str: ...  # noqa: D102
    @property
    def field(self) -> str: ...  # noqa: D102
    @property
    def pool(self) -> Array: ...  # noqa: D102


class Rows(Protocol):
    """What is bound: :class:`detente.sources.issue_tables.IssueRows`, named by its shape because rooms stay apart."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def actors(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def position(self) -> Array: ...  # noqa: D102
    @property
    def salience(self) -> Array: ...  # noqa: D102
    @property
    def capability(self) -> Array: ...  # noqa: D102
    @property
    def low(self) -> float: ...  # noqa: D102
    @property
    def high(self) -> float: ...  # noqa: D102
    @property
    def reference(self) -> float | None: ...  # noqa: D102
    @property
    def dossier(self) -> str | None: ...  # noqa: D102
    @property
    def filled(self) -> Iterable[FilledCell]: ...  # noqa: D102


@dataclass(frozen=True)
class BoundIssue:
    """``issue`` for the engine (it may have no actors); ``pools``: (actor, field) -> the values an ensemble draws from.

    A pool is empty where the cell was filled with a constant.
    """

    issue: Issue
    pools: dict[tuple[str, str], Array] = field(default_factory=dict)


def bind_rows(rows: Rows) -> BoundIssue:
    """One issue of the file as the engine takes it: low, mode and high of every cell, the filled ones constant."""
    pools = {(each.actor, each.field): each.pool for each in rows.filled}
    x, s, c = (Cells(*values) for values in (rows.position, rows.salience, rows.capability))
    issue = Issue(
        rows.name,
        rows.actors,
        x,
        s,
        c,
        low=rows.low,
        high=rows.high,
        reference=rows.reference,
        group=rows.dossier,
        imputed=tuple(pools),
    )
    return BoundIssue(issue, pools)
