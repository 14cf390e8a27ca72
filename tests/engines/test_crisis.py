"""The crisis-signalling game: published and computed cases, the oracle, signs, corners, tails, and the closed forms."""

import math
from dataclasses import replace

import numpy as np
import pytest
from crisis_oracle import behaviour, interior
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import multivariate_normal

from detente.engines.crisis.branches import follow
from detente.engines.crisis.closed_forms import sunk_cost, survival
from detente.engines.crisis.reply import bivariate, challenger, log_tail
from detente.engines.crisis.signalling import (
    Audience,
    Game,
    equilibria,
    equilibria_of,
    in_channel,
    select,
    threshold,
)
from detente.engines.crisis.threshold import concessions
from detente.workbench.crisis_replication import replicate_games

CANADA = Game(S=0.374456, V=1.554704, C=-1.179088, WA=-1.999732, WB=-0.641838, a=-2.437384, VB=0.0)
#: Three equilibria, the middle one unstable (computed on a dense grid).
THREE = Game(S=0.4, V=0.8, C=0.3, WA=-3.0, WB=-2.4, a=-0.9, VB=0.35)
PAYOFF = st.floats(-3, 3).map(lambda x: round(x, 4))
GAMES = st.builds(Game, PAYOFF, PAYOFF, PAYOFF, PAYOFF, PAYOFF, PAYOFF, PAYOFF)
COST = st.floats(0, 2).map(lambda x: round(x, 4))


def test_every_case_of_the_catalogue_agrees():
    """Package output to its four digits, definitions to 1e-8, closed forms to 1e-12."""
    rows = replicate_games()
    assert len(rows) >= 40
    assert [row for row in rows if not row["within"]] == []


def test_canada_in_public_backfires_above_the_threshold():
    """Section 8: publicity pays at a target cost of .2 and backfires at .3; t* = .269468."""
    found = threshold(CANADA, Audience(0.5, 0.2), quiet=0.0)
    assert found.target_audience == pytest.approx(0.269468, abs=1e-6)
    (low, high) = concessions(CANADA, 0.5, [0.2, 0.3], quiet=0.0)
    assert low == pytest.approx((0.18359468, 0.20314706), abs=1e-8)
    assert high[1] < high[0]
    own = found.challenger_audience
    assert own is not None
    quiet, public = concessions(CANADA, own, [0.2], quiet=0.0)[0]
    assert public == pytest.approx(quiet, abs=1e-9)


# --- all equilibria ---------------------------------------------------------------------------------------------------


def test_three_equilibria_are_all_found_and_the_middle_one_is_unstable():
    """The dense grid of the oracle agrees on each; selection picks the ends, or the nearest."""
    found = equilibria(THREE)
    oracle = interior(THREE, -4, 14)
    assert [each.z for each in found] == pytest.approx(oracle, abs=1e-9)
    for each in found:
        challenge, firm, _ = behaviour(each.z, THREE)
        assert (each.pC, each.pF) == pytest.approx((challenge[0], firm[0]), abs=1e-10)
    assert [each.stable for each in found] == [True, False, True]
    assert found[1].slope > 1
    assert [select(found), select(found, "min_pR"), select(found, "continuity"), select(found, "continuity", 0.2)] == [
        2,
        0,
        2,
        1,
    ]


def test_random_games_have_the_equilibria_of_the_oracle():
    """Games of seed 5, of which several have three: counts and places agree; the number is always odd."""
    rng = np.random.default_rng(5)
    games = [Game(*rng.normal((0, 0.3, 0, -1, -1, -1, 0), (0.5, 0.5, 0.7, 0.7, 1, 0.7, 0.4))) for _ in range(300)]
    solved = equilibria_of(games)
    assert all(len(found) % 2 == 1 for found in solved)
    several = [k for k, found in enumerate(solved) if len(found) > 1]
    assert len(several) >= 2
    for k in [*several[:3], 0, 1]:
        ours = [each.z for each in solved[k] if -4 < each.z < 6]
        assert ours == pytest.approx(interior(games[k], points=2401), abs=1e-8)


def test_the_slope_is_the_derivative_of_the_best_reply():
    """Beside a central difference of phi(pR) by the oracle, at each of three equilibria but the sure one."""
    for each in equilibria(THREE)[:2]:
        up, down = (ndtr(behaviour(z, THREE)[2][0]) for z in (each.z + 1e-5, each.z - 1e-5))
        width = ndtr(each.z + 1e-5) - ndtr(each.z - 1e-5)
        assert each.slope == pytest.approx((up - down) / width, abs=1e-5)


