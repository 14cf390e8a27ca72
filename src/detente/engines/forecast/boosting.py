"""Gradient boosting of regression trees for the re-ranking of a question's candidates.

The loss is the softmax over each question's candidates, so gradients are p - y and curvatures p (1 - p). Trees grow level
by level over features cut into at most 64 bins; each tree sees a drawn part of the questions and of the features. Boosting
starts from the logit's scores: it corrects, and may be left out.
"""

# mypy: disable-error-code="no-untyped-call,untyped-decorator,no-untyped-def"
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.kernel import compiled
from detente.engines.forecast.parallel import in_parts
from detente.engines.forecast.stream import Ids

Floats = npt.NDArray[np.float32]
BINS = 64
#: Wrong answers less probable than this are passed over when a tree grows: they pull at nothing.
FAINT = 1e-3
#: Of the wrong answers less probable than this, a tree sees each so-many-th and counts it as many times.
WEAK, OF = 0.03, 4


@dataclass(frozen=True)
class Growth:
    """How trees grow: their number and depth, the step, penalties, and the part of questions and features each sees."""

    trees: int = 250
    depth: int = 5
    step: float = 0.1
    penalty: float = 20.0
    least: float = 10.0
    questions: float = 0.2
    features: float = 0.4


@dataclass(frozen=True)
class Trees:
    """Full binary trees: a row goes right at an inner node if its ``feature`` is above ``edge``.

    ``feature`` and ``edge`` (trees, 2^depth - 1) of the inner nodes; ``value`` (trees, 2^depth) of the leaves.
    """

    feature: npt.NDArray[np.int32]
    edge: Floats
    value: Floats

    def __len__(self) -> int:
        return len(self.value)

    def first(self, trees: int) -> "Trees":
        """The first trees only."""
        return Trees(self.feature[:trees], self.edge[:trees], self.value[:trees])

    def score(self, rows: Floats, pool: ThreadPoolExecutor | None = None) -> Floats:
        """The sum of all trees on rows (rows, width)."""
        out = np.zeros(len(rows), np.float32)
        in_parts(
            lambda low, high: _walk_down(rows[low:high], self.feature, self.edge, self.value, out[low:high]),
            len(rows),
            pool,
        )
        return out


def bin_edges(sample: Floats) -> Floats:
    """The inner edges of at most :data:`BINS` bins of each feature, from sampled rows (rows, width): shape (width, BINS - 1)."""
    steps = np.linspace(0, 1, BINS + 1)[1:-1]
    edges = np.quantile(sample, steps, axis=0).T
    for row in edges:
        kept = np.unique(row)
        row[: len(kept)], row[len(kept) :] = kept, np.inf
    return np.ascontiguousarray(edges, np.float32)


def to_bins(rows: Floats, edges: Floats) -> npt.NDArray[np.uint8]:
    """Bins of rows (rows, width): shape (width, rows)."""
    out = np.empty((rows.shape[1], len(rows)), np.uint8)
    _bin(rows, edges, out)
    return out


def grow(
    bins: npt.NDArray[np.uint8], start: Ids, right: Ids, base: Floats, edges: Floats, growth: Growth,
    rng: np.random.Generator, pool: ThreadPoolExecutor | None = None,
) -> Trees:  # fmt: skip
    """Grow trees.

    ``bins`` (width, rows); ``start`` (questions + 1) the first row of each question; ``right`` (questions) the row of its
    true answer; ``base`` (rows) the scores to start from; ``edges`` of the bins. The result does not depend on ``pool``.
    """
    width, rows = bins.shape
    questions = len(start) - 1
    inner, leaves = 2**growth.depth - 1, 2**growth.depth
    feature, cut = np.zeros((growth.trees, inner), np.int32), np.full((growth.trees, inner), BINS - 1, np.int32)
    value = np.zeros((growth.trees, leaves), np.float32)
    score = base.astype(np.float32)
    g, h = np.zeros(rows, np.float32), np.zeros(rows, np.float32)
    columns, some = max(1, int(growth.features * width)), max(1, int(growth.questions * questions))
    for tree in range(growth.trees):
        taken = np.sort(rng.permutation(questions)[:some])
        chosen = np.sort(rng.permutation(width)[:columns]).astype(np.int32)
        sampled = np.empty(int((start[taken + 1] - start[taken]).sum()), np.int32)
        sampled = sampled[: _slopes(taken, start, right, score, g, h, sampled, tree)]
        seen = np.empty((columns, len(sampled)), np.uint8)
        in_parts(partial(_gather, bins, chosen, sampled, seen), columns, pool)
        node, gs, hs = np.zeros(len(sampled), np.int32), g[sampled], h[sampled]
        for level in range(growth.depth):
            here = slice(2**level - 1, 2 ** (level + 1) - 1)
            best, cut[tree, here] = _cuts(seen, node, 2**level, gs, hs, growth, pool)
            feature[tree, here] = chosen[best]
            _split(seen, node, best, cut[tree, here])
        down, curve = np.bincount(node, gs, leaves), np.bincount(node, hs, leaves)
        value[tree] = -growth.step * down / (curve + growth.penalty)
        in_parts(partial(_lift, bins, feature[tree], cut[tree], value[tree], score), rows, pool)
    limits = np.concatenate([edges, np.full((width, 1), np.inf, np.float32)], 1)
    return Trees(feature, limits[feature, cut], value)


