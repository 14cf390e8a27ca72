"""Tables of issues: ``ISSUES.csv``, one row per issue and actor, into plain records; every problem at once.

Columns: ``issue, actor, position, salience, capability`` (required; the last three may be empty), ``scale_min, scale_max,
reference_point, dossier`` and ``position_low, position_high, ...`` (optional). A cell of any other column is counted when
the row is checked for length and never looked at: an ``outcome`` column cannot change a forecast.

Salience is read per file: as 0-1 if the largest salience of the file is 1 or less, else as 0-100. Missing cells are
filled as stated in :func:`read_issues`, and each filling keeps the pool that it came from.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.kernel.errors import Problem, errors_only
from detente.kernel.ids import nearest

Array = NDArray[np.float64]
Missing = Literal["impute", "error"]

FIELDS = ("position", "salience", "capability")
REQUIRED = ("issue", "actor", *FIELDS)
NUMBERS = (
    *FIELDS,
    "scale_min",
    "scale_max",
    "reference_point",
    *(f"{f}_{end}" for f in FIELDS for end in ("low", "high")),
)
COLUMNS = (*REQUIRED, *NUMBERS[3:6], "dossier", *NUMBERS[6:])
_CHUNK = 1 << 16
_LARGEST = 1e100


@dataclass(frozen=True)
class Filled:
    """One cell that was filled in: ``value`` is the median of ``pool`` (a constant where the pool is empty)."""

    actor: str
    field: str
    value: float
    pool: Array


@dataclass(frozen=True)
class IssueRows:
    """One issue of the file, actors in file order. ``position``, ``salience`` and ``capability`` have shape (3, n): low, mode, high.

    Positions lie on the scale ``low``..``high``; salience is on 0..1; a range may leave its domain, the mode does not.
    ``line`` is the line of the first row; ``left_out`` names actors without a position; ``ignored`` the filled cells whose
    range, having no mode, was not used; ``salience_scale`` is the 1 or 100 that the file's saliences were read on.
    """

    name: str
    line: int
    actors: tuple[str, ...]
    position: Array
    salience: Array
    capability: Array
    low: float
    high: float
    reference: float | None
    dossier: str | None
    salience_scale: int = 100
    filled: tuple[Filled, ...] = ()
    left_out: tuple[str, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()


def read_issues(text: str | bytes, file: str, *, missing: Missing = "impute",
                salience_scale: int | None = None) -> tuple[tuple[IssueRows, ...], tuple[Problem, ...], tuple[Problem, ...]]:  # fmt: skip
    """The issues of a table in the order of their first rows, the problems (then no issues), and the warnings.

    ``missing="impute"``: an actor without a position is left out of the issue; a salience becomes the median of the
    other saliences stated on the issue (0.5 if none); a capability the median of the actor's capabilities elsewhere in
    the file, else the median of those stated on the issue, else 1. ``"error"`` makes each gap a problem.
    ``salience_scale`` 1 or 100 fixes how salience is read; None decides for the whole file by its largest salience.

    Raises ValueError for another value of either option. Memory is about 300 bytes a row beside the text.
    """
    if missing not in ("impute", "error"):
        raise ValueError(f"missing is 'impute' or 'error', not {missing!r}")
    if salience_scale not in (None, 1, 100):
        raise ValueError(f"the salience scale is 1 or 100, not {salience_scale!r}")
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            problem = Problem(file, line, "file-not-utf8", "bytes: this line is not UTF-8; save the file as UTF-8 text")
            return (), (problem,), ()
    table = _Table(file)
    _read(table, text.removeprefix("\ufeff"))
    if not table.problems or table.lines.size:
        scale = _salience_scale(table, salience_scale)
        _check(table, missing, scale)
        if not errors_only(table.problems):
            return tuple(_issues(table, scale)), (), tuple(table.notes)
    return (), tuple(sorted(table.problems, key=lambda each: each.line)), ()


# --- rows to columns --------------------------------------------------------------------------------------------------


@dataclass
class _Table:
    """The columns of the file while they are read: numbers with nan for an empty cell, names as codes."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    codes: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    numbers: dict[str, Array] = field(default_factory=dict)
    unread: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    lines: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def bad(self, line: int, slug: str, column: str, problem: str, fix: str) -> None:
        """Note a problem: the door prints ``FILE:LINE: COLUMN: problem; what to do``."""
        self.problems.append(Problem(self.file, line, slug, f"{column}: {problem}; {fix}"))

    def rows_bad(self, rows: NDArray[Any], slug: str, column: str, problem: str, fix: str) -> None:
        """The same for many rows; ``{}`` in the problem is the cell's number."""
        values = self.numbers.get(column)
        for row in np.flatnonzero(rows):
            shown = problem.format(_plain(values[row])) if values is not None else problem
            self.bad(int(self.lines[row]), slug, column, shown, fix)

    def name(self, column: str, row: int) -> str:
        """The name in a row of a text column."""
        return self.names[column][int(self.codes[column][row])]


