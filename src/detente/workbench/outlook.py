"""The outlook of a pair: the chance of an event of a class in the next days, from a store, a dossier, or both beside each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from detente.kernel.errors import DetenteError, Problem, fail

if TYPE_CHECKING:
    from detente.binding.outlook import Bound
    from detente.binding.outlook_classes import EventClass
    from detente.dossier.dossier import Dossier
    from detente.dossier.ledger import LedgerEntry
    from detente.explain.outlook import Checked, Told
    from detente.reports.charts.chart import Chart

HORIZONS = (7, 30, 90)
LONGEST_HORIZON = 365
Coding = Literal["confirmed", "machine"]
Direction = Literal["each", "either"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PairOutlook:
    """One record's outlook on one pair. Two records are two of these: confirmed and machine-coded events are never one sum.

    ``source`` names the record, ``coding`` says confirmed or machine, ``pair`` is the pair asked about.

    ``rows``: a dict for each direction, class and horizon, with ``source``, ``target``, ``direction`` ("USA>MEX", or "MEX-USA" for either
    way), ``class``, ``horizon`` (days), ``from`` and ``to`` (first and last day of the window), ``p``, ``low``, ``high`` (80 % range),
    ``words`` ("likely (62 %, range 39-79 %)"), ``climatology``, ``persistence``, ``season`` (references), ``modelled`` (False: the
    climatology stands), ``raised`` (a longer horizon is never said to be less likely than a shorter one), ``windows`` and ``windows_with`` (ended windows, and those with an event), ``events``, ``events_30``,
    ``events_90``, ``last_event`` (day or None), ``leaned`` (list of ``on``, ``log_odds``), ``skill`` and ``skill_interval`` (Brier skill over
    climatology of this class and horizon on held-back time, None where it cannot be told), ``event_ids`` (of a dossier, else empty).

    ``intensity``: a dict for each direction and horizon (``mean``, ``low``, ``high``, ``downturn``, ``threshold``, ``last_year``); empty for a
    dossier and where the record is too short. ``scores``: a dict for each horizon and class on held-back time (``class`` "all" first; ``brier``,
    ``log``, ``ece``, ``skill_climatology`` with ``_low`` and ``_high``, likewise persistence and season). ``reliability``: a dict for each
    horizon and tenth (``p``, ``rate``, ``low``, ``high``, ``n``, ``needed``, ``shown``). ``sentences``: dicts with ``text``, ``claims``,
    ``assumption``, ``note``. ``chart`` shows the probabilities, ``reliability_chart`` the reliability. All of it is picklable.
    """

    source: str
    coding: str
    pair: tuple[str, str]
    as_of: str
    rows: tuple[dict[str, Any], ...]
    intensity: tuple[dict[str, Any], ...]
    scores: tuple[dict[str, Any], ...]
    reliability: tuple[dict[str, Any], ...]
    sentences: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]
    chart: "Chart"
    reliability_chart: "Chart"

    def data(self) -> dict[str, Any]:
        """The contents of OUTLOOK.json."""
        return {
            "format": "detente/outlook/1", "record": self.source, "coding": self.coding, "pair": list(self.pair), "as_of": self.as_of, "outlook": list(self.rows),
            "intensity": list(self.intensity), "scores": list(self.scores), "reliability": list(self.reliability),
            "sentences": list(self.sentences), "manifest": self.manifest,
        }  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is asked, checked: horizons in days, classes, direction, and how a store is counted."""

    horizons: tuple[int, ...]
    classes: "tuple[EventClass, ...]"
    either: bool
    coding: Coding | None
    dedup: Literal["none", "story", "day"]
    as_of: date | None
    since: date | None
    most: int
    longest: int

    def options(self) -> dict[str, Any]:
        """For the manifest."""
        return {"horizons": list(self.horizons), "classes": [each.name for each in self.classes], "either": self.either, "dedup": self.dedup,
                "since": self.since and self.since.isoformat(), "pairs": self.most, "longest": self.longest}  # fmt: skip


