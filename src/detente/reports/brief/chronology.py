"""The timeline: what happened when, and in how many documents it stands."""

from collections.abc import Iterator

from detente.dossier.event import Event
from detente.explain.sentence import Sentence, sentence_case
from detente.kernel.dates import say_interval
from detente.reports.blocks import Block, Figure, Heading, Paragraph, Table
from detente.reports.brief.scope import Scope

SHOWN = 22


def chronology(scope: Scope, figure: Figure | None) -> Iterator[Block]:
    """The events that most documents tell, in order; the rest is a command away."""
    told = [event for event in scope.dossier.events.values() if _belongs(scope, event)]
    if not told:
        return
    best = sorted(told, key=lambda e: (-_weight(scope, e), -len(e.claims), e.date_start or scope.last_day))[:SHOWN]
    best.sort(key=lambda e: (e.date_start or scope.last_day, e.date_end or scope.last_day))
    yield Heading("Timeline")
    if figure is not None:
        yield figure
    rows = tuple(
        (Sentence(say_interval(e.date_start, e.date_end)), Sentence(sentence_case(e.summary), e.claims), Sentence(str(len(scope.documents(e.claims)))))
        for e in best
    )  # fmt: skip
    yield Table(("When", "What", "Documents"), rows, numeric=(2,))
    if len(told) > len(best):
        issue = f" --issue {scope.issue}" if scope.issue else ""
        yield Paragraph(
            (
                Sentence(
                    f"{len(told) - len(best)} further dated events: detente show {scope.dossier.dossier.id} timeline{issue}."
                ),
            )
        )


def _weight(scope: Scope, event: Event) -> float:
    """Documents that tell it; an event of the brief's own period, and one with a public date, counts a little more."""
    inside = event.date_start is not None and event.date_start >= scope.period.from_
    return len(scope.documents(event.claims)) + 0.6 * inside + 0.5 * (event.date_basis == "calendar")


def _belongs(scope: Scope, event: Event) -> bool:
    if (
        not scope.touches(event.issues)
        or not event.counted
        or "trend" in event.auxiliary
        or event.date_start is None
        or event.date_end is None
    ):
        return False
    begin = scope.dossier.dossier.period.from_
    inside = (begin is None or event.date_end >= begin) and event.date_start <= scope.last_day
    return inside and (event.date_end - event.date_start).days <= 250
