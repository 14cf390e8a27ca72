"""The panels of the temperature: pins above, bars with the net, the share, and the indicators of the dossier below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import Any

from detente.dossier.dossier import Dossier
from detente.dossier.series import Series
from detente.engines.temperature.result import Temperature
from detente.kernel.dates import say_interval
from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.happening import Happening
from detente.reports.charts.labels import Wanted, place
from detente.reports.charts.ticks import month_ticks
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import balanced, capital
from detente.studies.temperature import Study

LEFT, RIGHT = 44, 104
PLOT = theme.WIDTH - LEFT - RIGHT
#: Pale for words, full for deeds; blue-green and red stay apart for the colour-blind by lightness and side of the line.
COLOURS = {
    "verbal_cooperation": "#9fd0c4",
    "material_cooperation": "#1f7a6b",
    "verbal_conflict": "#eeb3a6",
    "material_conflict": "#b03a2e",
}
WARM, COLD = COLOURS["material_cooperation"], COLOURS["material_conflict"]
NAMES = {
    "verbal_cooperation": "words",
    "material_cooperation": "deeds",
    "verbal_conflict": "words",
    "material_conflict": "deeds",
}
_CHAR = 5.6


@dataclass(frozen=True)
class Frame:
    """The days that every panel shows, and whether a period is a month or a week."""

    first: date
    last: date
    kind: str

    def x(self, day: date) -> float:
        """Days to pixels."""
        return PLOT * ((day - self.first) / max(self.last - self.first, timedelta(days=1)))

    def moment(self, x: float) -> str:
        """Pixels to a point in time, as the specification wants it."""
        start = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        return (start + (self.last - self.first) * (x / PLOT)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def channel(self, field: str, labels: bool = False) -> Spec:
        """The time axis, with words only where ``labels`` asks for them."""
        axis = {"title": None, "format": "%b %Y", "values": [_utc(day) for day in month_ticks(self.first, self.last)], "grid": True, "labels": labels,
                "ticks": labels, "domain": False, "labelFlush": True, "labelOverlap": True}  # fmt: skip
        domain = [_utc(self.first), _utc(self.last + timedelta(days=1))]
        return {"field": field, "type": "temporal", "scale": {"type": "utc", "domain": domain, "nice": False}, "axis": axis}  # fmt: skip


def _utc(day: date) -> Spec:
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}


def pins_panel(frame: Frame, pins: Sequence[Happening]) -> list[Spec]:
    """What happened, in words, each on a line that leads down to its day; nothing without pins."""
    if not pins:
        return []
    lines = [balanced(f"{say_interval(pin.start, pin.end)}: {pin.event.summary.rstrip('.')}", 54) for pin in pins]
    spots = place(
        [
            Wanted(frame.x(pin.middle), 4.0, _CHAR * max(map(len, told)), theme.LINE * len(told))
            for pin, told in zip(pins, lines, strict=True)
        ],
        6 - LEFT,
        PLOT + RIGHT - 8,
    )
    height = round(max(spot.far for spot in spots) + 6)
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [height, 0], "nice": False}, "axis": None}
    x = frame.channel("x") | {"axis": None}
    leaders: list[Spec] = []
    for pin, spot in zip(pins, spots, strict=True):
        end = frame.moment(spot.x)
        leaders.append({"x": frame.moment(frame.x(pin.middle)), "y": height, "x2": end, "y2": height - spot.near})
        leaders.append({"x": end, "y": height - spot.near, "x2": end, "y2": height - spot.far})
    layers: list[Spec] = [{"data": {"values": leaders}, "mark": {"type": "rule", "color": "#8f8f8f", "strokeWidth": 0.9}, "encoding": {
        "x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}}]  # fmt: skip
    for right, align, shift in ((True, "left", 4), (False, "right", -4)):
        texts = [{"x": frame.moment(spot.x), "y": height - spot.far, "text": "\n".join(told)}
                 for spot, told in zip(spots, lines, strict=True) if spot.to_the_right is right]  # fmt: skip
        for halo in ({"stroke": theme.PAPER, "strokeWidth": 3}, {}) if texts else ():
            layers.append({"data": {"values": texts}, "mark": vega_lite.lines(align, "top", dx=shift, **halo), "encoding": {
                "x": x, "y": y, "text": {"field": "text", "type": "nominal"}}})  # fmt: skip
    return [{"width": PLOT, "height": height, "layer": layers}]


def bars_panel(frame: Frame, rows: Sequence[dict[str, Any]], done: Temperature, pinned: Sequence[date]) -> Spec:
    """Stacked bars of the four classes, the net with its interval, breaks of the volume, and the pins' lines."""
    bars, top, bottom = _bars(rows)
    net = [row | {"middle": _middle(row)} for row in rows if row["net"] is not None]
    many = len(rows) > 120
    top = max([top, *(row["net_high"] for row in net)], default=1.0) * 1.06 or 1.0
    bottom = min([bottom, *(row["net_low"] for row in net)], default=-1.0) * 1.06 or -1.0
    title = f"a {frame.kind}, at mean coverage" if done.both.counts.cover is not None else f"events a {frame.kind}"
    y = {"field": "y", "type": "quantitative", "title": title, "scale": {"domain": [bottom, top], "nice": False},
         "axis": {"tickCount": 5, "minExtent": 34, "maxExtent": 34, "domain": False, "labelExpr": "format(abs(datum.value), ',')"}}  # fmt: skip
    x = frame.channel("start")
    net_y = y | {"field": "net"}
    mid = frame.channel("middle")
    tips = vega_lite.tooltip(
        [("period", "Period"), ("net", "Net"), ("net_low", "from"), ("net_high", "to"), ("volume", "Events")]
    )
    layers: list[Spec] = [
        {"data": {"values": [{"x": day.isoformat()} for day in pinned]}, "mark": {"type": "rule", "color": "#c9c9c9", "strokeWidth": 0.8}, "encoding": {"x": frame.channel("x")}},
        {"data": {"values": bars}, "mark": {"type": "rect", "strokeWidth": 0}, "encoding": {
            "x": x, "x2": {"field": "end"}, "y": y, "y2": {"field": "y2"}, "color": {"field": "colour", "type": "nominal", "scale": None}}},
        {"data": {"values": [{"y": 0}]}, "mark": {"type": "rule", "color": theme.INK, "strokeWidth": 1}, "encoding": {"y": y}},
        {"data": {"values": net}, "mark": {"type": "rule", "color": theme.INK, "strokeWidth": 0.7 if many else 1.1, "opacity": 0.35 if many else 0.8}, "encoding": {
            "x": mid, "y": y | {"field": "net_low"}, "y2": {"field": "net_high"}}},
        {"data": {"values": net}, "mark": {"type": "point", "filled": True, "color": theme.INK, "size": 8 if many else 34, "opacity": 1}, "encoding": {"x": mid, "y": net_y, "tooltip": tips}},
    ]  # fmt: skip
    layers += _dense_line(net, mid, net_y) if len(net) > 0.8 * len(rows) else []
    layers += _side_words([(0.14, "cooperation", WARM), (0.86, "conflict", COLD)], 210)
    layers += _break_lines(frame, done, bottom, top, y)
    return {"width": PLOT, "height": 210, "layer": layers}


