"""Which states are drawn when there are too many, and which moves."""

from collections.abc import Sequence

from detente.reports.charts.conflict.view import CONCEPTS, GraphView, Move

#: A drawing holds this many states; of a larger conflict it shows the places that matter and what lies around them.
LIMIT = 64
#: A grid of rows and columns stays readable up to this many.
GRID_LIMIT = 100
#: Up to this many drawn states every improvement is drawn, above it each party's best one from each state.
EVERY_MOVE = 16


def shown_states(view: GraphView, limit: int = LIMIT) -> tuple[str, ...]:
    """The states to draw, in states order: all, or at most ``limit`` (1 or more) of them.

    First come the status quo, the outcome and the states on the path, then each concept's equilibria from the strongest down
    as far as they all find room. Then what lies around these: states one improvement away, further equilibria, states one
    move away; of equals first those nearer to the status quo.
    """
    if len(view.states) <= limit:
        return tuple(state.id for state in view.states)
    core = dict.fromkeys(state for state in (view.start, view.outcome, *(move.end for move in view.path)) if state is not None)  # fmt: skip
    crowds: list[str] = []
    for concept in CONCEPTS:
        own = [state for state in view.equilibria.get(concept, ()) if state not in core and view.strongest[state] == concept]  # fmt: skip
        if len(core) + len(own) <= limit:
            core |= dict.fromkeys(own)
        else:
            crowds += _nearer(view, own)
    around = (*_near(view, frozenset(core), True), *crowds, *_near(view, frozenset(core), False))
    kept = frozenset(list(dict.fromkeys((*core, *around)))[:limit])
    return tuple(state.id for state in view.states if state.id in kept)


def _near(view: GraphView, core: frozenset[str], improving: bool) -> list[str]:
    """The states at the other ends of moves from and to the core."""
    found = {place for move in view.moves if move.improving is improving for place in _other_end(move, core)}
    return _nearer(view, [state.id for state in view.states if state.id in found])


def _nearer(view: GraphView, states: Sequence[str]) -> list[str]:
    return sorted(states, key=lambda state: view.distance.get(state, len(view.states)))


def _other_end(move: Move, core: frozenset[str]) -> tuple[str, ...]:
    return (move.end,) if move.start in core else (move.start,) if move.end in core else ()


def shown_moves(view: GraphView, states: Sequence[str], every: bool, against: bool) -> tuple[Move, ...]:
    """The moves to draw between the drawn states: ``every`` improvement, or each party's best one from each state.

    Of equally good ones the first in states order is the best. ``against`` adds the moves that do not improve. The steps of
    the path are not among them: they are drawn by themselves.
    """
    drawn, steps = frozenset(states), {(move.by, move.start, move.end) for move in view.path}
    inside = [move for move in view.moves if move.start in drawn and move.end in drawn]
    better = [move for move in inside if move.improving]
    if not every:
        best: dict[tuple[str, str], Move] = {}
        for move in better:
            held = best.get((move.by, move.start))
            if held is None or _rank(view, move) < _rank(view, held):
                best[(move.by, move.start)] = move
        better = list(best.values())
    others = [move for move in inside if not move.improving] if against else []
    return tuple(move for move in (*better, *others) if (move.by, move.start, move.end) not in steps)


def _rank(view: GraphView, move: Move) -> int:
    return view.by_id[move.end].rank[move.by]
