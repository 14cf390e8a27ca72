"""The path solved again for draws from the ranges of the file: what the numbers allow, period by period. Same seed, same numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.engines.deals.paths import as_range, assign, without_ranges
from detente.engines.deals.requests import Ensemble
from detente.engines.relation.blocks import PathBlock
from detente.engines.relation.reader import read_relation
from detente.kernel.errors import DetenteError
from detente.kernel.seeds import streams
from detente.kernel.triangular import draw
from detente.studies.deals import over_time
from detente.studies.deals.ensemble import variations
from detente.studies.deals.task import Task

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
#: Quantile -> value.
Band = dict[str, float]


@dataclass(frozen=True)
class FanRow:
    """One period over all draws. ``utility`` is that of the draws with a deal, None where none has one; ``no_deal`` is a share."""

    t: int
    no_deal: float
    utility: dict[str, Band] | None
    resentment: dict[str, Band]
    erosion: Band


@dataclass(frozen=True)
class Fan:
    """``left_out``: draws that broke a rule of the file and are in no row."""

    draws: int
    seed: int
    left_out: int
    rows: tuple[FanRow, ...]


def run(task: Task, draws: int, seed: int | None = None) -> Fan | None:
    """The fan; None without a path, without draws, or where nothing in the file varies.

    Drawn are the ranges of the deal, with the spread that the file's ensemble gives beside them, and those of the path; the
    two from streams of their own. ``seed`` is by default that of the ensemble. Raises ValueError for a negative seed.
    """
    file, block = task.file, task.relation.path if task.relation is not None else None
    if block is None or file.deal is None or draws == 0:
        return None
    asked = replace(file.ensemble or Ensemble(), draws=draws)
    asked = asked if seed is None else replace(asked, seed=seed)
    plain, raw = without_ranges({"relation": {"path": file.plain["relation"]["path"]}})
    if not (raw or file.ranges or asked.weights or asked.ideals or asked.margins):
        return None
    sides = [each.id for each in file.deal.governments]
    paths = []
    for current, path in zip(variations(file, asked), _blocks(plain, raw, sides, asked), strict=True):
        if path is None:
            continue
        try:
            paths.append(over_time.run(current, path))
        except DetenteError:
            continue
    rows = tuple(_row(t, [each[t] for each in paths], sides) for t in range(block.periods)) if paths else ()
    return Fan(draws, asked.seed, draws - len(paths), rows)


def _blocks(plain: dict[str, Any], raw: dict[str, Any], sides: list[str], asked: Ensemble) -> Iterator[PathBlock | None]:  # fmt: skip
    """The path block of each draw; None if it broke a rule."""
    rng = streams(asked.seed, 1)[0]
    known = {path: each for path, one in raw.items() if (each := as_range(one)) is not None}
    ends = np.array([[each.low, each.mode, each.high] for each in known.values()]).reshape(-1, 3).T
    for _ in range(asked.draws):
        current = plain
        if known:
            values = draw(ends[0], ends[1], ends[2], rng.random((1, len(known))))[0]
            for path, value in zip(known, values.tolist(), strict=True):
                current = assign(current, path, value)
        read, problems = read_relation(current["relation"], "draw", sides)
        yield None if problems else read.path


def _row(t: int, drawn: list[over_time.PathRow], sides: list[str]) -> FanRow:
    picks = [row.short.pick.utility for row in drawn if row.short.pick is not None]
    return FanRow(
        t, 1 - len(picks) / len(drawn),
        {who: _band([each[g] for each in picks]) for g, who in enumerate(sides)} if picks else None,
        {who: _band([row.resentment[who] for row in drawn]) for who in drawn[0].resentment},
        _band([row.erosion for row in drawn]),
    )  # fmt: skip


def _band(values: list[float]) -> Band:
    return dict(zip(QUANTILES, np.quantile(np.array(values), list(QUANTILES.values())).tolist(), strict=True))
