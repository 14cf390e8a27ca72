"""The temperature of the relationship as a brief takes it: its account in sentences, and the chart."""

from dataclasses import dataclass

from detente.explain.sentence import Sentence
from detente.reports.charts.chart import Chart


@dataclass(frozen=True)
class Warmth:
    """``sentences`` begin with the counts of the whole record; ``standing_out`` are periods with their events."""

    sentences: tuple[Sentence, ...]
    standing_out: tuple[Sentence, ...]
    chart: Chart | None = None
