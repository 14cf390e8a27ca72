"""The dossier as known on a day: a claim counts from the day its document appeared.

A document whose date is a bracket counts from the bracket's last day, and one without any last day never: a back-test
must not know too early. The price is that some documents enter late; the view says which by their dates.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from detente.dossier.agreement import Agreement, Disagreement
from detente.dossier.claim import BaseClaim, Expectation
from detente.dossier.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.dossier.forecast import ForecastQuestion
from detente.dossier.issue import Issue
from detente.dossier.model_file import ModelFile
from detente.dossier.position import FIELDS, Position

LATER = "the claims behind it appeared after the as-of date"
WITHHELD = "The coder's note is withheld: it was written with every document at hand."


def as_of(dossier: Dossier, day: date) -> Dossier:
    """The part of the dossier that was known on ``day``.

    Claims of later documents are gone, and so is what rests on them alone: events, views, agreements, positions.
    A position whose own place is known keeps a salience or influence that rested on later claims only as a marked
    assumption; one whose place was assumed is gone, because the assumption was made in hindsight. Series values count from their publication; forecast outcomes are hidden until they were known.
    """
    sources = {
        name: source
        for name, source in dossier.sources.items()
        if source.appeared is not None and source.appeared <= day
    }
    claims = {name: claim for name, claim in dossier.claims.items() if claim.source_document in sources}
    claims = {name: _unsettled(claim, claims) for name, claim in claims.items()}
    return replace(
        dossier,
        sources=sources,
        claims=claims,
        events={n: kept for n, e in dossier.events.items() if (kept := _resting(e, claims)) is not None},
        agreements={n: kept for n, a in dossier.agreements.items() if (kept := _agreement(a, claims)) is not None},
        disagreements={
            n: kept for n, d in dossier.disagreements.items() if (kept := _disagreement(d, claims)) is not None
        },
        judgements={n: j for n, j in dossier.judgements.items() if set(j.claims) <= set(claims)},
        positions={n: kept for n, p in dossier.positions.items() if (kept := _position(p, claims)) is not None},
        issues={n: _issue(issue, claims) for n, issue in dossier.issues.items()},
        series={
            n: s.model_copy(update={"observations": tuple(o for o in s.observations if o.known_from <= day)})
            for n, s in dossier.series.items()
        },
        questions=_files(dossier.questions, claims),
        conflicts=_files(dossier.conflicts, claims),
        deals=_files(dossier.deals, claims),
        forecasts={n: _forecast(f, claims, day) for n, f in dossier.forecasts.items() if f.open <= day},
        ledger={n: entry for n, entry in dossier.ledger.items() if entry.recorded <= day},
        scenarios={n: s.model_copy(update={"claims": _known(s.claims, claims)}) for n, s in dossier.scenarios.items()},
    )


def _unsettled(claim: BaseClaim, claims: Mapping[str, Any]) -> BaseClaim:
    """An expectation that only a later document settles is open again."""
    if isinstance(claim, Expectation) and claim.settled_by is not None and claim.settled_by not in claims:
        return claim.model_copy(update={"outcome": "open", "settled_by": None})
    return claim


def _known(ids: tuple[str, ...], claims: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(each for each in ids if each in claims)


def _resting(record: Any, claims: Mapping[str, Any]) -> Any:
    """The record with its known claims; None if it had claims and none is known yet."""
    kept = _known(record.claims, claims)
    if kept == record.claims:
        return record
    return record.model_copy(update={"claims": kept}) if kept else None


def _agreement(agreement: Agreement, claims: Mapping[str, Any]) -> Agreement | None:
    kept = _known(agreement.claims, claims)
    if len({claims[each].source_document for each in kept}) < 2:
        return None
    return agreement.model_copy(update={"claims": kept})


def _disagreement(disagreement: Disagreement, claims: Mapping[str, Any]) -> Disagreement | None:
    views = tuple(kept for view in disagreement.positions if (kept := _resting(view, claims)) is not None)
    return disagreement.model_copy(update={"positions": views}) if len(views) >= 2 else None


def _position(position: Position, claims: Mapping[str, Any]) -> Position | None:
    place = _resting(position.position, claims)
    if place is None or not place.claims:
        return None
    others = {field: _estimate(getattr(position, field), claims) for field in FIELDS if field != "position"}
    return position.model_copy(update={"position": place, "note": WITHHELD, **others})


def _estimate(estimate: Estimate, claims: Mapping[str, Any]) -> Estimate:
    kept = _resting(estimate, claims)
    return kept if kept is not None else estimate.model_copy(update={"claims": (), "assumption": LATER})


def _issue(issue: Issue, claims: Mapping[str, Any]) -> Issue:
    if not issue.status_quo:
        return issue
    return issue.model_copy(
        update={"status_quo": {period: _estimate(e, claims) for period, e in issue.status_quo.items()}}
    )


def _files(files: Mapping[str, ModelFile], claims: Mapping[str, Any]) -> dict[str, ModelFile]:
    return {
        name: ModelFile.model_validate(_prune(file.model_dump(mode="json"), claims)) for name, file in files.items()
    }


def _prune(body: Any, claims: Mapping[str, Any]) -> Any:
    """Plain data without the ids of claims that are not known yet (wherever a list stands under ``claims``)."""
    if isinstance(body, dict):
        return {
            key: [item for item in value if not isinstance(item, str) or item in claims]
            if key == "claims" and isinstance(value, list)
            else _prune(value, claims)
            for key, value in body.items()
        }
    return [_prune(item, claims) for item in body] if isinstance(body, list) else body


def _forecast(question: ForecastQuestion, claims: Mapping[str, Any], day: date) -> ForecastQuestion:
    known = question.actual_resolve is not None and question.actual_resolve <= day
    update: dict[str, Any] = {
        "claims": _known(question.claims, claims),
        "forecasts": tuple(
            call.model_copy(update={"evidence": _known(call.evidence, claims)})
            for call in question.forecasts
            if call.at <= day
        ),
    }
    if not known:
        update |= {"actual_resolve": None, "resolution": None, "state": "open" if day <= question.close else "closed"}
    return question.model_copy(update=update)
