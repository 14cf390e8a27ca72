"""Files as streams of bytes: plain, .gz and .zip read in place, with a bound on what an archive may expand to."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

BLOCK = 1 << 22
#: A table of events packs to a tenth or so; whatever grows beyond this many times its size is no such table.
MAX_RATIO = 200
FREE = 1 << 26
MAX_MEMBERS = 10_000


class UnreadableError(Exception):
    """The file as a whole cannot be read; ``reason`` is one word or two, the message a sentence."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def members(path: Path, file: IO[bytes]) -> list[str]:
    """The names of the tables in a zip archive, ``['']`` for any other file. Raises UnreadableError."""
    if not _is_zip(file):
        return [""]
    try:
        with zipfile.ZipFile(file) as archive:
            names = [each.filename for each in archive.infolist() if not each.is_dir() and not each.filename.startswith("__MACOSX/")]  # fmt: skip
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError("archive-broken", f"is no whole zip archive ({error})") from None
    if len(names) > MAX_MEMBERS:
        raise UnreadableError("archive-too-large", f"holds more than {MAX_MEMBERS} files")
    if not names:
        raise UnreadableError("file-empty", "is an archive without a file")
    return names


def blocks(file: IO[bytes], member: str, size: int) -> Iterator[bytes]:
    """The bytes of a file or of one member of an archive, unpacked block by block. Raises UnreadableError.

    ``size`` is the packed size in bytes: an archive that grows beyond MAX_RATIO times that, and beyond FREE, is given up.
    """
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    try:
        if member:
            with zipfile.ZipFile(file) as archive, archive.open(member) as inside:
                yield from _bounded(inside, archive.getinfo(member).compress_size)
        elif head[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=file, mode="rb") as inside:
                yield from _bounded(inside, size)
        else:
            while block := file.read(BLOCK):
                yield block
    except EOFError:
        raise UnreadableError("archive-cut-off", "the archive ends in the middle, as after a broken download") from None
    except (zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise UnreadableError("archive-broken", f"the archive is damaged ({error})") from None
    except (NotImplementedError, RuntimeError) as error:  # an unknown packing, or a password
        raise UnreadableError("archive-broken", f"the archive cannot be unpacked ({error})") from None


def _bounded(stream: Any, packed: int) -> Iterator[bytes]:
    bound = max(FREE, MAX_RATIO * packed)
    given = 0
    while block := stream.read(BLOCK):
        given += len(block)
        if given > bound:
            raise UnreadableError("archive-too-large", f"unpacks to more than {MAX_RATIO} times its size; given up at {given // 1_000_000} MB")  # fmt: skip
        yield block


def _is_zip(file: IO[bytes]) -> bool:
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    return head in (b"PK\x03\x04", b"PK\x05\x06") or (head[:2] == b"PK" and zipfile.is_zipfile(io.BufferedReader(file)))  # type: ignore[type-var]
