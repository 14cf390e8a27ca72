"""A conflict under all its readings, as a brief takes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Played:
    """One conflict under all its readings. Counts are of readings; ``share`` is that of states which are SEQ equilibria."""

    id: str
    title: str
    claims: tuple[str, ...]
    readings: int
    held: int
    anywhere: int
    reached: int
    states: int
    share: tuple[float, float]
