"""What happened: the events that a timeline can show, and those that it cannot."""

from dataclasses import dataclass
from datetime import date, timedelta

from detente.dossier import plover
from detente.dossier.dossier import Dossier
from detente.dossier.event import Event
from detente.reports.charts.sides import side

#: Events dated more coarsely than this are left out: a bar over a year says nothing on when.
LONGEST = timedelta(days=200)


@dataclass(frozen=True)
class Happening:
    """An event with the days between which it lies, its quad class, who acts, and how many documents tell it."""

    event: Event
    start: date
    end: date
    quad: int
    side: int
    documents: int

    @property
    def middle(self) -> date:
        """The day at which the mark stands."""
        return self.start + (self.end - self.start) / 2

    @property
    def weight(self) -> tuple[int, int, timedelta, date]:
        """Most documents first, then most claims, then the more exactly dated."""
        return -self.documents, -len(self.event.claims), self.end - self.start, self.start


def happenings(dossier: Dossier, first: date | None, last: date | None) -> list[Happening]:
    """The events that can be drawn between two days, in order of time."""
    return sorted((each for event in dossier.events.values() if (each := _happening(dossier, event, first, last))),
                  key=lambda each: (each.start, each.end))  # fmt: skip


def _happening(dossier: Dossier, event: Event, first: date | None, last: date | None) -> Happening | None:
    start, end = event.date_start, event.date_end
    if start is None or end is None or not event.counted or "trend" in event.auxiliary or end - start > LONGEST:
        return None
    if (first and start < first) or (last and end > last):
        return None
    documents = {dossier.claims[claim].source_document for claim in event.claims if claim in dossier.claims}
    return Happening(event, start, end, plover.TYPES[event.type].quad, side(dossier, event.source), len(documents))
