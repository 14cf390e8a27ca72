"""Events: the views of a store, and of a dossier's own confirmed events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from detente.dossier.event_rows import event_rows
from detente.kernel.errors import fail
from detente.workbench.opening import dossiers, open_dossier

By = Literal["month", "dyad", "actor", "type", "quad", "issue", "event"]


@dataclass(frozen=True)
class EventView:
    """What a view found: its first ``rows``, how many there are in all, and the ``options`` that it was made with.

    ``total`` is None for single events, which are never all counted when some are asked for.
    """

    rows: tuple[dict[str, Any], ...]
    options: dict[str, Any]
    total: int | None = None


def dossier_events(name: str | Path, *, as_of: date | None = None, include: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The confirmed events of a dossier as rows of the event record; ``store.events.daily(None, rows=...)`` counts them."""
    return event_rows(open_dossier(name, as_known_on=as_of), include)


def store_state(path: str | Path) -> str:
    """A fingerprint of a store that changes with what it holds: the names, sizes and times of its files.

    Raises DetenteError: events-missing, events-store.
    """
    from detente.kernel.fingerprints import of_data
    from detente.store.events.opening import files_of

    told = [(each, Path(each).stat()) for each in files_of(Path(path))]
    return of_data([(each, found.st_size, found.st_mtime_ns) for each, found in told])


def show_events(
    name: str | Path,
    *,
    by: By | Sequence[By] = "month",
    pair: tuple[str, str] | None = None,
    since: date | None = None,
    until: date | None = None,
    as_of: date | None = None,
    coding: Literal["confirmed", "machine"] | None = None,
    dedup: Literal["none", "story", "day"] = "none",
    weight: Literal["rows", "sources", "articles"] = "rows",
    mirror: Literal["merge", "keep"] = "merge",
    limit: int = 1000,
    engine: Literal["duckdb", "spark"] = "duckdb",
    out: Path | None = None,
) -> EventView:
    """Events of a store, or the confirmed events of a dossier, counted ``by`` one thing or several, or (``event``) one by one.

    ``pair`` is taken in both directions. ``limit`` bounds the rows that are handed over; ``out`` (.csv or .parquet) takes them all.
    Confirmed and machine-coded events are rows of their own and never one sum. ``engine`` spark reads a store where Spark runs. Raises
    DetenteError: option-invalid, events-missing, events-store, output-unwritable, part-missing, and what opening a dossier raises.
    """
    from detente.store.events.choosing import Choice
    from detente.store.events.view import listing, table

    choice = Choice(
        dedup=dedup, weight=weight, mirror=mirror, coding=coding, as_of=as_of, since=since, until=until, between=pair
    )
    is_dossier = str(name) in dossiers() or (Path(name) / "dossier.yaml").is_file()
    place = None if is_dossier else name
    own = dossier_events(name, as_of=as_of) if is_dossier else ()
    several = (by,) if isinstance(by, str) else tuple(by)
    total: int | None = None
    if out is not None and (engine == "spark" or several == ("event",)):
        raise fail("option-invalid", "only counts made here are written whole", "Leave --out away, or --engine spark and --by event.")  # fmt: skip
    if engine == "spark":
        if is_dossier:
            raise fail("option-invalid", "a dossier's events need no cluster", "Give --engine with an event store.")
        from detente.store.events.scale import far

        with far(name) as store:
            if several == ("event",):
                found = store.listing(choice, limit)
            else:
                every = store.view(several, choice)
                found, total = every[:limit], len(every)
    elif several == ("event",):
        found = listing(place, choice, limit, own)
    else:
        told = table(place, several, choice, own)
        found, total = told.rows(limit), len(told)
        if out is not None:
            told.write(out)
    options = {"by": several, "pair": pair, "since": since, "until": until, "as_of": as_of, "coding": coding, "dedup": dedup, "weight": weight, "mirror": mirror, "engine": engine}  # fmt: skip
    return EventView(tuple(found), options, total)
