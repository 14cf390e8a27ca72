"""Standards 5 and 6: written for a reader who decides, bottom line first."""

import re
from collections.abc import Iterator

from detente.kernel.dates import parse_day
from detente.reports.lint.brief import Brief
from detente.reports.lint.sentences import label_of

FIRST_WORDS = 60
_NO_WORD = re.compile(r"\[@[^\]\n]*\]|\{[^}\n]*\}|\[[FAJ]\]")


def reader_and_decision_are_named(brief: Brief) -> Iterator[tuple[int, str]]:
    """5.1: who reads it, and what is to be decided."""
    for key in ("reader", "decision"):
        if not brief.said(key):
            yield 0, f"the front matter has no {key}"


def implications_name_every_judgement(brief: Brief) -> Iterator[tuple[int, str]]:
    """5.2: an implication for every key judgement."""
    told = " ".join([*(block.text for block in brief.body.of("Implications")), *_cells(brief)])
    for bullet in brief.key_judgements:
        name = label_of(bullet)
        if name and not re.search(rf"(?<!\w){name}(?!\w)", told):
            yield brief.line("Implications"), f"no implication names {name}"


def _cells(brief: Brief) -> Iterator[str]:
    for table in brief.body.tables:
        if table.section.casefold() == "implications":
            yield from (cell for _, row in table.rows for cell in row)


def horizon_is_a_day(brief: Brief) -> Iterator[tuple[int, str]]:
    """5.3: until when it holds."""
    try:
        parse_day(brief.said("horizon"))
    except ValueError:
        yield 0, f"the horizon in the front matter is no day YYYY-MM-DD (horizon: {brief.said('horizon') or 'nothing'})"


def bottom_line_first(brief: Brief) -> Iterator[tuple[int, str]]:
    """6.1: the first section is the bottom line, and a judgement starts within its first 60 words."""
    first = next(iter(brief.body.sections), "")
    if first.casefold() != "bottom line":
        yield next(iter(brief.body.sections.values()), 0), f"the first section is {first or 'nothing'}, not Bottom line"
        return
    before = 0
    for sentence in brief.sentences:
        if sentence.section.casefold() != "bottom line":
            continue
        if sentence.kind == "J":
            break
        before += len(_NO_WORD.sub(" ", sentence.text).split())
    else:
        yield brief.line("Bottom line"), "no judgement in Bottom line"
        return
    if before >= FIRST_WORDS:
        yield (
            sentence.line,
            f"the first judgement of Bottom line starts after {before} words; {FIRST_WORDS} are the most",
        )
