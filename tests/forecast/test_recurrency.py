"""The recurrency baseline against its formulas in plain loops (Gastinger et al. 2024)."""

import numpy as np
import pytest
from made_streams import NAMES, VISIT, lively, made
from rank_oracle import slow_rank

from detente.engines.forecast.history import lay_out
from detente.engines.forecast.names import parts
from detente.engines.forecast.ranks import truth
from detente.engines.forecast.recurrency import Recurrency, choose_recurrency, recurrency_ranks
from detente.engines.forecast.stream import Stream


def layout_of(events: Stream):
    country, sector, _, _ = parts(NAMES)
    return lay_out(events, country, sector)


def slow_scores(events, a, q, t, last_known, rate, alpha):
    """alpha psi + (1 - alpha) xi of every entity that has either."""
    way, r = divmod(q, 4)
    past = [(s, o, d) if way == 0 else (o, s, d) for s, k, o, d in events if k == r and d <= last_known]
    first = min(d for *_, d in events)
    whole = sum(2.0 ** (rate * (k - t)) for k in range(first, t))
    scores = {}
    for b in range(10):
        psi = sum(2.0 ** (rate * (d - t)) for s, o, d in past if s == a and o == b) / whole if whole else 0.0
        xi = sum(o == b for _, o, _ in past) / len(past) if past else 0.0
        scores[b] = alpha * psi + (1 - alpha) * xi
    return scores


def test_a_score_worked_by_hand():
    """0 visits 1 on days 0 and 2, 0 visits 2 on day 2, and is asked about on day 4 with lambda 1, alpha .5.

    The whole is 2^-4 + 2^-3 + 2^-2 + 2^-1 = 15/16. psi(1) = (1/16 + 1/4) / (15/16) = 1/3, psi(2) = (1/4) / (15/16) = 4/15;
    xi(1) = 2/3, xi(2) = 1/3. So 1 has 1/2 and 2 has 3/10.
    """
    events = [(0, VISIT, 1, 0), (0, VISIT, 1, 2), (0, VISIT, 2, 2), (0, VISIT, 2, 4)]
    scores = slow_scores(events, 0, VISIT, 4, 3, 1.0, 0.5)
    assert scores[1] == pytest.approx(1 / 2)
    assert scores[2] == pytest.approx(3 / 10)
    found = made(*events)
    a, q, b, day = found.both_ways
    rows = np.array([6])
    flat = Recurrency(np.ones(8), np.full(8, 0.5))
    assert recurrency_ranks(layout_of(found), 10, flat, rows, truth(a[rows], q[rows], b[rows], day[rows], 10), day[rows] - 1) == [2.0]  # fmt: skip


@pytest.mark.parametrize("frozen_at", [None, 14])
def test_ranks_are_those_of_the_formulas(frozen_at):
    found = lively(days=22)
    events = list(zip(found.subject.tolist(), found.relation.tolist(), found.object.tolist(), found.day.tolist(), strict=True))  # fmt: skip
    a, q, b, day = found.both_ways
    rows = np.flatnonzero(day >= 15)[::3]
    known = day[rows] - 1 if frozen_at is None else np.full(len(rows), frozen_at)
    # powers of two and short sums, so that equal scores are equal in both reckonings
    model = Recurrency(np.where(np.arange(8) % 2, 1.0, 0.0), np.full(8, 0.75))
    asked = truth(a[rows], q[rows], b[rows], day[rows], 10)
    got = recurrency_ranks(layout_of(found), 10, model, rows, asked, known)
    among = [events[i // 2] for i in rows]
    for row, last, rank in zip(rows, known, got, strict=True):
        scores = slow_scores(events, int(a[row]), int(q[row]), int(day[row]), int(last), model.rate[q[row]], 0.75)
        rounded = {key: round(value, 12) for key, value in scores.items()}
        same_way = [event for event, at in zip(among, rows, strict=True) if at % 2 == row % 2]
        assert rank == float(slow_rank(same_way, events[row // 2], int(row % 2), rounded, 10))


def test_the_numbers_are_chosen_by_what_ranks_best():
    """Where only the last visit counts, a steep decay wins over none."""
    rows = [(0, VISIT, 1 + day // 10 % 5, day) for day in range(100)]
    found = made(*rows)
    a, q, b, day = found.both_ways
    some = np.flatnonzero((day > 50) & (q == VISIT))
    answers = truth(a[some], q[some], b[some], day[some], 10)
    layout = layout_of(found)
    chosen = choose_recurrency(layout, 10, 8, some, answers, day[some] - 1)
    tried = {rate: (1 / recurrency_ranks(layout, 10, Recurrency(np.full(8, rate), chosen.alpha), some, answers, day[some] - 1)).mean() for rate in (0.0, float(chosen.rate[VISIT]))}  # fmt: skip
    assert chosen.rate[VISIT] > 0
    assert tried[float(chosen.rate[VISIT])] > tried[0.0]
