"""The temperature of a pair: from a dossier's confirmed events, from an event store, or both beside each other."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from detente.kernel.errors import fail

if TYPE_CHECKING:
    from detente.binding.temperature import Bound
    from detente.dossier.dossier import Dossier
    from detente.engines.temperature.options import Options
    from detente.explain.temperature import Told
    from detente.reports.charts.chart import Chart
    from detente.studies.temperature import Study


@dataclass(frozen=True)
class PairTemperature:
    """One record of one pair: ``source`` names it, ``rows`` has a row for each period, ``sentences`` the account with notes.

    ``coding`` is confirmed for a dossier, for a store what its rows say. Two records are two of these, never one sum.
    """

    source: str
    coding: str
    pair: tuple[str, str]
    rows: tuple[dict[str, Any], ...]
    numbers: dict[str, Any]
    sentences: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]
    chart: "Chart"


@dataclass(frozen=True)
class Counting:
    """What is counted and how: the options of dossier and store. ``longest`` and ``place`` are of dated intervals.

    ``types`` leaves of a store's events only those of these PLOVER types; its coverage stays that of all events.
    ``engine`` is what reads a store.
    """

    dedup: Literal["none", "story", "day"] = "none"
    weight: Literal["rows", "sources", "articles"] = "rows"
    mirror: Literal["merge", "keep"] = "merge"
    include: tuple[str, ...] = ()
    longest: int = 92
    place: Literal["middle", "start", "end"] = "middle"
    as_of: date | None = None
    types: tuple[str, ...] | None = None
    engine: Literal["duckdb", "spark"] = "duckdb"


def take_temperature(name: str | Path, *, events: str | Path | None = None, pair: tuple[str, str] | None = None, counting: Counting | None = None,
                options: "Options | None" = None, seed: int = 0) -> tuple[PairTemperature, ...]:  # fmt: skip
    """How warm relations are over time.

    ``name`` is a dossier or an event store; ``events`` a store to set beside a dossier. ``pair`` are two countries as ISO 3166
    alpha-3 codes, for a dossier by default its parties. Gives one record for each, dossier first.
    Raises DetenteError: temperature-pair, temperature-empty, option-invalid, and what opening a dossier or store raises.
    """
    from detente.engines.temperature.options import Options
    from detente.workbench.opening import open_dossier

    counting, options = counting or Counting(), options or Options()
    if pair is not None:
        pair = (pair[0].upper(), pair[1].upper())
        if pair[0] == pair[1]:
            raise fail("temperature-pair", f"the pair is {pair[0]} twice")
    if is_store(name):
        if events is not None:
            raise fail("option-invalid", "two event stores are given", "Give a dossier and --events, or one store.")
        if pair is None:
            raise fail("temperature-pair", "an event store has no pair of its own")
        return (_of_store(name, pair, counting, options, seed),)
    dossier = open_dossier(name, as_known_on=counting.as_of)
    found = [_of_dossier(dossier, pair, counting, options, seed)]
    if events is not None:
        from detente.binding.temperature import parties

        found.append(_of_store(events, pair or parties(dossier), counting, options, seed, dossier))
    return tuple(found)


def take_temperature_of(dossier: "Dossier", counting: Counting, options: "Options", seed: int = 0) -> PairTemperature:
    """The record of an open dossier's parties, as known on its day. Raises DetenteError: temperature-pair, temperature-empty."""
    return _of_dossier(dossier, None, counting, options, seed)


def is_store(name: str | Path) -> bool:
    """True for a Parquet file, and for a folder that holds Parquet and no dossier.yaml."""
    path = Path(name)
    if path.is_dir():
        return not (path / "dossier.yaml").exists() and next(path.glob("**/*.parquet"), None) is not None
    return path.suffix.lower() == ".parquet"


def dossier_record(dossier: "Dossier", day: date | None, pair: tuple[str, str] | None, counting: Counting, issue: str | None = None) -> "Bound":  # fmt: skip
    """A dossier's record up to the day, else up to the day by which its last document had appeared (or its period ended)."""
    from dataclasses import replace

    from detente.binding.temperature import bind

    last = record_ends(dossier, day)
    if issue is not None:
        dossier = replace(dossier, events={name: each for name, each in dossier.events.items() if issue in each.issues})
    return bind(dossier, last, pair, counting.include, counting.longest, counting.place)


def record_ends(dossier: "Dossier", day: date | None) -> date:
    """The day, else the day by which the dossier's last document had appeared (or its period ended)."""
    known = [when for source in dossier.sources.values() if (when := source.appeared) is not None]
    ends = [each.date_end for each in dossier.events.values() if each.date_end is not None]
    closes = [when for when in (max(known or ends, default=None), dossier.dossier.period.to) if when is not None]
    return day or min(closes, default=date.max)


def told_of(dossier: "Dossier", source: str, scale: str | None = "plover") -> "Told":
    """What the sentences need of the dossier."""
    from detente.explain.temperature import Told

    claims = dossier.claims
    behind = {each.id: {claims[claim].source_document for claim in each.claims if claim in claims} for each in dossier.events.values()}  # fmt: skip
    return Told(source, scale, {each.id: each.summary for each in dossier.events.values()}, {name: len(told) for name, told in behind.items()},
                {name: each.short for name, each in dossier.sources.items()})  # fmt: skip


