"""The graph of a conflict: states, who would move where, where it comes to rest, and the way there."""

from detente.reports.charts import theme
from detente.reports.charts.chart import Chart
from detente.reports.charts.conflict.axes import axes
from detente.reports.charts.conflict.draw import drawing
from detente.reports.charts.conflict.grid import grid
from detente.reports.charts.conflict.layers import layers
from detente.reports.charts.conflict.legend import legend
from detente.reports.charts.conflict.selection import EVERY_MOVE, GRID_LIMIT, LIMIT, shown_moves, shown_states
from detente.reports.charts.conflict.told import alternative, caption, rows, subtitle
from detente.reports.charts.conflict.view import GraphView
from detente.reports.charts.svg import picture, tag, words
from detente.reports.charts.words import balanced

_PAGE, _SHEET = 860.0, 1560.0  # widths to aim at: a page for small conflicts, a landscape sheet for larger ones
_EDGE = 12.0


def conflict_graph(
    view: GraphView, limit: int | None = None, every: bool | None = None, against: bool = False
) -> Chart:
    """The chart, as SVG of our own.

    ``limit`` (1 or more) is how many states are drawn at most; by default 64, or 100 where they make a grid. ``every`` draws every improvement, or only each party's best one from each state; by default every one while few states
    are drawn. ``against`` adds, faintly, the moves that do not improve.
    """
    shown = shown_states(view, _limit(view) if limit is None else limit)
    all_moves = len(shown) <= EVERY_MOVE if every is None else every
    moves = shown_moves(view, shown, all_moves, against)
    states = [view.by_id[state] for state in shown]
    found = axes(view.parties, states)
    width = _PAGE if len(shown) <= EVERY_MOVE else _SHEET
    laid = layers(view, states, moves) if found is None else grid(view, found, moves, width)
    title = f"Who can move where: {view.title}"
    says = subtitle(view, shown, all_moves)
    told = alternative(view, title, shown)
    inner = max(laid.width, 560.0)
    head = [words(line, 0, 14 + 18 * at, font_size=15, font_weight="bold") for at, line in enumerate(balanced(title, int(inner / 8.4)))]  # fmt: skip
    y = 18.0 * len(head) + 12
    lines = balanced(says, int(inner / 5.6))
    head += [words(line, 0, y + 14 * at, fill=theme.GREY) for at, line in enumerate(lines)]
    y += 14 * len(lines) + 8
    body = tag(
        "g", "".join(drawing(view, laid, found is None and len(shown) <= EVERY_MOVE)), transform=f"translate(0 {y:g})"
    )
    key, height = legend(view, laid, inner, y + laid.height + 10)
    whole = tag("g", "".join((*head, body, *key)), transform=f"translate({_EDGE:g} {_EDGE:g})")
    svg = picture("conflict", inner + 2 * _EDGE, y + laid.height + 10 + height + 2 * _EDGE, title, told, [whole])
    return Chart("conflict", title, caption(view, shown), told, {}, rows(view, shown), svg)


def _limit(view: GraphView) -> int:
    return GRID_LIMIT if len(view.states) <= GRID_LIMIT and axes(view.parties, view.states) is not None else LIMIT
