"""Mutual irritation: x' = k y - a x + g, y' = l x - b y + h (section 4; Richardson 1960)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Richardson:
    """``k``, ``l``: how strongly each answers the other; ``a``, ``b``: how fast each forgets; ``g``, ``h``: grievances."""

    k: float
    l: float  # noqa: E741  the paper's letter
    a: float
    b: float
    g: float
    h: float


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest point (None if a b = k l), and whether paths tend to it: an unstable one is no forecast."""

    point: tuple[float, float] | None
    stable: bool


def rest(pair: Richardson) -> Rest:
    """Where both would stay."""
    spare = pair.a * pair.b - pair.k * pair.l
    if spare == 0:
        return Rest(None, False)
    return Rest(((pair.k * pair.h + pair.b * pair.g) / spare, (pair.l * pair.g + pair.a * pair.h) / spare), spare > 0)
