"""Counts and features against numbers worked by hand, and that nothing after the question's day changes them."""

import numpy as np
import pytest
from made_streams import HOST, NAMES, THREATEN, VISIT, lively, made

from detente.engines.forecast.features import NAMES as FEATURES
from detente.engines.forecast.stream import Stream, joined
from detente.engines.forecast.walk import Block, Walk
from detente.studies.next_events import make_walk


def describe(walk: Walk, actor: int, relation: int, day: int):
    one = (np.array([each], np.int64) for each in (actor, relation, day, 0))
    a, q, t, row = one
    return walk.describe(a, q, t, row)


def features_of(found, entity: int) -> dict[str, float]:
    place = found.candidates[0].tolist().index(entity)
    return dict(zip(FEATURES, found.features[0, place].tolist(), strict=True))


def test_features_worked_by_hand():
    """0 visits 1 on days 0 and 20, and 2 on day 20; asked on day 40.

    At the half-life of 20 days the pair's count is 1 on day 0, 1/2 + 1 = 3/2 on day 20 and 3/4 on day 40; all of 0's visits
    count 3/2 + 1 = 5/2 on day 20 and 5/4 on day 40. The feature is log((3/4 + .02) / (5/4 + 1)).
    """
    walk = make_walk(made((0, VISIT, 1, 0), (0, VISIT, 1, 20), (0, VISIT, 2, 20)), NAMES, 0, 40)
    walk.count_until(39)
    found = features_of(describe(walk, 0, VISIT, 40), 1)
    assert found["same:20d"] == pytest.approx(np.log((0.75 + 0.02) / (1.25 + 1)), abs=1e-5)
    assert found["same:since"] == pytest.approx(np.log1p(20), abs=1e-5)
    assert found["same:number"] == pytest.approx(np.log1p(2), abs=1e-5)
    # who was visited: the mirror question reads the same pair the other way round
    back = features_of(describe(walk, 1, VISIT + 4, 40), 0)
    assert back["same:20d"] == pytest.approx(np.log((0.75 + 0.02) / (0.75 + 1)), abs=1e-5)
    assert found["is-state"] == 0.0 if NAMES[1] not in ("Norvia", "Sudland", "Ostia", "Vestia") else 1.0


def test_a_third_party_speaks_for_its_partners():
    """0 visits 1, and 1 visits 2: through 1, two is a candidate of 0 that it never met."""
    walk = make_walk(made((0, VISIT, 1, 0), (1, VISIT, 2, 0), (5, HOST, 6, 0)), NAMES, 0, 1)
    walk.count_until(0)
    found = describe(walk, 0, VISIT, 1)
    share = 2.0 ** (-1 / 20)  # both counts after a day; 0's share of 1 is whole
    assert features_of(found, 2)["third-same"] == pytest.approx(np.log(share / (share + 1) + 1e-4), abs=1e-4)
    assert features_of(found, 1)["third-same"] == pytest.approx(np.log(1e-4), abs=1e-4)


def test_an_answer_is_a_candidate_once_and_scores_fall():
    walk = make_walk(lively(40), NAMES, 0, 41)
    walk.count_until(40)
    found = describe(walk, 3, VISIT, 41)
    real = found.candidates[0][found.candidates[0] >= 0]
    assert len(set(real.tolist())) == len(real) > 3
    assert (np.diff(found.scores[0]) <= 0).all()


def seen(events: Stream, day: int):
    """What questions of one day look like after counting and learning everything before it."""
    walk = make_walk(events, NAMES, 5, int(events.day[-1]))
    walk.count_until(day - 1)
    walk.learn_rules()
    walk.learn_affinity()
    asked = np.arange(8)
    found = walk.describe(np.arange(8) % 5, asked, np.full(8, day), asked)
    return found.candidates, found.features, found.scores


@pytest.mark.parametrize("day", [30, 45])
def test_nothing_after_the_origin_changes_what_a_question_sees(day):
    """Delete, or replace, everything from the day of the question on: candidates, features and scores stay, bit by bit."""
    events = lively(60)
    past = events.until(day - 1)
    other = made(*((k % 10, THREATEN, (k + 3) % 10, day + k % 9) for k in range(60)))
    asked = made((0, VISIT, 1, day))  # the stream must reach the day
    whole = seen(events, day)
    for changed in (joined(past, asked), joined(past, other)):
        for one, two in zip(whole, seen(changed, day), strict=True):
            np.testing.assert_array_equal(one, two)


def test_a_frozen_block_is_asked_from_what_was_known_before_it():
    events = lively(40)
    walk = make_walk(events, NAMES, 0, 40)
    asked = walk.day >= 30
    for frozen in (False, True):
        walk = make_walk(events, NAMES, 0, 41)
        counted = []
        for found in walk.visit(Block(30, 40, frozen), asked, None):
            counted += [(int(walk.day[found.rows].min()), int(walk.day[walk.counted - 1]))]
        if frozen:
            assert counted == [(30, 29)]
        else:
            assert counted == [(day, day - 1) for day in range(30, 41)]
