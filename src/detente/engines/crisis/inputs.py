"""What a game file asks: one of three games with its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from detente.engines.crisis.game import PAYOFFS, Audience, Game

OUTCOMES = ("SQ", "CD", "SF", "BD")


@dataclass(frozen=True, slots=True)
class Sweep:
    """One number of the question (``payoffs.WB``, ``audience.target``, ``channels.public.visibility``) and its values."""

    set: str
    to: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Signalling:
    """A signalling game: payoffs, audience costs, visibility (0..1) of each channel, selection, counts of outcomes, sweeps."""

    id: str | None
    game: Game
    audience: Audience
    channels: Mapping[str, float]
    rule: str = "max_pR"
    observed: Mapping[str, float] | None = None
    sweeps: tuple[Sweep, ...] = ()

    def at(self, place: str, value: float) -> "Signalling":
        """The same question with one number changed; the place is one of ``places``."""
        first, _, rest = place.partition(".")
        if first == "payoffs":
            return replace(self, game=replace(self.game, **{rest: value}))
        if first == "audience":
            return replace(self, audience=self.audience._replace(**{rest: value}))
        return replace(self, channels={**self.channels, rest.removesuffix(".visibility"): value})

    def places(self) -> tuple[str, ...]:
        """Every number that a sweep may set."""
        return (
            *(f"payoffs.{each}" for each in PAYOFFS),
            *(f"audience.{each}" for each in Audience._fields),
            *(f"channels.{each}.visibility" for each in self.channels),
        )


@dataclass(frozen=True, slots=True)
class Attrition:
    """A war of attrition: rates of the audience costs (> 0 or 0), values of the prize (> 0), times (>= 0)."""

    id: str | None
    rate: Audience
    value: Audience
    times: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sinking:
    """A sunk-cost signal: what being left alone is worth to a weak and to a strong type (>= 0)."""

    id: str | None
    weak: float
    strong: float


Asked = Signalling | Attrition | Sinking
