"""The headline deal in each channel: what each side has, what breakdown would leave it, and how likely ratification fails."""

from collections.abc import Mapping
from typing import Any

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.deals.told import figure, governments, package_words, side, signed
from detente.reports.charts.empty import empty
from detente.reports.charts.hypotheses.titles import percent
from detente.reports.charts.rows import row_labels
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import listed

_ROW, _WRAP, _LEFT = 30, 20, 125
_FIGURES, _RISK = 112, 118
_WORDS = {"quiet": "does better quietly", "public": "does better in public", "equal": "has the same either way"}


def channels(title: str, result: Mapping[str, Any], names: Mapping[str, str]) -> Chart:
    """The chart. It names a better channel only where the result says that channels may be compared."""
    title = f"Quietly or in public: {title}"
    table: Mapping[str, Mapping[str, Any]] = (result.get("channels") or {}).get("table") or {}
    if not table:
        return empty("channels", title, "The result has no channels.")
    sides = governments(result)
    told = [names.get(each, each) for each in sides]
    rows = tuple(_row(name, held, each, names) for name, held in table.items() for each in sides)
    caption = " ".join([*_verdict(result["channels"], names), *_threshold(result["channels"]), *_several(table, names)])
    alt = f"{title}. {'; '.join(_words(name, held, sides, names) for name, held in table.items())}. {caption}"
    subtitle = "Left: utility of the headline deal (mark) and of breakdown by retaliation (tick). Right: how likely the deal fails at home; below, whether the target of the threat gives in."  # fmt: skip
    spec = vega_lite.framed(_drawing(rows, told), title, subtitle, alt)
    return Chart("channels", title, caption, alt, spec, rows)


def _row(name: str, held: Mapping[str, Any], each: str, names: Mapping[str, str]) -> dict[str, Any]:
    utility, breakdown = held["utility"] and held["utility"][each], held["disagreement"][each]
    return {
        "channel": names.get(name, name), "visibility": held["visibility"], "government": names.get(each, each), "utility": utility,
        "breakdown": breakdown, "gain": None if utility is None else utility - breakdown, "package": package_words(held["deal"], names),
        "p_breakdown": held["p_breakdown"], "p_concede": held["p_concede"], "p_stand_firm": held["p_stand_firm"],
    }  # fmt: skip


