"""A question on a page: the verdict, the table with every judgement, the answer without some sources, and where two analysts part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.store.files import Stamp, stamp
from detente.store.shipped import folder_of
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    from detente.binding.trace import Ground, Trace
    from detente.engines.hypotheses.question import Analyst, Question
    from detente.engines.hypotheses.table import Table

#: Draws of the ranges with every source, those of ``detente hypotheses``; and of the ranges that follow a switch, whose
#: ends move by about two points between seeds.
DRAWS, QUICK = 5_000, 500
PARTS = (
    "posterior",
    "ranges",
    "diagnosticity",
    "leave_one_source_out",
    "verification",
    "voi",
    "robustness",
    "analysts",
)
#: Decibans from the average of a column, beyond which a fact speaks (strongly) for or against an explanation.
SPEAKS, SPEAKS_LOUD = 0.5, 1.5
#: The table as the coder rated it, among the analysts.
BASE = "table"


@dataclass(frozen=True, slots=True)
class Judged:
    """One likelihood or prior as it was judged: the word (or the number) given, what it means on 0..1, and its ground.

    ``tilt`` says what the fact does to the explanation against the average one, after the report's grade: -2 strongly
    against, 2 strongly for, 0 nothing to speak of. ``item`` is "prior" for a prior.
    """

    item: str
    hypothesis: str
    word: str
    low: float
    point: float
    high: float
    why: str
    claims: tuple[str, ...]
    coder: str
    tilt: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rival explanation: prior beside posterior, the 90 % range under a shared lean, and its row of the table."""

    id: str
    short: str
    text: str
    parent: str
    prior: Judged
    posterior: float
    low: float
    high: float
    share_first: float
    cells: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact: ``observed`` False means looked for and not seen; ``weight_db`` is what it moves between the two furthest rows."""

    id: str
    text: str
    day: str
    observed: bool
    role: str
    digit: str
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    note: str
    weight_db: float | None
    dropped: bool = False
    regraded: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source and what becomes of the lead without it alone."""

    id: str
    short: str
    facts: int
    leader: str
    p: float
    lost: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whose premises differ from the table: an author as read by the coder, or one who rated blind."""

    id: str
    short: str
    rated: bool


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """The whole page of a question. Sentences are plain data with claims (:func:`detente.reports.notes.noted`).

    ``explanations`` stand by falling posterior of the whole evidence, whatever is left out; ``evidence`` by day.
    ``without`` are the sources left out; ``base`` is the posterior with all of them.
    """

    question: str
    title: str
    text: str
    explanandum: str
    note: str
    coder: str
    scale: str
    answer: dict[str, Any]
    level: bool
    numbers: tuple[dict[str, Any], ...]
    tellers: tuple[dict[str, Any], ...]
    changes: tuple[dict[str, Any], ...]
    explanations: tuple[Explanation, ...]
    leader: str
    evidence: tuple[Evidence, ...]
    background: tuple[Evidence, ...]
    sources: tuple[LeftOut, ...]
    without: tuple[str, ...]
    base: dict[str, float]
    analysts: tuple[Voice, ...]


def list_questions(name: str | Path, *, as_known_on: date | None = None) -> tuple[QuestionAnswer, ...]:
    """Every question of the dossier with its page; those that nothing is known about yet by the day are left out."""
    dossier = open_dossier(name, as_known_on=as_known_on)
    return tuple(found for each in dossier.questions if (found := _if_known(name, each, as_known_on)))


def answer_question(name: str | Path, question: str, *, without: Iterable[str] = (), as_known_on: date | None = None) -> QuestionAnswer:  # fmt: skip
    """The page of one question, with sources left out. Nothing is written.

    Raises DetenteError (id-unknown) for a question or source that is not there, and with every fault of the question.
    """
    folder = folder_of(name)
    gone = tuple(dict.fromkeys(without))
    return _answered(folder, stamp(folder), ratings_stamp(folder), question, gone, as_known_on)


def judgement_at(
    name: str | Path, question: str, item: str, hypothesis: str, *, as_known_on: date | None = None
) -> tuple[Judged, Explanation, Evidence | None]:
    """One cell of the table with its explanation and its fact (None for a prior). Raises DetenteError (id-unknown)."""
    told = answer_question(name, question, as_known_on=as_known_on)
    row = next((each for each in told.explanations if each.id == hypothesis), None)
    column = next((each for each in told.evidence if each.id == item), None)
    if row is None or (column is None and item != "prior"):
        raise fail("id-unknown", f"there is no cell {item} under {hypothesis} in {question}")
    cell = row.prior if column is None else next(each for each in row.cells if each.item == item)
    return cell, row, column


def bound_question(
    name: str | Path, question: str, as_known_on: date | None
) -> "tuple[Dossier, Question, Trace, dict[str, str], dict[str, str]]":
    """The dossier, the question with those who rated it blind among the analysts, its trace, and what things are called."""
    from detente.binding.hypotheses import bind
    from detente.workbench.rating import finished_analysts
    from detente.workbench.weighing import short_names

    dossier = open_dossier(name, as_known_on=as_known_on)
    asked, trace = bind(dossier, question, as_known_on)
    rated = finished_analysts(name, question) if as_known_on is None else {}
    asked = replace(asked, analysts={**asked.analysts, **rated})
    names = {each: source.short for each, source in dossier.sources.items()}
    names |= {each.id: each.name for each in dossier.dossier.coding.coders} | {each: each for each in rated}
    return dossier, asked, trace, short_names(asked, dossier.questions[question]), names


def ratings_stamp(folder: Path) -> Stamp:
    """The state of the ratings kept beside the dossier."""
    found = sorted((folder / "ratings").glob("*/*.yaml"))
    return tuple((str(each), (info := each.stat()).st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns) for each in found)  # fmt: skip


def _if_known(name: str | Path, question: str, day: date | None) -> QuestionAnswer | None:
    found = answer_question(name, question, as_known_on=day)
    return found if found.evidence else None


@lru_cache(maxsize=32)
def _whole(
    folder: Path, state: Stamp, rated: Stamp, question: str, day: date | None
) -> "tuple[QuestionAnswer, Question]":
    """The page with every source, remembered as long as no file is touched, and the question behind it."""
    from detente.engines.hypotheses.solve import solve
    from detente.explain.verdict import Verdict
    from detente.reports.notes import noted
    from detente.workbench.weighing import checked

    dossier, asked, trace, shorts, names = bound_question(folder, question, day)
    checked(asked, question)
    result = solve(asked, PARTS, draws=DRAWS)
    verdict = Verdict(asked, result, trace, shorts, names, proper_words(dossier))
    file = dossier.questions[question]
    body = file.body()
    raw = {row["id"]: row for row in body["evidence"] if isinstance(row, Mapping) and "id" in row}
    columns = [item for item in asked.items if item.id in result["items"]]
    columns.sort(key=lambda item: (item.date or date.min, item.id))
    tilts, after, spread = _tilts(result), result["posterior"], result["ranges"]["shared"]
    rows = tuple(
        Explanation(
            each.id, shorts[each.id], each.text, each.parent or "",
            _judged("prior", each.id, _word(_prior_of(body, each.id), asked.scale), each.prior, trace.cells[each.id, "prior"], names),
            after[each.id], spread[each.id]["q05"], spread[each.id]["q95"], spread[each.id]["p_rank1"],
            tuple(
                _judged(item.id, each.id, _word(raw[item.id]["likelihood"][each.id], asked.scale), (item.likelihood or ())[place],
                        trace.cells[item.id, each.id], names, tilts[item.id][each.id])
                for item in columns
            ),
        )
        for place, each in sorted(enumerate(asked.hypotheses), key=lambda pair: result["ranking"].index(pair[1].id))
    )  # fmt: skip
    evidence = tuple(_evidence(item, raw[item.id], trace, names, result["diagnosticity"][item.id]["range_db"]) for item in columns)  # fmt: skip
    background = tuple(_evidence(item, raw[item.id], trace, names) for item in asked.items if item.role != "evidence")
    page = QuestionAnswer(
        question, file.title or question, asked.question, asked.explanandum, str(body.get("note") or ""),
        names.get(str(body.get("coder") or ""), str(body.get("coder") or "")), asked.scale,
        noted(dossier, [verdict.answer()])[0], verdict.level, noted(dossier, verdict.numbers()),
        tuple({"analyst": each.analyst, **noted(dossier, [each.sentence])[0]} for each in verdict.tellers()),
        tuple({"kind": each.kind, **noted(dossier, [each.sentence])[0]} for each in verdict.changes()),
        rows, result["ranking"][0], evidence, background, _sources(asked, result, shorts, names), (), dict(after),
        tuple(Voice(each, names.get(each, each), each not in dossier.sources) for each in asked.analysts),
    )  # fmt: skip
    return page, asked


@lru_cache(maxsize=128)
def _answered(folder: Path, state: Stamp, rated: Stamp, question: str, gone: tuple[str, ...], day: date | None) -> QuestionAnswer:  # fmt: skip
    """The page with posterior, ranges and lost facts as they are without some sources."""
    page, asked = _whole(folder, state, rated, question, day)
    if not gone:
        return page
    _known(gone, asked)
    table, dropped, regraded = _reduced(asked, gone)
    after, spread = _weighed(asked, table)
    rows = tuple(
        replace(each, posterior=after[each.id], low=spread[each.id]["q05"], high=spread[each.id]["q95"], share_first=spread[each.id]["p_rank1"])
        for each in page.explanations
    )  # fmt: skip
    evidence = tuple(replace(each, dropped=each.id in dropped, regraded=each.id in regraded) for each in page.evidence)
    return replace(page, explanations=rows, evidence=evidence, leader=max(after, key=lambda name: after[name]), without=gone)  # fmt: skip


def proper_words(dossier: Dossier) -> frozenset[str]:
    """The words of the names in the dossier: what begins a sentence and keeps its capital inside one."""
    names = [each.name for each in dossier.actors.values()] + [alias for each in dossier.actors.values() for alias in each.aliases]  # fmt: skip
    return frozenset(word.strip(",.()") for name in names for word in name.split() if word[:1].isupper()) - {"The"}


def _known(gone: tuple[str, ...], asked: "Question") -> None:
    known = {document.source for document in asked.documents.values()}
    for each in gone:
        if each not in known:
            guess = nearest(each, known)
            raise fail("id-unknown", f"there is no source {each[:80]!r}", f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(sorted(known))}.")  # fmt: skip


def _reduced(asked: "Question", gone: tuple[str, ...]) -> "tuple[Table, tuple[str, ...], tuple[str, ...]]":
    from detente.engines.hypotheses.leave_one_source_out import without_sources

    return without_sources(asked, asked.as_of, gone)


def _weighed(asked: "Question", table: "Table") -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Posterior and 90 % ranges of a table, by hypothesis."""
    from detente.engines.hypotheses.posterior import posterior
    from detente.engines.hypotheses.ranges import ranges

    p = posterior(table)
    if p is None:
        raise fail("all_excluded", "every hypothesis has probability 0", "Replace a 0 or 1 by .01 or .99.")
    found = ranges(asked, table, QUICK, 0)
    shared, first = found.quantiles["shared"], found.p_rank1["shared"]
    spread = {
        name: {"q05": float(shared["q05"][h]), "q95": float(shared["q95"][h]), "p_rank1": float(first[h])}
        for h, name in enumerate(table.names)
    }
    return {name: float(p[h]) for h, name in enumerate(table.names)}, spread


