"""The issue map: how far apart the two governments stand on each issue, and where everybody else is."""

from dataclasses import dataclass
from typing import Any

from detente.dossier.dossier import Dossier
from detente.dossier.issue import Issue
from detente.dossier.position import Position
from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.sides import government
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import capital, coded_by, counted, listed, period_title

_ROW = 34
_WRAP = 34  # characters of an issue's name in a line
_RIGHT = 78  # the column of distances
_OTHERS = "other actors"
_TIPS = (("issue", "Issue"), ("actor", "Actor"), ("mode", "Most likely"), ("low", "Lowest"), ("high", "Highest"), ("rests_on", "Rests on"),
         ("at_0", "At 0"), ("at_100", "At 100"))  # fmt: skip
_SUBTITLE = ("Bars: lowest to highest position. Marks: most likely position, hollow where it rests on an assumption. "
             "Distance: between the two most likely positions.")  # fmt: skip
_OFFSET = 6  # pixels by which the two governments' bars leave the middle of the row


@dataclass(frozen=True)
class _Line:
    """One issue: the positions of the two governments (None if nothing is coded) and of everybody else."""

    issue: Issue
    sides: tuple[Position | None, Position | None]
    others: tuple[Position, ...]

    @property
    def distance(self) -> float | None:
        """Between the two modes; None unless both are coded."""
        first, second = self.sides
        return abs(first.position.mode - second.position.mode) if first and second else None

    @property
    def gap(self) -> str:
        """The distance as printed."""
        missing = sum(side is None for side in self.sides)
        return (
            f"{self.distance:g}" if self.distance is not None else "one side only" if missing == 1 else "neither side"
        )

    @property
    def order(self) -> tuple[float, str]:
        """Largest distance first, then the issues that lack a side."""
        return (-1 if self.distance is None else -self.distance - 2, self.issue.name)


def issue_map(dossier: Dossier, period: str) -> Chart:
    """Each issue as a line from 0 to 100: the governments' ranges with their modes, other actors' modes as ticks."""
    title = f"Where the two governments stand: {period_title(dossier, period)}"
    lines = sorted(_lines(dossier, period), key=lambda line: line.order)
    if not lines:
        known = ", ".join(each.id for each in dossier.dossier.periods) or "none"
        return empty(
            "issue-map", title, f"No positions are coded for the period {period!r} (periods of this dossier: {known})."
        )
    rows = tuple(row for line in lines for row in _rows(dossier, line))
    alt = f"{title}. " + " ".join(_say(dossier, line) for line in lines)
    return Chart("issue-map", title, _caption(dossier, lines, rows), alt, _spec(dossier, title, alt, lines, rows), rows)


def _lines(dossier: Dossier, period: str) -> list[_Line]:
    lines = []
    for name, issue in dossier.issues.items():
        held = [each for each in dossier.positions.values() if each.issue == name and each.period == period]
        first, second = (government(dossier, party, held) for party in dossier.dossier.parties)
        if held:
            lines.append(_Line(issue, (first, second), tuple(each for each in held if each not in (first, second))))
    return lines


def _rows(dossier: Dossier, line: _Line) -> list[dict[str, Any]]:
    parties = [dossier.actor_name(party) for party in dossier.dossier.parties]
    named = [(role, each) for role, each in zip(parties, line.sides, strict=True) if each]
    named += [(_OTHERS, each) for each in line.others]
    return [_row(dossier, line, role, each) for role, each in named]


def _row(dossier: Dossier, line: _Line, role: str, held: Position) -> dict[str, Any]:
    value = held.position
    return {
        "issue": line.issue.name, "role": role, "actor": capital(dossier.actor_name(held.actor)),
        "low": value.low, "mode": value.mode, "high": value.high, "distance": line.distance,
        "at_0": line.issue.low, "at_100": line.issue.high, "rests_on": "assumption" if value.assumption else counted(len(value.claims), "claim"),
    }  # fmt: skip


def _say(dossier: Dossier, line: _Line) -> str:
    scale = f"{line.issue.name} (0: {line.issue.low}; 100: {line.issue.high}): "
    told = [f"{dossier.actor_name(each.actor)} {each.position.mode:g} ({each.position.low:g} to {each.position.high:g})" if each
            else f"no position coded for {dossier.actor_name(party)}" for party, each in zip(dossier.dossier.parties, line.sides, strict=True)]  # fmt: skip
    gap = "" if line.distance is None else f", {line.distance:g} apart"
    others = "".join(f"; {dossier.actor_name(each.actor)} {each.position.mode:g}" for each in line.others)
    return f"{scale}{', '.join(told)}{gap}{others}."


