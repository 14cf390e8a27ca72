"""The utility planes of the deal room as shapes for a template: the same axes on both sides, one path for each kind of cell."""

from dataclasses import dataclass
from typing import Any

#: The drawing and its plot, in its own units.
WIDTH, HEIGHT = 380, 330
LEFT, RIGHT, TOP, BOTTOM = 46, 368, 12, 284
HELD = ("neither", "second", "first", "both", "zone")


@dataclass(frozen=True)
class Plane:
    """One side's plane. ``paths``: kind of cell -> path; places are (x, y) in the drawing's units, ticks (place, percent)."""

    paths: dict[str, str]
    deal: tuple[float, float]
    other: tuple[float, float] | None
    breakdown: tuple[float, float]
    better: tuple[float, float, float, float]
    ticks: tuple[tuple[tuple[float, int], ...], tuple[tuple[float, int], ...]]


def planes(told: Any) -> tuple[Plane, Plane] | None:
    """Both planes of an answer; None where a side lacks one of the two governments."""
    pair, sides = told.axes, told.sides
    if any(each not in side.utility for each in pair for side in sides):
        return None
    points = [(side.utility[pair[0]], side.utility[pair[1]]) for side in sides]
    floors = [(side.breakdown[pair[0]], side.breakdown[pair[1]]) for side in sides]
    known = [*points, *floors, *((x, y) for side in sides for x, y, _, _ in side.cells)]
    low = [min(each[k] for each in known) - 0.03 for k in (0, 1)]
    high = [max(each[k] for each in known) + 0.03 for k in (0, 1)]

    def at(x: float, y: float) -> tuple[float, float]:
        across = (x - low[0]) / (high[0] - low[0])
        up = (y - low[1]) / (high[1] - low[1])
        return round(LEFT + across * (RIGHT - LEFT), 1), round(BOTTOM - up * (BOTTOM - TOP), 1)

    unit = [(RIGHT - LEFT) / (high[0] - low[0]), (BOTTOM - TOP) / (high[1] - low[1])]
    ticks = tuple(tuple((at(*((v / 100, 0.0) if k == 0 else (0.0, v / 100)))[k], v) for v in range(0, 101, 10) if low[k] <= v / 100 <= high[k]) for k in (0, 1))  # fmt: skip
    drawn = []
    for place, side in enumerate(sides):
        wide, tall = (max(1.5, side.step[k] * unit[k] - 0.6) for k in (0, 1))
        paths = dict.fromkeys(HELD, "")
        for x, y, _, held in side.cells:
            px, py = at(x, y)
            paths[held] += f"M{px - wide / 2:.1f} {py - tall / 2:.1f}h{wide:.1f}v{tall:.1f}h-{wide:.1f}z"
        floor = at(*floors[place])
        other = at(*points[1 - place]) if sides[1 - place].agreed else None
        better = (floor[0], float(TOP), round(RIGHT - floor[0], 1), round(floor[1] - TOP, 1))
        drawn.append(Plane(paths, at(*points[place]), other, floor, better, (ticks[0], ticks[1])))
    return drawn[0], drawn[1]