def take_outlook(name: str | Path, *, events: str | Path | None = None, pair: tuple[str, str] | None = None, horizons: Iterable[int] = HORIZONS,
                 classes: Iterable[str] = (), direction: Direction = "each", coding: Coding | None = None, dedup: Literal["none", "story", "day"] = "none",
                 as_of: date | None = None, since: date | None = None, most: int = 400, longest: int = 31, check: bool = True, intensity: bool = True, seed: int = 0,
                 progress: Progress | None = None) -> tuple[PairOutlook, ...]:  # fmt: skip
    """P(at least one event of a class from A to B in the next H days), for each direction, class and horizon.

    ``name`` is a dossier or an event store; ``events`` a store to set beside a dossier. ``pair`` are two countries as ISO 3166 alpha-3
    codes, for a dossier by default its parties. ``classes`` are quads, PLOVER types or several joined by ``+`` (by default the
    four quads of PLOVER). ``direction`` either asks about events either way. The model learns from the ``most`` busiest pairs of the
    record and the one asked about, from ``since`` (by default where the record is complete) to ``as_of`` (by default its last day).
    A dossier's events known only to lie within more than ``longest`` days are left out.
    ``check`` also fits a model on what was known before the last quarter of the record, and scores it there.

    Gives one :class:`PairOutlook` for each record, dossier first. Raises DetenteError with all problems at once: outlook-pair,
    outlook-class, outlook-horizon, outlook-mixed, outlook-empty, option-invalid, and what opening a dossier or store raises.
    """
    from detente.binding.temperature import parties
    from detente.workbench.opening import open_dossier
    from detente.workbench.temperature import is_store

    stored = is_store(name)
    asked, pair = checked_question(horizons, classes, direction, coding, dedup, as_of, since, most, longest, pair, needs_pair=stored, stores=[each for each in (name if stored else None, events) if each is not None])  # fmt: skip
    steps = _Steps(progress, len(asked.horizons) * (2 if check else 1) * (1 if stored or events is None else 2))
    if stored:
        return (_of_store(name, pair or ("", ""), asked, check, intensity, seed, steps, {}),)
    dossier = open_dossier(name, as_known_on=as_of)
    pair = pair or parties(dossier)
    found = [_of_dossier(dossier, pair, asked, check, seed, steps)]
    if events is not None:
        found.append(_of_store(events, pair, asked, check, intensity, seed, steps, names_of(dossier)))
    return tuple(found)


class _Steps:
    """Counts what is done for a progress bar."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.total, self.done = progress, total, 0

    def __call__(self, number: int) -> None:
        self.done += number
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)


def checked_question(horizons: Iterable[int], classes: Iterable[str], direction: str, coding: Coding | None, dedup: Any, as_of: date | None, since: date | None,
           most: int, longest: int, pair: tuple[str, str] | None, *, needs_pair: bool, stores: Sequence[str | Path] = (), refit: int = 28) -> tuple[Asked, tuple[str, str] | None]:  # fmt: skip
    """The question with everything that is wrong with it at once."""
    from detente.binding.outlook_classes import QUADS, read_classes
    from detente.store.events.opening import files_of

    wrong: list[Problem] = []

    def add(slug: str, message: str, fix: str = "") -> None:
        wrong.extend(fail(slug, message, fix).problems)

    spans = tuple(dict.fromkeys(horizons))
    for span in spans:
        if isinstance(span, bool) or not isinstance(span, int) or not 1 <= span <= LONGEST_HORIZON:
            add("outlook-horizon", f"{span} is no horizon of 1 to {LONGEST_HORIZON} days")
    if not spans:
        add("outlook-horizon", "no horizon is given")
    read: tuple[EventClass, ...] = QUADS
    try:
        read = read_classes(classes) or QUADS
    except DetenteError as error:
        wrong.extend(error.problems)
    if pair is not None:
        pair = (pair[0].upper(), pair[1].upper())
        if pair[0] == pair[1]:
            add("outlook-pair", f"the pair is {pair[0]} twice")
    elif needs_pair:
        add("outlook-pair", "an event store has no pair of its own")
    if len(stores) > 1 and needs_pair:
        add("option-invalid", "two event stores are given", "Give a dossier and --events, or one store.")
    if direction not in ("each", "either"):
        add("option-invalid", f"direction is {direction!r}", "Use each or either.")
    if not 1 <= most <= 5000:
        add("option-invalid", f"{most} pairs are out of range", "Use 1 to 5000.")
    if refit < 1:
        add("option-invalid", f"--refit: {refit} is no number of days", "Use 1 or more.")
    if longest < 1:
        add("option-invalid", f"--longest: {longest} is no number of days", "Use 1 or more.")
    if since is not None and as_of is not None and since > as_of:
        add("option-invalid", f"the record would begin on {since}, after the as-of date {as_of}", "Choose an earlier --since.")  # fmt: skip
    for each in stores:
        try:
            files_of(Path(each))
        except DetenteError as error:
            wrong.extend(error.problems)
    if wrong:
        raise DetenteError(*wrong)
    return Asked(spans, read, direction == "either", coding, dedup, as_of, since, most, longest), pair


def names_of(dossier: "Dossier") -> dict[str, str]:
    """The printed names of the parties by country."""
    return {dossier.actors[party].countries[0]: dossier.actor_name(party) for party in dossier.dossier.parties
            if party in dossier.actors and len(dossier.actors[party].countries) == 1}  # fmt: skip


# --- a dossier --------------------------------------------------------------------------------------------------------


def dossier_bound(dossier: "Dossier", pair: tuple[str, str], asked: Asked) -> "Bound":
    """The dossier's confirmed events as a record up to the as-of date, or to the day by which its last document had appeared."""
    from detente.binding.outlook import bind_dossier
    from detente.workbench.temperature import record_ends

    bound = bind_dossier(dossier, pair, asked.classes, record_ends(dossier, asked.as_of), asked.either, asked.longest)
    _long_enough(bound, asked.horizons)
    return bound


