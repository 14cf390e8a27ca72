"""Spans that must not overlap: the longest of each crowd, and the span that holds a place."""

from bisect import bisect_right, insort
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Something with a start and an end."""

    @property
    def start(self) -> int:
        """Inclusive."""

    @property
    def end(self) -> int:
        """Exclusive."""


T = TypeVar("T", bound=Spanned)


def longest(found: Sequence[T]) -> list[T]:
    """Of overlapping ones the longest, of equally long ones the first; in the order of the text."""
    taken: list[tuple[int, int]] = []
    kept: list[T] = []
    for each in sorted(found, key=lambda one: one.start - one.end):
        place = bisect_right(taken, (each.start, each.start))
        free = (place == 0 or taken[place - 1][1] <= each.start) and (
            place == len(taken) or each.end <= taken[place][0]
        )
        if free:
            insort(taken, (each.start, each.end))
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def holding(spans: Sequence[tuple[int, int]], place: int) -> tuple[int, int] | None:
    """The span (of spans in order, none overlapping) that holds the place, None if none does."""
    number = bisect_right(spans, (place, float("inf"))) - 1
    return spans[number] if number >= 0 and place < spans[number][1] else None
