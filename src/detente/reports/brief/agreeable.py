"""A deal as a brief takes it: its account in sentences and the names of its what-ifs."""

from dataclasses import dataclass

from detente.explain.sentence import Sentence
from detente.reports.charts.chart import Chart


@dataclass(frozen=True)
class Agreeable:
    """``sentences`` begin with the deal itself; ``scenarios`` are the what-ifs that the command can set side by side."""

    id: str
    title: str
    sentences: tuple[Sentence, ...]
    scenarios: tuple[str, ...]
    chart: Chart | None = None
