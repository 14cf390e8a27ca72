"""Time and memory of the event store: import of GDELT-like files, the monthly aggregate, one pair, and 100 million rows.

Run: python benchmarks/bench_events.py [--rows 5000000] [--large 100000000] [--folder DIR [--write-only]]
Goals (method events, section 7): 5 million rows imported in 60 s, monthly by pair 1 s, one pair 0.1 s; 100 million rows within 4 GB.
Each step runs in a process of its own, so that its peak of memory is its own. Files in DIR stay, and are used again.
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


def aggregated(out: Path, repeats: int, by: tuple[str, ...], options: dict[str, Any]) -> tuple[int, dict[str, tuple[float, float]]]:  # fmt: skip
    """Rows of a view, and its best times after a first run has loaded the library: the view in typed columns, a thousand rows of it as
    the command hands them over (from opening the store on), and writing all of it; each by the clock and of processor."""
    from detente.store.events.choosing import Choice
    from detente.store.events.view import table
    from detente.workbench.events import show_events

    choice = Choice(**options)
    shown = {"pair" if name == "between" else name: value for name, value in options.items()}
    found = table(out, by, choice)
    whole = out.parent / "view.csv"
    steps: dict[str, Callable[[], Any]] = {
        "in columns": lambda: table(out, by, choice).columns(),
        "as shown, 1,000 rows at most": lambda: show_events(out, by=by, limit=1000, **shown),  # type: ignore[arg-type]
        "writing all rows as CSV": lambda: found.write(whole),
    }  # fmt: skip
    best = dict.fromkeys(steps, (float("inf"), float("inf")))
    for _ in range(repeats):
        for name, step in steps.items():
            started = time.perf_counter(), time.process_time()
            step()
            best[name] = min(best[name], (time.perf_counter() - started[0], time.process_time() - started[1]))
    whole.unlink()
    return len(found), best


def large(out: Path, rows: int) -> int:
    """A store of many rows, written by DuckDB itself, a year in a file; pairs and days come in order, so that nothing is sorted."""
    from detente.store.events.opening import connection

    years, pairs = 10, 97 * 97
    each = rows // years
    with connection(out.parent) as duck:
        duck.execute("SET preserve_insertion_order = true")
        for year in range(2010, 2010 + years):
            (out / f"year={year}").mkdir(parents=True)
            duck.execute(f"""COPY (
                SELECT CAST({year} * 100000000::BIGINT + i AS VARCHAR) AS event_id, day AS date_start, day AS date_end, one || 'GOV' AS source, one AS source_country,
                  'GOV' AS source_sector, other || 'GOV' AS target, other AS target_country, 'GOV' AS target_sector,
                  ['CONSULT', 'ACCUSE', 'AID', 'COERCE'][1 + CAST(chance % 4 AS BIGINT)] AS plover, NULL::VARCHAR AS mode, '040' AS cameo, CAST([1, 3, 2, 4][1 + CAST(chance % 4 AS BIGINT)] AS TINYINT) AS quad,
                  CAST(CAST((chance >> 8) % 200 AS INTEGER) / 10.0 - 10 AS DECIMAL(4,1)) AS intensity, NULL::VARCHAR AS issue, NULL::DOUBLE AS latitude, NULL::DOUBLE AS longitude,
                  's' || (i // 3) AS story_id, 'gdelt' AS origin, 'machine' AS coding, CAST(1 AS DECIMAL(9,3)) AS weight, 'goldstein-gdelt' AS scale,
                  CAST(1 + (chance >> 16) % 5 AS INTEGER) AS sources, CAST(1 + (chance >> 24) % 30 AS INTEGER) AS articles, NULL::DATE AS known_on, false AS mirrored
                FROM (SELECT i, hash(i + {year}) AS chance, 'C' || lpad(CAST(i * {pairs} // {each} // 97 AS VARCHAR), 2, '0') AS one, 'C' || lpad(CAST(i * {pairs} // {each} % 97 AS VARCHAR), 2, '0') AS other,
                             DATE '{year}-01-01' + CAST((i * {pairs} % {each}) * 365 // {each} AS INTEGER) AS day FROM range({each}) t(i)))
                TO '{out}/year={year}/part.parquet' (FORMAT parquet, COMPRESSION zstd)""")
    return rows


def counted_by_day(out: Path, options: dict[str, Any]) -> tuple[int, tuple[float, float]]:
    """Rows of the daily counts, the heaviest thing that a model asks for, and its time after the library is loaded."""
    import duckdb  # noqa: F401

    from detente.store.events import daily

    started = time.perf_counter(), time.process_time()
    rows = len(daily(out, **options)["n"])
    return rows, (time.perf_counter() - started[0], time.process_time() - started[1])


def said(what: str, seconds: tuple[float, float], peak: float, beside: str = "") -> None:
    """One line of the table: by the clock, of processor (all threads), peak of memory."""
    print(f"{what:70s} {seconds[0]:9.3f} s {seconds[1]:9.3f} s cpu {peak:8.0f} MB  {beside}", flush=True)


def told(out: Path, repeats: int, views: dict[str, tuple[tuple[str, ...], dict[str, Any]]]) -> None:
    """Measure some views."""
    for what, (by, options) in views.items():
        _, peak, (rows, best) = measured(aggregated, out, repeats, by, options)
        for step, seconds in best.items():
            said(f"{what}, {step}", seconds, peak, f"{rows:,} rows")


def made(folder: Path, rows: int, many: int) -> tuple[Path, Path]:
    """The file to import and the large store, written where they are not there yet."""
    file, store = folder / f"made-{rows}.CSV", folder / f"large-{many}.parquet"
    if rows and not file.exists():
        gdelt_file(folder / "aside", rows)
        (folder / "aside").replace(file)
    if many and not store.exists():
        shutil.rmtree(folder / "aside.parquet", ignore_errors=True)
        seconds, peak, _ = measured(large, folder / "aside.parquet", many)
        said(f"write {many:,} rows with DuckDB", seconds, peak)
        (folder / "aside.parquet").replace(store)
    return file, store


def main() -> None:
    """Run every step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--large", type=int, default=0, help="rows of the large store; 0 leaves it out")
    parser.add_argument("--folder", type=Path, help="where the files go and stay; by default a temporary folder")
    parser.add_argument("--write-only", action="store_true", help="write the files into --folder, measure nothing")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="bench-events-"))
    folder.mkdir(exist_ok=True)
    try:
        file, store = made(folder, args.rows, args.large)
        if args.write_only:
            return
        if args.rows:
            out = folder / "imported.parquet"
            shutil.rmtree(out, ignore_errors=True)
            seconds, peak, kept = measured(imported, file, out)
            said(f"import {args.rows:,} rows, {file.stat().st_size / 1e6:.0f} MB", seconds, peak, f"{kept:,} kept")
            seconds, peak, _ = measured(imported, file, out)
            said("the same again (resumes: nothing to do)", seconds, peak)
            one, other = COUNTRIES[0], COUNTRIES[1]
            told(out, 7, {
                "months of every pair": (("month", "dyad"), {}),
                "months of one pair": (("month",), {"between": (one, other)}),
                "types of one pair in one year": (("type",), {"between": (one, other), "since": "2017-01-01", "until": "2017-12-31"}),
            })  # fmt: skip
            told(out, 3, {"months of every pair, once a day": (("month", "dyad"), {"dedup": "day"})})
            _, peak, (rows, best) = measured(counted_by_day, out, {})
            said("daily counts, as models read them", best, peak, f"{rows:,} rows")
        if args.large:
            told(store, 1, {
                "months of every pair": (("month", "dyad"), {}),
                "months of one pair": (("month",), {"between": ("C01", "C02")}),
                "months of every pair, once a day": (("month", "dyad"), {"dedup": "day"}),
                "months of every pair, once a story": (("month", "dyad"), {"dedup": "story"}),
            })  # fmt: skip
            some = [(f"C{a:02d}", f"C{b:02d}") for a in range(20) for b in range(20) if a != b]
            _, peak, (rows, best) = measured(counted_by_day, store, {"pairs": some})
            said("daily counts of 380 pairs", best, peak, f"{rows:,} rows")
    finally:
        if args.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
