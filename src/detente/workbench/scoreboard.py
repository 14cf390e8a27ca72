"""The ledger on a page: questions with where they stand, calls beside the model and the null, scores, and what calibration takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.dossier.forecast import FreeQuestion, ModelOutcome
from detente.dossier.ledger import LedgerEntry, merged
from detente.kernel.probability_words import percent
from detente.workbench.judgement import head_of
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    from detente.reports.charts.chart import Chart

#: A call was on record before the outcome was known; was entered afterwards; stands in the dossier's files, where nothing
#: proves that it was written before the outcome; or stands there while no outcome is known to anybody yet.
BEFORE, AFTER, UNPROVED, FILED = "before", "after", "unproved", "filed"


@dataclass(frozen=True, slots=True)
class Scored:
    """One call: the probability as said, what proves its day, its scores (None while open or where the type has none).

    ``said`` is the forecast in print; ``chance`` the probability of yes on a binary question. ``entry`` is its number in
    the ledger, 0 for a call of the dossier's own files. ``last`` is True for the forecaster's last call: the one scored.
    """

    by: str
    at: str
    said: str
    chance: float | None
    proof: str
    entry: int
    recorded: str
    engine: str
    rationale: str
    claims: tuple[str, ...]
    last: bool
    brier: float | None
    log: float | None
    brier_null: float | None


@dataclass(frozen=True, slots=True)
class BesideCalls:
    """What a call is compared with: the number, and where it comes from ("" number None: there is none, and why)."""

    p: float | None
    why: str


@dataclass(frozen=True, slots=True)
class LedgerQuestion:
    """A forecast question. ``status`` is open, closed (no more calls), due (its day has passed), resolved, annulled or ambiguous.

    ``in_ledger`` says that the outcome stands in the ledger and so can be withdrawn.
    """

    id: str
    text: str
    type: str
    options: tuple[str, ...]
    status: str
    opens: str
    closes: str
    resolves: str
    resolved: str
    outcome: str
    criteria: str
    fine_print: str
    background: str
    settled_by: tuple[str, ...]
    issues: tuple[str, ...]
    claims: tuple[str, ...]
    calls: tuple[Scored, ...]
    model: BesideCalls
    null: BesideCalls
    in_ledger: bool


@dataclass(frozen=True, slots=True)
class Forecaster:
    """One forecaster over the resolved questions: how many, mean Brier and log scores, the null's Brier on the same, skill."""

    name: str
    n: int
    brier: float | None
    interval95: tuple[float, float] | None
    log: float | None
    skill: float | None


@dataclass(frozen=True, slots=True)
class Needed:
    """How many calls of about one probability it takes to see its frequency to within ten points, and how many there are."""

    p: float
    have: int
    need: int


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The whole page. ``head`` is the version of the ledger; ``problems`` what is wrong with its chain.

    ``everybody`` pools all calls; ``enough`` resolved yes-or-no questions are needed before a curve is shown.
    """

    today: str
    questions: tuple[LedgerQuestion, ...]
    counts: dict[str, int]
    forecasters: tuple[Forecaster, ...]
    everybody: Forecaster | None
    unproved: int
    resolved: int
    enough: int
    needed: tuple[Needed, ...]
    entries: tuple[dict[str, Any], ...]
    head: str


def scoreboard(name: str | Path, *, as_known_on: date | None = None) -> Scoreboard:
    """The ledger and the forecasts of a dossier as of a day, by default today."""
    from detente.studies.scores.calibration import ENOUGH, sample_size
    from detente.studies.scores.track_record import answers, binary_calls, forecaster, settle_conditions

    dossier = open_dossier(name, as_known_on=as_known_on)
    today = as_known_on or datetime.now(UTC).date()
    entries = tuple(dossier.ledger.values())
    whole = settle_conditions(tuple(merged(dossier.forecasts, entries).values()))
    later = open_dossier(name)  # what the files tell now, whatever the view: who wrote them knew it
    settled = {
        each.id for each in merged(later.forecasts, later.ledger.values()).values() if each.resolution is not None
    }
    questions = tuple(_question(dossier, each, entries, today, each.id in settled) for each in whole)
    found = [answer for each in whole if each.settled == "resolved" for answer in answers(each).values()]
    people = {each: [answer for answer in found if answer.calls[-1].by == each] for each in sorted({a.calls[-1].by for a in found})}  # fmt: skip
    calls = binary_calls(found)
    order = {
        status: place for place, status in enumerate(("due", "open", "closed", "resolved", "annulled", "ambiguous"))
    }
    return Scoreboard(
        today.isoformat(), tuple(sorted(questions, key=lambda each: (order[each.status], each.resolves))),
        {status: count for status in order if (count := sum(each.status == status for each in questions))},
        tuple(_forecaster(each, forecaster(own, 0)) for each, own in people.items()),
        _forecaster("", forecaster(found, 0)) if found else None,
        sum(call.proof in (AFTER, UNPROVED) for each in questions for call in each.calls), len({a.question.id for a in found if a.question.type == "binary"}), ENOUGH,
        tuple(Needed(p, sum(abs(q - p) < 0.005 for q, _ in calls), sample_size(p)) for p in sorted({q for q, _ in calls}, reverse=True)),
        tuple({**each.data(), "value": _said(each.p) if each.p is not None else str(each.outcome or "")} for each in entries), head_of(entries),
    )  # fmt: skip


def draw_calibration(name: str | Path) -> "Chart":
    """The calibration of everybody's calls: a curve where there are enough, else the rule in words."""
    from detente.workbench.judgement import calibration_of

    return calibration_of(name)[1]


