"""The conflict as a grid: rows and columns are option combinations, moves run in the gutters between them.

All moves of one party into one state share a trunk: it begins with a dot at each state that may be left and ends with an
arrowhead at the state that is entered. Trunks of one gutter keep apart.
"""

import itertools
from collections.abc import Sequence

from detente.reports.charts.conflict.axes import Axes, Place
from detente.reports.charts.conflict.look import TRACK
from detente.reports.charts.conflict.picture import Box, Heading, Line, Picture, Point, rounded
from detente.reports.charts.conflict.trunks import Tracks, Trunk, trunks
from detente.reports.charts.conflict.view import GraphView, Move, Party
from detente.reports.charts.letters import broken, fitted, wide

_LINE = 13.0
_NEAR = 13.0  # from a box to the first track: room for an arrowhead
_FAR = 9.0  # from the last track to the next box, and below
_TAB = 15.0  # the same where the next box may carry a tab
_BLOCK = 18.0  # extra space between blocks


class _Frame:
    """Where rows and columns begin, and where the tracks of their gutters run."""

    def __init__(self, axes: Axes, tracks: Tracks, size: tuple[float, float], corner: Point) -> None:
        self.width, self.height = size
        self.lefts = _edges(
            corner[0], self.width, [_gutter(tracks.right[at]) for at in range(len(axes.columns))], axes.columns
        )
        self.tops = _edges(
            corner[1], self.height, [_gutter(tracks.below[at], _TAB) for at in range(len(axes.rows))], axes.rows
        )
        self.right = self.lefts[-1] + self.width + _gutter(tracks.right[len(axes.columns) - 1])
        self.bottom = self.tops[-1] + self.height + _gutter(tracks.below[len(axes.rows) - 1])

    def box(self, state: str, cell: tuple[int, int]) -> Box:
        return Box(state, self.lefts[cell[1]], self.tops[cell[0]], self.width, self.height)

    def beside(self, column: int, track: int) -> float:
        return self.lefts[column] + self.width + _NEAR + TRACK * track

    def under(self, row: int, track: int) -> float:
        return self.tops[row] + self.height + _NEAR + TRACK * track


def grid(view: GraphView, axes: Axes, moves: Sequence[Move], target_width: float) -> Picture:
    """The picture; its width comes near ``target_width`` as far as boxes of a readable size allow."""
    found = trunks(view, axes, moves)
    tracks = Tracks(found)
    left = _row_heading_width(view, axes)
    gutters = sum(_gutter(tracks.right[at]) for at in range(len(axes.columns))) + _BLOCK * _blocks(axes.columns)
    width = min(max((target_width - left - gutters) / len(axes.columns), 84.0), 150.0)
    across = [_lines(view.parties, axes.across, place, width + 10) for place in axes.columns]
    depth = max((len(lines) for lines in across), default=0) * _LINE
    outer = _LINE * 2 if len(axes.across) > 1 else 0.0
    top = outer + _LINE + depth + 12 if axes.across else 6.0
    height = max(42.0, 16.0 + 8.0 * max(tracks.right.values(), default=0))
    frame = _Frame(axes, tracks, (width, height), (left, top))
    boxes = {state: frame.box(state, cell) for state, cell in axes.cells.items()}
    every = ((row, column) for row in range(len(axes.rows)) for column in range(len(axes.columns)))
    free = [cell for cell in every if cell not in set(axes.cells.values())]
    known = {state.taken for state in view.states}
    return Picture(
        boxes=tuple(boxes[state.id] for state in view.states if state.id in boxes),
        lines=tuple(_line(each, place, tracks, frame, boxes, axes) for place, each in enumerate(found)),
        headings=(*_column_headings(view, axes, frame, across, top, outer), *_row_headings(view, axes, frame, left)),
        gaps=tuple((frame.box("", cell).middle, axes.taken(cell) in known) for cell in free),
        width=frame.right,
        height=frame.bottom,
        gridded=True,
    )


def _line(each: Trunk, place: int, tracks: Tracks, frame: _Frame, boxes: dict[str, Box], axes: Axes) -> Line:
    target = boxes[each.target]
    row, column = axes.cells[each.target]
    if each.run == "down":
        track, shift = tracks.place(place, "right", frame.height)
        x, end = frame.beside(column, track), (target.right, target.middle[1] + shift)
        starts = [(state, (boxes[state].right, boxes[state].middle[1] + shift)) for state in each.sources]
        path = _comb([y for _, (_, y) in starts], end[1], x, target.right, upright=True)
        spots = tuple((x, y) for y in _between(starts[0][1][1], end[1]))
        heading = (-1.0, 0.0)
    elif each.run == "across":
        track, shift = tracks.place(place, "below", frame.width)
        y, end = frame.under(row, track), (target.middle[0] + shift, target.bottom)
        starts = [(state, (boxes[state].middle[0] + shift, boxes[state].bottom)) for state in each.sources]
        path = _comb([x for _, (x, _) in starts], end[0], y, target.bottom, upright=False)
        spots = tuple((x, y) for x in _between(starts[0][1][0], end[0]))
        heading = (0.0, -1.0)
    else:
        source = each.sources[0]
        track, shift = tracks.place(place, "below", frame.width)
        y, start = frame.under(axes.cells[source][0], track), (boxes[source].middle[0] + shift, boxes[source].bottom)
        track, shift = tracks.place(place, "right", frame.height)
        x, end = frame.beside(column, track), (target.right, target.middle[1] + shift)
        path = rounded([start, (start[0], y), (x, y), (x, end[1]), end])
        starts, heading = [(source, start)], (-1.0, 0.0)
        spots = tuple((at, y) for at in _between(start[0], x))
    return Line(each.by, tuple(starts), each.target, end, heading, path, spots, each.step, each.against)


