"""The shortest way from one state to another, nobody moving twice in a row."""

from collections import defaultdict, deque
from collections.abc import Iterable

from detente.reports.charts.conflict.view import Move


def shortest(moves: Iterable[Move], start: str, end: str) -> tuple[Move, ...]:
    """The fewest moves from ``start`` to ``end``, of equals the first found; empty if there is no way or none is needed."""
    leaving: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        leaving[move.start].append(move)
    came: dict[tuple[str, str], Move] = {}
    before: dict[tuple[str, str], tuple[str, str]] = {}
    queue = deque([(start, "")])
    while queue and start != end:
        here = queue.popleft()
        for move in leaving[here[0]]:
            there = (move.end, move.by)
            if move.by == here[1] or there in came:
                continue
            came[there], before[there] = move, here
            if move.end == end:
                return _back(came, before, there, start)
            queue.append(there)
    return ()


def _back(came: dict[tuple[str, str], Move], before: dict[tuple[str, str], tuple[str, str]], there: tuple[str, str], start: str) -> tuple[Move, ...]:  # fmt: skip
    found: list[Move] = []
    while there != (start, ""):
        found.append(came[there])
        there = before[there]
    return tuple(reversed(found))
