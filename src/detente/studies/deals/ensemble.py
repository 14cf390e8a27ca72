"""Draws from the ranges of a deal file (section 6). Same seed, same numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.engines.deals.paths import assign
from detente.engines.deals.pivotal import same
from detente.engines.deals.reader import deal_of
from detente.engines.deals.requests import DealFile, Ensemble
from detente.engines.deals.utilities import Array
from detente.kernel.checker import Checker
from detente.kernel.seeds import generator
from detente.kernel.triangular import draw
from detente.studies.deals.variants import solve_short

QUANTILES = {"q05": 0.05, "q50": 0.5, "q95": 0.95}


@dataclass(frozen=True)
class Drawn:
    """``rates`` of the patterns over all draws; shares of draws without a zone, without a deal, with the headline deal.

    ``utility``, ``disagreement`` and ``gain`` have shape (quantiles, governments); those of utility and gain are over
    the draws with a deal, and None where there is none. ``left_out``: draws that broke a rule of the file.
    """

    draws: int
    seed: int
    left_out: int
    no_zone: float
    no_deal: float
    same_deal: float
    rates: dict[str, float]
    utility: Array | None
    disagreement: Array
    gain: Array | None


def run(file: DealFile, block: Ensemble) -> Drawn:
    """The ensemble of a file that holds a deal. Raises ValueError for one without."""
    if file.deal is None:
        raise ValueError("the file holds no deal")
    base = solve_short(file.deal).pick
    hits = dict.fromkeys((pattern.name for pattern in file.patterns), 0)
    utilities, gains, breakdowns = [], [], []
    empty = same_as_base = left_out = 0
    for plain in variations(file, block):
        check = Checker("draw")
        deal = deal_of(check, plain)
        if deal is None or check.problems:
            left_out += 1
            continue
        short = solve_short(deal)
        breakdowns.append(short.talks.breakdown)
        empty += short.agreement.reason == "no_zone"
        same_as_base += same(short.pick, base)
        for pattern in file.patterns:
            hits[pattern.name] += pattern.holds(deal, short.pick)
        if short.pick is not None:
            utilities.append(short.pick.utility)
            gains.append(short.pick.gain)
    count = max(len(breakdowns), 1)
    return Drawn(
        block.draws, block.seed, left_out, empty / count, 1 - len(utilities) / count, same_as_base / count,
        {name: hit / count for name, hit in hits.items()},
        _quantiles(utilities) if utilities else None, _quantiles(breakdowns or [(0.0,) * len(file.deal.governments)]),
        _quantiles(gains) if gains else None,
    )  # fmt: skip


def _quantiles(rows: list[tuple[float, ...]]) -> Array:
    found: Array = np.quantile(np.array(rows), list(QUANTILES.values()), axis=0)
    return found


def variations(file: DealFile, block: Ensemble) -> Iterator[dict[str, Any]]:
    """Plain data of each draw: ranges first, in file order, then the spread around every actor's numbers."""
    rng = generator(block.seed)
    paths = list(file.ranges)
    ends = np.array([[each.low, each.mode, each.high] for each in file.ranges.values()]).reshape(-1, 3).T
    for _ in range(block.draws):
        plain = file.plain
        if paths:
            values = draw(ends[0], ends[1], ends[2], rng.random((1, len(paths))))[0]
            for path, value in zip(paths, values.tolist(), strict=True):
                plain = assign(plain, path, value)
        if block.weights or block.ideals or block.margins:
            plain = plain | {
                kind: [_spread(each, block, rng) for each in plain[kind]]
                for kind in ("governments", "ratifiers") if isinstance(plain.get(kind), list)
            }  # fmt: skip
        yield plain


def _spread(actor: dict[str, Any], block: Ensemble, rng: np.random.Generator) -> dict[str, Any]:
    changed = dict(actor)
    if block.weights and isinstance(weights := actor.get("weights"), dict):
        factors = np.exp(block.weights * rng.standard_normal(len(weights)))
        changed["weights"] = {
            key: value * factor for (key, value), factor in zip(weights.items(), factors.tolist(), strict=True)
        }
    if block.ideals and isinstance(ideals := actor.get("ideals"), dict):
        steps = block.ideals * rng.standard_normal(len(ideals))
        changed["ideals"] = {
            key: min(max(value + step, 0.0), 1.0)
            for (key, value), step in zip(ideals.items(), steps.tolist(), strict=True)
        }
    if block.margins and "rule" in actor and "threshold" not in actor:
        changed["margin"] = actor.get("margin", 0.0) + block.margins * float(rng.standard_normal())
    return changed
