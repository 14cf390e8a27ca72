"""The timeline: what happened between the two, cooperation above and conflict below."""

from datetime import date, timedelta
from typing import Any

from detente.dossier import plover
from detente.dossier.dossier import Dossier
from detente.kernel.dates import say_interval
from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.happening import LONGEST, Happening, happenings
from detente.reports.charts.sides import side_names
from detente.reports.charts.ticks import month_ticks
from detente.reports.charts.timeline_layout import ORDER, PLOT, Layout, label_lines
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import counted, listed

#: How many events are named in the drawing.
LABELS = 12
_MARGIN = timedelta(days=14)
_TIPS = (
    ("summary", "What"),
    ("when", "When"),
    ("who", "Who"),
    ("class", "Class"),
    ("type", "PLOVER type"),
    ("documents", "Documents"),
)
_SUBTITLE = "Cooperation above the line, conflict below. Bars: days between which an event lies. Outlined: named."


def timeline(dossier: Dossier, first: date | None = None, last: date | None = None) -> Chart:
    """The counted events dated to within 200 days; ``first`` and ``last`` narrow the dossier's period."""
    opens, closes = _within(dossier, first, last)
    title = f"What happened: {dossier.dossier.title}"
    told = happenings(dossier, opens, closes)
    left_out = len(dossier.events) - len(told)
    if not told:
        when = f"between {opens or 'the beginning'} and {closes or 'the end'}"
        why = "undated, too coarsely dated, outside the period, trends or not counted"
        return empty(
            "timeline",
            title,
            f"No event can be drawn {when}" + (f" ({left_out} left out: {why})." if left_out else "."),
        )
    names = side_names(dossier)
    rows = tuple(_row(dossier, each, names) for each in told)
    labelled = _labelled(told)
    alt = _say(title, told, labelled, names)
    start = first or max(told[0].start - _MARGIN, opens or date.min)
    end = last or min(max(each.end for each in told) + _MARGIN, closes or date.max)
    layout = Layout(told, labelled, start, max(end, start + timedelta(days=1)))
    spec = vega_lite.framed(_draw(layout, rows, names), title, _SUBTITLE, alt)
    return Chart("timeline", title, _caption(told, len(labelled), left_out), alt, spec, rows)


def _within(dossier: Dossier, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    period = dossier.dossier.period
    starts, ends = [day for day in (first, period.from_) if day], [day for day in (last, period.to) if day]
    return max(starts, default=None), min(ends, default=None)


def _labelled(told: list[Happening]) -> frozenset[int]:
    """The places in the list of the events to be named: those of most weight, but at most one that fell on a given day."""
    chosen: list[int] = []
    days: set[date] = set()
    for place in sorted(range(len(told)), key=lambda place: told[place].weight):
        day = told[place].start if told[place].start == told[place].end else None
        if day is None or day not in days:
            chosen.append(place)
        if day:
            days.add(day)
    return frozenset(chosen[:LABELS])


def _row(dossier: Dossier, told: Happening, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "event": told.event.id, "start": told.start.isoformat(), "end": told.end.isoformat(), "when": say_interval(told.start, told.end),
        "class": plover.QUADS[told.quad], "type": told.event.type, "side": names[told.side],
        "who": listed([dossier.actor_name(actor) for actor in told.event.source]) or "nobody named",
        "summary": told.event.summary, "documents": told.documents,
    }  # fmt: skip


def _caption(told: list[Happening], named: int, left_out: int) -> str:
    return (f"{counted(len(told), 'event').capitalize()} from {told[0].start} to {max(each.end for each in told)}. A mark stands in the middle of "
            f"the days between which the record places the event; the bar shows these days. Sides are those of the roster: a government with its "
            f"bodies, people, parties and public. Named: the {named} events that most documents tell, at most one of a day. Left out: {counted(left_out, 'event')} "
            f"(undated, dated to more than {LONGEST.days} days, outside the period, trends, or not counted because alleged, negated, "
            f"hypothetical or future).")  # fmt: skip


def _say(title: str, told: list[Happening], labelled: frozenset[int], names: tuple[str, ...]) -> str:
    classes = listed([f"{sum(each.quad == quad for each in told)} of {name}" for quad, name in plover.QUADS.items()])
    sides = listed([f"{name} {sum(each.side == place for each in told)}" for place, name in enumerate(names)])
    named = " ".join(f"{say_interval(each.start, each.end)}: {each.event.summary.rstrip('.')} ({counted(each.documents, 'document')})."
                     for each in (told[place] for place in sorted(labelled)))  # fmt: skip
    return f"{title}. {counted(len(told), 'event').capitalize()}: {classes}. By who acts: {sides}. Told by most documents: {named}"


def _draw(layout: Layout, rows: tuple[dict[str, Any], ...], names: tuple[str, ...]) -> Spec:
    """The layers from back to front: lanes, leaders, bars, marks, labels."""
    time = {"type": "utc", "domain": [_utc(layout.first), _utc(layout.last)], "nice": False}
    x = {"field": "x", "type": "temporal", "scale": time}
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [layout.height, 0], "nice": False}, "axis": None}
    layers = [*_lanes(layout, y), *_leaders(layout, x, y), *_marks(layout, time, y, names), *_labels(layout, x, y)]
    return {
        "width": PLOT,
        "height": layout.height,
        "datasets": {"events": _events(layout, rows)},
        "layer": layers,
    }


