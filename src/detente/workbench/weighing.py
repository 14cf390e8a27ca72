"""Weighing the questions of a dossier: bind, audit, explain; one function for one question, one for all of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.errors import fail
from detente.kernel.probability_words import percent
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    from detente.dossier.dossier import Dossier
    from detente.dossier.model_file import ModelFile
    from detente.engines.hypotheses.question import Question
    from detente.reports.charts.chart import Chart

DRAWS = 5_000
#: What the table of all questions needs.
BRIEF = ("posterior", "ranges", "leave_one_source_out", "robustness")


@dataclass(frozen=True)
class Weighed:
    """A question weighed: the result as RESULT.json has it, the account in sections, and the manifest.

    ``sections`` hold a heading and sentences, each with text, claims, assumption and note. ``table`` has hypotheses in
    rows and evidence in columns: the only layout that lowered confirmation bias (Dhami et al. 2024).
    """

    question: str
    title: str
    scale: str
    result: dict[str, Any]
    sections: tuple[dict[str, Any], ...]
    table: tuple[dict[str, str], ...]
    charts: "tuple[Chart, ...]"
    manifest: dict[str, Any]


def weigh(
    name: str | Path, question: str, *, as_known_on: date | None = None, draws: int = DRAWS, seed: int = 0
) -> Weighed:
    """One question of a dossier with the whole audit. Raises DetenteError for an unknown or faulty question."""
    from detente import __version__
    from detente.binding.hypotheses import bind
    from detente.engines.hypotheses.solve import solve
    from detente.explain.hypotheses import explain
    from detente.reports.notes import noted

    dossier = _open(name, as_known_on, draws)
    asked, trace = bind(dossier, question, as_known_on)
    result = _solved(asked, question, lambda: solve(asked, draws=draws, seed=seed, version=__version__))
    names = {each: source.short for each, source in dossier.sources.items()}
    sections = tuple(
        {"heading": section.heading, "sentences": list(noted(dossier, section.sentences))}
        for section in explain(asked, result, trace, names)
    )
    manifest = {
        "dossier": dossier.dossier.id, "dossier_fingerprint": dossier.fingerprint, "engine": "hypotheses", "version": __version__,
        "as_of": as_known_on.isoformat() if as_known_on else None, "seed": seed, "options": {"question": question, "draws": draws},
    }  # fmt: skip
    title = dossier.questions[question].title or question
    charts = charts_of(title, asked, result, names, short_names(asked, dossier.questions[question]))
    return Weighed(question, title, asked.scale, result, sections, _table(asked, result), charts, manifest)


def charts_of(
    title: str, asked: "Question", result: dict[str, Any], documents: dict[str, str], names: dict[str, str]
) -> "tuple[Chart, ...]":
    """Posterior with its three ranges, what each item weighs, and what else the question has data for.

    That is the course over time, the leader without each source, the cells that move it most, and where the analysts part.
    """
    from detente.engines.hypotheses.tornado import swings
    from detente.reports.charts.hypotheses.bridge import bridge
    from detente.reports.charts.hypotheses.course import course
    from detente.reports.charts.hypotheses.posterior import posterior
    from detente.reports.charts.hypotheses.tornado import tornado
    from detente.reports.charts.hypotheses.weights import weights
    from detente.reports.charts.hypotheses.without_sources import without_sources

    dates = {item.id: item.date.isoformat() for item in asked.items if item.date}
    found = [posterior(title, result, names), weights(title, result, names, dates)]
    if len(result.get("timeline", ())) > 1:
        found.append(course(title, result, names))
    if result.get("leave_one_source_out"):
        found.append(without_sources(title, result, {**documents, **names}))
    if bars := swings(asked):
        found.append(tornado(title, result, names, bars))
    if result.get("disagreement"):
        found.append(bridge(title, result, names))
    return tuple(found)


def short_names(asked: "Question", file: "ModelFile") -> dict[str, str]:
    """A name for each hypothesis that fits a chart: its ``short``, else what stands before the colon of its text, else its id."""
    rows = [row for row in file.body().get("hypotheses", ()) if isinstance(row, dict)]
    own = {row.get("id"): row["short"] for row in rows if isinstance(row.get("short"), str)}
    heads = {each.id: each.text.partition(":") for each in asked.hypotheses}
    found = {name: head.strip() if colon and len(head) <= _SHORT else name for name, (head, colon, _) in heads.items()}
    return {name: own.get(name, head) for name, head in found.items()}


_SHORT = 48


def weigh_all(
    name: str | Path, *, as_known_on: date | None = None, draws: int = DRAWS, seed: int = 0
) -> tuple[dict[str, Any], ...]:
    """Every question of a dossier in a row: leader, posterior in words, range, common bias, and the heaviest source."""
    from detente.binding.hypotheses import bind
    from detente.engines.hypotheses.solve import solve
    from detente.explain.hypotheses import heaviest_source, say_posterior

    dossier = _open(name, as_known_on, draws)
    rows = []
    for question in dossier.questions:
        asked, _ = bind(dossier, question, as_known_on)
        result = _solved(asked, question, lambda asked=asked: solve(asked, BRIEF, draws=draws, seed=seed))
        leader = result["ranking"][0]
        spread = result["ranges"]["shared"][leader]
        heaviest = heaviest_source(result)
        source, without = heaviest if heaviest is not None else (None, None)
        rows.append({
            "question": question, "title": dossier.questions[question].title, "items": len(result["items"]), "leader": leader,
            "posterior": result["posterior"][leader], "low": spread["q05"], "high": spread["q95"],
            "answer": say_posterior(result, leader, asked.scale), "common_bias_db": result["robustness"]["common_bias_db"],
            "stands_on": source, "without_it": without["leader"] if without is not None else None,
        })  # fmt: skip
    return tuple(rows)


def _open(name: str | Path, as_known_on: date | None, draws: int) -> "Dossier":
    if not 1 <= draws <= 1_000_000:
        raise fail("option-invalid", f"{draws} draws are out of range", "Use 1 to 1,000,000.")
    return open_dossier(name, as_known_on=as_known_on)


def checked(asked: "Question", question: str) -> None:
    """Raises DetenteError where every explanation is impossible under the table or under an analyst's."""
    from detente.engines.hypotheses.solve import excluded
    from detente.kernel.errors import DetenteError, Problem

    if problems := excluded(asked):
        raise DetenteError(
            *(Problem(f"questions/{question}.yaml", 0, p.slug, p.message, p.fix, place=p.place) for p in problems)
        )


def _solved(asked: Any, question: str, run: Any) -> dict[str, Any]:
    checked(asked, question)
    found: dict[str, Any] = run()
    return found


def _table(question: Any, result: dict[str, Any]) -> tuple[dict[str, str], ...]:
    """Hypotheses in rows, scored items in columns, in percent; ``not`` in the head marks what was not seen."""
    items = {item.id: item for item in question.items if item.id in result["items"]}
    rows = []
    for h, name in enumerate(question.names):
        row = {"hypothesis": name, "prior": percent(result["prior"][name])}
        for each in items.values():
            row[each.id if each.observed else f"not {each.id}"] = percent(each.likelihood[h].point)
        row["posterior"] = percent(result["posterior"][name])
        rows.append(row)
    return tuple(rows)
