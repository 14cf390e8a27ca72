"""Tables of cases: one row each, a label and columns of numbers; every problem at once, each with its line and column."""

import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.errors import DetenteError, Problem

Array = NDArray[np.float64]
#: Called with place, slug, message and fix.
Report = Callable[[str, str, str, str], None]


@dataclass(frozen=True)
class Cases:
    """The rows of a table: their labels, and columns of numbers (rows,) in which nan is an empty cell."""

    labels: tuple[str, ...]
    columns: dict[str, Array]


def read_cases(content: bytes, file: str, label: str, full: Sequence[str] = (), gappy: Sequence[str] = (), optional: Sequence[str] = (), positive: Sequence[str] = ()) -> Cases:  # fmt: skip
    """The table in ``content`` (CSV in UTF-8). Other columns are not looked at.

    ``full`` columns have a number in every row, ``gappy`` ones may have empty cells, ``optional`` ones may be missing and
    have empty cells; the numbers of ``positive`` columns are at least 0. Raises DetenteError with every problem.
    """
    problems: list[Problem] = []

    def add(place: str, slug: str, message: str, fix: str) -> None:
        problems.append(Problem(file, 0, slug, message, fix, place=place))

    header, rows = _cells(content, add)
    needed = [label, *full, *gappy]
    for name in needed if header else ():
        if name not in header:
            add("line 1", "crisis-column", f"the column {name!r} is missing", "add it")
    for name in {name for name in header if header.count(name) > 1 and name in [*needed, *optional]}:
        add("line 1", "crisis-column", f"the column {name!r} stands twice", "keep one of the two")
    if problems:
        raise DetenteError(*problems)
    wanted = [name for name in dict.fromkeys([*full, *gappy, *optional]) if name in header]
    columns: dict[str, list[float]] = {name: [] for name in wanted}
    for line, cells in rows:
        if len(cells) != len(header):
            add(
                f"line {line}",
                "crisis-value",
                f"the row has {len(cells)} cells, the header {len(header)}",
                "mend the row",
            )
            continue
        for name in wanted:
            text = cells[header.index(name)].strip()
            value = _number(text)
            if value is None and (text or name in full):
                add(f"line {line}, {name}", "crisis-value", f"expected a finite number, got {text!r}", "give one")
            elif value is not None and value < 0 and name in positive:
                add(
                    f"line {line}, {name}", "crisis-value", f"expected a number of at least 0, got {text}", "correct it"
                )
            columns[name].append(math.nan if value is None else value)
    if not rows:
        add("file", "crisis-rows", "the table has no row", "give at least one")
    if problems:
        raise DetenteError(*problems)
    at = header.index(label)
    return Cases(tuple(cells[at] for _, cells in rows), {name: np.array(each) for name, each in columns.items()})


def _cells(content: bytes, add: Report) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names in the first line, and the other lines with their numbers; blank lines are left out."""
    try:
        text = content.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines = [(reader.line_num, cells) for cells in reader if any(cells)]
    except UnicodeDecodeError:
        add("file", "crisis-file", "the text is not UTF-8", "save it as UTF-8")
        return [], []
    except csv.Error as error:
        add(f"line {reader.line_num}", "crisis-file", f"the table breaks off ({error})", "mend the quotes")
        return [], []
    if not lines:
        add("file", "crisis-file", "the file is empty", "give a table with a line of column names")
        return [], []
    return [name.strip() for name in lines[0][1]], lines[1:]


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None
