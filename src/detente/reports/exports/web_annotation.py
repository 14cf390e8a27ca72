"""Claims as W3C Web Annotations (JSON-LD): one annotation an anchor, on documents that are fixed by their digest.

Positions are **code points** of the decoded file, start inclusive, end exclusive. A browser counts UTF-16 units: a tool
that works in JavaScript must convert at its border, or spans after a character outside the basic plane will be off.

Keys that begin with ``urn:detente:`` are this project's and stand beside the W3C's: line, paragraph and fingerprint
(SHA-256 of the span in UTF-8) of the anchor. Source: W3C Web Annotation Data Model, 23 February 2017.
"""

import re
from collections.abc import Mapping
from typing import Any

from detente.dossier.claim import Anchor, BaseClaim
from detente.dossier.dossier import Dossier
from detente.reports.exports.claim_entry import tag
from detente.reports.exports.words import exact_words

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Code points of context before and after the words, fewer at the ends of the text.
CONTEXT_LENGTH = 32
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_AGENT = {"person": "Person", "model": "Software"}


def web_annotations(dossier: Dossier, texts: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Give an AnnotationCollection with one page that holds every annotation, in the order of the claims.

    An annotation's id is ``urn:detente:DOSSIER:CLAIM``, with ``:1``, ``:2``, ... for a claim with several anchors.
    ``texts`` maps document id to the owner's text; only where it holds the words that were coded does an annotation
    quote them (TextQuoteSelector). Only confirmed and edited claims are exported.
    """
    name = f"urn:detente:{dossier.dossier.id}"
    items = [
        _annotation(dossier, claim, anchor, f"{name}:{claim.id}" + (f":{number}" if len(claim.anchors) > 1 else ""),
                    (texts or {}).get(claim.source_document))
        for claim in dossier.usable_claims.values()
        for number, anchor in enumerate(claim.anchors, 1)
    ]  # fmt: skip
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": dossier.dossier.title,
        "total": len(items),
        "first": {"id": f"{name}#page-1", "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items},
    }


def _annotation(dossier: Dossier, claim: BaseClaim, anchor: Anchor, name: str, text: str | None) -> dict[str, Any]:
    """One annotation; it carries the context too, so that it can be taken out and used alone."""
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "Annotation",
        "motivation": "classifying",
        **_made(dossier, claim),
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": tag(claim)},
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": claim.says},
        ],
        "target": _target(dossier.sources[claim.source_document].sha256, anchor, text),
    }


def _made(dossier: Dossier, claim: BaseClaim) -> dict[str, Any]:
    """Who decided the claim, and when (only if the time is one that JSON-LD can type)."""
    coder = next((each for each in dossier.dossier.coding.coders if each.id == claim.by), None)
    agent = {"type": _AGENT[coder.kind], "name": coder.name, "nickname": coder.id} if coder else {"name": claim.by}
    when = {"created": claim.at} if claim.at and _DATE_TIME.fullmatch(claim.at) else {}
    return {"creator": agent, **when}


def _target(sha256: str, anchor: Anchor, text: str | None) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}]
    exact = exact_words(text, anchor)
    if text is not None and exact is not None:
        selectors.append(
            {
                "type": "TextQuoteSelector",
                "exact": exact,
                "prefix": text[max(0, anchor.start - CONTEXT_LENGTH) : anchor.start],
                "suffix": text[anchor.end : anchor.end + CONTEXT_LENGTH],
            }
        )
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": f"urn:sha256:{sha256}",
        "selector": selectors,
        "urn:detente:line": anchor.line,
        "urn:detente:fingerprint": anchor.fingerprint,
    }
    if anchor.paragraph is not None:
        target["urn:detente:paragraph"] = anchor.paragraph
    if text is not None and exact is None:
        target["urn:detente:anchor"] = "mismatch"
    return target
