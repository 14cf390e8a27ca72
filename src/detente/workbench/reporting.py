"""Lists, settlements and briefs: bind, compute, explain, report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from detente import __version__
from detente.dossier.dossier import Dossier
from detente.dossier.sides import period_on
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.reports.blocks import Figure, Report
from detente.reports.listing import Filters, Listing, listing
from detente.workbench.opening import open_dossier

DRAWS = 10_000


def show(name: str | Path, what: str, filters: Filters = Filters(), *, as_known_on: date | None = None) -> Listing:  # noqa: B008
    """A list of records (``detente.reports.listing.KINDS``), filtered by actor, issue, source, dates."""
    return listing(open_dossier(name, as_known_on=as_known_on), what, filters)


@dataclass(frozen=True)
class SettledIssue:
    """An issue settled: numbers, sentences with their notes, and the manifest that gives the same bytes again."""

    issue: str
    period: str
    numbers: dict[str, Any]
    sentences: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]


def settle(name: str | Path, issue: str, *, period: str | None = None, as_known_on: date | None = None,
           scenario: str | None = None, draws: int = DRAWS, seed: int = 0) -> SettledIssue:  # fmt: skip
    """Where an issue settles: the predictive distribution beside the models and the null, who pulls, what it hangs on."""
    from detente.engines.bargaining.static import MODELS
    from detente.reports.notes import note

    if not 2 <= draws <= 1_000_000:
        raise fail("option-invalid", f"{draws} draws are out of range", "Use 2 to 1,000,000.")
    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    used = period or _period(dossier, as_known_on)
    done = _settled(dossier, issue, used, draws, seed)
    statics = done.forecast.statics
    numbers = {
        **done.forecast.quantiles,
        "weighted_mean": statics.weighted_mean, "low80": done.runs.q10, "high80": done.runs.q90, "plain_mean": statics.plain_mean,
        "models": {model: getattr(statics, model) for model in MODELS}, "challenge": _challenge_end(done.bound),
        "density": [float(p) for p in done.forecast.density],
        "drivers": [{"actor": a, "field": f, "share": s} for a, f, s in done.runs.drivers[:10]],
        "actors": [
            {"actor": a, "share": s, "pull": p, "leave_one_out": o}
            for a, s, p, o in zip(done.bound.actors, statics.share, statics.pull, statics.leave_one_out, strict=True)
        ],
        "single_source": _single_source(dossier, done.trace),
    }  # fmt: skip
    said = tuple(
        {
            "text": s.text,
            "claims": list(s.claims),
            "assumption": s.assumption,
            "note": note(dossier, s.claims) if s.claims else None,
        }
        for s in done.sentences
    )
    manifest = _manifest(
        dossier, "bargaining", as_known_on, seed, {"issue": issue, "period": used, "draws": draws, "scenario": scenario}
    )
    return SettledIssue(issue, used, numbers, said, manifest)


def _challenge_end(bound: Any) -> dict[str, float]:
    """Median and mean after ten rounds of the challenge model as coded: an account of who moves, not the forecast."""
    from detente.engines.bargaining.challenge import run

    path = run(bound, rounds=10)
    return {"median": float(path.median[-1]), "mean": float(path.mean[-1])}


def _single_source(dossier: Dossier, trace: Any) -> dict[str, list[str]]:
    """Document -> the actors whose position would rest on nothing without it."""
    from detente.binding.trace import without

    claims = dossier.claims
    lost = {
        name: without(trace, [c for c in trace.every_claim() if claims[c].source_document == name])
        for name in dossier.sources
    }
    return {name: list(actors) for name, actors in lost.items() if actors}


def compose_brief(name: str | Path, *, as_known_on: date | None = None, issue: str | None = None, period: str | None = None,
                  scenario: str | None = None, draws: int = DRAWS, seed: int = 0, charts: bool = True) -> Report:  # fmt: skip
    """The brief as a report. ``charts=False`` leaves the figures out (they need the ``charts`` extra)."""
    from detente.reports.brief.compose import compose
    from detente.reports.brief.scope import Scope

    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    if issue is not None and issue not in dossier.issues:
        guess = nearest(issue, dossier.issues)
        raise fail(
            "id-unknown",
            f"there is no issue {issue!r}",
            f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(dossier.issues)}.",
        )
    used = period or _period(dossier, as_known_on)
    chosen = next((each for each in dossier.dossier.periods if each.id == used), None)
    if chosen is None:
        raise fail(
            "id-unknown",
            f"there is no period {used!r}",
            f"Use one of {', '.join(each.id for each in dossier.dossier.periods)}.",
        )
    held = {p.issue for p in dossier.positions.values() if p.period == used}
    covered = [each for each in dossier.issues if issue in (None, each)]
    settled = {each: _settled(dossier, each, used, draws, seed) for each in covered if each in held}
    if issue in settled:
        settled[issue] = replace(settled[issue], moves=_moves(dossier, settled[issue]))
    scope = Scope(dossier, as_known_on, chosen, issue, settled, _elsewhere(dossier, used, covered, as_known_on, seed))
    manifest = _manifest(
        dossier, "bargaining", as_known_on, seed, {"issue": issue, "period": used, "draws": draws, "scenario": scenario}
    )
    return compose(scope, _figures(scope.dossier, used, issue, settled, seed) if charts else {}, manifest)


def _period(dossier: Dossier, day: date | None) -> str:
    period = period_on(dossier, day)
    if period is None:
        raise fail(
            "issue-empty",
            "the dossier has no period that had begun by then",
            "Add periods to dossier.yaml, or choose a later date.",
        )
    return period.id


def _settled(dossier: Dossier, issue: str, period: str, draws: int, seed: int) -> Any:
    from detente.binding.bargaining import bind
    from detente.explain.bargaining import explain
    from detente.explain.dependence import dependence
    from detente.reports.brief.scope import Settled
    from detente.studies.ensemble import ensemble
    from detente.studies.forecast import forecast

    bound, trace = bind(dossier, issue, period)
    answer, runs = forecast(bound, seed=seed), ensemble(bound, draws=draws, seed=seed)
    names = {actor: dossier.actor_name(actor) for actor in bound.actors}
    said = explain(answer, runs, trace, bound, dossier.issues[issue], names)
    lost = {dossier.sources[name].short: actors for name, actors in _single_source(dossier, trace).items()}
    return Settled(bound, answer, runs, trace, (*said, *dependence(lost, len(bound.actors), names)))


def _moves(dossier: Dossier, done: Any) -> tuple[Any, ...]:
    """The first round of the challenge model in sentences; nothing if there is nobody to challenge."""
    from detente.engines.bargaining.challenge import run
    from detente.explain.challenge import explain_round

    if len(done.bound.actors) < 2:
        return ()
    names = {actor: dossier.actor_name(actor) for actor in done.bound.actors}
    return explain_round(run(done.bound, rounds=1), 1, done.trace, names)


def _elsewhere(
    dossier: Dossier, period: str, issues: Sequence[str], day: date | None, seed: int
) -> dict[str, dict[str, Any]]:
    """The forecasts of the other periods that had begun by the day: period -> issue -> forecast."""
    from detente.binding.bargaining import bind
    from detente.studies.forecast import forecast

    held = {(p.issue, p.period) for p in dossier.positions.values()}
    others = [each.id for each in dossier.dossier.periods if each.id != period and (day is None or each.from_ <= day)]
    return {
        other: {
            issue: forecast(bind(dossier, issue, other)[0], seed=seed) for issue in issues if (issue, other) in held
        }
        for other in others
    }


def _manifest(dossier: Dossier, engine: str, day: date | None, seed: int, options: Mapping[str, Any]) -> dict[str, Any]:
    return {"dossier": dossier.dossier.id, "dossier_fingerprint": dossier.fingerprint, "as_of": day.isoformat() if day else None,
            "engine": engine, "version": __version__, "seed": seed, "options": dict(options)}  # fmt: skip


def _figures(
    dossier: Dossier, period: str, issue: str | None, settled: Mapping[str, Any], seed: int
) -> dict[str, Figure]:
    from detente.reports.charts.coverage import coverage
    from detente.reports.charts.heatmap import heatmap
    from detente.reports.charts.issue_map import issue_map
    from detente.reports.charts.timeline import timeline

    charts = {"timeline": timeline(dossier), "coverage": coverage(dossier)}
    if issue is None:
        charts |= {"issue_map": issue_map(dossier, period), "heatmap": heatmap(dossier, period)}
    elif issue in settled:
        charts |= _issue_charts(dossier, issue, settled[issue], seed)
    return {name: Figure(chart) for name, chart in charts.items()}


def _issue_charts(dossier: Dossier, issue: str, done: Any, seed: int) -> dict[str, Any]:
    """The forecast with its actors, what moves it, and the challenge model round by round."""
    from detente.engines.bargaining.challenge import run
    from detente.reports.charts.paths import paths
    from detente.reports.charts.settlement import settlement
    from detente.reports.charts.tornado import tornado
    from detente.studies.sensitivity import sensitivity

    name, names = dossier.issues[issue].name, {actor: dossier.actor_name(actor) for actor in done.bound.actors}
    statics = done.forecast.statics
    marks = {
        "weighted mean": statics.weighted_mean,
        "plain mean": statics.plain_mean,
        "weighted median": statics.weighted_median,
    }
    drivers = [(f"{_FIELD[d.field]} of {names[d.actor]}", d.first, d.total) for d in sensitivity(done.bound, seed=seed)]
    charts = {
        "settlement": settlement(name, done.bound, done.forecast.density, done.forecast.quantiles, marks, names),
        "tornado": tornado(name, drivers),
    }
    if len(done.bound.actors) > 1:
        path = run(done.bound, rounds=6)
        charts["paths"] = paths(
            name,
            done.bound.actors,
            path.positions.tolist(),
            path.median.tolist(),
            done.bound.low,
            done.bound.high,
            names,
        )
    return charts


_FIELD = {"position": "position", "salience": "salience", "capability": "influence"}


# --- rendering --------------------------------------------------------------------------------------------------------


def render(report: Report, form: str) -> str | bytes:
    """The report as ``md``, ``html``, ``docx`` or ``json``. Raises DetenteError (part-missing) for an absent extra."""
    if form not in _RENDERERS:
        raise fail("option-invalid", f"there is no format {form!r}", f"Use one of {', '.join(_RENDERERS)}.")
    return _RENDERERS[form](report)


def brief_formats() -> tuple[str, ...]:
    """The formats that ``render`` knows."""
    return tuple(_RENDERERS)


def _markdown(report: Report) -> str:
    from detente.reports.markdown import markdown

    return markdown(report)


def _html(report: Report) -> str:
    from detente.reports.charts.render import to_svg
    from detente.reports.html import html

    return html(report, to_svg)


def _word(report: Report) -> bytes:
    from detente.reports.charts.render import to_png
    from detente.reports.markdown import as_data_uri
    from detente.reports.word import word

    return word(report, lambda chart: as_data_uri(to_png(chart)))


def _json(report: Report) -> str:
    from detente.reports.as_json import as_json

    return as_json(report)


_RENDERERS: dict[str, Callable[[Report], str | bytes]] = {"md": _markdown, "html": _html, "docx": _word, "json": _json}
