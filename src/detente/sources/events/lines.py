"""From bytes to whole rows: lines of a table without quoting, or records of a CSV that may span lines.

A row that cannot be one is refused with its line; the others come out as UTF-8, cells apart by tabs, one on a line.
"""

import csv
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

MAX_LINE = 1 << 20
#: A quotation mark that nobody closed swallows no more than this many lines.
MAX_RECORD_LINES = 200
BLOCK = 1 << 22


@dataclass
class Rows:
    """Some rows of one file: the bytes, the line each began on, and the refused (reason, line)."""

    content: bytes = b""
    lines: "array[int]" = field(default_factory=lambda: array("q"))
    refused: list[tuple[str, int]] = field(default_factory=list)
    latin: int = 0  # lines that were no UTF-8 and were read as Latin-1


def tab_rows(blocks: Iterable[bytes], width: int, first: int = 1) -> Iterator[Rows]:
    """Lines with ``width`` cells apart by tabs; quotation marks are ordinary characters."""
    for number, block in whole_lines(blocks, first):
        rows, given = Rows(), block
        if b"\r" in given:
            given = given.replace(b"\r\n", b"\n").replace(b"\r", b" ")
        try:
            given.decode("utf-8")
        except UnicodeDecodeError:
            given = b"\n".join(_utf8(line, rows) for line in given.split(b"\n"))
        tabs = width - 1
        count, bad = _bad(given, tabs)
        if not bad:
            rows.content = given
            rows.lines.extend(range(number, number + count))
        else:
            lines = given.split(b"\n")[:count]
            rows.content = b"".join(line + b"\n" for place, line in enumerate(lines) if place not in bad)
            rows.lines.extend(number + place for place in range(len(lines)) if place not in bad)
            for place in sorted(bad):
                if lines[place].strip():
                    rows.refused.append((_why(lines[place], tabs), number + place))
        yield rows


def _bad(given: bytes, tabs: int) -> tuple[int, set[int]]:
    """How many lines there are, and the places of those that have another number of tabs, are too long, or hold a zero byte."""
    signs = np.frombuffer(given, dtype=np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    before = np.searchsorted(np.flatnonzero(signs == ord("\t")), ends)
    bad = (np.diff(before, prepend=0) != tabs) | (np.diff(ends, prepend=-1) - 1 > MAX_LINE)
    if b"\0" in given:
        bad[np.searchsorted(ends, np.flatnonzero(signs == 0))] = True
    return len(ends), set(np.flatnonzero(bad).tolist())


def csv_rows(blocks: Iterable[bytes], width: int, delimiter: str, first: int = 1) -> Iterator[Rows]:
    """Records of ``width`` cells with CSV quoting; a record whose quotation mark is never closed loses its first line."""
    rows, seen = Rows(), Rows()
    made: list[str] = []
    size = counted = 0
    for number, text, why in _records(blocks, first, seen):
        cells, reason = _cells(text, delimiter) if not why else ([], why)
        if not reason and not cells:
            continue
        if not reason and len(cells) != width:
            reason = "columns-wrong"
        elif not reason and "\0" in text:
            reason = "control-character"
        if reason:
            rows.refused.append((reason, number))
        else:
            made.append("\t".join(" ".join(cell.split()) if "\t" in cell or "\n" in cell or "\r" in cell else cell for cell in cells) + "\n")  # fmt: skip
            rows.lines.append(number)
            size += len(made[-1])
        if size > BLOCK:
            rows.content = "".join(made).encode("utf-8", "replace")
            rows.latin, counted = seen.latin - counted, seen.latin
            yield rows
            rows, made, size = Rows(), [], 0
    rows.content = "".join(made).encode("utf-8", "replace")
    rows.latin = seen.latin - counted
    yield rows


def _cells(text: str, delimiter: str) -> tuple[list[str], str]:
    """The cells of one record, or the reason why it has none."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), []), ""
    except csv.Error:
        return [], "quote-broken"


def whole_lines(blocks: Iterable[bytes], first: int = 1) -> Iterator[tuple[int, bytes]]:
    """(number of the first line, lines with their breaks); a last line without a break gets one.

    A line that grows beyond MAX_LINE is cut to a little more than that, so that it is refused and memory stays bounded.
    """
    rest, number, skipping = b"", first, False
    for block in blocks:
        if skipping:
            end = block.find(b"\n")
            if end < 0:
                continue
            block, skipping = block[end:], False  # noqa: PLW2901
        cut = block.rfind(b"\n") + 1
        if cut:
            whole, rest = rest + block[:cut], block[cut:]
            yield number, whole
            number += whole.count(b"\n")
        else:
            rest += block
        if len(rest) > MAX_LINE:
            rest, skipping = rest[: MAX_LINE + 1], True
    if rest:
        yield number, rest + b"\n"


def _records(blocks: Iterable[bytes], first: int, into: Rows) -> Iterator[tuple[int, str, str]]:
    """(line, text of the record, why it is refused or nothing): lines joined until the quotation marks are even."""
    held: list[str] = []
    start = first
    queue: list[str] = []
    for number, block in whole_lines(blocks, first):
        try:
            queue = block.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            queue = [_utf8(line, into).decode("utf-8") for line in block.split(b"\n")]
        queue.pop()
        for place, line in enumerate(queue):
            if not held:
                start = number + place
                if line.count('"') % 2 == 0:
                    yield start, line.rstrip("\r"), "line-too-long" if len(line) > MAX_LINE else ""
                    continue
            held.append(line)
            if len(held) > 1 and line.count('"') % 2 == 1:
                yield start, "\n".join(held).rstrip("\r"), ""
                held = []
            elif len(held) > MAX_RECORD_LINES:
                yield from _give_up(start, held)
                held = []
    if held:
        yield from _give_up(start, held)


def _give_up(start: int, held: list[str]) -> Iterator[tuple[int, str, str]]:
    """The first line of a record that never ends is refused; the others are read as records of one line."""
    yield start, held[0], "quote-open"
    for place, line in enumerate(held[1:], start + 1):
        yield place, line.rstrip("\r"), "quote-open" if line.count('"') % 2 else ""


def _utf8(line: bytes, into: Rows) -> bytes:
    """The line as UTF-8; what is none is read as Latin-1, line by line, for files hold both."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        into.latin += 1
        return line.decode("latin-1").encode("utf-8")
    return line


def _why(line: bytes, tabs: int) -> str:
    if len(line) > MAX_LINE:
        return "line-too-long"
    return "columns-wrong" if line.count(b"\t") != tabs else "control-character"
