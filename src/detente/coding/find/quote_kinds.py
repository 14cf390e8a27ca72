"""What marks stand for: words that somebody said, a term, a title, distance, or a line that nobody said."""

import re

#: Behind or before marks that hold the name of a policy, a slogan or a legal category.
_TERM_AFTER = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:polic(?:y|ies)|doctrine|program(?:me)?s?|paradigm|approach|strateg(?:y|ies)|plan|rule|law|principle|slogan|initiative)\b"
)
_TERM_BEFORE = re.compile(
    r"(?:\b(?:so-called|dubbed|known\s+as|nicknamed|named|termed|slogan|slogans|under\s+the\s+name|the\s+term|the\s+word|the\s+phrase)|"
    r"\b(?:rules?|restrictions?|laws?|regulations?|bans?|visas?|limits?|tariffs?)\s+(?:on|for|against|about))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(
    r"\b(?:authors?\s+of|(?:book|novel|film|movie|essay|report|article|study|paper|series|song|documentary|memoir|poem|play|podcast|piece)s?,?"
    r"(?:\s+(?:called|titled|entitled))?|titled|entitled)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|should|must|may|might|shall|need|needs|want|wants|know|knows|"
    r"think|thinks|believe|believes|see|hope|hopes|go|goes|went|came|get|gets|got|make|makes|made|take|takes|took|said|says)\b|"
    r"[’'](?:s|re|ve|ll|d|m)\b|n[’']t\b",
    re.IGNORECASE,
)
_LED = re.compile(r"(?:[,:]|\b(?:say|says|said|asks?|asked|told\s+\w+|replied|wrote|writes))\s*$")
_ATTRIBUTIVE_BEFORE = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|our|more|most|such|any|no|US|U\.S\.)|[’']s)\s+$", re.IGNORECASE
)
_FUNCTION_AFTER = re.compile(
    r"\s+(?:would|will|was|were|is|are|has|have|had|to|of|in|on|for|and|or|but|by|that|which|as|at|with|from|can|could|may|might)\b"
)
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


def is_title(before: str, inner: str) -> bool:
    """True after "author of" and the like, or for headline capitals with a comma or colon inside."""
    if _TITLE_BEFORE.search(before) and inner[:1].isupper():
        return True
    words = [word for word in _WORD.findall(inner) if len(word) >= 4]
    return len(words) >= 2 and re.search(r"[,:]\s", inner) is not None and all(word[0].isupper() for word in words)


def is_term(before: str, after: str) -> bool:
    """True beside a word for a policy or a rule."""
    return _TERM_AFTER.match(after) is not None or _TERM_BEFORE.search(before) is not None


def is_label(before: str, inner: str, after: str) -> bool:
    """True for one or two words in marks that qualify the noun behind them (the "free" election)."""
    if len(_WORD.findall(inner)) > 2 or not _ATTRIBUTIVE_BEFORE.search(before):
        return False
    return re.match(r"\s+[a-z]", after) is not None and _FUNCTION_AFTER.match(after) is None


def is_clause(before: str, inner: str) -> bool:
    """True for a sentence or clause in the speaker's own words; False for words built into the author's sentence."""
    words = _WORD.findall(inner)
    if len(words) < 2:
        return False
    if inner[:1].isupper() or not inner[:1].isalpha():
        return (
            _FINITE.search(inner) is not None
            or inner.endswith(("?", "!"))
            or (len(words) >= 3 and inner.rstrip().endswith((".", "!", "?", ",", "…")))
        )
    return _LED.search(before) is not None and (
        _FINITE.search(inner) is not None or inner.rstrip().endswith((".", "!", "?"))
    )


def word_count(inner: str) -> int:
    """The number of words between the marks."""
    return len(_WORD.findall(inner))
