"""Time and memory of the event store: import of GDELT-like files, the monthly aggregate, one pair, and 100 million rows.

Run: python benchmarks/bench_events.py [--rows 5000000] [--large 100000000] [--folder DIR]
Goals (method events, section 7): 5 million rows imported in 60 s, monthly by pair 1 s, one pair 0.1 s; 100 million rows within 4 GB.
Each step runs in a process of its own, so that its peak of memory is its own.
"""

import argparse
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

COUNTRIES = [f"{a}{b}{c}" for a in "ABCDEFGH" for b in "AEIOU" for c in "NRSTL"]
CODES = ["010", "012", "020", "036", "040", "042", "043", "046", "051", "057", "061", "071", "0841", "111", "112", "120",
         "130", "138", "141", "163", "172", "173", "190", "193"]  # fmt: skip


def gdelt_file(path: Path, rows: int, seed: int = 1) -> None:
    """A file in the layout of GDELT 2.0: some countries meet far more often than others, one story tells a few events."""
    rng = np.random.default_rng(seed)
    shares = 1 / np.arange(1, len(COUNTRIES) + 1)
    days = np.datetime_as_string(np.datetime64("2015-01-01") + np.arange(365 * 5), unit="D")
    days = np.array([day.replace("-", "") for day in days])
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, rows, 100_000):
            count = min(100_000, rows - start)
            one, other = (rng.choice(len(COUNTRIES), count, p=shares / shares.sum()) for _ in range(2))
            code, day, told = (
                rng.integers(0, len(CODES), count),
                rng.integers(0, len(days), count),
                rng.integers(1, 40, count),
            )
            file.writelines(
                _line(start + i, days[day[i]], COUNTRIES[one[i]], COUNTRIES[other[i]], CODES[code[i]], int(told[i])) for i in range(count)
            )  # fmt: skip


def _line(number: int, day: str, one: str, other: str, code: str, told: int) -> str:
    actor = "{0}GOV\tGOVERNMENT OF {0}\t{0}\t\t\t\t\tGOV\t\t"
    place = "4\tSome City, Some Province, Some Country\tXX\tXX01\t1234\t19.4342\t-99.1386\t-1658079"
    return (
        f"{number}\t{day}\t{day[:6]}\t{day[:4]}\t{day[:4]}.4110\t{actor.format(one)}\t{actor.format(other)}\t1\t{code}\t{code[:3]}\t{code[:2]}\t"
        f"1\t-2.0\t{told}\t{1 + told // 10}\t{told}\t-1.5523\t{place}\t{place}\t{place}\t{day}120000\t"
        f"https://news.example/{day}/{number // 3}/some-words-of-a-headline-that-is-about-as-long-as-they-are\n"
    )


