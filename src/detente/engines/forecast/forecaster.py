"""The forecaster: a logit over the candidates of a question, then trees that re-rank its best ones.

The logit is fitted on the earlier part of the training days, the trees on the later part, so that they see the logit's
scores as they are on days that it did not see. Both learn from a drawn sample of questions.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.boosting import Growth, Trees, bin_edges, grow, to_bins
from detente.engines.forecast.features import RELATIVE
from detente.engines.forecast.logit import Logit, fit_logit
from detente.engines.forecast.walk import Block, Described, Walk

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
#: Below every score of a re-ranked candidate.
_BEHIND = np.float32(1e4)
_NOBODY = np.float32(-1e9)
#: Candidates that the logit gives less than this do not teach the trees, unless they are the answer.
FAINT = 5e-4
#: Rows gathered before the bins are cut.
_ENOUGH_FOR_EDGES = 60_000


@dataclass(frozen=True)
class Settings:
    """How much is learned from what.

    ``questions`` drawn for training, the first ``logit_share`` of them (by day) for the logit, the rest for the trees;
    each logit question keeps its ``near`` best candidates and ``far`` drawn from the others; the trees re-rank ``top``.
    """

    questions: int = 200_000
    logit_share: float = 0.15
    near: int = 15
    far: int = 15
    top: int = 30
    growth: Growth = field(default_factory=Growth)


@dataclass(frozen=True)
class Forecaster:
    """A fitted logit, and trees or none."""

    logit: Logit
    trees: Trees | None
    top: int

    def base(self, described: Described) -> Floats:
        """The logit's scores (m, K); places without a candidate are far below all others."""
        found = self.logit.score(described.features)
        found[described.candidates < 0] = _NOBODY
        return found

    def score(self, described: Described, pool: ThreadPoolExecutor | None = None) -> Floats:
        """Scores that rank the candidates (m, K): re-ranked ones before all others."""
        base = self.base(described)
        if self.trees is None:
            return base
        order, rows, top = best_rows(described.features, base, self.top)
        lifted = top + self.trees.score(rows.reshape(-1, rows.shape[2]), pool).reshape(top.shape)
        lifted[top <= _NOBODY] = _NOBODY
        final = base - _BEHIND
        np.put_along_axis(final, order, lifted, 1)
        final[described.candidates < 0] = _NOBODY
        return final

    def probability(self, described: Described) -> Floats:
        """The probability of each candidate given that the answer is among them: (m, K).

        The logit says how much the re-ranked candidates have together, the trees how they share it.
        """
        base = _softmax(self.base(described))
        if self.trees is None:
            return base
        final = self.score(described)
        ahead = final > -_BEHIND / 2
        within = _softmax(np.where(ahead, final, -np.inf))
        return np.where(ahead, within * (base * ahead).sum(1, keepdims=True), base).astype(np.float32)

    def cut(self, trees: int) -> "Forecaster":
        """The same with the first ``trees`` trees only."""
        if self.trees is None or trees == 0:
            return replace(self, trees=None)
        return replace(self, trees=self.trees.first(trees))


def best_rows(features: Floats, base: Floats, top: int) -> tuple[npt.NDArray[np.int64], Floats, Floats]:
    """What the trees see of the ``top`` best candidates: their places (m, top), rows (m, top, width'), scores (m, top).

    A row holds the features, the distance of some (:data:`RELATIVE`) to the best in the question, the logit's score, its
    distance to the best, and the place.
    """
    top = min(top, base.shape[1])
    order = np.argsort(-base, 1, kind="stable")[:, :top]
    x = np.take_along_axis(features, order[:, :, None], 1)
    score = np.take_along_axis(base, order, 1)
    some = x[:, :, list(RELATIVE)]
    place = np.broadcast_to(np.log1p(np.arange(top, dtype=np.float32))[None, :, None], (*order.shape, 1))
    parts = [x, some - some.max(1, keepdims=True), score[:, :, None], (score - score[:, :1])[:, :, None], place]
    return order, np.concatenate(parts, 2, dtype=np.float32), score


def learn(
    walk: Walk, blocks: Iterable[Block], settings: Settings, rerank: bool, pool: ThreadPoolExecutor | None = None
) -> Forecaster:
    """Walk through the blocks, gather questions, and fit. The walk stands at the end of the last block afterwards.

    Raises ValueError where the blocks hold no event to learn from.
    """
    blocks = list(blocks)
    low, high = np.searchsorted(walk.day, [blocks[0].first, blocks[-1].last + 1])
    if high == low:
        raise ValueError("there is no event to learn from")
    drawn = low + np.sort(walk.rng.permutation(high - low)[: settings.questions])
    asked = np.zeros(len(walk.day), bool)
    asked[drawn] = True
    share = settings.logit_share if rerank else 1.0
    turn = walk.day[drawn[min(len(drawn) - 1, int(share * len(drawn)))]] if rerank else walk.day[drawn[-1]] + 1
    early, late = _LogitSample(walk, settings), _TreeSample(walk, settings)
    logit: Logit | None = None
    for block in blocks:
        for seen in walk.visit(block, asked, pool):
            found = one_answer(walk, seen)
            before = walk.day[found.rows] < turn
            early.add(_some(found, before))
            if not before.all():
                logit = logit or early.fit()
                late.add(_some(found, ~before), logit)
        walk.close(block)
    logit = logit or early.fit()
    return Forecaster(logit, late.fit(pool) if rerank else None, settings.top)