def _of_dossier(
    dossier: "Dossier", pair: tuple[str, str], asked: Asked, check: bool, seed: int, steps: _Steps
) -> PairOutlook:
    from detente.explain.outlook import Told
    from detente.reports.notes import noted
    from detente.workbench.settling import manifest_of

    bound = dossier_bound(dossier, pair, asked)
    told = Told("confirmed events", names_of(dossier), asked.as_of, True)
    checked = held_back(bound, bound, asked.horizons, seed, steps) if check else {}
    manifest = manifest_of(
        dossier, "outlook", asked.as_of, seed, {"pair": list(pair), **asked.options(), "check": check}
    )
    return _answer(f"dossier {dossier.dossier.id}", "confirmed", pair, bound, bound, asked, checked, (), told, manifest, steps, lambda said: noted(dossier, said))  # fmt: skip


# --- a store ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StoreRecord:
    """A store as it stood: the days that it covers, the coding of what is counted, and the options of every query."""

    path: str | Path
    first: Any
    last: Any
    coding: str
    how: Mapping[str, Any]

    def dyads(self, until: date | None) -> list[dict[str, Any]]:
        """The events of each pair of countries up to the day."""
        from detente.store.events.choosing import Choice
        from detente.store.events.view import view

        return view(self.path, ("dyad",), Choice(**{**self.how, "until": until, "since": str(self.first)}))


def open_record(path: str | Path, asked: Asked) -> StoreRecord:
    """The record of a store, from where it is complete. Raises DetenteError: outlook-mixed, outlook-empty, events-missing, ..."""
    import numpy as np

    from detente.binding.outlook import record_begins
    from detente.store.events import Choice, coverage
    from detente.store.events.view import view

    how: dict[str, Any] = {"dedup": asked.dedup, "mirror": "merge" if asked.either else "keep", "as_of": asked.as_of, "coding": asked.coding}  # fmt: skip
    codings = {row["coding"] for row in view(path, ("quad",), Choice(**how)) if row["quad"]}
    if len(codings) > 1:
        raise fail("outlook-mixed", "the store holds confirmed and machine-coded events", file=str(path))
    seen = coverage(path, Choice(**how))
    if seen is None or not codings:
        raise fail("outlook-empty", f"the store holds no event with a PLOVER type{f' up to {asked.as_of}' if asked.as_of else ''}", file=str(path))  # fmt: skip
    first, cover = seen
    last = first + np.timedelta64(len(cover) - 1, "D")
    begins = record_begins(first, cover) if asked.since is None else max(np.datetime64(asked.since, "D"), first)
    if begins > last:
        raise fail("outlook-empty", f"the store ends on {last}, before --since {asked.since}", file=str(path))
    return StoreRecord(path, begins, last, codings.pop(), how)