def _caption(dossier: Dossier, lines: list[_Line], rows: tuple[dict[str, Any], ...]) -> str:
    own = [side for line in lines for side in line.sides if side]
    assumed = sum(side.position.assumption is not None for side in own)
    without = [issue.name for name, issue in dossier.issues.items() if name not in {line.issue.id for line in lines}]
    missing = f"No position at all on: {listed(without)}. " if without else ""
    return (f"Issues ordered by the distance between the two governments' most likely positions. Bars run from the lowest to the highest "
            f"position that fits the record, marks show the most likely one. {counted(len(rows), 'position').capitalize()}; of the "
            f"{len(own)} held by the two governments {assumed} rest on an assumption (hollow marks). {missing}{coded_by(dossier)}").strip()  # fmt: skip


def _spec(dossier: Dossier, title: str, text: str, lines: list[_Line], rows: tuple[dict[str, Any], ...]) -> Spec:
    order = [line.issue.name for line in lines]
    y = vega_lite.by_name("issue", order, {"labels": False, "grid": True})
    parties = [dossier.actor_name(party) for party in dossier.dossier.parties]
    drawing = {
        "width": theme.WIDTH - 16 - label_width(order, _WRAP) - _RIGHT,
        "height": _ROW * len(lines),
        "datasets": {"positions": [row | {"hollow": row["rests_on"] == "assumption"} for row in rows]},
        "layer": [*row_labels(order, "issue", y, _WRAP), *_marks(parties, y), *_distances(lines, y)],
    }
    return vega_lite.framed(drawing, title, _SUBTITLE, text)


def _marks(parties: list[str], y: Spec) -> list[Spec]:
    """The other actors' ticks and, before them, each government's bars and marks."""
    roles = [*parties, _OTHERS]
    x = {
        "field": "mode",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, 100], "nice": False},
        "axis": {
            "values": [0, 25, 50, 75, 100],
            "labelExpr": "indexof([0, 50, 100], datum.value) < 0 ? '' : datum.label",
            "orient": "top",
            "labelFlush": False,
            "domain": False,
            "ticks": False,
        },
    }
    colour = {
        "field": "role",
        "type": "nominal",
        "title": None,
        "scale": {"domain": roles, "range": [*theme.SIDE_COLOURS[:2], "#808080"]},
        "legend": {
            "orient": "bottom",
            "direction": "horizontal",
            "symbolSize": 90,
            "symbolOpacity": 1,
            "columnPadding": 24,
        },
    }
    shape = {
        "field": "role",
        "type": "nominal",
        "title": None,
        "scale": {"domain": roles, "range": [*theme.SIDE_SHAPES[:2], "M0,-0.9L0,0.9"]},
    }
    row = {"y": y, "color": colour, "tooltip": vega_lite.tooltip(_TIPS)}
    layers: list[Spec] = [
        _of(_OTHERS)
        | {"mark": {"type": "tick", "thickness": 2, "size": 14, "opacity": 0.9}, "encoding": {"x": x} | row}
    ]
    for place, party in enumerate(parties):
        shift = _OFFSET * (2 * place - 1)
        bar = {"type": "bar", "height": 7, "yOffset": shift, "opacity": 0.4, "cornerRadius": 3}
        ends = {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}
        mark = {"type": "point", "size": 75, "yOffset": shift, "opacity": 1, "filled": False, "strokeWidth": 2}
        fill = vega_lite.either("hollow", theme.PAPER, theme.SIDE_COLOURS[place])
        layers += [
            _of(party) | {"mark": bar, "encoding": ends | row},
            _of(party) | {"mark": mark, "encoding": {"x": x, "shape": shape, "fill": fill} | row},
        ]
    return layers


def _of(role: str) -> Spec:
    """The positions of one role."""
    return {"data": {"name": "positions"}, "transform": [{"filter": {"field": "role", "equal": role}}]}


def _distances(lines: list[_Line], y: Spec) -> list[Spec]:
    """The column at the right edge: how far apart, or which side is missing."""
    cells = [{"issue": line.issue.name, "apart": line.gap} for line in lines]
    return [
        {
            "data": {"values": cells},
            "mark": {"type": "text", "align": "left", "dx": 14},
            "encoding": {"x": {"datum": 100}, "y": y, "text": {"field": "apart", "type": "nominal"}},
        },
        {
            "data": {"values": [{"head": "distance"}]},
            "mark": {"type": "text", "align": "left", "dx": 14, "dy": -7, "color": theme.GREY},
            "encoding": {"x": {"datum": 100}, "y": {"value": 0}, "text": {"field": "head", "type": "nominal"}},
        },
    ]
