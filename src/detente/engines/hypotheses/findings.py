"""Findings: what a reader of the result must know, whatever parts were asked for (section 10)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.coherence import ASK_AGAIN, incoherence
from detente.engines.hypotheses.diagnosticity import item_reports, without
from detente.engines.hypotheses.posterior import DECIBAN, bits, log, normalise, ranking
from detente.engines.hypotheses.question import OTHER, Question
from detente.engines.hypotheses.table import Table, priors

#: A hypothesis forbids something if some observation has a probability below this under it.
FORBIDDEN = 0.45
#: An item moves the answer if it is worth so many bits.
KEY_BITS = 0.05
WEAK_DB = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """``level`` is ``warning`` or ``info``; ``where`` an item, a hypothesis, ``hypotheses`` or ``options``."""

    code: str
    level: str
    where: str
    message: str


def findings(question: Question, table: Table, logs: Array, p: Array) -> tuple[Finding, ...]:
    """All findings; ``logs`` are the unit logs of the table, ``p`` is its posterior."""
    return (
        *_hypotheses(question, table),
        *_items(question, table),
        *_single_sources(question, table, logs, p),
        *_gradings(question, table),
        *_readings(question, table),
    )


def _hypotheses(question: Question, table: Table) -> Iterator[Finding]:
    if OTHER not in table.names:
        yield Finding(
            "no_other", "warning", "hypotheses", "no hypothesis OTHER: the answer is among the listed ones only"
        )
    raw = incoherence([cell.point for cell in priors(question)])
    if raw > ASK_AGAIN:
        message = f"the priors lie {raw:.2f} from the nearest distribution and were normalised: ask again"
        yield Finding("ask_again", "warning", "hypotheses", message)


def _items(question: Question, table: Table) -> Iterator[Finding]:
    start = question.window[0]
    for item in table.items:
        if start is not None and item.date is not None and item.date < start:
            message = f"known on {item.date}, before the conduct began on {start}: if the conduct did not produce it, make it role: prior"
            yield Finding("background_scored", "warning", item.id, message)
    observed = np.where(np.array(table.seen, bool)[:, np.newaxis], table.likelihood, 1 - table.likelihood)
    for h, name in enumerate(table.names):
        if not (observed[:, h] < FORBIDDEN).any():
            yield Finding(
                "forbids_nothing", "warning", name, "nothing that was observed is improbable under this hypothesis"
            )
    logs = log(item_reports(table))
    for item, row in zip(table.items, logs, strict=True):
        if np.isfinite(row).all() and (spread := (row.max() - row.min()) * DECIBAN) < WEAK_DB:
            yield Finding(
                "not_diagnostic", "info", item.id, f"separates no two hypotheses by more than {spread:.2f} dB"
            )


def _single_sources(question: Question, table: Table, logs: Array, p: Array) -> Iterator[Finding]:
    leader = ranking(p)[0]
    unit_of = {i: u for u, unit in enumerate(table.units) for i in unit.members}
    for i, item in enumerate(table.items):
        sources = question.sources_of(item)
        if len(sources) != 1:
            continue
        left = normalise(without(table, logs, unit_of[i], i)[1])
        moved = bits(p, left)
        changes = left is not None and ranking(left)[0] != leader
        if changes or (moved is not None and moved >= KEY_BITS):
            effect = "its removal changes the leader" if changes else f"it moves the answer by {moved:.2f} bits"
            message = f"stands on {sources[0]} alone and {effect}: verify first"
            yield Finding("single_source_key", "warning", item.id, message)


def _gradings(question: Question, table: Table) -> Iterator[Finding]:
    for item, report in zip(table.items, table.reports, strict=True):
        if not report.graded:
            yield Finding("ungraded", "warning", item.id, "no grade: its report counts as certain")
    if question.options.allow_certain:
        yield Finding("certain_allowed", "warning", "options", "probabilities of 0 and 1 were allowed")


def _readings(question: Question, table: Table) -> Iterator[Finding]:
    for item in table.items:
        cited = sorted({reading.hypothesis for reading in item.readings})
        if len(cited) > 1:
            yield Finding("rival_readings", "info", item.id, f"cited for {', '.join(cited)}")