def _bars(rows: Sequence[dict[str, Any]]) -> tuple[list[Spec], float, float]:
    """The pieces of the bars: deeds next to the line, words beyond them."""
    bars: list[Spec] = []
    top = bottom = 0.0
    for row in rows:
        for sign, quads in (
            (1, ("material_cooperation", "verbal_cooperation")),
            (-1, ("material_conflict", "verbal_conflict")),
        ):
            at = 0.0
            for quad in quads:
                if row[quad]:
                    bars.append({"start": _inside(row, 0.12), "end": _inside(row, 0.88), "y": at, "y2": at + sign * row[quad], "colour": COLOURS[quad]})  # fmt: skip
                    at += sign * row[quad]
            top, bottom = max(top, at), min(bottom, at)
    return bars, top, bottom


def _inside(row: dict[str, Any], part: float) -> str:
    start, end = (datetime.fromisoformat(row[key]).replace(tzinfo=UTC) for key in ("start", "end"))
    return (start + (end - start) * part).strftime("%Y-%m-%dT%H:%M:%SZ")


def _middle(row: dict[str, Any]) -> str:
    return _inside(row, 0.5)


def _dense_line(net: Sequence[dict[str, Any]], x: Spec, y: Spec) -> list[Spec]:
    """A line through the net where nearly every period has one; across gaps it would invent."""
    return [{"data": {"values": list(net)}, "mark": {"type": "line", "color": theme.INK, "strokeWidth": 1.1}, "encoding": {"x": x, "y": y}}]  # fmt: skip


