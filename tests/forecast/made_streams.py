"""Streams made for tests: a handful of events that can be counted by hand, and a lively one in which rules hold."""

import numpy as np

from detente.engines.forecast.stream import Stream, stream

#: Ten entities: four states, their police and presidents, and two that belong to nobody.
NAMES = ["Norvia", "Sudland", "Ostia", "Vestia", "Police (Norvia)", "Police (Sudland)", "President (Norvia)",
         "President (Ostia)", "Herring League", "Anna Holm"]  # fmt: skip
VISIT, HOST, PRAISE, THREATEN = range(4)
RELATIONS = ["Visit", "Host", "Praise", "Threaten"]


def made(*events: tuple[int, int, int, int], entities: int = 10, relations: int = 4) -> Stream:
    """Events (subject, relation, object, day)."""
    columns = np.array(events, np.int64).reshape(-1, 4).T
    return stream(columns[0], columns[1], columns[2], columns[3], entities, relations)


def lively(days: int = 160, seed: int = 3) -> Stream:
    """Every visit is hosted the day after, threats run in weeks between two pairs, praise is drawn from a few friends."""
    rng = np.random.default_rng(seed)
    events = []
    for day in range(days):
        for _ in range(6):
            guest = int(rng.integers(10))
            host = (guest + 1 + int(rng.integers(3)) ** 2) % 10
            events += [(guest, VISIT, host, day), (host, HOST, guest, day + 1)]
        if day // 7 % 2:
            events += [(0, THREATEN, 1, day), (2, THREATEN, 3, day)]
        friend = int(rng.integers(10))
        events.append((friend, PRAISE, (friend * 3 + 1) % 10, day))
    return made(*events)
