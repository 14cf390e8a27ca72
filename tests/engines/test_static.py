"""The static models: the numbers of the method file, the 238 EU issues, slow oracles, and invariances."""

import csv
import itertools
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.engines.bargaining.condorcet import POWERS, SELECTIONS, VOTES, coalitions_of, condorcet
from detente.engines.bargaining.issue import Issue, fixed
from detente.engines.bargaining.nash import nash
from detente.engines.bargaining.static import MODELS, plain_mean, statics, weighted_mean, weighted_median

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
POINTS = ("plain_mean", "weighted_mean", "weighted_median")


def issue(x: Sequence[float], w: Sequence[float], low: float = 0.0, high: float = 100.0, s: Sequence[float] | None = None) -> Issue:  # fmt: skip
    n = len(x)
    return fixed("i", tuple(f"a{k}" for k in range(n)), np.array(x, float), np.array(s or [1.0] * n), np.array(w, float), low, high)  # fmt: skip


#: Method file section 7, worked_examples.json.
WORKED = issue([0, 40, 100], [2, 1, 1.5])
#: Bueno de Mesquita 1994 p. 78 = Scholz, Calbert & Smith 2011, Table 1.
EC = issue([4, 7, 4, 4, 10, 10, 10, 7, 4, 7], [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08], 4, 10,
           [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7])  # fmt: skip


# --- exact numbers ----------------------------------------------------------------------------------------------------


def test_the_emissions_case_starts_at_the_published_median_and_mean() -> None:
    """Method file section 3: 7.0 and 7.389955686853767."""
    assert weighted_median(EC) == (7.0, False)
    assert weighted_mean(EC) == pytest.approx(7.389955686853767, abs=1e-12)


def test_the_worked_example_gives_the_numbers_of_section_7() -> None:
    found = statics(WORKED)
    assert found.plain_mean == pytest.approx(140 / 3)
    assert found.weighted_mean == pytest.approx(42.22222222222222)
    assert (found.weighted_median, found.median_tie, found.nash_linear) == (40, False, 40)
    assert found.nash_quadratic == pytest.approx(44.528001, abs=5e-7)
    assert found.pce_conditional == pytest.approx(36.80104050938259, abs=1e-9)
    assert found.pce_markov == pytest.approx(39.85637358062595, abs=1e-9)


@pytest.mark.parametrize(
    ("options", "probabilities", "forecast"),
    [
        ({}, [0.343302992289735, 0.4811443376940653, 0.17555267001619979], 36.80104050938259),
        ({"k": 2}, [0.3258025198739402, 0.596575362817121, 0.07762211730893882], 31.62522624357872),
        ({"selection": "markov-uniform"}, [0.3402154408020973, 0.43536803898606635, 0.22441652021183295], 39.85637358062595),
        ({"selection": "markov-incentive"}, [0.3570353444548205, 0.4207084940426157, 0.22225616150256455], 39.05395591196108),
    ],
)  # fmt: skip
def test_the_election_of_the_worked_example_gives_the_published_odds(options: Any, probabilities: Any, forecast: float) -> None:  # fmt: skip
    """worked_examples.json, key pce."""
    found = condorcet(WORKED, **options)
    assert found.positions.tolist() == [0, 40, 100]
    assert found.probabilities == pytest.approx(probabilities, abs=1e-9)
    assert found.forecast == pytest.approx(forecast, abs=1e-8)


@pytest.mark.parametrize(
    ("shape", "d", "value"),
    [("linear", 0.1, 40), ("linear", 10, 40), ("quadratic", 0.1, 44.81419), ("quadratic", 0.25, 44.528001),
     ("quadratic", 1, 43.704205), ("quadratic", 10, 42.500748), ("quadratic", 1000, 42.22521)],
)  # fmt: skip
def test_nash_gives_the_published_numbers_to_the_oracle_s_precision(shape: Any, d: float, value: float) -> None:
    """worked_examples.json, key nash; good to 1e-3 (d = 1000 is 42.2253026 to 40 digits, where 42.22521 is printed)."""
    assert nash(WORKED, shape, d=d) == pytest.approx(value, abs=1e-3)


