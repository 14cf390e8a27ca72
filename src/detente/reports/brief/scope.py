"""What a brief is about: the dossier as known on a day, the period in force, and perhaps one issue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.binding.trace import Trace
from detente.dossier.claim import BaseClaim, Stance, issues_of
from detente.dossier.dossier import Dossier
from detente.dossier.judgement import Judgement
from detente.dossier.meta import Period
from detente.dossier.position import Position
from detente.dossier.sides import lead
from detente.engines.bargaining.issue import Issue as Bound
from detente.engines.bargaining.result import Forecast
from detente.explain.sentence import Sentence
from detente.reports.brief.agreeable import Agreeable
from detente.reports.brief.played import Played
from detente.reports.brief.track import Track
from detente.reports.brief.warmth import Warmth
from detente.reports.brief.weighed import Weighed
from detente.studies.ensemble import Ensemble

HEADLINES = 6


@dataclass(frozen=True)
class Settled:
    """One issue settled: what the engine took and answered, its ensemble, the trace, and the explanation."""

    bound: Bound
    forecast: Forecast
    runs: Ensemble
    trace: Trace
    sentences: tuple[Sentence, ...]
    moves: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Scope:
    """``dossier`` is already the view as of ``day``; ``settled`` maps issue to its settlement in the period.

    ``other_periods`` maps each further period to issue and forecast; ``weighed`` are the questions on rival explanations;
    ``since`` is the day of the brief that this one follows, with the questions as they stood then; ``played`` are the conflicts, ``agreeable`` the deals, ``warmth`` the temperature by the events;
    ``open_suggestions`` counts what the reading room suggests and nobody has decided, None without a reading room.
    """

    dossier: Dossier
    day: date | None
    period: Period
    issue: str | None
    settled: Mapping[str, Settled]
    other_periods: Mapping[str, Mapping[str, Forecast]] = field(default_factory=dict)
    weighed: tuple[Weighed, ...] = ()
    since: date | None = None
    before: tuple[Weighed, ...] = ()
    track: Track | None = None
    played: tuple[Played, ...] = ()
    agreeable: tuple[Agreeable, ...] = ()
    warmth: Warmth | None = None
    open_suggestions: int | None = None

    @property
    def undecided(self) -> str:
        """What is said of suggestions that stand open in the reading room, "" without a reading room."""
        if self.open_suggestions is None:
            return ""
        if not self.open_suggestions:
            return "no suggestion stands open in the reading room"
        one = self.open_suggestions == 1
        return f"{self.open_suggestions} {'suggestion stands' if one else 'suggestions stand'} open in the reading room and {'does' if one else 'do'} not count"  # fmt: skip

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues the brief covers."""
        return (self.issue,) if self.issue else tuple(self.dossier.issues)

    @property
    def last_day(self) -> date:
        """The latest day the brief may speak about: its as-of day, else the latest day a document can have appeared."""
        known = [day for source in self.dossier.sources.values() if (day := source.appeared) is not None]
        return self.day or max(known, default=self.period.to)

    def touches(self, issues: Iterable[str]) -> bool:
        """True if a record with these issues belongs into the brief."""
        return self.issue is None or self.issue in issues

    def claims(self) -> tuple[BaseClaim, ...]:
        """The usable claims inside the scope."""
        return tuple(claim for claim in self.dossier.usable_claims.values() if self.touches(issues_of(claim)))

    def stances(self) -> tuple[Stance, ...]:
        """The usable stances inside the scope."""
        return tuple(claim for claim in self.claims() if isinstance(claim, Stance))

    def judgements(self) -> tuple[Judgement, ...]:
        """The coder's judgements on the scope's issues that hold for its period."""
        return tuple(
            each
            for each in self.dossier.judgements.values()
            if self.touches(each.issues) and each.period in (None, self.period.id)
        )

    def headlines(self) -> tuple[Judgement, ...]:
        """The judgements that lead the brief: all of them on one issue, else the headline ones, six at most."""
        return tuple(each for each in self.judgements() if each.headline or self.issue)[:HEADLINES]

    def sides(self, issue: str) -> tuple[Position | None, Position | None]:
        """Who speaks for each party on the issue in the period."""
        first, second = self.dossier.dossier.parties
        return lead(self.dossier, first, issue, self.period.id), lead(self.dossier, second, issue, self.period.id)

    def distance(self, issue: str) -> float | None:
        """Distance of the two modes, None if a side holds no position."""
        first, second = self.sides(issue)
        return None if first is None or second is None else abs(first.position.mode - second.position.mode)

    def short(self, document: str) -> str:
        """A document as running text calls it."""
        return self.dossier.sources[document].short if document in self.dossier.sources else document

    def documents(self, claims: Iterable[str]) -> tuple[str, ...]:
        """The documents behind claims, in the order of the sources file."""
        held = {self.dossier.claims[claim].source_document for claim in claims}
        return tuple(name for name in self.dossier.sources if name in held)