def _cuts(seen, node, nodes, g, h, growth, pool):
    """The best column and cut of every node of a level; a node that is not worth a cut sends everything left."""
    gain, at = np.zeros((len(seen), nodes), np.float32), np.full((len(seen), nodes), BINS - 1, np.int32)

    def search(low: int, high: int) -> None:
        _search(seen, low, high, node, nodes, g, h, growth.penalty, growth.least, gain, at)

    in_parts(search, len(seen), pool)
    best, every = gain.argmax(0), np.arange(nodes)
    return best, at[best, every]


@compiled
def _gather(bins, chosen, sampled, seen, low, high):
    """The sampled rows of the chosen columns, side by side in memory."""
    for j in range(low, high):
        column, into = bins[chosen[j]], seen[j]
        for i in range(len(sampled)):
            into[i] = column[sampled[i]]


@compiled
def _slopes(taken, start, right, score, g, h, sampled, tree):
    """Gradients and curvatures of the taken questions' rows; the rows that matter go to ``sampled``; returns how many."""
    at = 0
    for i in taken:
        low, high = start[i], start[i + 1]
        top = -np.inf
        for row in range(low, high):
            top = max(top, score[row])
        whole = 0.0
        for row in range(low, high):
            whole += np.exp(score[row] - top)
        for row in range(low, high):
            p = np.exp(score[row] - top) / whole
            if p < FAINT and row != right[i]:
                continue
            times = 1.0
            if p < WEAK and row != right[i]:
                if (row + tree) % OF:  # each row has its turn
                    continue
                times = float(OF)
            g[row] = times * (p - (1.0 if row == right[i] else 0.0))
            h[row] = times * max(p * (1.0 - p), 1e-6)
            sampled[at] = row
            at += 1
    return at


@compiled
def _search(seen, low, high, node, nodes, g, h, penalty, least, gain, at):
    """The best cut of every node of a level in each of the columns low..high-1."""
    sums = np.empty((nodes, 64, 2), np.float32)
    for j in range(low, high):
        sums[:] = 0.0
        column = seen[j]
        for i in range(len(column)):
            sums[node[i], column[i], 0] += g[i]
            sums[node[i], column[i], 1] += h[i]
        for k in range(nodes):
            whole_g, whole_h = 0.0, 0.0
            for b in range(64):
                whole_g += sums[k, b, 0]
                whole_h += sums[k, b, 1]
            before = whole_g * whole_g / (whole_h + penalty)
            left_g, left_h = 0.0, 0.0
            for b in range(63):
                left_g += sums[k, b, 0]
                left_h += sums[k, b, 1]
                if left_h < least:
                    continue
                right_h = whole_h - left_h
                if right_h < least:
                    break
                right_g = whole_g - left_g
                won = left_g * left_g / (left_h + penalty) + right_g * right_g / (right_h + penalty) - before
                if won > gain[j, k]:
                    gain[j, k] = won
                    at[j, k] = b


@compiled
def _split(seen, node, best, cut):
    for i in range(len(node)):
        k = node[i]
        node[i] = 2 * k + (1 if seen[best[k], i] > cut[k] else 0)


@compiled
def _lift(bins, feature, cut, value, score, low, high):
    """Add one tree to the scores of binned rows."""
    inner = len(feature)
    for i in range(low, high):
        k = 0
        while k < inner:
            k = 2 * k + (2 if bins[feature[k], i] > cut[k] else 1)
        score[i] += value[k - inner]


@compiled
def _walk_down(rows, feature, edge, value, out):
    inner = feature.shape[1]
    for i in range(len(rows)):
        for tree in range(len(feature)):
            k = 0
            while k < inner:
                k = 2 * k + (2 if rows[i, feature[tree, k]] > edge[tree, k] else 1)
            out[i] += value[tree, k - inner]


@compiled
def _bin(rows, edges, out):
    for i in range(rows.shape[0]):
        for f in range(rows.shape[1]):
            low, high = 0, edges.shape[1]
            while low < high:
                middle = (low + high) // 2
                if edges[f, middle] < rows[i, f]:
                    low = middle + 1
                else:
                    high = middle
            out[f, i] = low
