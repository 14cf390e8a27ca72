"""Staging an import: rows of text become typed rows in DuckDB, and whole files become Parquet, aside from the store."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from detente.store.events.opening import quoted
from detente.store.events.parts import write_years
from detente.store.events.schema import COLUMNS, row_columns
from detente.store.events.typing_sql import CELL, FLAGS, KNOWN, Recipe, columns_read, kinds, plain, typed, with_mirrors

#: Rows that are sorted and written together; memory is bounded by this, not by the size of a file.
PART_ROWS = 1_000_000
_ODD = {"intensity": "intensity_odd", "latitude": "latitude_odd", "longitude": "longitude_odd"}


@dataclass
class Tally:
    """What came of some rows: how many were written, and what was noticed, by name."""

    written: int = 0
    fell_back: Counter[str] = field(default_factory=Counter)  # CAMEO codes that are not in the table: type of the root
    without_type: Counter[str] = field(default_factory=Counter)
    merged_type: int = 0  # YIELD: CONCEDE or RETREAT, and no quad
    odd_modes: Counter[str] = field(default_factory=Counter)
    cleared: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)  # names without an ISO code, kept as they are
    expanded: int = 0  # rows that became several because a side has several countries

    def add(self, other: "Tally") -> None:
        """Count the other's rows as well."""
        self.written += other.written
        self.merged_type += other.merged_type
        self.expanded += other.expanded
        for name in ("fell_back", "without_type", "odd_modes", "cleared", "countries"):
            getattr(self, name).update(getattr(other, name))


@dataclass(frozen=True)
class Taken:
    """What came of a chunk: the positions and reasons of the rows refused, and the tally of the others."""

    positions: np.ndarray[Any, Any]
    reasons: np.ndarray[Any, Any]
    tally: Tally


