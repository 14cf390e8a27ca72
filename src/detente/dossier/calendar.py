"""The world calendar: public events with dates that resolve expressions in the documents."""

from detente.dossier.record import Day, Id, Record, Text


class CalendarEntry(Record):
    """A named public event; ``source`` says where the date comes from."""

    id: Id
    name: Text
    start: Day
    end: Day
    source: Text
