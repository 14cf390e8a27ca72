"""Rows as CSV text: comma between cells, line feed at the end, safe to open in a spreadsheet.

* Numbers keep every digit that counts, whole ones without a point; None and NaN are empty cells.
* A list in one cell is joined by ``;`` (a ``;`` inside an item is written ``,``).
* A cell of text that begins with ``=``, ``+``, ``-``, ``@`` or a tab gets an apostrophe in front, so that no
  spreadsheet runs it as a formula. To get the text back, drop that apostrophe.
* Line breaks inside a cell are line feeds.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import isnan
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t")


def csv_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows under a line of column names; a column that a row lacks is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def cell(value: Any) -> str:
    """One value as the text of a cell, by the rules of this module."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            if isnan(value):
                return ""
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return cell(";".join(str(item).replace(";", ",") for item in value))
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_FORMULA) else text
