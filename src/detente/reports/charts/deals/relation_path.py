"""The deal period by period: utilities, resentment and erosion, with leader changes and the periods in which the deal changes."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from detente.reports.charts import letters, theme, vega_lite
from detente.reports.charts.apart import apart
from detente.reports.charts.chart import Chart
from detente.reports.charts.deals.told import differences, figure, governments, package_words, side
from detente.reports.charts.empty import empty
from detente.reports.charts.lanes import stack
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import capital, listed

_WIDE, _AT_RIGHT = 496, 132
_TALL = {"utility": 150, "resentment": 90, "erosion": 90}
_BAND = ("q05", "q25", "q50", "q75", "q95")
_SUBTITLE = "Hollow marks: the deal is another than in the period before. Upright lines: a change of leader or of the record. No mark: no deal."  # fmt: skip


def relation_path(
    title: str, result: Mapping[str, Any], names: Mapping[str, str], changes: Sequence[tuple[int, str]] = (), fan: Mapping[str, Any] | None = None,
) -> Chart:  # fmt: skip
    """The chart; ``changes`` are the periods and printed names of leader changes, which the result does not hold.

    ``fan`` puts bands behind the lines: the middle half and nine tenths of the draws, as the result of a relation has them.
    """
    title = f"The relationship over time: {title}"
    path: Sequence[Mapping[str, Any]] = (result.get("relation") or {}).get("path") or ()
    if not path:
        return empty("relation-path", title, "The file asks for no path.")
    rows = tuple(_rows(path, _sides(result, path), names, (fan or {}).get("rows") or ()))
    caption = _caption(path, names, changes)
    if fan is not None and fan["rows"]:
        caption += f" Bands: the middle half and nine tenths of {fan['draws'] - fan['left_out']} draws from the ranges (of utility: those with a deal)."  # fmt: skip
    alt = f"{title}. {len(path)} periods. {_ends(rows)} {caption}"
    spec = vega_lite.framed(_drawing(rows, path, changes), title, _SUBTITLE, alt)
    return Chart("relation-path", title, caption, alt, spec, rows)


def _sides(result: Mapping[str, Any], path: Sequence[Mapping[str, Any]]) -> list[str]:
    """The governments in the order of the file; a relation without the account of a deal tells them by its utilities."""
    if result.get("notions"):
        return governments(result)
    return list(next((row["utility"] for row in path if row["utility"]), path[0]["resentment"]))


def _rows(path: Sequence[Mapping[str, Any]], sides: Sequence[str], names: Mapping[str, str], fan: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:  # fmt: skip
    """Period by period: utilities of the deal (None without one), then the stocks after the period."""
    rows: list[dict[str, Any]] = []
    for place, held in enumerate(path):
        drawn = fan[place] if fan else None

        def band(series: str, who: str | None = None, drawn: Mapping[str, Any] | None = drawn) -> dict[str, Any]:
            """The quantiles beside a value: none without a fan, empty where no draw has a deal."""
            if drawn is None:
                return {}
            found = drawn[series] if who is None else (drawn[series] or {}).get(who)
            return dict(found) if found else dict.fromkeys(_BAND)

        other = place > 0 and held["deal"] != path[place - 1]["deal"]
        shared = {"t": held["t"], "deal": package_words(held["deal"], names) or "no deal", "other": other}
        rows += [shared | {"series": "utility", "line": names.get(each, each), "place": k, "value": held["utility"] and held["utility"][each], **band("utility", each)} for k, each in enumerate(sides)]  # fmt: skip
        rows += [shared | {"series": "resentment", "line": names.get(each, each), "place": sides.index(each), "value": held["resentment"][each], **band("resentment", each)} for each in held["resentment"]]  # fmt: skip
        rows.append(
            shared | {"series": "erosion", "line": "erosion", "place": 3, "value": held["erosion"], **band("erosion")}
        )
    return rows


def _caption(path: Sequence[Mapping[str, Any]], names: Mapping[str, str], changes: Sequence[tuple[int, str]]) -> str:
    turns = [_turn(before, after, names) for before, after in pairwise(path) if before["deal"] != after["deal"]]
    first = path[0]["deal"]
    parts = [f"It begins with {package_words(first, names)}." if first else "It begins without a deal."]
    parts += [f"Then {'; '.join(turns)}."] if turns else ["The deal stays the same throughout."]
    parts += [f"Changes: {listed([f'{name} in period {period}' for period, name in changes])}."] if changes else []
    return " ".join([*parts, "Stocks are those after the period."])


def _turn(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if after["deal"] is None:
        return f"from period {after['t']} no deal"
    return f"from period {after['t']} {differences(after['deal'], before['deal'] or {}, names)}"


def _ends(rows: Sequence[Mapping[str, Any]]) -> str:
    told = []
    for series, line in dict.fromkeys((row["series"], row["line"]) for row in rows):
        values = [row["value"] for row in rows if (row["series"], row["line"]) == (series, line)]
        what = series if series == line else f"{series} of {line}"
        told.append(f"{what} from {figure(values[0])} to {figure(values[-1])}")
    return f"{capital('; '.join(told))}."


def _drawing(rows: Sequence[dict[str, Any]], path: Sequence[Mapping[str, Any]], changes: Sequence[tuple[int, str]]) -> Spec:  # fmt: skip
    first, last = path[0]["t"], path[-1]["t"]
    span = (first - 0.3, last + 0.3)
    series = list(dict.fromkeys(str(row["series"]) for row in rows))
    panels = [
        _panel(
            [row for row in rows if row["series"] == name], name, span, changes, place == 0, place == len(series) - 1
        )
        for place, name in enumerate(series)
    ]
    return {"vconcat": panels, "spacing": 12}


def _panel(
    rows: Sequence[dict[str, Any]], name: str, span: tuple[float, float], changes: Sequence[tuple[int, str]], top: bool, bottom: bool,
) -> Spec:  # fmt: skip
    known = [row[key] for row in rows for key in ("value", "q05", "q95") if row.get(key) is not None] or [0.0]
    low, high = (min(known), max(known)) if name == "utility" else (0.0, max(known))
    room = 0.08 * ((high - low) or 1.0)
    ends = (low - room if name == "utility" else 0.0, high + room)
    ticks = {"tickMinStep": 1, "format": "d", "grid": False, "tickCount": 12}
    axis = {"title": "period", **ticks} if bottom else {"title": None, **ticks, "labels": False, "ticks": False}
    x = {"field": "t", "type": "quantitative", "scale": {"domain": list(span), "nice": False}, "axis": axis}
    y = {"field": "value", "type": "quantitative", "title": name, "scale": {"domain": list(ends), "nice": False, "zero": False},
         "axis": {"tickCount": 4 if name == "utility" else 3, "titlePadding": 8, "minExtent": 34, "maxExtent": 34}}  # fmt: skip
    return {"width": _WIDE, "height": _TALL[name], "layer": [*_bands(rows, x, y), *_changes(changes, span, x, top), *_lines(rows, x, y), *_names(rows, ends, _TALL[name])]}  # fmt: skip


def _changes(changes: Sequence[tuple[int, str]], span: tuple[float, float], x: Spec, top: bool) -> list[Spec]:
    """The upright lines; over the uppermost panel also their names, on as many levels as they need."""
    layers: list[Spec] = []
    scale = _WIDE / (span[1] - span[0])
    told = [letters.fitted(f"▾ {name}", _WIDE / 2) for _, name in changes]
    lefts = [min((period - 0.5 - span[0]) * scale - 4, _WIDE + _AT_RIGHT - letters.wide(text)) for (period, _), text in zip(changes, told, strict=True)]  # fmt: skip
    levels = stack([(left, left + letters.wide(text)) for left, text in zip(lefts, told, strict=True)], gap=6)
    for (period, _), text, left, level in zip(changes, told, lefts, levels, strict=True):
        layers.append({"data": {"values": [{"t": period - 0.5}]}, "mark": {"type": "rule", "strokeDash": [4, 3], "color": theme.GREY}, "encoding": {"x": x}})  # fmt: skip
        if top:
            layers.append({"data": {"values": [{"text": text}]}, "mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -4 - 13 * level, "color": theme.INK}, "encoding": {
                "x": {"value": round(left, 1)}, "y": {"value": 0}, "text": {"field": "text", "type": "nominal"}}})  # fmt: skip
    return layers


def _bands(rows: Sequence[dict[str, Any]], x: Spec, y: Spec) -> list[Spec]:
    """Behind each line nine tenths of the draws, and darker the middle half."""
    layers: list[Spec] = []
    for place in dict.fromkeys(int(row["place"]) for row in rows):
        own = [row for row in rows if row["place"] == place and row.get("q05") is not None]
        for low, high, opacity in (("q05", "q95", 0.12), ("q25", "q75", 0.2)) if own else ():
            layers.append({"data": {"values": own}, "mark": {"type": "area", "color": side(place)[0], "opacity": opacity}, "encoding": {
                "x": x, "y": {**y, "field": low}, "y2": {"field": high}}})  # fmt: skip
    return layers


def _lines(rows: Sequence[dict[str, Any]], x: Spec, y: Spec) -> list[Spec]:
    layers: list[Spec] = []
    for place in dict.fromkeys(int(row["place"]) for row in rows):
        own = [row for row in rows if row["place"] == place]
        colour, shape = side(place)
        dash = [[1, 0], [6, 3], [2, 3], [1, 0]][place % 4]
        tips = vega_lite.tooltip([("t", "Period"), ("line", "Whose"), ("value", "Value"), ("deal", "Deal")])
        marks = {"fill": vega_lite.either("other", theme.PAPER, colour), "size": vega_lite.either("other", 95, 38)}
        layers += [
            {"data": {"values": own}, "mark": {"type": "line", "color": colour, "strokeWidth": 1.8, "strokeDash": dash}, "encoding": {"x": x, "y": y}},
            {"data": {"values": own}, "mark": {"type": "point", "shape": shape, "stroke": colour, "strokeWidth": 1.8, "opacity": 1}, "encoding": {"x": x, "y": y, "tooltip": tips, **marks}},
        ]  # fmt: skip
    return layers


def _names(rows: Sequence[dict[str, Any]], ends: tuple[float, float], tall: int) -> list[Spec]:
    """The name of each line at its end, with its last figure."""
    last = {int(row["place"]): row for row in rows if row["value"] is not None}
    wanted = [(tall * (1 - (row["value"] - ends[0]) / (ends[1] - ends[0])), theme.LINE + 2.0) for row in last.values()]
    layers: list[Spec] = []
    for (place, row), middle in zip(last.items(), apart(wanted, tall), strict=True):
        room = _AT_RIGHT - 12 - letters.wide(" 0.00")
        text = f"{letters.fitted(row['line'], room)} {figure(row['value'])}"
        layers.append({"data": {"values": [{"text": text}]}, "mark": {"type": "text", "align": "left", "dx": 6, "color": side(place)[0] if place < 3 else theme.INK}, "encoding": {
            "x": {"value": "width"}, "y": {"value": round(middle, 1)}, "text": {"field": "text", "type": "nominal"}}})  # fmt: skip
    return layers
