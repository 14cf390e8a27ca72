"""The filtered rank of an answer in plain loops: every entity in turn."""

from fractions import Fraction

Event = tuple[int, int, int, int]


def slow_rank(events: list[Event], asked: Event, way: int, score: dict[int, float], entities: int) -> Fraction:
    """Every entity in turn: drop the other true answers of that question on that day, count the better and the equal."""
    s, r, o, t = asked
    actor, answer = (s, o) if way == 0 else (o, s)
    right = {(o if way == 0 else s) for s, q, o, d in events if q == r and d == t and (s if way == 0 else o) == actor}
    lowest = float("-inf")
    own = score.get(answer, lowest)
    better = equal = 0
    for entity in range(entities):
        if entity == answer or entity in right:
            continue
        value = score.get(entity, lowest)
        better += value > own
        equal += value == own
    return 1 + better + Fraction(equal, 2)
