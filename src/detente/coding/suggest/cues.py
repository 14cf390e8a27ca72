"""Cues of auxiliary modes, and of clauses that are opinion, advice or forecast and no event. Word lists; a person decides.

The modes are those of the codebook (historical, future, hypothetical, negated) and the two of this project (alleged, trend).
"""

import re

from detente.dossier.plover import NEVER_FUTURE

_NEGATED = re.compile(
    r"\b(?:not|never|neither|nor|no longer|cannot|has yet to|have yet to|had yet to|fail(?:s|ed)? to|without)\b|n[’']t\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(r"\bnot (?:only|just|merely|least)\b|\bif not\b|\bwhether or not\b|\bno(?:t)? doubt\b", re.IGNORECASE)  # fmt: skip
_HYPOTHETICAL = re.compile(r"\b(?:if|unless|would have|could have|might have|might|were to|in case|provided that|whether)\b", re.IGNORECASE)  # fmt: skip
_FUTURE = re.compile(
    r"\b(?:will|shall|going to|is to|are to|due to (?:meet|visit|sign|begin|arrive|take|open)|set to|plans? to|scheduled|"
    r"in the coming|next (?:week|month|year|spring|summer|autumn|winter)|tomorrow)\b|\w[’']ll\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:decades? ago|centur(?:y|ies) ago|once|formerly|historically|in the (?:1[0-9]|20)\d0s|during the (?:cold|second|first|civil) w)", re.IGNORECASE)  # fmt: skip
_YEAR = re.compile(r"\b(?:in|since|during|of|by|until)\s+(?:\w+\s+)?(1[5-9]\d\d|20\d\d)\b", re.IGNORECASE)
_ALLEGED = re.compile(r"\b(?:alleged(?:ly)?|reportedly|supposedly|purported(?:ly)?|(?:is|are|was|were) said to|suspected|rumou?red|so-called)\b", re.IGNORECASE)  # fmt: skip
_TREND = re.compile(
    r"\b(?:routinely|regularly|repeatedly|constantly|often|always|every (?:year|month|week|day)|for (?:years|decades|months|weeks)|"
    r"(?:has|have|had) been \w+ing|continues? to|continued to|keeps? \w+ing|long(?:-standing| been))\b",
    re.IGNORECASE,
)
#: Without a period of the dossier, this and earlier is long past.
LONG_PAST = 1999

_ASKED = re.compile(r"\b(?:demand|urge|call(?:s|ed)? (?:on|for|upon)|insist|ask|order|request|press|told|appeal|petition|propose)", re.IGNORECASE)  # fmt: skip
_ADVICE = re.compile(
    r"\b(?:should|must|ought to|needs? to|had better|has to|have to|would do well to|would be wise|it is time (?:to|for)|let us)\b", re.IGNORECASE
)  # fmt: skip
_EXPECTATION = re.compile(
    r"\b(?:(?:is|are|was|were|seems?|looks?|appears?)\s+(?:\w+\s+)?(?:likely|unlikely|bound|certain|sure|expected|poised)\s+to|(?:un)?likely|"
    r"expect(?:s|ed)?|predict(?:s|ed)?|forecasts?|foresee[sn]?|anticipat(?:e|es|ed)|probably|may (?:well|yet|soon|still)|could (?:well|soon|yet))\b",
    re.IGNORECASE,
)
_STANCE = re.compile(
    r"\b(?:wants?|wanted|believes?|believed|thinks?|thought|hopes?|hoped|prefers?|preferred|favou?rs?|favou?red|fears?|feared|"
    r"resents?|distrusts?|dislikes?|sees? (?:\w+ )?as|regards?|considers?|views?|argues?|in (?:his|her|their|its) view|"
    r"(?:the|a) (?:danger|risk|problem|irony|lesson|truth|point|mistake) (?:is|was))\b",
    re.IGNORECASE,
)


def auxiliary(clause: str, type_: str | None = None, *, since: int | None = None) -> list[str]:
    """Modes that the clause's words suggest, in the order of the codebook.

    ``type_`` is the first suggestion: AGREE, CONCEDE and THREATEN already say "later", so they carry no ``future``, and
    the "or else" of a THREATEN is no ``hypothetical``.
    ``since`` is the first year of the dossier's period; an earlier year is historical.
    """
    early = LONG_PAST + 1 if since is None else since
    years = [int(match[1]) for match in _YEAR.finditer(clause)]
    negated = _NEGATED.search(_NO_NEGATION.sub(" ", clause))
    future = _FUTURE.search(clause) and type_ not in {"AGREE", "CONCEDE", "THREATEN"}
    marks = {
        "historical": _PAST.search(clause) or (years and max(years) < early),
        "future": future,
        "hypothetical": _HYPOTHETICAL.search(clause) and type_ != "THREATEN",
        "negated": negated,
        "alleged": _ALLEGED.search(clause),
        "trend": _TREND.search(clause),
    }
    return [name for name, found in marks.items() if found]


def boundary(type_: str, modes: list[str]) -> str | None:
    """What the codebook says where type and mode do not go together: a CONSULT to come is AGREE."""
    if "future" in modes and type_ in NEVER_FUTURE:
        return f"{type_} to come is {NEVER_FUTURE[type_]}"
    return None


def opinion(clause: str) -> str | None:
    """``advice``, ``expectation`` or ``stance`` for a clause that looks like one; None for all others.

    A "should" behind a verb of asking is a request, and stays an event.
    """
    advice = _ADVICE.search(clause)
    if advice and not _ASKED.search(clause, 0, advice.start()):
        return "advice"
    if _EXPECTATION.search(clause):
        return "expectation"
    return "stance" if _STANCE.search(clause) else None
