"""Files of a dossier's folder: which exist, whether they may be read, and their text. Nothing outside is ever opened."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from detente.dossier.layout import kind_of
from detente.kernel.errors import Problem, one_line
from detente.kernel.slugs import SLUGS

MAX_YAML = 16 * 1024 * 1024
MAX_TABLE = 64 * 1024 * 1024
MAX_FILES = 5_000
#: Folders beside the format: the owner's copies of the texts, the reading room, ratings under way, and what editors leave.
IGNORED_FOLDERS = frozenset({"texts", "reading", "ratings", "__pycache__"})


def problem(file: Path | str, slug: str, message: str, *, line: int = 0, level: str = "error") -> Problem:
    """A problem with the usual fix of its slug."""
    return Problem(shown(file), line, slug, message, SLUGS[slug].fix, level)


def shown(file: Path | str) -> str:
    """A path as text that can always be printed on one line, whatever bytes its name has."""
    return one_line(str(file).encode("utf-8", "replace").decode("utf-8"))


def walk(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Each ordinary file as (path inside the dossier, path); links that lead out and devices become problems."""
    root = folder.resolve()
    count = 0
    for here, folders, names in os.walk(folder):
        place = Path(here)
        folders[:] = sorted(name for name in folders if name not in IGNORED_FOLDERS and not name.startswith("."))
        for name in list(folders):
            if (place / name).is_symlink():
                folders.remove(name)
                problems.append(
                    problem(place / name, "link-outside", "a folder that is a symbolic link is not followed")
                )
            elif kind_of((place / name).relative_to(folder).as_posix()) is not None:
                folders.remove(name)
                problems.append(problem(place / name, "file-unreadable", "is a folder where a file belongs"))
        for name in sorted(names):
            path = place / name
            if name.startswith((".", "#")) or name.endswith("~"):
                continue
            count += 1
            if count > MAX_FILES:
                problems.append(problem(folder, "files-too-many", f"more than {MAX_FILES} files"))
                return
            if path.is_symlink() and not _leads_inside(path, root):
                problems.append(
                    problem(path, "link-outside", "the symbolic link leads out of the dossier, or to nothing")
                )
                continue
            yield path.relative_to(folder).as_posix(), path


#: What tells one state of a folder from another: inner path, inode, size, and the two times, for each file.
Stamp = tuple[tuple[str, int, int, int, int], ...]


def stamp(folder: Path) -> Stamp:
    """The state of a dossier's files without reading them: equal stamps, equal content."""
    found = []
    for inner, path in walk(folder, []):
        try:
            info = path.stat()
        except OSError:
            found.append((inner, 0, 0, 0, 0))
            continue
        found.append((inner, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns))
    return tuple(found)


def _leads_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # a link to nowhere, or to itself
        return False


def read_text(path: Path, limit: int, problems: list[Problem]) -> str | None:
    """The file's text, or None with a problem: too large, not UTF-8, empty, cut off, not an ordinary file."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0))
    except OSError as error:
        problems.append(problem(path, "file-unreadable", f"cannot be opened: {error.strerror}"))
        return None
    with os.fdopen(handle, "rb") as file:
        info = os.fstat(file.fileno())
        if not stat.S_ISREG(info.st_mode):
            problems.append(problem(path, "file-unreadable", "is not an ordinary file"))
            return None
        if info.st_size > limit:
            problems.append(
                problem(path, "file-too-large", f"has {info.st_size / 1e6:.1f} MB; the limit is {limit / 1e6:.1f} MB")
            )
            return None
        content = file.read(info.st_size + 1)
    if not content.strip():
        problems.append(problem(path, "file-empty", "the file is empty"))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problems.append(
            problem(path, "file-not-utf8", f"byte {error.start} (0x{content[error.start]:02x}) is no UTF-8", line=line)
        )
        return None
    if "\x00" in text:
        problems.append(
            problem(path, "file-not-utf8", "holds NUL characters", line=text[: text.index("\x00")].count("\n") + 1)
        )
        return None
    if not text.endswith("\n"):
        problems.append(problem(path, "file-cut-off", "the last line has no line break", line=text.count("\n") + 1))
    return text.removeprefix("\ufeff")
