"""Issues settled: bind, forecast, study, explain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente import __version__
from detente.dossier.dossier import Dossier
from detente.dossier.sides import period_on
from detente.kernel.errors import fail
from detente.workbench.opening import open_dossier

DRAWS = 10_000


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
    from detente.reports.notes import noted

    if not 2 <= draws <= 1_000_000:
        raise fail("option-invalid", f"{draws} draws are out of range", "Use 2 to 1,000,000.")
    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    used = period or period_in_force(dossier, as_known_on)
    done = settled_issue(dossier, issue, used, draws, seed)
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
    said = noted(dossier, done.sentences)
    manifest = manifest_of(
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


def settle_all(name: str | Path, *, period: str | None = None, as_known_on: date | None = None, scenario: str | None = None,
               draws: int = DRAWS, seed: int = 0) -> tuple[dict[str, Any], ...]:  # fmt: skip
    """A row for every issue on which positions are held in the period: forecast, models, null, actors; in issue order."""
    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    used = period or period_in_force(dossier, as_known_on)
    held = {position.issue for position in dossier.positions.values() if position.period == used}
    rows = []
    for issue in (each for each in dossier.issues if each in held):
        done = settled_issue(dossier, issue, used, draws, seed)
        q, statics = done.forecast.quantiles, done.forecast.statics
        rows.append({"issue": issue, "period": used, "actors": len(done.bound.actors), "q10": q["q10"], "q50": q["q50"], "q90": q["q90"],
                     "weighted_mean": statics.weighted_mean, "plain_mean": statics.plain_mean})  # fmt: skip
    return tuple(rows)


def period_in_force(dossier: Dossier, day: date | None) -> str:
    """The period whose positions count on the day. Raises DetenteError (issue-empty) before the first one."""
    period = period_on(dossier, day)
    if period is None:
        raise fail(
            "issue-empty",
            "the dossier has no period that had begun by then",
            "Add periods to dossier.yaml, or choose a later date.",
        )
    return period.id


def whole_record(dossier: Dossier, day: date | None) -> Any:
    """A period over everything that the claims tell, for a dossier of claims in which nobody has named periods; None for any other.

    It ends on the day, or on the last day on which a document can have appeared.
    """
    from detente.dossier.meta import Period

    claims = list(dossier.usable_claims.values())
    if dossier.dossier.periods or not claims:
        return None
    told = [claim.date.start for claim in claims if claim.date is not None]
    appeared = [known for source in dossier.sources.values() if (known := source.appeared) is not None]
    last = day or max(appeared, default=max(told, default=None))
    if last is None:
        return None
    first = min([*(each for each in told if each <= last), last])
    return Period.model_validate({"id": "whole-record", "title": "The whole record", "from": first, "to": last})


def period_of(dossier: Dossier, name: str) -> Any:
    """The period of that id. Raises DetenteError (id-unknown)."""
    chosen = next((each for each in dossier.dossier.periods if each.id == name), None)
    if chosen is None:
        known = ", ".join(each.id for each in dossier.dossier.periods)
        raise fail("id-unknown", f"there is no period {name!r}", f"Use one of {known}.")
    return chosen


def settled_issue(dossier: Dossier, issue: str, period: str, draws: int, seed: int) -> Any:
    """One issue bound, forecast, studied and explained: a :class:`detente.reports.brief.scope.Settled`."""
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


def manifest_of(
    dossier: Dossier, engine: str, day: date | None, seed: int, options: Mapping[str, Any]
) -> dict[str, Any]:
    """What gives the same bytes again: dossier and fingerprint, as-of date, engine and version, seed, options."""
    return {"dossier": dossier.dossier.id, "dossier_fingerprint": dossier.fingerprint, "as_of": day.isoformat() if day else None,
            "engine": engine, "version": __version__, "seed": seed, "options": dict(options)}  # fmt: skip
