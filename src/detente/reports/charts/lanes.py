"""Lanes: things with a width, stacked so that none covers another."""

from collections.abc import Sequence


def stack(spans: Sequence[tuple[float, float]], gap: float = 2.0) -> tuple[int, ...]:
    """The level of each span (left, right), 0 upwards: the lowest on which nothing is in the way, from left to right."""
    levels = [0] * len(spans)
    ends: list[float] = []
    for place in sorted(range(len(spans)), key=lambda each: (spans[each], each)):
        left, right = spans[place]
        level = next((number for number, end in enumerate(ends) if end + gap <= left), len(ends))
        if level == len(ends):
            ends.append(right)
        ends[level] = right
        levels[place] = level
    return tuple(levels)
