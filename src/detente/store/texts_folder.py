"""The folder with the owner's texts, read with the same care as a dossier."""

from collections.abc import Iterator
from pathlib import Path

from detente.kernel.errors import fail
from detente.store.files import MAX_FILES

MAX_TEXT = 20 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The bytes of one ordinary file of at most 20 MB. Raises DetenteError."""
    if not path.is_file():
        raise fail("file-unreadable", "there is no such file", file=str(path))
    if path.stat().st_size > MAX_TEXT:
        raise fail(
            "file-too-large",
            f"has {path.stat().st_size / 1e6:.1f} MB; the limit is {MAX_TEXT / 1e6:.0f} MB",
            file=str(path),
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise fail("file-unreadable", f"cannot be read: {error.strerror}", file=str(path)) from None


def text_files(folder: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of every text in the folder itself; links that lead out are passed over. Raises DetenteError."""
    if not folder.is_dir():
        raise fail("texts-missing", "there is no such folder", file=str(folder))
    root = folder.resolve()
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes and path.is_file())
    paths = [path for path in paths if path.resolve().is_relative_to(root)]
    if not paths:
        raise fail("texts-missing", f"the folder holds no text ({', '.join(suffixes)})", file=str(folder))
    for path in paths[:MAX_FILES]:
        yield path.name, read_bytes(path)
