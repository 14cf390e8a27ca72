"""The answer under other assumptions, and how it came about day by day (section 8)."""

import datetime
from dataclasses import dataclass, replace

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.posterior import log_weights, normalise, posterior
from detente.engines.hypotheses.question import Question
from detente.engines.hypotheses.reports import PERFECT
from detente.engines.hypotheses.table import Table, build, ungrouped


@dataclass(frozen=True)
class Sensitivity:
    """Posteriors of the variants, each None where it excludes every hypothesis.

    ``background_scored`` is None too where no item of role ``prior`` carries likelihoods.
    """

    rho_sweep: tuple[tuple[float, Array | None], ...]
    no_groups: Array | None
    no_grading: Array | None
    naive: Array | None
    flat_prior: Array | None
    background_scored: Array | None


@dataclass(frozen=True)
class Moment:
    """A day on which items became known, and the posterior as of that day."""

    date: datetime.date
    items: tuple[str, ...]
    posterior: Array | None


def sensitivity(question: Question, table: Table, logs: Array, as_of: datetime.date | None) -> Sensitivity:
    """All variants of the table."""
    plain = build(question, items=table.items, reports=[PERFECT] * len(table.items))
    flat = replace(table, prior=np.full(len(table.names), 1 / len(table.names)))
    return Sensitivity(
        tuple((rho, _at_rho(table, rho)) for rho in question.options.rho_sweep),
        posterior(ungrouped(table)),
        posterior(plain),
        posterior(ungrouped(plain)),
        normalise(log_weights(flat, logs)),
        _background(question, as_of),
    )


def _at_rho(table: Table, rho: float) -> Array | None:
    units = tuple(
        replace(unit, dependence=replace(unit.dependence, rho=rho)) if unit.dependence.model == "copula" else unit
        for unit in table.units
    )
    return posterior(replace(table, units=units))


def _background(question: Question, as_of: datetime.date | None) -> Array | None:
    items = question.scored(as_of, background=True)
    if not any(item.role == "prior" for item in items):
        return None
    return posterior(build(question, items=items))


def timeline(question: Question, as_of: datetime.date | None) -> tuple[Moment, ...] | None:
    """The posterior as of every day on which an item became known; None where an item is undated."""
    scored = question.scored(as_of)
    if any(item.date is None for item in scored):
        return None
    days = sorted({item.date for item in scored if item.date is not None})
    return tuple(
        Moment(day, tuple(item.id for item in scored if item.date == day), posterior(build(question, as_of=day)))
        for day in days
    )
