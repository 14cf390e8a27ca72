"""The speaker of an utterance as an item shows it: the printed name, the roster's actor, and how sure that is.

``explicit`` is a name beside a verb of saying in the same sentence; ``inferred`` leans on a pronoun, a sentence before or a
speaker before; ``ambiguous`` has two readings; ``unknown`` is a right answer, and keeps an anonymous speaker's printed words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.coding.find.names import Name
from detente.coding.find.overlaps import holding
from detente.coding.find.page import Item
from detente.coding.find.subjects import Subject

_ANONYMOUS = re.compile(
    r"(?:an?|one|some|many|several|two|three|most|others?|another|senior|unnamed|anonymous|various|former)\b|"
    r"(?:officials|diplomats|critics|analysts|observers|experts|sources|people|residents|witnesses|aides|advisers|insiders)\b",
    re.IGNORECASE,
)
_SINGULAR = frozenset({"he", "she", "his", "her"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a block offers for naming a speaker: its text, names, actors, the sentences' spans and the words of saying."""

    text: str
    names: Sequence[Name]
    actors: Sequence[Item]
    sentences: Sequence[tuple[int, int]]
    cues: Sequence[re.Match[str]] = ()


def nobody(evidence: str = "no attribution") -> dict[str, Any]:
    """A speaker that the text does not give."""
    return {"name": None, "actor": None, "status": "unknown", "evidence": evidence}


def as_before(speaker: dict[str, Any], evidence: str) -> dict[str, Any]:
    """The speaker of what came before, for words that name none of their own: an inference at best."""
    status = speaker["status"]
    return speaker | {"status": "inferred" if status == "explicit" else status, "evidence": evidence}


def speaker_of(subject: Subject | None, scene: Scene, evidence: str, inferred: bool = False) -> dict[str, Any]:
    """The speaker that a subject names; ``inferred`` where the verb itself is not the subject's own."""
    if subject is None:
        return nobody(evidence)
    if subject.kind == "pronoun":
        return _antecedent(subject, scene, evidence)
    words = scene.text[subject.start : subject.end]
    actor = _actor(subject, scene.actors)
    if subject.kind == "noun" and actor is None and _ANONYMOUS.match(words):
        return {"name": words, "actor": None, "status": "unknown", "evidence": evidence}
    if actor is not None and actor["start"] < subject.start and actor["end"] == subject.end:
        words = actor["text"]
    status = "explicit"
    if not subject.sure:
        status = "ambiguous"
    elif inferred:
        status = "inferred"
    if actor is not None and actor["status"] != "suggested":
        status = "ambiguous" if actor["status"] == "ambiguous" else "inferred" if status == "explicit" else status
    return {"name": words, "actor": actor["actor"] if actor else None, "status": status, "evidence": evidence}


def _actor(subject: Subject, actors: Sequence[Item]) -> Item | None:
    """The actor whose mention ends the phrase; of several names joined by "and" the first."""
    inside = [
        item for item in actors
        if item["match"] != "pronoun" and item["start"] < subject.end and subject.start < item["end"] <= subject.end
    ]  # fmt: skip
    if not inside:
        return None
    if subject.kind == "name":
        return inside[0]
    return inside[-1] if inside[-1]["end"] == subject.end else None


def _antecedent(subject: Subject, scene: Scene, evidence: str) -> dict[str, Any]:
    word = scene.text[subject.start : subject.end].lower()
    if word not in _SINGULAR:
        return nobody(f"{evidence}; pronoun “{word}”")
    known = next((item for item in scene.actors if item["start"] == subject.start and item["match"] == "pronoun"), None)
    if known is not None:
        low, _ = holding(scene.sentences, subject.start) or (0, 0)
        near = {
            each["actor"]
            for each in scene.actors
            if low <= each["start"] < subject.start and each["match"] != "pronoun"
        }
        status = "ambiguous" if len(near & set(known["candidates"])) > 1 else "inferred"
        return {
            "name": _printed(known, scene),
            "actor": known["actor"],
            "status": status,
            "evidence": f"{evidence}; pronoun",
        }
    for low, high in reversed([span for span in scene.sentences if span[0] <= subject.start]):
        here = [name for name in scene.names if low <= name.start and name.end <= min(high, subject.start)]
        if here:
            name = here[0]
            return {"name": name.text, "actor": None, "status": "inferred", "evidence": f"{evidence}; pronoun"}
    return nobody(f"{evidence}; pronoun without antecedent")


def _printed(known: Item, scene: Scene) -> str:
    """The antecedent as the block prints it, else the roster's name."""
    earlier = [
        item for item in scene.actors
        if item["actor"] == known["actor"] and item["match"] != "pronoun" and item["start"] < known["start"]
    ]  # fmt: skip
    return str(earlier[-1]["text"] if earlier else known["name"])
