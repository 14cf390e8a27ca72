"""Standard 9: visual information that can be checked and read."""

import re
from collections.abc import Iterator

from detente.reports.lint.brief import Brief
from detente.reports.lint.checks.argument import hypotheses, items
from detente.reports.lint.document import Table

_SOURCE = re.compile(r"Source:\s*[^;\s][^;]*;.*?data:\s*\S", re.IGNORECASE)
_ITEM = re.compile(r"E\d+")


def figures_name_their_source(brief: Brief) -> Iterator[tuple[int, str]]:
    """9.1: source and data file under every figure."""
    for image in brief.body.images:
        if not _SOURCE.match(image.following):
            yield image.line, "the line after the figure is not `Source: ...; data: FILE`"


def one_picture_of_the_argument(brief: Brief) -> Iterator[tuple[int, str]]:
    """9.2: hypotheses by evidence with hypotheses in rows, or a timeline, or a map."""
    if any(brief.body.has(name) is not None for name in ("Timeline", "Map")):
        return
    names = {row[0] for _, row in table.rows} if (table := hypotheses(brief)) else set()
    if not any(_is_matrix(each, names, items(brief)) for each in brief.body.tables):
        yield 0, "no table with hypotheses in rows and evidence in columns, no section Timeline or Map"


def _is_matrix(table: Table, hypotheses: set[str], evidence: frozenset[str]) -> bool:
    columns = [name for name in table.head[1:] if name in evidence or (not evidence and _ITEM.fullmatch(name))]
    first = {row[0] for _, row in table.rows if row}
    rows = len(first & hypotheses) >= 2 if hypotheses else "OTHER" in first
    return bool(columns) and rows


def figures_have_alternative_text(brief: Brief) -> Iterator[tuple[int, str]]:
    """9.3: the figure in words."""
    for image in brief.body.images:
        if not image.alt:
            yield image.line, "the figure has no alternative text"
