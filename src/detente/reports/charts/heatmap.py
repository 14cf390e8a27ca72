"""The heat map: every actor's position on every issue, how much it cares, and what rests on an assumption."""

from typing import Any

from detente.dossier.dossier import Dossier
from detente.dossier.position import Position
from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.rows import label_width, row_labels
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import capital, coded_by, counted, period_title

_ROW = 28
_WRAP = 34  # characters of an actor's name in a line
_OVERHANG = 110  # what slanted column names need at the right
_SMALL, _LARGE = 14, 420  # areas of a dot at salience 0 and 100
_TIPS = (("actor", "Actor"), ("issue", "Issue"), ("position", "Position"), ("salience", "Salience"), ("rests_on", "Position rests on"),
         ("at_0", "At 0"), ("at_100", "At 100"))  # fmt: skip
_SUBTITLE = "Colour: most likely position. Size: salience. A white hole: the position rests on an assumption."


def heatmap(dossier: Dossier, period: str, rows: int | None = 16) -> Chart:
    """Actor x issue: colour is the position's mode, size the salience's mode, a hole marks an assumption.

    ``rows`` (1 or more) is how many actors are drawn, those with most positions first; None draws all.
    """
    title = f"Who stands where, and how much they care: {period_title(dossier, period)}"
    coded = [each for each in dossier.positions.values() if each.period == period]
    if not coded:
        known = ", ".join(each.id for each in dossier.dossier.periods) or "none"
        return empty(
            "heatmap", title, f"No positions are coded for the period {period!r} (periods of this dossier: {known})."
        )
    ranked = _ranked(dossier, coded)
    actors = ranked[:rows]
    held = [each for each in coded if each.actor in actors]
    issues = [name for name in dossier.issues if any(each.issue == name for each in held)]
    held.sort(key=lambda each: (actors.index(each.actor), issues.index(each.issue)))
    cells = tuple(_cell(dossier, each) for each in held)
    further = _say_further(dossier, len(ranked) - len(actors))
    names = [_name(dossier, actor) for actor in actors]
    alt = " ".join([f"{title}.", *(_say(name, cells) for name in names), *further])
    spec = _spec(title, alt, names, [dossier.issues[name].name for name in issues], cells)
    return Chart("heatmap", title, _caption(dossier, cells, len(actors), len(issues), further), alt, spec, cells)


def _ranked(dossier: Dossier, held: list[Position]) -> list[str]:
    """Actors, those with most positions first; of equals those that care more, then by name."""
    salience: dict[str, list[float]] = {}
    for each in held:
        salience.setdefault(each.actor, []).append(each.salience.mode)
    return sorted(salience, key=lambda each: (-len(salience[each]), -sum(salience[each]), _name(dossier, each)))


def _name(dossier: Dossier, actor: str) -> str:
    return capital(dossier.actor_name(actor))


def _cell(dossier: Dossier, held: Position) -> dict[str, Any]:
    issue = dossier.issues[held.issue]
    return {
        "actor": _name(dossier, held.actor), "issue": issue.name, "position": held.position.mode, "salience": held.salience.mode,
        "rests_on": "assumption" if held.position.assumption else counted(len(held.position.claims), "claim"),
        "at_0": issue.low, "at_100": issue.high,
    }  # fmt: skip


def _say(name: str, cells: tuple[dict[str, Any], ...]) -> str:
    told = [f"{cell['issue']} {cell['position']:g} (salience {cell['salience']:g}{', assumption' if cell['rests_on'] == 'assumption' else ''})"
            for cell in cells if cell["actor"] == name]  # fmt: skip
    return f"{name}: {', '.join(told)}."


def _say_further(dossier: Dossier, number: int) -> list[str]:
    """How many actors are not drawn, and where they stand; nothing if all are."""
    verb = "holds" if number == 1 else "hold"
    where = f'"detente show {dossier.dossier.id} positions" lists all'
    return (
        [
            f"{counted(number, 'further actor')} {verb} a position and {'is' if number == 1 else 'are'} not drawn: {where}."
        ]
        if number
        else []
    )


def _caption(dossier: Dossier, cells: tuple[dict[str, Any], ...], actors: int, issues: int, further: list[str]) -> str:
    drawn = (
        f"{counted(len(cells), 'position').capitalize()} of {counted(actors, 'actor')} on {counted(issues, 'issue')}"
    )
    assumed = sum(cell["rests_on"] == "assumption" for cell in cells)
    which = ", those with most positions" if further else ""
    return " ".join([f"{drawn}{which}; {assumed} rest on an assumption.", *further,
                     "An empty cell means that nothing is coded, not that the actor is neutral.", coded_by(dossier)]).strip()  # fmt: skip


def _spec(title: str, text: str, actors: list[str], issues: list[str], cells: tuple[dict[str, Any], ...]) -> Spec:
    x = vega_lite.by_name("issue", issues, {"orient": "top", "labelAngle": -45, "grid": True})
    y = vega_lite.by_name("actor", actors, {"labels": False, "grid": True})
    side = max(20, min(30, (theme.WIDTH - label_width(actors, _WRAP) - _OVERHANG) // len(issues)))
    drawing = {
        "width": side * len(issues),
        "height": _ROW * len(actors),
        "datasets": {"positions": list(cells)},
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
