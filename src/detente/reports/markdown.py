"""A report as Markdown with footnotes (Pandoc's and MyST's syntax): readable as it is, and the way to Word."""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from detente.explain.sentence import Sentence
from detente.reports.blocks import Block, Bullets, Figure, Heading, Paragraph, Report, Table
from detente.reports.charts.chart import Chart
from detente.reports.notes import Counter

#: Longest text that stands in for a picture, in characters.
_LONGEST = 600
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#$~^&{}])")
#: What opens a list, a rule, a definition or a div at the start of a paragraph; the last sign is the one to escape.
_OPENS_BLOCK = re.compile(r"[-+:=]|\(?(?:[0-9]{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]+|@\w*)[.)](?=\s|$)")
Draw = Callable[[Chart], str]


def markdown(report: Report, draw: Draw | None = None) -> str:
    """The report as one Markdown text. ``draw`` gives the link target of a chart; without it charts are told in words."""
    return _text(report, _Page(draw))


def profile(report: Report, draw: Draw | None = None) -> str:
    """The same text in the profile that ``detente brief lint`` reads: front matter, typed sentences, exact citations."""
    front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in report.front.items())
    return f"---\n{front}\n---\n\n{_text(report, _Page(draw, report.citations))}"


@dataclass
class _Page:
    """What a renderer carries along: the charts' pen, the exact citations (None outside the profile), the notes so far."""

    draw: Draw | None = None
    citations: tuple[tuple[str, ...], ...] | None = None
    counter: Counter = field(default_factory=Counter)


def _text(report: Report, page: _Page) -> str:
    parts = [f"# {_plain(report.title)}", f"*{_plain(report.subtitle)}*"]
    parts += (
        [" \\\n".join(f"**{_plain(name)}:** {_plain(value)}" for name, value in report.facts)] if report.facts else []
    )
    parts += [_block(block, page) for block in report.blocks]
    parts += ["## Notes"] if report.notes else []
    parts += [f"[^{place}]: {_plain(text)}" for place, text in enumerate(report.notes, 1)]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_data_uri(png: bytes) -> str:
    """A picture inside the text itself."""
    return f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"


def _block(block: Block, page: _Page) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {_plain(block.text)}"
    if isinstance(block, Paragraph):
        return _paragraph(block, page)
    if isinstance(block, Bullets):
        return "\n".join(f"- {_paragraph(item, page)}" for item in block.items)
    if isinstance(block, Table):
        return _table(block, page)
    return _figure(block, page.draw)


def _paragraph(paragraph: Paragraph, page: _Page) -> str:
    said = " ".join(_sentence(each, page) for each in paragraph.sentences)
    if paragraph.lead:
        return f"**{_plain(paragraph.lead)}** {said}"
    if paragraph.label:
        return f"{_plain(paragraph.label)}: {said}"
    opening = _OPENS_BLOCK.match(said)
    return said if opening is None else f"{said[: opening.end() - 1]}\\{said[opening.end() - 1 :]}"


def _sentence(sentence: Sentence, page: _Page) -> str:
    number = page.counter.number(sentence)
    mark = "" if number is None else f"[^{number}]"
    if page.citations is not None and sentence.kind:
        return _typed(sentence, page.citations[number - 1] if number else (), mark)
    return f"{_plain(sentence.text)}{' *(assumption)*' if sentence.assumption else ''}{mark}"


def _typed(sentence: Sentence, citations: tuple[str, ...], mark: str) -> str:
    """``[F] words [@DOC:PAR#HASH] {E01}[^1].``: all marks stand before the stop, where a reader of sentences keeps them."""
    words = _plain(sentence.text)
    for shown, target in sentence.bound:
        words = words.replace(_plain(shown), f"{_plain(shown)}{{={target}}}", 1)
    stop = words[-1] if words[-1:] in ".!?" else ""
    cited = "".join(f" [@{each}]" for each in citations)
    carried = f" {{{', '.join(sentence.evidence)}}}" if sentence.evidence else ""
    return f"[{sentence.kind}] {words[: len(words) - len(stop)]}{cited}{carried}{mark}{stop or '.'}"


def _table(table: Table, page: _Page) -> str:
    widths = _widths(table)
    rule = ["-" * (width - 1) + ":" if column in table.numeric else "-" * width for column, width in enumerate(widths)]
    rows = [[_plain(cell) for cell in table.head], rule]
    rows += [[_sentence(cell, page) for cell in row] for row in table.rows]
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
        if len(chart.alt) > _LONGEST:  # a wall of figures, which the tables of the report hold as well
            return f"*{_plain(chart.title)}: drawn in the HTML and Word forms.*"
        return f"*{_plain(chart.alt if chart.alt.startswith(chart.title) else f'{chart.title}. {chart.alt}')}*"
    return f"![{_plain(chart.title)}. {_plain(chart.caption)}]({draw(chart)})"


def _plain(text: str) -> str:
    """The text with everything that Markdown would read as a sign escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