def _verdict(held: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """Who does better where; or that this file cannot say so."""
    if not held["comparable"]:
        return ["No channel is called the better one: in this file publicity can only cost, so its price is bookkeeping and no finding."]  # fmt: skip
    if not held["verdict"]:
        return ["The channels may be compared, but none is better or worse throughout."]
    told = [f"{names.get(each, each)} {_WORDS.get(best, best)}{_by_how_much(held['table'], each)}" for each, best in held["verdict"].items()]  # fmt: skip
    return [f"{listed(told)}."]


def _by_how_much(table: Mapping[str, Mapping[str, Any]], each: str) -> str:
    """The difference between quiet and public, since a verdict holds for the least of them; nothing if there is none."""
    ends = [table[name]["utility"] for name in ("quiet", "public") if name in table]
    if len(ends) < 2 or None in ends or abs(ends[0][each] - ends[1][each]) < 1e-9:
        return ""
    apart = abs(ends[0][each] - ends[1][each])
    return f" by {apart:.3f}" if apart >= 0.0005 else " by less than 0.001"


def _several(table: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Where the crisis game has more than one equilibrium, what is drawn rests on the selection."""
    found = [names.get(name, name) for name, held in table.items() if (held.get("n_equilibria") or 1) > 1]
    return [f"The crisis game has several equilibria in {listed(found)}; drawn is the selected one."] if found else []


def _threshold(held: Mapping[str, Any]) -> list[str]:
    threshold = held.get("threshold")
    if not threshold:
        return []
    bound = threshold.get("target_audience")
    if bound is None:
        return ["In the crisis, publicity helps the side that threatens at any audience cost of its target up to 10."]
    if bound == 0:
        return ["In the crisis, publicity never helps the side that threatens."]
    return [f"In the crisis, publicity helps the side that threatens while its target's audience cost is below {bound:.3g}."]  # fmt: skip


def _words(name: str, held: Mapping[str, Any], sides: list[str], names: Mapping[str, str]) -> str:
    crisis = "" if held["p_concede"] is None else f", the threat met by concession {percent(held['p_concede'])} and carried out {percent(held['p_stand_firm'])}"  # fmt: skip
    if held["utility"] is None:
        return f"{names.get(name, name)}: no deal{crisis}"
    each = ", ".join(f"{names.get(side, side)} {figure(held['utility'][side])} against {figure(held['disagreement'][side])}" for side in sides)  # fmt: skip
    return f"{names.get(name, name)}: {each}, risk of breakdown {percent(held['p_breakdown'])}{crisis}, {package_words(held['deal'], names)}"  # fmt: skip


def _drawing(rows: tuple[dict[str, Any], ...], told: list[str]) -> Spec:
    labels = {row["channel"]: f"{row['channel']} (seen {row['visibility']:.0%})".replace("%", " %") for row in rows}
    y = vega_lite.by_name("row", list(labels.values()), {"labels": False, "grid": False})
    height = max(2, len(told)) * _ROW * 0.6 * len(labels)
    wide = theme.WIDTH - _LEFT - _FIGURES - _RISK - 66
    values = [
        row | {"row": labels[row["channel"]], "figures": "no deal" if row["utility"] is None else f"{figure(row['utility'])}  ({signed(row['gain'])})"}
        for row in rows
    ]  # fmt: skip
    return {
        "hconcat": [
            {
                "width": wide,
                "height": height,
                "data": {"values": values},
                "layer": [*row_labels(list(labels.values()), "row", y, _WRAP), *_utilities(y, rows, told)],
            },
            {"width": _RISK, "height": height, "layer": _risks(y, values, len(told))},
        ],
        "spacing": 22,
    }


def _utilities(y: Spec, rows: tuple[dict[str, Any], ...], told: list[str]) -> list[Spec]:
    known = [value for row in rows for value in (row["utility"], row["breakdown"]) if value is not None]
    span = (max(known) - min(known)) or 1.0
    x = {"type": "quantitative", "title": "utility", "axis": {"tickCount": 5},
         "scale": {"domain": [min(known) - 0.06 * span, max(known) + 0.06 * span], "nice": False, "zero": False}}  # fmt: skip
    offset = {"field": "government", "type": "nominal", "scale": {"domain": told, "paddingOuter": 0.25}}
    looks = [side(place) for place in range(len(told))]
    colour = {"field": "government", "type": "nominal", "title": None, "scale": {"domain": told, "range": [look[0] for look in looks]}, "legend": {"orient": "top", "symbolSize": 90, "symbolOpacity": 1}}  # fmt: skip
    shape = colour | {"scale": {"domain": told, "range": [look[1] for look in looks]}}
    place = {"y": y, "yOffset": offset, "color": colour}
    tips = vega_lite.tooltip([("channel", "Channel"), ("government", "Side"), ("utility", "Utility"), ("breakdown", "Breakdown"), ("package", "Deal")])  # fmt: skip
    return [
        {"mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.45}, "encoding": place | {"x": x | {"field": "breakdown"}, "x2": {"field": "utility"}}},
        {"mark": {"type": "tick", "size": 13, "thickness": 2.4, "opacity": 1}, "encoding": place | {"x": x | {"field": "breakdown"}}},
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1}, "encoding": place | {"x": x | {"field": "utility"}, "shape": shape, "tooltip": tips}},
        {"mark": {"type": "text", "align": "left", "dx": 8}, "encoding": {"y": y, "yOffset": offset, "x": {"value": "width"}, "text": {"field": "figures", "type": "nominal"}}},
    ]  # fmt: skip


def _risks(y: Spec, values: list[dict[str, Any]], sides: int) -> list[Spec]:
    """One bar for each channel, with its figure; the odds of the crisis game below it."""
    held = [
        {"row": row["row"], "risk": row["p_breakdown"], "figure": "no deal" if row["utility"] is None else percent(row["p_breakdown"]),
         "crisis": "" if row["p_stand_firm"] is None else f"target gives in: {percent(row['p_concede'])}"}
        for row in values[::sides]
    ]  # fmt: skip
    x = {"field": "risk", "type": "quantitative", "title": "risk of breakdown", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "values": [0, 0.5, 1]}}  # fmt: skip
    text = {"type": "text", "align": "left", "baseline": "middle"}
    layers: list[Spec] = [
        {"data": {"values": held}, "mark": {"type": "bar", "height": 11, "color": theme.GREY}, "encoding": {"x": x, "y": y}},
        {"data": {"values": held}, "mark": text | {"dx": 5, "fontWeight": "bold"}, "encoding": {"x": x, "y": y, "text": {"field": "figure", "type": "nominal"}}},
        {"data": {"values": held}, "mark": text | {"dy": 13, "color": theme.GREY, "fontSize": 10}, "encoding": {"x": {"value": 2}, "y": y, "text": {"field": "crisis", "type": "nominal"}}},
    ]  # fmt: skip
    return layers
