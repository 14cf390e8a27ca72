"""A capital or a house that stands for its government: only as the one that acts, speaks or is dealt with; else a place."""

import re

from detente.coding.find.geography import places

_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|around|through|across|via|into|throughout|leaving|leave|left|reach(?:ed)?|visit(?:ed|s|ing)?|"
    r"(?:travel(?:l?ed|s)?|trip|trips|visit|visits|flew|fly|flight|drove|came|went|go|gone|return(?:ed)?|arriv\w+|march\w*|"
    r"headed|invited|summoned|sent|moved|back|journey|capital)\s+(?:back\s+)?(?:to|from|of)|arriv\w+\s+(?:in|from)|"
    r"(?:city|state|streets?|university|heart|suburbs?|region|province|mayor|outskirts|people|residents?|south|north|east|west)\s+of|"
    r"occupied|based\s+in|downtown)\s+(?:the\s+)?(?:[A-Z]\w+(?:\s[A-Z]\w+)?\s+and\s+)?$"
)
_GOVERNMENT_BEFORE = re.compile(
    r"\b(?:with|against|toward|towards|by|between|from|on|for|upon|told|urged|asked|warned|accused|blamed|pressed|persuade[ds]?|"
    r"convince[ds]?|thanked|angered|annoyed|that|which|because|while|but|when|if|as|and|than|to)\s+(?:the\s+)?$"
)
_VERB_AFTER = re.compile(
    r"(?:[,\s—–]+(?:and|or|too|also|then|now|still|never|already|once|in\s+turn|often|quickly|quietly|[a-z]+ly)\b[,—–]?)*[\s—–]+"
    r"(?:has|have|had|is|are|was|were|does|do|did|will|would|can|could|may|might|must|should|cannot|won't|doesn't|didn't|isn't|"
    r"wants?|needs?|says?|said|told|thinks?|sees?|saw|knows?|knew|took|takes|gave|gives|made|makes|kept|keeps|let|lets|put|"
    r"sent|sends|held|holds|began|begins|chose|fears?|hopes?|[a-z]{3,}(?:ed|zes|ses|tes|res|nes|ves|ges|ces|les|ds|cts|rts|nts|sts|pts|rns|lls|ks|ns|ws|ys))\b"
)
_COORDINATED = re.compile(r"(?:\s*(?:,|—|–|and|or)\s*(?:and\s+|or\s+)?[A-Z][\w]+(?:\s[A-Z][\w]+)?)+(?:\s*,?\s*too)?")
_OWNED = re.compile(
    r"'s?\s+(?:[a-z-]+\s+)?(?:relation\w*|polic\w+|decision\w*|response|reply|position|demand\w*|interest\w*|goal\w*|aim\w*|will\w*|"
    r"refusal|offer\w*|threat\w*|reaction|approach|stance|strategy|attempt\w*|effort\w*|plan\w*|pressure|support|allies|ally|"
    r"government|ambassador|envoy|negotiators?|request\w*|view\w*|priorit\w+)\b"
)
_LETTER = re.compile(
    r"\b(?:letter|appeal|message|note|concession|complaint|offer|signal|protest|loyal|close|closer)\w*\s+to\s+(?:the\s+)?$"
)


def is_city(name: str) -> bool:
    """True if the name is that of a capital."""
    place = places().get(name)
    return place is not None and place.kind == "capital"


def stands_for_government(text: str, start: int, end: int) -> bool:
    """True if the seat at ``start..end`` of a folded text acts, speaks, owns a policy or is dealt with."""
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    city = is_city(text[start:end])
    if _PLACE_BEFORE.search(before) and not _LETTER.search(before):
        return False
    if not city:
        return True
    if after.startswith("'"):
        return _OWNED.match(after) is not None
    others = _COORDINATED.match(after)
    if _VERB_AFTER.match(after) or (others and _VERB_AFTER.match(after, others.end())):
        return True
    free = (
        re.match(r"\s*(?:$|[.,;:!?)—–\"”]|\s(?:and|or|as|that|to|over|about|in|on|for|if|when|because)\b)", after)
        is not None
    )
    return free and _GOVERNMENT_BEFORE.search(before) is not None
