"""A question as the engine takes it: rival hypotheses, graded and dated items, and what else was asked about them.

Every record is frozen and was checked by :mod:`detente.engines.hypotheses.reader`. Cells of an item stand in the order
of ``Question.hypotheses``. Section numbers in this package refer to docs/explanation/hypotheses.md.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.engines.hypotheses.cells import Cell

Role = Literal["evidence", "prior", "explanandum"]
Model = Literal["copula", "independent", "pearson"]
OTHER = "OTHER"

#: Probability that a report is right, by source letter and by item digit: this project's editable defaults.
LETTERS = {"A": 0.98, "B": 0.90, "C": 0.75, "D": 0.60, "E": 0.50, "F": 0.65}
DIGITS = {"1": 0.98, "2": 0.90, "3": 0.75, "4": 0.60, "5": 0.50, "6": 0.65}


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One cell of the partition. ``parent`` is a label; its probability is the sum of its children."""

    id: str
    prior: Cell
    text: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its reliability letter, and its origin if several documents are one source."""

    id: str
    letter: str | None = None
    origin: str | None = None

    @property
    def source(self) -> str:
        """The source that speaks in the document."""
        return self.origin or self.id


@dataclass(frozen=True, slots=True)
class Group:
    """Items that share a factor. ``rho`` is the correlation of their latent scale (copula) or of the events (pearson)."""

    id: str
    rho: float = 0.0
    model: Model = "copula"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that cites the fact for a hypothesis."""

    doc: str | None
    hypothesis: str


@dataclass(frozen=True, slots=True)
class Item:
    """A fact (not a passage), when it became known, who reports it, and its cells.

    ``likelihood`` is P(fact | hypothesis) in the order of the hypotheses, None for an item that carries none;
    ``observed`` False means "looked for, not seen". The grading fields are used in the order of section 4.
    """

    id: str
    text: str = ""
    date: datetime.date | None = None
    role: Role = "evidence"
    observed: bool = True
    docs: tuple[str, ...] = ()
    hit: float | None = None
    false_alarm: float | None = None
    accuracy: float | None = None
    grade: str | None = None
    digit: str | None = None
    group: str | None = None
    likelihood: tuple[Cell, ...] | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An observation that could still be made: outcome -> P(outcome | hypothesis), in the order of the hypotheses."""

    id: str
    outcomes: Mapping[str, tuple[float, ...]]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Analyst:
    """Somebody's overrides of the table, by hypothesis and by (item, hypothesis), as of a date of their own."""

    id: str
    as_of: datetime.date | None = None
    prior: Mapping[str, Cell] = field(default_factory=dict)
    likelihood: Mapping[tuple[str, str], Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody's raw final probabilities: one for each hypothesis, or events (sets of hypotheses) with one each."""

    analyst: str
    p: tuple[float, ...] | None = None
    events: tuple[tuple[tuple[str, ...], float], ...] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """Options with their defaults; ``beta`` weighs judgements by exp(-beta incoherence) in the pools (0: equally)."""

    allow_certain: bool = False
    draws: int = 5_000
    seed: int = 0
    coherentise: Literal["normalise", "cap"] = "normalise"
    extremise: float = 1.0
    beta: float = 0.0
    rho_sweep: tuple[float, ...] = (0.0, 0.3, 0.6, 0.9, 1.0)
    letters: Mapping[str, float] = field(default_factory=lambda: dict(LETTERS))
    digits: Mapping[str, float] = field(default_factory=lambda: dict(DIGITS))


@dataclass(frozen=True, slots=True)
class Question:
    """The whole question. ``window`` is the period of the conduct; ``as_of`` counts items known by that day only."""

    id: str
    hypotheses: tuple[Hypothesis, ...]
    question: str = ""
    explanandum: str = ""
    window: tuple[datetime.date | None, datetime.date | None] = (None, None)
    scale: str = "icd203"
    as_of: datetime.date | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    analysts: Mapping[str, Analyst] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    options: Options = field(default_factory=Options)

    @property
    def names(self) -> tuple[str, ...]:
        """Ids of the hypotheses, in input order."""
        return tuple(each.id for each in self.hypotheses)

    def scored(self, as_of: datetime.date | None, *, background: bool = False) -> tuple[Item, ...]:
        """Items of role ``evidence`` known by the day (the day itself counts); ``background`` adds those of role ``prior``."""
        roles = ("evidence", "prior") if background else ("evidence",)
        return tuple(
            item
            for item in self.items
            if item.role in roles
            and item.likelihood is not None
            and (as_of is None or item.date is None or item.date <= as_of)
        )

    def sources_of(self, item: Item) -> tuple[str, ...]:
        """The distinct sources behind an item (documents of one origin are one source)."""
        return tuple(dict.fromkeys(self.documents[doc].source for doc in item.docs))
