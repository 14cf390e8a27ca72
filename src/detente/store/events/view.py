"""Views of the store: the events of some choice counted by month, pair, actor, type, class or issue, or row by row."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np

from detente.kernel.errors import fail
from detente.store.events.choosing import Choice, chosen, conditions
from detente.store.events.grouping import Coded, Few, Numbers, Words, grouped, words_of
from detente.store.events.opening import connection, opened, quoted
from detente.store.write import write_atomically

#: What a view counts by -> the columns that name a row of it.
BY = {
    "month": ("month",),
    "dyad": ("source_country", "target_country"),
    "actor": ("source",),
    "type": ("plover",),
    "quad": ("quad",),
    "issue": ("issue",),
}
_MONTH = "CAST(12 * year(date_start) + month(date_start) - 1 AS BIGINT)"  # a number groups faster than a text
_SUMS = {
    "events": "count(*)",
    "weight": "sum(w)",
    "cooperation": "coalesce(sum(w) FILTER (quad BETWEEN 1 AND 2), 0)",
    "conflict": "coalesce(sum(w) FILTER (quad BETWEEN 3 AND 4), 0)",
    "score": "coalesce(sum(tenths * w), 0)",
    "scored": "coalesce(sum(w) FILTER (tenths IS NOT NULL), 0)",
}
#: The same where every row weighs one: counting is faster than adding up. In rows, not in thousandths.
_COUNTS = {
    "events": "count(*)",
    "cooperation": "count(*) FILTER (quad BETWEEN 1 AND 2)",
    "conflict": "count(*) FILTER (quad BETWEEN 3 AND 4)",
    "score": "coalesce(sum(tenths), 0)",
    "scored": "count(tenths)",
}
_MIXED = "coalesce(min(hash(scale)) FILTER (scale IS NOT NULL) <> max(hash(scale)) FILTER (scale IS NOT NULL), false)"
_EACH = """
SELECT event_id, date_start, source_country, source, target_country, target, plover, quad, intensity, scale, origin, coding
FROM events WHERE {where} ORDER BY date_start, event_id LIMIT ?
"""


@dataclass(frozen=True)
class Table:
    """A view in typed columns, in the order of what it counts by.

    ``keys``: months as months since the year 0, all else :class:`Coded`, ``coding`` last (confirmed and machine are rows of
    their own, never a sum). ``events`` (int64); ``weight``, ``cooperation`` and ``conflict`` (float64, weights of all, of classes 1-2
    and 3-4); ``mean_intensity`` (float64, nan where no row has one, or the rows carry scores of several scales).
    """

    keys: Mapping[str, Any]
    numbers: Mapping[str, Numbers]

    def __len__(self) -> int:
        return len(self.numbers["events"])

    def columns(self) -> dict[str, Numbers]:
        """Every column as an array: months as datetime64[M], words as text (empty where unknown), quad as int (0 where there is none)."""
        told: dict[str, Numbers] = {}
        for name, key in self.keys.items():
            if name == "month":
                told[name] = (key - 12 * 1970).astype("datetime64[M]")
            else:
                told[name] = key.filled(0).astype(np.int64) if name == "quad" else key.filled().astype(str, copy=False)
        return told | dict(self.numbers)

    def rows(self, limit: int | None = None) -> list[dict[str, Any]]:
        """The first rows as plain data, ``limit`` at most; None where a word or a mean is unknown, months as text."""
        told = [_words(name, key, limit).tolist() for name, key in self.keys.items()]
        for name, column in self.numbers.items():
            values = column[:limit].tolist()
            told.append([None if isnan(value) else value for value in values] if name == "mean_intensity" else values)
        names = [*self.keys, *self.numbers]
        return [dict(zip(names, row, strict=True)) for row in zip(*told, strict=True)]

    def write(self, path: Path) -> None:
        """The whole view as a file, by its ending .csv (with a header) or .parquet: what is unknown is empty, months are text.

        Raises DetenteError: option-invalid (another ending), output-unwritable, part-missing.
        """
        form = {".csv": "csv, HEADER", ".parquet": "parquet, COMPRESSION zstd"}.get(path.suffix.lower())
        if form is None:
            raise fail("option-invalid", f"no view is written as {path.suffix or 'a file without an ending'}", "Use .csv or .parquet.")  # fmt: skip
        words = {name: _words(name, key) for name, key in self.keys.items()}
        typed = [f"CAST({name} AS {'TINYINT' if name == 'quad' else 'VARCHAR'}) AS {name}" for name in words]
        mean = "CASE WHEN NOT isnan(mean_intensity) THEN mean_intensity END AS mean_intensity"
        picked = [*typed, *(mean if name == "mean_intensity" else name for name in self.numbers)]
        with connection() as duck, tempfile.TemporaryDirectory(prefix="detente-events-") as folder:
            duck.execute(
                "SET pandas_analyze_sample = 0; SET preserve_insertion_order = true"
            )  # words are text, in order
            duck.register("told", words | dict(self.numbers))
            aside = Path(folder) / "view"
            duck.execute(f"COPY (SELECT {', '.join(picked)} FROM told) TO {quoted(str(aside))} (FORMAT {form})")
            write_atomically(path, aside.read_bytes())


def table(path: str | Path | None, by: Sequence[str], choice: Choice, rows: Iterable[Mapping[str, Any]] = ()) -> Table:
    """The events of a choice, counted by one thing or several. Raises DetenteError: option-invalid, events-missing, events-store, part-missing."""
    unknown = [each for each in by if each not in BY]
    if unknown or not by:
        raise fail("option-invalid", f"by is {', '.join(by) or 'nothing'}", f"Use one or several of {', '.join(BY)}.")
    names = list(dict.fromkeys(name for each in by for name in BY[each]))
    with opened(path, rows) as duck:
        few = choice.between is not None  # then reading every word of the store would cost more than the rows
        keys: dict[str, Words | Few | str] = {
            name: _MONTH if name == "month" else Few(name) if few else words_of(duck, name, name)
            for name in (*names, "coding")
        }
        scales = None if few else words_of(duck, "scale", "scale").words
        mixed = scales is None or len(set(scales) - {None}) > 1
        coding = keys["coding"]
        told_apart = [
            *([] if isinstance(coding, Words) and coding.one else ["coding"]),
            *([] if scales is not None and len(scales) == 1 else ["scale"]),
        ]
        beside = [*told_apart, *(name for name in ("source", "issue") if name in names)]
        counted = not few and choice.weight == "rows" and words_of(duck, "weight", "weight").words == (1,)
        sums = (_COUNTS if counted else _SUMS) | ({"mixed": _MIXED} if mixed else {})
        found = grouped(duck, chosen(choice, beside=beside), keys, sums)
    unit = 1 if counted else 1000
    score, scored = found["score"] / (10 * unit), found["scored"] / unit
    known = scored != 0 if not mixed else (scored != 0) & ~found["mixed"]
    return Table(
        {name: found[name] for name in (*names, "coding")},
        {
            "events": found["events"].astype(np.int64),
            "weight": found["events" if counted else "weight"] / unit,
            **{name: found[name] / unit for name in ("cooperation", "conflict")},
            "mean_intensity": np.divide(score, scored, out=np.full(len(score), np.nan), where=known),
        },
    )


def view(path: str | Path | None, by: Sequence[str], choice: Choice, rows: Iterable[Mapping[str, Any]] = (), limit: int | None = None) -> list[dict[str, Any]]:  # fmt: skip
    """The rows of :func:`table` as plain data, ``limit`` at most. Raises DetenteError as that."""
    return table(path, by, choice, rows).rows(limit)


def _words(name: str, key: Any, limit: int | None = None) -> Numbers:
    """The first values of a key as an array of objects: words, None where there is none, months as text."""
    if isinstance(key, Coded):
        codes, words = key.codes[:limit], key.words
    else:
        months, codes = np.unique(key[:limit], return_inverse=True)
        words = tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in months.tolist())
    table = np.empty(len(words), dtype=object)
    table[:] = words
    return table[codes]


def listing(path: str | Path | None, choice: Choice, limit: int, rows: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:  # fmt: skip
    """Single events of a choice in the order of their days, ``limit`` at most. Raises DetenteError as :func:`table`."""
    where, bound = conditions(choice)
    with opened(path, rows) as duck:
        found = duck.execute(_EACH.format(where=where), [*bound, limit])
        columns = [each[0] for each in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
