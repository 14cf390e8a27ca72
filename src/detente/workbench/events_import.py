"""Importing coded events: files of a public data set become Parquet, whole files or nothing, and a second run resumes."""

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any

import numpy as np

from detente.kernel.errors import DetenteError, errors_only, fail
from detente.sources.events import lines as cut
from detente.sources.events import tables
from detente.sources.events.layouts import LAYOUTS, Layout
from detente.sources.events.mapping import read_mapping
from detente.sources.events.unpack import UnreadableError, blocks, members
from detente.store.events.opening import MANIFEST, connection, read_manifest
from detente.store.events.staging import Stage, Tally
from detente.store.files import MAX_YAML, read_text
from detente.store.safe_yaml import parse
from detente.store.write import LOCK, write_atomically, writing

FORMATS = (*LAYOUTS, "csv")
#: Bytes of clean rows that are typed together, and how many small files may share them.
CHUNK = 128 << 20
FILES_TOGETHER = 500
FIRST_LINES = 10
Progress = Callable[[int, int], None]


@dataclass
class Reason:
    """How many rows were refused for one reason, and where the first ones stand."""

    rows: int = 0
    first: list[dict[str, Any]] = field(default_factory=list)

    def add(self, file: str, line: int) -> None:
        """Count one row; the first ten are named."""
        self.rows += 1
        if len(self.first) < FIRST_LINES:
            self.first.append({"file": file, "line": line})


@dataclass
class Unit:
    """One file, or one member of an archive, on its way: its clean rows so far, and what was refused while cutting."""

    name: str
    key: str
    columns: tuple[str, ...] = ()
    chunks: list[cut.Rows] = field(default_factory=list)
    size: int = 0
    read: int = 0
    latin: int = 0
    refused: list[tuple[str, int]] = field(default_factory=list)
    more: Counter[str] = field(default_factory=Counter)
    tally: Tally = field(default_factory=Tally)

    def refuse(self, reason: str, line: int, times: int = 1) -> None:
        """Count refused rows; only so many are kept by line as the report can name."""
        self.more[reason] += times
        if sum(known == reason for known, _ in self.refused) < FIRST_LINES:
            self.refused.append((reason, line))


@dataclass
class Import:
    """What an import did. ``refused_files`` names files of which nothing was taken, with the reason."""

    form: str
    out: str
    options: dict[str, Any]
    given: int = 0
    imported: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    refused_files: list[dict[str, str]] = field(default_factory=list)
    reasons: dict[str, Reason] = field(default_factory=dict)
    read: int = 0
    refused: int = 0
    latin: int = 0
    tally: Tally = field(default_factory=Tally)

    @property
    def kept(self) -> int:
        """Rows of the files that were kept."""
        return self.read - self.refused

    def data(self) -> dict[str, Any]:
        """The report as plain data."""
        tally = self.tally
        return {
            "format": self.form,
            "out": self.out,
            "options": self.options,
            "files": {"given": self.given, "imported": len(self.imported), "already_there": len(self.skipped), "refused": len(self.refused_files)},
            "rows": {"read": self.read, "kept": self.kept, "refused": self.refused, "written": tally.written},
            "refused": {name: {"rows": each.rows, "first": each.first} for name, each in sorted(self.reasons.items())},
            "refused_files": self.refused_files,
            "files_without_a_row": [each["file"] for each in self.imported if not each["kept"]],
            "codes_not_in_the_table": dict(sorted(tally.fell_back.items())),
            "codes_without_a_type": dict(sorted(tally.without_type.items())),
            "rows_of_merged_type": tally.merged_type,
            "modes_not_of_their_type": dict(sorted(tally.odd_modes.items())),
            "values_left_out": dict(sorted(tally.cleared.items())),
            "countries_without_a_code": dict(tally.countries.most_common(50)),
            "rows_expanded": tally.expanded,
            "lines_read_as_latin_1": self.latin,
            "imported": self.imported,
            "already_there": self.skipped,
        }  # fmt: skip


