"""The protocol of next events: fit on training days, choose on validation days, rank the answers of test days.

Each test event gives two questions, (s, r, ?) and (?, r, o). *single-step*: everything before the question's day is known.
*multi-step*: nothing after the last validation day is known, and training imitates that by standing still for as many
days as the test has. Validation days choose the number of trees and the numbers of the recurrency baseline.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast import ranks
from detente.engines.forecast.forecaster import Forecaster, Settings, learn
from detente.engines.forecast.names import STATE, parts
from detente.engines.forecast.recurrency import Recurrency, choose_recurrency, recurrency_ranks
from detente.engines.forecast.stream import Ids, Stream, joined
from detente.engines.forecast.walk import Block, Walk
from detente.kernel.seeds import generator

Doubles = npt.NDArray[np.float64]
PROTOCOLS = ("single-step", "multi-step")
MODELS = ("recurrency", "logit", "full")
#: Share of the training days that are only counted, blocks that training days are cut into, questions judged to choose.
WARM, BLOCKS, JUDGED = 0.35, 40, 6_000
#: Cores that work at a time.
CORES = 2


@dataclass(frozen=True)
class Evaluation:
    """Ranks of the test questions by the model and by the recurrency baseline, and what was chosen.

    ``rows`` (questions) are events of the joined stream both ways: 2i asks for the object of event i, 2i + 1 for its subject.
    """

    rows: Ids
    ranks: Doubles
    recurrency: Doubles
    trees: int
    fit_seconds: float
    score_seconds: float
    recurrency_seconds: float


def last_tenth(known: Stream) -> tuple[Stream, Stream]:
    """Cut the last tenth of the days (at least one) off, to choose on."""
    days = np.unique(known.day)
    edge = int(days[max(0, len(days) - max(1, len(days) // 10)) - 1])
    return known.until(edge), known.after(edge)


def train_blocks(train: Stream, frozen: int) -> list[Block]:
    """The blocks of training days that are learned from; ``frozen`` is how many days stand still, 0 for single-step."""
    first, last = int(train.day[0]), int(train.day[-1])
    begin = first + max(1, int(WARM * (last - first)))
    width = max(1, min(frozen, (last - begin + 1) // 3)) if frozen else max(1, (last - first) // BLOCKS)
    return [Block(low, min(low + width - 1, last), frozen > 0) for low in range(begin, last + 1, width)]


def later_blocks(first: int, last: int, width: int, frozen: bool) -> list[Block]:
    """The blocks of days that are judged: one that stands still, or ones of ``width`` days that move on."""
    if frozen:
        return [Block(first, last, True)]
    return [Block(low, min(low + width - 1, last)) for low in range(first, last + 1, width)]


def make_walk(known: Stream, names: Sequence[str], seed: int, last_day: int) -> Walk:
    """A walk over a stream whose entities have these names."""
    country, sector, _, sectors = parts(names)
    return Walk(known, country, sector, sector == sectors.index(STATE), generator(seed), last_day)


def evaluate(
    train: Stream, valid: Stream, test: Stream, names: Sequence[str], *, protocol: str = "single-step",
    model: str = "full", seed: int = 0, settings: Settings | None = None,
) -> Evaluation:  # fmt: skip
    """Run the protocol. The three streams follow one another in time and share ids; ``names`` are those of the entities.

    Raises ValueError for an unknown protocol or model, and for streams that are empty or overlap in time.
    """
    if protocol not in PROTOCOLS or model not in MODELS:
        raise ValueError(f"protocol is one of {PROTOCOLS}, model one of {MODELS}")
    if not (len(train) and len(valid) and len(test)):
        raise ValueError("training, validation and test need events")
    if not (train.day[-1] < valid.day[0] and valid.day[-1] < test.day[0]):
        raise ValueError("training, validation and test days follow one another")
    settings = settings or Settings()
    clock = time.perf_counter
    started = clock()
    frozen = protocol == "multi-step"
    walk = make_walk(joined(train, valid, test), names, seed, int(test.day[-1]))
    v_first, t_first, t_last = int(train.day[-1]) + 1, int(valid.day[-1]) + 1, int(test.day[-1])
    judged = _questions(walk, v_first, t_first - 1)
    asked = _questions(walk, t_first, t_last)
    base = _choose_baseline(walk, judged, v_first - 1 if frozen else None)
    forecaster = None
    trees = 0
    with ThreadPoolExecutor(CORES) as pool:
        if model != "recurrency":
            blocks = train_blocks(train, t_last - t_first + 1 if frozen else 0)
            width = blocks[0].last - blocks[0].first + 1
            walk.count_until(blocks[0].first - 1)
            walk.learn_rules()
            walk.learn_affinity()
            forecaster = learn(walk, blocks, settings, model == "full", pool)
            walk.learn_rules()
            forecaster, trees = _choose_trees(
                walk, forecaster, judged, later_blocks(v_first, t_first - 1, width, frozen), pool
            )
            walk.learn_rules()
        fitted = clock()
        found = np.empty(0)
        if forecaster is not None:
            found = judge(walk, forecaster, asked, later_blocks(t_first, t_last, width, frozen), pool)
    scored = clock()
    beside = _baseline(walk, base, asked, t_first - 1 if frozen else None)
    ended = clock()
    if forecaster is None:
        found, scored = beside, ended
    return Evaluation(
        asked,
        found,
        beside,
        trees,
        fitted - started,
        scored - fitted,
        ended - (fitted if forecaster is None else scored),
    )


def judge(
    walk: Walk, forecaster: Forecaster, rows: Ids, blocks: Sequence[Block], pool: ThreadPoolExecutor | None
) -> Doubles:
    """Filtered ranks of the events ``rows`` (both ways, all in the blocks), each block learned from after it."""
    truth = _truth(walk, rows)
    asked = np.zeros(len(walk.day), bool)
    asked[rows] = True
    found = np.empty(len(rows))
    for block in blocks:
        for some in walk.visit(block, asked, pool):
            at = np.searchsorted(rows, some.rows)
            found[at] = ranks.ranks(truth, at, walk.b[some.rows], some.candidates, forecaster.score(some, pool))
        if not block.frozen:
            walk.close(block)
    return found


def _questions(walk: Walk, first: int, last: int) -> Ids:
    return np.arange(*np.searchsorted(walk.day, [first, last + 1]))


def _truth(walk: Walk, rows: Ids) -> ranks.Truth:
    return ranks.truth(walk.a[rows], walk.q[rows], walk.b[rows], walk.day[rows], walk.events.entities)


def spread(rows: int) -> npt.NDArray[np.int64]:
    """Places of at most :data:`JUDGED` of so many rows, evenly over the days; the step is odd, so that both directions judge."""
    return np.arange(rows)[:: -(-rows // JUDGED) | 1]


def _choose_trees(
    walk: Walk, forecaster: Forecaster, rows: Ids, blocks: Sequence[Block], pool: ThreadPoolExecutor
) -> tuple[Forecaster, int]:
    """The number of trees, in fifths, that ranks the validation days best; the walk goes through them in any case."""
    total = 0 if forecaster.trees is None else len(forecaster.trees)
    cuts = sorted({0, *(round(total * k / 5) for k in range(1, 6))})
    gains = np.zeros(len(cuts))
    truth = _truth(walk, rows)
    asked = np.zeros(len(walk.day), bool)
    asked[rows[spread(len(rows))]] = True
    for block in blocks:
        for found in walk.visit(block, asked, pool):
            at = np.searchsorted(rows, found.rows)
            for k, trees in enumerate(cuts):
                scores = forecaster.cut(trees).score(found, pool)
                gains[k] += (1.0 / ranks.ranks(truth, at, walk.b[found.rows], found.candidates, scores)).sum()
        walk.close(block)
    best = cuts[int(gains.argmax())]
    return forecaster.cut(best), best


def _choose_baseline(walk: Walk, rows: Ids, frozen_at: int | None) -> Recurrency:
    some = spread(len(rows))
    truth = _truth(walk, rows)
    part = ranks.Truth(truth.group[some], truth.keys, truth.sizes, truth.entities)
    return choose_recurrency(
        walk.layout,
        walk.events.entities,
        2 * walk.events.relations,
        rows[some],
        part,
        _known(walk, rows[some], frozen_at),
    )


def _baseline(walk: Walk, model: Recurrency, rows: Ids, frozen_at: int | None) -> Doubles:
    return recurrency_ranks(
        walk.layout, walk.events.entities, model, rows, _truth(walk, rows), _known(walk, rows, frozen_at)
    )


def _known(walk: Walk, rows: Ids, frozen_at: int | None) -> Ids:
    return walk.day[rows] - 1 if frozen_at is None else np.full(len(rows), frozen_at)
