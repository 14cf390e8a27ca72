"""Daily counts of an event store, or a dossier's confirmed events -> the record that an outlook reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.binding.outlook_classes import QUADS, EventClass
from detente.binding.trace import Ground, Trace
from detente.dossier.dossier import Dossier
from detente.dossier.event_rows import event_rows
from detente.engines.outlook.intensity import Panel
from detente.engines.outlook.stream import Stream
from detente.kernel.errors import fail

Pair = tuple[str, str]
#: Pairs that a model learns from beside the one asked about.
MOST = 400
#: A dossier's event known only to lie within more days than this says too little on a window of days.
LONGEST = 31
#: Windows of so many days with less than this share of the fullest one are before the record began in earnest.
_WINDOW, _SPARSE = 28, 0.05


@dataclass(frozen=True)
class Bound:
    """The record of many pairs, those asked about (``asked``, rows of the stream) and the classes asked about (``rows``).

    From a dossier ``events`` maps (row of the pair, row of the class) to the ids of its events in order of time, ``trace`` has the
    claims of (event id, "event"), and ``left_out`` the ids left out by reason.
    """

    stream: Stream
    asked: tuple[int, ...]
    rows: tuple[int, ...]
    events: Mapping[tuple[int, int], tuple[str, ...]]
    left_out: Mapping[str, tuple[str, ...]]
    trace: Trace


def busiest(dyads: Iterable[Mapping[str, Any]], asked: Sequence[Pair], most: int = MOST, either: bool = False) -> tuple[Pair, ...]:  # fmt: skip
    """The pairs of two different countries with most events, and in any case those asked about; by name where equal.

    ``dyads`` have ``source_country``, ``target_country``, ``cooperation`` and ``conflict``. With ``either`` a pair is in alphabetical
    order and holds both directions. Raises DetenteError (outlook-pair) where none of those asked about has an event.
    """
    counts: dict[Pair, float] = {}
    for row in dyads:
        one, other = row["source_country"], row["target_country"]
        if one and other and one != other:
            pair = (min(one, other), max(one, other)) if either else (one, other)
            counts[pair] = counts.get(pair, 0.0) + row["cooperation"] + row["conflict"]
    if asked and not any(counts.get(pair) for pair in asked):
        known = {country for pair in counts for country in pair}
        missing = sorted({country for pair in asked for country in pair} - known)
        what = (
            f"no event of {' or '.join(missing)}" if missing else f"no event between {' and '.join(sorted(asked[0]))}"
        )
        raise fail("outlook-pair", f"the record holds {what}")
    ranked = sorted(counts, key=lambda pair: (-counts[pair], pair))
    return tuple(dict.fromkeys([*asked, *(pair for pair in ranked if counts[pair])][: most + len(asked)]))


def asked_pairs(pair: Pair, either: bool) -> tuple[Pair, ...]:
    """What is asked about: both directions, or the two together."""
    return ((min(pair), max(pair)),) if either else (pair, pair[::-1])


def record_begins(first: np.datetime64, cover: NDArray[Any]) -> np.datetime64:
    """The first day from which four weeks hold at least a twentieth of the events of the fullest four weeks.

    A set of one year also tells of single events long past, and the silence before it is none. ``cover`` has the events of every day.
    """
    sums = np.convolve(cover, np.ones(min(_WINDOW, len(cover))), mode="valid")
    return first + np.timedelta64(int(np.argmax(sums >= _SPARSE * sums.max())), "D")


def bind_daily(columns: Mapping[str, Any], pairs: Sequence[Pair], asked: Sequence[Pair], classes: Sequence[EventClass], first: np.datetime64,
               last: np.datetime64, either: bool = False) -> Bound:  # fmt: skip
    """The stream of the columns of ``store.events.daily`` for these pairs, from ``first`` to ``last``."""
    every = (*QUADS, *(each for each in classes if each not in QUADS))
    rows, inside = _places(columns, pairs, first, last, either)
    days = int((last - first).astype(int)) + 1
    counts = np.zeros((len(pairs), len(every), days), dtype=np.float32)
    day = (columns["day"][inside] - first).astype(np.int64)
    quad, kind, n = (columns[name][inside] for name in ("quad", "plover", "n"))
    for place, each in enumerate(every):
        held = np.isin(quad, sorted(each.quads)) | np.isin(kind, sorted(each.types))
        np.add.at(counts[:, place], (rows[held], day[held]), n[held])
    stream = Stream(counts, tuple(pairs), tuple(each.name for each in every), first, len(QUADS))
    return Bound(stream, tuple(pairs.index(each) for each in asked), tuple(every.index(each) for each in classes), {}, {}, Trace())  # fmt: skip


def panel(columns: Mapping[str, Any], pairs: Sequence[Pair], first: np.datetime64, last: np.datetime64, either: bool = False) -> Panel:  # fmt: skip
    """The daily sums of the intensities of these pairs; a day without event sums to nought."""
    rows, inside = _places(columns, pairs, first, last, either)
    scores = np.zeros((len(pairs), int((last - first).astype(int)) + 1))
    np.add.at(scores, (rows, (columns["day"][inside] - first).astype(np.int64)), columns["intensity_sum"][inside])
    return Panel(scores, tuple(pairs), first)


def _places(columns: Mapping[str, Any], pairs: Sequence[Pair], first: np.datetime64, last: np.datetime64, either: bool) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:  # fmt: skip
    """The row of each count that belongs to a pair and lies on the days; and which those are."""
    one, other = columns["source_country"], columns["target_country"]
    if either:
        one, other = np.where(one < other, one, other), np.where(one < other, other, one)
    names, where = np.unique(np.concatenate([one, other]), return_inverse=True)
    code = {str(name): place for place, name in enumerate(names)}
    table = np.full((len(names), len(names)), -1, dtype=np.intp)
    for row, (a, b) in enumerate(pairs):
        if a in code and b in code:
            table[code[a], code[b]] = row
    rows = table[where[: len(one)], where[len(one) :]] if len(one) else np.empty(0, dtype=np.intp)
    inside = (rows >= 0) & (columns["day"] >= first) & (columns["day"] <= last)
    return rows[inside], np.asarray(inside)


def bind_dossier(dossier: Dossier, pair: Pair, classes: Sequence[EventClass], last: date, either: bool = False, longest: int = LONGEST) -> Bound:  # fmt: skip
    """The stream of the dossier's confirmed events up to ``last``, from the beginning of its period.

    An event known only to lie within several days counts on the middle one; one of more than ``longest`` days is left out. A joint
    act counts in both directions. Raises DetenteError (outlook-pair) where the two have none.
    """
    rows = [row for row in event_rows(dossier) if row["source_country"] and row["target_country"] and row["source_country"] != row["target_country"]]  # fmt: skip
    opens = dossier.dossier.period.from_ or min((date.fromisoformat(row["date_start"]) for row in rows), default=last)
    kept: list[dict[str, Any]] = []
    left_out: dict[str, dict[str, None]] = {}
    for row in rows:
        start, end = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
        middle = start + (end - start) // 2
        reason = "dated too coarsely" if (end - start).days + 1 > longest else "outside the days covered" if not opens <= middle <= last else None  # fmt: skip
        if reason is None:
            kept.append(row | {"day": middle})
        elif {row["source_country"], row["target_country"]} == set(pair):
            left_out.setdefault(reason, {})[row["event_id"]] = None
    kept.sort(key=lambda row: (row["day"], row["event_id"]))
    asked = asked_pairs(pair, either)
    pairs = busiest((row | {"cooperation": 1, "conflict": 0} for row in kept), asked, either=either)
    columns = {
        "day": np.array([row["day"] for row in kept], dtype="datetime64[D]"),
        "quad": np.array([row["quad"] for row in kept], dtype=np.int64), "n": np.ones(len(kept), dtype=np.int64),
        **{name: np.array([row[name] for row in kept], dtype=str) for name in ("source_country", "target_country", "plover")},
    }  # fmt: skip
    bound = bind_daily(columns, pairs, asked, classes, np.datetime64(opens), np.datetime64(last), either)
    events = _events(kept, bound, classes, either)
    told = dict.fromkeys(name for ids in events.values() for name in ids)
    ground = {name: dossier.events[name].claims for name in told}
    trace = Trace({(name, "event"): Ground(claims, None if claims else "no claim tells it", "") for name, claims in ground.items()})  # fmt: skip
    return Bound(bound.stream, bound.asked, bound.rows, events, {reason: tuple(ids) for reason, ids in left_out.items()}, trace)  # fmt: skip


def _events(kept: Sequence[Mapping[str, Any]], bound: Bound, classes: Sequence[EventClass], either: bool) -> dict[tuple[int, int], tuple[str, ...]]:  # fmt: skip
    """The events of each pair and class asked about, each once."""
    found: dict[tuple[int, int], dict[str, None]] = {(pair, row): {} for pair in bound.asked for row in bound.rows}
    for row in kept:
        one, other = row["source_country"], row["target_country"]
        pair = (min(one, other), max(one, other)) if either else (one, other)
        for place in bound.asked:
            if bound.stream.pairs[place] != pair:
                continue
            for each, line in zip(classes, bound.rows, strict=True):
                if row["quad"] in each.quads or row["plover"] in each.types:
                    found[place, line][row["event_id"]] = None
    return {key: tuple(ids) for key, ids in found.items()}
