"""Rules between relations: learned from a stream in which they hold, and one step of sharing worked by hand."""

import numpy as np
import pytest
from made_streams import HOST, NAMES, PRAISE, VISIT, lively, made

from detente.engines.forecast.rules import SHRINK, SPONTANEOUS, learn_rules
from detente.studies.next_events import make_walk


def test_a_visit_calls_for_a_host():
    """In the stream each visit a -> b is hosted b -> a the day after: as a relation of a, a HOST received."""
    walk = make_walk(lively(), NAMES, 0, 161)
    walk.count_until(160)
    walk.learn_rules()
    rules = walk.rules[0]
    received = HOST + 4
    assert rules[received, VISIT, 0] == rules[received, :, 0].max()
    assert rules[received, VISIT, 0] > 10 * rules[PRAISE, VISIT, 0]
    # the same rule seen from the other actor
    assert rules[HOST, VISIT + 4, 0] == pytest.approx(rules[received, VISIT, 0], rel=0.05)


def test_one_round_worked_by_hand():
    """0 visits 1 on day 0 and hosts it on day 2: one cause, so the host is shared between it and the base rate.

    Both ways there are four events and eight relations: base(VISIT) = base(HOST) = (1 + 1) / (4 + 8) = 1/6. The rules
    begin at .01 base, so the parts of the three half-lives are .01/6 x 2^(-2/h), beside a spontaneous 1e-3/6.
    """
    walk = make_walk(made((0, VISIT, 1, 0), (0, HOST, 1, 2)), NAMES, 0, 3)
    decay = walk.account.decay
    got = learn_rules(walk.layout, 4, 4, decay, rounds=1)
    base = np.where(np.isin(np.arange(8), [VISIT, HOST, VISIT + 4, HOST + 4]), 2, 1) / 12
    parts = 0.01 / 6 * 2.0 ** (-2 / np.array([3.0, 20.0, 120.0]))
    shared = parts / (parts.sum() + SPONTANEOUS / 6)
    # a visit of day 0 has been exposed for the two days to the last event, in both directions
    exposure = decay[:, 1] + decay[:, 2]
    level = 2 * shared / (2 * exposure)
    wanted = (shared + SHRINK * level * base[HOST]) / (exposure + SHRINK)
    np.testing.assert_allclose(got[HOST, VISIT], wanted, rtol=1e-4)
    np.testing.assert_allclose(got[PRAISE, VISIT], SHRINK * level * base[PRAISE] / (exposure + SHRINK), rtol=1e-4)


def test_no_events_no_rules():
    walk = make_walk(made((0, VISIT, 1, 0)), NAMES, 0, 1)
    assert not learn_rules(walk.layout, 0, 4, walk.account.decay).any()
