"""Full text over passages and claims: SQLite FTS5, in a file that may be thrown away at any time.

Words are compared without case and accents and by their English stem (``porter unicode61 remove_diacritics 2``). The
index carries a stamp of what it was made from; with another stamp it is made anew.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERSION = 1
TOKENIZE = "porter unicode61 remove_diacritics 2"
_TOKEN = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_WORD = re.compile(r"\w+")
_SCHEMA = f"""
create table stamp (version integer, value text);
create table item (id integer primary key, kind text, name text, source text, line integer, paragraph integer,
                   status text, type text, first text, last text, title text);
create table actor (item integer, name text);
create table issue (item integer, name text);
create index actor_name on actor (name, item);
create index issue_name on issue (name, item);
create virtual table words using fts5 (body, tokenize = '{TOKENIZE}');
create table vector (fingerprint text primary key, value blob);
"""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be found. ``kind`` is passage or claim; ``days`` its interval as ISO text, None for undated."""

    kind: str
    name: str
    source: str
    text: str
    line: int
    paragraph: int | None = None
    status: str = ""
    type: str = ""
    title: str = ""
    days: tuple[str, str] | None = None
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must fit. ``since`` and ``until`` are ISO days; with one of them, what is undated is no hit."""

    actor: str | None = None
    issue: str | None = None
    source: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None


def match_of(query: str) -> str:
    """The words of a person as an FTS5 query: all of them, "phrases" together, beginnings* and -without. "" for no word."""
    wanted: list[str] = []
    without: list[str] = []
    for minus, phrase, word in _TOKEN.findall(query):
        text = " ".join(_WORD.findall(phrase or word))
        if text:
            star = "*" if not phrase and word.endswith("*") else ""
            (without if minus else wanted).append(f'"{text}"{star}')
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {each}" for each in without)


class Index:
    """An open index. Use it as a context; it is never changed after it was made, but for remembered vectors."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def find(self, query: str, filters: Filters | None = None, limit: int = 20) -> list[dict[str, Any]]:
        """Hits, the best first (BM25), each with a snippet in which the words found stand between ``[`` and ``]``."""
        match = match_of(query)
        if not match:
            return []
        where, values = _where(filters or Filters())
        rows = self.connection.execute(
            "select item.*, snippet(words, 0, '[', ']', ' ... ', 16), bm25(words) from words join item on item.id = words.rowid "  # noqa: S608
            f"where words match ? {where} order by bm25(words), item.id limit ?",
            (match, *values, limit),
        )
        return [_hit(row) for row in rows]

    def all(self, filters: Filters | None = None) -> list[tuple[int, str]]:
        """Row number and text of everything that fits the filters, for a ranking by meaning."""
        where, values = _where(filters or Filters())
        return list(self.connection.execute(f"select item.id, body from item join words on words.rowid = item.id where 1 {where} order by item.id", values))  # noqa: S608  # fmt: skip

    def hits(self, scored: Sequence[tuple[int, float]]) -> list[dict[str, Any]]:
        """The hits of row numbers with their scores, in that order; the snippet is the beginning of the text."""
        found = []
        for number, score in scored:
            row = self.connection.execute("select item.*, substr(body, 1, 160), ? from item join words on words.rowid = item.id where item.id = ?", (score, number)).fetchone()  # fmt: skip
            found.append(_hit(row))
        return found

    def vectors(self, fingerprints: Sequence[str]) -> dict[str, bytes]:
        """Vectors remembered for texts, by fingerprint."""
        found: dict[str, bytes] = {}
        for name in fingerprints:
            row = self.connection.execute("select value from vector where fingerprint = ?", (name,)).fetchone()
            if row:
                found[name] = row[0]
        return found

    def remember(self, vectors: Iterable[tuple[str, bytes]]) -> None:
        """Keep vectors with the index; where it cannot be written they are made again next time."""
        with suppress(sqlite3.Error), self.connection:
            self.connection.executemany("insert or ignore into vector values (?, ?)", list(vectors))


def open_index(path: Path | None, stamp: str) -> Index | None:
    """The index at a path if it is there, whole and made from what the stamp says; else None."""
    if path is None or not path.is_file():
        return None
    try:
        connection = sqlite3.connect(path)
        try:
            held = connection.execute("select version, value from stamp").fetchone()
        except sqlite3.Error:
            connection.close()
            return None
    except sqlite3.Error:
        return None
    if held != (VERSION, stamp):
        connection.close()
        return None
    return Index(connection)


def make_index(path: Path | None, stamp: str, items: Iterable[Item]) -> Index:
    """Make the index: in a file beside its place that is then moved there, or in memory (no path, or none can be written)."""
    if path is not None:
        aside = path.with_suffix(".new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.unlink(missing_ok=True)
            with closing(sqlite3.connect(aside)) as connection:
                _fill(connection, stamp, items := list(items))
            aside.replace(path)
            return Index(sqlite3.connect(path))
        except (OSError, sqlite3.Error):
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    connection = sqlite3.connect(":memory:")
    _fill(connection, stamp, items)
    return Index(connection)


def _fill(connection: sqlite3.Connection, stamp: str, items: Iterable[Item]) -> None:
    with connection:
        connection.executescript(_SCHEMA)
        connection.execute("insert into stamp values (?, ?)", (VERSION, stamp))
        for number, each in enumerate(items, 1):
            first, last = each.days or (None, None)
            connection.execute("insert into item values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (
                number, each.kind, each.name, each.source, each.line, each.paragraph, each.status, each.type, first, last, each.title))  # fmt: skip
            connection.execute("insert into words (rowid, body) values (?, ?)", (number, each.text))
            connection.executemany("insert into actor values (?, ?)", [(number, name) for name in each.actors])
            connection.executemany("insert into issue values (?, ?)", [(number, name) for name in each.issues])


def _where(filters: Filters) -> tuple[str, list[str]]:
    parts, values = [], []
    for column in ("source", "kind"):
        if wanted := getattr(filters, column):
            parts.append(f"and item.{column} = ?")
            values.append(wanted)
    for table in ("actor", "issue"):
        if wanted := getattr(filters, table):
            parts.append(f"and item.id in (select item from {table} where name = ?)")  # noqa: S608
            values.append(wanted)
    if filters.since:
        parts.append("and item.last >= ?")
        values.append(filters.since)
    if filters.until:
        parts.append("and item.first <= ?")
        values.append(filters.until)
    return " ".join(parts), values


def _hit(row: Sequence[Any]) -> dict[str, Any]:
    keys = ("kind", "name", "source", "line", "paragraph", "status", "type", "date_start", "date_end", "title", "snippet", "score")  # fmt: skip
    return dict(zip(keys, row[1:], strict=True))