def _side_words(words: Sequence[tuple[float, str, str]], height: int) -> list[Spec]:
    """Names at the right edge, in the colour of what they name."""
    return [{"data": {"values": [{"text": text}]}, "mark": {"type": "text", "align": "left", "dx": 8, "color": colour, "fontWeight": "bold"}, "encoding": {
        "x": {"value": "width"}, "y": {"value": round(part * height)}, "text": {"field": "text", "type": "nominal"}}} for part, text, colour in words]  # fmt: skip


def _break_lines(frame: Frame, done: Temperature, low: float, high: float, y: Spec) -> list[Spec]:
    """Upright dashed lines where a stretch with more or fewer events begins."""
    found = done.breaks["volume"]
    words = [
        "more events from here" if after > before else "fewer from here" for before, after in pairwise(found.levels)
    ]
    at = [{"x": str(done.periods.edges[place].astype("datetime64[D]")), "y": low, "y2": high, "text": text} for place, text in zip(found.at, words, strict=True)]  # fmt: skip
    if not at:
        return []
    x = frame.channel("x")
    return [
        {"data": {"values": at}, "mark": {"type": "rule", "strokeDash": [5, 3], "color": theme.GREY, "strokeWidth": 1.2}, "encoding": {"x": x, "y": y, "y2": {"field": "y2"}}},
        {"data": {"values": at}, "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "dy": -3, "color": theme.GREY}, "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}}},
    ]  # fmt: skip


def share_panel(frame: Frame, rows: Sequence[dict[str, Any]], done: Temperature, study: Study) -> Spec:
    """The share of cooperation with its interval, the levels between breaks as steps, and the half as a line."""
    told = [
        row | {"middle": _middle(row), "left": _inside(row, 0.12), "right": _inside(row, 0.88)}
        for row in rows
        if row["share"] is not None
    ]
    low, high = _tenths([row[key] for row in told for key in ("share_low", "share_high")])
    y = {"field": "share", "type": "quantitative", "title": "share", "scale": {"domain": [low, high], "nice": False},
         "axis": {"values": [low, round((low + high) / 2, 2), high], "format": "%", "minExtent": 34, "maxExtent": 34, "domain": False}}  # fmt: skip
    mid = frame.channel("middle", labels=True)
    steps = _steps(frame, done)
    layers: list[Spec] = [
        {"data": {"values": told}, "mark": {"type": "rect", "opacity": 0.22, "color": theme.GREY}, "encoding": {
            "x": frame.channel("left", labels=True), "x2": {"field": "right"}, "y": y | {"field": "share_low"}, "y2": {"field": "share_high"}}},
        {"data": {"values": steps}, "mark": {"type": "rule", "color": theme.INK, "strokeWidth": 1.6}, "encoding": {"x": frame.channel("x", labels=True), "x2": {"field": "x2"}, "y": y}},
        {"data": {"values": told}, "mark": {"type": "point", "filled": True, "size": 10 if len(rows) > 120 else 30, "opacity": 1}, "encoding": {"x": mid, "y": y, "color": {
            "condition": {"test": "datum.share >= 0.5", "value": WARM}, "value": COLD}}},
    ]  # fmt: skip
    layers += _side_words([(0.2, "share of", theme.INK), (0.42, "cooperation", theme.INK)], 72)
    layers += [{"data": {"values": [{"text": f"level {study.temperature.breaks['share'].levels[-1]:.0%}"}]}, "mark": {"type": "text", "align": "left", "dx": 8, "color": theme.GREY}, "encoding": {
        "x": {"value": "width"}, "y": {"value": 52}, "text": {"field": "text", "type": "nominal"}}}] if steps else []  # fmt: skip
    return {"width": PLOT, "height": 72, "layer": layers}


def _tenths(values: Sequence[float]) -> tuple[float, float]:
    """The tenths that hold all values: many events leave narrow intervals, which a whole scale would flatten."""
    return (floor(min(values) * 10) / 10, ceil(max(values) * 10) / 10) if values else (0.0, 1.0)


