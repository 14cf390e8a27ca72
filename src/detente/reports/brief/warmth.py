"""The temperature of the relationship as a brief takes it: its account in sentences, the chart, and the outlook."""

from dataclasses import dataclass

from detente.explain.sentence import Sentence
from detente.reports.charts.chart import Chart


@dataclass(frozen=True)
class Warmth:
    """What a brief says of events.

    ``sentences`` begin with the counts of the whole record; ``standing_out`` are periods with their events; ``ahead`` is the outlook,
    a sentence for each class, and ``worth`` says whether it beats the base rate.
    """

    sentences: tuple[Sentence, ...]
    standing_out: tuple[Sentence, ...]
    chart: Chart | None = None
    ahead: tuple[Sentence, ...] = ()
    worth: tuple[Sentence, ...] = ()
