"""The brief as a report: its sections in order, its masthead, its notes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from detente.dossier.meta import Desk
from detente.reports.blocks import Block, Figure, Report
from detente.reports.brief.agreement import agreement
from detente.reports.brief.bottom_line import bottom_line
from detente.reports.brief.changes import changes
from detente.reports.brief.chronology import chronology
from detente.reports.brief.conflicts import conflicts
from detente.reports.brief.discussion import discussion
from detente.reports.brief.disputes import disputes
from detente.reports.brief.events import events
from detente.reports.brief.evidence import evidence
from detente.reports.brief.forecasts import forecasts
from detente.reports.brief.fragility import fragility
from detente.reports.brief.hypotheses import hypotheses
from detente.reports.brief.key_judgements import key_judgements
from detente.reports.brief.outlook import outlook
from detente.reports.brief.scope import Scope
from detente.reports.brief.sections import without
from detente.reports.brief.sources import sources
from detente.reports.brief.standing import assumptions, confidence, implications, indicators, uncertainty
from detente.reports.brief.state import state
from detente.reports.brief.voices import voices
from detente.reports.notes import with_notes

FORMAT = "detente/brief/1"
FIRST = "first assessment"


def compose(scope: Scope, figures: Mapping[str, Figure], manifest: dict[str, Any], desk: Desk | None = None, left_out: Collection[str] = ()) -> Report:  # fmt: skip
    """The whole brief. ``figures`` holds issue_map, timeline, heatmap and coverage, or fewer; ``manifest`` goes along.

    ``left_out`` are keys of :data:`detente.reports.brief.sections.SECTIONS`.
    """
    previous = brief_id(scope, scope.since.isoformat()) if scope.since else FIRST
    blocks: list[Block] = [
        *bottom_line(scope),
        *key_judgements(scope),
        *implications(scope),
        *changes(scope, previous),
        *discussion(scope),
        *hypotheses(scope),
        *confidence(scope),
        *assumptions(scope),
        *uncertainty(scope),
        *indicators(scope),
        *state(scope, figures.get("issue_map"), _some(figures, "settlement", "tornado", "paths")),
        *(_some(figures, "heatmap") if scope.issue is None else ()),
        *agreement(scope),
        *conflicts(scope),
        *voices(scope),
        *disputes(scope),
        *chronology(scope, figures.get("timeline")),
        *events(scope),
        *outlook(scope),
        *forecasts(scope),
        *fragility(scope, figures.get("coverage")),
        *evidence(scope),
        *sources(scope),
    ]
    subject = scope.dossier.issues[scope.issue].name if scope.issue else scope.period.title
    report = Report(
        scope.dossier.dossier.title,
        f"Brief: {subject}",
        tuple(without(blocks, left_out)),
        front=_front(scope, manifest, desk, previous),
        model=_model(scope),
        facts=_facts(scope, manifest),
        manifest=manifest,
    )
    return with_notes(report, scope.dossier)


def _some(figures: Mapping[str, Figure], *names: str) -> Sequence[Figure]:
    return tuple(figures[name] for name in names if name in figures)


def brief_id(scope: Scope, day: str) -> str:
    """The id of a brief: what it is about, and as of when."""
    return "-".join(filter(None, (scope.dossier.dossier.id, scope.issue or scope.period.id, day)))


def _front(scope: Scope, manifest: Mapping[str, Any], desk: Desk | None, previous: str) -> dict[str, str | int]:
    """The front matter of the Markdown profile."""
    return {
        "format": FORMAT,
        "id": brief_id(scope, scope.day.isoformat() if scope.day else "all"),
        "title": f"{scope.dossier.dossier.title}: {scope.dossier.issues[scope.issue].name if scope.issue else scope.period.title}",
        "reader": desk.reader if desk else "",
        "decision": desk.decision if desk else "",
        "horizon": desk.horizon.isoformat() if desk else "",
        "scale": scope.weighed[0].scale if scope.weighed else "icd203",
        "engine": f"{manifest['engine']} {manifest['version']}",
        "seed": manifest["seed"],
        "model": "",
        "previous": previous,
    }


def _model(scope: Scope) -> dict[str, Any] | None:
    """The results that the text quotes: one, or a set of them."""
    if not scope.weighed:
        return None
    results = [dict(each.result) for each in scope.weighed]
    return results[0] if len(results) == 1 else {"format": "detente/hypotheses-result-set/1", "results": results}


HINDSIGHT = (
    "positions and judgements were coded later, with every document at hand; what rests on later documents is left out"
)


def _facts(scope: Scope, manifest: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    known = scope.day.isoformat() if scope.day else f"all documents (the last appeared by {scope.last_day.isoformat()})"
    share = scope.dossier.dossier.coding.double_coded_share
    documents = _counted(len(scope.dossier.sources), "document")
    claims = _counted(len(scope.dossier.usable_claims), "confirmed claim")
    rests = f"{documents}, {claims}, {f'{share:.0%} double-coded' if share else 'not double-coded'}"
    facts = [
        ("As known on", known),
        ("Period", scope.period.title),
        ("Rests on", f"{rests}; {scope.undecided}" if scope.undecided else rests),
        ("Made by", f"detente {manifest['version']}, seed {manifest['seed']}, dossier {manifest['dossier_fingerprint'][:12]}"),
    ]  # fmt: skip
    if scope.day is not None:
        facts.append(("Hindsight", HINDSIGHT))
    return tuple(facts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
