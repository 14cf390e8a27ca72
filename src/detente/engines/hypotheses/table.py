"""The table of one moment: hypotheses in rows, scored items in columns, and the units that the items form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.cells import Cell
from detente.engines.hypotheses.copula import INDEPENDENT, Dependence
from detente.engines.hypotheses.question import Analyst, Item, Question
from detente.engines.hypotheses.reports import Report, report


@dataclass(frozen=True)
class Unit:
    """A group, or an ungrouped item: ``members`` are columns of the table; ``group`` names the group, None for a lone item."""

    id: str
    members: tuple[int, ...]
    dependence: Dependence
    group: str | None = None


@dataclass(frozen=True)
class Table:
    """Points of all cells. ``likelihood`` has shape (items, hypotheses), ``prior`` (hypotheses,) and sums to 1.

    ``if_true`` and ``if_false`` (items,) are P(what was reported | fact true, false).
    """

    names: tuple[str, ...]
    items: tuple[Item, ...]
    reports: tuple[Report, ...]
    prior: Array
    likelihood: Array
    if_true: Array
    if_false: Array
    units: tuple[Unit, ...]

    @property
    def seen(self) -> tuple[bool, ...]:
        """Whether each item was seen (True) or looked for and not seen."""
        return tuple(item.observed for item in self.items)


def build(
    question: Question,
    *,
    as_of: date | None = None,
    analyst: Analyst | None = None,
    items: Sequence[Item] | None = None,
    reports: Sequence[Report] | None = None,
) -> Table:
    """The table as of a day, with an analyst's overrides; ``items`` and ``reports`` replace what would be scored."""
    used = tuple(question.scored(as_of) if items is None else items)
    graded = tuple(report(question, item) for item in used) if reports is None else tuple(reports)
    names = question.names
    given = [each.given(item.observed) for each, item in zip(graded, used, strict=True)]
    return Table(
        names,
        used,
        graded,
        normalised([cell.point for cell in priors(question, analyst)]),
        np.array([[cell.point for cell in cells(question, item, analyst)] for item in used], float).reshape(
            len(used), len(names)
        ),
        np.array([a for a, _ in given], float),
        np.array([b for _, b in given], float),
        units(question, used),
    )


def priors(question: Question, analyst: Analyst | None = None) -> tuple[Cell, ...]:
    """The prior cells, an analyst's overrides included."""
    own = analyst.prior if analyst is not None else {}
    return tuple(own.get(each.id, each.prior) for each in question.hypotheses)


def cells(question: Question, item: Item, analyst: Analyst | None = None) -> tuple[Cell, ...]:
    """The likelihood cells of an item, an analyst's overrides included."""
    base = item.likelihood or ()
    if analyst is None:
        return base
    return tuple(analyst.likelihood.get((item.id, name), cell) for name, cell in zip(question.names, base, strict=True))


def units(question: Question, items: Sequence[Item]) -> tuple[Unit, ...]:
    """Groups and lone items, in the order of their first item."""
    members: dict[tuple[str, bool], list[int]] = {}
    for place, item in enumerate(items):
        members.setdefault((item.group or item.id, item.group is not None), []).append(place)
    return tuple(
        Unit(
            name,
            tuple(places),
            Dependence(question.groups[name].model, question.groups[name].rho) if grouped else INDEPENDENT,
            name if grouped else None,
        )
        for (name, grouped), places in members.items()
    )


def ungrouped(table: Table) -> Table:
    """The same table with every item a unit of its own."""
    return replace(table, units=tuple(Unit(item.id, (i,), INDEPENDENT) for i, item in enumerate(table.items)))


def normalised(values: Sequence[float]) -> Array:
    """The values divided by their sum (a zero sum gives zeros, which no hypothesis survives)."""
    x = np.asarray(values, float)
    total = x.sum()
    return x / total if total > 0 else x
