"""The KTAB spatial model against its published logs, the worked example, an oracle and its invariances."""

import csv
import time
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.bargaining import ktab
from detente.engines.bargaining.issue import Issue, fixed
from detente.engines.bargaining.ktab import CHOICES, KTAB_SMP, KtabOptions, path_rows, run, with_option
from detente.explain.ktab import explain

SHARED = Path(__file__).resolve().parents[3] / "shared"
PUBLISHED = SHARED / "published" / "bargaining"
needs_shared = pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the shared reference files are not at hand")
CASES = ("ktab_soe_pol_comp_2d", "ktab_synthetic_3d", "ktab_synthetic_40")

# Worked example of section 4 of the method notes; a run of the program KTAB agrees.
THREE = fixed("three", ("A", "B", "C"), np.array([10.0, 40, 90]), np.array([0.5, 0.8, 0.9]), np.array([40.0, 60, 50]))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def case(name: str) -> tuple[Issue, ...]:
    rows = rows_of(SHARED / "data" / "bargaining" / f"{name}.csv")
    found = []
    for issue in dict.fromkeys(row["issue"] for row in rows):
        ours = [row for row in rows if row["issue"] == issue]
        x, s, c = (np.array([float(row[f]) for row in ours]) for f in ("position", "salience", "capability"))
        found.append(fixed(issue.partition(":")[2], tuple(row["actor"] for row in ours), x, s / 100, c))
    return tuple(found)


@needs_shared
@pytest.mark.parametrize("name", CASES)
def test_every_line_of_the_reference_logs_is_met_to_the_last_printed_digit(name: str) -> None:
    """Logs shipped with KTAB (2017-05-30) and a run of that program: ktab_reference_positions.csv."""
    path = run(case(name))
    wrong = []
    for row in rows_of(PUBLISHED / "ktab_reference_positions.csv"):
        if row["case"] == name:
            turn, i, k = int(row["turn"]), path.actors.index(row["actor"]), path.dimensions.index(row["dimension"])
            digits = len(row["position"].partition(".")[2])
            ours = f"{path.positions[turn, i, k]:.{digits}f}", f"{path.probabilities[turn, i]:.4f}"
            if ours != (row["position"], row["probability"]):
                wrong.append((row, ours))
    assert wrong == []


@needs_shared
@pytest.mark.parametrize("name", CASES)
def test_the_step_ratios_of_the_reference_logs_are_met_and_the_run_stops_where_they_stop(name: str) -> None:
    """ktab_reference_steps.csv, to the last printed digit; the logs end where the model settles."""
    printed = [r["change_relative_to_first_step"] for r in rows_of(PUBLISHED / "ktab_reference_steps.csv") if r["case"] == name]  # fmt: skip
    path = run(case(name))
    assert [f"{ratio:.4f}" for ratio in path.ratios] == printed
    assert path.settled


@needs_shared
def test_forty_actors_take_less_than_two_seconds() -> None:
    """The goal of the method notes for 40 actors x 20 turns."""
    issues = case("ktab_synthetic_40")
    start = time.perf_counter()
    path = run(issues)
    assert len(path.turns) == 20
    assert time.perf_counter() - start < 2


def test_the_worked_example_gives_its_risk_challenges_positions_and_probabilities() -> None:
    """Numbers of section 4 of the method notes, at the printed precision."""
    path = run(THREE)
    turn = path.turns[0]
    assert turn.risk_neutral == pytest.approx([0.177419, 0.620968, 0.201613], abs=5e-7)
    assert turn.risk == pytest.approx([-0.5, 1, -0.418182], abs=5e-7)
    gains = [[0, -0.090169, -0.277213], [0.069125, 0, -0.033482], [0.633045, 0.187366, 0]]
    assert turn.gain == pytest.approx(np.array(gains), abs=5e-7)
    odds = [[0.5, 0.235851, 0.269436], [0.768061, 0.5, 0.37004], [0.730233, 0.568705, 0.5]]
    assert turn.p == pytest.approx(np.array(odds), abs=5e-7)
    turns = [[10, 40, 90], [38.97, 38.97, 90], [88.98, 38.97, 88.98], [40.12, 40.12, 88.98], [88.02, 40.12, 88.02]]
    assert path.positions[:5, :, 0] == pytest.approx(np.array(turns), abs=1e-9)
    assert path.probabilities[:2] == pytest.approx(np.array([[0.3158, 0.3760, 0.3082], [0.4505, 0.4505, 0.5495]]), abs=5e-5)  # fmt: skip


def test_the_worked_example_never_settles() -> None:
    """It oscillates and is cut at 100 turns."""
    path = run(THREE)
    assert (len(path.turns), path.settled) == (100, False)


