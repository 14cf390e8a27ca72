"""The engine of the outlook against forms by hand and against another optimiser; nothing after an origin changes it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from outlook_records import FIRST, QUADS, drifting
from scipy.optimize import minimize

from detente.engines.outlook import intensity
from detente.engines.outlook.decay import rates
from detente.engines.outlook.features import features
from detente.engines.outlook.logistic import expit, fit
from detente.engines.outlook.model import ask, learn
from detente.engines.outlook.stream import Stream
from detente.engines.outlook.windows import climatology, origins_before, outcomes, persistence, season

COUNTS = arrays(np.int64, st.tuples(st.integers(1, 3), st.just(1), st.integers(8, 20)), elements=st.integers(0, 1))


@given(COUNTS, st.integers(1, 4))
def test_outcomes_and_climatology_are_the_windows_counted_one_by_one(counts: np.ndarray, horizon: int) -> None:
    days = counts.shape[-1]
    origins = np.arange(horizon, days - horizon)
    if not len(origins):
        return
    came = outcomes(counts.astype(np.float32), horizon, origins)
    base = climatology(counts.astype(np.float32), horizon, origins)
    for place, t in enumerate(origins.tolist()):
        held = counts[:, 0, t + 1 : t + horizon + 1].any(axis=1)
        assert came[:, 0, place].tolist() == held.tolist()
        ended = [counts[:, 0, s : s + horizon].any(axis=1) for s in range(t - horizon + 2)]
        share = np.mean(ended, axis=0)
        independent = len(ended) / horizon
        drawn = (share * independent + share.mean()) / (independent + 1)
        assert base[:, 0, place] == pytest.approx(np.clip(drawn, 0.002, 0.998))


def test_persistence_and_season_by_hand() -> None:
    counts = np.zeros((1, 1, 12), dtype=np.float32)
    counts[0, 0, [0, 1, 5, 6, 10]] = 1  # day by day: after an event 2 of 4 times another, after none 2 of 6
    origin, base = np.array([11]), np.array([[[0.5]]])
    assert persistence(counts, 1, origin, base)[0, 0, 0] == pytest.approx((2 + 0.5) / (6 + 1))
    assert persistence(counts, 1, np.array([10]), base)[0, 0, 0] == pytest.approx((2 + 0.5) / (4 + 1))
    year = np.zeros((1, 1, 366), dtype=np.float32)
    year[0, 0, :10] = 1  # the first ten days of January
    said = season(year, 1, np.array([364, 365]), np.full((1, 1, 2), 0.5), np.datetime64("2019-01-01"))
    assert said[0, 0] == pytest.approx((10 + 1.5) / (31 + 3), abs=0.02)  # both look at a day of January


def test_rates_are_weighted_means_of_the_days() -> None:
    counts = np.array([[3.0, 0.0, 1.0, 4.0]], dtype=np.float32)
    weights = 2.0 ** (-np.arange(4)[::-1] / 5)
    assert rates(counts, 5, np.array([3]))[0, 0] == pytest.approx((counts[0] * weights).sum() / weights.sum())


def test_the_logistic_fit_is_the_maximum_that_another_optimiser_finds() -> None:
    rng = np.random.default_rng(1)
    columns, offset = rng.normal(size=(300, 4)), rng.normal(size=300)
    happened = (rng.random(300) < expit(offset + columns @ np.array([1.0, -0.5, 0.0, 0.3]))).astype(float)
    design = np.concatenate([np.ones((300, 1)), columns], axis=1)

    def loss(b: np.ndarray) -> float:
        x = offset + design @ b
        return float(-0.5 * (happened * x - np.logaddexp(0, x)).sum() + 0.5 * 3.0 * (b[1:] @ b[1:] + b[0] ** 2 / 10))

    best = minimize(loss, np.zeros(5), method="BFGS", options={"gtol": 1e-9})
    found = fit(columns, happened, offset, penalty=3.0, weight=0.5)
    assert found.coefficients == pytest.approx(best.x, abs=1e-5)
    assert fit(columns, happened, offset, 3.0, 0.5, start=np.full(5, 2.0)).coefficients == pytest.approx(found.coefficients, abs=1e-6)  # fmt: skip
    p = expit(offset + design @ found.coefficients)
    information = (design * (0.5 * p * (1 - p))[:, None]).T @ design + np.diag([0.3, 3, 3, 3, 3])
    assert np.linalg.inv(information) == pytest.approx(found.covariance, rel=1e-4)


def test_without_evidence_nothing_moves_from_the_base_rate() -> None:
    found = fit(np.zeros((0, 3)), np.zeros(0), np.zeros(0), penalty=1.0, weight=1.0)
    assert found.coefficients.tolist() == [0, 0, 0, 0]


@pytest.fixture(scope="module")
def stream() -> Stream:
    return drifting()


def test_nothing_after_an_origin_changes_what_is_said_at_it(stream: Stream) -> None:
    origin = 280
    upset = Stream(stream.counts.copy(), stream.pairs, stream.classes, stream.first_day)
    upset.counts[..., origin + 1 :] = 7
    for horizon in (7, 30):
        whole, other = learn(stream, horizon, origin), learn(upset, horizon, origin)
        late = np.array([origin])
        one, two, three = ask(whole, stream, late), ask(other, upset, late), ask(whole, stream.until(origin), late)
        assert np.array_equal(one.p, two.p)
        assert np.array_equal(one.p, three.p)
        assert np.array_equal(one.low, two.low)
        assert np.array_equal(features(stream, horizon, late).values, features(upset, horizon, late).values)
        references = [season(each.counts, horizon, late, one.base, FIRST) for each in (stream, upset)]
        assert np.array_equal(*references)
        assert np.array_equal(persistence(stream.counts, horizon, late, one.base), persistence(upset.counts, horizon, late, one.base))  # fmt: skip


def test_what_else_is_asked_changes_no_answer(stream: Stream) -> None:
    more = np.concatenate([stream.counts, stream.counts[:, 2:].sum(axis=1, keepdims=True)], axis=1)
    wider = Stream(more, stream.pairs, (*QUADS, "conflict"), FIRST, parts=4)
    now = np.array([stream.days - 1])
    alone, beside = ask(learn(stream, 7, now[0]), stream, now), ask(learn(wider, 7, now[0]), wider, now)
    assert np.array_equal(alone.p, beside.p[:, :4])
    only = ask(learn(wider, 7, now[0], rows=(4,)), wider, now)
    assert np.array_equal(only.p[:, 4], beside.p[:, 4])
    assert only.modelled == (False, False, False, False, True)
    assert np.array_equal(only.p[:, :4], only.base[:, :4])


def test_ranges_hold_their_number_and_the_parts_add_up(stream: Stream) -> None:
    said = ask(learn(stream, 7, 360), stream, np.array([360]))
    assert (said.low <= said.p).all()
    assert (said.p <= said.high).all()
    assert all(said.modelled)


def test_a_stream_refuses_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Stream(np.zeros((1, 2, 3), np.float32), (("A", "B"),), ("x",), FIRST)
    with pytest.raises(ValueError, match="negative"):
        Stream(np.full((1, 1, 3), -1, np.float32), (("A", "B"),), ("x",), FIRST)
    with pytest.raises(ValueError, match="twice"):
        Stream(np.zeros((2, 1, 3), np.float32), (("A", "B"), ("A", "B")), ("x",), FIRST)
    with pytest.raises(ValueError, match="cannot part"):
        Stream(np.zeros((1, 1, 3), np.float32), (("A", "B"),), ("x",), FIRST, parts=2)


def test_origins_count_back_from_the_last() -> None:
    assert origins_before(20, 3, 7).tolist() == [6, 13, 20]
    assert origins_before(2, 3, 7).tolist() == []


@pytest.fixture(scope="module")
def panel() -> intensity.Panel:
    rng = np.random.default_rng(5)
    level = np.cumsum(rng.normal(0, 3, (20, 900)), axis=1)
    return intensity.Panel(level + rng.normal(0, 30, level.shape), tuple((f"A{n}", "B") for n in range(20)), FIRST)


def test_the_intensity_sees_nothing_later_and_its_intervals_cover(panel: intensity.Panel) -> None:
    model = intensity.learn_intensity(panel, 7, 700)
    assert model is not None
    upset = intensity.Panel(panel.scores.copy(), panel.pairs, FIRST)
    upset.scores[:, 701:] = 1e4
    other = intensity.learn_intensity(upset, 7, 700)
    assert other is not None
    assert np.array_equal(model.coefficients, other.coefficients)
    late = np.array([700])
    assert np.array_equal(intensity.ask_intensity(model, panel, late).mean, intensity.ask_intensity(other, upset, late).mean)  # fmt: skip
    origins = np.arange(700, 890, 5)
    said, came = intensity.ask_intensity(model, panel, origins), intensity.windows_ahead(panel, 7, origins)
    assert 0.7 < ((came >= said.low) & (came <= said.high)).mean() < 0.9
    assert intensity.learn_intensity(panel, 7, 380) is None
    with pytest.raises(ValueError, match="infinite"):
        intensity.Panel(np.full((1, 3), np.inf), (("A", "B"),), FIRST)
    with pytest.raises(ValueError, match="do not fit"):
        intensity.Panel(np.zeros((2, 3)), (("A", "B"),), FIRST)


def test_a_trailing_mean_leaves_missing_days_out() -> None:
    values = np.array([[1.0, np.nan, 3.0, 5.0]])
    assert intensity.trailing_mean(values, 2)[0].tolist() == [1.0, 1.0, 3.0, 4.0]
