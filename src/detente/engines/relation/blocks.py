"""The ``relation`` and ``threat_game`` blocks of a deal file as the engine takes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.engines.relation.reciprocity import Reactive
from detente.engines.relation.richardson import Richardson
from detente.engines.relation.self_enforcement import Dilemma
from detente.engines.relation.stocks import Erosion, Input, Resentment
from detente.engines.relation.trap import Trap


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reactive strategies that meet."""

    id: str
    own: Reactive
    partner: Reactive
    error: float


@dataclass(frozen=True)
class Change:
    """What changes from ``period`` on: values by dotted path, and resentment that is raised to a level."""

    period: int
    set: Mapping[str, Any]
    raise_to: Mapping[str, float]


@dataclass(frozen=True)
class PathBlock:
    """A deal solved again each period while the stocks move. ``on``: who resents; weights of voice and of publicity."""

    periods: int
    voice_issue: str
    on: str | None
    voice_weight: float
    public_weight: float
    resentment: Resentment
    erosion: Erosion
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Relation:
    """Whatever the block holds; None or empty for what it does not."""

    dilemma: Dilemma | None = None
    pairs: tuple[Pair, ...] | None = None
    richardson: Richardson | None = None
    trap: Trap | None = None
    delta: float | None = None
    stocks: tuple[Resentment, Erosion, tuple[Input, ...]] | None = None
    path: PathBlock | None = None


@dataclass(frozen=True)
class ThreatGame:
    """Two governments and their payoff matrices as rows."""

    governments: tuple[str, str]
    first: tuple[tuple[float, ...], ...]
    second: tuple[tuple[float, ...], ...]