def _utc(day: date) -> Spec:
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}


def _events(layout: Layout, rows: tuple[dict[str, Any], ...]) -> list[Spec]:
    """The rows with the places of their marks."""
    named = {each for each, *_ in layout.spots}
    return [row | {"middle": each.middle.isoformat(), "y": layout.marks[place], "named": place in named}
            for place, (row, each) in enumerate(zip(rows, layout.told, strict=True))]  # fmt: skip


def _marks(layout: Layout, time: Spec, y: Spec, names: tuple[str, ...]) -> list[Spec]:
    """The days between which each event lies, and its mark; whoever acts gives colour and shape."""
    axis = {
        "title": None,
        "format": "%b %Y",
        "values": [_utc(day) for day in month_ticks(layout.first, layout.last)],
        "grid": True,
        "labelFlush": True,
        "labelOverlap": True,
        "domain": False,
    }
    side = {"field": "side", "type": "nominal", "title": "Who acts"}
    colour = side | {
        "scale": {"domain": list(names), "range": list(theme.SIDE_COLOURS)},
        "legend": {
            "orient": "bottom",
            "direction": "horizontal",
            "symbolSize": 80,
            "symbolOpacity": 1,
            "titleOrient": "left",
        },
    }
    shape = side | {"scale": {"domain": list(names), "range": list(theme.SIDE_SHAPES)}}
    row = {"y": y, "color": colour, "tooltip": vega_lite.tooltip(_TIPS)}
    days = {"x": {"field": "start", "type": "temporal", "scale": time, "axis": axis}, "x2": {"field": "end"}}
    mark = {
        "x": {"field": "middle", "type": "temporal", "scale": time, "axis": axis},
        "shape": shape,
        "stroke": vega_lite.either("named", "#000000", theme.PAPER),
        "strokeWidth": vega_lite.either("named", 1.3, 0.4),
    }
    return [
        {
            "data": {"name": "events"},
            "mark": {"type": "rule", "strokeWidth": 2.5, "opacity": 0.4, "strokeCap": "round"},
            "encoding": days | row,
        },
        {
            "data": {"name": "events"},
            "mark": {"type": "point", "filled": True, "size": 46, "opacity": 1},
            "encoding": mark | row,
        },
    ]


def _lanes(layout: Layout, y: Spec) -> list[Spec]:
    """The names of the lanes at the left and the lines between them."""
    names = [
        {"y": layout.edges[quad] + layout.heights[quad] / 2, "text": plover.QUADS[quad].replace(" ", "\n")}
        for quad in ORDER
    ]
    outer, upper, zero, lower = (layout.edges[quad] for quad in ORDER)
    thin = [{"y": edge} for edge in (outer, upper, lower, layout.bottom)]
    return [
        {"data": {"values": thin}, "mark": {"type": "rule", "color": theme.MIST}, "encoding": {"y": y}},
        {
            "data": {"values": [{"y": zero}]},
            "mark": {"type": "rule", "color": theme.INK, "strokeWidth": 1.2},
            "encoding": {"y": y},
        },
        {
            "data": {"values": names},
            "mark": vega_lite.lines("right", "middle", dx=-10, dy=-theme.LINE / 2, color=theme.GREY),
            "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "text", "type": "nominal"}},
        },
    ]


def _leaders(layout: Layout, x: Spec, y: Spec) -> list[Spec]:
    """From each named mark to its text, and along the text."""
    lines = []
    for each, spot, near, far in layout.spots:
        mark, end = layout.moment(layout.x(layout.told[each].middle)), layout.moment(spot.x)
        lines.append({"x": mark, "y": layout.marks[each], "x2": end, "y2": near})
        lines.append({"x": end, "y": near, "x2": end, "y2": far})
    return [
        {
            "data": {"values": lines},
            "mark": {"type": "rule", "color": "#8f8f8f", "strokeWidth": 0.9},
            "encoding": {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}},
        }
    ]


def _labels(layout: Layout, x: Spec, y: Spec) -> list[Spec]:
    """The labels to the right and to the left of their leaders, on a white halo."""
    layers: list[Spec] = []
    for to_the_right, align, shift in ((True, "left", 4), (False, "right", -4)):
        texts = [{"x": layout.moment(spot.x), "y": min(near, far), "text": "\n".join(label_lines(layout.told[each]))}
                 for each, spot, near, far in layout.spots if spot.to_the_right is to_the_right]  # fmt: skip
        for halo in ({"stroke": theme.PAPER, "strokeWidth": 3}, {}) if texts else ():
            layers.append(
                {
                    "data": {"values": texts},
                    "mark": vega_lite.lines(align, "top", dx=shift, **halo),
                    "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}},
                }
            )
    return layers
