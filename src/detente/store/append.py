"""Files that only grow: a line is on disk before the caller goes on, and a line cut off by a kill is taken away."""

import os
from pathlib import Path

from detente.kernel.errors import fail


def append_line(path: Path, line: str) -> None:
    """Append one line (with its line break) and flush it to disk. Call inside ``writing``.

    What stands behind the last line break was never acknowledged to anybody: it is cut away first.
    """
    data = line.encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        try:
            os.lseek(handle, _whole(handle), os.SEEK_SET)
            os.truncate(handle, os.lseek(handle, 0, os.SEEK_CUR))
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        if fresh:
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        raise fail("output-unwritable", f"cannot be appended to: {error.strerror}", file=str(path)) from None


def _whole(handle: int) -> int:
    """The position behind the last line break."""
    end = os.lseek(handle, 0, os.SEEK_END)
    block = 4096
    place = end
    while place > 0:
        start = max(0, place - block)
        os.lseek(handle, start, os.SEEK_SET)
        found = os.read(handle, place - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        place = start
    return 0
