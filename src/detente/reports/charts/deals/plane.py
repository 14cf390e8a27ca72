"""The utility plane of two governments: what lies on it, where in pixels, and what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.reports.charts import theme
from detente.reports.charts.apart import apart
from detente.reports.charts.deals.told import differences, figure, governments, package_words, solutions_words
from detente.reports.charts.hypotheses.titles import percent
from detente.reports.charts.words import wrapped

#: Pixels of the plane; it grows in height where the labels beside it need more.
WIDTH, HEIGHT = 372, 380
#: Characters in a line of a label beside the plane.
WRAP = 38
#: Up to so many points are drawn one by one.
MANY = 400
_EDGE = 0.06  # of the span, kept free at the ends of each axis


@dataclass(frozen=True)
class Spot:
    """A package that one or several rules pick: (utility, utility), the lines of its label (the first ``rules`` name the rules) and its middle in pixels."""

    at: tuple[float, float]
    solutions: tuple[str, ...]
    headline: bool
    package: Mapping[str, Any]
    p_breakdown: float
    lines: tuple[str, ...]
    rules: int
    middle: float = 0.0


@dataclass(frozen=True)
class Plane:
    """All utilities are pairs in the order of the governments; ``low`` and ``high`` are the ends of the two axes."""

    governments: tuple[str, str]
    breakdown: Mapping[str, tuple[float, float]]
    outside: Mapping[str, float]
    frontier: tuple[tuple[float, float], ...]
    pareto: tuple[tuple[float, float], ...]
    spots: tuple[Spot, ...]
    low: tuple[float, float]
    high: tuple[float, float]
    height: float

    def pixels(self, at: tuple[float, float]) -> tuple[float, float]:
        """Where a pair of utilities lies, from the upper left corner."""
        across, up = ((each - low) / (high - low) for each, low, high in zip(at, self.low, self.high, strict=True))
        return across * WIDTH, (1 - up) * self.height

    def shaded(self, notion: str) -> list[tuple[float, float]]:
        """Corners of what is attainable and better than breakdown for both: at each x the height that can be had there or beyond."""
        first, second = self.breakdown[notion]
        inside = [(x, y) for x, y in self.frontier if x > first and y > second]
        return [(first, inside[0][1]), *inside] if inside else []


def plane(result: Mapping[str, Any], names: Mapping[str, str], outside: Mapping[str, float]) -> Plane:
    """The plane of a result of two governments under its headline notion."""
    one, two = governments(result)
    notion = result["notions"][result["headline"]["notion"]]

    def pair(values: Mapping[str, float]) -> tuple[float, float]:
        return values[one], values[two]

    breakdown = {name: pair(each["disagreement"]) for name, each in result["notions"].items()}
    frontier = _parted([pair(each["utility"]) for each in notion["frontier"]])
    pareto = _parted([pair(each["utility"]) for each in notion["pareto"]])
    spots = _spots(result, names)
    known = [*breakdown.values(), *frontier, *pareto, *(spot.at for spot in spots)]
    ends = [_ends([at[place] for at in known], outside.get(each)) for place, each in enumerate((one, two))]
    low, high = (ends[0][0], ends[1][0]), (ends[0][1], ends[1][1])
    tall = [theme.LINE * len(spot.lines) + 9 for spot in spots]
    height = max(HEIGHT, sum(tall))
    drawn = Plane((one, two), breakdown, {each: outside[each] for place, each in enumerate((one, two)) if outside.get(each, ends[place][0] - 1) >= ends[place][0]}, frontier, pareto, (), low, high, height)  # fmt: skip
    middles = apart([(drawn.pixels(spot.at)[1], each) for spot, each in zip(spots, tall, strict=True)], height)
    placed = tuple(Spot(**{**vars(spot), "middle": middle}) for spot, middle in zip(spots, middles, strict=True))
    return Plane(**{**vars(drawn), "spots": placed})


def _ends(values: Sequence[float], outside: float | None) -> tuple[float, float]:
    """The ends of an axis. An outside option below all that is known removes nothing, so that no room is spent on it."""
    low, high = min(values), max(values)
    high = max(high, outside) if outside is not None else high
    if low == high:
        return low - 0.5, high + 0.5
    return low - _EDGE * (high - low), high + _EDGE * (high - low)


def _parted(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """In order; of very many only those that a grid of MANY x MANY tells apart, since a frontier may have tens of thousands."""
    ordered = tuple(sorted(points))
    if len(ordered) <= MANY:
        return ordered
    least = [min(at[place] for at in ordered) for place in (0, 1)]
    step = [((max(at[place] for at in ordered) - least[place]) or 1.0) / MANY for place in (0, 1)]
    cells = {tuple(int((at[place] - least[place]) / step[place]) for place in (0, 1)): at for at in ordered}
    return tuple(cells.values())


def _spots(result: Mapping[str, Any], names: Mapping[str, str]) -> tuple[Spot, ...]:
    """One spot for each package that is picked, from the top down; the headline's label holds the package, the others what differs."""
    one, two = governments(result)
    solutions = result["notions"][result["headline"]["notion"]]["solutions"]
    picked: dict[str, list[str]] = {}
    for name, each in solutions.items():
        picked.setdefault(package_words(each["package"], {}), []).append(name)
    main = result["headline"]["solution"]
    base = solutions[main]["package"] if main in solutions else {}
    spots = []
    for together in picked.values():
        each = solutions[main if main in together else together[0]]
        rules = sorted(together, key=lambda name: name != main)
        told = package_words(each["package"], names) if main in together else differences(each["package"], base, names)
        first, second = each["utility"][one], each["utility"][two]
        figures = f"{figure(first)} / {figure(second)}, risk {percent(each['p_breakdown'])}"
        named = wrapped(solutions_words(rules), WRAP)
        lines = (*named, *wrapped(told, WRAP), figures)
        spots.append(Spot((first, second), tuple(rules), main in together, each["package"], each["p_breakdown"], lines, len(named)))  # fmt: skip
    return tuple(sorted(spots, key=lambda spot: -spot.at[1]))