def import_events(
    files: Sequence[Path],
    out: Path,
    form: str,
    *,
    mapping_file: Path | None = None,
    mapping: tables.Mapping = "table-2021",
    cameo02: tables.Cameo02 = "none",
    progress: Progress | None = None,
) -> Import:
    """Bring files, folders of files and archives into the store ``out``, which is made or added to.

    A file is taken whole or not at all; a file that the store has already (by its content) is skipped. ``mapping`` and
    ``cameo02`` say how CAMEO codes become PLOVER types (:func:`detente.sources.events.tables.codes`).
    Raises DetenteError: option-invalid, events-mapping, events-store, output-unwritable, dossier-busy, part-missing; and
    events-nothing, with the refused files, if the store has nothing of any of them.
    """
    layout = _layout(form, mapping_file)
    options = {"mapping": mapping, "cameo02": cameo02} | ({"reading": layout.reading} if form == "csv" else {})
    done = Import(form, str(out), options)
    found = list(_found(files, done))
    with _store(out) as store, connection(store) as duck:
        try:
            modes = {
                name: {mode: score for kind, mode, score in tables.scores() if kind == name and mode}
                for name, _ in tables.types()
            }
            bare = {name: score for name, mode, score in tables.scores() if not mode}
            codes = [
                (c.cameo, c.plover, c.mode, c.context, c.goldstein_icews, c.goldstein_gdelt)
                for c in tables.codes(mapping, cameo02)
            ]
            with tempfile.TemporaryDirectory(prefix=".staging-", dir=store) as aside:
                stage = Stage(duck, Path(aside), layout, codes, [(name, quad, bare[name], modes[name]) for name, quad in tables.types()], tables.countries())  # fmt: skip
                _Run(done, store, Path(aside), layout, stage, progress).run(found)
        except OSError as error:
            raise fail("output-unwritable", f"cannot write here: {error.strerror or error}", file=str(out)) from None
        if not done.skipped and not any(each["kept"] for each in done.imported):
            raise _nothing(done)
    return done