@settings(max_examples=25, deadline=None)
@given(GAMES)
def test_probabilities_sum_to_one_and_equilibria_answer_themselves(game):
    """Four outcomes within 1e-12, interior residuals below 1e-10, ascending, finite."""
    found = equilibria(game)
    assert found
    assert [each.z for each in found] == sorted(each.z for each in found)
    for each in found:
        assert pytest.approx(1, abs=1e-12) == each.SQ + each.CD + each.SF + each.BD
        assert each.limit or each.residual < 1e-10
        assert all(math.isfinite(x) for x in (each.pR, each.pC, each.pF, each.cstar, each.slope))
        assert abs(each.cstar) <= 1e6


# --- corners and tails ------------------------------------------------------------------------------------------------


def test_an_equilibrium_beyond_the_lower_end_is_a_limit():
    """V > S: A always challenges and B never resists; V <= S: nobody challenges."""
    (always,) = equilibria(Game(S=0, V=1, C=60, WA=-1, WB=0, a=-1, VB=0))
    assert (always.pR, always.pC, always.CD, always.limit, always.cstar) == (0, 1, 1, True, -1e6)
    assert always.pF == pytest.approx(0.5)
    (never,) = equilibria(Game(S=2, V=0.5, C=1, WA=-3, WB=-1, a=-1, VB=0))
    assert (never.pR, never.pC, never.pF, never.SQ, never.limit, never.negligible_challenge) == (0, 0, 0, 1, True, True)


def test_an_equilibrium_beyond_the_upper_end_is_a_limit():
    """B would resist whatever A does: c* = S."""
    (sure,) = equilibria(Game(S=0.3, V=1, C=-60, WA=-1, WB=0, a=-1, VB=0))
    assert (sure.pR, sure.limit, sure.CD) == (1, True, 0)
    assert sure.cstar == pytest.approx(0.3)


def test_resistance_of_one_in_ten_billion_is_found():
    """Where a grid in pR finds nothing: WB - C = -6.4 with A sure to stand firm."""
    (found,) = equilibria(Game(S=0, V=1, C=0, WA=8, WB=-6.4, a=-8, VB=0))
    assert found.pR == pytest.approx(ndtr(-6.4), rel=1e-9)
    assert not found.limit


def test_tails_keep_their_digits_where_phi2_has_lost_them():
    """N and M by plain integrals with 300 nodes, at challenges as rare as 1e-30; and the two ways meet at the seam."""
    low = np.array([4.29, 4.31, 6.0, 11.0, 30.0])
    gap = np.array([-1.0, 0.5, 0.3, -2.0, 0.1])
    points, weights = np.polynomial.legendre.leggauss(400)
    u = 6 * (points + 1)
    expected = [
        math.log((np.exp(-u * k - u * u / 2) * ndtr(k + u + g) * weights).sum() * 6)
        - k * k / 2
        - math.log(2 * math.pi) / 2
        for k, g in zip(low, gap, strict=True)
    ]
    assert log_tail(low, gap) == pytest.approx(expected, abs=1e-9)
    wa = -np.ones(len(low))
    reply = challenger(low + wa, wa, wa - gap)
    assert reply.log_n == pytest.approx(expected, abs=1e-9)
    assert reply.challenge == pytest.approx(np.exp(reply.log_n) + np.exp(reply.log_m), rel=1e-12)


def test_owens_formula_gives_the_bivariate_normal_with_zeros_and_signs():
    """Beside SciPy's integral; h = 0, k = 0, both 0 (3/8), opposite signs."""
    rule = multivariate_normal([0, 0], [[1, math.sqrt(0.5)], [math.sqrt(0.5), 1]])
    for h, k in [(0.0, 0.7), (0.7, 0.0), (0.0, -0.7), (-0.7, 0.0), (1.2, -0.4), (-1.2, 0.4), (0.5, 0.5), (-2.0, -1.0)]:
        assert bivariate(np.array([h]), np.array([k]))[0] == pytest.approx(rule.cdf([h, k]), abs=1e-7)
    assert bivariate(np.zeros(1), np.zeros(1))[0] == pytest.approx(0.375, abs=1e-15)


