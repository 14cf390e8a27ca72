"""A report as Markdown with footnotes (Pandoc's and MyST's syntax): readable as it is, and the way to Word."""

import base64
import re
from collections.abc import Callable

from detente.explain.sentence import Sentence
from detente.reports.blocks import Block, Bullets, Figure, Heading, Paragraph, Report, Table
from detente.reports.charts.chart import Chart
from detente.reports.notes import Counter

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#$~^&{}])")
#: What opens a list, a rule, a definition or a div at the start of a paragraph; the last sign is the one to escape.
_OPENS_BLOCK = re.compile(r"[-+:=]|\(?(?:[0-9]{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]+|@\w*)[.)](?=\s|$)")
Draw = Callable[[Chart], str]


def markdown(report: Report, draw: Draw | None = None) -> str:
    """The report as one Markdown text. ``draw`` gives the link target of a chart; without it charts are told in words."""
    counter = Counter()
    parts = [f"# {_plain(report.title)}", f"*{_plain(report.subtitle)}*"]
    parts += (
        [" \\\n".join(f"**{_plain(name)}:** {_plain(value)}" for name, value in report.facts)] if report.facts else []
    )
    parts += [_block(block, counter, draw) for block in report.blocks]
    parts += ["## Notes"] if report.notes else []
    parts += [f"[^{place}]: {_plain(text)}" for place, text in enumerate(report.notes, 1)]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_data_uri(png: bytes) -> str:
    """A picture inside the text itself."""
    return f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"


def _block(block: Block, counter: Counter, draw: Draw | None) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {_plain(block.text)}"
    if isinstance(block, Paragraph):
        return _paragraph(block, counter)
    if isinstance(block, Bullets):
        return "\n".join(f"- {_paragraph(item, counter)}" for item in block.items)
    if isinstance(block, Table):
        return _table(block, counter)
    return _figure(block, draw)


def _paragraph(paragraph: Paragraph, counter: Counter) -> str:
    said = " ".join(_sentence(each, counter) for each in paragraph.sentences)
    if paragraph.lead:
        return f"**{_plain(paragraph.lead)}** {said}"
    opening = _OPENS_BLOCK.match(said)
    return said if opening is None else f"{said[: opening.end() - 1]}\\{said[opening.end() - 1 :]}"


def _sentence(sentence: Sentence, counter: Counter) -> str:
    number = counter.number(sentence)
    mark = "" if number is None else f"[^{number}]"
    return f"{_plain(sentence.text)}{' *(assumption)*' if sentence.assumption else ''}{mark}"


def _table(table: Table, counter: Counter) -> str:
    widths = _widths(table)
    rule = ["-" * (width - 1) + ":" if column in table.numeric else "-" * width for column, width in enumerate(widths)]
    rows = [[_plain(cell) for cell in table.head], rule]
    rows += [[_sentence(cell, counter) for cell in row] for row in table.rows]
    body = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{body}\n\n*{_plain(table.caption)}*" if table.caption else body


def _widths(table: Table) -> list[int]:
    """How wide each column wants to be, in characters: Pandoc shares the page out in proportion to the rule's dashes."""
    longest = [
        max(len(cell) for cell in (head, *(row[column].text for row in table.rows)))
        for column, head in enumerate(table.head)
    ]
    return [min(max(width + 2, 9), 60) for width in longest]


def _figure(figure: Figure, draw: Draw | None) -> str:
    chart = figure.chart
    if draw is None:
        return f"*{_plain(chart.title)}. {_plain(chart.alt)}*"
    return f"![{_plain(chart.title)}. {_plain(chart.caption)}]({draw(chart)})"


def _plain(text: str) -> str:
    """The text with everything that Markdown would read as a sign escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