class _Run:
    """One run over the files: chunks go to the stage, whole files into the store, everything into the report."""

    def __init__(
        self, done: Import, store: Path, aside: Path, layout: Layout, stage: Stage, progress: Progress | None
    ) -> None:
        self.done, self.store, self.aside, self.layout, self.stage = done, store, aside, layout, stage
        self.progress = progress
        self.manifest = read_manifest(store) or {"format": 1, "batches": []}
        self.known = {each["digest"]: batch["options"] for batch in self.manifest["batches"] for each in batch["files"]}
        self.pending: list[Unit] = []
        self.waiting: list[dict[str, Any]] = []
        self.passed = self.total = 0

    def run(self, found: list[tuple[Path, int]]) -> None:
        """Import every file, then write what is left."""
        self.total = sum(size for _, size in found)
        for path, size in found:
            try:
                with path.open("rb") as file:
                    self._file(path, file, size)
            except UnreadableError as error:
                self._refuse(str(path), error.reason, str(error))
            except OSError as error:
                self._refuse(str(path), "file-unreadable", error.strerror or str(error))
            self.passed += size
            self._show(0)
        self._type_pending()
        self._commit()

    def _file(self, path: Path, file: BufferedReader, size: int) -> None:
        if not size:
            raise UnreadableError("file-empty", "the file is empty")
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        for member in members(path, file):
            name, key = (f"{path}:{member}", f"{digest}:{member}") if member else (str(path), digest)
            if key in self.known:
                if self.known[key] != self.done.options | {"format": self.done.form}:
                    self._refuse(name, "imported-otherwise", "the store has this file already, read with other options")
                else:
                    self.done.skipped.append(name)
                continue
            unit = Unit(name, key)
            try:
                self._unit(unit, file, member, size)
            except UnreadableError as error:
                self.stage.drop()
                self._refuse(name, error.reason, str(error))
                continue
            self.known[key] = self.done.options | {"format": self.done.form}

    def _unit(self, unit: Unit, file: BufferedReader, member: str, size: int) -> None:
        """Cut one file into rows; a large one is typed as it comes, small ones wait for one another."""
        large = False
        for some in _chunks(self._rows(unit, blocks(file, member, size))):
            for rows in some:
                unit.chunks.append(rows)
                unit.size += len(rows.content)
                unit.read += len(rows.lines) + len(rows.refused)
                unit.latin += rows.latin
                for reason, line in rows.refused:
                    unit.refuse(reason, line)
            self._show(min(size, file.tell()))
            if unit.size >= CHUNK:
                if not large:
                    self._type_pending()
                large = True
                unit.tally.add(self._type([unit], "current"))
        if not unit.read:
            raise UnreadableError("file-empty", "the file holds no row")
        if large:
            unit.tally.add(self._type([unit], "current"))
            self.stage.keep()
            self._account(unit)
            self._commit_if_due()
            return
        self.pending.append(unit)
        together = sum(each.size for each in self.pending)
        if together >= CHUNK or len(self.pending) >= FILES_TOGETHER or self.pending[0].columns != unit.columns:
            self._type_pending()

    def _rows(self, unit: Unit, given: Iterator[bytes]) -> Iterator[cut.Rows]:
        head = next(given, b"")
        while head.count(b"\n") < 200 and (more := next(given, b"")):
            head += more
            if len(head) > cut.MAX_LINE:
                break
        head = head.removeprefix(b"\xef\xbb\xbf")
        first = [line for line in head.split(b"\n")[:200] if line.strip()]
        if not first:
            raise UnreadableError("file-empty", "the file holds no row")
        unit.columns, header = self.layout.arranged(first)
        start = 1
        if header:
            end = head.find(b"\n") + 1 or len(head)
            head, start = head[end:], 2

        def whole() -> Iterator[bytes]:
            yield head
            yield from given

        if self.layout.quoting:
            return cut.csv_rows(whole(), len(unit.columns), self.layout.delimiter, start)
        return cut.tab_rows(whole(), len(unit.columns), start)

    def _type_pending(self) -> None:
        """Type the rows of the whole small files that wait, those of one arrangement of columns together."""
        units, self.pending = self.pending, []
        for columns in dict.fromkeys(unit.columns for unit in units):
            some = [unit for unit in units if unit.columns == columns]
            self.done.tally.add(self._type(some, "ready"))
            for unit in some:
                self._account(unit)
        self._commit_if_due()

    def _type(self, units: list[Unit], into: str) -> Tally:
        """Type the chunks of some units; refused rows go to their unit, by line."""
        chunk = self.aside / "chunk.tsv"
        with chunk.open("wb") as file:
            for unit in units:
                for rows in unit.chunks:
                    file.write(rows.content)
        counts = [sum(len(rows.lines) for rows in unit.chunks) for unit in units]
        if not sum(counts):
            for unit in units:
                unit.chunks, unit.size = [], 0
            return Tally()
        taken = self.stage.take(chunk, units[0].columns, into)
        starts = np.concatenate([[0], np.cumsum(counts)])
        owners = np.searchsorted(starts, taken.positions, side="right") - 1
        for place in np.unique(owners).tolist():
            unit, mine = units[place], owners == place
            numbers = np.concatenate([np.asarray(rows.lines, dtype=np.int64) for rows in unit.chunks])
            where, why = numbers[taken.positions[mine] - starts[place]], taken.reasons[mine]
            for reason in sorted(set(why.tolist())):
                at = where[why == reason]
                for line in at[:FIRST_LINES].tolist():
                    unit.refuse(reason, line)
                unit.more[reason] += len(at) - min(len(at), FIRST_LINES)
        for unit in units:
            unit.chunks, unit.size = [], 0
        return taken.tally

    def _account(self, unit: Unit) -> None:
        """A whole file: into the report, and into the list that the next commit names."""
        done = self.done
        refused = unit.more.total()
        for reason, line in sorted(unit.refused, key=lambda each: each[1]):
            into = done.reasons.setdefault(reason, Reason())
            if len(into.first) < FIRST_LINES:
                into.first.append({"file": unit.name, "line": line})
        for reason, count in unit.more.items():
            done.reasons.setdefault(reason, Reason()).rows += count
        done.read += unit.read
        done.refused += refused
        done.latin += unit.latin
        done.tally.add(unit.tally)
        done.imported.append({"file": unit.name, "digest": unit.key, "read": unit.read, "kept": unit.read - refused})
        self.waiting.append(done.imported[-1])

    def _commit_if_due(self) -> None:
        if self.stage.parts["ready"]:
            self._commit()

    def _commit(self) -> None:
        """Move the parts into the store, then rename its manifest: only what that names counts as imported."""
        if not self.waiting:
            return
        number = len(self.manifest["batches"]) + 1
        parts = []
        for part in self.stage.finished():
            year = Path(part).parent
            place = year / f"batch-{number:05d}-{Path(part).name}"
            (self.store / year).mkdir(exist_ok=True)
            (self.aside / part).replace(self.store / place)
            parts.append(place.as_posix())
        self.manifest["batches"].append({
            "options": self.done.options | {"format": self.done.form},
            "parts": parts,
            "files": self.waiting,
        })  # fmt: skip
        write_atomically(self.store / MANIFEST, json.dumps(self.manifest, ensure_ascii=False, indent=1) + "\n")
        self.waiting = []

    def _refuse(self, name: str, reason: str, message: str) -> None:
        self.done.refused_files.append({"file": name, "reason": reason, "message": message})

    def _show(self, inside: int) -> None:
        if self.progress is not None:
            self.progress(self.passed + inside, max(self.total, 1))