def _steps(frame: Frame, done: Temperature) -> list[Spec]:
    found = done.breaks["share"]
    places = [frame.first.isoformat(), *(str(done.periods.edges[at].astype("datetime64[D]")) for at in found.at), (frame.last + timedelta(days=1)).isoformat()]  # fmt: skip
    return [{"x": a, "x2": b, "share": level} for (a, b), level in zip(pairwise(places), found.levels, strict=True)] if found.levels else []  # fmt: skip


def series_panels(frame: Frame, dossier: Dossier) -> tuple[list[Spec], list[str]]:
    """One low panel for each indicator with values in the frame, on its own scale; and their names with unit."""
    panels, names = [], []
    for series in dossier.series.values():
        shown = [
            each for each in series.observations if each.period_end >= frame.first and each.period_start <= frame.last
        ]
        if shown:
            panels.append(_series_panel(frame, series_title(series, dossier), shown))
            names.append(f"{series_title(series, dossier)} ({shown[0].unit})")
    return panels, names


def _series_panel(frame: Frame, name: str, shown: Sequence[Any]) -> Spec:
    """Each value as a bar over the days it speaks of, with the figure on it."""
    bars = [{"x": max(each.period_start, frame.first).isoformat(), "x2": (min(each.period_end, frame.last) + timedelta(days=1)).isoformat(), "value": each.value,
             "told": _short(each.value), "unit": each.unit, "source": each.source} for each in shown]  # fmt: skip
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, max(each.value for each in shown) * 1.75 or 1], "nice": False},
        "axis": None,
    }
    x = frame.channel("x") | {"axis": None}
    middle = [
        bar | {"x": frame.moment((frame.x(date.fromisoformat(bar["x"])) + frame.x(date.fromisoformat(bar["x2"]))) / 2)}
        for bar in bars
    ]
    tips = vega_lite.tooltip([("told", "Value"), ("unit", "Unit"), ("source", "Source")])
    words = letters.broken(_with_unit(name, shown[0].unit), RIGHT - 10, 3, 10)
    layers: list[Spec] = [
        {"data": {"values": bars}, "mark": {"type": "rect", "color": "#b9c3d0", "stroke": theme.PAPER, "strokeWidth": 1}, "encoding": {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"datum": 0}, "tooltip": tips}},
        {"data": {"values": [{"text": "\n".join(words)}]}, "mark": vega_lite.lines("left", "middle", dx=8, dy=-(len(words) - 1) * 5.5, fontSize=10, lineHeight=11, color=theme.GREY), "encoding": {
            "x": {"value": "width"}, "y": {"value": 17}, "text": {"field": "text", "type": "nominal"}}},
    ]  # fmt: skip
    if clear := _clear(frame, middle):
        layers.append({"data": {"values": clear}, "mark": {"type": "text", "baseline": "bottom", "dy": -2, "fontSize": 10}, "encoding": {"x": x, "y": y, "text": {"field": "told", "type": "nominal"}}})  # fmt: skip
    return {"width": PLOT, "height": 34, "layer": layers}


def _clear(frame: Frame, bars: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The figures that have room, the latest ones first."""
    free, kept = float("inf"), []
    first = datetime(frame.first.year, frame.first.month, frame.first.day, tzinfo=UTC)
    for bar in reversed(bars):
        middle = PLOT * ((datetime.fromisoformat(bar["x"]) - first) / (frame.last - frame.first))
        half = letters.wide(bar["told"], 10) / 2 + 1
        if middle + half <= free:
            kept.append(bar)
            free = middle - half
    return kept


def series_title(series: Series, dossier: Dossier) -> str:
    """The series' id in words; the names of states keep their capitals, and abbreviations of theirs get them."""
    states = [actor for actor in dossier.actors.values() if actor.kind == "state"]
    spelt = {word.lower(): word for actor in states for word in actor.name.split()}
    spelt |= {
        (short := alias.replace(".", "")).lower(): short
        for actor in states
        for alias in actor.aliases
        if alias.isupper()
    }
    return capital(" ".join(spelt.get(word, word) for word in series.id.split("-")))


def _with_unit(name: str, unit: str) -> str:
    """The name, and the unit where the name does not say it."""
    return name if unit.lower() in name.lower() else f"{name}, {unit.replace('billion US dollars', 'bn US$')}"


def _short(value: float) -> str:
    return f"{value / 1e6:.1f}m" if value >= 1e6 else f"{value / 1e3:,.0f}k" if value >= 1e4 else f"{value:,.1f}"