def _read(table: _Table, text: str) -> None:
    """Fill the columns from the text; problems of form are noted and their rows dropped."""
    rows = _rows(table, text)
    _, header = next(rows, (0, []))
    if not header:
        table.bad(0, "file-empty", "file", "it is empty", f"begin with the header {','.join(REQUIRED)}")
        return
    place = _header(table, header)
    if place is None:
        return
    found: dict[str, list[Any]] = {column: [] for column in place}
    unread: dict[str, list[Any]] = {column: [] for column in place}
    codes: dict[str, dict[str, int]] = {c: {} for c in ("issue", "actor", "dossier") if c in place}
    lines: list[NDArray[np.int64]] = []
    seen = False
    while chunk := list(islice(rows, _CHUNK)):
        seen = True
        good = [each for each in chunk if len(each[1]) == len(header)]
        for line, row in chunk if len(good) < len(chunk) else ():
            if len(row) != len(header):
                table.bad(line, "csv-row", "row", f"it has {len(row)} cells, the header {len(header)}",
                          "complete it, and quote cells that hold a comma")  # fmt: skip
        if not good:
            continue
        at = np.fromiter((line for line, _ in good), np.int64, len(good))
        lines.append(at)
        cells = list(zip(*(row for _, row in good), strict=True))
        for column, index in place.items():
            if column in codes:
                found[column].append(_codes(table, column, cells[index], at, codes[column]))
            else:
                values, failed = _floats(table, column, cells[index], at)
                found[column].append(values)
                unread[column].append(failed)
    if not seen and not table.problems:
        table.bad(1, "file-empty", "file", "it has a header and no row", "add one row for each issue and actor")
    if lines:
        table.lines = np.concatenate(lines)
        table.names = {column: list(known) for column, known in codes.items()}
        table.codes = {column: np.concatenate(found[column]) for column in codes}
        table.numbers = {column: np.concatenate(found[column]) for column in place if column not in codes}
        table.unread = {column: np.concatenate(unread[column]) for column in place if column not in codes}


