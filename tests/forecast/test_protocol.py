"""The protocol: what is known when, what is chosen on what, and that the same seed gives the same ranks."""

import numpy as np
import pytest
from made_streams import NAMES, THREATEN, lively, made

from detente.engines.forecast.boosting import Growth
from detente.engines.forecast.forecaster import Settings
from detente.engines.forecast.ranks import summary
from detente.engines.forecast.stream import joined
from detente.studies.next_events import evaluate, last_tenth, later_blocks, spread, train_blocks

SMALL = Settings(questions=4000, top=8, growth=Growth(trees=20, depth=3, step=0.2, questions=0.5, features=0.5))
EVENTS = lively(100)
TRAIN, VALID, TEST = EVENTS.until(69), EVENTS.until(84).after(69), EVENTS.after(84)


def run(test=TEST, **options):
    return evaluate(TRAIN, VALID, test, NAMES, settings=SMALL, **options)


@pytest.fixture(scope="module")
def single():
    return run()


def test_both_directions_of_every_test_event_are_ranked(single):
    assert len(single.ranks) == len(single.recurrency) == 2 * len(TEST)
    assert single.rows.tolist() == list(range(2 * (len(TRAIN) + len(VALID)), 2 * len(EVENTS)))
    assert single.ranks.min() >= 1.0
    assert single.ranks.max() <= 10.0


def test_rules_beat_recurrency_where_rules_hold(single):
    """A host follows yesterday's visit: the forecaster reads that, the baseline does not."""
    assert summary(single.ranks)["mrr"] > summary(single.recurrency)["mrr"] + 0.1


def test_the_same_seed_gives_the_same_ranks(single):
    again = run()
    np.testing.assert_array_equal(again.ranks, single.ranks)
    assert again.trees == single.trees


def test_single_step_uses_earlier_test_days_and_nothing_of_the_day_or_later(single):
    """Cut the test at day 92: the ranks of the days before stay. What the other rows are on a day matters only to the filter."""
    short = run(TEST.until(92))
    np.testing.assert_array_equal(short.ranks, single.ranks[: len(short.ranks)])
    np.testing.assert_array_equal(short.recurrency, single.recurrency[: len(short.recurrency)])


def test_multi_step_knows_nothing_after_the_last_validation_day():
    """Replace all test days but the last by others: the last day's ranks stay, for no test day is known."""
    last = TEST.after(int(TEST.day[-1]) - 1)
    first = int(TEST.day[0])
    other = made(*((k % 10, THREATEN, (k + 1) % 10, first + k % 12) for k in range(60)))
    ranks = []
    for test in (TEST, joined(other, last)):
        done = run(test, protocol="multi-step", model="logit")
        ranks.append((done.ranks[-2 * len(last) :], done.recurrency[-2 * len(last) :]))
    np.testing.assert_array_equal(ranks[0][0], ranks[1][0])
    np.testing.assert_array_equal(ranks[0][1], ranks[1][1])


def test_the_baseline_alone_is_the_model_recurrency(single):
    alone = run(model="recurrency")
    np.testing.assert_array_equal(alone.ranks, single.recurrency)
    np.testing.assert_array_equal(alone.ranks, alone.recurrency)


def test_blocks_cover_the_days_once():
    blocks = train_blocks(TRAIN, 0)
    days = [day for block in blocks for day in range(block.first, block.last + 1)]
    assert days == list(range(days[0], 70))
    assert not any(block.frozen for block in blocks)
    assert all(block.frozen for block in train_blocks(TRAIN, 15))
    assert later_blocks(70, 84, 15, True)[0].frozen
    assert sum(block.last - block.first + 1 for block in later_blocks(70, 84, 4, False)) == 15


def test_the_last_tenth_of_the_days_is_cut_off():
    fit, choose = last_tenth(TRAIN)
    assert len(np.unique(choose.day)) == 7
    assert len(fit) + len(choose) == len(TRAIN)
    assert fit.day[-1] < choose.day[0]


@pytest.mark.parametrize("rows", [1, 6_000, 12_000, 61_999, 62_000])
def test_both_directions_are_chosen_on(rows):
    """Rows 2i ask for the object and 2i + 1 for the subject: an even step would judge one direction alone."""
    places = spread(rows)
    assert 0 < len(places) <= 6_000
    odd = int((places % 2).sum())
    assert abs(len(places) - 2 * odd) <= 1
    assert rows - places[-1] <= places[min(1, len(places) - 1)] + 1


@pytest.mark.parametrize(
    ("change", "message"),
    [({"protocol": "both"}, "protocol is one of"), ({"model": "tree"}, "protocol is one of"), ({"test": VALID}, "follow one another"), ({"test": TEST.until(0)}, "need events")],
)  # fmt: skip
def test_what_cannot_be_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        run(**change)
