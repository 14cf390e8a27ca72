"""Ranks under the time-aware filter with ties by average, against an oracle in plain loops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_streams import HOST, VISIT, made
from rank_oracle import slow_rank

from detente.engines.forecast.ranks import ranks, summary, truth
from detente.engines.forecast.stream import stream


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1), st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=14),
    st.integers(0, 2**32 - 1),
)  # fmt: skip
def test_ranks_are_those_of_the_oracle_in_both_directions(rows, seed):
    events = sorted(set(rows))
    columns = np.array(events).T
    found = stream(columns[0], columns[1], columns[2], columns[3], 6, 2)
    a, q, b, day = found.both_ways
    rng = np.random.default_rng(seed)
    candidates = np.stack([rng.permutation(6)[:4] for _ in a]).astype(np.int32)
    candidates[rng.random(candidates.shape) < 0.2] = -1
    scores = rng.integers(0, 3, candidates.shape).astype(float)  # few values, many ties
    got = ranks(truth(a, q, b, day, 6), np.arange(len(a)), b, candidates, scores)
    for i, rank in enumerate(got):
        event = (int(found.subject[i // 2]), int(found.relation[i // 2]), int(found.object[i // 2]), int(day[i]))
        known = {int(c): float(v) for c, v in zip(candidates[i], scores[i], strict=True) if c >= 0}
        assert rank == float(slow_rank(events, event, i % 2, known, 6))


def test_a_rank_worked_by_hand():
    """Norvia visits 1, 2 and 3 on one day: of the answers 2 and 3 are dropped when 1 is asked for."""
    events = made((0, VISIT, 1, 5), (0, VISIT, 2, 5), (0, VISIT, 3, 5))
    a, q, b, day = events.both_ways
    answers = truth(a, q, b, day, 10)
    candidates = np.array([[2, 4, 1, 5, 6]], np.int32)
    # 2 is dropped; 4 is better; 5 has the same score: rank 1 + 1 + 1/2
    assert ranks(answers, np.array([0]), b[:1], candidates, np.array([[9.0, 8.0, 7.0, 7.0, 1.0]])) == [2.5]
    # 1 is no candidate: 4, 5 and 6 are before it, and it shares the places of the 5 others (0, 1, 7, 8, 9): 3 + (5 + 1) / 2
    without = np.array([[2, 4, -1, 5, 6]], np.int32)
    assert ranks(answers, np.array([0]), b[:1], without, np.array([[9.0, 8.0, 0.0, 7.0, 1.0]])) == [6.0]


def test_the_filter_is_of_the_day():
    """A true answer of another day stays and stands before."""
    events = made((0, VISIT, 1, 5), (0, VISIT, 2, 6))
    a, q, b, day = events.both_ways
    got = ranks(truth(a, q, b, day, 10), np.array([0]), b[:1], np.array([[2, 1]], np.int32), np.array([[2.0, 1.0]]))
    assert got == [2.0]


def test_both_ways_asks_who_hosts_and_who_is_hosted():
    a, q, b, day = made((3, HOST, 4, 7)).both_ways
    assert (a.tolist(), q.tolist(), b.tolist(), day.tolist()) == ([3, 4], [HOST, HOST + 4], [4, 3], [7, 7])


def test_the_summary_is_the_mean_of_reciprocals():
    assert summary(np.array([1.0, 2.0, 4.0, 20.0])) == {
        "mrr": pytest.approx((1 + 0.5 + 0.25 + 0.05) / 4), "hits": {"1": 0.25, "3": 0.5, "10": 0.75}
    }  # fmt: skip
    with pytest.raises(ValueError, match="no questions"):
        summary(np.empty(0))


def test_a_stream_sorts_drops_repetitions_and_refuses_ids_out_of_range():
    found = made((1, 0, 2, 9), (0, 1, 3, 2), (1, 0, 2, 9))
    assert found.day.tolist() == [2, 9]
    assert found.subject.tolist() == [0, 1]
    with pytest.raises(ValueError, match="object: ids run from 0 to 9"):
        made((0, 0, 10, 1))
