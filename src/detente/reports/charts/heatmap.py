"""The heat map: every actor's position on every issue, how much it cares, and what rests on an assumption."""

from typing import Any

from detente.dossier.dossier import Dossier
from detente.dossier.position import Position
from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import coded_by, counted, period_title

_ROW = 28
_WRAP = 34  # characters of an actor's name in a line
_OVERHANG = 110  # what slanted column names need at the right
_SMALL, _LARGE = 14, 420  # areas of a dot at salience 0 and 100
_TIPS = (("actor", "Actor"), ("issue", "Issue"), ("position", "Position"), ("salience", "Salience"), ("rests_on", "Position rests on"),
         ("at_0", "At 0"), ("at_100", "At 100"))  # fmt: skip
_SUBTITLE = "Colour: most likely position. Size: salience. A white hole: the position rests on an assumption."


def heatmap(dossier: Dossier, period: str) -> Chart:
    """Actor x issue: colour is the position's mode, size the salience's mode, a ring marks an assumption."""
    title = f"Who stands where, and how much they care: {period_title(dossier, period)}"
    held = [each for each in dossier.positions.values() if each.period == period]
    if not held:
        known = ", ".join(each.id for each in dossier.dossier.periods) or "none"
        return empty(
            "heatmap", title, f"No positions are coded for the period {period!r} (periods of this dossier: {known})."
        )
    actors = _by_positions(held)
    issues = [name for name in dossier.issues if any(each.issue == name for each in held)]
    rows = tuple(
        _row(dossier, each)
        for each in sorted(held, key=lambda each: (actors.index(each.actor), issues.index(each.issue)))
    )
    assumed = sum(row["rests_on"] == "assumption" for row in rows)
    caption = (f"{counted(len(rows), 'position').capitalize()} of {counted(len(actors), 'actor')} on {counted(len(issues), 'issue')}; "
               f"{assumed} rest on an assumption. An empty cell means that nothing is coded, not that the actor is neutral. {coded_by(dossier)}").strip()  # fmt: skip
    alt = f"{title}. " + " ".join(_say(dossier, actor, rows) for actor in actors)
    names = [dossier.actor_name(actor) for actor in actors], [dossier.issues[name].name for name in issues]
    return Chart("heatmap", title, caption, alt, _spec(title, alt, *names, rows), rows)


def _by_positions(held: list[Position]) -> list[str]:
    """Actors, those with most positions first."""
    count: dict[str, int] = {}
    for each in held:
        count[each.actor] = count.get(each.actor, 0) + 1
    return sorted(count, key=lambda actor: -count[actor])


def _row(dossier: Dossier, held: Position) -> dict[str, Any]:
    issue = dossier.issues[held.issue]
    return {
        "actor": dossier.actor_name(held.actor), "issue": issue.name, "position": held.position.mode, "salience": held.salience.mode,
        "rests_on": "assumption" if held.position.assumption else counted(len(held.position.claims), "claim"),
        "at_0": issue.low, "at_100": issue.high,
    }  # fmt: skip


def _say(dossier: Dossier, actor: str, rows: tuple[dict[str, Any], ...]) -> str:
    name = dossier.actor_name(actor)
    cells = [f"{row['issue']} {row['position']:g} (salience {row['salience']:g}{', assumption' if row['rests_on'] == 'assumption' else ''})"
             for row in rows if row["actor"] == name]  # fmt: skip
    return f"{name}: {', '.join(cells)}."


def _spec(title: str, text: str, actors: list[str], issues: list[str], rows: tuple[dict[str, Any], ...]) -> Spec:
    x = vega_lite.by_name("issue", issues, {"orient": "top", "labelAngle": -45, "grid": True})
    y = vega_lite.by_name("actor", actors, {"labels": False, "grid": True})
    cell = max(20, min(30, (theme.WIDTH - label_width(actors, _WRAP) - _OVERHANG) // len(issues)))
    drawing = {
        "width": cell * len(issues),
        "height": _ROW * len(actors),
        "datasets": {"positions": list(rows)},
        "layer": [*row_labels(actors, "actor", y, _WRAP), *_dots(x, y)],
        "resolve": {"scale": {"size": "independent"}},
    }
    return vega_lite.framed(drawing, title, _SUBTITLE, text)


def _dots(x: Spec, y: Spec) -> list[Spec]:
    """A dot for each position, and a hole in those that rest on an assumption."""
    place = {"x": x, "y": y, "tooltip": vega_lite.tooltip(_TIPS)}
    legend = {"orient": "bottom", "direction": "horizontal"}
    size = {
        "field": "salience",
        "type": "quantitative",
        "title": "Salience",
        "scale": {"domain": [0, 100], "range": [_SMALL, _LARGE]},
        "legend": {"values": [10, 50, 100], "symbolFillColor": "#bbbbbb", "symbolStrokeColor": "#555555", **legend},
    }
    colour = {
        "field": "position",
        "type": "quantitative",
        "title": "Position on the issue's scale",
        "scale": {"domain": [0, 100], "scheme": "viridis"},
        "legend": {"values": [0, 25, 50, 75, 100], "gradientLength": 190, "gradientThickness": 12, **legend},
    }
    hole = f"({_SMALL} + datum.salience * {(_LARGE - _SMALL) / 100}) * 0.22"
    return [
        {
            "data": {"name": "positions"},
            "mark": {"type": "circle", "opacity": 1, "stroke": "#333333", "strokeWidth": 0.8},
            "encoding": place | {"size": size, "color": colour},
        },
        {
            "data": {"name": "positions"},
            "transform": [
                {"filter": {"field": "rests_on", "equal": "assumption"}},
                {"calculate": hole, "as": "hole"},
            ],
            "mark": {"type": "circle", "opacity": 1, "color": theme.PAPER, "stroke": "#333333", "strokeWidth": 0.6},
            "encoding": place | {"size": {"field": "hole", "type": "quantitative", "scale": None, "legend": None}},
        },
    ]
