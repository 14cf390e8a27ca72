"""The key under the drawing: parties with their lines and options, kinds of states, and the other signs that occur."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.reports.charts import theme
from detente.reports.charts.conflict import draw, look
from detente.reports.charts.conflict.picture import Box, Picture
from detente.reports.charts.conflict.view import CONCEPTS, GraphView
from detente.reports.charts.letters import fitted, wide
from detente.reports.charts.svg import tag, words

_LINE = 19.0
_SPACE = 18.0
_SIGN = 34.0  # room for a sign before its words

_FRAMES = {
    "nash": "Nash: no party has a better move",
    "seq": "SEQ: held by answers worth giving",
    "smr": "SMR: held by threats that cannot be escaped",
    "gmr": "GMR: held by threats only",
}


@dataclass(frozen=True)
class _Entry:
    """A sign, drawn at (x, y) by ``sign``, and its words."""

    sign: Callable[[float, float], str]
    text: str
    bold: bool = False
    room: float = _SIGN  # for the sign

    @property
    def width(self) -> float:
        return self.room + wide(self.text, bold=self.bold) + _SPACE


def legend(view: GraphView, picture: Picture, width: float, top: float) -> tuple[list[str], float]:
    """The key's parts and its height; it begins at ``top`` and keeps to ``width``."""
    parts: list[str] = []
    y = top + 12
    for place in range(len(view.parties)):
        y = _flow(parts, _party(view, place), width, y) + _LINE
    for entries in (_states(view, picture), _signs(view, picture)):
        if entries:
            y = _flow(parts, entries, width, y) + _LINE
    return parts, y - _LINE + 8 - top


def _flow(parts: list[str], entries: Sequence[_Entry], width: float, y: float) -> float:
    """Entries side by side, in as many lines as they need; gives the last line's height."""
    x = 0.0
    for entry in entries:
        if x and x + entry.width - _SPACE > width:
            x, y = _SIGN if entries[0].bold else 0.0, y + _LINE
        parts.append(entry.sign(x, y - 4))
        text = fitted(entry.text, width - x - entry.room, bold=entry.bold)
        parts.append(words(text, x + entry.room, y, font_weight="bold" if entry.bold else ""))
        x += entry.width
    return y


def _party(view: GraphView, place: int) -> list[_Entry]:
    party = view.parties[place]

    def line(x: float, y: float) -> str:
        ends = tag("path", d=f"M{x:g} {y:g}h26", **draw.stroke(place)) + draw.arrow((x + 29, y), (1, 0), place)
        return ends + tag("circle", cx=x + 1, cy=y, r=2, fill=look.COLOURS[place % len(look.COLOURS)])

    def spot(number: int) -> Callable[[float, float], str]:
        return lambda x, y: draw.mark(place, True, x + 15, y, 3.3) + words(f"{number}", x + 9, y + 4, text_anchor="end", fill=theme.GREY, font_size=look.TAG)  # fmt: skip

    name = f"{party.title}{' (nature)' if party.nature else ''}"
    return [
        _Entry(line, name, True),
        *(_Entry(spot(at), choice.title, room=23.0) for at, choice in enumerate(party.choices, 1)),
    ]


def _states(view: GraphView, picture: Picture) -> list[_Entry]:
    drawn = {view.strongest.get(box.state) for box in picture.boxes}

    def sign(concept: str) -> Callable[[float, float], str]:
        return lambda x, y: "".join(draw.frame(concept, x + 1, y - 7, 26, 14))

    return [_Entry(sign(concept), _FRAMES[concept]) for concept in CONCEPTS if concept in drawn]


def _signs(view: GraphView, picture: Picture) -> list[_Entry]:
    drawn = {box.state for box in picture.boxes}
    found = []
    if any(party.choices for party in view.parties) and any(state.taken is not None for state in view.states):
        place = next(at for at, party in enumerate(view.parties) if party.choices)
        found.append(_Entry(lambda x, y: draw.mark(place, True, x + 8, y, 3.3) + draw.mark(place, False, x + 20, y, 3.3), "option taken, not taken (in the order of the key)"))  # fmt: skip
    for text, state, told in (("START", view.start, "status quo"), ("OUTCOME", view.outcome, "what happened")):
        if state in drawn:
            found.append(_Entry(_flag(text), told, room=wide(text, 9, True) + 16))
    if any(line.step is not None for line in picture.lines):
        found.append(
            _Entry(
                lambda x, y: draw.disc(1, x + 14, y), f"steps of the shortest path to {view.path[-1].end}", room=28.0
            )
        )
    if any(line.against for line in picture.lines):
        found.append(_Entry(lambda x, y: draw.arrow((x + 26, y), (1, 0), 0, True), "hollow head: a move for the worse or no better"))  # fmt: skip
    for left_out, told in ((False, "no such state"), (True, "state not drawn")):
        if any(each is left_out for _, each in picture.gaps):
            found.append(_Entry(_gap(left_out), told))
    return found


def _flag(text: str) -> Callable[[float, float], str]:
    def sign(x: float, y: float) -> str:
        width = wide(text, 9, True) + 8
        return draw.flag(text, Box("", x - 2, y + 2, width + 8, 0), 0)

    return sign


def _gap(left_out: bool) -> Callable[[float, float], str]:
    return lambda x, y: draw.gap((x + 19, y), left_out)