def test_nash_is_exact_to_a_billionth_of_the_scale() -> None:
    """The root of sum w_i (x_i - z)/(1 + d - (x_i - z)^2) by 100 halvings in 40 decimal digits."""
    for d, value in ((0.1, 44.81418986119809), (0.25, 44.52800094505655), (1, 43.70420742792092), (1000, 42.22530260474074)):  # fmt: skip
        assert nash(WORKED, "quadratic", d=d) == pytest.approx(value, abs=1e-7)


def test_all_eu_issues_agree_with_the_published_statics() -> None:
    """deu3_dev_static.csv, all 238 rows: means and median to the printed digits, Nash and PCE far below their 1e-3."""
    table = SHARED / "data/bargaining/deu3_dev.csv"
    if not table.is_file():
        pytest.skip("the tables of ../shared are not at hand")
    rows = defaultdict(list)
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        rows[row["issue"]].append((float(row["position"]), float(row["capability"]), float(row["salience"]) / 100))
    seen = 0
    printed = (SHARED / "published/bargaining/deu3_dev_static.csv").read_text(encoding="utf-8")
    for expected in csv.DictReader(printed.splitlines()):
        x, c, s = zip(*rows[expected["issue"]], strict=True)
        found = statics(issue(x, c, s=s))
        for model in MODELS:
            assert getattr(found, model) == pytest.approx(float(expected[model]), abs=5e-6 if model.startswith("nash") else 6e-7), (expected["issue"], model)  # fmt: skip
        seen += 1
    assert seen == 238


# --- oracles written from the definitions -----------------------------------------------------------------------------

numbers = st.integers(0, 20).map(lambda each: 5.0 * each)
weights = st.floats(0.05, 10)
actors = st.lists(st.tuples(numbers, weights), min_size=1, max_size=7)


def odds_by_definition(x: list[float], w: list[float], vote: str, k: Any) -> tuple[list[float], dict[Any, float], dict[Any, float]]:  # fmt: skip
    """C and p over the distinct positions, sums and products written out."""
    options = sorted(set(x))
    form = {
        "prop": lambda u: u, "binary": lambda u: max(-1.0, min(1.0, u / 1e-8)), "cubic": lambda u: u**3, "propcbc": lambda u: (u + u**3) / 2,
        "propbin": lambda u: 0.8 * u + 0.2 * max(-1.0, min(1.0, u / 1e-8)), "asymprosp": lambda u: u if u < 0 else 2 / 3 * u,
    }[vote]  # fmt: skip
    c, p = {}, {}
    for a, b in itertools.product(options, options):
        c[a, b] = 1e-8 * sum(w) + sum(
            max(0.0, g * form((abs(y - b) - abs(y - a)) / 100)) for y, g in zip(x, w, strict=True)
        )
    for (a, b), won in c.items():
        lost = c[b, a]
        if k == "binary":
            p[a, b] = min(max((won / (won + lost) * 2.1 - 1) / 0.1, 1e-6 / (1 + 1e-6)), 1 / (1 + 1e-6))
        else:
            p[a, b] = won**k / (won**k + lost**k)
    return options, c, p


@given(actors, st.sampled_from(VOTES), st.sampled_from(POWERS))
def test_conditional_odds_are_the_normalised_products(who: list[tuple[float, float]], vote: Any, k: Any) -> None:
    x, w = map(list, zip(*who, strict=True))
    options, _, p = odds_by_definition(x, w, vote, k)
    product = [math.prod(p[a, b] for b in options) for a in options]
    found = condorcet(issue(x, w), vote, k)
    assert found.positions.tolist() == options
    # differences of coinciding utilities carry rounding of 1e-16, which the step of the binary vote multiplies by 1e8
    assert found.probabilities == pytest.approx([each / sum(product) for each in product], rel=1e-5, abs=1e-6)


