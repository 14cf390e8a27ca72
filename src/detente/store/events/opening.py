"""Opening the store: a DuckDB connection with one view ``events``, over Parquet and over rows from elsewhere."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from detente.kernel.errors import fail
from detente.store.events.schema import COLUMNS, DEFAULTS, row_columns

MANIFEST = "_manifest.json"
#: DuckDB's own limit; with what Python holds beside it, well under 4 GB.
MEMORY = "2GB"


@contextmanager
def connection(spill: Path | None = None) -> Iterator[Any]:
    """A DuckDB in memory that fetches no extension, spills to a folder of its own, and reckons in UTC.

    Raises DetenteError (part-missing) where duckdb is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise fail("part-missing", "the event store needs duckdb", "Install detente[events].") from None
    with tempfile.TemporaryDirectory(prefix="detente-events-", dir=spill) as folder:
        options: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": folder,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "false",
        }
        duck = duckdb.connect(":memory:", config=options)
        try:
            yield duck
        finally:
            duck.close()


@contextmanager
def opened(path: str | Path | None, rows: Iterable[Mapping[str, Any]] = ()) -> Iterator[Any]:
    """A connection whose view ``events`` holds the rows of ``path`` and ``rows`` after them.

    Raises DetenteError: events-missing (nothing there), events-store (is no Parquet of events), part-missing.
    """
    with connection() as duck:
        parts = [] if path is None else files_of(Path(path))
        selects = []
        if parts:
            duck.execute("SET parquet_metadata_cache = true")  # several statements: one look at each file's end
            selects.append(_parquet(duck, Path(str(path)), parts))
        if given := list(rows):
            insert(duck, "given", given)
            selects.append("SELECT * FROM given")
        if not selects:
            duck.execute(f"CREATE TABLE none ({row_columns()})")
            selects.append("SELECT * FROM none")
        duck.execute(f"CREATE VIEW events AS {' UNION ALL '.join(selects)}")
        yield duck


def files_of(path: Path) -> list[str]:
    """The Parquet files of a store: those its manifest names, so that an import cut off leaves no trace; else all."""
    if path.is_file():
        return [str(path)]
    if not path.is_dir():
        raise fail("events-missing", "there is no event store here", file=str(path))
    listed = read_manifest(path)
    if listed:
        names = [part for batch in listed["batches"] for part in batch["parts"]]
        gone = [name for name in names if not (path / name).is_file()]
        if gone:
            raise fail("events-store", f"its manifest names {gone[0]}, which is not there", file=str(path))
        return [str(path / name) for name in names]
    found = sorted(str(each) for each in path.glob("**/*.parquet") if not each.name.startswith((".", "_")))
    if not found:
        raise fail("events-missing", "the folder holds no Parquet file", file=str(path))
    return found


def read_manifest(path: Path) -> dict[str, Any] | None:
    """What was imported into the store, batch by batch; None if the store has no manifest."""
    place = path / MANIFEST
    if not place.is_file():
        return None
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        if not isinstance(found, dict) or found.get("format") != 1 or not isinstance(found.get("batches"), list):
            raise ValueError("is not the manifest of an event store")
    except ValueError as error:
        raise fail("events-store", f"its manifest cannot be read: {error}", file=str(place)) from None
    return found


def insert(duck: Any, table: str, rows: list[Mapping[str, Any]]) -> None:
    """A table of plain rows; keys that are missing get the defaults."""
    duck.execute(f"CREATE TABLE {table} ({row_columns()})")
    values = [[_value(row, name) for name in COLUMNS] for row in rows]
    marks = ", ".join("?" for _ in COLUMNS)
    for start in range(0, len(values), 500):
        some = values[start : start + 500]
        duck.execute(
            f"INSERT INTO {table} VALUES {', '.join([f'({marks})'] * len(some))}",
            [cell for row in some for cell in row],
        )


def _value(row: Mapping[str, Any], name: str) -> Any:
    value = row.get(name)
    if value is None and name in DEFAULTS:
        return DEFAULTS[name].strip("'")
    return value


def _parquet(duck: Any, path: Path, parts: list[str]) -> str:
    """The SELECT over the files, with every column of the record in its type; columns that are missing are null."""
    import duckdb

    listed = ", ".join(quoted(part) for part in parts)
    source = f"read_parquet([{listed}], hive_partitioning = false)"
    try:
        have = {row[0] for row in duck.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    except duckdb.Error as error:
        raise fail("events-store", f"cannot be read as Parquet: {str(error).splitlines()[0]}", file=str(path)) from None
    needed = {"date_start", "source_country", "target_country"}
    if not needed <= have:
        raise fail("events-store", f"lacks the columns {', '.join(sorted(needed - have))}", file=str(path))
    columns = [
        f"CAST({name} AS {kind}) AS {name}"
        if name in have
        else f"CAST({DEFAULTS.get(name, 'NULL')} AS {kind}) AS {name}"
        for name, kind in COLUMNS.items()
    ]
    return f"SELECT {', '.join(columns)} FROM {source}"


def quoted(text: str) -> str:
    """A path as a literal of SQL, where a parameter cannot stand."""
    return "'" + text.replace("'", "''") + "'"
