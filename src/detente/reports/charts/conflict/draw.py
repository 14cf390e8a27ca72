"""The laid-out conflict as SVG: lines below, boxes above them, numbers of the path on top."""

from collections.abc import Iterator, Sequence

from detente.reports.charts import theme
from detente.reports.charts.conflict import look
from detente.reports.charts.conflict.picture import Box, Heading, Line, Picture, Point
from detente.reports.charts.conflict.view import CONCEPTS, GraphView, Party, State
from detente.reports.charts.letters import broken, fitted, wide
from detente.reports.charts.svg import named, number, tag, words

_LABELS = {
    "no_improvement": "nothing better to move to", "credible": "held by a credible answer",
    "incredible": "held only by a threat nobody would want to carry out", "unsanctioned": "free to move to something better",
}  # fmt: skip
_DISC = 7.5  # radius of a step's number


def drawing(view: GraphView, picture: Picture, worded: bool) -> Iterator[str]:
    """The parts of the drawing; ``worded`` puts the taken options into the boxes in words."""
    yield from (gap(point, left_out) for point, left_out in picture.gaps)
    yield from (heading(each) for each in picture.headings)
    ordered = sorted(picture.lines, key=lambda line: (line.step is not None, not line.against))
    yield from (part for line in ordered for part in _line(view, line))
    yield from (box(view, each, worded) for each in picture.boxes)
    yield from _numbers(picture.lines)


def heading(each: Heading) -> str:
    """Words over columns or beside rows."""
    colour = theme.INK if each.party is None else look.COLOURS[each.party % len(look.COLOURS)]
    anchor = "" if each.anchor == "start" else each.anchor
    weight = "bold" if each.bold else ""
    return "".join(
        words(line, each.x, each.y + theme.LINE * at, text_anchor=anchor, font_weight=weight, fill=colour)
        for at, line in enumerate(each.lines)
    )


def box(view: GraphView, at: Box, worded: bool) -> str:
    """The box of a state: its id, what is taken, and what kind of place it is."""
    state = view.by_id[at.state]
    concept = view.strongest.get(state.id)
    parts = [named(_told(view, state)), *frame(concept, at.x, at.y, at.width, at.height)]
    kind = CONCEPTS[concept] if concept else ""
    room = at.width - 14 - (wide(kind, look.TAG, True) + 6 if kind else 0)
    parts.append(words(fitted(state.id, room, bold=True), at.x + 7, at.y + 15, font_weight="bold"))
    if kind:
        parts.append(words(kind, at.right - 7, at.y + 15, text_anchor="end", font_size=look.TAG, font_weight="bold" if concept == "nash" else ""))  # fmt: skip
    y = at.y + 28
    if state.taken is not None and any(party.choices for party in view.parties):
        parts.append(marks(view.parties, state.taken, at.x + 7, y, at.width - 14))
        y += 13
    if worded:
        parts += [words(line, at.x + 7, y + 4 + 12 * place, font_size=look.TAG, fill=theme.GREY) for place, line in enumerate(said(view, state, at.width))]  # fmt: skip
    parts += [flag(text, at, place) for place, text in enumerate(_flags(view, state))]
    return tag("g", "".join(parts), data_state=state.id)


def frame(concept: str | None, x: float, y: float, width: float, height: float) -> list[str]:
    """The frame that tells an equilibrium by fill, width, dash and a second line inside."""
    fill, stroke, line, double = look.FRAMES.get(concept or "", look.PLAIN)
    dash = look.FRAME_DASHES.get(concept or "", "")
    parts = [tag("rect", x=x, y=y, width=width, height=height, rx=4, fill=fill, stroke=stroke, stroke_width=line, stroke_dasharray=dash)]  # fmt: skip
    if double:
        parts.append(tag("rect", x=x + 3, y=y + 3, width=width - 6, height=height - 6, rx=2, fill="none", stroke=stroke, stroke_width=1))  # fmt: skip
    return parts


def said(view: GraphView, state: State, width: float) -> tuple[str, ...]:
    """What a state is, in at most two short lines: its title, else the options taken."""
    taken = state.taken or frozenset()
    told = state.title or " + ".join(choice.title for party in view.parties for choice in party.choices if choice.id in taken)  # fmt: skip
    return broken(told, width - 14, 2, look.TAG)


def marks(parties: Sequence[Party], taken: frozenset[str], x: float, y: float, room: float) -> str:
    """A mark for each option, filled if taken, grouped by party with the party's shape; closer together where room is short."""
    count = sum(len(party.choices) for party in parties)
    step = min(look.MARK, (room - 2) / max(count + 0.7 * (len(parties) - 1), 1))
    parts = []
    x += step / 2
    for at, party in enumerate(parties):
        for choice in party.choices:
            parts.append(mark(at, choice.id in taken, x, y, min(3.3, step / 2 - 0.6)))
            x += step
        x += 0.7 * step if party.choices else 0
    return "".join(parts)