def one_answer(walk: Walk, found: Described) -> Described:
    """The same without the other true answers of each question on its day: these are no wrong ones to learn from."""
    day, n, both = walk.day[found.rows], walk.events.entities, 2 * walk.events.relations
    near = slice(*np.searchsorted(walk.day, [day.min(), day.max() + 1]))

    def key(rows: Ids | slice) -> Ids:
        whole: Ids = ((walk.day[rows] - day.min()) * both + walk.q[rows]) * n + walk.a[rows]
        return whole

    true = np.sort(key(near) * n + walk.b[near])
    keys = key(found.rows)[:, None] * n + found.candidates
    other = true[np.minimum(np.searchsorted(true, keys), len(true) - 1)] == keys
    other &= found.candidates != walk.b[found.rows][:, None]
    return Described(found.rows, np.where(other, np.int32(-1), found.candidates), found.features, found.scores)


def _some(found: Described, which: npt.NDArray[np.bool_]) -> Described:
    if which.all():
        return found
    return Described(found.rows[which], found.candidates[which], found.features[which], found.scores[which])


def _softmax(score: Floats) -> Floats:
    share = np.exp(score - score.max(1, keepdims=True))
    found: Floats = share / share.sum(1, keepdims=True)
    return found


class _LogitSample:
    """Questions for the logit: the true answer, the near candidates and a sample of the others with its correction."""

    def __init__(self, walk: Walk, settings: Settings) -> None:
        self.walk, self.near, self.far = walk, min(settings.near, walk.kept), settings.far
        self.features: list[Floats] = []
        self.offsets: list[Floats] = []

    def add(self, found: Described) -> None:
        right = found.candidates == self.walk.b[found.rows][:, None]
        has = right.any(1)
        if not has.any():
            return
        candidates, place = found.candidates[has], right[has].argmax(1)
        near, others = self.near, found.candidates.shape[1] - self.near
        far = min(self.far, others)
        drawn = near + np.argsort(self.walk.rng.random((len(place), others)), 1)[:, :far]
        columns = np.concatenate([np.broadcast_to(np.arange(near), (len(place), near)), drawn, place[:, None]], 1)
        offset = np.zeros(columns.shape, np.float32)
        offset[:, near : near + far] = np.log(others / far) if far else 0.0
        offset[:, :-1][columns[:, :-1] == place[:, None]] = -np.inf
        offset[np.take_along_axis(candidates, columns, 1) < 0] = -np.inf
        self.features.append(np.take_along_axis(found.features[has], columns[:, :, None], 1))
        self.offsets.append(offset)

    def fit(self) -> Logit:
        if not self.features:
            raise ValueError("no question to learn from has its answer among the candidates")
        offset = np.concatenate(self.offsets)
        features = np.concatenate(self.features)
        self.features = []
        return fit_logit(features, offset, np.full(len(offset), offset.shape[1] - 1))


class _TreeSample:
    """Questions for the trees: the rows of the best candidates in bins, where the answer is among them."""

    def __init__(self, walk: Walk, settings: Settings) -> None:
        self.walk, self.settings = walk, settings
        self.edges: Floats | None = None
        self.waiting: list[Floats] = []
        self.bins: list[npt.NDArray[np.uint8]] = []
        self.scores: list[Floats] = []
        self.right: list[npt.NDArray[np.int64]] = []
        self.sizes: list[npt.NDArray[np.int64]] = []

    def add(self, found: Described, logit: Logit) -> None:
        base = Forecaster(logit, None, self.settings.top).base(found)
        order, rows, score = best_rows(found.features, base, self.settings.top)
        right = np.take_along_axis(found.candidates, order, 1) == self.walk.b[found.rows][:, None]
        has = right.any(1)
        if not has.any():
            return
        rows, score, right = rows[has], score[has], right[has]
        kept = right | (_softmax(score) >= FAINT)
        self.sizes.append(kept.sum(1))
        self.right.append((kept.cumsum(1) * right).sum(1) - 1)
        self.scores.append(score[kept])
        self.waiting.append(rows[kept])
        if self.edges is not None or sum(len(each) for each in self.waiting) > _ENOUGH_FOR_EDGES:
            self._cut()

    def _cut(self) -> None:
        flat = np.concatenate(self.waiting)
        if self.edges is None:
            self.edges = bin_edges(flat[:: max(1, len(flat) // 30_000)])
        self.bins.append(to_bins(flat, self.edges))
        self.waiting = []

    def fit(self, pool: ThreadPoolExecutor | None) -> Trees | None:
        if self.waiting:
            self._cut()
        if self.edges is None:
            return None
        bins = np.concatenate(self.bins, 1)
        self.bins = []
        start = np.concatenate([[0], np.cumsum(np.concatenate(self.sizes))])
        right = start[:-1] + np.concatenate(self.right)
        return grow(
            bins, start, right, np.concatenate(self.scores), self.edges, self.settings.growth, self.walk.rng, pool
        )
