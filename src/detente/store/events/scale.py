"""The views of the store on a cluster: the expressions of :mod:`expressions`, run by Spark (or, to compare, by DuckDB).

Ibis only writes the statements. They run on a connection of our own, and rows come back as Python's whole numbers, days and exact
decimals; what is left to do (rates, text of a month) is the same few lines for either engine.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from detente.kernel.errors import fail
from detente.store.events.choosing import Choice
from detente.store.events.opening import files_of, opened
from detente.store.events.schema import COLUMNS, DEFAULTS
from detente.store.events.view import BY

Engine = Literal["duckdb", "spark"]
_SPARK = {"VARCHAR": "string", "TINYINT": "tinyint", "INTEGER": "int"}
#: What a result must not depend on: the clock of the machine, the console.
_SETTINGS = {"spark.sql.session.timeZone": "UTC", "spark.ui.showConsoleProgress": "false", "spark.ui.enabled": "false"}


@dataclass(frozen=True)
class Far:
    """An open store on one engine. ``ask`` runs an expression and gives its rows in order, as dictionaries."""

    ask: Callable[[Any], list[dict[str, Any]]]

    def view(self, by: Sequence[str], choice: Choice) -> list[dict[str, Any]]:
        """As :func:`detente.store.events.view.view`. Raises DetenteError (option-invalid) for what there is no view by."""
        from detente.store.events import expressions

        unknown = [each for each in by if each not in BY]
        if unknown or not by:
            raise fail("option-invalid", f"by is {', '.join(by) or 'nothing'}", f"Use one or several of {', '.join(BY)}.")  # fmt: skip
        return [_told(row, by) for row in self.ask(expressions.view(by, choice))]

    def listing(self, choice: Choice, limit: int) -> list[dict[str, Any]]:
        """As :func:`detente.store.events.view.listing`."""
        from detente.store.events import expressions

        return self.ask(expressions.listing(choice, limit))

    def daily(self, choice: Choice) -> dict[str, np.ndarray[Any, Any]]:
        """As :func:`detente.store.events.daily`."""
        from detente.store.events import expressions

        rows = self.ask(expressions.daily(choice))
        days = np.array([row["day"] for row in rows], dtype="datetime64[D]")
        texts = {name: np.array([row[name] for row in rows], dtype=str) for name in ("source_country", "target_country", "plover")}  # fmt: skip
        wholes = {name: np.array([row[name] for row in rows], dtype=np.int64) for name in ("quad", "n")}
        sums = {name: np.array([float(row[name] or 0) for row in rows], dtype=np.float64) for name in ("weight", "intensity_sum", "intensity_n")}  # fmt: skip
        return {"day": days, **texts, **wholes, **sums}

    def coverage(self, choice: Choice) -> tuple[np.datetime64, np.ndarray[Any, Any]] | None:
        """As :func:`detente.store.events.coverage`."""
        from detente.store.events import expressions

        rows = self.ask(expressions.days(choice))
        if not rows:
            return None
        days = np.array([row["day"] for row in rows], dtype="datetime64[D]")
        counts = np.array([row["n"] for row in rows], dtype=np.int64)
        return days[0], np.bincount((days - days[0]).astype(np.int64), counts).astype(np.float64)

    def kinds_of(self, pair: tuple[str, str]) -> dict[str, Any]:
        """As :func:`detente.store.events.kinds_of`."""
        from detente.store.events import expressions

        rows = self.ask(expressions.kinds(pair))
        found = {name: sorted({row[key] for row in rows if row[key] is not None}) for name, key in (("scales", "scale"), ("origins", "origin"), ("codings", "coding"))}  # fmt: skip
        return {"n": sum(row["n"] for row in rows), **found}


@contextmanager
def far(path: str | Path, engine: Engine = "spark") -> Iterator[Far]:
    """The store on an engine.

    Spark runs where its own configuration says (``spark-submit``, ``spark-defaults.conf``, ``SPARK_REMOTE``), else on this machine; the
    store must be seen from there under the same path. A path with a scheme (``s3a://...``) is left to Spark, which then reads every
    Parquet file below it. Raises DetenteError: part-missing (no Ibis, Spark or Java), events-missing, events-store.
    """
    ibis = _ibis()
    if engine == "duckdb":
        with opened(path) as duck:

            def ask(expression: Any) -> list[dict[str, Any]]:
                found = duck.execute(ibis.to_sql(expression, dialect="duckdb"))
                columns = [each[0] for each in found.description]
                return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

            yield Far(ask)
        return
    with _session() as spark:
        _table(spark, path)
        yield Far(lambda expression: [row.asDict() for row in spark.sql(str(ibis.to_sql(expression, dialect="pyspark"))).collect()])  # fmt: skip


def _ibis() -> Any:
    try:
        import ibis

        assert ibis.pyspark  # noqa: S101  looking it up is what registers the options of its dialect
    except (ImportError, AttributeError):
        raise fail("part-missing", "a store on a cluster needs Ibis and Spark", 'Install "detente[scale]".') from None
    return ibis


@contextmanager
def _session() -> Iterator[Any]:
    """The session that is there already, left running; else a new one, stopped afterwards."""
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    builder = SparkSession.builder.appName("detente")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise fail("part-missing", f"Spark does not start: {str(error).splitlines()[0]}", "Spark needs Java 17 or later; see its own messages above.") from None  # fmt: skip
    try:
        yield spark
    finally:
        if running is None:
            spark.stop()


def _table(spark: Any, path: str | Path) -> None:
    """The view ``events`` with every column of the record in its type; columns that are missing are null or their default."""
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        if "://" in str(path):
            held = spark.read.option("recursiveFileLookup", "true").parquet(str(path))
        else:
            held = spark.read.parquet(*(f"file://{Path(each).resolve()}" for each in files_of(Path(path))))
    except (PySparkException, Py4JJavaError) as error:
        raise fail("events-store", f"cannot be read as Parquet: {str(error).splitlines()[0]}", file=str(path)) from None
    needed = {"date_start", "source_country", "target_country"}
    if not needed <= set(held.columns):
        raise fail("events-store", f"lacks the columns {', '.join(sorted(needed - set(held.columns)))}", file=str(path))
    parts = [
        f"CAST({name if name in held.columns else DEFAULTS.get(name, 'NULL')} AS {_SPARK.get(kind, kind)}) AS {name}"
        for name, kind in COLUMNS.items()
    ]
    held.selectExpr(*parts).createOrReplaceTempView("events")


def _told(row: dict[str, Any], by: Sequence[str]) -> dict[str, Any]:
    """A row of a view as the DuckDB statement gives it."""
    keys: dict[str, Any] = {}
    for each in by:
        if each == "month":
            keys["month"] = f"{row['year']:04d}-{row['month']:02d}"
        else:
            keys |= {name: row[name] for name in BY[each]}
    mixed = row["scale_low"] != row["scale_high"] and None not in (row["scale_low"], row["scale_high"])
    scored = row["intensity_n"]
    return {
        **keys, "coding": row["coding"], "events": row["events"], "weight": float(row["weight"]), "cooperation": float(row["cooperation"] or 0),
        "conflict": float(row["conflict"] or 0), "mean_intensity": None if mixed or not scored else float(row["intensity_sum"]) / float(scored),
    }  # fmt: skip
