"""CLAIM: one claim as it stands in the JSON export, and the short tag that names its coding."""

from collections.abc import Mapping
from typing import Any

from detente.dossier.claim import Advice, BaseClaim, EventClaim, Expectation, NumberClaim, QuoteClaim, Stance
from detente.reports.exports.plain import plain
from detente.reports.exports.words import span_entry


def claim_entry(claim: BaseClaim, texts: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Give the claim with the place of its first anchor; ``anchors`` lists all of them when there are several.

    ``texts`` maps document id to the owner's text. ``exact`` is null unless the text holds the words that were coded;
    if it holds others, ``anchor`` says ``mismatch``. Positions are code points. ``says`` is in our own words.
    """
    data = plain(claim)
    text = (texts or {}).get(claim.source_document)
    places = [
        {"paragraph": anchor.paragraph, "line": anchor.line, **span_entry(text, anchor)} for anchor in claim.anchors
    ]
    entry: dict[str, Any] = {
        "id": claim.id,
        "type": data["type"],
        "source_document": claim.source_document,
        **places[0],
    }
    if len(places) > 1:
        entry["anchors"] = places
    kept = ("said_by", "author_attitude", "status", "by", "at", "confidence", "date", "issues")
    return entry | {key: data[key] for key in kept} | {"says": claim.says, "origin": data["origin"], "note": claim.note}


def payload(claim: BaseClaim) -> dict[str, Any]:
    """Give the keys that the claim has beside the common ones, such as ``value`` and ``unit`` of a number."""
    data = plain(claim)
    own = [key for key in type(claim).model_fields if key not in BaseClaim.model_fields and key != "type"]
    return {key: data[key] for key in own}


def tag(claim: BaseClaim) -> str:
    """``event:SUPPORT``, ``stance:motive``: the type, and its class where the type has a closed list of classes."""
    match claim:
        case EventClaim():
            return f"event:{claim.plover}"
        case QuoteClaim():
            return f"quote:{claim.kind}"
        case Stance():
            return f"stance:{claim.aspect}"
        case Expectation():
            return f"expectation:{claim.outcome}"
        case NumberClaim():
            return "number"
        case Advice():
            return "advice"
        case _:
            return "reported_speech"
