"""The brief: the dossier as of a day, its issues settled, its figures drawn, composed into one report."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from detente.dossier.dossier import Dossier
from detente.dossier.meta import Desk
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.reports.blocks import Figure, Report
from detente.workbench.opening import open_dossier
from detente.workbench.settling import DRAWS, manifest_of, period_in_force, period_of, settled_issue, whole_record

_T = TypeVar("_T")


def compose_brief(name: str | Path, *, as_known_on: date | None = None, issue: str | None = None, period: str | None = None,
                  scenario: str | None = None, draws: int = DRAWS, seed: int = 0, charts: bool = True, since: date | None = None,
                  desk: Mapping[str, Any] | None = None, question: str | None = None, left_out: Collection[str] = (),
                  progress: Callable[[int, int], None] | None = None) -> Report:  # fmt: skip
    """The brief as a report. ``charts=False`` leaves the figures out (they need the ``charts`` extra).

    ``question`` is the one question on rival explanations to be told of (by default all that touch the issue), ``left_out``
    are sections (:data:`detente.reports.brief.sections.SECTIONS`), ``progress`` is told steps done and steps in all.

    ``since`` is the day of the brief that this one follows: a section says what changed. ``desk`` overrides reader,
    decision and horizon of dossier.yaml. A brief that fails its own checks carries the findings on its last page.
    """
    from detente.reports.brief.checks import with_checks
    from detente.reports.brief.compose import compose
    from detente.reports.brief.scope import Scope
    from detente.workbench.conflicts_for_briefs import played_for
    from detente.workbench.deals_for_briefs import agreeable_for
    from detente.workbench.events_for_briefs import warmth_for
    from detente.workbench.questions_for_briefs import track_for, weighed_for
    from detente.workbench.suggestions_for_briefs import open_suggestions

    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    if issue is not None and issue not in dossier.issues:
        guess = nearest(issue, dossier.issues)
        raise fail(
            "id-unknown",
            f"there is no issue {issue!r}",
            f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(dossier.issues)}.",
        )
    if question is not None and question not in dossier.questions:
        guess = nearest(question, dossier.questions)
        raise fail("id-unknown", f"there is no question {question!r}", f"Did you mean {guess!r}?" if guess else "")
    whole = whole_record(dossier, as_known_on) if period is None else None
    chosen = whole or period_of(dossier, period or period_in_force(dossier, as_known_on))
    held = {p.issue for p in dossier.positions.values() if p.period == chosen.id}
    covered = [each for each in dossier.issues if issue in (None, each)]
    told = _Steps(progress, sum(each in held for each in covered) + _PARTS)
    settled = {each: told(settled_issue(dossier, each, chosen.id, draws, seed)) for each in covered if each in held}
    if issue in settled:
        settled[issue] = replace(settled[issue], moves=_moves(dossier, settled[issue]))
    scope = Scope(
        dossier,
        as_known_on,
        chosen,
        issue,
        settled,
        _elsewhere(dossier, chosen.id, covered, as_known_on, seed),
        told(weighed_for(dossier, as_known_on, issue, seed, charts, question)),
        since,
        _before(name, since, issue, scenario, seed, question),
        told(track_for(dossier, as_known_on, seed)),
        told(played_for(dossier, as_known_on, issue)),
        told(agreeable_for(dossier, as_known_on, chosen.id, issue, charts)),
        warmth_for(dossier, as_known_on, issue, seed, charts),
        open_suggestions(name, dossier.sources),
    )
    options = {
        "issue": issue,
        "period": chosen.id,
        "draws": draws,
        "scenario": scenario,
        "since": since.isoformat() if since else None,
        **({"question": question} if question else {}),
        **({"left_out": sorted(left_out)} if left_out else {}),
    }
    engine = "hypotheses and bargaining" if scope.weighed else "bargaining"
    manifest = manifest_of(dossier, engine, as_known_on, seed, options)
    figures = told(_figures(scope.dossier, chosen.id, issue, settled, seed) if charts else {})
    return with_checks(compose(scope, figures, manifest, _desk(dossier, desk or {}), left_out))


#: Steps of a brief beside its issues: questions, track record, conflicts, deals, figures.
_PARTS = 5


class _Steps:
    """Counts steps and hands on what each of them gave."""

    def __init__(self, progress: Callable[[int, int], None] | None, total: int) -> None:
        self.progress, self.done, self.total = progress, 0, total

    def __call__(self, value: _T) -> _T:
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.total)
        return value


def _before(
    name: str | Path, since: date | None, issue: str | None, scenario: str | None, seed: int, question: str | None
) -> tuple[Any, ...]:
    """The questions as the earlier brief had them."""
    from detente.workbench.questions_for_briefs import weighed_for

    if since is None:
        return ()
    return weighed_for(open_dossier(name, as_known_on=since, scenario=scenario), since, issue, seed, only=question)


def _desk(dossier: Dossier, given: Mapping[str, Any]) -> Desk | None:
    """Reader, decision and horizon: what the caller gives, else what dossier.yaml says."""
    own = dossier.dossier.desk.model_dump() if dossier.dossier.desk else {}
    told = {**own, **{key: value for key, value in given.items() if value is not None}}
    return Desk.model_validate(told) if told.keys() >= {"reader", "decision", "horizon"} else None


def save_brief(report: Report, out: Path, form: str) -> tuple[Path, ...]:
    """Write a brief, and beside it the numbers of its model, which the front matter of a Markdown brief names.

    Returns the files written. The model's file is named after the brief: ``brief.md`` and ``brief.result.json``.
    """
    from detente.workbench.exporting import save
    from detente.workbench.rendering import render

    model = out.with_suffix(".result.json") if form == "md" and report.model is not None else None
    if model is not None:
        report = replace(report, front={**report.front, "model": model.name})
    content = render(report, form)
    if model is not None:
        save(model, json.dumps(report.model, ensure_ascii=False, indent=1) + "\n")
    save(out, content)
    return (out,) if model is None else (out, model)


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


def _figures(
    dossier: Dossier, period: str, issue: str | None, settled: Mapping[str, Any], seed: int
) -> dict[str, Figure]:
    from detente.reports.charts.coverage import coverage
    from detente.reports.charts.heatmap import heatmap
    from detente.reports.charts.issue_map import issue_map
    from detente.reports.charts.timeline import timeline

    charts = {"timeline": timeline(dossier), "coverage": coverage(dossier)}
    if issue is None:
        if period in {each.id for each in dossier.dossier.periods}:  # not where the whole record stands for one
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
