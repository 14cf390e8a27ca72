"""Views of the store: the events of some choice counted by month, pair, actor, type, class or issue, or row by row."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from detente.kernel.errors import fail
from detente.store.events.choosing import Choice, chosen
from detente.store.events.opening import opened

#: What a view counts by -> the columns that name a row of it, as SQL, and what they are called.
BY = {
    "month": ("12 * year(date_start) + month(date_start) - 1",),  # a number groups faster than a text
    "dyad": ("source_country", "target_country"),
    "actor": ("source",),
    "type": ("plover",),
    "quad": ("quad",),
    "issue": ("issue",),
}
NAMES = {"month": ("month",)}
_EACH = """
SELECT event_id, date_start, source_country, source, target_country, target, plover, quad, intensity, scale, origin, coding
FROM events WHERE {where} ORDER BY date_start, event_id LIMIT ?
"""


def view(path: str | Path | None, by: Sequence[str], choice: Choice, rows: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:  # fmt: skip
    """The rows of a view, in the order of what they count by, one after the other.

    Keys: what it counts by; ``coding`` (confirmed and machine are rows of their own, never a sum); ``events`` (whole),
    ``weight``, ``cooperation`` and ``conflict`` (weights of classes 1-2 and 3-4), ``mean_intensity`` (None where no row has one, or
    the rows carry scores of several scales). Raises DetenteError: option-invalid, events-missing, events-store, part-missing.
    """
    unknown = [each for each in by if each not in BY]
    if unknown or not by:
        raise fail("option-invalid", f"by is {', '.join(by) or 'nothing'}", f"Use one or several of {', '.join(BY)}.")
    named = {
        name: expression for each in by for name, expression in zip(NAMES.get(each, BY[each]), BY[each], strict=True)
    }
    beside = ["coding", "scale", *(each for each in ("source", "issue") if each in named)]
    sql, bound = chosen(choice, beside=beside)
    keys = ", ".join(f"{expression} AS {name}" for name, expression in named.items())
    order = ", ".join(f"{name} NULLS LAST" for name in [*named, "coding"])
    query = f"""
        SELECT {", ".join(named)}, coding, events, CAST(weight AS DOUBLE) AS weight, CAST(coalesce(cooperation, 0) AS DOUBLE) AS cooperation,
               CAST(coalesce(conflict, 0) AS DOUBLE) AS conflict, CASE WHEN one_scale THEN CAST(score AS DOUBLE) / CAST(scored AS DOUBLE) END AS mean_intensity
        FROM (SELECT {keys}, coding, count(*) AS events, sum(w) AS weight, sum(w) FILTER (quad IN (1, 2)) AS cooperation,
                     sum(w) FILTER (quad IN (3, 4)) AS conflict, sum(intensity * w) AS score, sum(w) FILTER (intensity IS NOT NULL) AS scored,
                     coalesce(min(hash(scale)) FILTER (scale IS NOT NULL) = max(hash(scale)) FILTER (scale IS NOT NULL), true) AS one_scale
              FROM ({sql}) GROUP BY {", ".join(named)}, coding) ORDER BY {order}"""
    with opened(path, rows) as duck:
        found = duck.execute(query, bound)
        columns = [each[0] for each in found.description]
        told = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    if "month" in named:
        for row in told:
            row["month"] = _month(row["month"])
    return told


@lru_cache(maxsize=4096)
def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def listing(path: str | Path | None, choice: Choice, limit: int, rows: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:  # fmt: skip
    """Single events of a choice in the order of their days, ``limit`` at most. Raises DetenteError as :func:`view`."""
    from detente.store.events.choosing import conditions

    where, bound = conditions(choice)
    with opened(path, rows) as duck:
        found = duck.execute(_EACH.format(where=where), [*bound, limit])
        columns = [each[0] for each in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
