"""Forecast questions with their rule, and the track record of what was forecast before."""

from collections.abc import Iterator

from detente.dossier.forecast import ForecastQuestion
from detente.explain.sentence import Sentence
from detente.kernel.probability_words import percent
from detente.reports.blocks import Block, Bullets, Heading, Paragraph
from detente.reports.brief.scope import Scope

SHOWN = 8


def forecasts(scope: Scope) -> Iterator[Block]:
    """The questions in scope, open ones first, each with criteria and day; then the record."""
    known = [
        q
        for q in scope.dossier.forecasts.values()
        if scope.touches(q.issues) and (scope.day is None or q.open <= scope.day)
    ]
    if known:
        yield Heading("Forecast questions")
        ranked = sorted(known, key=lambda q: (_settled(scope, q), -q.scheduled_resolve.toordinal()))
        yield Bullets(tuple(Paragraph(tuple(_say(scope, q))) for q in ranked[:SHOWN]))
    yield Heading("Track record")
    yield Paragraph((Sentence(_record(scope)),))


def _settled(scope: Scope, question: ForecastQuestion) -> bool:
    """True if the outcome was known on the day of the view."""
    resolved = getattr(question, "actual_resolve", None) or question.scheduled_resolve
    return question.state == "resolved" and (scope.day is None or resolved <= scope.day)


def _say(scope: Scope, question: ForecastQuestion) -> Iterator[Sentence]:
    calls = [call for call in question.forecasts if scope.day is None or call.at <= scope.day]
    last = calls[-1] if calls else None
    number = (
        f" Last call: {percent(last.p)} % by {last.by} on {last.at.isoformat()}."
        if last and isinstance(last.p, int | float)
        else ""
    )
    outcome = f" Outcome: {question.resolution}." if _settled(scope, question) else ""
    criteria = question.resolution_criteria.rstrip(".")
    yield Sentence(
        f"{question.text.rstrip()} Resolves: {criteria}; by {question.scheduled_resolve.isoformat()}.{number}{outcome}",
        question.claims,
    )


def _record(scope: Scope) -> str:
    track = scope.track
    if track is None or not track.n:
        return "No resolved forecasts yet."
    return (
        f"n = {track.n}, Brier = {track.brier:.3f}, reference Brier = {track.reference:.3f} ({track.reference_name}),"
        f" calibration: {track.calibration}."
    )
