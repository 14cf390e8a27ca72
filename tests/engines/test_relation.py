"""Repeated dealing: closed forms against simulation, and their properties (method relation, section 9)."""

import random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.engines.relation.reciprocity import Reactive, long_run
from detente.engines.relation.richardson import Richardson, rest
from detente.engines.relation.self_enforcement import Dilemma, thresholds
from detente.engines.relation.stocks import Erosion, Input, Resentment, stocks
from detente.engines.relation.threat_game import threat_game
from detente.engines.relation.trap import Trap, present_value, verdict
from detente.workbench.deal_replication import deal_catalogue
from detente.workbench.deals import solve_deal

NORTHLAND = next(case.deal for case in deal_catalogue() if case.name.endswith("deal-northland"))
UNIT = st.floats(0.05, 0.95)


def simulated(own, partner, error, turns=20_000):
    """Rates of cooperation of both sides in one long play."""
    rng = random.Random(1)
    acts, counts = [True, True], [0, 0]
    for _ in range(turns):
        chances = [(side.p if acts[1 - i] else side.q) for i, side in enumerate((own, partner))]
        acts = [(rng.random() < chance) != (rng.random() < error) for chance in chances]
        counts = [count + act for count, act in zip(counts, acts, strict=True)]
    return [count / turns for count in counts]


@pytest.mark.parametrize(("own", "partner", "error"), [
    (Reactive(0.9, 0.4), Reactive(0.9, 0.4), 0.05), (Reactive(1, 0), Reactive(1, 0), 0.05), (Reactive(0.95, 0.3), Reactive(0.8, 0.1), 0.02),
])  # fmt: skip
def test_long_run_rates_are_those_of_a_long_simulation(own, partner, error):
    """20,000 turns, within .02."""
    assert long_run(own, partner, error) == pytest.approx(simulated(own, partner, error), abs=0.02)


def test_tit_for_tat_without_error_depends_on_the_start_and_says_so():
    """Null with a warning; a generous strategy keeps more cooperation than a strict one at the same error."""
    assert long_run(Reactive(1, 0), Reactive(1, 0), 0) is None
    done = solve_deal({"format": "detente-deal/1", "relation": {"reciprocity": [{"id": "strict", "p": 1, "q": 0}]}})
    assert done["relation"]["reciprocity"] == [{"id": "strict", "cooperation": None, "partner_cooperation": None}]
    assert "strict" in done["warnings"][0]
    assert (
        long_run(Reactive(1, 0.3), Reactive(1, 0.3), 0.05)[0] > long_run(Reactive(1, 0), Reactive(1, 0), 0.05)[0] + 0.2
    )


@given(UNIT, UNIT, st.floats(0.01, 0.04), st.floats(0, 0.2))
def test_cooperation_rises_with_generosity(p, q, more, error):
    """s rises in q."""
    first, second = (long_run(Reactive(p, each), Reactive(p, each), error) for each in (q, q + more))
    assert second[0] >= first[0] - 1e-12


@given(st.floats(0.1, 5), st.floats(0.1, 5), st.floats(0, 5), st.floats(0.01, 2))
def test_the_needed_patience_falls_in_the_reward_and_rises_in_the_temptation(gap, over, sucker, step):
    """Both thresholds."""
    punishment = sucker + 0.5
    base = thresholds(Dilemma(punishment + gap + over, punishment + gap, punishment, sucker))
    kinder = thresholds(Dilemma(punishment + gap + over, punishment + gap + min(step, over / 2), punishment, sucker))
    sweeter = thresholds(Dilemma(punishment + gap + over + step, punishment + gap, punishment, sucker))
    assert kinder.grim < base.grim < sweeter.grim
    assert kinder.tit_for_tat < base.tit_for_tat < sweeter.tit_for_tat


@given(st.floats(0.001, 0.5), st.floats(0.01, 0.5), st.floats(0, 0.5), st.floats(0.01, 1))
def test_silence_is_worth_nothing_at_the_threshold(gain, eta, psi, omega):
    """PV(delta*) = 0, and omega* at a discount factor makes it the threshold."""
    trap = Trap(gain, eta, psi, omega)
    star = verdict(trap).delta_star
    assume(star is not None and star < 0.999)
    assert present_value(trap, star) == pytest.approx(0, abs=1e-11)
    said = verdict(trap, star / 2)
    assert verdict(Trap(gain, eta, psi, said.omega_star)).delta_star == pytest.approx(star / 2)
    assert not said.trapped


