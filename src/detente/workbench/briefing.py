"""The brief: the dossier as of a day, its issues settled, its figures drawn, composed into one report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from detente.dossier.dossier import Dossier
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.reports.blocks import Figure, Report
from detente.workbench.opening import open_dossier
from detente.workbench.settling import DRAWS, manifest_of, period_in_force, settled_issue


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
    used = period or period_in_force(dossier, as_known_on)
    chosen = next((each for each in dossier.dossier.periods if each.id == used), None)
    if chosen is None:
        raise fail(
            "id-unknown",
            f"there is no period {used!r}",
            f"Use one of {', '.join(each.id for each in dossier.dossier.periods)}.",
        )
    held = {p.issue for p in dossier.positions.values() if p.period == used}
    covered = [each for each in dossier.issues if issue in (None, each)]
    settled = {each: settled_issue(dossier, each, used, draws, seed) for each in covered if each in held}
    if issue in settled:
        settled[issue] = replace(settled[issue], moves=_moves(dossier, settled[issue]))
    scope = Scope(dossier, as_known_on, chosen, issue, settled, _elsewhere(dossier, used, covered, as_known_on, seed))
    manifest = manifest_of(
        dossier, "bargaining", as_known_on, seed, {"issue": issue, "period": used, "draws": draws, "scenario": scenario}
    )
    return compose(
        scope, _figures(scope.dossier, used, issue, settled, seed) if charts else {}, manifest, dossier.dossier.desk
    )


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
