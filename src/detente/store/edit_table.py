"""Edits to a CSV table that touch one row and leave every other byte, column order and private column as they were."""

import csv
import io
from collections.abc import Mapping

from detente.kernel.errors import fail


def add_row(text: str, columns: tuple[str, ...], cells: Mapping[str, str]) -> str:
    """The table with a row at its end; an empty text becomes a table with the columns given."""
    if not text.strip():
        text = ",".join(columns) + "\n"
    header = next(csv.reader(io.StringIO(text, newline="")))
    return text + ("" if text.endswith("\n") else "\n") + _line([cells.get(name, "") for name in header])


def change_row(text: str, name: str, cells: Mapping[str, str] | None) -> str:
    """The table with some cells of the row whose ``id`` is ``name`` set, or without that row (``cells`` is None)."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader)
    first = reader.line_num
    for row in reader:
        if row and dict(zip(header, row, strict=False)).get("id") == name:
            kept = (
                [] if cells is None else [_line([cells.get(each, old) for each, old in zip(header, row, strict=True)])]
            )
            return "".join([*lines[:first], *kept, *lines[reader.line_num :]])
        first = reader.line_num
    raise fail("id-unknown", f"there is no row {name!r}")


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
