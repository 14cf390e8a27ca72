"""The temperature of a pair: counts, breaks, surprise and answers, against slow and obvious forms."""

import itertools
import json
from math import log2
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from detente import workbench
from detente.cli.main import door
from detente.engines.temperature.breaks import find_breaks, noise
from detente.engines.temperature.credible import share_interval
from detente.engines.temperature.options import Options
from detente.engines.temperature.reciprocity import response
from detente.engines.temperature.record import Record
from detente.engines.temperature.solve import solve
from detente.engines.temperature.surprise import surprise
from detente.store import events as store
from detente.workbench.temperature import take_temperature


def record(*events: tuple[str, int, float], first: str = "2020-01-01", last: str = "2020-12-31") -> Record:
    """Single events (day, quad, score) of one side."""
    day = np.array([np.datetime64(each[0]).astype(int) for each in events], dtype=np.int64)
    n = len(day)
    ones = np.ones(n)
    return Record(day, day, day, np.zeros(n, np.int64), np.array([each[1] for each in events], np.int64), np.ones(n, np.int64), ones,
                  np.array([each[2] for each in events]), ones, np.arange(n), int(np.datetime64(first).astype(int)),
                  int(np.datetime64(last).astype(int)))  # fmt: skip


def test_events_fall_into_their_months_and_quads() -> None:
    found = solve(record(("2020-01-31", 1, 2.5), ("2020-02-01", 2, 9.5), ("2020-02-29", 4, -6.0)), Options(draws=50, shuffles=0), np.random.default_rng(0))  # fmt: skip
    both = found.both
    assert both.counts.cooperation.tolist()[:3] == [1, 1, 0]
    assert both.counts.conflict.tolist()[:3] == [0, 1, 0]
    assert both.share[1] == 0.5
    assert both.mean[1] == pytest.approx((9.5 - 6.0) / 2)


def test_the_sign_of_an_event_is_that_of_its_verb() -> None:
    """A day on which a tariff is threatened and a delegation agrees to come can score above zero (method events, section 3)."""
    found = solve(record(("2020-05-30", 3, -3.5), ("2020-05-30", 1, 2.5), ("2020-05-30", 1, 5.0)), Options(draws=50, shuffles=0), np.random.default_rng(0))  # fmt: skip
    assert found.both.mean[4] > 0


def _cost(x: Any, cuts: tuple[int, ...], penalty: float) -> float:
    edges = [0, *cuts, len(x)]
    return sum(((x[a:b] - x[a:b].mean()) ** 2).sum() for a, b in itertools.pairwise(edges)) + penalty * len(cuts)


@given(st.lists(st.integers(-5, 5), min_size=6, max_size=11), st.sampled_from([1.0, 3.0]))
def test_the_breaks_cost_as_little_as_the_best_of_all_cuts(values: list[int], penalty: float) -> None:
    x = np.array(values, float)
    ones = np.ones_like(x)
    beta = float(penalty * noise(x[None], ones[None])[0] * np.log(len(x)))
    found = find_breaks(x, ones, penalty=penalty).at
    every = [cuts for many in range(len(x) // 3) for cuts in itertools.combinations(range(3, len(x) - 2), many)
             if all(b - a >= 3 for a, b in itertools.pairwise([0, *cuts, len(x)]))]  # fmt: skip
    best = min(_cost(x, cuts, beta) for cuts in every)
    assert _cost(x, found, beta) == pytest.approx(best, abs=1e-6)


def test_a_step_is_found_and_shuffling_undoes_it() -> None:
    x = np.array([1.0, 1.2, 0.9, 1.1, 1.0, 1.05, 6.0, 6.2, 5.9, 6.1, 6.0, 5.95])
    found = find_breaks(x, np.ones_like(x), np.random.default_rng(1), shuffles=200)
    assert found.at == (6,)
    assert found.p is not None
    assert found.p < 0.1


def test_surprise_is_the_negative_binomial_of_the_earlier_months() -> None:
    counts, exposure = np.array([2, 2, 2, 9]), np.ones(4)
    found = surprise(counts, exposure, memory=1.0, warm_up=3)
    a, mean = 6.5, 6.5 / 3.5
    assert found.expected[3] == pytest.approx(mean)
    # errors were smaller than Poisson, so the gamma is as wide as the estimate is unsure: r = A, not whole; check by the recursion
    p, hit = 1.0, a / (a + mean)
    p = hit**a
    for y in range(9):
        p *= (a + y) / (y + 1) * (1 - hit)
    assert found.bits[3] == pytest.approx(-log2(p))
    assert np.isnan(found.bits[:3]).all()


def test_later_months_change_no_earlier_surprise() -> None:
    counts = np.array([3, 1, 4, 1, 5, 9, 2, 6])
    whole, part = surprise(counts, np.ones(8), 0.9, 3), surprise(counts[:6], np.ones(6), 0.9, 3)
    assert np.array_equal(whole.bits[:6], part.bits, equal_nan=True)


def test_an_answer_after_two_days_shows_at_lag_two() -> None:
    rng = np.random.default_rng(3)
    acts = (rng.random(700) < 0.2).astype(float)
    answers = np.roll(acts, 2)
    answers[:2] = 0
    found = response(acts, answers, 0, np.random.default_rng(0), lags=5, shuffles=100)
    assert found is not None
    assert int(np.argmax(found.slopes)) + 1 == 2


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_interval_of_a_share_is_inside_0_and_1_and_mirrors(cooperation: int, conflict: int) -> None:
    if cooperation + conflict == 0:
        return  # no share
    low, high = share_interval(np.array([float(cooperation)]), np.array([float(conflict)]), 0.9)
    other_low, other_high = share_interval(np.array([float(conflict)]), np.array([float(cooperation)]), 0.9)
    assert 0 <= low[0] <= high[0] <= 1
    assert low[0] == pytest.approx(1 - other_high[0])
    assert high[0] == pytest.approx(1 - other_low[0])


def test_the_flagship_is_told_with_notes_and_the_same_seed_gives_the_same() -> None:
    done = take_temperature("us-mexico")
    again = take_temperature("us-mexico")
    assert [each.numbers for each in done] == [each.numbers for each in again]
    first = done[0]
    assert first.coding == "confirmed"
    assert any(each["note"] for each in first.sentences)
    dossier = workbench.open_dossier("us-mexico")
    assert sum(row["volume"] for row in first.rows if row["direction"] == "both") <= sum(
        event.counted for event in dossier.events.values()
    )


def test_a_store_stands_beside_the_dossier_and_is_never_added(tmp_path: Path) -> None:
    one = {
        "source_country": "USA",
        "target_country": "MEX",
        "plover": "CONSULT",
        "quad": 1,
        "intensity": "1.0",
        "origin": "icews",
        "scale": "goldstein-icews",
    }
    store.write(
        tmp_path / "e.parquet",
        [{**one, "event_id": str(n), "date_start": f"2020-{n % 12 + 1:02d}-03"} for n in range(48)],
    )
    alone, beside = take_temperature("us-mexico"), take_temperature("us-mexico", events=tmp_path / "e.parquet")
    assert [each.coding for each in beside] == ["confirmed", "machine"]
    assert beside[0].rows == alone[0].rows
    assert sum(row["volume"] for row in beside[1].rows if row["direction"] == "both") == 48


def test_the_command_prints_json_and_draws(tmp_path: Path) -> None:
    done = CliRunner().invoke(door, ["events", "us-mexico", "--format", "json", "--chart", str(tmp_path / "t.svg")])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)
    assert (tmp_path / "t.svg").read_text("utf-8").lstrip().startswith("<svg")
