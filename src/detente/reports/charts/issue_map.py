"""The issue map: how far apart the two governments stand on each issue, and where everybody else is."""

from dataclasses import dataclass
from typing import Any

from detente.dossier.dossier import Dossier
from detente.dossier.issue import Issue
from detente.dossier.position import Position
from detente.reports.charts import theme
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.library import altair
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.sides import government
from detente.reports.charts.words import coded_by, counted, listed, period_title

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
        "issue": line.issue.name, "role": role, "actor": dossier.actor_name(held.actor),
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


def _spec(
    dossier: Dossier, title: str, text: str, lines: list[_Line], rows: tuple[dict[str, Any], ...]
) -> dict[str, Any]:
    alt = altair()
    parties = [dossier.actor_name(party) for party in dossier.dossier.parties]
    roles, order = [*parties, _OTHERS], [line.issue.name for line in lines]
    values = [row | {"hollow": row["rests_on"] == "assumption"} for row in rows]
    y = alt.Y(
        "issue:N",
        sort=order,
        title=None,
        scale=alt.Scale(domain=order),
        axis=alt.Axis(labels=False, ticks=False, domain=False, grid=True),
    )
    ends = "indexof([0, 50, 100], datum.value) < 0 ? '' : datum.label"
    x = alt.X("mode:Q", title=None, scale=alt.Scale(domain=[0, 100], nice=False),
              axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr=ends, orient="top", labelFlush=False, domain=False, ticks=False))  # fmt: skip
    colour = alt.Color("role:N", title=None, legend=alt.Legend(orient="bottom", direction="horizontal", symbolSize=90, symbolOpacity=1, columnPadding=24),
                       scale=alt.Scale(domain=roles, range=[*theme.SIDE_COLOURS[:2], "#808080"]))  # fmt: skip
    shape = alt.Shape(
        "role:N", title=None, scale=alt.Scale(domain=roles, range=[*theme.SIDE_SHAPES[:2], "M0,-0.9L0,0.9"])
    )
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=y, tooltip=[alt.Tooltip(f"{field}:N", title=name) for field, name in _TIPS]
    )
    layers = row_labels(order, "issue", y, _WRAP)
    layers.append(
        base.transform_filter(alt.datum.role == _OTHERS)
        .mark_tick(thickness=2, size=14, opacity=0.9)
        .encode(x=x, color=colour)
    )
    for place, party in enumerate(parties):
        shift = _OFFSET * (2 * place - 1)
        own = base.transform_filter(alt.datum.role == party)
        bar = own.mark_bar(height=7, yOffset=shift, opacity=0.4, cornerRadius=3)
        mark = own.mark_point(size=75, yOffset=shift, opacity=1, filled=False, strokeWidth=2)
        fill = alt.condition(alt.datum.hollow, alt.value(theme.PAPER), alt.value(theme.SIDE_COLOURS[place]))
        layers += [
            bar.encode(x=alt.X("low:Q"), x2="high:Q", color=colour),
            mark.encode(x=x, color=colour, shape=shape, fill=fill),
        ]
    layers += _distances(lines, y)
    width = theme.WIDTH - 16 - label_width(order, _WRAP) - _RIGHT
    return theme.framed(alt.layer(*layers).properties(width=width, height=_ROW * len(lines)), title, _SUBTITLE, text)


def _distances(lines: list[_Line], y: Any) -> list[Any]:
    """The column at the right edge: how far apart, or which side is missing."""
    alt = altair()
    cells = [{"issue": line.issue.name, "apart": line.gap} for line in lines]
    text = (
        alt.Chart(alt.InlineData(values=cells))
        .mark_text(align="left", dx=14)
        .encode(y=y, x=alt.XDatum(100), text="apart:N")
    )
    head = alt.Chart(alt.InlineData(values=[{"head": "distance"}])).mark_text(
        align="left", dx=14, dy=-7, color=theme.GREY
    )
    return [text, head.encode(y=alt.value(0), x=alt.XDatum(100), text="head:N")]
