"""The dossier as one JSON document, schema ``detente.dossier/1`` (reading method, section 13)."""

from collections.abc import Mapping
from typing import Any

from detente.dossier import plover
from detente.dossier.claim import Advice, BaseClaim, Expectation, NumberClaim, QuoteClaim, ReportedSpeech, Stance
from detente.dossier.dossier import Dossier
from detente.dossier.event import Event
from detente.dossier.source import Source
from detente.reports.exports import evidence
from detente.reports.exports.claim_entry import claim_entry, payload
from detente.reports.exports.plain import plain
from detente.reports.exports.words import span_entry

SCHEMA = "detente.dossier/1"

#: The lists that hold one entry for each claim of a type. Events have their own rows.
_LISTS: dict[str, type[BaseClaim]] = {
    "quotes": QuoteClaim,
    "reported_speech": ReportedSpeech,
    "numbers": NumberClaim,
    "stances": Stance,
    "expectations": Expectation,
    "advice": Advice,
}

Texts = Mapping[str, str] | None


def dossier_json(
    dossier: Dossier, texts: Mapping[str, str] | None = None, *, everything: bool = False
) -> dict[str, Any]:
    """Give the dossier as plain data, records in the order of its files; equal input gives equal output.

    ``texts`` maps document id to the owner's decoded text: ``exact`` is filled where the text holds the words that were
    coded, and is null everywhere else. ``everything`` adds the suggested and rejected claims as the list ``undecided``;
    they are never inside the other lists. Days are ISO text or null, positions are code points.
    """
    head = plain(dossier.dossier)
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "dossier": dossier.dossier.id,
        "title": dossier.dossier.title,
        "fingerprint": dossier.fingerprint,
        **{key: head[key] for key in ("parties", "period", "periods", "languages", "coding")},
        "double_coding": _double_coding(dossier),
        "documents": [_document(source, (texts or {}).get(name)) for name, source in dossier.sources.items()],
        "actors": [plain(actor) for actor in dossier.actors.values()],
        "issues": [plain(issue) for issue in dossier.issues.values()],
        "events": [_event(dossier, event, texts) for event in evidence.events(dossier)],
    }
    for name, model in _LISTS.items():
        chosen = [claim for claim in dossier.usable_claims.values() if isinstance(claim, model)]
        data[name] = [_entry(claim) | {"claims": [claim_entry(claim, texts)]} for claim in chosen]
    data["agreements"] = [
        plain(agreement) | {"claims": _claims(dossier, agreement.claims, texts)}
        for agreement in evidence.agreements(dossier)
    ]
    data["disagreements"] = [
        plain(disagreement)
        | {
            "positions": [
                {"view": view.view, "claims": _claims(dossier, view.claims, texts)} for view in disagreement.positions
            ]
        }
        for disagreement in evidence.disagreements(dossier)
    ]
    data["judgements"] = [
        plain(each) | {"claims": _claims(dossier, each.claims, texts)} for each in dossier.judgements.values()
    ]
    for name in ("positions", "series", "calendar"):
        data[name] = [plain(record) for record in getattr(dossier, name).values()]
    if everything:
        data["undecided"] = [
            claim_entry(claim, texts) | payload(claim) for claim in dossier.claims.values() if not claim.usable
        ]
    return data


def _double_coding(dossier: Dossier) -> str:
    """What may be said of the coding: "not double-coded", or the share and alpha."""
    coding = dossier.dossier.coding
    if not coding.double_coded_share:
        return "not double-coded"
    alpha = "undefined" if coding.alpha is None else f"{coding.alpha:.3f}"
    return f"{coding.double_coded_share:.0%} double-coded, alpha {alpha}"


def _claims(dossier: Dossier, ids: tuple[str, ...], texts: Texts) -> list[dict[str, Any]]:
    return [claim_entry(claim, texts) for claim in evidence.usable(dossier, ids)]


def _entry(claim: BaseClaim) -> dict[str, Any]:
    return {"id": claim.id, **payload(claim), "issues": list(claim.issues)}


def _event(dossier: Dossier, event: Event, texts: Texts) -> dict[str, Any]:
    data = plain(event)
    keys = ("id", "date_start", "date_end", "date_precision", "date_basis", "source", "target", "type", "mode",
            "auxiliary", "issues", "summary", "note")  # fmt: skip
    return {
        **{key: data[key] for key in keys},
        "cameo_root": event.cameo_root or plover.cameo_root(event.type, event.mode),
        "score": event.score,
        "counted": event.counted,
        "claims": _claims(dossier, event.claims, texts),
    }


def _document(source: Source, text: str | None) -> dict[str, Any]:
    """Give the source with plain values; what is printed, given or missing stands under ``metadata_status``."""
    data = plain(source)
    printed = ("title", "outlet", "affiliation")
    return {
        **{key: value for key, value in data.items() if key != "paragraph_lines"},
        **{key: data[key]["value"] for key in printed},
        "authors": [author.value for author in source.authors if author.value],
        "date": {
            **data["date"],
            "evidence": [plain(each) | span_entry(text, each) for each in source.date.evidence],
        },
        "metadata_status": {key: data[key]["status"] for key in printed}
        | {"authors": [author.status for author in source.authors] or ["not_printed"]},
    }
