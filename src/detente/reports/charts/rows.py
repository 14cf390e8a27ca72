"""Labels of rows and columns that may need more than one line, which axes cannot centre."""

from collections.abc import Sequence

from detente.reports.charts import theme, vega_lite
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import balanced

_CHAR = 5.9


def label_width(names: Sequence[str], width: int) -> int:
    """Pixels that the names need when wrapped to ``width`` characters."""
    return round(_CHAR * max(len(line) for name in names for line in balanced(name, width))) + 12


def row_labels(names: Sequence[str], field: str, y: Spec, width: int) -> list[Spec]:
    """Layers that write the names to the left of their rows, centred on them."""
    return [
        {
            "data": {"values": values},
            "mark": vega_lite.lines("right", "middle", dx=-9, dy=-theme.LINE * (lines - 1) / 2),
            "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "label", "type": "nominal"}},
        }
        for lines, values in _by_lines(names, field, width)
    ]


def column_labels(names: Sequence[str], field: str, x: Spec, width: int) -> list[Spec]:
    """Layers that write the names above their columns, standing on them."""
    return [
        {
            "data": {"values": values},
            "mark": vega_lite.lines("center", "alphabetic", dy=-9 - theme.LINE * (lines - 1)),
            "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "label", "type": "nominal"}},
        }
        for lines, values in _by_lines(names, field, width)
    ]


def _by_lines(names: Sequence[str], field: str, width: int) -> list[tuple[int, list[dict[str, str]]]]:
    """The names with their lines, grouped by how many lines they take."""
    groups: dict[int, list[dict[str, str]]] = {}
    for name in names:
        lines = balanced(name, width)
        groups.setdefault(len(lines), []).append({field: name, "label": "\n".join(lines)})
    return sorted(groups.items())
