"""Standard 3: information, assumptions and judgements kept apart."""

import re
from collections.abc import Iterator

from detente.reports.lint.brief import TYPED, Brief

_IF_WRONG = re.compile(r"If wrong[*_]*:[*_]*\s*\w", re.IGNORECASE)
_WE_ASSESS = re.compile(r"\bwe\s+(?:assess|judge)\b", re.IGNORECASE)
_TYPED = frozenset(name.casefold() for name in TYPED)


def sentences_are_typed(brief: Brief) -> Iterator[tuple[int, str]]:
    """3.1: every sentence of a typed section is a fact, an assumption or a judgement."""
    for sentence in brief.sentences:
        if sentence.kind is None and sentence.section.casefold() in _TYPED:
            start = " ".join(sentence.text.split())[:50]
            yield sentence.line, f"a sentence of {sentence.section} has no type [F], [A] or [J]: {start}"


def assumptions_say_what_if_wrong(brief: Brief) -> Iterator[tuple[int, str]]:
    """3.2: assumptions with what follows if they are wrong."""
    bullets = brief.body.bullets("Assumptions")
    if not bullets:
        yield brief.line("Assumptions"), "no bullet in a section Assumptions"
    for bullet in bullets:
        if not _IF_WRONG.search(bullet.text):
            yield bullet.line, "an assumption without `If wrong: ...`"


def we_assess_in_judgements_only(brief: Brief) -> Iterator[tuple[int, str]]:
    """3.3: "we assess" and "we judge" belong to judgements."""
    for sentence in brief.sentences:
        match = _WE_ASSESS.search(sentence.words)
        if match and sentence.kind != "J":
            yield sentence.line_at(match.start()), f"{' '.join(match[0].lower().split())!r} outside a judgement"