# --- signs ------------------------------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(GAMES, COST, COST)
def test_audience_costs_work_in_their_directions(game, less, more):
    """In games of one equilibrium each: B's cost never raises P(concede); A's never lowers P(stand firm) or P(concede)."""
    less, more = min(less, more), max(less, more)
    games = [in_channel(game, own, other, 1.0) for own, other in ((0, less), (0, more), (less, 0), (more, 0))]
    found = equilibria_of(games)
    assume(all(len(each) == 1 for each in found))
    target_less, target_more, own_less, own_more = (each[0] for each in found)
    assert target_more.z >= target_less.z - 1e-9
    if not (own_less.negligible_challenge or own_more.negligible_challenge):
        assert own_more.pF >= own_less.pF - 1e-9
        if game.VB >= game.C:  # B prefers that A back down: more firmness makes it give way
            assert own_more.z <= own_less.z + 1e-9


@settings(max_examples=8, deadline=None)
@given(GAMES, st.floats(0, 1))
def test_without_audience_costs_all_channels_are_equal(game, visibility):
    """Publicity is nothing but audience costs; then it never pays."""
    assert in_channel(game, 0, 0, visibility) == game
    assert threshold(game, (0.0, 0.0)).target_audience == 0.0


def test_the_threshold_grows_with_the_challengers_audience_cost():
    """The more publicity ties A's hands, the more it may cost B."""
    found = [threshold(CANADA, (own, 0.0), quiet=0.0).target_audience for own in (0.0, 0.25, 0.5, 1.0)]
    assert found[0] == 0.0
    assert found == sorted(found)
    assert len(set(found)) == 4


def test_an_audience_cost_enters_where_it_belongs():
    """A's lowers a, B's lowers C, by visibility; ranges are checked."""
    assert in_channel(CANADA, 0.5, 0.2, 0.5) == replace(CANADA, a=CANADA.a - 0.25, C=CANADA.C - 0.1)
    with pytest.raises(ValueError, match="visibility must be within"):
        in_channel(CANADA, 0.5, 0.2, 1.5)
    with pytest.raises(ValueError, match="must not be negative"):
        in_channel(CANADA, -0.5, 0.2, 1)
    with pytest.raises(ValueError, match="the payoff WB must be a finite number"):
        Game(0, 1, 0, -1, math.nan, -1, 0)


def test_branches_are_followed_through_a_fold():
    """WA from -3.2 to -2.4: three equilibria at first, one at the end; the lowest goes on, the upper pair meets and ends."""
    values = [-3.2, -3.0, -2.8, -2.4]
    at_each, branches = follow(lambda x: replace(THREE, WA=x), values)
    assert [len(found) for found in at_each] == [len(equilibria(replace(THREE, WA=x))) for x in values]
    assert len(at_each[0]) == 3
    assert len(at_each[-1]) == 1
    assert sum(branch[0] is not None for branch in branches) == 3
    assert sum(branch[-1] is not None for branch in branches) == 1
    lowest = next(branch for branch in branches if branch[-1] is not None)
    assert all(each is not None and each.pR < 0.1 for each in lowest)


# --- closed forms -----------------------------------------------------------------------------------------------------


@given(st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.1, 10))
def test_survival_keeps_the_other_side_indifferent(own_value, own_rate, other_value, other_rate, time):
    """The hazard of i is a_j/(V_j + a_j t); S_A falls in a_B and in t; with equal values the smaller cost concedes sooner."""
    own, other = survival(own_value, own_rate, other_value, other_rate, time)
    later, _ = survival(own_value, own_rate, other_value, other_rate, time * (1 + 1e-6))
    assert -(later - own) / (own * time * 1e-6) == pytest.approx(
        other_rate / (other_value + other_rate * time), rel=1e-3
    )
    assert survival(own_value, own_rate, other_value, other_rate + 1, time)[0] < own
    same, smaller = survival(1, own_rate + 1, 1, own_rate, time)
    assert smaller < same
    assert 0 < other < 1


def test_a_signal_separates_only_where_the_strong_type_gains_more():
    """(.2, .5): costs from .2 to .5; equal or reversed gains: none."""
    assert sunk_cost(0.2, 0.5).interval == (0.2, 0.5)
    assert sunk_cost(0.2, 0.5).minimum == 0.2
    assert not sunk_cost(0.5, 0.5).separates
    assert sunk_cost(0.6, 0.5).minimum is None
