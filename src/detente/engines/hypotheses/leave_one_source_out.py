"""The answer without one source: what falls away with it, and what loses its confirmation (section 8)."""

from dataclasses import dataclass
from datetime import date

from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.posterior import posterior
from detente.engines.hypotheses.question import Item, Question
from detente.engines.hypotheses.reports import report, unconfirmed
from detente.engines.hypotheses.table import build


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
    kept: list[Item] = []
    dropped: list[str] = []
    regraded: list[str] = []
    for item in question.scored(as_of):
        sources = question.sources_of(item)
        left = [each for each in sources if each != source]
        if sources and not left:
            dropped.append(item.id)
            continue
        if source in sources and len(left) == 1 and _confirmed(item):
            item = unconfirmed(item)  # noqa: PLW2901
            regraded.append(item.id)
        kept.append(item)
    reports = [report(question, item, without=source) for item in kept]
    table = build(question, items=kept, reports=reports)
    return Removal(source, tuple(dropped), tuple(regraded), posterior(table))


def _confirmed(item: Item) -> bool:
    """True if the report is graded by a digit 1: in the grade, or in the digit where nothing goes before it."""
    if item.accuracy is not None or (item.hit is not None and item.false_alarm is not None):
        return False
    return item.grade[1] == "1" if item.grade is not None else item.digit == "1"
