"""The Nash family: where the product of weighted gains over the reservation is largest.

Symbols: x_i position, w_i = c_i s_i weight, scale [L, H] of width S, U_i(z) utility of the outcome z, d_i reservation.
The forecast is argmax over z in [L, H] of sum w_i log(U_i(z) - d_i): Nash's bargaining solution with the weights as
powers (Nash 1950; Harsanyi & Selten 1972 for unequal weights). Every variant here has the form

    U_i(z) - d_i = room_i - |z - x_i|^p / S^p,

with p = 1 (``linear``: U = 1 - |z - x_i|/S) or p = 2 (``quadratic``: U = 1 - ((z - x_i)/S)^2), and room_i = 1 + d
(``constant``: d_i = -d for all) or room_i = |ref - x_i|^p / S^p (``reference-point``: d_i = U_i(ref)). It is concave,
so the optimum lies between the outermost positions: first bracketed by the kinks at the positions (with the linear
shape a kink is often the optimum itself), then by sections of the derivative.
"""

from typing import Literal

import numpy as np

from detente.engines.bargaining.inputs import Array
from detente.engines.bargaining.issue import Issue

Shape = Literal["linear", "quadratic"]
Reservation = Literal["constant", "reference-point"]
SHAPES: tuple[Shape, ...] = ("linear", "quadratic")
RESERVATIONS: tuple[Reservation, ...] = ("constant", "reference-point")
#: d of the constant reservation where none is given, by shape.
DISTANCE: dict[Shape, float] = {"linear": 0.1, "quadratic": 0.25}

#: A bracket is cut into so many sections at a time (into two where that would take much memory), down to this width.
_SECTIONS, _MANY, _CLOSE = 32, 10_000, 1e-11


def nash(issue: Issue, shape: Shape = "linear", reservation: Reservation = "constant", d: float | None = None) -> float:
    """The weighted Nash bargaining solution on the modes, on the issue's own scale, to 1e-9 of its width.

    ``d`` is the distance of the constant reservation below zero utility (0 or more; ``DISTANCE`` if None). With d = 0
    an actor at one end excludes the other end. As d grows the quadratic shape tends to the weighted mean, the linear
    one to the weighted median. With ``reference-point`` everybody whose weight is above 0 holds a veto: if only the
    reference point leaves nobody worse off, it is the answer. Returns nan for an issue without actors.

    Raises ValueError for an unknown shape or reservation, a negative d, or a reference point that is unknown or
    outside the scale.
    """
    _check(issue, shape, reservation, d)
    w = issue.weight
    x, w = _camps(issue.position.mode[w > 0], w[w > 0])
    if not x.size:
        return float("nan")
    power, u = (1 if shape == "linear" else 2), (x - issue.low) / issue.width
    if reservation == "constant":
        room = np.full(u.size, 1 + (DISTANCE[shape] if d is None else d))
        best = _argmax(u, w, room, power, u[0], u[-1])
    else:
        assert issue.reference is not None  # noqa: S101
        ref = (issue.reference - issue.low) / issue.width
        low, high = _contract_zone(u, ref)
        if not low < high:
            return issue.reference
        best = _argmax(u, w, np.abs(ref - u) ** power, power, max(low, u[0]), min(high, u[-1]))
    at = int(np.argmin(np.abs(u - best)))
    return float(x[at]) if u[at] == best else float(issue.low + issue.width * best)


def _check(issue: Issue, shape: str, reservation: str, d: float | None) -> None:
    if shape not in SHAPES:
        raise ValueError(f"no utility shape {shape!r}: use one of {', '.join(SHAPES)}")
    if reservation not in RESERVATIONS:
        raise ValueError(f"no reservation {reservation!r}: use one of {', '.join(RESERVATIONS)}")
    if d is not None and not 0 <= d < np.inf:
        raise ValueError(f"d must be a number of 0 or more, not {d}")
    if reservation == "reference-point":
        if issue.reference is None:
            raise ValueError(f"the issue {issue.name!r} has no reference point to hold on to")
        if not issue.low <= issue.reference <= issue.high:
            raise ValueError(f"the reference point {issue.reference} lies outside {issue.low}..{issue.high}")


def _camps(x: Array, w: Array) -> tuple[Array, Array]:
    """Distinct positions, ascending, with the summed weights of who stands there: the objective is the same."""
    places, camp = np.unique(x, return_inverse=True)
    return places, np.bincount(camp, weights=w, minlength=places.size).astype(float)


def _contract_zone(u: Array, ref: float) -> tuple[float, float]:
    """What leaves nobody worse off than ``ref``, on [0, 1]: the places as close to everyone as ref is.

    The zone is more than ref itself only if all actors stand on one side of it. An actor is then at equality only at
    the ends of the zone, where its log is -inf. Dropping it just there would reward pushing it to its reservation, so
    the rule that actors at equality drop out of the product is read as: at equality throughout the zone, that is, where
    ref is the whole zone.
    """
    distance = np.abs(ref - u)
    return max(0.0, float((u - distance).max())), min(1.0, float((u + distance).min()))


def _slope(z: Array, u: Array, w: Array, room: Array, power: int) -> Array:
    """The derivative of the objective at each z, shape (k,); at a kink the one to its right."""
    gap = u[None, :] - z[:, None]
    if power == 1:
        rise, left = np.where(gap > 0, 1.0, -1.0), room - np.abs(gap)
    else:
        rise, left = 2 * gap, room - gap**2
    with np.errstate(divide="ignore"):
        return np.asarray((w * rise / np.maximum(left, 0.0)).sum(axis=1))


def _argmax(u: Array, w: Array, room: Array, power: int, low: float, high: float) -> float:
    """The maximiser on [low, high], given its kinks ``u`` (ascending). The slope falls throughout."""
    w = w / w.max()
    kinks = np.unique(np.concatenate(([low], u[(u > low) & (u < high)], [high])))
    first, last = 0, kinks.size - 1  # the slope right of the last kink is taken as negative: nothing lies beyond
    while first < last:
        middle = (first + last) // 2
        if _slope(kinks[[middle]], u, w, room, power)[0] > 0:
            first = middle + 1
        else:
            last = middle
    if first == 0:
        return float(kinks[0])
    # the optimum lies in (kinks[first - 1], kinks[first]]: inside only if the slope has changed its sign on the way
    a, b = float(kinks[first - 1]), float(kinks[first])
    sections = _SECTIONS if u.size <= _MANY else 2
    while b - a > _CLOSE:
        cuts = np.linspace(a, b, sections + 1)
        inside = cuts[1:-1]
        falling = np.flatnonzero(_slope(inside, u, w, room, power) <= 0)
        at = int(falling[0]) if falling.size else sections - 1
        a, b = float(cuts[at]), float(cuts[at + 1])
    return float(kinks[first]) if b == kinks[first] else (a + b) / 2
