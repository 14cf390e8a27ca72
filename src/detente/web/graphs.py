"""The way through a conflict as shapes for a template: states in columns by their steps from the status quo, wanted moves between."""

import textwrap
from dataclasses import dataclass
from typing import Any

WIDTH, GAP, LINE, LETTERS = 178, 46, 15, 27
#: States that are drawn at most; the table under the drawing has all.
MOST = 16
_TOP, _BETWEEN = 34, 16


@dataclass(frozen=True)
class Node:
    """A state: its place and size, the lines in it, its marks. ``kind`` is ``lasts``, ``threats`` (GMR or SMR alone) or ``passes``."""

    id: str
    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    lasts: str
    kind: str
    start: bool
    outcome: bool


@dataclass(frozen=True)
class Edge:
    """A wanted move: its curve, whose it is (a number of the movers), its words, and its number on the way to the outcome."""

    path: str
    mover: int
    says: str
    step: int | None
    at: tuple[float, float]
    wanted: bool


@dataclass(frozen=True)
class Graph:
    """The drawing. ``columns`` are (x, steps), None for states that no wanted moves reach; ``left`` counts the states not drawn."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    columns: tuple[tuple[float, int | None], ...]
    left: int


def graph(room: Any) -> Graph:
    """The drawing of a room's conflict."""
    rows = {each.id: each for each in room.states}
    shown = _shown(room, rows)
    path = _steps(room)
    columns: dict[int | None, list[Any]] = {}
    for name in shown:
        columns.setdefault(rows[name].steps, []).append(rows[name])
    order = sorted(columns, key=lambda each: (each is None, each or 0))
    on_path = {state for _, _, state in path}
    placed: dict[str, Node] = {}
    for number, steps in enumerate(order):
        y = float(_TOP)
        for row in sorted(
            columns[steps], key=lambda each: (each.id != room.start, each.id not in on_path, not each.lasts)
        ):
            lines = _lines(row)
            height = 30 + LINE * len(lines)
            kind = "lasts" if {"Nash", "SEQ"} & set(row.lasts) else "threats" if row.lasts else "passes"
            placed[row.id] = Node(row.id, number * (WIDTH + GAP) + 4, y, height, lines, row.lasts[0] if row.lasts else "", kind, row.id == room.start, row.id == room.outcome)  # fmt: skip
            y += height + _BETWEEN
    bottom = max(each.y + each.height for each in placed.values()) if placed else 100
    movers = [each.id for each in room.players]
    edges = tuple(_edges(room, rows, placed, movers, path))
    return Graph(
        len(order) * (WIDTH + GAP) - GAP + 12, bottom + 14, tuple(placed.values()), edges,
        tuple((number * (WIDTH + GAP) + 4, steps) for number, steps in enumerate(order)), len(rows) - len(placed),
    )  # fmt: skip


def _shown(room: Any, rows: dict[str, Any]) -> list[str]:
    """Status quo, the way, the outcome, what lasts, then what is reached, the nearest first."""
    core = dict.fromkeys(each for each in (room.start, *(state for _, state in room.path), room.outcome) if each)
    lasting = [each.id for each in room.states if {"Nash", "SEQ"} & set(each.lasts)]
    core |= dict.fromkeys(sorted(lasting, key=lambda each: (rows[each].steps is None, rows[each].steps or 0)))
    reached = sorted((each for each in room.states if each.steps is not None), key=lambda each: each.steps)
    core |= dict.fromkeys(each.id for each in reached)
    return list(core)[:MOST]


def _steps(room: Any) -> list[tuple[str, str, str]]:
    """The way to the outcome as (mover, from, to)."""
    found, here = [], room.start
    for by, state in room.path:
        found.append((by, here, state))
        here = state
    return found


def _edges(
    room: Any, rows: dict[str, Any], placed: dict[str, Node], movers: list[str], path: list[tuple[str, str, str]]
) -> list[Edge]:
    """Everybody's best wanted move from each state drawn, and the steps of the way."""
    best: dict[tuple[str, str], Any] = {}
    for move in room.moves:
        if move.start in placed and move.end in placed:
            held = best.get((move.by, move.start))
            if held is None or rows[move.end].rank[move.by] < rows[held.end].rank[move.by]:
                best[move.by, move.start] = move
    told: dict[tuple[str, str, str], int | None] = dict.fromkeys(
        (each.by, each.start, each.end) for each in best.values()
    )
    told |= {step: place for place, step in enumerate(path, 1) if step[1] in placed and step[2] in placed}
    titles = {each.id: each.title for each in room.players}
    wanted = {(each.by, each.start, each.end) for each in room.moves}
    found = []
    for (by, start, end), step in sorted(told.items(), key=lambda each: each[1] or 0):
        curve, at = _curve(placed[start], placed[end], movers.index(by))
        found.append(
            Edge(curve, movers.index(by), f"{titles[by]}: {start} → {end}", step, at, (by, start, end) in wanted)
        )
    return found


def _curve(one: Node, two: Node, mover: int) -> tuple[str, tuple[float, float]]:
    """A curve from the right edge of one state to the left edge of another; round the side where that lies behind."""
    shift = 7 * (mover - 1)
    y1, y2 = one.y + one.height / 2 + shift, two.y + two.height / 2 + shift
    if two.x > one.x:
        x1, x2 = one.x + WIDTH, two.x - 4
        bend = min(GAP, (x2 - x1) / 2)
        return f"M{x1:.0f} {y1:.0f}C{x1 + bend:.0f} {y1:.0f} {x2 - bend:.0f} {y2:.0f} {x2:.0f} {y2:.0f}", (
            (x1 + x2) / 2,
            (y1 + y2) / 2,
        )
    x1, x2 = one.x + WIDTH, two.x + WIDTH + 4
    bend = 26 + 7 * mover
    far = max(x1, x2) + bend
    return f"M{x1:.0f} {y1:.0f}C{far:.0f} {y1:.0f} {far:.0f} {y2:.0f} {x2:.0f} {y2:.0f}", (
        max(x1, x2) + 0.75 * bend,
        (y1 + y2) / 2,
    )


def _lines(row: Any) -> tuple[str, ...]:
    """What is done in a state, one act after another."""
    found = []
    for act in row.words:
        found += textwrap.wrap(f"• {act}", LETTERS, subsequent_indent="  ")
    return tuple(found) if found else ("nobody has acted",) if row.taken == () else row.taken
