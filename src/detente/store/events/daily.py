"""Events by day: one row for each day, directed pair of countries, PLOVER type and quad. What models read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from detente.store.events.choosing import Choice, Dedup, Mirror, Weight, chosen
from detente.store.events.opening import opened

_SQL = """
SELECT date_start AS day, coalesce(source_country, '') AS source_country, coalesce(target_country, '') AS target_country,
       coalesce(plover, '') AS plover, coalesce(quad, 0) AS quad, count(*) AS n, CAST(sum(w) AS DOUBLE) AS weight,
       CAST(coalesce(sum(CAST(intensity * w AS DECIMAL(38,4))), 0) AS DOUBLE) AS intensity_sum,
       CAST(coalesce(sum(w) FILTER (intensity IS NOT NULL), 0) AS DOUBLE) AS intensity_n
FROM ({rows}) GROUP BY ALL ORDER BY ALL
"""


def daily(
    path: str | Path | None,
    *,
    dedup: Dedup = "none",
    weight: Weight = "rows",
    mirror: Mirror = "merge",
    coding: str | None = None,
    as_of: date | str | None = None,
    pairs: Sequence[tuple[str, str]] | None = None,
    rows: Iterable[Mapping[str, Any]] = (),
) -> dict[str, np.ndarray[Any, Any]]:
    """Counts and intensities by day, sorted by every key.

    ``path`` is a store (a folder of Parquet, or one file) or None; ``rows`` are further rows with the names of
    :data:`COLUMNS`, such as a dossier's. ``pairs`` are directed (source country, target country).

    Columns, all of one length: ``day`` (datetime64[D]); ``source_country``, ``target_country``, ``plover`` (text, empty
    where unknown); ``quad`` (int, 1-4, 0 where there is no type); ``n`` (int, rows counted); ``weight`` (float, their
    weights); ``intensity_sum`` (float, intensity times weight) and ``intensity_n`` (float, the weight of the rows that have
    an intensity), so that the mean is their ratio. Sums are made of decimals: the same bytes on every run.

    Raises DetenteError: events-missing, events-store, option-invalid, part-missing.
    """
    choice = Choice(dedup=dedup, weight=weight, mirror=mirror, coding=coding, as_of=as_of, pairs=pairs)
    sql, bound = chosen(choice)
    with opened(path, rows) as duck:
        found = duck.execute(_SQL.format(rows=sql), bound).fetchnumpy()
    texts = ("source_country", "target_country", "plover")
    return {
        "day": np.asarray(found["day"], dtype="datetime64[D]"),
        **{name: np.asarray(found[name], dtype=str) for name in texts},
        **{name: np.asarray(found[name], dtype=np.int64) for name in ("quad", "n")},
        **{name: np.asarray(found[name], dtype=np.float64) for name in ("weight", "intensity_sum", "intensity_n")},
    }
