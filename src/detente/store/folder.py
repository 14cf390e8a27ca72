"""A dossier's folder read into records, with every problem placed on its line."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from detente.dossier import layout
from detente.dossier.build import RawFile, build
from detente.dossier.dossier import Dossier
from detente.dossier.finding import Finding, Loc
from detente.kernel.errors import Problem
from detente.store.files import MAX_TABLE, MAX_YAML, problem, read_text, walk
from detente.store.json_lines import read_lines
from detente.store.safe_yaml import Lines, parsed
from detente.store.tables import read_table

HEAD = "dossier.yaml"
_REQUIRED_COLUMNS = {
    "events": ("id", "source", "type", "summary"),
    "series": ("period_start", "period_end", "value", "unit", "source"),
}


@dataclass
class Opened:
    """What was read: the dossier (None if its head is unreadable), all problems in file order, where records stand."""

    folder: Path
    dossier: Dossier | None = None
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[str, Loc]] = field(default_factory=dict)
    raws: list[RawFile] = field(default_factory=list)
    lines: dict[str, Callable[[Loc], int]] = field(default_factory=dict)

    def line(self, file: str, loc: Loc) -> int:
        """The line of a place in a file of the dossier (0 if it has none)."""
        return self.lines.get(file, _nowhere)(loc)


def read_folder(folder: Path) -> Opened:
    """Read and check a dossier. Never raises for bad content."""
    opened = Opened(folder)
    if not folder.is_dir():
        opened.problems.append(problem(folder, "dossier-missing", "there is no such folder"))
        return opened
    if not (folder / HEAD).is_file():
        opened.problems.append(problem(folder, "dossier-empty", f"the folder has no {HEAD}"))
        return opened
    raws: list[RawFile] = []
    lines = opened.lines
    for inner, path in walk(folder, opened.problems):
        kind = layout.kind_of(inner)
        if kind is None:
            opened.problems.append(problem(path, "file-unknown", "the format has no such file", level="warning"))
            continue
        raw = _read(kind, inner, path, opened.problems, lines)
        if raw is not None:
            raws.append(raw)
    raws = in_file_order(raws)
    built = build(raws, complete=not any(each.level == "error" for each in opened.problems))
    opened.dossier, opened.places, opened.raws = built.dossier, built.places, raws
    opened.problems += _placed(folder, built.findings, lines)
    opened.problems.sort(key=lambda each: (each.file, each.line))
    return opened


def in_file_order(raws: Iterable[RawFile]) -> list[RawFile]:
    """The files as a dossier is built from them: by kind, then by name."""
    order = {kind.name: place for place, kind in enumerate(layout.KINDS)}
    return sorted(raws, key=lambda raw: (order[layout.kind_of(raw.path).name], raw.path))  # type: ignore[union-attr]


def _read(
    kind: layout.Kind, inner: str, path: Path, problems: list[Problem], lines: dict[str, Callable[[Loc], int]]
) -> RawFile | None:
    text = read_text(path, MAX_TABLE if kind.shape in ("table", "lines") else MAX_YAML, problems)
    if text is None:
        return None
    if kind.shape == "lines":
        records = read_lines(text)
        problems += [problem(path, slug, message, line=line) for line, slug, message in records.faults]
        lines[inner] = _rows(records.lines)
        return RawFile(inner, records.rows)
    if kind.shape == "table":
        table = read_table(text, layout.COLUMNS[kind.name], _REQUIRED_COLUMNS[kind.name])
        problems += [problem(path, slug, message, line=line) for line, slug, message in table.faults]
        lines[inner] = _rows(table.lines)
        return RawFile(inner, table.rows)
    found = parsed(text)
    problems += [problem(path, slug, message, line=line) for line, slug, message in found.faults]
    lines[inner] = _Lazy(text)
    if found.data is None and not found.faults:
        problems.append(problem(path, "file-empty", "the file holds nothing but remarks"))
    return None if found.data is None else RawFile(inner, found.data)


def _rows(starts: list[int]) -> Callable[[Loc], int]:
    """The line of a row of a table."""
    return lambda loc: starts[loc[0]] if loc and isinstance(loc[0], int) else 1


def _nowhere(loc: Loc) -> int:
    """The line of what stands in no file."""
    return 0


class _Lazy:
    """Lines of a YAML text, composed at the first question."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: Lines | None = None

    def __call__(self, loc: Loc) -> int:
        if self._lines is None:
            self._lines = Lines(self._text)
        return self._lines(loc)


def _placed(folder: Path, findings: list[Finding], lines: dict[str, Callable[[Loc], int]]) -> list[Problem]:
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.file].append(finding)
    placed = []
    for file, group in by_file.items():
        line = lines.get(file, _nowhere)
        path = str(folder / file) if file else str(folder)
        placed += [Problem(path, line(each.loc), each.slug, each.message, each.fix, each.level) for each in group]
    return placed