@given(actors, st.sampled_from(("markov-uniform", "markov-incentive")))
def test_markov_odds_are_at_rest_under_the_printed_map(who: list[tuple[float, float]], selection: Any) -> None:
    x, w = map(list, zip(*who, strict=True))
    w = [each / sum(w) for each in w]
    options, c, p = odds_by_definition(x, w, "prop", 1)
    found = condorcet(issue(x, w), selection=selection)
    at = dict(zip(options, found.probabilities, strict=True))
    n = {(a, b): 1e-10 if a == b else c[a, b] * p[a, b] for a, b in c}
    into = {i: sum(n[j, i] for j in options) for i in options}
    for a in options:
        if selection == "markov-uniform":
            q = sum(p[a, b] * (at[a] + at[b]) for b in options) / len(options)
        else:
            q = sum(p[a, b] * (at[a] * n[b, a] / into[a] + at[b] * n[a, b] / into[b]) for b in options)
        assert q == pytest.approx(at[a], abs=1e-10)


@given(actors, st.sampled_from(("linear", "quadratic")), st.sampled_from((0.05, 0.1, 0.25, 1.0)))
def test_no_place_on_a_fine_grid_has_a_larger_nash_product(who: list[tuple[float, float]], shape: Any, d: float) -> None:  # fmt: skip
    x, w = map(np.array, zip(*who, strict=True))
    z = np.append(np.linspace(0, 100, 2001), nash(issue(x, w), shape, d=d))
    u = 1 - (np.abs(z[:, None] - x) / 100) ** (1 if shape == "linear" else 2)
    value = (w * np.log(u + d)).sum(axis=1)
    assert value[-1] >= value.max() - 1e-12 * max(1.0, abs(value.max()))


