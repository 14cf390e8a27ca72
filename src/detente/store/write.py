"""Writing: atomic, durable, one writer at a time. A kill at any moment leaves the old file or the new one."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.kernel.errors import fail

LOCK = ".detente.lock"


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write aside in the same folder, flush to disk, rename over the old file, flush the folder.

    Raises DetenteError (output-unwritable) when the place cannot be written; the old file is then untouched.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise fail("output-unwritable", f"cannot write here: {error.strerror}", file=str(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(aside, path.stat().st_mode & 0o777)  # noqa: PTH101
        else:
            os.chmod(aside, 0o644)  # noqa: PTH101
        os.replace(aside, path)  # noqa: PTH105
    except OSError as error:
        with suppress(OSError):
            Path(aside).unlink()
        raise fail("output-unwritable", f"cannot write here: {error.strerror}", file=str(path)) from None
    except BaseException:
        with suppress(OSError):
            Path(aside).unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def writing(folder: Path, patience: float = 10.0) -> Iterator[None]:
    """Hold the dossier for writing: whoever edits reads, changes and writes inside this block, so no edit is lost.

    The lock belongs to the open file, so it is gone with the process, however that ends. Raises DetenteError
    (dossier-busy) when another process holds it for longer than ``patience`` seconds.
    """
    try:
        handle = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        raise fail("output-unwritable", f"the dossier cannot be written: {error.strerror}", file=str(folder)) from None
    try:
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise fail("dossier-busy", "another process is writing to the dossier", file=str(folder)) from None
                time.sleep(0.02)
        yield
    finally:
        os.close(handle)
