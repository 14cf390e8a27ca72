"""The graph of a conflict: states, who would move where, where it comes to rest, and the way there."""

from collections.abc import Sequence

from detente.reports.charts import theme
from detente.reports.charts.chart import Chart
from detente.reports.charts.conflict.axes import axes
from detente.reports.charts.conflict.draw import drawing
from detente.reports.charts.conflict.grid import grid
from detente.reports.charts.conflict.layers import layers
from detente.reports.charts.conflict.legend import legend
from detente.reports.charts.conflict.picture import Picture
from detente.reports.charts.conflict.selection import EVERY_MOVE, GRID_LIMIT, LIMIT, shown_moves, shown_states
from detente.reports.charts.conflict.told import alternative, caption, rows, subtitle
from detente.reports.charts.conflict.view import GraphView, Move
from detente.reports.charts.letters import fitted
from detente.reports.charts.svg import picture, tag, words
from detente.reports.charts.words import balanced

_PAGE, _SHEET = 860.0, 1560.0  # widths to aim at: a page for small conflicts, a landscape sheet for larger ones
_LEAST = 560.0
_EDGE = 12.0


def conflict_graph(view: GraphView, limit: int | None = None, every: bool | None = None, against: bool = False) -> Chart:  # fmt: skip
    """The chart, as SVG of our own.

    ``limit`` (1 or more) is how many states are drawn at most; by default 64, or 100 where they make a grid. ``every`` draws
    every improvement, or only each party's best one from each state; by default every one while few states are drawn.
    ``against`` adds, faintly, the moves that do not improve.
    """
    shown = shown_states(view, _limit(view) if limit is None else limit)
    all_moves = len(shown) <= EVERY_MOVE if every is None else every
    laid = layout(view, shown, shown_moves(view, shown, all_moves, against))
    title = f"Who can move where: {view.title}"
    told = alternative(view, title, shown)
    width = max(laid.width, _LEAST)
    head, y = _head(title, subtitle(view, shown, all_moves), width)
    worded = len(shown) <= EVERY_MOVE and not laid.gridded
    body = tag("g", "".join(drawing(view, laid, worded)), transform=f"translate(0 {y:g})")
    y += laid.height + 14
    key, height = legend(view, laid, width, y)
    whole = tag("g", "".join((*head, body, *key)), transform=f"translate({_EDGE:g} {_EDGE:g})")
    svg = picture("conflict", width + 2 * _EDGE, y + height + 2 * _EDGE, title, told, [whole])
    return Chart("conflict", title, caption(view, shown), told, {}, rows(view, shown), svg)


def layout(view: GraphView, shown: Sequence[str], moves: Sequence[Move]) -> Picture:
    """Where the drawn states and moves stand: in a grid of option combinations, or else in layers."""
    states = [view.by_id[state] for state in shown]
    found = axes(view.parties, states)
    if found is None:
        return layers(view, states, moves)
    return grid(view, found, moves, _PAGE if len(shown) <= EVERY_MOVE else _SHEET)


def _head(title: str, says: str, width: float) -> tuple[list[str], float]:
    """Title and line on how to read the picture, and how high they are."""
    parts = [words(fitted(line, width, 15, True), 0, 14 + 18 * at, font_size=15, font_weight="bold") for at, line in enumerate(balanced(title, int(width / 8.4)))]  # fmt: skip
    y = 18.0 * len(parts) + 12
    lines = balanced(says, int(width / 5.6))
    parts += [words(line, 0, y + 14 * at, fill=theme.GREY) for at, line in enumerate(lines)]
    return parts, y + 14 * len(lines) + 8


def _limit(view: GraphView) -> int:
    return GRID_LIMIT if len(view.states) <= GRID_LIMIT and axes(view.parties, view.states) is not None else LIMIT
