"""A laid-out conflict in pixels: boxes, lines and headings, ready to be written. x runs right, y down."""

from dataclasses import dataclass

from detente.reports.charts.svg import number

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """The box of a state."""

    state: str
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """The centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Line:
    """Moves of one party into one state: from several states in a comb, or from one.

    ``path`` is SVG path data; ``starts`` where it leaves each box; ``end`` where it meets the target's box, coming along
    ``heading`` (a unit vector). ``step`` numbers a move of the highlighted path, ``spots`` are places for that number, best
    first. ``against`` marks moves that do not improve.
    """

    by: int
    starts: tuple[tuple[str, Point], ...]
    target: str
    end: Point
    heading: Point
    path: str
    spots: tuple[Point, ...] = ()
    step: int | None = None
    against: bool = False


@dataclass(frozen=True)
class Heading:
    """Words over columns or beside rows, in lines from the baseline ``y`` down; in the colour of a party if one is named."""

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: str = "start"
    bold: bool = False
    party: int | None = None


@dataclass(frozen=True)
class Picture:
    """Everything in its place. ``gaps`` are centres of empty places, with True where a state belongs that is not drawn."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...]
    gaps: tuple[tuple[Point, bool], ...]
    width: float
    height: float
    gridded: bool = False


def rounded(points: list[Point], radius: float = 4.0) -> str:
    """Path data along the points, with rounded corners."""
    parts = [f"M{_at(points[0])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        one, two = _toward(here, before, radius), _toward(here, after, radius)
        parts.append(f"L{_at(one)}Q{_at(here)} {_at(two)}")
    return "".join(parts) + f"L{_at(points[-1])}"


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _toward(here: Point, other: Point, radius: float) -> Point:
    away = abs(other[0] - here[0]) + abs(other[1] - here[1])
    share = min(radius, away / 2) / away if away else 0.0
    return here[0] + (other[0] - here[0]) * share, here[1] + (other[1] - here[1]) * share