def oracle_challenge(i: int, j: int, h: int, issue: Issue, risk: np.ndarray, commitment: str) -> tuple[float, float]:
    """p and gain of i challenging j in the eyes of h, term by term from the definition, one dimension."""
    x, s, c = issue.position.mode / 100, issue.salience.mode, issue.capability.mode

    def u(k: int, a: int) -> float:
        d, seen = abs(x[k] - x[a]), (2 * risk[h] + risk[k]) / 3
        return float((1 - d) * (1 + d * seen))

    support = {1: 1e-10, -1: 1e-10}
    for v in (c[i] * s[i] * (u(i, i) - u(i, j)), c[j] * s[j] * (u(j, i) - u(j, j))):
        support[1 if v > 0 else -1] += abs(v)
    start = dict(support)
    for n in range(len(x)):
        if n in (i, j):
            continue
        side = dict(start)
        v0 = c[n] * s[n] * (u(n, i) - u(n, j))
        side[1 if v0 > 0 else -1] += abs(v0)
        q = side[1] / (side[1] + side[-1])
        keep_i, keep_j, lose_i, lose_j = 2 * u(n, i) + u(n, n), 2 * u(n, j) + u(n, n), 3 * u(n, i), 3 * u(n, j)
        if commitment == "none":
            lose_i, lose_j = keep_i, keep_j
        if commitment == "full":
            keep_i, keep_j = lose_i, lose_j
        v = c[n] * s[n] * ((q * keep_i + (1 - q) * lose_j) - (q * lose_i + (1 - q) * keep_j))
        support[1 if v > 0 else -1] += abs(v)
    p = support[1] / (support[1] + support[-1])
    gain = (1 - s[j]) * 2 * u(i, i) + s[j] * (p * 2 * u(i, i) + (1 - p) * 2 * u(i, j)) - (u(i, i) + u(i, j))
    return p, float(gain)


@st.composite
def issues(draw: Any, least: int = 1, most: int = 6) -> Issue:
    n = draw(st.integers(least, most))
    x = draw(st.lists(st.integers(0, 20).map(lambda v: 5.0 * v), min_size=n, max_size=n))
    s = draw(st.lists(st.integers(0, 10).map(lambda v: v / 10), min_size=n, max_size=n))
    c = draw(st.lists(st.integers(0, 10).map(float), min_size=n, max_size=n))
    return fixed("any", tuple(f"a{k}" for k in range(n)), np.array(x), np.array(s), np.array(c))


@settings(max_examples=40, deadline=None)
@given(issues(least=2), st.sampled_from(["none", "semi", "full"]))
def test_odds_and_gains_are_those_of_the_definition(issue: Issue, commitment: Any) -> None:
    """Against a literal loop over dyads and third parties.

    Where nobody has a stake, rounding of 1e-15 meets a support of 1e-10: hence the tolerance.
    """
    turn = run(issue, KtabOptions(commitment=commitment), 1).turns[0]
    for i, j in product(range(len(issue.actors)), repeat=2):
        if i != j:
            p, gain = oracle_challenge(i, j, i, issue, turn.risk, commitment)
            assert turn.p[i, j] == pytest.approx(p, abs=2e-5)
            assert turn.gain[i, j] == pytest.approx(gain, abs=4e-5)


@settings(max_examples=60, deadline=None)
@given(issues(), st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CHOICES.items()}))
def test_whatever_the_options_nothing_aborts_and_all_stay_within_the_given_positions(issue: Issue, chosen: Any) -> None:
    """Degenerate issues included; offers are rounded to 0.01 of 100, so positions stay in the range to that."""
    path = run(issue, KtabOptions(**chosen), 6)
    low, high = issue.position.mode.min(), issue.position.mode.max()
    assert np.isfinite(path.positions).all()
    assert np.isfinite(path.probabilities).all()
    assert np.isfinite(path.ratios).all()
    assert path.positions.min() >= low - 0.006
    assert path.positions.max() <= high + 0.006
    for turn in path.turns:
        assert ((turn.risk >= -0.5 - 1e-12) & (turn.risk <= 1 + 1e-12)).all()
        for queue in turn.queues:
            assert sum(offer.probability for offer in queue) == pytest.approx(1)


@settings(max_examples=30, deadline=None)
@given(issues(least=2))
def test_a_scale_moved_and_stretched_moves_the_path_likewise(issue: Issue) -> None:
    """x -> 3 + 2x with the scale: the model works in shares of the scale."""
    cells = issue.position.mode * 2 + 3
    moved = replace(fixed("any", issue.actors, cells, issue.salience.mode, issue.capability.mode), low=3.0, high=203.0)
    ours, theirs = run(issue, rounds=3), run(moved, rounds=3)
    stable = all(min(np.abs(np.diff(np.sort(t.gain, axis=1)[:, -2:]))) > 1e-6 for t in ours.turns)
    if stable and len(ours.turns) == len(theirs.turns) and _same_picks(ours, theirs):
        assert theirs.positions == pytest.approx(ours.positions * 2 + 3, abs=0.05)


