"""Standard 1: the quality and credibility of sources, data and methods."""

import re
from collections.abc import Iterator

from detente.reports.lint.brief import Brief

_CITATION = re.compile(r"\[@[^:\]\s]+:\d+#[0-9a-fA-F]{8,64}\]")
_ENGINE = re.compile(r"\S.*?\s+v?\d+(\.\d+)*([-+.]?[A-Za-z0-9]+)*")
_SOURCES, _EVIDENCE = ("Document", "Title", "Letter"), ("Item", "Text", "Documents", "Digit", "Key", "Flag")


def facts_are_cited(brief: Brief) -> Iterator[tuple[int, str]]:
    """1.1: every sentence of fact has a complete citation."""
    for sentence in brief.sentences:
        if sentence.kind == "F" and not _CITATION.search(sentence.text):
            yield sentence.line, "a sentence of fact without a complete citation [@DOC:PAR#HASH]"


def sources_and_items_are_graded(brief: Brief) -> Iterator[tuple[int, str]]:
    """1.2: a letter for every source, a digit for every item, and every document of an item among the sources."""
    for section, columns in (("Sources", _SOURCES), ("Evidence", _EVIDENCE)):
        if brief.body.table(section, *columns) is None:
            yield brief.line(section), f"no table {section} with the columns {', '.join(columns)}"
    sources = brief.body.records("Sources", *_SOURCES)
    for line, row in sources:
        if not re.fullmatch("[A-F]", row["Letter"]):
            yield line, f"the letter {row['Letter']!r} is none of A to F"
    known = {row["Document"] for _, row in sources}
    for line, row in brief.body.records("Evidence", *_EVIDENCE):
        if not re.fullmatch("[1-6]", row["Digit"]):
            yield line, f"{row['Item']}: the digit {row['Digit']!r} is none of 1 to 6"
        documents = _documents(row["Documents"])
        if not documents:
            yield line, f"{row['Item']}: no document"
        for each in documents:
            if sources and each not in known:
                yield line, f"{row['Item']}: the document {each} is not in the table Sources"


def single_sources_are_flagged(brief: Brief) -> Iterator[tuple[int, str]]:
    """1.3: a key item on one document says so."""
    for line, row in brief.body.records("Evidence", *_EVIDENCE):
        one = len(set(_documents(row["Documents"]))) == 1
        if one and row["Key"].casefold() == "yes" and "single source" not in row["Flag"].casefold():
            yield line, f"{row['Item']}: a key item on one document without the flag `single source`"


def sources_are_summarised(brief: Brief) -> Iterator[tuple[int, str]]:
    """1.4: a source summary statement."""
    if not any(told for _, told in brief.body.labelled("Source summary")):
        yield brief.line("Sources"), "no line `Source summary: ...`"


def engine_and_seed_are_named(brief: Brief) -> Iterator[tuple[int, str]]:
    """1.5: engine with version, and the seed."""
    if not _ENGINE.fullmatch(brief.said("engine")):
        yield 0, f"the front matter names no engine with its version (engine: {brief.said('engine') or 'nothing'})"
    seed = brief.head.get("seed")
    if not isinstance(seed, int) or isinstance(seed, bool):
        yield 0, f"the seed in the front matter is no whole number (seed: {'nothing' if seed is None else seed})"


def _documents(cell: str) -> list[str]:
    return [each.strip(" `*") for each in re.split(r"[,;]", cell) if each.strip(" `*")]
