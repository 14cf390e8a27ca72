"""The timeline in pixels: levels inside the lanes, lanes around the zero line, labels above and below."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from detente.kernel.dates import say_interval
from detente.reports.charts import theme
from detente.reports.charts.happening import Happening
from detente.reports.charts.labels import Placed, Wanted, place
from detente.reports.charts.lanes import stack
from detente.reports.charts.words import balanced

LEFT = 92  # the lanes' names
PLOT = theme.WIDTH - LEFT - 24
ORDER = (2, 1, 3, 4)  # quad classes from top to bottom; the zero line lies in the middle
_PITCH = 10  # from one level of a lane to the next
_EDGE = 7  # free pixels at both edges of a lane
_CHAR = 5.6  # width of an average character, on the wide side


class Layout:
    """Where everything stands. ``marks`` are the heights of the happenings, ``edges`` the tops of the lanes.

    ``spots`` holds, for each labelled happening, its place in the list, its label, and the heights at which the leader
    meets the text and ends.
    """

    def __init__(self, told: Sequence[Happening], labelled: frozenset[int], first: date, last: date) -> None:
        self.told, self.first, self.last = told, first, last
        self._labelled = labelled
        self._levels: dict[int, int] = {}
        self.heights = {quad: self._fill(quad) for quad in ORDER}
        above, below = self._labels(ORDER[0], ORDER[1]), self._labels(ORDER[3], ORDER[2])
        self.top = _reach(above)
        self.edges = {
            quad: self.top + sum(self.heights[each] for each in ORDER[:place]) for place, quad in enumerate(ORDER)
        }
        self.bottom = self.top + sum(self.heights.values())
        self.height = round(self.bottom + _reach(below))
        self.marks = [self._mark(place) for place in range(len(told))]
        self.spots = [(each, spot, self.top - spot.near, self.top - spot.far) for each, spot in above]
        self.spots += [(each, spot, self.bottom + spot.near, self.bottom + spot.far) for each, spot in below]

    def x(self, day: date) -> float:
        """Days to pixels."""
        return PLOT * ((day - self.first) / (self.last - self.first))

    def moment(self, x: float) -> str:
        """Pixels to a point in time, as the specification wants it."""
        start = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        return (start + (self.last - self.first) * (x / PLOT)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _fill(self, quad: int) -> int:
        """Stack the happenings of a lane; gives the lane's height."""
        own = [place for place, each in enumerate(self.told) if each.quad == quad]
        found = stack([self._span(self.told[place]) for place in own])
        self._levels.update(zip(own, found, strict=True))
        return _PITCH * (max(found, default=0) + 1) + 2 * _EDGE

    def _span(self, told: Happening) -> tuple[float, float]:
        middle = self.x(told.middle)
        return min(self.x(told.start), middle - 5), max(self.x(told.end), middle + 5)

    def _away(self, place: int) -> float:
        """Distance of a mark from the edge of its lane that is nearer to the zero line."""
        return _EDGE + _PITCH * (self._levels[place] + 0.5)

    def _mark(self, place: int) -> float:
        quad = self.told[place].quad
        above = quad in ORDER[:2]
        return self.edges[quad] + (self.heights[quad] - self._away(place) if above else self._away(place))

    def _labels(self, outer: int, inner: int) -> list[tuple[int, Placed]]:
        """The labels of the two lanes on one side of the zero line."""
        own = [place for place in sorted(self._labelled) if self.told[place].quad in (outer, inner)]
        wanted = []
        for each in own:
            told = self.told[each]
            depth = self.heights[told.quad] - self._away(each) + (self.heights[outer] if told.quad == inner else 0)
            lines = label_lines(told)
            wanted.append(Wanted(self.x(told.middle), depth, _CHAR * max(map(len, lines)), theme.LINE * len(lines)))
        return list(zip(own, place(wanted, 6 - LEFT, PLOT + 16), strict=True))


def label_lines(told: Happening) -> list[str]:
    """The label: when and what, in short lines."""
    return balanced(f"{say_interval(told.start, told.end)}: {told.event.summary.rstrip('.')}", 38)


def _reach(labels: Sequence[tuple[int, Placed]]) -> float:
    return max((spot.far for _, spot in labels), default=0.0) + 8
