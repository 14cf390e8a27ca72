"""After the reveal: where analysts part, column by column, in decibans.

What a column does to the answer is the ratio of its likelihoods, so two analysts differ on it by the difference of
``10 log10(P(E|H) / P(E|H'))``, for the pair of hypotheses on which they differ most; ``1 - P`` where the item was
looked for and not seen. Ratings that differ by one factor in all rows say the same thing. The numbers are those of the
ratings themselves, before the grade of the source bounds them.
"""

from dataclasses import dataclass
from itertools import combinations
from math import log10
from statistics import median

from detente.coding.inquiry import Inquiry
from detente.coding.ratings import Ratings, Step


@dataclass(frozen=True, slots=True)
class Spread:
    """One cell: smallest, median and largest point (0..1), and who is at the ends."""

    hypothesis: str
    low: float
    median: float
    high: float
    lowest: tuple[str, ...]
    highest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """One column: how far the two who differ most are apart (dB >= 0), on which pair of hypotheses, and its cells.

    ``towards`` sees the item as most in favour of the first of ``pair`` against the second, ``against`` as least.
    """

    step: Step
    decibans: float
    pair: tuple[str, str]
    towards: str
    against: str
    cells: tuple[Spread, ...]


def partings(inquiry: Inquiry, group: tuple[Ratings, ...]) -> tuple[Parting, ...]:
    """Every column that two analysts or more rated whole, the largest disagreement first (ties: order of the question)."""
    steps = dict.fromkeys([*(Step("item", item.id) for item in inquiry.items), *(step for each in group for step in each.steps)])  # fmt: skip
    names = [each.id for each in inquiry.hypotheses]
    found = []
    for step in steps:
        columns = {
            each.analyst: {name: rating.cell.point for name, rating in each.rated(step).items()} for each in group
        }
        whole = {analyst: column for analyst, column in columns.items() if len(column) == len(names)}
        if len(whole) > 1:
            seen = step.kind != "item" or inquiry.item(step.item).observed
            found.append(_parting(step, names, whole, seen))
    return tuple(sorted(found, key=lambda each: -each.decibans))


def _parting(step: Step, names: list[str], columns: dict[str, dict[str, float]], seen: bool) -> Parting:
    def weight(analyst: str, name: str) -> float:
        point = columns[analyst][name]
        return 10 * log10(point if seen else 1 - point)

    best = (-1.0, ("", ""), "", "")
    for pair in combinations(names, 2):
        odds = {analyst: weight(analyst, pair[0]) - weight(analyst, pair[1]) for analyst in columns}
        top, bottom = max(odds, key=odds.__getitem__), min(odds, key=odds.__getitem__)
        if odds[top] - odds[bottom] > best[0]:
            best = (odds[top] - odds[bottom], pair, top, bottom)
    cells = tuple(_cell(name, {analyst: column[name] for analyst, column in columns.items()}) for name in names)
    return Parting(step, *best, cells)


def _cell(name: str, points: dict[str, float]) -> Spread:
    low, high = min(points.values()), max(points.values())
    return Spread(name, low, median(points.values()), high, tuple(a for a, p in points.items() if p == low),
                  tuple(a for a, p in points.items() if p == high))  # fmt: skip