def measured(work: Callable[..., Any], *args: Any) -> tuple[tuple[float, float], float, Any]:
    """Seconds by the clock and of processor, peak of memory in MB, and the result of some work in a process of its own."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_measure, args=(queue, work, args))
    process.start()
    found: tuple[tuple[float, float], float, Any] = queue.get()
    process.join()
    return found


def _measure(queue: Any, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    started = time.perf_counter()
    result = work(*args)
    used = resource.getrusage(resource.RUSAGE_SELF)
    queue.put(((time.perf_counter() - started, used.ru_utime + used.ru_stime), used.ru_maxrss / 1024, result))


def imported(file: Path, out: Path) -> int:
    """Import the file; the rows kept."""
    from detente.workbench.events_import import import_events

    return import_events([file], out, "gdelt").kept


def viewed(out: Path, repeats: int, options: dict[str, Any]) -> tuple[int, tuple[float, float]]:
    """Rows of a view, and the best of some runs after the first has loaded the library, by the clock and of processor."""
    from detente.workbench.events import show_events

    best = (float("inf"), float("inf"))
    for _ in range(repeats):
        started = time.perf_counter(), time.process_time()
        found = show_events(out, **options)
        best = min(best, (time.perf_counter() - started[0], time.process_time() - started[1]))
    return len(found.rows), best


def large(out: Path, rows: int) -> int:
    """A store of many rows, written by DuckDB itself, a year in a file."""
    from detente.store.events.opening import connection

    years = 10
    with connection(out.parent) as duck:
        for year in range(2010, 2010 + years):
            (out / f"year={year}").mkdir(parents=True)
            duck.execute(f"""COPY (
                SELECT CAST({year} * 100000000::BIGINT + i AS VARCHAR) AS event_id, DATE '{year}-01-01' + CAST(i % 365 AS INTEGER) AS date_start,
                  DATE '{year}-01-01' + CAST(i % 365 AS INTEGER) AS date_end, 'C' || (hash(i) % 97) || 'GOV' AS source, 'C' || (hash(i) % 97) AS source_country,
                  'GOV' AS source_sector, 'C' || (hash(i + 7) % 97) || 'GOV' AS target, 'C' || (hash(i + 7) % 97) AS target_country, 'GOV' AS target_sector,
                  ['CONSULT', 'ACCUSE', 'AID', 'COERCE'][1 + CAST(hash(i + 3) % 4 AS BIGINT)] AS plover, NULL::VARCHAR AS mode, '040' AS cameo, CAST([1, 3, 2, 4][1 + CAST(hash(i + 3) % 4 AS BIGINT)] AS TINYINT) AS quad,
                  CAST(CAST(hash(i + 5) % 200 AS BIGINT) / 10.0 - 10 AS DECIMAL(4,1)) AS intensity, NULL::VARCHAR AS issue, NULL::DOUBLE AS latitude, NULL::DOUBLE AS longitude,
                  's' || (i // 3) AS story_id, 'gdelt' AS origin, 'machine' AS coding, CAST(1 AS DECIMAL(9,3)) AS weight, 'goldstein-gdelt' AS scale,
                  CAST(1 + hash(i + 9) % 5 AS INTEGER) AS sources, CAST(1 + hash(i + 9) % 30 AS INTEGER) AS articles, NULL::DATE AS known_on, false AS mirrored
                FROM range({rows // years}) t(i) ORDER BY source_country, target_country, date_start)
                TO '{out}/year={year}/part.parquet' (FORMAT parquet, COMPRESSION zstd)""")
    return rows


def counted_by_day(out: Path, dedup: str) -> int:
    """Rows of the daily counts, the heaviest thing that a model asks for."""
    from detente.store.events import daily

    return len(daily(out, dedup=dedup)["n"])  # type: ignore[arg-type]


def said(what: str, seconds: tuple[float, float], peak: float, beside: str = "") -> None:
    """One line of the table: by the clock, of processor (all threads), peak of memory."""
    print(f"{what:58s} {seconds[0]:9.3f} s {seconds[1]:9.3f} s cpu {peak:8.0f} MB  {beside}", flush=True)


def main() -> None:
    """Run every step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--large", type=int, default=0, help="rows of the large store; 0 leaves it out")
    parser.add_argument("--folder", type=Path, help="where the files go; by default a temporary folder")
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-events-", dir=args.folder))
    try:
        if args.rows:
            file, out = folder / "made.CSV", folder / "made.parquet"
            gdelt_file(file, args.rows)
            seconds, peak, kept = measured(imported, file, out)
            said(f"import {args.rows:,} rows, {file.stat().st_size / 1e6:.0f} MB", seconds, peak, f"{kept:,} kept")
            seconds, peak, _ = measured(imported, file, out)
            said("the same again (resumes: nothing to do)", seconds, peak)
            one, other = COUNTRIES[0], COUNTRIES[1]
            views: dict[str, dict[str, Any]] = {
                "months of every pair": {"by": ("month", "dyad")},
                "months of every pair, once a day": {"by": ("month", "dyad"), "dedup": "day"},
                "months of one pair": {"by": ("month",), "pair": (one, other)},
                "types of one pair in one year": {"by": ("type",), "pair": (one, other), "since": "2017-01-01", "until": "2017-12-31"},
            }  # fmt: skip
            for what, options in views.items():
                _, peak, (rows, best) = measured(viewed, out, 5, options)
                said(what, best, peak, f"{rows:,} rows")
            seconds, peak, rows = measured(counted_by_day, out, "none")
            said("daily counts, as models read them", seconds, peak, f"{rows:,} rows")
            shutil.rmtree(out)
        if args.large:
            out = folder / "large.parquet"
            seconds, peak, _ = measured(large, out, args.large)
            said(f"write {args.large:,} rows with DuckDB", seconds, peak)
            for what, options in {"months of every pair": {"by": ("month", "dyad")}, "months of one pair": {"by": ("month",), "pair": ("C1", "C2")},
                                  "months of every pair, once a day": {"by": ("month", "dyad"), "dedup": "day"},
                                  "months of every pair, once a story": {"by": ("month", "dyad"), "dedup": "story"}}.items():  # fmt: skip
                _, peak, (rows, best) = measured(viewed, out, 1, options)
                said(what, best, peak, f"{rows:,} rows")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
