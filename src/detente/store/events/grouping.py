"""Adding up events by columns of text: words become numbers first, numbers are grouped, and the answer stays in typed columns.

Grouping by whole numbers takes half the time of grouping by text, and a million rows of Python cost more than the sums themselves: so
a column of words comes back as codes and the words they stand for, in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Coded:
    """A column of ``words``, smallest first and nothing (None) last: row i holds ``words[codes[i]]``."""

    codes: Numbers
    words: tuple[Any, ...]

    def filled(self, nothing: Any = "") -> Numbers:
        """The column as an array of its words, ``nothing`` where there is none."""
        known = np.array([nothing if word is None else word for word in self.words] or [nothing])
        return known[self.codes]


@dataclass(frozen=True)
class Few:
    """An expression of words where few rows come of it: they are grouped as they are, and coded afterwards."""

    expression: str


@dataclass(frozen=True)
class Words:
    """The distinct values of an expression over all events, kept as a table of the connection."""

    name: str
    expression: str
    words: tuple[Any, ...]

    @property
    def one(self) -> bool:
        """True if there is nothing to tell apart: the column need not be read again."""
        return len(self.words) <= 1


def words_of(duck: Any, name: str, expression: str) -> Words:
    """The distinct values of the expression among the events of the store, chosen or not: one column read, without a condition."""
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE words_{name} AS SELECT word, CAST(row_number() OVER (ORDER BY word NULLS LAST) - 1 AS INTEGER) AS code
        FROM (SELECT DISTINCT {expression} AS word FROM events)"""
    )
    found = duck.execute(f"SELECT word FROM words_{name} ORDER BY code").fetchall()
    return Words(name, expression, tuple(row[0] for row in found))


def grouped(duck: Any, rows: tuple[str, list[Any]], keys: Mapping[str, Words | Few | str], sums: Mapping[str, str]) -> dict[str, Any]:  # fmt: skip
    """The sums over ``rows`` (SQL and its parameters) for each combination of the keys that occurs, in the order of the keys.

    A key is :class:`Words` or :class:`Few`, and comes back as :class:`Coded`, or an SQL expression of whole numbers without nulls, and
    comes back as int64. Every sum comes back as an array as DuckDB gives it; sums of whole numbers as floats, exact below 2^53.
    """
    sql, bound = rows
    several = {name: key for name, key in keys.items() if not (isinstance(key, Words) and key.one)}
    picked = [f"{_picked(key)} AS key_{name}" for name, key in several.items()]
    joined = [
        f"JOIN words_{key.name} ON words_{key.name}.word IS NOT DISTINCT FROM {key.expression}"
        for key in several.values()
        if isinstance(key, Words)
    ]
    group = [f"key_{name}" for name in several] or ["true"]
    told = [f"{expression} AS {name}" for name, expression in sums.items()]
    query = (
        f"SELECT {', '.join([*picked, *told])} FROM ({sql}) AS chosen {' '.join(joined)} GROUP BY {', '.join(group)}"
    )
    found = duck.execute(query, bound).fetchnumpy()
    size = len(next(iter(found.values())))
    columns: dict[str, Any] = {}
    for name, key in keys.items():
        codes = found.get(f"key_{name}", np.zeros(size, dtype=np.int64))
        if isinstance(key, Few):
            columns[name] = _coded(codes)
        else:
            codes = np.asarray(codes, dtype=np.int64)
            columns[name] = codes if isinstance(key, str) else Coded(codes, key.words)
    order = ordered([each.codes if isinstance(each, Coded) else each for each in columns.values()])
    answer = {name: Coded(each.codes[order], each.words) if isinstance(each, Coded) else each[order] for name, each in columns.items()}  # fmt: skip
    return answer | {name: np.asarray(found[name])[order] for name in sums}


def _coded(column: Any) -> Coded:
    """A column of words or numbers, some of them unknown, as codes."""
    given = column.tolist()
    known = sorted({word for word in given if word is not None})
    words = (*known, None) if len(known) < len(set(given)) else tuple(known)
    places = {word: place for place, word in enumerate(words)}
    return Coded(np.array([places[word] for word in given], dtype=np.int64), words)


def _picked(key: Words | Few | str) -> str:
    if isinstance(key, Words):
        return f"words_{key.name}.code"
    return key.expression if isinstance(key, Few) else key


def ordered(columns: Sequence[Numbers]) -> Any:
    """The places that put rows of whole numbers in order, the first column first; one number for each row where that can hold them."""
    if not columns or not len(columns[0]):
        return slice(None)
    packed, span = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        low = int(column.min())
        size = int(column.max()) - low + 1
        span *= size
        if span >= 1 << 62:
            return np.lexsort(tuple(columns)[::-1])
        packed = packed * size + (column - low)
    return np.argsort(packed)