def _question(dossier: Dossier, question: Any, entries: Sequence[LedgerEntry], today: date, settled: bool) -> LedgerQuestion:  # fmt: skip
    status = question.settled
    if status in ("open", "closed"):
        status = "due" if question.scheduled_resolve < today else "closed" if question.close < today else "open"
    own = [each for each in entries if each.question == question.id]
    settling = next((each for each in reversed(own) if each.kind != "call"), None)
    return LedgerQuestion(
        question.id, question.text, question.type, question.options, status, question.open.isoformat(), question.close.isoformat(),
        question.scheduled_resolve.isoformat(), question.actual_resolve.isoformat() if question.actual_resolve else "",
        "" if question.resolution is None else str(question.resolution), question.resolution_criteria or "", question.fine_print or "",
        question.background or "", question.resolution_sources, tuple(dossier.issues[each].name for each in question.issues if each in dossier.issues),
        question.claims, tuple(_calls(dossier, question, own, settled)), _model(dossier, question, own), _null(question),
        settling is not None and settling.kind != "withdraw",
    )  # fmt: skip


def _calls(dossier: Dossier, question: Any, own: Sequence[LedgerEntry], settled: bool) -> Iterator[Scored]:
    """The calls by day; those of the dossier's files first, as nothing tells when they were entered."""
    from detente.studies.scores.track_record import answers

    known = answers(question) if question.settled == "resolved" else {}
    null = _null(question).p
    filed = dossier.forecasts[question.id].forecasts
    rows: list[tuple[Any, LedgerEntry | None]] = [(each, None) for each in filed]
    rows += [(each, each) for each in own if each.kind == "call"]
    rows.sort(key=lambda pair: pair[0].at)
    for call, entry in rows:
        answer = known.get(call.by)
        last = answer is not None and answer.calls[-1].at == call.at and answer.calls[-1].p == call.p
        happened = question.resolution == "yes"
        yield Scored(
            call.by, call.at.isoformat(), _said(call.p), float(call.p) if question.type == "binary" and isinstance(call.p, float | int) else None,
            _proof(question, entry, settled), entry.seq if entry else 0, entry.recorded.isoformat() if entry else "", (entry.engine or "") if entry else "",
            call.rationale or "", tuple(each for each in call.evidence if each in dossier.claims), last,
            answer.final("brier") if answer is not None and last else None, answer.final("log") if answer is not None and last else None,
            (null - happened) ** 2 if last and null is not None and question.type == "binary" else None,
        )  # fmt: skip


def _proof(question: Any, entry: LedgerEntry | None, settled: bool) -> str:
    if entry is None:
        return UNPROVED if settled else FILED
    return BEFORE if question.actual_resolve is None or entry.recorded <= question.actual_resolve else AFTER


def _null(question: FreeQuestion) -> BesideCalls:
    """What knows nothing of the case: the base rate where the question names one, else all options alike."""
    if question.base_rate is not None and question.type == "binary":
        where = question.base_rate.reference_class or "base rate"
        return BesideCalls(question.base_rate.p, f"{where}{f', {question.base_rate.n} cases' if question.base_rate.n else ''}")  # fmt: skip
    if question.type == "binary":
        return BesideCalls(0.5, "even odds")
    if question.options:
        return BesideCalls(1 / len(question.options), "all options alike")
    return BesideCalls(None, "no null for a number or a day")


def _model(dossier: Dossier, question: FreeQuestion, own: Sequence[LedgerEntry]) -> BesideCalls:
    """The last call that an engine computed, or the posterior of the explanation that the question names."""
    from detente.kernel.errors import DetenteError

    computed = [each for each in own if each.kind == "call" and each.engine and isinstance(each.p, float | int)]
    if computed:
        return BesideCalls(float(computed[-1].p), str(computed[-1].engine))  # type: ignore[arg-type]
    told = question.model
    if isinstance(told, ModelOutcome) and told.question in dossier.questions:
        from detente.binding.hypotheses import bind
        from detente.engines.hypotheses.solve import solve

        try:
            result = solve(bind(dossier, told.question)[0], ("posterior",), draws=1)
        except DetenteError:
            return BesideCalls(None, f"{told.question} cannot be weighed")
        p = result["posterior"].get(told.outcome)
        return BesideCalls(p, f"{told.question}: {told.outcome}")
    return BesideCalls(None, "no model gives a number on it")


def _forecaster(name: str, found: Mapping[str, Any]) -> Forecaster:
    between = found["interval95"]
    return Forecaster(name, found["n"], found["brier"], tuple(between) if between and found["n"] > 1 else None, found["log"],
                      found["skill"].get("base_rate", found["skill"].get("fifty")))  # fmt: skip


def _said(p: Any) -> str:
    """A forecast in print."""
    if isinstance(p, float | int):
        return f"{percent(float(p))} %"
    if isinstance(p, Mapping):
        return ", ".join(f"{option} {percent(float(share))} %" for option, share in p.items())
    data = p.model_dump()
    if "quantiles" in data:
        return ", ".join(f"{level}: {value}" for level, value in data["quantiles"].items())
    return f"{data['mean']} ± {data['sd']}" if "mean" in data else f"{len(data['sample'])} draws"
