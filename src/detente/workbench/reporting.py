"""Lists, settlements and briefs: bind, compute, explain, report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    """Where an issue settles: the compromise mean with its range beside the null, who pulls, what it hangs on."""
    from detente.reports.notes import note

    if not 2 <= draws <= 1_000_000:
        raise fail("option-invalid", f"{draws} draws are out of range", "Use 2 to 1,000,000.")
    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    used = period or _period(dossier, as_known_on)
    done = _settled(dossier, issue, used, draws, seed)
    numbers = {
        "compromise_mean": done.result.compromise_mean, "low80": done.runs.q10, "high80": done.runs.q90,
        "weighted_median": done.result.weighted_median, "plain_mean": done.result.plain_mean,
        "drivers": [{"actor": a, "field": f, "share": s} for a, f, s in done.runs.drivers[:10]],
        "actors": [{"actor": a, "share": s, "pull": p} for a, s, p in zip(done.result.actors, done.result.share, done.result.pull, strict=True)],
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
    settled = {
        each: _settled(dossier, each, used, draws, seed)
        for each in dossier.issues
        if each in held and issue in (None, each)
    }
    scope = Scope(dossier, as_known_on, chosen, issue, settled)
    manifest = _manifest(
        dossier, "bargaining", as_known_on, seed, {"issue": issue, "period": used, "draws": draws, "scenario": scenario}
    )
    return compose(scope, _figures(scope.dossier, used, issue) if charts else {}, manifest)


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
    from detente.engines.bargaining.solve import settle as solve
    from detente.explain.bargaining import explain
    from detente.reports.brief.scope import Settled
    from detente.studies.ensemble import ensemble

    table, trace = bind(dossier, issue, period)
    result, runs = solve(table), ensemble(table, draws=draws, seed=seed)
    names = {actor: dossier.actor_name(actor) for actor in table.actors}
    return Settled(result, runs, trace, explain(result, runs, trace, dossier.issues[issue], names))


def _manifest(dossier: Dossier, engine: str, day: date | None, seed: int, options: Mapping[str, Any]) -> dict[str, Any]:
    return {"dossier": dossier.dossier.id, "dossier_fingerprint": dossier.fingerprint, "as_of": day.isoformat() if day else None,
            "engine": engine, "version": __version__, "seed": seed, "options": dict(options)}  # fmt: skip


def _figures(dossier: Dossier, period: str, issue: str | None) -> dict[str, Figure]:
    from detente.reports.charts.coverage import coverage
    from detente.reports.charts.heatmap import heatmap
    from detente.reports.charts.issue_map import issue_map
    from detente.reports.charts.timeline import timeline

    charts = {"timeline": timeline(dossier), "coverage": coverage(dossier)}
    if issue is None:
        charts |= {"issue_map": issue_map(dossier, period), "heatmap": heatmap(dossier, period)}
    return {name: Figure(chart) for name, chart in charts.items()}


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
