"""How patient both must be for an informal bargain to hold (method relation, section 2; Friedman 1971, Axelrod 1984)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dilemma:
    """Payoffs per period: temptation > reward > punishment >= sucker. Raises ValueError for another order."""

    temptation: float
    reward: float
    punishment: float
    sucker: float

    def __post_init__(self) -> None:
        if not self.temptation > self.reward > self.punishment >= self.sucker:
            raise ValueError("order T > R > P >= S")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least discount factor per period under which the bargain holds."""

    grim: float
    tit_for_tat: float


def thresholds(game: Dilemma) -> Thresholds:
    """(T - R)/(T - P) if a breach ends it for good; for tit for tat also (T - R)/(R - S)."""
    tempted = game.temptation - game.reward
    grim = tempted / (game.temptation - game.punishment)
    return Thresholds(grim, max(tempted / (game.reward - game.sucker), grim))
