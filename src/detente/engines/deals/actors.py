"""Governments and the actors at home who must, or may, approve (sections 2 and 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: The two notions of breakdown: mere non-agreement, and retaliation.
Notion = Literal["nonagreement", "retaliation"]
NOTIONS: tuple[Notion, Notion] = ("nonagreement", "retaliation")
Rule = Literal["veto", "vote", "pressure"]


@dataclass(frozen=True)
class Taste:
    """What an actor wants, by issue: weight, ideal, shape, or a table of values in level order.

    ``rescaled``: ``normalise: range``, weights are divided by their sum and distances by the greatest possible one.
    """

    weights: Mapping[str, float]
    ideals: Mapping[str, float] = field(default_factory=dict)
    gammas: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    rescaled: bool = True

    def weight(self, issue: str) -> float:
        """The weight that counts, 0 for issues that the actor does not weigh."""
        raw = self.weights.get(issue, 0.0)
        return raw / sum(self.weights.values()) if self.rescaled and raw else raw

    def gamma(self, issue: str) -> float:
        """The shape of the loss (or of the taste for a share); 1 is linear."""
        return self.gammas.get(issue, 1.0)


@dataclass(frozen=True)
class Government:
    """A side of the talks. ``alpha`` is its bargaining power before normalisation, ``outside`` its outside option.

    ``disagreement`` holds stated breakdown utilities by notion; the others are computed (section 4).
    """

    id: str
    taste: Taste
    alpha: float = 1.0
    audience_cost: float = 0.0
    credit: float = 0.0
    resentment: float = 0.0
    outside: float | None = None
    disagreement: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Ratifier:
    """An actor at home. ``rho`` is how much its government cares; ``uniform`` replaces margin and sigma."""

    id: str
    government: str
    taste: Taste
    rule: Rule
    votes: float = 1.0
    margin: float = 0.0
    sigma: float = 0.0
    rho: float = 0.0
    uniform: tuple[float, float] | None = None
    disagreement: Mapping[str, float] = field(default_factory=dict)
