"""Made-up records: pairs whose rates drift, so that there is something to learn, and the same as rows of an event store."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from detente.engines.outlook.stream import Stream
from detente.studies.outlook import Held

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
TYPES = ("CONSULT", "AID", "THREATEN", "COERCE")
COUNTRIES = ("AAA", "BBB", "CCC", "DDD", "EEE")
FIRST = np.datetime64("2019-01-01")


def drifting(days: int = 365, seed: int = 3) -> Stream:
    """Twenty directed pairs; the log-rate of each walks slowly, conflict of one side follows that of the other."""
    rng = np.random.default_rng(seed)
    pairs = [(a, b) for a in COUNTRIES for b in COUNTRIES if a != b]
    walk = np.cumsum(rng.normal(0, 0.08, (len(pairs), 4, days)), axis=-1) + np.array([-1.5, -3.5, -2.5, -3.0])[None, :, None]  # fmt: skip
    counts = rng.poisson(np.exp(np.clip(walk, -6, 1))).astype(np.float32)
    return Stream(counts, tuple(pairs), QUADS, FIRST)


def scattered(seed: int = 0, horizon: int = 7, pairs: int = 5) -> Held:
    """Forecasts at weekly origins that come true as often as they say, of two classes; every reference says one half."""
    rng = np.random.default_rng(seed)
    p = rng.uniform(0.02, 0.98, (pairs, 2, 30))
    base = np.full_like(p, 0.5)
    return Held(horizon, 7, ("one", "two"), np.arange(30), p, {"climatology": base, "persistence": base, "season": base},
                rng.random(p.shape) < p, np.ones((2, 30), bool), (0,), FIRST)  # fmt: skip


def rows_of(stream: Stream) -> list[dict[str, Any]]:
    """The record as rows of a store, one for each event."""
    rows = []
    for pair, quad, day in np.argwhere(stream.counts > 0):
        for _ in range(int(stream.counts[pair, quad, day])):
            one, other = stream.pairs[pair]
            rows.append({"event_id": f"e{len(rows)}", "date_start": str(FIRST + np.timedelta64(int(day), "D")), "source_country": one, "target_country": other,
                         "plover": TYPES[quad], "quad": int(quad) + 1, "intensity": ("2.5", "7.0", "-4.0", "-7.0")[quad], "origin": "icews", "coding": "machine", "scale": "goldstein-icews"})  # fmt: skip
    return rows


def make_store(place: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """A store of one Parquet file."""
    import duckdb

    table = place.with_suffix(".csv")
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with duckdb.connect() as duck:
        duck.execute(f"COPY (SELECT * FROM read_csv('{table}', all_varchar = true)) TO '{place}' (FORMAT parquet)")  # noqa: S608
    return place
