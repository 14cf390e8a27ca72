"""The back-test: no origin is asked of a model that knew its future, and scores are those of the definitions."""

from dataclasses import replace

import numpy as np
import pytest
from outlook_records import drifting, scattered

from detente.engines.outlook.model import ask, learn
from detente.engines.outlook.windows import climatology
from detente.studies.outlook import backtest, first_origin
from detente.studies.outlook_scores import reliability, score, skill_interval
from detente.studies.scores.calibration import sample_size


def test_each_origin_is_asked_of_the_model_of_its_time() -> None:
    stream = drifting(days=300)
    held = backtest(stream, 7, 220, refit=28)
    assert held is not None
    assert held.fits == (220, 248, 276)
    assert held.origins.tolist() == list(range(220, 293, 7))
    for place, fitted in ((0, 220), (3, 220), (5, 248), (8, 276)):
        origin = int(held.origins[place])
        alone = ask(learn(stream.until(fitted), 7, fitted), stream.until(origin), np.array([origin]))
        assert held.p[..., place] == pytest.approx(alone.p[..., 0])
        assert np.array_equal(climatology(stream.until(origin).counts, 7, np.array([origin]))[..., 0], held.references["climatology"][..., place])  # fmt: skip
        assert np.array_equal((stream.counts[..., origin + 1 : origin + 8] > 0).any(axis=-1), held.happened[..., place])
    assert backtest(stream, 90, 290) is None
    assert first_origin(300, 7) == 219
    one = backtest(stream, 7, 220, refit=None, rows=(2,))
    assert one is not None
    assert one.fits == (220,)
    assert np.array_equal(one.p[:, 0, 0], held.p[:, 2, 0])


def test_scores_are_those_of_the_definitions() -> None:
    held = scattered()
    found = score(held)
    assert list(found) == ["all", "one", "two"]
    came = held.happened.astype(float)
    brier = ((held.p - came) ** 2).mean()
    whole = found["all"]
    assert whole.brier == pytest.approx(brier)
    assert whole.log == pytest.approx(-np.log(np.where(held.happened, held.p, 1 - held.p)).mean())
    against = whole.against["climatology"]
    assert against.brier == pytest.approx(0.25)
    assert against.skill == pytest.approx(1 - brier / 0.25)
    assert against.drawn == "origins"
    assert against.interval is not None
    assert against.interval[0] < against.skill < against.interval[1]
    assert found["two"].brier == pytest.approx(((held.p[:, 1] - came[:, 1]) ** 2).mean())
    assert score(held) == found  # the same seed gives the same
    assert held.of([1, 3]).p.shape == (2, 2, 30)


def test_reliability_counts_by_tenths_and_shows_only_where_there_is_enough() -> None:
    p = np.array([0.05] * 30 + [0.32] * 50 + [0.38] * 60 + [1.0] * 2)
    came = np.array([1.0] * 3 + [0.0] * 27 + [1.0] * 55 + [0.0] * 55 + [1.0] * 2)
    bins = reliability(p, came)
    assert [(each.low, each.n) for each in bins] == [(0.0, 30), (0.3, 110), (0.9, 2)]
    middle = bins[1]
    assert middle.p == pytest.approx((50 * 0.32 + 60 * 0.38) / 110)
    assert middle.rate == 0.5
    assert middle.needed == sample_size(middle.p)
    assert middle.shown is (middle.needed <= 110)
    low, high = middle.interval
    assert (low + high) / 2 == pytest.approx(0.5)
    assert high - 0.5 == pytest.approx(1.959964 * np.sqrt(0.25 / 110 + 1.959964**2 / (4 * 110**2)) / (1 + 1.959964**2 / 110))  # fmt: skip
    assert not reliability(p, came, independence=0.25)[1].shown  # windows that overlap count for their share
    ece = sum(each.n * abs(each.p - each.rate) for each in bins) / len(p)
    held = replace(scattered(), p=p.reshape(2, 1, 71), happened=came.reshape(2, 1, 71) > 0, classes=("one",), references={}, modelled=np.ones((1, 71), bool))  # fmt: skip
    assert score(held)["all"].ece == pytest.approx(ece)


def test_an_interval_needs_stretches_of_time_else_pairs() -> None:
    own, theirs = np.full(30, 0.1), np.full(30, 0.2)
    assert skill_interval(own, theirs, 1) == pytest.approx((0.5, 0.5))
    assert skill_interval(own, theirs, 10) is None
    assert skill_interval(own, np.zeros(30), 1) is None
    assert score(scattered(horizon=90))["all"].against["season"].drawn == "nothing"
    assert score(scattered(horizon=90, pairs=40))["all"].against["season"].drawn == "pairs"


def test_a_record_that_drifts_is_told_better_than_by_its_base_rate() -> None:
    stream = drifting()
    held = backtest(stream, 7, first_origin(stream.days, 7), refit=None)
    assert held is not None
    found = score(held)["all"].against["climatology"].interval
    assert found is not None
    assert found[0] > 0
