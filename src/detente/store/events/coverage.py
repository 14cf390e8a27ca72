"""How much the store covers: all its events day by day, pair or not, and the scales of a pair's intensities."""

from pathlib import Path
from typing import Any

import numpy as np

from detente.store.events.choosing import Choice, chosen
from detente.store.events.opening import opened

_DAYS = "SELECT date_start AS day, count(*) AS n FROM ({rows}) GROUP BY ALL ORDER BY ALL"
_PAIR = """SELECT count(*) AS n, list(DISTINCT scale ORDER BY scale) FILTER (scale IS NOT NULL AND intensity IS NOT NULL) AS scales,
list(DISTINCT origin ORDER BY origin) AS origins, list(DISTINCT coding ORDER BY coding) AS codings
FROM events WHERE source_country IN (?, ?) AND target_country IN (?, ?) AND source_country <> target_country"""


def coverage(path: str | Path, choice: Choice) -> tuple[np.datetime64, np.ndarray[Any, Any]] | None:
    """The first day of the store and the number of events on each day from there to the last; None if it is empty.

    ``choice`` names the rows that count, as for :func:`~detente.store.events.daily`, without a pair. Raises DetenteError as that.
    """
    sql, bound = chosen(choice)
    with opened(path) as duck:
        found = duck.execute(_DAYS.format(rows=sql), bound).fetchnumpy()
    day = np.asarray(found["day"], dtype="datetime64[D]")
    if len(day) == 0:
        return None
    places = (day - day[0]).astype(np.int64)
    return day[0], np.bincount(places, np.asarray(found["n"], dtype=np.int64)).astype(np.float64)


def kinds_of(path: str | Path, pair: tuple[str, str]) -> dict[str, Any]:
    """What the pair's rows are: ``n``, and the distinct ``scales`` of intensity, ``origins`` and ``codings`` among them."""
    with opened(path) as duck:
        n, scales, origins, codings = duck.execute(_PAIR, [*pair, *pair]).fetchall()[0]
    return {"n": int(n), "scales": list(scales or ()), "origins": list(origins or ()), "codings": list(codings or ())}
