"""Who moves where, round by round, in a model of challenge."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart

_PALETTE = (
    "#2a5c9a",
    "#b5651d",
    "#5a3d7a",
    "#2f7d5b",
    "#a33b50",
    "#7d7d7d",
    "#8a8a2a",
    "#1f8fa3",
    "#c27ba0",
    "#444444",
)


def paths(
    name: str, actors: Sequence[str], positions: Sequence[Sequence[float]], medians: Sequence[float],
    low: float, high: float, names: Mapping[str, str],
) -> Chart:  # fmt: skip
    """``positions`` has one row of n positions a round, ``medians`` one value a round."""
    title = f"Round by round: {name}"
    rows: list[dict[str, Any]] = [
        {"round": place, "actor": names.get(actor, actor), "position": float(x)}
        for place, row in enumerate(positions) for actor, x in zip(actors, row, strict=True)
    ]  # fmt: skip
    middle = [{"round": place, "position": float(x)} for place, x in enumerate(medians)]
    moved = [names.get(actor, actor) for k, actor in enumerate(actors) if positions[0][k] != positions[-1][k]]
    caption = (
        f"Positions after each round; the dashed line is the weighted median, from {medians[0]:.0f} to {medians[-1]:.0f}. "
        f"The model explains who gives way to whom; its end is not the forecast."
    )
    alt = f"{title}. {len(moved)} of {len(actors)} actors end elsewhere than they began: {', '.join(moved) or 'nobody'}. {caption}"
    domain = [names.get(actor, actor) for actor in actors]
    colours = [_PALETTE[place % len(_PALETTE)] for place in range(len(domain))]
    x = {"field": "round", "type": "ordinal", "title": "round", "axis": {"labelAngle": 0}}
    y = {"field": "position", "type": "quantitative", "title": None, "scale": {"domain": [low, high], "nice": False}}
    colour = {"field": "actor", "type": "nominal", "title": None, "scale": {"domain": domain, "range": colours}}
    drawing = {
        "width": theme.WIDTH - 250,
        "height": 260,
        "layer": [
            {"data": {"values": rows}, "mark": {"type": "line", "point": {"size": 24}, "strokeWidth": 1.6}, "encoding": {"x": x, "y": y, "color": colour}},
            {"data": {"values": middle}, "mark": {"type": "line", "strokeDash": [5, 4], "strokeWidth": 2.2, "color": theme.INK}, "encoding": {"x": x, "y": y}},
        ],
    }  # fmt: skip
    return Chart(
        "paths",
        title,
        caption,
        alt,
        vega_lite.framed(drawing, title, "Challenge model: positions after each round.", alt),
        tuple(rows),
    )