def _comb(ports: list[float], end: float, track: float, edge: float, upright: bool) -> str:
    """Path data of a trunk along ``track`` with a tooth at each port; the tooth at ``end`` carries the arrow."""

    def point(along: float, away: float) -> Point:
        return (away, along) if upright else (along, away)

    parts: list[str] = []
    for side in (1, -1):
        beyond = sorted((port for port in ports if (port - end) * side > 0), key=lambda port: -abs(port - end))
        if not beyond:
            continue
        last = point(end, edge) if not parts else point(end, track)
        parts.append(rounded([point(beyond[0], edge), point(beyond[0], track), point(end, track), last]))
        parts += [rounded([point(port, edge), point(port, track)]) for port in beyond[1:]]
    return "".join(parts)


def _between(start: float, end: float) -> list[float]:
    return [start + (end - start) * share for share in (0.5, 0.35, 0.65, 0.22, 0.78)]


# --- headings ---------------------------------------------------------------------------------------------------------


def _words(party: Party, combination: frozenset[str]) -> str:
    return " + ".join(choice.title for choice in party.choices if choice.id in combination) or "none"


def _lines(parties: Sequence[Party], side: tuple[int, ...], place: Place, width: float) -> tuple[str, ...]:
    """The innermost party's combination in words."""
    return broken(_words(parties[side[0]], place[-1]), width, 6) if side else ()


def _outer(parties: Sequence[Party], side: tuple[int, ...], place: Place) -> str:
    """The combinations of the further parties of an axis in words."""
    named = zip(reversed(side), place, strict=True)
    return "; ".join(f"{parties[at].title}: {_words(parties[at], combination)}" for at, combination in list(named)[:-1])


def _only(side: tuple[int, ...]) -> int | None:
    """The further party of an axis, if there is one only."""
    return side[1] if len(side) == 2 else None


def _column_headings(view: GraphView, axes: Axes, frame: _Frame, across: list[tuple[str, ...]], top: float, outer: float) -> list[Heading]:  # fmt: skip
    if not axes.across:
        return []
    found = [
        Heading(
            frame.lefts[0],
            outer + 11,
            (fitted(view.parties[axes.across[0]].title, frame.right - frame.lefts[0], bold=True),),
            bold=True,
            party=axes.across[0],
        )
    ]
    for at, lines in enumerate(across):
        found.append(Heading(frame.lefts[at] + frame.width / 2, top - 12 - _LINE * (len(lines) - 1), lines, "middle"))
    if len(axes.across) > 1:
        firsts = [at for at, place in enumerate(axes.columns) if at == 0 or axes.columns[at - 1][:-1] != place[:-1]]
        for at, after in zip(firsts, [*firsts[1:], None], strict=True):
            room = (frame.right if after is None else frame.lefts[after]) - frame.lefts[at] - 8
            told = fitted(_outer(view.parties, axes.across, axes.columns[at]), room, bold=True)
            found.append(Heading(frame.lefts[at], 11, (told,), bold=True, party=_only(axes.across)))
    return found


def _row_headings(view: GraphView, axes: Axes, frame: _Frame, left: float) -> list[Heading]:
    first = view.parties[axes.down[0]]
    found = [Heading(0, frame.tops[0] - 8, broken(first.title, left - 12, 1), bold=True, party=axes.down[0])]
    for at, place in enumerate(axes.rows):
        y, room = frame.tops[at] + 16, int((frame.height + _NEAR + _TAB - 4) / _LINE)
        if len(axes.down) > 1 and (at == 0 or axes.rows[at - 1][:-1] != place[:-1]):
            told = broken(_outer(view.parties, axes.down, place), left - 12, 2)
            found.append(Heading(0, y, told, bold=True, party=_only(axes.down)))
            y, room = y + _LINE * len(told), room - len(told)
        found.append(Heading(0, y, broken(_words(first, place[-1]), left - 12, room)))
    return found


def _row_heading_width(view: GraphView, axes: Axes) -> float:
    words = [wide(_words(view.parties[axes.down[0]], place[-1])) for place in axes.rows]
    words += [wide(_outer(view.parties, axes.down, place), bold=True) for place in axes.rows if len(axes.down) > 1]  # fmt: skip
    words += [wide(view.parties[axes.down[0]].title, bold=True)]
    return min(max(words), 150.0) + 14


# --- measures ---------------------------------------------------------------------------------------------------------


def _gutter(tracks: int, far: float = _FAR) -> float:
    return _NEAR + TRACK * max(tracks - 1, 0) + far


def _edges(start: float, size: float, gutters: Sequence[float], places: Sequence[Place]) -> list[float]:
    edges = []
    for at, place in enumerate(places):
        start += _BLOCK if at and places[at - 1][:-1] != place[:-1] else 0.0
        edges.append(start)
        start += size + gutters[at]
    return edges


def _blocks(places: Sequence[Place]) -> int:
    return sum(one[:-1] != two[:-1] for one, two in itertools.pairwise(places))
