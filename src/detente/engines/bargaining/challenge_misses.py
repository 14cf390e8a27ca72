"""How close each actor that held came to giving in: the dyad with the smallest change of a or b that would have moved it."""

from dataclasses import dataclass
from typing import Literal

from detente.engines.bargaining.challenge import NONE, Path
from detente.engines.bargaining.challenge_options import Options

Side = Literal["own", "other"]


@dataclass(frozen=True)
class Miss:
    """The rival, and the least ``change`` (> = 0) of a (``own``) or b (``other``) past which the actor gives in to it."""

    partner: int
    change: float
    side: Side
    eu_own: float
    eu_other: float


def nearest_miss(path: Path, round_: int, actor: int) -> Miss | None:
    """The nearest miss of an actor that held in a round (1 to T).

    None if the actor moved, if nobody stood elsewhere, if the whole round was at rest, or if no change of one number
    could have moved it.
    """
    before = path.positions[round_ - 1]
    if path.kind[round_, actor] != NONE:
        return None
    found = []
    for j in range(len(path.actors)):
        a, b = float(path.own[round_, actor, j]), float(path.other[round_, actor, j])
        if before[j] != before[actor] and (a, b) != (0.0, 0.0):
            weaker = bool(path.loses[round_, actor, j])
            found += [Miss(j, change, side, a, b) for change, side in _shortfalls(a, b, weaker, path.options)]
    return min(found, key=lambda miss: miss.change, default=None)


def _shortfalls(a: float, b: float, weaker: bool, options: Options) -> list[tuple[float, Side]]:
    """The distances, along a alone and along b alone, to the places where an offer is made (fig. 6)."""
    lower = options.conflict == "lower-concedes"
    gives_up = options.capitulation == "full-move"
    fights = lower or (options.conflict == "power" and weaker)
    found: list[tuple[float, Side]] = []
    if a > 0 and fights:
        found.append((max(0.0, (a if lower else 0.0) - b), "other"))
    if a < 0:
        found.append((max(0.0, (0.0 if gives_up else -a) - b), "other"))
    if b > 0 and a > 0:
        found.append((max(0.0, a - b if lower else a), "own"))
    if b > 0 and a <= -b and not gives_up:
        found.append((-b - a, "own"))
    return found
