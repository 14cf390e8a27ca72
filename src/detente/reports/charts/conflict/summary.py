"""What stands in for the graph of a conflict with thousands of states: how many of them come to rest, and what happened."""

from collections.abc import Mapping
from typing import Any

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.conflict.view import CONCEPTS
from detente.reports.charts.empty import empty
from detente.reports.charts.words import listed

#: From this many states on a graph says less than counts.
MANY = 2_000
_ROW = 24


def conflict_summary(model: Mapping[str, Any], result: Mapping[str, Any]) -> Chart:
    """Bars of the share of states that are equilibria by each concept; the outcome's concepts and ranks in words."""
    title = f"How much each concept leaves open: {model.get('title') or model.get('id') or result.get('model')}"
    counts = {name: result["n_equilibria"][name] for name in CONCEPTS if (result.get("n_equilibria") or {}).get(name) is not None}  # fmt: skip
    total = int(result["n_states"])
    if not counts or not total:
        return empty("conflict-summary", title, "No concept has been computed.")
    rows = tuple(
        {"concept": CONCEPTS[name], "equilibria": count, "share": count / total, "told": _told(count, total)}
        for name, count in counts.items()
    )
    caption = (
        f"{total:,} states are too many to draw one by one. A concept that leaves most of them open explains little when "
        f"the outcome is among them.{_outcome(model, result)}"
    )
    alt = f"{title}. {'; '.join(_words(row) for row in rows)}. {caption}"
    y = vega_lite.by_name("concept", [str(row["concept"]) for row in rows], {"labelFontWeight": "bold"})
    x = {"field": "share", "type": "quantitative", "title": "share of all states", "scale": {"domain": [0, 1]}, "axis": {"format": ".0%"}}  # fmt: skip
    drawing = {
        "width": theme.WIDTH - 190,
        "height": _ROW * len(rows),
        "data": {"values": list(rows)},
        "layer": [
            {"mark": {"type": "bar", "height": 14, "color": theme.SIDE_COLOURS[0]}, "encoding": {"y": y, "x": x}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "clip": False},
                "encoding": {"y": y, "x": x, "text": {"field": "told", "type": "nominal"}},
            },
        ],
    }
    spec = vega_lite.framed(drawing, title, "Equilibria among all states, by concept.", alt)
    return Chart("conflict-summary", title, caption, alt, spec, rows)


def _words(row: Mapping[str, Any]) -> str:
    return f"{row['concept']} {row['told']}"


def _told(count: int, total: int) -> str:
    share = count / total
    return f"{count:,} ({'0 %' if not count else '< 0.1 %' if share < 0.001 else f'{share:.1%}'.replace('%', ' %')})"


def _outcome(model: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    """What happened: by which concepts it is an equilibrium, if the file says so, and how high each party ranks it."""
    state = (model.get("outcome") or {}).get("state")
    if state is None:
        return ""
    evidence = result.get("evidence") or {}
    inside = [CONCEPTS[name] for name in CONCEPTS if (evidence.get(name) or {}).get("in")]
    known = f" is an equilibrium by {listed(inside)}" if inside else " is no equilibrium by these concepts" if evidence else " was recorded"  # fmt: skip
    own = next((each.get("rank") or {} for each in result.get("states", ()) if each["id"] == state), {})
    ranks = f" (rank {listed([f'{rank} for {party}' for party, rank in own.items()])})" if own else ""
    return f" What happened, state {state},{known}{ranks}."
