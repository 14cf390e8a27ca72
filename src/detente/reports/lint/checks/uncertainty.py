"""Standard 2: uncertainties expressed and explained."""

import re
from collections.abc import Iterator

from detente.kernel.probability_words import find, term_for
from detente.reports.lint.brief import Brief
from detente.reports.lint.document import Block
from detente.reports.lint.phrases import CONFIDENCE, HEDGE, Phrase, alone, phrases
from detente.reports.lint.sentences import Sentence, label_of

_BASIS = re.compile(r"Confidence:\s*(?:high|moderate|low)\.\s*Basis:\s*\S", re.IGNORECASE)
_STATED = re.compile(r"Confidence:", re.IGNORECASE)


def key_judgements_have_number_and_range(brief: Brief) -> Iterator[tuple[int, str]]:
    """2.1: term, number and range in every key judgement, the number inside the range."""
    if not brief.key_judgements:
        yield brief.line("Key judgements"), "no key judgement: the section needs one bullet each"
    for bullet in brief.key_judgements:
        name, found = label_of(bullet) or "a key judgement", list(_complete(brief, bullet))
        if not found:
            yield (
                bullet.line,
                f"{name} has no likelihood phrase with number and range, such as `likely (62 %, range 39-79 %)`",
            )
        for each in found:
            if not _low(each) <= _number(each) <= _high(each):
                line = bullet.line + bullet.text.count("\n", 0, each.place)
                yield line, f"{name}: {each.p:g} % lies outside its range {each.lo:g}-{each.hi:g} %"


def _complete(brief: Brief, bullet: Block) -> Iterator[Phrase]:
    """Phrases with number and range; a number alone counts where the scale has no term for it."""
    whole = Sentence(bullet.section, bullet.line, None, bullet.text)
    yield from (each for each in phrases(whole.text, whole.words) if each.complete)
    for each in alone(whole.text):
        if _number(each) <= 100 and term_for(_number(each) / 100, brief.scale.name) is None:
            yield each


def _number(phrase: Phrase) -> float:
    return -1.0 if phrase.p is None else phrase.p


def _low(phrase: Phrase) -> float:
    return -1.0 if phrase.lo is None else phrase.lo


def _high(phrase: Phrase) -> float:
    return -1.0 if phrase.hi is None else phrase.hi


def _used(brief: Brief) -> Iterator[tuple[int, Phrase]]:
    """Every term in a judgement, with its line."""
    for sentence in brief.judgements:
        for phrase in phrases(sentence.text, sentence.words):
            yield sentence.line_at(phrase.place), phrase


def numbers_lie_in_the_band_of_their_term(brief: Brief) -> Iterator[tuple[int, str]]:
    """2.2: the number fits the word, ends included."""
    for line, phrase in _used(brief):
        row = find(brief.scale.name, phrase.term)
        if row is None or phrase.p is None:
            continue
        if not 100 * row.lo - 1e-9 <= phrase.p <= 100 * row.hi + 1e-9:
            yield (
                line,
                f"{phrase.p:g} % is not {phrase.term!r} in {brief.scale.title} ({100 * row.lo:g}-{100 * row.hi:g} %)",
            )


def one_scale_and_one_row(brief: Brief) -> Iterator[tuple[int, str]]:
    """2.3: every term on the chosen scale, and from one of its two rows of synonyms."""
    first: tuple[str, bool] | None = None
    for line, phrase in _used(brief):
        row = find(brief.scale.name, phrase.term)
        if row is None:
            yield line, f"{phrase.term!r} is no term of {brief.scale.title}"
        elif row.synonym is not None:
            second = phrase.term == row.synonym
            first = first or (phrase.term, second)
            if first[1] != second:
                yield (
                    line,
                    f"{phrase.term!r} and {first[0]!r} come from different rows of synonyms of {brief.scale.title}",
                )


def confidence_stands_apart(brief: Brief) -> Iterator[tuple[int, str]]:
    """2.4: likelihood and confidence never in one sentence (D.6.e(2)(b))."""
    for sentence in brief.judgements:
        level = CONFIDENCE.search(sentence.words)
        term = next(phrases(sentence.text, sentence.words), None)
        if level and term:
            yield (
                sentence.line,
                f"the likelihood {term.term!r} and {' '.join(level[0].split())!r} stand in one sentence",
            )


def confidence_has_a_basis(brief: Brief) -> Iterator[tuple[int, str]]:
    """2.5: a level of confidence with its basis."""
    stated = False
    for block in brief.body.of("Confidence"):
        text = re.sub(r"[*_]", " ", block.text)
        for match in _STATED.finditer(text):
            stated = True
            if not _BASIS.match(text, match.start()):
                yield (
                    block.line + text.count("\n", 0, match.start()),
                    "not of the form `Confidence: high|moderate|low. Basis: ...`",
                )
    if not stated:
        yield brief.line("Confidence"), "no `Confidence: high|moderate|low. Basis: ...` in a section Confidence"


def causes_are_listed(brief: Brief) -> Iterator[tuple[int, str]]:
    """2.6: what makes it uncertain."""
    yield from _a_bullet(brief, "Causes of uncertainty")


def indicators_are_listed(brief: Brief) -> Iterator[tuple[int, str]]:
    """2.7: what would change the judgement."""
    yield from _a_bullet(brief, "Indicators")


def _a_bullet(brief: Brief, section: str) -> Iterator[tuple[int, str]]:
    if not any(any(sign.isalnum() for sign in bullet.text) for bullet in brief.body.bullets(section)):
        yield brief.line(section), f"no bullet in a section {section}"


def judgements_do_not_hedge(brief: Brief) -> Iterator[tuple[int, str]]:
    """2.8: no word of doubt that no scale has."""
    for sentence in brief.judgements:
        hedge = HEDGE.search(sentence.words)
        if hedge:
            yield (
                sentence.line_at(hedge.start()),
                f"the hedge {' '.join(hedge[0].split())!r} in a judgement; say how likely it is",
            )
