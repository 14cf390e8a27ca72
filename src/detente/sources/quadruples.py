"""Files of quadruples: ``subject relation object time``, one event a line, and the files of names beside them."""

import io

import numpy as np
import numpy.typing as npt

from detente.kernel.errors import Problem
from detente.kernel.slugs import SLUGS

Ids = npt.NDArray[np.int64]
#: Bad lines named of one file; the rest are counted.
SHOWN = 10
_COLUMNS = 4


def read_quadruples(content: bytes, file: str, problems: list[Problem]) -> Ids:
    """The events of a file: shape (events, 4), columns subject, relation, object, time; what follows is ignored.

    Every bad line becomes a problem (the first ten by number, the rest as a count), and so does a file without events.
    """
    try:
        some = bool(content.strip())
        found = (
            np.loadtxt(io.BytesIO(content), dtype=np.int64, usecols=range(_COLUMNS), ndmin=2, comments=None)
            if some
            else None
        )
    except (ValueError, OverflowError):
        found = None
    if found is not None and len(found) and found.min() >= 0:
        return found
    return _line_by_line(content, file, problems)


def _line_by_line(content: bytes, file: str, problems: list[Problem]) -> Ids:
    kept, bad = [], 0
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        words = line.split()
        if not words:
            continue
        if len(words) >= _COLUMNS and all(
            word.isascii() and word.isdigit() and len(word) < 18 for word in words[:_COLUMNS]
        ):
            kept.append([int(word) for word in words[:_COLUMNS]])
            continue
        bad += 1
        if bad <= SHOWN:
            problems.append(_problem(file, number, "quadruples-line", f"is no quadruple: {line.strip()[:60]!r}"))
    if bad > SHOWN:
        problems.append(_problem(file, 0, "quadruples-line", f"{bad - SHOWN} more lines are no quadruples"))
    if not kept and not bad:
        problems.append(_problem(file, 0, "quadruples-file", "the file holds no event"))
    return np.array(kept, np.int64).reshape(-1, _COLUMNS)


def read_names(content: bytes, file: str, problems: list[Problem]) -> list[str]:
    """Names by id from ``name, tab, id`` lines: UTF-8, or Latin-1 where that fails. Bad lines and gaps become problems."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    names: dict[int, str] = {}
    before = len(problems)
    for number, line in enumerate(text.split("\n"), 1):
        words = line.rstrip("\r").split("\t")
        if not line.strip() or (number == 1 and len(words) == 1 and words[0].strip().isdigit()):
            continue  # some files begin with how many there are
        word = words[1].strip() if len(words) > 1 else ""
        if not (word.isascii() and word.isdigit()) or not words[0].strip():
            problems.append(_problem(file, number, "quadruples-name", f"is no name with an id: {line.strip()[:60]!r}"))
        elif int(word) in names:
            problems.append(_problem(file, number, "quadruples-name", f"the id {word} stands twice"))
        else:
            names[int(word)] = words[0].strip()
    if len(problems) == before and sorted(names) != list(range(len(names))):
        problems.append(
            _problem(file, 0, "quadruples-name", f"{len(names)} ids, the largest {max(names)}: some are left out")
        )
    if len(problems) == before and not names:
        problems.append(_problem(file, 0, "quadruples-name", "the file holds no name"))
    return [names[key] for key in sorted(names)]


def check_ids(rows: Ids, entities: int, relations: int, file: str, problems: list[Problem]) -> None:
    """Every id of events that no name has becomes a problem, once for each id (the first ten, the rest as a count)."""
    for columns, limit, what in (((0, 2), entities, "entity"), ((1,), relations, "relation")):
        ids = np.unique(rows[:, columns])
        lost = ids[ids >= limit]
        for each in lost[:SHOWN]:
            line = int(np.flatnonzero((rows[:, columns] == each).any(1))[0]) + 1
            problems.append(
                _problem(
                    file,
                    0,
                    "quadruples-id",
                    f"event {line} has the {what} {each}, and {what}2id.txt ends at {limit - 1}",
                )
            )
        if len(lost) > SHOWN:
            problems.append(
                _problem(
                    file, 0, "quadruples-id", f"{len(lost) - SHOWN} more ids of kind {what} are in no file of names"
                )
            )


def in_days(times: list[Ids], unit: str = "auto") -> list[Ids]:
    """Times of several files as days. ``unit``: hours, days, or auto - hours if every time is a multiple of 24."""
    if unit not in ("auto", "hours", "days"):
        raise ValueError("unit is auto, hours or days")
    step = int(np.gcd.reduce(np.concatenate(times))) if times else 0
    hours = unit == "hours" or (unit == "auto" and step > 0 and step % 24 == 0)
    return [each // 24 if hours else each for each in times]


def _problem(file: str, line: int, slug: str, message: str) -> Problem:
    return Problem(file, line, slug, message, SLUGS[slug].fix)
