"""Ensembles, drivers and warnings of the challenge model."""

from dataclasses import replace

import numpy as np
import pytest

from detente.engines.bargaining.challenge import run
from detente.engines.bargaining.challenge_options import SCHOLZ_AS_CODED, with_option
from detente.engines.bargaining.inputs import Cells
from detente.engines.bargaining.issue import Issue, fixed
from detente.studies.challenge_ensemble import challenge_drivers, challenge_ensemble
from detente.studies.challenge_warnings import challenge_warnings, knife_edge, not_settled, unstable_median, wobbly

#: Scholz, Calbert & Smith 2011, Table 1.
EC = fixed(
    "ec-emissions",
    ("Netherlands", "Belgium", "Luxembourg", "Germany", "France", "Italy", "UK", "Ireland", "Denmark", "Greece"),
    np.array([4, 7, 4, 4, 10, 10, 10, 7, 4, 7.0]),
    np.array([0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7]),
    np.array([0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08]),
    low=4,
    high=10,
)


def calm() -> Issue:
    """One strong camp in the middle and weak rivals: little happens."""
    x, s, c = np.array([50.0, 50.0, 49.0, 52.0, 100.0]), np.full(5, 0.5), np.array([50.0, 40.0, 30.0, 20.0, 0.001])
    return fixed("calm", tuple("abcde"), x, s, c)


def test_without_ranges_every_quantile_is_the_path_itself() -> None:
    runs, path = challenge_ensemble(EC, rounds=6, draws=70), run(EC, rounds=6)
    assert (runs.median == path.median[:, None]).all()
    assert (runs.mean == path.mean[:, None]).all()
    assert challenge_drivers(EC).median == ()


def test_the_same_seed_gives_the_same_bytes_and_another_stream_gives_others() -> None:
    ranged = wobbly(EC, 0.05)
    first, again = (challenge_ensemble(ranged, rounds=3, draws=500, seed=4) for _ in range(2))
    assert first.median.tobytes() == again.median.tobytes()
    assert first.mean.tobytes() == again.mean.tobytes()
    assert challenge_ensemble(ranged, rounds=3, draws=500, seed=4, stream=1).mean.tobytes() != first.mean.tobytes()


def test_the_number_of_threads_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.engines.bargaining import challenge_kernel

    ranged = wobbly(EC, 0.05)
    usual = challenge_ensemble(ranged, rounds=3, draws=300).mean.tobytes()
    monkeypatch.setattr(challenge_kernel, "_cores", lambda: 1)
    assert challenge_ensemble(ranged, rounds=3, draws=300).mean.tobytes() == usual
    monkeypatch.setattr(challenge_kernel, "LANES", 8)
    assert challenge_ensemble(ranged, rounds=3, draws=300).mean.tobytes() == usual


def test_quantiles_do_not_cross() -> None:
    runs = challenge_ensemble(wobbly(EC, 0.2), rounds=5, draws=400)
    assert (np.diff(runs.median, axis=1) >= 0).all()
    assert (np.diff(runs.mean, axis=1) >= 0).all()


def test_an_ensemble_needs_a_draw_an_actor_and_a_seed() -> None:
    with pytest.raises(ValueError, match="at least 1 draw, not 0"):
        challenge_ensemble(EC, draws=0)
    with pytest.raises(ValueError, match="0 or more, not -1"):
        challenge_ensemble(EC, draws=10, seed=-1)
    with pytest.raises(ValueError, match="nobody holds a position"):
        challenge_ensemble(fixed("none", (), np.empty(0), np.empty(0), np.empty(0)), draws=10)


def test_at_round_0_the_drivers_of_the_mean_are_those_of_a_weighted_mean() -> None:
    x = Cells(np.array([0.0, 80.0]), np.array([10.0, 90.0]), np.array([40.0, 91.0]))
    flat = Cells(*[np.array([0.5, 0.5])] * 3)
    found = challenge_drivers(Issue("two", ("a", "b"), x, flat, flat), rounds=0, runs=4000).mean
    assert [(each.actor, each.field) for each in found] == [("a", "position"), ("b", "position")]
    # Variance of a triangular range: (l^2 + m^2 + h^2 - lm - lh - mh) / 18; the mean is additive.
    variance = [(0 + 100 + 1600 - 0 - 0 - 400) / 18, (6400 + 8100 + 8281 - 7200 - 7280 - 8190) / 18]
    assert found[0].total == pytest.approx(variance[0] / sum(variance), abs=0.02)
    assert found[0].first == pytest.approx(variance[0] / sum(variance), abs=0.05)


def test_the_emissions_case_is_unstable_and_unsettled_but_hinges_on_no_rounding() -> None:
    found = {each.slug: each for each in challenge_warnings(EC, run(EC, rounds=10))}
    assert list(found) == ["unstable-median", "not-settled"]
    assert found["not-settled"].message == "the median still moved by 45% of the range of positions in round 10"


def test_the_stability_check_can_be_skipped_and_an_ensemble_takes_its_place() -> None:
    path = run(EC, rounds=5)
    assert challenge_warnings(EC, path, stability=False) == ()
    assert unstable_median(path, challenge_ensemble(EC, rounds=5, draws=10)) is None


def test_a_knife_edge_is_named_by_its_first_round() -> None:
    # published/bargaining/ec_expected_paths.csv: with conflict=none rounding decides from round 6 on.
    edge = with_option(SCHOLZ_AS_CODED, "conflict=none")
    found = knife_edge(EC, run(EC, edge, 8))
    assert found is not None
    assert found.round == 6
    assert found.message.startswith("round 6 hinges on rounding")
    assert knife_edge(EC, run(EC, rounds=12)) is None


def test_a_calm_issue_and_issues_without_a_fight_give_no_warning() -> None:
    assert challenge_warnings(calm(), run(calm(), rounds=0)) == ()
    still = replace(EC, position=Cells(*[np.full(10, 5.0)] * 3))
    assert challenge_warnings(still, run(still)) == ()
    assert not_settled(run(EC, rounds=0)) is None
