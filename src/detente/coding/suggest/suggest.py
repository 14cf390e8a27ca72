"""Suggestions for the passages of a document: one item a clause, ranked types first, and everything a person may need.

Nothing here becomes a fact by itself. Clauses that look like opinion, advice or forecast are offered as drafts whose
fields stay empty: a position or a motive is for a person to write.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.coding.suggest.clauses import act_of, clauses
from detente.coding.suggest.cues import auxiliary, boundary, opinion
from detente.coding.suggest.masking import mask
from detente.coding.suggest.ranker import Encoder, Ranker, ranked
from detente.coding.suggest.sides import sides
from detente.kernel.threads import one_thread

Passage = Mapping[str, Any]
Array = NDArray[np.float64]
#: Labels whose clauses may tell an event.
CARRIES = ("body", "caption", "dek")
SHOWN = 3
#: What a draft of each kind leaves for a person to fill in.
DRAFT_FIELDS = {
    "stance": {"actor": None, "issue": None, "position": None, "strength": None},
    "expectation": {"holder": None, "statement": None, "due": None},
    "advice": {"adviser": None, "addressee": None, "statement": None},
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the ranking says of one text: all types, nearest phrases and nearest confirmed claims."""

    ranked: list[dict[str, Any]]
    evidence: list[dict[str, Any]]
    similar: list[dict[str, Any]]


@one_thread()
def judge(texts: Sequence[str], ranker: Ranker, encoder: Encoder | None) -> list[Judged]:
    """Rank texts whose sides are masked. The vectors are made once for ranking and neighbours."""
    if not texts:
        return []
    vectors = encoder(texts) if ranker.vectors is not None and encoder is not None else None
    scores = ranker.scores(texts, vectors)
    found = []
    for place, text in enumerate(texts):
        near = ranker.nearest(text, vectors[place] if vectors is not None else None)
        own = np.argsort(-near[: ranker.phrases], kind="stable")[:SHOWN]
        evidence = [{"phrase": ranker.examples[i].text, **_like(ranker, near, i)} for i in own]
        similar: dict[str, dict[str, Any]] = {}
        for i in ranker.phrases + np.argsort(-near[ranker.phrases :], kind="stable"):
            if near[i] <= 0 or len(similar) == SHOWN:
                break
            if (claim := ranker.examples[i].claim) is not None:
                similar.setdefault(claim, {"claim": claim, **_like(ranker, near, i)})
        found.append(Judged(ranked(scores[place]), evidence, list(similar.values())))
    return found


def _like(ranker: Ranker, near: Array, place: int) -> dict[str, Any]:
    return {"type": ranker.examples[place].type, "likeness": round(float(near[place]), 4)}


def suggest_events(passages: Sequence[Passage], learned: Ranker, vectors: Encoder | None = None, *,
                   since: int | None = None, measured_on: str | None = None) -> list[list[dict[str, Any]]]:  # fmt: skip
    """Suggestions for each passage (records of PASSAGES.jsonl with their actors and dates), in the same order.

    ``learned`` ranks, ``vectors`` encodes; a passage that carries no events gets an empty list. Positions are code points
    of the document. ``since`` is the first year of the dossier's period, ``measured_on`` names an evaluation on text of
    this kind, None if there is none. ``scores`` holds all types, ``ranked`` the first three; whoever keeps an item may
    leave the scores away.
    """
    units = [(place, passage, low, high) for place, passage in enumerate(passages) if passage.get("label") in CARRIES
             for low, high in clauses(passage["text"])]  # fmt: skip
    placed = [_sides(passage, low, high) for _, passage, low, high in units]
    judged = judge([_masked(*each[1:], *both) for each, both in zip(units, placed, strict=True)], learned, vectors)
    found: list[list[dict[str, Any]]] = [[] for _ in passages]
    for (place, passage, low, high), (source, target), one in zip(units, placed, judged, strict=True):
        at = passage["anchor"]["start"]
        clause = passage["text"][low:high]
        modes = auxiliary(clause, one.ranked[0]["type"], since=since)
        item: dict[str, Any] = {
            "start": at + low, "end": at + high, "text": clause, "status": "suggested", "rule": "clause", "method": "model",
            "ranked": one.ranked[:SHOWN], "scores": one.ranked, "source": source, "target": target, "auxiliary": modes,
            "date": _date(passage, at + low, at + high), "similar": one.similar, "evidence": one.evidence,
            "model": learned.name, "measured_on": measured_on,
        }  # fmt: skip
        if hint := boundary(one.ranked[0]["type"], modes):
            item["boundary"] = hint
        if draft := opinion(clause):
            item |= {"draft": draft, "fields": dict(DRAFT_FIELDS[draft])}
        found[place].append(item)
    return found


Sides = tuple[dict[str, Any] | None, dict[str, Any] | None]


def _sides(passage: Passage, low: int, high: int) -> Sides:
    return sides(passage["text"][low:high], passage["anchor"]["start"] + low, passage.get("actors") or ())


def _masked(
    passage: Passage, low: int, high: int, source: Mapping[str, Any] | None, target: Mapping[str, Any] | None
) -> str:
    at = passage["anchor"]["start"] + low
    spans = [(each["start"] - at, each["end"] - at) if each else None for each in (source, target)]
    return act_of(mask(passage["text"][low:high], spans[0], spans[1]))


def _date(passage: Passage, low: int, high: int) -> dict[str, Any] | None:
    """The first date inside the clause, else the last one before it in the same passage."""
    dates = sorted(passage.get("dates") or (), key=lambda each: each["start"])
    inside = [each for each in dates if low <= each["start"] < high]
    before = [each for each in dates if each["end"] <= low and each.get("status") == "resolved"]
    found = inside[0] if inside else before[-1] if before else None
    if found is None:
        return None
    kept = {key: found[key] for key in ("start", "end", "text", "value", "status", "needs", "basis", "alternatives") if key in found}  # fmt: skip
    return kept | ({} if inside else {"from": "earlier in the passage"})