def _same_picks(ours: ktab.KtabPath, theirs: ktab.KtabPath) -> bool:
    return all(a.taken == b.taken for a, b in zip(ours.turns, theirs.turns, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 100), st.floats(0, 1), st.floats(0, 1e6), st.integers(0, 5))
def test_one_actor_stays_where_it_is(x: float, s: float, c: float, rounds: int) -> None:
    """Its place has probability 1."""
    path = run(fixed("one", ("A",), np.array([x]), np.array([s]), np.array([c])), rounds=rounds)
    assert (path.positions == x).all() or np.allclose(path.positions, x, rtol=0, atol=1e-12)
    assert (path.probabilities == 1).all()


def test_actors_at_one_place_share_one_probability_and_places_sum_to_one() -> None:
    """Distinct places only."""
    issue = fixed("x", ("A", "B", "C"), np.array([10.0, 10, 60]), np.array([0.5, 0.5, 0.5]), np.array([1.0, 2, 4]))
    chances = run(issue, rounds=0).probabilities[0]
    assert chances[0] == chances[1]
    assert chances[0] + chances[2] == pytest.approx(1)


def test_a_dimension_that_nobody_cares_about_changes_no_place_on_the_other() -> None:
    """d_ij weighs dimensions by the actor's own saliences."""
    dull = fixed("dull", THREE.actors, np.array([0.0, 100, 50]), np.zeros(3), THREE.capability.mode)
    one, two = run(THREE, rounds=4), run((THREE, dull), rounds=4)
    assert two.positions[:, :, 0] == pytest.approx(one.positions[:, :, 0], abs=1e-9)


def test_the_three_ways_of_bargaining_differ_as_they_say() -> None:
    """Two offers for init-and-receiver; for power-weighted the mean of both, weighted by c s (the receiver's its own)."""
    both = run(THREE, KtabOptions(bargain="init-and-receiver"), 1).turns[0].queues[1]
    mixed = run(THREE, KtabOptions(bargain="power-weighted"), 1).turns[0].queues[1]
    assert [(o.initiator, o.receiver) for o in both] == [(1, 1), (1, 0), (1, 0)]
    w_b, w_a = 60 * 0.8, 40 * 0.5
    expected = (w_b * both[1].initiator_place[0] + w_a * both[2].initiator_place[0]) / (w_b + w_a)
    assert mixed[1].initiator_place[0] == pytest.approx(expected, abs=1e-9)


def test_the_rows_of_a_path_name_partner_gains_and_probability() -> None:
    """Turn 1 of the worked example: A and B meet at 38.97 under the offer of B."""
    rows = path_rows(run(THREE, rounds=1))
    assert [row["kind"] for row in rows] == ["none"] * 3 + ["bargain", "bargain", "none"]
    a = rows[3]
    assert (a["round"], a["actor"], a["partner"]) == (1, "A", "B")
    assert (a["move"], a["eu_own"], a["eu_other"]) == pytest.approx((28.97, -0.090169, 0.069125), abs=1e-6)
    assert rows[0]["median"] == 40
    assert rows[0]["mean"] == pytest.approx((20 * 10 + 48 * 40 + 45 * 90) / 113)
    assert rows[5]["partner"] == ""


def test_options_are_set_by_name_and_refused_by_sentence() -> None:
    """As the command line sets them."""
    assert with_option(KTAB_SMP, "k=2") == KtabOptions(k=2)
    assert with_option(KTAB_SMP, "k=binary") == KtabOptions(k="binary")
    with pytest.raises(ValueError, match="there is no option 'speed'"):
        with_option(KTAB_SMP, "speed=1")
    with pytest.raises(ValueError, match="commitment is one of none, semi, full, not 'half'"):
        with_option(KTAB_SMP, "commitment=half")
    with pytest.raises(ValueError, match="reads name=value"):
        with_option(KTAB_SMP, "k")


def test_issues_that_do_not_fit_together_are_refused() -> None:
    """Same actors, same capabilities, saliences of at most 1 together."""
    other = fixed("o", ("A", "B", "D"), THREE.position.mode, np.zeros(3), THREE.capability.mode)
    with pytest.raises(ValueError, match="the same actors in the same order"):
        run((THREE, other))
    with pytest.raises(ValueError, match="the saliences of C sum to"):
        run((THREE, fixed("o", THREE.actors, THREE.position.mode, THREE.salience.mode, THREE.capability.mode)))
    with pytest.raises(ValueError, match="rounds is 0 or more"):
        run(THREE, rounds=-1)


def test_a_turn_is_told_in_sentences_with_target_odds_offer_and_rivals() -> None:
    """Turn 1 of the worked example."""
    told = [sentence.text for sentence in explain(run(THREE, rounds=1))]
    assert told[0] == "Round 1: A challenges nobody: the nearest miss is B, where it expects -0.090"
    assert told[2].startswith("Round 1: B (risk +1.00) challenges A, which it expects to beat with probability 0.77")
    assert "against staying" in told[1]
    assert told[-1].startswith("The run was cut after 1 round without settling")