def _of_dossier(dossier: "Dossier", pair: tuple[str, str] | None, counting: Counting, options: "Options", seed: int) -> PairTemperature:  # fmt: skip
    from detente.reports.charts.temperature import temperature_chart
    from detente.studies.temperature import study
    from detente.workbench.settling import manifest_of

    bound = dossier_record(dossier, counting.as_of, pair, counting)
    done = study(bound, options, seed, {name: claim.source_document for name, claim in dossier.claims.items()})
    told = told_of(dossier, "confirmed events are counted")
    manifest = manifest_of(dossier, "temperature", counting.as_of, seed, _options(bound, counting, options))
    chart = temperature_chart(dossier.dossier.title, bound, done, told, dossier)
    return _result(f"dossier {dossier.dossier.id}", "confirmed", bound, done, options, told, dossier, manifest, chart)


def _of_store(path: str | Path, pair: tuple[str, str], counting: Counting, options: "Options", seed: int, dossier: "Dossier | None" = None) -> PairTemperature:  # fmt: skip
    import numpy as np

    from detente import __version__
    from detente.binding.temperature import bind_daily
    from detente.explain.temperature import Told
    from detente.kernel.fingerprints import of_bytes
    from detente.reports.charts.temperature import temperature_chart
    from detente.store.events import Choice, coverage, daily, kinds_of
    from detente.studies.temperature import study

    how: dict[str, Any] = {
        "dedup": counting.dedup,
        "weight": counting.weight,
        "mirror": counting.mirror,
        "as_of": counting.as_of,
    }
    directed = Choice(pairs=[pair, pair[::-1]], **how)
    if counting.engine == "spark":
        from detente.store.events.scale import far

        with far(path) as store:
            columns, kinds, seen = store.daily(directed), store.kinds_of(pair), store.coverage(Choice(**how))
    else:
        columns, kinds, seen = (
            daily(path, pairs=directed.pairs, **how),
            kinds_of(path, pair),
            coverage(path, Choice(**how)),
        )
    if counting.types is not None:
        kept = np.isin(columns["plover"], counting.types)
        columns = {name: values[kept] for name, values in columns.items()}
    if seen is None:
        raise fail("temperature-empty", "the event store holds no event on those days", file=str(path))
    first, cover = seen
    last = first + np.timedelta64(len(cover) - 1, "D")
    alone = counting.types is None and int(columns["n"].sum()) == int(cover.sum())
    scale = kinds["scales"][0] if len(kinds["scales"]) == 1 else None
    if len(kinds["scales"]) > 1:
        columns = columns | {name: np.zeros_like(columns[name]) for name in ("intensity_sum", "intensity_n")}
    bound = bind_daily(columns, pair, first, last, None if alone else cover)
    done = study(bound, options, seed)
    coding = " and ".join(kinds["codings"]) or "machine"
    told = Told(f"{coding}-coded events of {' and '.join(kinds['origins'])} are counted", scale if kinds["scales"] else "none", {}, {}, {})  # fmt: skip
    digest = of_bytes(b"".join(np.ascontiguousarray(columns[name]).tobytes() for name in ("day", "quad", "n", "weight", "intensity_sum")))  # fmt: skip
    manifest = {"store": Path(path).name, "rows_fingerprint": digest, "as_of": counting.as_of.isoformat() if counting.as_of else None,
                "engine": "temperature", "version": __version__, "seed": seed, "options": _options(bound, counting, options)}  # fmt: skip
    title = f"{pair[0]} and {pair[1]}, {Path(path).name}"
    chart = temperature_chart(title, bound, done, told, dossier)
    return _result(f"store {Path(path).name}", coding, bound, done, options, told, dossier, manifest, chart)


def _options(bound: "Bound", counting: Counting, options: "Options") -> dict[str, Any]:
    counted = {
        name: value
        for name, value in asdict(counting).items()
        if name not in ("as_of", "engine") and (name, value) != ("types", None)
    }
    return {"pair": list(bound.pair), **counted, "include": list(counting.include), **asdict(options)}


def _result(source: str, coding: str, bound: "Bound", done: "Study", options: "Options", told: "Told", dossier: "Dossier | None",
            manifest: dict[str, Any], chart: "Chart") -> PairTemperature:  # fmt: skip
    from detente.explain.temperature import explain_temperature
    from detente.reports.notes import noted
    from detente.reports.temperature_data import period_rows, whole

    sentences = explain_temperature(bound, done, options, told)
    said = noted(dossier, sentences) if dossier is not None else _plain(sentences)
    return PairTemperature(source, coding, bound.pair, period_rows(bound, done.temperature, told), whole(bound, done, told), said, manifest, chart)  # fmt: skip


def _plain(sentences: Iterable[Any]) -> tuple[dict[str, Any], ...]:
    """Sentences of a store, which rest on no claim."""
    return tuple({"text": each.text, "claims": [], "assumption": each.assumption, "note": None} for each in sentences)
