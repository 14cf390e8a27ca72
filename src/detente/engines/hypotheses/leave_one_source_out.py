"""The answer without one source, or several: what falls away with it, and what loses its confirmation (section 8)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.posterior import posterior
from detente.engines.hypotheses.question import Item, Question
from detente.engines.hypotheses.reports import report, unconfirmed
from detente.engines.hypotheses.table import Table, build


@dataclass(frozen=True)
class Removal:
    """``dropped``: items with no source left; ``regraded``: items whose digit 1 fell to 2, one source being left."""

    source: str
    dropped: tuple[str, ...]
    regraded: tuple[str, ...]
    posterior: Array | None


def leave_one_source_out(question: Question, as_of: date | None) -> tuple[Removal, ...]:
    """One entry for each source of ``documents``, in their order."""
    sources = dict.fromkeys(document.source for document in question.documents.values())
    return tuple(_without(question, as_of, source) for source in sources)


def _without(question: Question, as_of: date | None, source: str) -> Removal:
    table, dropped, regraded = without_sources(question, as_of, (source,))
    return Removal(source, dropped, regraded, posterior(table))


def without_sources(
    question: Question, as_of: date | None, gone: Collection[str]
) -> tuple[Table, tuple[str, ...], tuple[str, ...]]:
    """The table without sources, the items that fell away, and those that lost their confirmation."""
    kept: list[Item] = []
    dropped: list[str] = []
    regraded: list[str] = []
    for item in question.scored(as_of):
        sources = question.sources_of(item)
        left = [each for each in sources if each not in gone]
        if sources and not left:
            dropped.append(item.id)
            continue
        if len(left) == 1 < len(sources) and _confirmed(item):
            item = unconfirmed(item)  # noqa: PLW2901
            regraded.append(item.id)
        kept.append(item)
    reports = [report(question, item, without=gone) for item in kept]
    return build(question, items=kept, reports=reports), tuple(dropped), tuple(regraded)


def _confirmed(item: Item) -> bool:
    """True if the report is graded by a digit 1: in the grade, or in the digit where nothing goes before it."""
    if item.accuracy is not None or (item.hit is not None and item.false_alarm is not None):
        return False
    return item.grade[1] == "1" if item.grade is not None else item.digit == "1"