def _rows(table: _Table, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on; blank lines are skipped, malformed rows noted."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            table.bad(line, "csv-row", "row", f"it cannot be read ({error})", "close and double the quotation marks")
        else:
            if row:
                yield line, row
        line = reader.line_num + 1


def _header(table: _Table, header: list[str]) -> dict[str, int] | None:
    """Known column -> its place; None if the header cannot be used."""
    names = [name.strip() for name in header]
    unknown = [name for name in names if name not in COLUMNS]
    for column in REQUIRED:
        if column not in names:
            guess = nearest(column, unknown)
            table.bad(1, "csv-header", column, "this column is missing", f"rename {guess!r}" if guess else "add it to the header")  # fmt: skip
    for column in COLUMNS:
        if names.count(column) > 1:
            table.bad(1, "csv-header", column, "this column stands twice in the header", "keep one")
    return None if table.problems else {name: at for at, name in enumerate(names) if name in COLUMNS}


def _codes(table: _Table, column: str, cells: Iterable[str], lines: NDArray[np.int64], known: dict[str, int]) -> NDArray[np.int64]:  # fmt: skip
    """Names to numbers, in order of first appearance; -1 where a dossier is not stated."""
    out = np.empty(lines.size, np.int64)
    for at, cell in enumerate(cells):
        name = cell.strip()
        if not name and column == "dossier":
            out[at] = -1
            continue
        if not name:
            table.bad(int(lines[at]), "table-blank", column, "the name is blank", f"name the {column}")
        out[at] = known.setdefault(name, len(known))
    return out


def _floats(table: _Table, column: str, cells: tuple[str, ...], lines: NDArray[np.int64]) -> tuple[Array, NDArray[np.bool_]]:  # fmt: skip
    """Cells to numbers (nan where empty), and which could not be read."""
    failed = np.zeros(len(cells), bool)
    try:
        values = np.fromiter(map(float, cells), float, len(cells))
        joined = "".join(cells)
        if joined.isascii() and "_" not in joined and np.isfinite(values).all():
            return values, failed
    except ValueError:
        pass
    values = np.full(len(cells), np.nan)
    for at, cell in enumerate(cells):
        bare = cell.strip()
        if not bare:
            continue
        number, why = _number(bare)
        if why:
            failed[at] = True
            table.bad(
                int(lines[at]), "table-number", column, f"{_short(bare)} is {why}", "write a plain number such as 62.5"
            )
        else:
            values[at] = number
    return values, failed


def _number(bare: str) -> tuple[float, str]:
    """The number, and what is wrong with it ("" if nothing)."""
    try:
        number = float(bare) if bare.isascii() and "_" not in bare else None
    except ValueError:
        number = None
    if number is None:
        return 0.0, "not a number"
    return number, "" if np.isfinite(number) else "not a finite number"


def _short(cell: str) -> str:
    return repr(cell if len(cell) <= 30 else cell[:27] + "...")


def _plain(number: float) -> str:
    return f"{number:.12g}"


# --- what must hold ---------------------------------------------------------------------------------------------------


def _salience_scale(table: _Table, fixed: int | None) -> float:
    """1 or 100, and a warning where the file looks like a mixture of both."""
    stated = table.numbers["salience"][np.isfinite(table.numbers["salience"])]
    top = float(stated.max(initial=0.0))
    scale = float(fixed) if fixed is not None else (1.0 if top <= 1 else 100.0)
    small = int(((stated > 0) & (stated < 1)).sum())
    if fixed is None and scale == 100 and small:
        table.notes.append(Problem(table.file, 0, "salience-scale", f"salience is read as 0-100 because one is {_plain(top)}, though "
            f"{small} of {stated.size} lie between 0 and 1", "Give --salience-scale 1 or 100 if that is not meant.", "warning"))  # fmt: skip
    return scale


def _check(table: _Table, missing: Missing, scale: float) -> None:
    """All rules that need numbers; each finding goes to the table's problems."""
    n, codes = table.numbers, table.codes
    issue, count = codes["issue"], len(table.names["issue"])
    low, high = (_constant(table, column, default) for column, default in (("scale_min", 0.0), ("scale_max", 100.0)))
    _constant(table, "reference_point", np.nan)
    if "dossier" in codes:
        _constant(table, "dossier", -1.0)
    first = np.full(count, issue.size)
    np.minimum.at(first, issue, np.arange(issue.size))
    for at in np.flatnonzero(~(low < high)):
        row = int(first[at])
        table.bad(int(table.lines[row]), "table-range", "scale_min", f"{_plain(low[at])} is not below scale_max {_plain(high[at])}",
                  "give the scale its lower end first")  # fmt: skip
    ordered = (low < high)[issue]
    x, s, c = (n[name] for name in FIELDS)
    for row in map(int, np.flatnonzero(ordered & ((x < low[issue]) | (x > high[issue])))):
        ends = f"{_plain(low[issue[row]])}..{_plain(high[issue[row]])}"
        table.bad(int(table.lines[row]), "table-range", "position", f"{_plain(x[row])} lies outside the scale {ends}",
                  "mend it, or state the scale in scale_min and scale_max")  # fmt: skip
    table.rows_bad(s < 0, "table-range", "salience", "{} is negative", "salience runs from 0 to 1 or from 0 to 100")
    table.rows_bad(s > scale, "table-range", "salience", f"{{}} is above {scale:g}",
                   "salience runs from 0 to 1 or from 0 to 100, one of them for the whole file")  # fmt: skip
    table.rows_bad(c < 0, "table-range", "capability", "{} is negative", "capability is 0 or more")
    for name in FIELDS:
        mode = n[name]
        for end, wrong in (("low", np.greater), ("high", np.less)):
            if f"{name}_{end}" in n:
                side = "above" if end == "low" else "below"
                with np.errstate(invalid="ignore"):
                    rows = wrong(n[f"{name}_{end}"], mode)
                table.rows_bad(rows, "range-order", f"{name}_{end}", f"{{}} lies {side} the mode in {name}",
                               "order them low <= mode <= high")  # fmt: skip
        if missing == "error":
            table.rows_bad(np.isnan(mode) & ~table.unread[name], "table-blank", name, "the cell is empty",
                           "fill it, or use --missing impute")  # fmt: skip
    for name in ("capability", "scale_min", "scale_max"):
        if name in n:
            table.rows_bad(
                np.abs(n[name]) > _LARGEST, "table-range", name, "{} is too large to compute with", "use a larger unit"
            )
    _duplicates(table)


def _constant(table: _Table, column: str, default: float) -> Array:
    """What the issue's first row that states the column says, shape (issues,); other rows must agree or be empty."""
    issue = table.codes["issue"]
    out = np.full(len(table.names["issue"]), default)
    values = table.codes["dossier"].astype(float) if column == "dossier" else table.numbers.get(column)
    if values is None:
        return out
    rows = np.flatnonzero(values >= 0 if column == "dossier" else ~np.isnan(values))
    which, at = np.unique(issue[rows], return_index=True)
    out[which] = values[rows[at]]
    source = np.zeros(out.size, np.int64)
    source[which] = rows[at]
    for row in map(int, rows[values[rows] != out[issue[rows]]]):
        other = int(source[issue[row]])
        here, there = (
            (table.name("dossier", row), table.name("dossier", other))
            if column == "dossier"
            else (_plain(values[row]), _plain(values[other]))
        )
        table.bad(int(table.lines[row]), "table-differs", column, f"{here} differs from {there} in line {table.lines[other]} of the same issue",
                  "give all rows of an issue the same")  # fmt: skip
    return out


def _duplicates(table: _Table) -> None:
    """Every (issue, actor) that stands twice, at its later rows."""
    issue, actor = table.codes["issue"], table.codes["actor"]
    key = issue * len(table.names["actor"]) + actor
    _, first, back = np.unique(key, return_index=True, return_inverse=True)
    if first.size == key.size:
        return
    for row in map(int, np.flatnonzero(first[back] != np.arange(key.size))):
        if table.name("actor", row) and table.name("issue", row):
            table.bad(int(table.lines[row]), "table-duplicate", "actor",
                      f"{_short(table.name('actor', row))} already stands on {_short(table.name('issue', row))} in line {table.lines[first[back[row]]]}",
                      "keep one row for each issue and actor")  # fmt: skip


# --- columns to issues ------------------------------------------------------------------------------------------------


def _issues(table: _Table, scale: float) -> Iterator[IssueRows]:
    """The issues in file order, gaps filled."""
    issue, actor = table.codes["issue"], table.codes["actor"]
    cells = {name: _range(table, name) for name in FIELDS}
    ranged = {name: np.asarray(~np.isnan(cells[name][[0, 2]]).all(axis=0)) for name in FIELDS}
    cells["salience"] = cells["salience"] / scale
    stated = {name: np.asarray(~np.isnan(cells[name][1])) for name in FIELDS}
    low, high = _constant(table, "scale_min", 0.0), _constant(table, "scale_max", 100.0)
    reference = _constant(table, "reference_point", np.nan)
    dossier = _constant(table, "dossier", -1.0) if "dossier" in table.codes else np.full(low.size, -1.0)
    by_actor = _by(actor, np.flatnonzero(~stated["capability"]), stated["capability"], cells["capability"][1])
    order = np.argsort(issue, kind="stable")
    starts = np.searchsorted(issue[order], np.arange(low.size + 1))
    names = np.array(table.names["actor"], dtype=object)
    for at, name in enumerate(table.names["issue"]):
        rows = order[starts[at] : starts[at + 1]]
        has = stated["position"][rows]
        keep = rows[has]
        who = tuple(names[actor[keep]])
        columns = {each: np.array(cells[each][:, keep]) for each in FIELDS}
        filled: list[Filled] = []
        ignored = [(str(names[actor[row]]), "position") for row in rows[~has] if ranged["position"][row]]
        for each, last in (("salience", 0.5), ("capability", 1.0)):
            gaps = np.flatnonzero(~stated[each][keep])
            if not gaps.size:
                continue
            on_issue = _pool(cells[each][1][rows[stated[each][rows]]], last)
            for gap in gaps:
                own = by_actor.get(int(actor[keep[gap]])) if each == "capability" else None
                pool, value = own or on_issue
                columns[each][:, gap] = value
                filled.append(Filled(who[gap], each, value, pool))
                if ranged[each][keep[gap]]:
                    ignored.append((who[gap], each))
        yield IssueRows(
            name=name,
            line=int(table.lines[rows[0]]),
            actors=who,
            position=columns["position"],
            salience=columns["salience"],
            capability=columns["capability"],
            low=float(low[at]),
            high=float(high[at]),
            reference=None if np.isnan(reference[at]) else float(reference[at]),
            dossier=None if dossier[at] < 0 else table.names["dossier"][int(dossier[at])],
            salience_scale=int(scale),
            filled=tuple(filled),
            left_out=() if has.all() else tuple(names[actor[rows[~has]]]),
            ignored=tuple(ignored),
        )


def _pool(values: Array, last: float) -> tuple[Array, float]:
    """A pool and its median, ``last`` if it is empty."""
    return values, float(np.median(values)) if values.size else last


def _range(table: _Table, name: str) -> Array:
    """Low, mode and high of a column, shape (3, rows): an end that is not stated is the mode."""
    mode = table.numbers[name]
    low, high = (table.numbers.get(f"{name}_{end}", mode) for end in ("low", "high"))
    return np.stack([np.where(np.isnan(low), mode, low), mode, np.where(np.isnan(high), mode, high)])


def _by(actor: NDArray[np.int64], gaps: NDArray[np.int64], stated: NDArray[np.bool_], values: Array) -> dict[int, tuple[Array, float]]:  # fmt: skip
    """For each actor with a gap somewhere: the values stated for it in the file, and their median (absent if none)."""
    rows = np.flatnonzero(stated & np.isin(actor, np.unique(actor[gaps])))
    if not rows.size:
        return {}
    rows = rows[np.argsort(actor[rows], kind="stable")]
    known, starts = np.unique(actor[rows], return_index=True)
    return {int(a): _pool(part, 1.0) for a, part in zip(known, np.split(values[rows], starts[1:]), strict=True)}