def _chunks(given: Iterator[cut.Rows]) -> Iterator[list[cut.Rows]]:
    """The rows of a file in chunks of CHUNK bytes; of a large file the next is cut in a thread while the last is typed."""

    def more() -> list[cut.Rows]:
        some, size = [], 0
        for rows in given:
            some.append(rows)
            size += len(rows.content)
            if size >= CHUNK:
                break
        return some

    some = more()
    if sum(len(rows.content) for rows in some) < CHUNK:
        yield some
        return
    with ThreadPoolExecutor(1) as pool:
        while some:
            coming = pool.submit(more)
            yield some
            some = coming.result()


def _layout(form: str, mapping_file: Path | None) -> Layout:
    if form != "csv":
        if mapping_file is not None:
            raise fail("option-invalid", f"a mapping goes with plain CSV, not with {form}", "Leave --mapping out.")
        return LAYOUTS[form]
    if mapping_file is None:
        raise fail("option-invalid", "plain CSV needs a mapping", "Give --mapping MAP.yaml that names its columns.")
    problems: list[Any] = []
    text = read_text(mapping_file, MAX_YAML, problems)
    if text is None:
        raise DetenteError(*errors_only(problems))
    parsed = parse(text)
    if parsed.data is None or parsed.faults:
        faults = parsed.faults or [(1, "yaml-syntax", "holds nothing")]
        raise DetenteError(*(fail(slug, message, file=str(mapping_file), line=line).problems[0] for line, slug, message in faults))  # fmt: skip
    return read_mapping(parsed.data, str(mapping_file))


def _found(files: Sequence[Path], done: Import) -> Iterator[tuple[Path, int]]:
    """Every ordinary file with its size, folders opened in order; what is none is refused by name."""
    for given in files:
        inside = sorted(each for each in given.rglob("*") if not each.is_dir() and not each.name.startswith(".")) if given.is_dir() else [given]  # fmt: skip
        for path in inside:
            done.given += 1
            if path.is_file():
                yield path, path.stat().st_size
            else:
                why = "is no ordinary file" if path.exists() else "there is no such file"
                done.refused_files.append({"file": str(path), "reason": "file-missing", "message": why})


class _store:  # noqa: N801  reads as a with statement
    """The folder of the store, held for writing; a folder made for nothing is taken away again."""

    def __init__(self, out: Path) -> None:
        self.out, self.made = out, False

    def __enter__(self) -> Path:
        if self.out.exists() and not self.out.is_dir():
            raise fail("output-unwritable", "is a file; a store is a folder", file=str(self.out))
        if self.out.is_dir() and any(self.out.iterdir()) and read_manifest(self.out) is None and {each.name for each in self.out.iterdir()} != {LOCK}:  # fmt: skip
            raise fail("output-unwritable", "the folder holds other things and is no event store", file=str(self.out))
        try:
            self.made = not self.out.exists()
            self.out.mkdir(exist_ok=True)
        except OSError as error:
            raise fail("output-unwritable", f"cannot write here: {error.strerror}", file=str(self.out)) from None
        self.lock = writing(self.out)
        self.lock.__enter__()
        self._sweep()
        return self.out

    def __exit__(self, *about: Any) -> None:
        self.lock.__exit__(*about)
        if self.made and not (self.out / MANIFEST).exists():
            shutil.rmtree(self.out, ignore_errors=True)

    def _sweep(self) -> None:
        """Take away what an import that was killed left: staging folders, and parts that no manifest names."""
        named = {part for batch in (read_manifest(self.out) or {"batches": []})["batches"] for part in batch["parts"]}
        for each in self.out.glob(".staging-*"):
            shutil.rmtree(each, ignore_errors=True)
        for each in self.out.glob("detente-events-*"):
            shutil.rmtree(each, ignore_errors=True)
        for part in self.out.glob("year=*/batch-*.parquet"):
            if part.relative_to(self.out).as_posix() not in named:
                part.unlink()


def _nothing(done: Import) -> DetenteError:
    from detente.kernel.errors import Problem
    from detente.kernel.slugs import SLUGS

    problems = [Problem(each["file"], 0, "events-file", f"{each['reason']}: {each['message']}", SLUGS["events-file"].fix) for each in done.refused_files[:20]]  # fmt: skip
    for name, reason in sorted(done.reasons.items()):
        first = reason.first[0]
        problems.append(Problem(first["file"], first["line"], "events-row", f"{name}: {reason.rows} {'row' if reason.rows == 1 else 'rows'} refused, the first here", SLUGS["events-row"].fix))  # fmt: skip
    return DetenteError(Problem(done.out, 0, "events-nothing", "nothing could be imported", SLUGS["events-nothing"].fix), *problems)  # fmt: skip
