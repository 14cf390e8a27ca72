"""The brief as a report: its sections in order, its masthead, its notes."""

from collections.abc import Mapping
from typing import Any

from detente.reports.blocks import Block, Figure, Report
from detente.reports.brief.bottom_line import bottom_line
from detente.reports.brief.chronology import chronology
from detente.reports.brief.disputes import disputes
from detente.reports.brief.fragility import fragility
from detente.reports.brief.method import method
from detente.reports.brief.outlook import outlook
from detente.reports.brief.scope import Scope
from detente.reports.brief.state import state
from detente.reports.brief.voices import voices
from detente.reports.notes import with_notes


def compose(scope: Scope, figures: Mapping[str, Figure], manifest: dict[str, Any]) -> Report:
    """The whole brief. ``figures`` holds issue_map, timeline, heatmap and coverage, or fewer; ``manifest`` goes along."""
    heatmap = figures.get("heatmap") if scope.issue is None else None
    blocks: list[Block] = [
        *bottom_line(scope),
        *state(
            scope,
            figures.get("issue_map"),
            [figures[name] for name in ("settlement", "tornado", "paths") if name in figures],
        ),
        *([heatmap] if heatmap else []),
        *voices(scope),
        *disputes(scope),
        *chronology(scope, figures.get("timeline")),
        *outlook(scope),
        *fragility(scope, figures.get("coverage")),
        *method(scope),
    ]
    subject = scope.dossier.issues[scope.issue].name if scope.issue else scope.period.title
    report = Report(
        scope.dossier.dossier.title,
        f"Brief: {subject}",
        tuple(blocks),
        facts=_facts(scope, manifest),
        manifest=manifest,
    )
    return with_notes(report, scope.dossier)


HINDSIGHT = (
    "positions and judgements were coded later, with every document at hand; what rests on later documents is left out"
)


def _facts(scope: Scope, manifest: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    known = scope.day.isoformat() if scope.day else f"all documents (the last appeared by {scope.last_day.isoformat()})"
    share = scope.dossier.dossier.coding.double_coded_share
    documents = _counted(len(scope.dossier.sources), "document")
    claims = _counted(len(scope.dossier.usable_claims), "confirmed claim")
    facts = [
        ("As known on", known),
        ("Period", scope.period.title),
        ("Rests on", f"{documents}, {claims}, {f'{share:.0%} double-coded' if share else 'not double-coded'}"),
        ("Made by", f"detente {manifest['version']}, seed {manifest['seed']}, dossier {manifest['dossier_fingerprint'][:12]}"),
    ]  # fmt: skip
    if scope.day is not None:
        facts.append(("Hindsight", HINDSIGHT))
    return tuple(facts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
