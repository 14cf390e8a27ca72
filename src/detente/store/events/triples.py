"""Events as (day, source, relation, target): what forecasts of next events read."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from detente.store.events.opening import opened

#: What a relation is: the PLOVER type (and mode), or the CAMEO code.
RELATIONS = {"plover": "plover", "cameo": "coalesce(cameo, plover)"}
_ACTOR = """
CASE WHEN {side} IS NULL OR {side} = '' OR {side} = {side}_country THEN {side}_country
     WHEN coalesce({side}_country, '') = '' OR contains({side}, '(') THEN {side}
     ELSE {side} || ' (' || {side}_country || ')' END
"""


def triples(
    path: str | Path | None, *, by: str = "plover", rows: Iterable[Mapping[str, Any]] = (), as_of: str | None = None
) -> dict[str, np.ndarray[Any, Any]]:
    """The events of a store (or None) and of further rows: ``day`` (datetime64[D]), ``source``, ``relation``, ``target`` (text).

    An actor is ``Name (COUNTRY)``, or the country alone where the row names nobody. Rows without a source, a target or a
    relation are left out, and so are the second of two rows that tell one meeting
    and what happened or became known after ``as_of``. Raises as
    :func:`detente.store.events.daily.daily`.
    """
    sides = [_ACTOR.format(side=side) for side in ("source", "target")]
    sql = f"""SELECT DISTINCT date_start AS day, {sides[0]} AS source, {RELATIONS[by]} AS relation, {sides[1]} AS target
              FROM events WHERE NOT mirrored"""
    bound = [] if as_of is None else [as_of, as_of]
    if as_of is not None:
        sql += " AND date_start <= CAST(? AS DATE) AND (known_on IS NULL OR known_on <= CAST(? AS DATE))"
    with opened(path, rows) as duck:
        found = duck.execute(
            f"SELECT * FROM ({sql}) WHERE day IS NOT NULL AND source IS NOT NULL AND target IS NOT NULL AND relation IS NOT NULL ORDER BY ALL",
            bound,
        ).fetchnumpy()
    return {
        "day": np.asarray(found["day"], dtype="datetime64[D]"),
        **{name: np.asarray(found[name], dtype=object) for name in ("source", "relation", "target")},
    }