def _of_store(path: str | Path, pair: tuple[str, str], asked: Asked, check: bool, intensity: bool, seed: int, steps: _Steps, names: Mapping[str, str]) -> PairOutlook:  # fmt: skip
    import numpy as np

    from detente import __version__
    from detente.binding.outlook import asked_pairs, bind_daily, busiest, panel
    from detente.explain.outlook import Told
    from detente.kernel.fingerprints import of_bytes
    from detente.store.events import daily, kinds_of
    from detente.studies.outlook_now import strengths

    record = open_record(path, asked)
    wanted = asked_pairs(pair, asked.either)
    pairs = busiest(record.dyads(None), wanted, asked.most, asked.either)
    earlier: tuple[tuple[str, str], ...] = ()
    start = first_origin_of(record, asked.horizons)
    if check and start is not None:  # the pairs of the check are those that were busy before its first origin
        known = [row for row in record.dyads(start) if row["cooperation"] + row["conflict"]]
        earlier = busiest(known, wanted, asked.most, asked.either) if _any(known, wanted) else pairs
    every = tuple(dict.fromkeys([*pairs, *earlier]))
    both = tuple(dict.fromkeys([*every, *(each[::-1] for each in every)])) if asked.either else every
    columns = daily(path, pairs=both, **record.how)
    bound = bind_daily(columns, pairs, wanted, asked.classes, record.first, record.last, asked.either)
    _long_enough(bound, asked.horizons)
    checked: dict[int, Checked | None] = {}
    if check:
        other = bound if earlier in ((), pairs) else bind_daily(columns, earlier, wanted, asked.classes, record.first, record.last, asked.either)  # fmt: skip
        checked = held_back(bound, other, asked.horizons, seed, steps)
    kinds = kinds_of(path, pair)
    one_scale = intensity and len(kinds["scales"]) == 1
    strong = strengths(panel(columns, pairs, record.first, record.last, asked.either), bound.asked, asked.horizons) if one_scale else ()  # fmt: skip
    told = Told(f"{record.coding}-coded events of {' and '.join(kinds['origins'])}" if kinds["origins"] else f"{record.coding}-coded events", names, asked.as_of, record.coding == "confirmed")  # fmt: skip
    digest = of_bytes(b"".join(np.ascontiguousarray(columns[each]).tobytes() for each in ("day", "quad", "n", "intensity_sum")))  # fmt: skip
    manifest = {"store": Path(path).name, "rows_fingerprint": digest, "as_of": asked.as_of.isoformat() if asked.as_of else None, "engine": "outlook",
                "version": __version__, "seed": seed, "options": {"pair": list(pair), "coding": record.coding, **asked.options(), "check": check}}  # fmt: skip
    return _answer(
        f"store {Path(path).name}",
        record.coding,
        pair,
        bound,
        bound,
        asked,
        checked,
        strong,
        told,
        manifest,
        steps,
        _plain,
    )


def _any(dyads: Sequence[Mapping[str, Any]], pairs: Sequence[tuple[str, str]]) -> bool:
    return any((row["source_country"], row["target_country"]) in pairs or (row["target_country"], row["source_country"]) in pairs for row in dyads)  # fmt: skip


def first_origin_of(record: StoreRecord, horizons: Sequence[int]) -> date | None:
    """The earliest day on which a check asks."""
    from detente.studies.outlook import first_origin

    days = int((record.last - record.first).astype(int)) + 1
    starts = [first_origin(days, span) for span in horizons if days > span]
    return (record.first + min(starts)).astype("datetime64[D]").astype(object) if starts else None


# --- both -------------------------------------------------------------------------------------------------------------


def _long_enough(bound: "Bound", horizons: Sequence[int]) -> None:
    wrong = [fail("outlook-horizon", f"the record has {bound.stream.days} days, and the horizon is {span}").problems[0] for span in horizons if span >= bound.stream.days]  # fmt: skip
    if wrong:
        raise DetenteError(*wrong)