@given(st.lists(st.tuples(numbers, st.integers(1, 6)), min_size=1, max_size=8))
def test_the_median_is_the_lower_one_of_the_list_written_out(who: list[tuple[float, int]]) -> None:
    """With whole weights: each position repeated as often as it weighs; a tie if the two middle ones differ."""
    long = sorted(x for x, w in who for _ in range(w))
    low, high = long[(len(long) - 1) // 2], long[len(long) // 2]
    assert weighted_median(issue(*zip(*who, strict=True))) == (low, low != high)


@given(actors)
def test_leave_one_out_is_the_mean_of_the_others_less_the_mean_of_all(who: list[tuple[float, float]]) -> None:
    assume(len(who) > 1)
    x, w = zip(*who, strict=True)
    found = statics(issue(x, w))
    for i, shift in enumerate(found.leave_one_out):
        rest = [(a, b) for j, (a, b) in enumerate(who) if j != i]
        alone = sum(a * b for a, b in rest) / sum(b for _, b in rest)
        assert shift == pytest.approx(alone - found.weighted_mean, abs=1e-9)
    assert sum(found.share) == pytest.approx(1)
    assert sum(found.pull) == pytest.approx(0, abs=1e-9)


# --- Nash: reservations -----------------------------------------------------------------------------------------------


def test_with_the_reference_point_as_reservation_opposed_actors_keep_it() -> None:
    assert nash(replace(issue([0, 100], [1, 3]), reference=40.0), reservation="reference-point") == 40.0


def test_with_the_reference_point_at_one_end_the_nearest_actor_bounds_the_move() -> None:
    """x = 20 and 100, ref = 0: only z in [0, 40] leaves nobody worse off; log(20 - |z - 20|) + log(z) has its top at 20."""
    one = replace(issue([20, 100], [1, 1]), reference=0.0)
    assert nash(one, reservation="reference-point") == pytest.approx(20, abs=1e-7)
    heavy = replace(issue([20, 100], [1, 3]), reference=0.0)  # z > 20: log(40 - z) + 3 log z, top at z = 30
    assert nash(heavy, reservation="reference-point") == pytest.approx(30, abs=1e-7)


def test_an_actor_without_weight_has_no_veto() -> None:
    assert nash(replace(issue([80, 0], [1, 0]), reference=10.0), reservation="reference-point") == 80.0


def test_an_actor_at_one_end_excludes_the_other_end_when_d_is_0() -> None:
    assert nash(issue([0, 100], [1, 50]), d=0) < 100
    assert nash(issue([0, 100], [1, 50]), "quadratic", d=0) < 100
    assert nash(issue([0, 100], [1, 50]), d=0.5) == 100


@pytest.mark.parametrize(
    ("options", "says"),
    [({"shape": "cubic"}, "no utility shape 'cubic'"), ({"reservation": "none"}, "no reservation 'none'"), ({"d": -1}, "d must be a number of 0 or more"),
     ({"d": math.nan}, "d must be"), ({"reservation": "reference-point"}, "has no reference point")],
)  # fmt: skip
def test_nash_refuses_options_that_it_does_not_know(options: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        nash(WORKED, **options)


@pytest.mark.parametrize("options", [{"vote": "loud"}, {"k": 3}, {"selection": "lottery"}])
def test_the_election_refuses_options_that_it_does_not_know(options: Any) -> None:
    with pytest.raises(ValueError, match=r"no (vote|k|selection)"):
        condorcet(WORKED, **options)


# --- invariances (published/bargaining/properties.yaml) ---------------------------------------------------------------


def near(found: Any, expected: Any, tolerance: float = 1e-6) -> None:
    for model in MODELS:
        assert getattr(found, model) == pytest.approx(getattr(expected, model), abs=tolerance), model


@given(actors)
def test_far_reservations_give_the_weighted_mean_and_median(who: list[tuple[float, float]]) -> None:
    """nash-limits."""
    x, w = zip(*who, strict=True)
    one = issue(x, w)
    assert nash(one, "quadratic", d=1e5) == pytest.approx(weighted_mean(one), abs=0.01)
    total = sum(w)
    near_half = [abs(sum(b for a, b in who if a <= place) / total - 0.5) for place in x]
    assume(min(near_half) > 1e-3)
    assert nash(one, "linear", d=1e5) == pytest.approx(weighted_median(one)[0], abs=0.01)


@given(actors, st.floats(-50, 50), st.floats(0.1, 20))
def test_moving_and_stretching_the_scale_moves_every_static_forecast(who: list[tuple[float, float]], a: float, b: float) -> None:  # fmt: skip
    """affine."""
    x, w = zip(*who, strict=True)
    assume(not any(0 < abs(p - q) < 1e-9 for p in x for q in x))
    moved, here = statics(issue([a + b * each for each in x], w, a, a + 100 * b)), statics(issue(x, w))
    for model in MODELS:
        assert getattr(moved, model) == pytest.approx(a + b * getattr(here, model), abs=1e-5 * b + 1e-9)


@given(actors)
def test_mirroring_the_scale_mirrors_the_static_forecasts(who: list[tuple[float, float]]) -> None:
    """mirror; lower medians that tie are the exception."""
    x, w = zip(*who, strict=True)
    here, there = statics(issue(x, w)), statics(issue([100 - each for each in x], w))
    for model in MODELS:
        if model != "weighted_median" or not here.median_tie:
            assert getattr(there, model) == pytest.approx(100 - getattr(here, model), abs=1e-6)


@given(actors, st.sampled_from((7.0, 1e-6, 1e9)))
def test_the_unit_of_capability_does_not_matter(who: list[tuple[float, float]], unit: float) -> None:
    """capability-scale."""
    x, w = zip(*who, strict=True)
    near(statics(issue(x, [unit * each for each in w])), statics(issue(x, w)))


@given(actors, st.randoms(use_true_random=False))
def test_the_order_of_the_actors_does_not_matter(who: list[tuple[float, float]], shuffle: Any) -> None:
    """order."""
    mixed = list(who)
    shuffle.shuffle(mixed)
    near(statics(issue(*zip(*mixed, strict=True))), statics(issue(*zip(*who, strict=True))))


@given(actors)
def test_every_forecast_lies_between_the_outermost_positions(who: list[tuple[float, float]]) -> None:
    """bounds."""
    x, w = zip(*who, strict=True)
    found = statics(issue(x, w))
    assert all(min(x) <= getattr(found, model) <= max(x) for model in MODELS)


@given(actors)
def test_one_actor_as_two_halves_moves_only_the_plain_mean(who: list[tuple[float, float]]) -> None:
    """split-actor."""
    (x, w), *rest = who
    split = statics(issue(*zip((x, w / 2), (x, w / 2), *rest, strict=True)))
    whole = statics(issue(*zip(*who, strict=True)))
    for model in MODELS[1:]:
        assert getattr(split, model) == pytest.approx(getattr(whole, model), abs=1e-6), model


@given(actors, numbers)
def test_an_actor_without_weight_moves_no_weighted_model_but_puts_its_position_on_the_table(who: list[tuple[float, float]], place: float) -> None:  # fmt: skip
    """zero-weight-actor; the election's options are the distinct positions of all, as in deu3_dev_static.csv (n99047i2)."""
    x, w = zip(*who, strict=True)
    here, more = statics(issue(x, w)), statics(issue([*x, place], [*w, 0.0]))
    for model in ("weighted_mean", "weighted_median", "nash_linear", "nash_quadratic", *(MODELS[5:] if place in x else ())):  # fmt: skip
        assert getattr(more, model) == pytest.approx(getattr(here, model), abs=1e-6), model


@given(actors, st.sampled_from(VOTES), st.sampled_from(POWERS), st.sampled_from(SELECTIONS))
def test_selection_probabilities_sum_to_1_and_two_options_split_as_their_coalitions(who: Any, vote: Any, k: Any, selection: Any) -> None:  # fmt: skip
    """pce."""
    x, w = zip(*who, strict=True)
    found = condorcet(issue(x, w), vote, k, selection)
    assert (found.probabilities >= 0).all()
    assert found.probabilities.sum() == pytest.approx(1)
    if len(found.positions) == 2 and k == 1 and selection == "conditional":
        held = coalitions_of(issue(x, w), vote)
        assert held is not None
        c = held[1]
        assert found.probabilities[0] == pytest.approx(c[0, 1] / (c[0, 1] + c[1, 0]))


# --- degenerate inputs ------------------------------------------------------------------------------------------------


def test_no_actor_gives_no_numbers_and_no_error() -> None:
    found = statics(issue([], []))
    assert all(math.isnan(getattr(found, model)) for model in MODELS)
    assert (found.share, found.pull, found.leave_one_out, found.median_tie) == ((), (), (), False)
    assert math.isnan(condorcet(issue([], [])).forecast)
    assert math.isnan(plain_mean(issue([], [])))


@pytest.mark.parametrize("x", [[30.0], [30.0, 30.0, 30.0]])
def test_one_actor_and_equal_positions_settle_where_they_stand(x: list[float]) -> None:
    found = statics(issue(x, [2.0] * len(x)))
    assert [getattr(found, model) for model in MODELS] == [30.0] * len(MODELS)
    assert math.isnan(found.leave_one_out[0]) == (len(x) == 1)


def test_zero_weights_weigh_every_actor_the_same() -> None:
    near(statics(issue([0, 40, 100], [0, 0, 0])), statics(issue([0, 40, 100], [1, 1, 1])), 1e-12)


def test_two_equal_camps_tie_and_the_lower_end_is_given() -> None:
    assert weighted_median(issue([100, 0, 0], [2, 1, 1])) == (0, True)
    assert statics(issue([100, 0, 0], [2, 1, 1])).median_tie


def test_a_thousandth_option_is_elected_over_and_more_are_left_empty() -> None:
    n = 1001
    found = statics(issue(np.linspace(0, 100, n).tolist(), [1.0] * n))
    assert math.isnan(found.pce_conditional)
    assert found.nash_linear == pytest.approx(50)
    sixty = statics(issue(np.linspace(0, 100, 60).tolist(), [1.0] * 60))
    assert sixty.pce_conditional == pytest.approx(50)
