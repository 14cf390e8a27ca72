"""Does publicity pay? The chance that the target concedes, in public and quietly, against what conceding in public costs it."""

from collections.abc import Sequence

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.vega_lite import Spec

_WIDTH = theme.WIDTH - 130
_HEIGHT = 260
_SERIES: tuple[tuple[str, str, list[int]], ...] = (
    ("in public", theme.SIDE_COLOURS[1], []),
    ("quietly", theme.SIDE_COLOURS[0], [6, 3]),
)


def publicity(name: str, points: Sequence[tuple[float, float, float]], threshold: float | None, cost: float) -> Chart:
    """``points`` are (target's audience cost, P(concede) in public, the same quietly), by rising cost.

    ``threshold`` is the cost at which both are equal (None if publicity pays as far as anybody looked), ``cost`` the one
    that the game has.
    """
    title = f"Does publicity pay? {name}"
    rows = tuple(
        {"cost": x, "p": p, "channel": channel}
        for x, public, quiet in points
        for p, channel in ((public, "in public"), (quiet, "quietly"))
    )
    if threshold is None:
        said = "Publicity pays for the challenger at every cost that was tried."
    elif threshold == 0:
        said = "Publicity does not pay for the challenger, whatever conceding costs the target."
    else:
        said = (
            f"Publicity pays for the challenger while conceding in public costs the target less than {threshold:.3g}."
        )
    caption = f"{said} The game's own cost is {cost:.3g}. Costs are in units of private noise."
    first, last = points[0], points[-1]
    alt = (
        f"{title}. P(concede) from {first[1]:.1%} in public and {first[2]:.1%} quietly at a cost of {first[0]:.3g} to "
        f"{last[1]:.1%} and {last[2]:.1%} at {last[0]:.3g}. {caption}"
    )
    layers = [_line(rows, channel, colour, dash) for channel, colour, dash in _SERIES]
    layers += _ends(points)
    if threshold is not None and 0 < threshold <= last[0]:
        layers.append(_mark(threshold, f"threshold {threshold:.3g}", theme.INK, 12))
    if first[0] <= cost <= last[0]:
        layers.append(_mark(cost, f"this game {cost:.3g}", theme.GREY, 28))
    drawing = {"width": _WIDTH, "height": _HEIGHT, "layer": layers}
    subtitle = (
        "The chance that the target concedes once it is challenged, against its audience cost of conceding in public."
    )
    return Chart("publicity", title, caption, alt, vega_lite.framed(drawing, title, subtitle, alt), rows)


def _x() -> Spec:
    return {"field": "cost", "type": "quantitative", "title": "the target's audience cost", "scale": {"nice": False}}


def _y() -> Spec:
    return {"field": "p", "type": "quantitative", "title": "P(concede | challenge)", "axis": {"format": ".0%"}, "scale": {"domainMin": 0}}  # fmt: skip


def _line(rows: Sequence[dict[str, object]], channel: str, colour: str, dash: list[int]) -> Spec:
    return {
        "data": {"values": [row for row in rows if row["channel"] == channel]},
        "mark": {"type": "line", "color": colour, "strokeWidth": 2.5, "strokeDash": dash},
        "encoding": {"x": _x(), "y": _y()},
    }


def _ends(points: Sequence[tuple[float, float, float]]) -> list[Spec]:
    """The names of the lines at their right ends, kept apart."""
    x, public, quiet = points[-1]
    shift = 7 if abs(public - quiet) < 0.08 * max(max(p, q) for _, p, q in points) else 0
    upper = public >= quiet
    return [
        {
            "data": {"values": [{"cost": x, "p": p, "name": channel}]},
            "mark": {"type": "text", "align": "left", "dx": 6, "dy": -shift if (channel == "in public") == upper else shift, "color": colour},
            "encoding": {"x": _x(), "y": _y(), "text": {"field": "name", "type": "nominal"}},
        }
        for (channel, colour, _), p in zip(_SERIES, (public, quiet), strict=True)
    ]  # fmt: skip


def _mark(at: float, text: str, colour: str, top: int) -> Spec:
    """A vertical rule with its name beside it."""
    return {
        "data": {"values": [{"cost": at, "name": text}]},
        "layer": [
            {"mark": {"type": "rule", "color": colour, "strokeDash": [2, 2]}, "encoding": {"x": _x()}},
            {"mark": {"type": "text", "align": "left", "dx": 4, "y": top, "color": colour}, "encoding": {"x": _x(), "text": {"field": "name", "type": "nominal"}}},
        ],
    }  # fmt: skip
