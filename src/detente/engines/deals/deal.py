"""A deal file as the engine takes it: frozen, checked, with names and numbers only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from detente.engines.deals.actors import Government, Notion, Ratifier
from detente.engines.deals.issues import Issue

#: Solutions in the order of the method's table; the last two need their option.
SOLUTIONS = (
    "nash", "ks_maximin", "ks_line", "kalai_maximin", "kalai_line", "egalitarian", "utilitarian", "rubinstein", "tili",
)  # fmt: skip
CHANNELS = {"quiet": 0.15, "treaty": 0.3, "public": 1.0}
#: Up to so many packages are enumerated (section 7).
MOST_PACKAGES = 5_000_000


@dataclass(frozen=True, slots=True)
class Threat:
    """``by`` threatens to go to the level at place ``level``; ``credibility`` 0..1, or None for the crisis game's."""

    by: str
    issue: str
    level: int
    credibility: float | None


@dataclass(frozen=True, slots=True)
class Interaction:
    """Adds ``weight`` times the product of two levels to a government's utility."""

    actor: str
    issues: tuple[str, str]
    weight: float


@dataclass(frozen=True, slots=True)
class Quota:
    """How much of a government's votes a deal needs: more than ``share`` if strict, else at least."""

    share: float = 0.5
    strict: bool = True


@dataclass(frozen=True)
class CrisisGame:
    """The numbers of the crisis game; another engine solves it. ``audience`` is (challenger, target)."""

    challenger: str
    target: str
    payoffs: Mapping[str, float]
    audience: tuple[float, float] = (0.0, 0.0)
    select: str = "max_pR"


@dataclass(frozen=True, slots=True)
class CrisisFacts:
    """What the crisis game says in one channel: P(stand firm), P(concede), and the pair for every equilibrium."""

    p_stand_firm: float
    p_concede: float
    every: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Rubinstein:
    """Alternating offers: discount rates by government, the length of a period, and who offers first."""

    rates: Mapping[str, float]
    period: float
    first: str


@dataclass(frozen=True)
class Options:
    """Named options of the solutions. ``consent``: who is indifferent and asks for no margin approves for sure."""

    kalai_weights: Mapping[str, float] = field(default_factory=dict)
    rubinstein: Rubinstein | None = None
    proposer: str | None = None
    consent: bool = True


@dataclass(frozen=True)
class Deal:
    """Everything that is bargained about. ``fine`` is the partition of the issues for the world without linkage."""

    issues: tuple[Issue, ...]
    governments: tuple[Government, ...]
    ratifiers: tuple[Ratifier, ...] = ()
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    threats: tuple[Threat, ...] = ()
    crisis: CrisisGame | None = None
    channels: Mapping[str, float] = field(default_factory=lambda: dict(CHANNELS))
    interactions: tuple[Interaction, ...] = ()
    fine: tuple[tuple[str, ...], ...] = ()
    options: Options = Options()
    solution: str = "nash"
    solutions: tuple[str, ...] = SOLUTIONS[:7]
    notion: Notion = "retaliation"
    channel: str = "quiet"
    mu: float = 0.0
    treaties: bool = True

    @cached_property
    def places(self) -> dict[str, int]:
        """Issue id -> its place."""
        return {issue.id: k for k, issue in enumerate(self.issues)}

    @cached_property
    def seats(self) -> dict[str, int]:
        """Government id -> its place."""
        return {each.id: i for i, each in enumerate(self.governments)}

    @property
    def continuous(self) -> bool:
        """True if the issues are ranges and pies."""
        return self.issues[0].continuous

    @property
    def packages(self) -> int:
        """How many packages there are (of a file with levels)."""
        return prod(len(issue.levels) for issue in self.issues)

    @property
    def additive(self) -> bool:
        """True if only pressure groups stand at home and nothing interacts: pruned sums are exact then."""
        return not self.interactions and all(each.rule == "pressure" for each in self.ratifiers)
