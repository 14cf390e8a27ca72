"""The logit, the trees and the affinities: each against what it should find."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from made_streams import NAMES, VISIT, made

from detente.engines.forecast.affinity import Affinity
from detente.engines.forecast.boosting import Growth, Trees, bin_edges, grow, to_bins
from detente.engines.forecast.forecaster import one_answer
from detente.engines.forecast.logit import fit_logit
from detente.engines.forecast.walk import Block
from detente.studies.next_events import make_walk


def test_the_logit_finds_the_weights_that_made_the_choices():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((6000, 12, 3)).astype(np.float32)
    weight = np.array([1.0, -0.5, 0.0])
    chosen = (x @ weight + rng.gumbel(size=(6000, 12))).argmax(1)
    found = fit_logit(x, np.zeros((6000, 12), np.float32), chosen)
    np.testing.assert_allclose(found.weight / found.scale, weight, atol=0.06)


def test_the_correction_undoes_the_sampling_of_wrong_answers():
    """Three near candidates are kept and 4 of 40 far ones drawn: with log(40 / 4) on these the constant comes out right."""
    rng = np.random.default_rng(1)
    n, near, far, drawn = 8000, 3, 40, 4
    is_near = np.zeros((n, near + far, 1), np.float32)
    is_near[:, :near] = 1.0
    chosen = (is_near[:, :, 0] * 1.5 + rng.gumbel(size=(n, near + far))).argmax(1)
    columns = np.concatenate(
        [np.tile(np.arange(near), (n, 1)), near + rng.integers(0, far, (n, drawn)), chosen[:, None]], 1
    )
    offset = np.zeros(columns.shape, np.float32)
    offset[:, near:-1] = np.log(far / drawn)
    offset[:, :-1][columns[:, :-1] == chosen[:, None]] = -np.inf
    x = np.take_along_axis(is_near, columns[:, :, None], 1)
    right = np.full(n, columns.shape[1] - 1)
    corrected = fit_logit(x, offset, right)
    plain = fit_logit(x, np.where(np.isfinite(offset), 0.0, offset).astype(np.float32), right)
    assert corrected.weight[0] / corrected.scale[0] == pytest.approx(1.5, abs=0.1)
    assert plain.weight[0] / plain.scale[0] < 0.0


def slow_score(trees: Trees, row: np.ndarray) -> float:
    total = 0.0
    for feature, edge, value in zip(trees.feature, trees.edge, trees.value, strict=True):
        place = 0
        while place < len(feature):
            place = 2 * place + (2 if row[feature[place]] > edge[place] else 1)
        total += float(value[place - len(feature)])
    return total


@pytest.fixture(scope="module")
def questions():
    """1,500 questions of six candidates: the answer is where x0 and x1 have the same sign, which no line tells."""
    rng = np.random.default_rng(2)
    x = rng.standard_normal((1500, 6, 4)).astype(np.float32)
    utility = 2.0 * np.sign(x[:, :, 0] * x[:, :, 1])
    right = (utility + rng.gumbel(size=(1500, 6))).argmax(1)
    return x, right


def grown(x, right, pool=None, seed=0):
    flat = x.reshape(-1, x.shape[2])
    edges = bin_edges(flat)
    start = np.arange(0, len(flat) + 1, x.shape[1])
    growth = Growth(trees=40, depth=3, step=0.3, penalty=1.0, least=1.0, questions=0.8, features=1.0)
    base = np.zeros(len(flat), np.float32)
    return grow(to_bins(flat, edges), start, start[:-1] + right, base, edges, growth, np.random.default_rng(seed), pool)


def test_trees_learn_what_is_no_line(questions):
    x, right = questions
    trees = grown(x, right)
    best = trees.score(x.reshape(-1, 4)).reshape(x.shape[:2]).argmax(1)
    assert (best == right).mean() > 0.35  # by chance 1/6; the signs alone leave about three equals
    assert fit_logit(x, np.zeros(x.shape[:2], np.float32), right).weight == pytest.approx(np.zeros(4), abs=0.1)


def test_trees_are_walked_as_in_plain_loops_and_two_cores_change_nothing(questions):
    x, right = questions
    trees = grown(x, right)
    rows = x.reshape(-1, 4)[:40]
    np.testing.assert_allclose(trees.score(rows), [slow_score(trees, row) for row in rows], atol=1e-5)
    with ThreadPoolExecutor(2) as pool:
        twice = grown(x, right, pool)
        for name in ("feature", "edge", "value"):
            np.testing.assert_array_equal(getattr(twice, name), getattr(trees, name))
        np.testing.assert_array_equal(trees.score(x.reshape(-1, 4), pool), trees.score(x.reshape(-1, 4)))
    assert len(trees.first(7)) == 7


def test_bins_keep_the_order_and_meet_the_edges():
    x = np.array([[0.0], [1.0], [1.0], [2.0], [5.0]], np.float32)
    edges = bin_edges(np.repeat(x, 50, 0))
    bins = to_bins(x, edges)[0]
    assert bins[1] == bins[2]
    assert (np.diff(bins.astype(int)) >= 0).all()
    # a row goes right of a cut exactly when it is above the edge of its bin
    for cut in range(3):
        np.testing.assert_array_equal(bins > cut, x[:, 0] > edges[0, cut])


def test_affinities_learn_who_goes_with_whom():
    """Actors of one half answer only with the same half."""
    rng = np.random.default_rng(3)
    a = rng.integers(0, 20, 6000)
    b = (a // 10) * 10 + rng.integers(0, 10, 6000)
    near = Affinity(20, 2, 8, np.random.default_rng(0))
    near.note(b)
    for _ in range(4):
        near.learn(a, np.zeros(6000, np.int64), b, np.arange(6000))
    score = (near.u * near.w[0]) @ near.v.T + near.bias
    assert score[:10, :10].mean() > score[:10, 10:].mean() + 2.0
    assert score[10:, 10:].mean() > score[10:, :10].mean() + 2.0


def test_other_true_answers_of_the_day_are_no_wrong_ones():
    """0 visits 1, 2 and 3 on day 1: learning that 1 was right, 2 and 3 are left out, and 4 of the day before stays."""
    walk = make_walk(
        made(
            (0, VISIT, 4, 0), (0, VISIT, 1, 0), (0, VISIT, 2, 0), (0, VISIT, 1, 1), (0, VISIT, 2, 1), (0, VISIT, 3, 1)
        ),
        NAMES,
        0,
        1,
    )
    asked = np.zeros(len(walk.day), bool)
    asked[6] = True  # the first event of day 1, as (0, VISIT, ?)
    (found,) = walk.visit(Block(1, 1), asked, None)
    assert (walk.a[6], walk.q[6], walk.b[6]) == (0, VISIT, 1)
    left = one_answer(walk, found).candidates[0]
    assert {1, 4} <= set(left.tolist())
    assert not {2, 3} & set(left.tolist())
    assert {1, 2, 4} <= set(found.candidates[0].tolist())