def held_back(bound: "Bound", other: "Bound", horizons: Sequence[int], seed: int, steps: Callable[[int], object]) -> "dict[int, Checked | None]":  # fmt: skip
    """Each horizon on the last quarter of ``other``, by a model fitted once on what was known before; None without time for it."""
    from detente.explain.outlook import Checked
    from detente.studies.outlook import backtest, first_origin
    from detente.studies.outlook_scores import score

    found: dict[int, Checked | None] = {}
    for span in horizons:
        held = backtest(other.stream, span, first_origin(other.stream.days, span), refit=None, rows=bound.rows)
        found[span] = None if held is None else Checked(held, score(held, seed))
        steps(1)
    return found


def _answer(source: str, coding: str, pair: tuple[str, str], bound: "Bound", other: "Bound", asked: Asked, checked: "Mapping[int, Checked | None]",
            strong: Sequence[Any], told: "Told", manifest: dict[str, Any], steps: _Steps, noted: Callable[[Sequence[Any]], tuple[dict[str, Any], ...]]) -> PairOutlook:  # fmt: skip
    from detente.explain.outlook import explain_outlook
    from detente.reports.charts.outlook import outlook_chart, reliability_chart
    from detente.reports.outlook_data import number_rows, reliability_rows, score_rows, strength_rows
    from detente.studies.outlook_now import numbers

    found = numbers(bound.stream, bound.asked, bound.rows, asked.horizons, steps)
    rows = number_rows(bound, found, checked)
    scored = [(span, each) for span, each in checked.items() if each is not None]
    reliability = tuple(row for span, each in scored for row in reliability_rows(span, each.scores["all"]))
    names = " and ".join(map(told.name, pair))
    said = noted(explain_outlook(bound, found, checked, strong, told))
    last = bound.stream.day(bound.stream.days - 1)
    return PairOutlook(
        source, coding, pair, str(last), rows, strength_rows(bound, strong), tuple(row for span, each in scored for row in score_rows(span, each)), reliability, said,
        manifest, outlook_chart(f"{names} after {last}", rows), reliability_chart(source, reliability),
    )  # fmt: skip


def _plain(said: Sequence[Any]) -> tuple[dict[str, Any], ...]:
    """Sentences of a store, which rest on no claim."""
    return tuple({"text": each.text, "claims": [], "assumption": each.assumption, "note": None} for each in said)


# --- the ledger -------------------------------------------------------------------------------------------------------


def may_record(name: str | Path) -> None:
    """Raises DetenteError unless ``name`` is a dossier that can be written to: to be asked before any work is done."""
    from detente.store.shipped import writable_folder_of
    from detente.workbench.temperature import is_store

    if is_store(name):
        raise fail("outlook-record", "an event store has no ledger", "Give a dossier, and the store with --events.")
    writable_folder_of(name)


def record_outlook(
    name: str | Path, question: str, found: Sequence[PairOutlook], *, by: str = "detente outlook"
) -> "LedgerEntry":
    """Append the outlook's one number to the dossier's ledger as a call on a question, with what it rests on and its manifest.

    The day of the call is the as-of date, today without one. ``found`` as :func:`take_outlook` gave it; of two records the store's (the last) is taken. Raises DetenteError (outlook-record) unless that holds
    exactly one number for the pair in the order given, and what the ledger refuses.
    """
    from detente.workbench.judgement import record_call

    chosen = found[-1]
    rows = [row for row in chosen.rows if (row["source"], row["target"]) == chosen.pair or ">" not in row["direction"]]
    if len(rows) != 1:
        raise fail("outlook-record", f"{len(rows)} numbers are asked for, and a call is one", "Ask for one --class and one --horizons.")  # fmt: skip
    row = rows[0]
    rationale = (
        f"At least one event of {row['class']}, {row['direction']}, from {row['from']} to {row['to']}: {row['words']}; base rate {row['climatology']:.0%},"
        f" {row['windows_with']} of {row['windows']} earlier windows held one; {chosen.coding} events, {chosen.source}."
    )  # fmt: skip
    claims = tuple(dict.fromkeys(claim for each in chosen.sentences for claim in each["claims"]))
    as_of = chosen.manifest["as_of"]
    return record_call(
        name, question, row["p"], by=by, at=date.fromisoformat(as_of) if as_of else None, rationale=rationale, evidence=claims, engine="outlook",
        manifest=chosen.manifest,
    )  # fmt: skip
