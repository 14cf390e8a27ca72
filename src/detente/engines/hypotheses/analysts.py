"""Several analysts over one table: what each one's premises imply, and where two part, exactly (section 9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.posterior import DECIBAN, finite, log, log_weights, normalise, ranking, unit_logs
from detente.engines.hypotheses.question import Analyst, Question
from detente.engines.hypotheses.table import build


@dataclass(frozen=True)
class View:
    """An analyst's posterior as of their own date, and the disagreement with the base table at that date.

    ``pair`` are the two hypotheses whose log-odds are compared. ``prior_db`` and ``parts`` (unit -> decibans) sum to
    ``total_db``, base minus analyst. None stands for a logarithm of 0; ``posterior`` None for a table that excludes all.
    """

    as_of: date | None
    posterior: Array | None
    pair: tuple[int, int] | None
    total_db: float | None
    prior_db: float | None
    parts: Mapping[str, float | None]


def view(question: Question, analyst: Analyst, as_of: date | None) -> View:
    """The analyst's view; without a date of their own it is that of the run."""
    return between(question, None, analyst, analyst.as_of or as_of)


def between(question: Question, one: Analyst | None, other: Analyst | None, day: date | None) -> View:
    """How the table of one (None: the base table) and of another part on the facts known by a day.

    The posterior is the other's; the pair is the leader of one and the leader of the other, or one's runner-up where both
    have the same leader. Numbers are those of one minus those of the other.
    """
    base, own = build(question, as_of=day, analyst=one), build(question, as_of=day, analyst=other)
    base_logs, own_logs = unit_logs(base), unit_logs(own)
    base_weights, own_weights = log_weights(base, base_logs), log_weights(own, own_logs)
    p, q = normalise(base_weights), normalise(own_weights)
    if p is None or q is None:
        return View(day, q, None, None, None, {})
    first, runner_up = ranking(p)[:2]
    second = ranking(q)[0]
    if second == first:
        second = runner_up

    def gap(row: Array) -> float:
        return float(row[first] - row[second])

    with np.errstate(invalid="ignore"):
        parts = {unit.id: finite((gap(base_logs[u]) - gap(own_logs[u])) * DECIBAN) for u, unit in enumerate(base.units)}
        prior = finite((gap(log(base.prior)) - gap(log(own.prior))) * DECIBAN)
        total = finite((gap(base_weights) - gap(own_weights)) * DECIBAN)
    return View(day, q, (first, second), total, prior, parts)
