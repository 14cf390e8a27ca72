"""Events by day: one row for each day, directed pair of countries, PLOVER type and quad. What models read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from detente.store.events.choosing import Choice, Dedup, Mirror, Weight, chosen
from detente.store.events.grouping import Coded, grouped, words_of
from detente.store.events.opening import opened

_EPOCH = "CAST(date_start - DATE '1970-01-01' AS BIGINT)"
_SUMS = {
    "n": "count(*)",
    "weight": "sum(w)",
    "intensity_sum": "sum(coalesce(tenths, 0) * w)",
    "intensity_n": "sum(CASE WHEN tenths IS NULL THEN 0 ELSE w END)",
}


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
    an intensity), so that the mean is their ratio. Sums are made of whole numbers: the same bytes on every run.

    Raises DetenteError: events-missing, events-store, option-invalid, part-missing.
    """
    choice = Choice(dedup=dedup, weight=weight, mirror=mirror, coding=coding, as_of=as_of, pairs=pairs)
    with opened(path, rows) as duck:
        texts = {name: words_of(duck, name, f"coalesce({name}, '')") for name in ("source_country", "target_country", "plover")}  # fmt: skip
        quad = words_of(duck, "quad", "coalesce(quad, 0)")
        found = grouped(duck, chosen(choice), {"day": _EPOCH, **texts, "quad": quad}, _SUMS)
    plain = {name: column.filled() if isinstance(column, Coded) else column for name, column in found.items()}
    return {
        "day": plain["day"].astype("datetime64[D]"),
        **{name: plain[name].astype(str) for name in texts},
        **{name: plain[name].astype(np.int64) for name in ("quad", "n")},
        "weight": plain["weight"] / 1000,
        "intensity_sum": plain["intensity_sum"] / 10_000,
        "intensity_n": plain["intensity_n"] / 1000,
    }
