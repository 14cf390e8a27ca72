"""The views of the store as Ibis expressions: written once, compiled to DuckDB and to Spark.

They say what :mod:`choosing`, :mod:`view`, :mod:`daily` and :mod:`coverage` say in SQL. Sums are of decimals and leave the engine as
decimals, months as whole numbers, and every result is in the order of all its keys with nulls last, so that two engines cannot differ in
a byte: rounding and formatting happen once, in Python.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, Table

from detente.store.events.choosing import Choice
from detente.store.events.schema import COLUMNS

_TYPES = {"VARCHAR": "string", "DATE": "date", "TINYINT": "int8", "INTEGER": "int32", "DOUBLE": "float64", "BOOLEAN": "boolean",
          "DECIMAL(4,1)": "decimal(4, 1)", "DECIMAL(9,3)": "decimal(9, 3)"}  # fmt: skip
#: What a view counts by -> names of its keys.
KEYS = {"month": ("year", "month"), "dyad": ("source_country", "target_country"), "actor": ("source",), "type": ("plover",), "quad": ("quad",), "issue": ("issue",)}  # fmt: skip
_EACH = ("event_id", "date_start", "source_country", "source", "target_country", "target", "plover", "quad", "intensity", "scale", "origin", "coding")  # fmt: skip


def events() -> Table:
    """The table ``events`` of either engine, by its columns and types alone."""
    return ibis.table({name: _TYPES[kind] for name, kind in COLUMNS.items()}, name="events")


def conditions(table: Table, choice: Choice) -> list[BooleanValue]:
    """What a row must fulfil to be read."""
    found = [table.date_start.notnull()]
    if choice.mirror == "merge":
        found.append(~table.mirrored.coalesce(False))
    if choice.coding is not None:
        found.append(table.coding == choice.coding)
    if choice.as_of is not None:
        day = _day(choice.as_of)
        found += [table.date_start <= day, table.known_on.isnull() | (table.known_on <= day)]
    if choice.since is not None:
        found.append(table.date_start >= _day(choice.since))
    if choice.until is not None:
        found.append(table.date_start <= _day(choice.until))
    if choice.between is not None:
        found += _between(table, *choice.between)
    if choice.pairs is not None:
        pairs = sorted(set(choice.pairs))
        sides = (("source_country", 0), ("target_country", 1))
        found += (
            [table[name].isin(sorted({pair[at] for pair in pairs})) for name, at in sides]
            if pairs
            else [ibis.literal(False)]
        )
        if pairs:
            found.append(ibis.or_(*((table.source_country == one) & (table.target_country == other) for one, other in pairs)))  # fmt: skip
    return found


def _between(table: Table, one: str, other: str) -> list[BooleanValue]:
    if one == other:
        return [table.source_country == one, table.target_country == other]
    both = [one, other]
    return [table.source_country.isin(both), table.target_country.isin(both), table.source_country != table.target_country]  # fmt: skip


def _day(day: date | str) -> Any:
    return ibis.literal(str(day)).cast("date")


def chosen(choice: Choice, beside: Sequence[str] = ()) -> Table:
    """The rows that count, with their weight ``w``; of rows counted once the intensity of the smallest event id, the largest weight."""
    table = events()
    keys = ["date_start", "source_country", "target_country", *beside, "plover", "quad"]
    weight = {"rows": table.weight, "sources": table.sources.coalesce(1), "articles": table.articles.coalesce(1)}[choice.weight]  # fmt: skip
    rows = table.filter(conditions(table, choice)).mutate(w=weight.cast("decimal(18, 3)"))
    if choice.dedup == "none":
        return rows.select(*keys, "intensity", "w")
    rows = rows.mutate(
        once=rows.plover.coalesce(rows.cameo),
        story=rows.story_id.coalesce(rows.event_id),
        name=rows.event_id.coalesce(""),
    )
    once = [*keys, "once", *(["story"] if choice.dedup == "story" else [])]
    counted = rows.group_by(once).agg(intensity=rows.intensity.argmin(rows.name, where=rows.intensity.notnull()), w=rows.w.max())  # fmt: skip
    return counted.select(*keys, "intensity", "w")


def view(by: Sequence[str], choice: Choice) -> Table:
    """Counts by one thing or several, and by coding; sums as decimals, ``scale_low`` and ``scale_high`` the ends of the scales met."""
    keys = [key for each in by for key in KEYS[each]]
    rows = chosen(choice, ["coding", "scale", *(each for each in ("source", "issue") if each in keys)])
    if "month" in by:
        rows = rows.mutate(year=rows.date_start.year(), month=rows.date_start.month())
    told = rows.group_by([*keys, "coding"]).agg(
        events=rows.count(), weight=rows.w.sum(), cooperation=_sum(rows, rows.quad.isin([1, 2])), conflict=_sum(rows, rows.quad.isin([3, 4])),
        intensity_sum=_scores(rows).sum(), intensity_n=rows.w.sum(where=rows.intensity.notnull()), scale_low=rows.scale.min(), scale_high=rows.scale.max(),
    )  # fmt: skip
    return _ordered(told, [*keys, "coding"])


def listing(choice: Choice, limit: int) -> Table:
    """Single events in the order of their days."""
    table = events()
    rows = table.filter(conditions(table, choice)).select(*_EACH)
    return _ordered(rows, ["date_start", "event_id", *(name for name in _EACH if name not in ("date_start", "event_id"))]).limit(limit)  # fmt: skip


def daily(choice: Choice) -> Table:
    """Counts and intensities by day, directed pair, type and class."""
    rows = chosen(choice)
    rows = rows.select(day=rows.date_start, source_country=rows.source_country.coalesce(""), target_country=rows.target_country.coalesce(""),
                       plover=rows.plover.coalesce(""), quad=rows.quad.coalesce(0), intensity=rows.intensity, w=rows.w)  # fmt: skip
    keys = ["day", "source_country", "target_country", "plover", "quad"]
    told = rows.group_by(keys).agg(n=rows.count(), weight=rows.w.sum(), intensity_sum=_scores(rows).sum(), intensity_n=rows.w.sum(where=rows.intensity.notnull()))  # fmt: skip
    return _ordered(told, keys)


def days(choice: Choice) -> Table:
    """All events that count, day by day."""
    rows = chosen(choice)
    return _ordered(rows.group_by(day=rows.date_start).agg(n=rows.count()), ["day"])


def kinds(pair: tuple[str, str]) -> Table:
    """The combinations of scale, origin and coding among a pair's rows, with their number."""
    table = events()
    rows = table.filter(_between(table, *pair))
    rows = rows.mutate(scale=ibis.ifelse(rows.intensity.notnull(), rows.scale, ibis.null("string")))
    return _ordered(rows.group_by("scale", "origin", "coding").agg(n=rows.count()), ["scale", "origin", "coding"])


def _scores(rows: Table) -> Any:
    return (rows.intensity * rows.w).cast("decimal(28, 4)")


def _sum(rows: Table, where: BooleanValue) -> Any:
    return rows.w.sum(where=where)


def _ordered(rows: Table, keys: Sequence[str]) -> Table:
    return rows.order_by([ibis.asc(name, nulls_first=False) for name in keys])