def test_a_trap_needs_an_erosion_that_somebody_pays_for_and_a_gain():
    """omega 0: no patience makes one. No gain: the threshold is 0, and a warning says that nothing is gained."""
    assert verdict(Trap(0.03, 0.08, 0.02, 0), 0.9).delta_star is None
    done = solve_deal(
        {"format": "detente-deal/1", "relation": {"trap": {"gain": 0, "eta": 0.1, "psi": 0, "omega": 1, "delta": 0.5}}}
    )
    assert done["relation"]["trap"]["delta_star"] == 0
    assert done["warnings"] == ["relation.trap: nothing is gained even now"]


@given(UNIT, UNIT, st.floats(1, 2), st.floats(1, 2), UNIT, UNIT)
def test_a_stable_pair_draws_every_path_to_its_rest_point(k, l, a, b, g, h):  # noqa: E741
    """Euler steps from far away."""
    found = rest(Richardson(k, l, a, b, g, h))
    assert found.stable
    x, y = 5.0, -3.0
    for _ in range(6000):
        x, y = x + 0.05 * (k * y - a * x + g), y + 0.05 * (l * x - b * y + h)
        if abs(x - found.point[0]) + abs(y - found.point[1]) < 1e-9:
            break
    if a * b - k * l > 0.15:
        assert (x, y) == pytest.approx(found.point, abs=1e-4)
    assert rest(Richardson(1, 1, 1, 1, g, h)).point is None
    assert not rest(Richardson(2, 2, 1, 1, g, h)).stable


@given(UNIT, UNIT, st.floats(0.1, 0.9), st.floats(0.05, 0.5), UNIT)
def test_constant_inputs_lead_to_the_steady_state(irritant, voice, fade, psi, kappa):
    """Both stocks."""
    resentment, erosion = Resentment({"A": 1.0}, fade, kappa), Erosion(2.0, 0.1, psi)
    last = stocks(resentment, erosion, [Input({"A": irritant}, voice)] * 700)[-1]
    assert last.resentment["A"] == pytest.approx(resentment.steady(irritant))
    assert last.erosion == pytest.approx(erosion.steady(voice))
    assert Erosion(0, 0.1, 0).steady(0) is None
    assert Resentment({}, 1, 0.1).steady(1) is None


def test_threats_secure_the_value_of_the_zero_sum_game():
    """Against every answer of the other side, on random games; payoffs share the total."""
    rng = np.random.default_rng(4)
    for _ in range(5):
        first, second = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
        found = threat_game(first, second)
        mine, theirs = (np.array(each) for each in found.threats)
        assert (mine @ (first - second)).min() == pytest.approx(found.value, abs=1e-8)
        assert ((first - second) @ theirs).max() == pytest.approx(found.value, abs=1e-8)
        assert sum(found.payoffs) == pytest.approx((first + second).max())
        assert found.payoffs[0] - found.payoffs[1] == pytest.approx(found.value)


def path(**keys):
    """Northland's path of section 8, with changes."""
    block = {
        "periods": 8, "voice_issue": "TONE", "irritant": {"on": "S", "voice_weight": 0.5, "public_weight": 0.5},
        "resentment": {"start": {"S": 0.3}, "lambda": 0.85, "kappa": 0.2}, "erosion": {"start": 0, "eta": 0.08, "psi": 0.02},
    }  # fmt: skip
    plain = {key: each for key, each in NORTHLAND.items() if key != "sweep"}
    return solve_deal({**plain, "relation": {"path": block | keys}})["relation"]["path"]


def test_silence_lets_the_grudge_fade_and_the_erosion_grow_until_talks_go_public():
    """Section 8: 15% a period while TONE is silent and quiet; from period 4 on the irritant is public_weight."""
    rows = path(changes=[{"period": 4, "set": {"channel": "public"}}])
    assert [row["deal"]["TONE"] for row in rows] == ["silent"] * 8
    assert [row["resentment"]["S"] for row in rows[:4]] == pytest.approx([0.3 * 0.85**t for t in range(1, 5)])
    assert rows[3]["erosion"] == pytest.approx(0.08 * sum(0.98**t for t in range(4)))
    grudge = 0.3 * 0.85**4
    for row in rows[4:]:
        grudge = 0.85 * grudge + 0.1
        assert row["resentment"]["S"] == pytest.approx(grudge)
    assert rows[4]["deal"] != rows[3]["deal"]


def test_without_memory_and_changes_the_path_repeats_the_static_deal():
    """kappa 0 and nothing to forget; a grudge that a change raises stays for the next period."""
    still = {"start": {"S": 0.3}, "lambda": 1, "kappa": 0}
    rows = path(resentment=still)
    assert all(row["utility"] == rows[0]["utility"] for row in rows)
    assert rows[0]["utility"]["S"] == pytest.approx(0.5864125)
    raised = path(resentment=still, changes=[{"period": 2, "raise_to": {"S": 0.5}}])
    assert [row["resentment"]["S"] for row in raised[:4]] == [0.3, 0.3, 0.5, 0.5]
