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
    """Running sentences, optionally led by a few words in bold, or by a plain ``label`` such as ``KJ1``."""

    sentences: tuple[Sentence, ...]
    lead: str = ""
    label: str = ""


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
    """A whole report. ``facts`` are the lines of the masthead and of the manifest, in order.

    ``citations`` stand beside the notes, one tuple a note: ``document:paragraph#fingerprint`` of each claim. ``front`` is
    the front matter of the Markdown profile; ``model`` the numbers that the text quotes, kept beside the brief.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    citations: tuple[tuple[str, ...], ...] = ()
    front: dict[str, str | int] = field(default_factory=dict)
    model: dict[str, Any] | None = None
    facts: tuple[tuple[str, str], ...] = ()
    manifest: dict[str, Any] = field(default_factory=dict)
