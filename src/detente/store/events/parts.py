"""Writing rows as Parquet: one file for each year, sorted so that a filter on a pair reads little."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from detente.kernel.errors import fail
from detente.store.events.opening import connection, insert, quoted

#: Rows of a group: the smallest piece that a filter can skip, half of what DuckDB writes by itself.
_GROUP = 61_440
#: Pairs first: the row groups of a pair lie together, and the others are skipped by their bounds.
_ORDER = "source_country, target_country, date_start, event_id"


def write(path: str | Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """A new store of some rows with the names of COLUMNS, made aside and renamed into place.

    Raises DetenteError: output-unwritable if something stands there, or the place cannot be written.
    """
    path = Path(path)
    if path.exists():
        raise fail("output-unwritable", "something stands here already", file=str(path))
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise fail("output-unwritable", f"cannot write here: {error.strerror}", file=str(path)) from None
    try:
        with connection() as duck:
            insert(duck, "given", list(rows))
            write_years(duck, "given", aside, "part")
        aside.chmod(0o755)
        os.rename(aside, path)  # noqa: PTH104
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return path


def write_years(duck: Any, table: str, folder: Path, name: str) -> list[str]:
    """The rows of a table as ``year=YYYY/NAME.parquet`` in the folder; the paths relative to it."""
    years = [row[0] for row in duck.execute(f"SELECT DISTINCT year(date_start) FROM {table} ORDER BY 1").fetchall()]
    made = []
    for year in years:
        part = f"year={year:04d}/{name}.parquet"
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        chosen = f"SELECT * FROM {table} WHERE year(date_start) = {year} ORDER BY {_ORDER}"
        duck.execute(
            f"COPY ({chosen}) TO {quoted(str(folder / part))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})"
        )
        made.append(part)
    return made
