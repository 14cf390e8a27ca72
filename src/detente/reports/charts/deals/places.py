"""A free place beside a point for a line of text, in pixels of the drawing."""

from collections.abc import Iterable, Sequence

#: Left, top, right, bottom.
Box = tuple[float, float, float, float]

_SIDES = ((-1, 1), (1, 1), (-1, -1), (1, -1), (1, 0), (-1, 0), (0, 1), (0, -1))
_AWAY = (9.0, 16.0, 26.0, 40.0)


def beside(anchors: Sequence[tuple[float, float]], size: tuple[float, float], taken: Sequence[Box], room: Box) -> Box:
    """The box (of ``size``) near one of the points that covers least of what is taken and stays in the room; of equals the nearest."""
    tries = [box for away in _AWAY for at in anchors for box in _around(at, size, away)]
    return min(tries, key=lambda box: sum(_shared(box, other) for other in taken) + 100 * _outside(box, room))


def around(at: tuple[float, float], reach: float = 6.0) -> Box:
    """The box of a mark."""
    return at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach


def _around(at: tuple[float, float], size: tuple[float, float], away: float) -> Iterable[Box]:
    """The eight places at this distance: corners first, below left before all."""
    wide, tall = size
    for across, down in _SIDES:
        middle_x = at[0] + across * (away + wide / 2)
        middle_y = at[1] + down * ((away if across == 0 else away * 0.6) + tall / 2)
        yield middle_x - wide / 2, middle_y - tall / 2, middle_x + wide / 2, middle_y + tall / 2


def _shared(one: Box, two: Box) -> float:
    wide = min(one[2], two[2]) - max(one[0], two[0])
    tall = min(one[3], two[3]) - max(one[1], two[1])
    return wide * tall if wide > 0 and tall > 0 else 0.0


def _outside(box: Box, room: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) - _shared(box, room)