def _tilts(result: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """What each fact does to each explanation, against the geometric mean of its column, in five steps."""
    from math import log10

    found: dict[str, dict[str, int]] = {}
    for name, each in result["items"].items():
        logs = {h: 10 * log10(max(p, 1e-12)) for h, p in each["report"].items()}
        middle = sum(logs.values()) / len(logs)
        found[name] = {h: _tilt(db - middle) for h, db in logs.items()}
    return found


def _tilt(db: float) -> int:
    size = 2 if abs(db) >= SPEAKS_LOUD else 1 if abs(db) >= SPEAKS else 0
    return size if db > 0 else -size


def _sources(asked: "Question", result: Mapping[str, Any], shorts: Mapping[str, str], names: Mapping[str, str]) -> tuple[LeftOut, ...]:  # fmt: skip
    leader = result["ranking"][0]
    return tuple(
        LeftOut(name, names.get(name, name), sum(name in asked.sources_of(item) for item in asked.scored(asked.as_of)), shorts[each["leader"]], each["posterior"][each["leader"]], each["leader"] != leader)
        for name, each in result.get("leave_one_source_out", {}).items()
        if each["posterior"] is not None and any(name in asked.sources_of(item) for item in asked.scored(asked.as_of))
    )  # fmt: skip


def _prior_of(body: Mapping[str, Any], name: str) -> Any:
    return next(row.get("prior") for row in body["hypotheses"] if row.get("id") == name)


def _word(given: Any, scale: str) -> str:
    """A cell as its coder gave it: the word of the scale in full, or the number."""
    from detente.kernel.probability_words import find, percent

    if isinstance(given, str):
        term = find(scale, given)
        return given if term is None else term.term
    return f"{percent(float(given))} %" if isinstance(given, int | float) else ""


def _judged(item: str, hypothesis: str, word: str, cell: Any, ground: "Ground", names: Mapping[str, str], tilt: int = 0) -> Judged:  # fmt: skip
    return Judged(item, hypothesis, word, cell.lo, cell.point, cell.hi, ground.assumption or "", ground.claims,
                  names.get(ground.coder, ground.coder), tilt)  # fmt: skip


def _evidence(item: Any, raw: Mapping[str, Any], trace: "Trace", names: Mapping[str, str], weight: float | None = None) -> Evidence:  # fmt: skip
    return Evidence(
        item.id, item.text, item.date.isoformat() if item.date else "", item.observed, item.role, item.digit or "",
        tuple(names.get(doc, doc) for doc in item.docs), trace.claims(item.id), str(raw.get("note") or ""), weight,
    )  # fmt: skip


# --- where two analysts part ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One ground of the distance: a premise or a fact, and by how many decibans it takes the first from the second.

    ``factor`` is the same as odds (above 1: towards what the first holds). ``item`` is "prior", a fact or a group of facts.
    """

    item: str
    text: str
    decibans: float
    factor: float
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result of an observation: how likely the two together think it, its odds for the pair, and what each would then hold.

    ``factor`` is P(result | first of the pair) over P(result | second).
    """

    text: str
    p: float
    factor: float
    first: str
    p_first: float
    second: str
    p_second: float
    agreed: bool


@dataclass(frozen=True, slots=True)
class Decider:
    """An observation that could still be made.

    ``telling_db`` are the decibans that it is expected to speak for one of the pair, ``agreed`` is the chance that the two
    hold the same explanation afterwards.
    """

    id: str
    text: str
    telling_db: float
    agreed: float
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two analysts on the same facts: what each puts first, what separates them, and what would decide.

    ``pair`` are the two explanations on which they are measured; the parts add up to ``decibans``.
    """

    question: str
    first: Voice
    second: Voice
    first_holds: str
    first_p: float
    second_holds: str
    second_p: float
    same: bool
    pair: tuple[str, str]
    decibans: float
    factor: float
    parts: tuple[Part, ...]
    deciders: tuple[Decider, ...]


def bridge_between(name: str | Path, question: str, first: str, second: str, *, as_known_on: date | None = None) -> Bridge:  # fmt: skip
    """Where two analysts part; ``table`` names the coder's own table. Raises DetenteError (id-unknown)."""
    from detente.engines.hypotheses.analysts import between

    dossier, asked, trace, shorts, names = bound_question(name, question, as_known_on)
    one, other = _analyst(asked, first), _analyst(asked, second)
    if first == second:
        raise fail("option-invalid", "the same analyst twice", "Choose two.")
    found = between(asked, one, other, asked.as_of)
    own = between(asked, other, one, asked.as_of).posterior
    if found.posterior is None or own is None or found.pair is None or found.total_db is None:
        raise fail("all_excluded", "under the premises of one of them every explanation is impossible")
    p, q = own, found.posterior
    a, b = int(p.argmax()), int(q.argmax())
    coder = str(dossier.questions[question].body().get("coder") or "")
    who = [
        Voice(each, names.get(coder, coder) if each == BASE else names.get(each, each), each not in dossier.sources)
        for each in (first, second)
    ]
    pair = (shorts[asked.names[found.pair[0]]], shorts[asked.names[found.pair[1]]])
    return Bridge(
        question, who[0], who[1], shorts[asked.names[a]], float(p[a]), shorts[asked.names[b]], float(q[b]), a == b, pair,
        found.total_db, 10 ** (found.total_db / 10), tuple(_parts(asked, trace, found, names)), _deciders(asked, p, q, found.pair, shorts),
    )  # fmt: skip


def _analyst(asked: "Question", name: str) -> "Analyst | None":
    if name == BASE:
        return None
    if name not in asked.analysts:
        known = (BASE, *asked.analysts)
        guess = nearest(name, known)
        raise fail("id-unknown", f"there is no analyst {name[:80]!r}", f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(known)}.")  # fmt: skip
    return asked.analysts[name]


def _parts(asked: "Question", trace: "Trace", found: Any, names: Mapping[str, str]) -> list[Part]:
    """The grounds of the distance, the largest first; what separates by nothing is left out."""
    items = {item.id: item for item in asked.items}
    parts = [Part("prior", "", found.prior_db, 10 ** (found.prior_db / 10), ())] if found.prior_db else []
    for unit, db in found.parts.items():
        if not db or abs(db) < 0.005:
            continue
        members = [each for each in asked.items if unit in (each.id, each.group)]
        text = items[unit].text if unit in items else "; ".join(each.text for each in members)
        claims = tuple(dict.fromkeys(claim for each in members for claim in trace.claims(each.id)))
        parts.append(Part(unit, text, db, 10 ** (db / 10), claims))
    return sorted(parts, key=lambda each: -abs(each.decibans))


def _deciders(asked: "Question", p: Any, q: Any, pair: tuple[int, int], shorts: Mapping[str, str]) -> tuple[Decider, ...]:  # fmt: skip
    """Observations, the most telling first; chances are the mean of what the two expect.

    As both take up a result with the same likelihoods, it moves them alike: it decides who was right, and brings them
    together only where it is strong enough to turn one of them.
    """
    from math import log10

    from detente.engines.hypotheses.voi import worth

    found = []
    for candidate in asked.candidates:
        mine, theirs = worth(candidate, p).outcomes, worth(candidate, q).outcomes
        outcomes = []
        for name in candidate.outcomes:
            (chance, after), (other, later) = mine[name], theirs[name]
            if after is None or later is None:
                continue
            a, b = int(after.argmax()), int(later.argmax())
            row = candidate.outcomes[name]
            factor = max(row[pair[0]], 1e-6) / max(row[pair[1]], 1e-6)
            outcomes.append(
                Outcome(name.replace("_", " "), (chance + other) / 2, factor, shorts[asked.names[a]], float(after[a]), shorts[asked.names[b]], float(later[b]), a == b)
            )  # fmt: skip
        agreed = sum(each.p for each in outcomes if each.agreed)
        telling = sum(each.p * abs(10 * log10(each.factor)) for each in outcomes)
        ranked = tuple(sorted(outcomes, key=lambda each: -each.p))
        found.append(Decider(candidate.id, candidate.text, telling, agreed, ranked))
    return tuple(sorted(found, key=lambda each: -each.telling_db))
