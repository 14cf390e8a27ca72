"""Next events: forecasts of who does what to whom from files, stores or a dossier, and their score under the protocol."""

import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.slugs import SLUGS

if TYPE_CHECKING:
    from detente.engines.forecast.stream import Stream

#: Days between the first and the last event or question, at most: the counts keep what a day weighs by its age.
SPAN = 200_000


@dataclass(frozen=True)
class Quadruples:
    """Streams of train, valid and test files (those given) in days, with the names of entities and relations."""

    streams: tuple["Stream", ...]
    rows: tuple[int, ...]
    entities: list[str]
    relations: list[str]


def read_quadruple_files(groups: Sequence[Sequence[Path]], time_unit: str = "auto") -> Quadruples:
    """Read groups of files (train; valid; test), with ``entity2id.txt`` and ``relation2id.txt`` beside the first.

    Raises DetenteError with every problem of every file.
    """
    import numpy as np

    from detente.engines.forecast.stream import stream
    from detente.sources.quadruples import check_ids, in_days, read_names, read_quadruples

    problems: list[Problem] = []
    beside = groups[0][0].parent
    names = []
    for file in ("entity2id.txt", "relation2id.txt"):
        content = _bytes(beside / file, problems)
        names.append([] if content is None else read_names(content, str(beside / file), problems))
    tables = []
    for group in groups:
        parts = []
        for path in group:
            content = _bytes(path, problems)
            if content is not None:
                parts.append(read_quadruples(content, str(path), problems))
                if all(names):
                    check_ids(parts[-1], len(names[0]), len(names[1]), str(path), problems)
        tables.append(np.concatenate(parts) if parts else np.empty((0, 4), np.int64))
    if problems:
        raise DetenteError(*problems)
    days = in_days([table[:, 3] for table in tables], time_unit)
    span = int(max(each.max() for each in days) - min(each.min() for each in days))
    if span > SPAN:
        raise _time(groups[0][0], f"the times span {span} days, and {SPAN} are the most: are they seconds?")
    streams = tuple(
        stream(table[:, 0], table[:, 1], table[:, 2], day, len(names[0]), len(names[1]))
        for table, day in zip(tables, days, strict=True)
    )
    return Quadruples(streams, tuple(len(table) for table in tables), *names)


def evaluate_next_events(
    train: Sequence[str | Path], test: str | Path, *, valid: str | Path | None = None, protocol: str = "single-step",
    model: str = "full", seed: int = 0, time_unit: str = "auto",
) -> dict[str, Any]:  # fmt: skip
    """Train on files of quadruples and rank the answers of a test file; the recurrency baseline beside it.

    Without ``valid`` the last tenth of the training days serves. Returns plain data (the keys of RESULT.json): ``mrr`` and
    ``hits`` (shares) over both directions under the time-aware filter with ties by average, ``queries``, ``seconds``,
    ``peak_mb``, ``baselines``, ``data``. Raises DetenteError with all problems: files, ids without a name, times.
    """
    from detente.engines.forecast.ranks import summary
    from detente.studies.next_events import evaluate, last_tenth

    groups = [[Path(each) for each in train], *([] if valid is None else [[Path(valid)]]), [Path(test)]]
    read = read_quadruple_files(groups, time_unit)
    known, judged = read.streams[0], read.streams[-1]
    if valid is None:
        if len(set(known.day.tolist())) < 2:
            raise _time(groups[0][0], "one day of training leaves no day to choose on")
        fit, choose = last_tenth(known)
    else:
        fit, choose = known, read.streams[1]
    for earlier, later, file in ((fit, choose, groups[-2][0]), (choose, judged, groups[-1][0])):
        if earlier.day[-1] >= later.day[0]:
            raise _time(file, f"its first day is {later.day[0]}, and what comes before ends on day {earlier.day[-1]}")
    try:
        done = evaluate(fit, choose, judged, read.entities, protocol=protocol, model=model, seed=seed)
    except ValueError as error:
        raise _time(groups[0][0], str(error)) from None
    baseline: dict[str, Any] = {**summary(done.recurrency), "seconds": {"score": round(done.recurrency_seconds, 3)}}
    return {
        **summary(done.ranks),
        "queries": len(done.ranks),
        "protocol": protocol,
        "model": model,
        "seconds": {"fit": round(done.fit_seconds, 2), "score": round(done.score_seconds, 2)},
        "peak_mb": round(_peak_mb()),
        "baselines": {"recurrency": baseline},
        "seed": seed,
        "data": {
            "train": read.rows[0],
            "valid": read.rows[1] if valid is not None else 0,
            "test": read.rows[-1],
            "entities": len(read.entities),
            "relations": len(read.relations),
        },
        "chosen": {"trees": done.trees},
    }


def next_events_text(result: dict[str, Any]) -> str:
    """A result as the text of RESULT.json."""
    return json.dumps(result, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _time(file: Path, message: str) -> DetenteError:
    return fail("quadruples-time", message, file=str(file))


def _bytes(path: Path, problems: list[Problem]) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        problems.append(Problem(str(path), 0, "quadruples-file", message, SLUGS["quadruples-file"].fix))
        return None


def _peak_mb() -> float:
    """The most memory this process has held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3 * 1000 / 1024)