class Stage:
    """Typed rows of whole files (table ``ready``) and of the file in progress (table ``current``)."""

    def __init__(self, duck: Any, folder: Path, recipe: Recipe, codes: Iterable[tuple[Any, ...]], types: Iterable[tuple[Any, ...]], countries: Iterable[tuple[str, str]]) -> None:  # fmt: skip
        """``codes``: (cameo, plover, mode, context, icews, gdelt); ``types``: (plover, quad, score, {mode: score})."""
        self.duck, self.folder, self.recipe = duck, folder, recipe
        self.rows = {"ready": 0, "current": 0}
        self.parts: dict[str, list[str]] = {"ready": [], "current": []}
        self._made = self._chunk = 0
        duck.execute(
            "CREATE TABLE codes (cameo VARCHAR, plover VARCHAR, mode VARCHAR, context VARCHAR, icews DOUBLE, gdelt DOUBLE)"
        )
        duck.executemany("INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?)", [list(each) for each in codes])
        duck.execute(
            "CREATE TABLE types (plover VARCHAR, quad TINYINT, score DOUBLE, modes VARCHAR[], scores MAP(VARCHAR, DOUBLE))"
        )
        for plover, quad, score, modes in types:
            duck.execute("INSERT INTO types VALUES (?, ?, ?, CAST(? AS VARCHAR[]), map(CAST(? AS VARCHAR[]), CAST(? AS DOUBLE[])))",
                         [plover, quad, score, list(modes), list(modes), list(modes.values())])  # fmt: skip
        duck.execute("CREATE TABLE countries (name VARCHAR, iso3 VARCHAR)")
        duck.executemany("INSERT INTO countries VALUES (?, ?)", [list(each) for each in countries])
        duck.execute(CELL[recipe.words])
        duck.execute(KNOWN)
        for table in ("ready", "current"):
            self._emptied(table)

    def take(self, chunk: Path, columns: Sequence[str], into: str) -> Taken:
        """Type the rows of a file of clean lines (cells apart by tabs, without a header) into ``ready`` or ``current``."""
        duck, self._chunk = self.duck, self._chunk + 1
        declared = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in columns)
        absent = [name for name in columns_read(self._names(), self.recipe.reading) if name not in columns]
        source = f"""(SELECT *{"".join(f", CAST(NULL AS VARCHAR) AS {_name(name)}" for name in absent)} FROM read_csv({quoted(str(chunk))},
            auto_detect = false, header = false, delim = '\t', quote = '', escape = '', new_line = '\\n', columns = {{{declared}}}, max_line_size = 4000000))"""
        duck.execute("SET preserve_insertion_order = true")  # the place of a row is its line
        duck.execute(f"CREATE OR REPLACE TABLE plain AS {plain(self.recipe, source)}")
        duck.execute("SET preserve_insertion_order = false")
        duck.execute(f"CREATE OR REPLACE TABLE kinds AS {kinds(self.recipe)}")
        duck.execute(f"INSERT INTO {into} {typed(self.recipe, self._chunk)}")
        here = f"FROM {into} WHERE chunk = {self._chunk}"
        refused = duck.execute(
            f"SELECT DISTINCT line, refused {here} AND refused IS NOT NULL ORDER BY line"
        ).fetchnumpy()
        tally = self._tally(f"{here} AND refused IS NULL")
        self.rows[into] += tally.written
        if self.rows[into] >= PART_ROWS:
            self._flush(into)
        return Taken(np.asarray(refused["line"]), np.asarray(refused["refused"], dtype=object), tally)

    def keep(self) -> None:
        """The file in progress is whole: its rows and parts join those of the others."""
        self.duck.execute("INSERT INTO ready SELECT * FROM current")
        self.rows["ready"] += self.rows["current"]
        self.parts["ready"] += self.parts["current"]
        self._emptied("current")
        self.parts["current"] = []
        if self.rows["ready"] >= PART_ROWS:
            self._flush("ready")

    def drop(self) -> None:
        """The file in progress cannot be read to its end: nothing of it stays."""
        self._emptied("current")
        for part in self.parts["current"]:
            (self.folder / part).unlink()
        self.parts["current"] = []

    def finished(self) -> list[str]:
        """Write what is ready; the parts made since the last call, relative to the stage's folder."""
        if self.rows["ready"]:
            self._flush("ready")
        parts, self.parts["ready"] = self.parts["ready"], []
        return parts

    def _flush(self, table: str) -> None:
        self._made += 1
        self.duck.execute(
            f"CREATE OR REPLACE VIEW whole AS SELECT {', '.join(COLUMNS)} FROM {table} WHERE refused IS NULL"
        )
        self.duck.execute(f"CREATE OR REPLACE TABLE marked AS {with_mirrors('whole')}")
        self._emptied(table)
        self.parts[table] += write_years(self.duck, "marked", self.folder, f"part-{self._made:05d}")
        self.duck.execute("DROP TABLE marked")

    def _emptied(self, table: str) -> None:
        flags = ", ".join(f"{name} {kind}" for name, kind in FLAGS.items())
        self.duck.execute(f"CREATE OR REPLACE TABLE {table} ({row_columns()}, {flags})")
        self.rows[table] = 0

    def _names(self) -> list[str]:
        """Names in quotation marks of the expressions, so that a column that a file lacks is read as null."""
        import re

        text = " ".join(self.recipe.reading.values())
        quoted_names = [name.replace('""', '"') for name in re.findall(r'cell\("((?:[^"]|"")*)"\)', text)]
        return list(dict.fromkeys([*quoted_names, *re.findall(r"cell\((\w+)\)", text)]))

    def _tally(self, kept: str) -> Tally:
        duck, tally = self.duck, Tally()
        odd = ", ".join(f"count_if({flag})" for flag in _ODD.values())
        row = duck.execute(
            f"SELECT count(*), count(DISTINCT line), count_if(plover = 'YIELD'), {odd} {kept}"
        ).fetchone()
        tally.written, lines, tally.merged_type = row[0], row[1], row[2]
        tally.expanded = tally.written - lines
        tally.cleared.update({name: count for name, count in zip(_ODD, row[3:], strict=True) if count})

        def counted(what: str, condition: str) -> Counter[str]:
            found = duck.execute(f"SELECT {what}, count(*) {kept} AND {condition} GROUP BY 1").fetchall()
            return Counter({str(name): count for name, count in found})

        tally.fell_back = counted("cameo", "code_fell_back")
        tally.without_type = counted("coalesce(cameo, 'no act of one side')", "plover IS NULL")
        tally.odd_modes = counted("given_type || ' ' || given_mode", "mode_odd")
        for side in ("source", "target"):
            tally.countries += counted(f"{side}_country", f"NOT regexp_full_match({side}_country, '[A-Z]{{3}}')")
        return tally


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