def mark(party: int, filled: bool, x: float, y: float, size: float) -> str:
    """One mark, in the colour and shape of a party."""
    colour = look.COLOURS[party % len(look.COLOURS)]
    shape = look.SHAPES[party % len(look.SHAPES)]
    style: dict[str, str | float] = {"fill": colour if filled else theme.PAPER, "stroke": colour, "stroke_width": 1.2}
    if shape == "circle":
        return tag("circle", cx=x, cy=y, r=size, **style)
    corners = {"square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)), "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
               "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9))}[shape]  # fmt: skip
    points = " ".join(f"{number(x + dx * size)},{number(y + dy * size)}" for dx, dy in corners)
    return tag("polygon", points=points, **style)


def flag(text: str, at: Box, place: int) -> str:
    """A tab on the upper edge of a box, the first at the left and the second at the right."""
    width = wide(text, 9, True) + 8
    x = at.x + 4 if place == 0 else at.right - 4 - width
    dark = text == "START"
    return tag("rect", x=x, y=at.y - 8, width=width, height=12, rx=2, fill=theme.INK if dark else theme.PAPER, stroke=theme.INK) + words(
        text, x + width / 2, at.y + 1.3, text_anchor="middle", font_size=9, font_weight="bold", fill=theme.PAPER if dark else theme.INK)  # fmt: skip


def stroke(by: int, against: bool = False, step: bool = False) -> dict[str, str | float]:
    """The look of a party's line: its colour and dash; faint if it does not improve, thick on the path."""
    return {
        "fill": "none",
        "stroke": look.COLOURS[by % len(look.COLOURS)],
        "stroke_width": 3.2 if step else 0.8 if against else 1.4,
        "stroke_dasharray": look.DASHES[by % len(look.DASHES)],
        "stroke_opacity": "0.45" if against and not step else "",
    }


def arrow(end: Point, heading: Point, by: int, against: bool = False, size: float = 7.0) -> str:
    """An arrowhead with its point at ``end``; hollow on a move that does not improve."""
    (x, y), (dx, dy) = end, heading
    points = ((x, y), (x - size * dx - size / 2 * dy, y - size * dy + size / 2 * dx), (x - size * dx + size / 2 * dy, y - size * dy - size / 2 * dx))  # fmt: skip
    colour = look.COLOURS[by % len(look.COLOURS)]
    told = " ".join(f"{number(px)},{number(py)}" for px, py in points)
    return tag("polygon", points=told, fill=theme.PAPER if against else colour, stroke=colour, stroke_width=0.8)


def _line(view: GraphView, line: Line) -> Iterator[str]:
    party = view.parties[line.by].title
    step = line.step is not None
    froms = ", ".join(state for state, _ in line.starts)
    told = f"{f'Step {line.step}. ' if step else ''}{party}: {froms} to {line.target}{'' if not line.against else ' (no improvement)'}"  # fmt: skip
    parts = [named(told), tag("path", d=line.path, **stroke(line.by, line.against, step))]
    colour = look.COLOURS[line.by % len(look.COLOURS)]
    parts += [
        tag("circle", cx=x, cy=y, r=3 if step else 2, fill=colour) for _, (x, y) in line.starts if not line.against
    ]
    parts.append(arrow(line.end, line.heading, line.by, line.against, 9 if step else 7))
    yield tag("g", "".join(parts))


def _numbers(lines: Sequence[Line]) -> Iterator[str]:
    """The steps' numbers, each at the first of its places that no other number covers."""
    placed: list[Point] = []
    for line in sorted((line for line in lines if line.step is not None), key=lambda line: line.step or 0):
        free = [
            spot for spot in line.spots if all(abs(spot[0] - x) + abs(spot[1] - y) > 2.4 * _DISC for x, y in placed)
        ]
        x, y = (free or line.spots)[0]
        placed.append((x, y))
        yield disc(line.step or 0, x, y)


def disc(step: int, x: float, y: float) -> str:
    """The number of a step."""
    return tag("circle", cx=x, cy=y, r=_DISC, fill=theme.INK, stroke=theme.PAPER, stroke_width=1.5) + words(
        str(step), x, y + 3.4, text_anchor="middle", font_size=look.TAG, font_weight="bold", fill=theme.PAPER)  # fmt: skip


def gap(point: Point, left_out: bool) -> str:
    """An empty place: a dash where there is no state, dots where there is one that is not drawn."""
    if left_out:
        return "".join(tag("circle", cx=point[0] + dx, cy=point[1], r=1.6, fill=theme.GREY) for dx in (-6, 0, 6))
    return tag("path", d=f"M{number(point[0] - 5)} {number(point[1])}h10", stroke=theme.MIST, stroke_width=2)


def _flags(view: GraphView, state: State) -> list[str]:
    return [text for text, there in (("START", state.id == view.start), ("OUTCOME", state.id == view.outcome)) if there]


def _told(view: GraphView, state: State) -> str:
    """The state in words, for a pointer at rest and for readers of the screen."""
    parts = [f"State {state.id}" + (f" ({state.title})" if state.title else "")]
    for party in view.parties:
        taken = [choice.title for choice in party.choices if choice.id in (state.taken or ())]
        rank = f", rank {state.rank[party.id]}" if party.id in state.rank else ""
        label = f", {_LABELS.get(state.labels[party.id], state.labels[party.id])}" if party.id in state.labels else ""
        parts.append(
            f"{party.title}: {' + '.join(taken) or 'nothing taken'}{rank}{label}"
            if party.choices
            else f"{party.title}{rank}{label}"
        )
    concept = view.strongest.get(state.id)
    parts += [f"{CONCEPTS[concept]} equilibrium"] if concept else []
    return ". ".join(parts)
