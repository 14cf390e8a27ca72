"""Who does it to whom in a clause: the actors that were found, placed by the verb. A proposal; nothing is filled in.

Active: the nearest actor before the verb acts, the first one after it is acted on. Passive ("was arrested by"): the other
way round, and without "by" nobody acts. A clause whose verb has no actor on a side has none there.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from detente.coding.suggest.clauses import VERB

Item = Mapping[str, Any]
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:\w+(?:ed|en)|held|shot|sent|told|taken|found|met|put|cut|led|hit|torn|sued|seized|freed)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:the\s+|a\s+|an\s+)?", re.IGNORECASE)


def sides(clause: str, start: int, actors: Sequence[Item]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Source and target among the actor items of a passage, for the clause that begins at ``start`` of the document."""
    here = sorted((each for each in actors if start <= each["start"] and each["end"] <= start + len(clause)),
                  key=lambda each: (each["start"], each["end"]))  # fmt: skip
    covered = [(each["start"] - start, each["end"] - start) for each in here]
    verb = next((m for m in VERB.finditer(clause) if not any(low <= m.start() < high for low, high in covered)), None)
    if verb is None or not here:
        return (side(here[0]) if here else None), None
    before = [each for each in here if each["end"] - start <= verb.start()]
    after = [each for each in here if each["start"] - start >= verb.end()]
    if _PASSIVE.match(clause, verb.start()):
        agent = next((each for each in after if _BY.search(clause[verb.end() : each["start"] - start][-12:])), None)
        return side(agent), side(_subject(clause, start, before))
    subject = _subject(clause, start, before)
    return side(subject), side(next((each for each in after if _differs(each, subject)), None))


def _subject(clause: str, start: int, before: Sequence[Item]) -> Item | None:
    """The head of the subject: the first of the actors before the verb, unless it stands in an opening phrase with a comma."""
    if not before:
        return None
    comma = clause.rfind(",", 0, before[-1]["start"] - start)
    inside = [each for each in before if each["start"] - start > comma]
    return inside[0] if comma > 0 and inside else before[0]


def _differs(one: Item, other: Item | None) -> bool:
    key = "actor" if one.get("actor") else "name"
    return other is None or one.get(key) is None or one.get(key) != other.get(key)


def side(item: Item | None) -> dict[str, Any] | None:
    """One side as a suggestion shows it: roster id, name as printed, how sure the match is, country and sector."""
    if item is None:
        return None
    kept = {"id": item.get("actor"), "name": item.get("name") or item.get("text"), "status": item.get("status", "suggested"),
            "match": item.get("match"), "start": item["start"], "end": item["end"]}  # fmt: skip
    return kept | {key: item[key] for key in ("country", "sector", "candidates") if item.get(key)}
