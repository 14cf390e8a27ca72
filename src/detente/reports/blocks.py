"""The building blocks of a report: what is said, before anyone decides how it looks."""

from dataclasses import dataclass, field
from typing import Any

from detente.explain.sentence import Sentence
from detente.reports.charts.chart import Chart


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a section of the report."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running sentences, optionally led by a few words in bold."""

    sentences: tuple[Sentence, ...]
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; each item is a paragraph."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    """A table. Cells are sentences, so they may carry notes. ``numeric`` names the columns set flush right."""

    head: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    caption: str = ""
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A chart among the text."""

    chart: Chart


Block = Heading | Paragraph | Bullets | Table | Figure


@dataclass(frozen=True)
class Report:
    """A whole report. ``facts`` are the lines of the masthead and of the manifest, in order."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    manifest: dict[str, Any] = field(default_factory=dict)
