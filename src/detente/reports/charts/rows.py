"""Labels of rows and columns that may need more than one line, which axes cannot centre."""

from collections.abc import Sequence
from typing import Any

from detente.reports.charts import theme
from detente.reports.charts.library import altair
from detente.reports.charts.words import balanced

_LINE = 13
_CHAR = 5.9


def label_width(names: Sequence[str], width: int) -> int:
    """Pixels that the names need when wrapped to ``width`` characters."""
    return round(_CHAR * max(len(line) for name in names for line in balanced(name, width))) + 12


def row_labels(names: Sequence[str], field: str, y: Any, width: int) -> list[Any]:
    """Layers that write the names to the left of their rows, centred on them."""
    alt = altair()
    layers = []
    for lines, values in _by_lines(names, field, width):
        text = alt.Chart(alt.InlineData(values=values)).mark_text(
            align="right", baseline="middle", dx=-9, dy=-_LINE * (lines - 1) / 2, lineBreak="\n", lineHeight=_LINE, fontSize=theme.SIZE)  # fmt: skip
        layers.append(text.encode(x=alt.value(0), y=y, text="label:N"))
    return layers


def column_labels(names: Sequence[str], field: str, x: Any, width: int) -> list[Any]:
    """Layers that write the names above their columns, standing on them."""
    alt = altair()
    layers = []
    for lines, values in _by_lines(names, field, width):
        text = alt.Chart(alt.InlineData(values=values)).mark_text(
            align="center", baseline="alphabetic", dy=-9 - _LINE * (lines - 1), lineBreak="\n", lineHeight=_LINE, fontSize=theme.SIZE)  # fmt: skip
        layers.append(text.encode(x=x, y=alt.value(0), text="label:N"))
    return layers


def _by_lines(names: Sequence[str], field: str, width: int) -> list[tuple[int, list[dict[str, str]]]]:
    """The names with their lines, grouped by how many lines they take."""
    groups: dict[int, list[dict[str, str]]] = {}
    for name in names:
        lines = balanced(name, width)
        groups.setdefault(len(lines), []).append({field: name, "label": "\n".join(lines)})
    return sorted(groups.items())
