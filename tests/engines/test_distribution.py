"""The predictive distribution: the frozen baseline to its published digits, and what must hold of any table."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.bargaining import distribution, fitted
from detente.engines.bargaining.distribution import (
    baseline,
    crps,
    density,
    density_over_draws,
    finish,
    point,
    quantiles,
    shortest,
)
from detente.engines.bargaining.inputs import Cells
from detente.engines.bargaining.issue import Issue, fixed

SHARED = Path(__file__).resolve().parents[3] / "shared"
LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)

Row = tuple[float, float, float]  # position, salience, capability


def issue_of(rows: list[Row], low: float = 0.0, high: float = 100.0) -> Issue:
    names = tuple(f"actor-{place}" for place in range(len(rows)))
    return fixed("issue", names, *(np.array([row[column] for row in rows], float) for column in range(3)), low=low, high=high)  # fmt: skip


#: methods/bargaining.md, section 7: positions 0, 40, 100 with w 2, 1, 1.5.
WORKED = issue_of([(0, 1, 2), (40, 1, 1), (100, 1, 1.5)])

place = st.integers(0, 100).map(float)
row = st.tuples(place, st.integers(0, 10).map(lambda each: each / 10), st.integers(0, 50).map(float))
rows_of = st.lists(row, min_size=1, max_size=12)
both = pytest.mark.parametrize("model", [baseline, density])


def test_the_baseline_of_the_worked_case_has_its_published_probabilities() -> None:
    """methods/bargaining.md, section 7: probabilities to 1e-6, quantiles, CRPS for two outcomes."""
    p = baseline(WORKED)
    assert p[[0, 20, 40, 100]] == pytest.approx([0.140982, 0.007735, 0.079995, 0.10475], abs=5e-7)
    assert list(quantiles(p, LEVELS)) == [0, 0, 21, 40, 64, 100, 100]
    assert crps(p, 40) == pytest.approx(7.253282, abs=5e-7)
    assert crps(p, 0) == pytest.approx(26.339414, abs=5e-7)


def test_the_default_of_the_worked_case_is_what_the_definition_gives_written_out() -> None:
    """A second program of the module's two formulas, in plain loops, with the shipped numbers."""
    kind = fitted.FITTED[1]
    x, w = [0.0, 40.0, 100.0], [2.0, 1.0, 1.5]
    mean = sum(a * b for a, b in zip(x, w, strict=True)) / sum(w)
    elected = {0: 0.343302992, 40: 0.481144338, 100: 0.175552670}  # published/bargaining/worked_examples.json

    def normal(g: int, centre: float, sd: float) -> float:
        return float(np.exp(-(((g - centre) / sd) ** 2) / 2))

    total = [0.0] * 101
    assert kind.exponents == (1.0,)
    for parts, t in zip(kind.mixture, kind.choice, strict=True):
        shapes = [
            [elected.get(g, 0.0) for g in range(101)],
            [normal(g, mean, 25) for g in range(101)],
            [normal(g, 50, 20) for g in range(101)],
            [1.0] * 101,
            [
                float(np.exp((t[0] + t[1] * np.log(elected[g] / 0.05) if g in elected else 0) - t[2] * abs(g - mean) / 25))
                for g in range(101)
            ],
        ]  # fmt: skip
        for weight, shape in zip((*parts, 1.0), shapes, strict=True):
            total = [a + weight * b / sum(shape) / 2 for a, b in zip(total, shape, strict=True)]
    running, before, wanted = 0.0, 0.0, []
    for each in total:
        running = min(1.0, running + each)
        after = running**fitted.SHARPENING / (running**fitted.SHARPENING + (1 - running) ** fitted.SHARPENING)
        wanted.append((1 - fitted.LEAK) * (after - before) + fitted.LEAK / 101)
        before = after
    assert density(WORKED) == pytest.approx(wanted, abs=1e-8)


@pytest.mark.skipif(not (SHARED / "published").is_dir(), reason="the published tables are not at hand (../shared)")
def test_the_baseline_gives_every_line_of_the_published_table() -> None:
    """published/bargaining/deu3_dev_mixture.csv: seven quantiles and the CRPS to 1e-6 of 238 issues."""
    rows: dict[str, list[dict[str, str]]] = {}
    with (SHARED / "data/bargaining/deu3_dev.csv").open(encoding="utf-8", newline="") as stream:
        for each in csv.DictReader(stream):
            rows.setdefault(each["issue"], []).append(each)
    with (SHARED / "published/bargaining/deu3_dev_mixture.csv").open(encoding="utf-8", newline="") as stream:
        published = list(csv.DictReader(stream))
    assert len(published) == len(rows) == 238
    for line in published:
        actors = rows[line["issue"]]
        p = baseline(
            issue_of([(float(a["position"]), float(a["salience"]) / 100, float(a["capability"])) for a in actors])
        )
        assert list(quantiles(p, LEVELS)) == [float(line[f"q{round(100 * t):02d}"]) for t in LEVELS]
        assert crps(p, float(actors[0]["outcome"])) == pytest.approx(float(line["crps"]), abs=2e-6)


@both
@given(rows=rows_of)
def test_probabilities_sum_to_one_and_quantiles_rise_within_the_scale(model, rows) -> None:  # type: ignore[no-untyped-def]
    """101 probabilities, none negative; point = q50."""
    p = model(issue_of(rows))
    assert p.shape == (101,)
    assert (p >= 0).all()
    assert p.sum() == pytest.approx(1, abs=1e-12)
    found = quantiles(p, LEVELS)
    assert (np.diff(found) >= 0).all()
    assert 0 <= found[0] <= found[-1] <= 100
    assert point(p) == found[3]


@given(rows_of)
def test_the_default_stays_between_the_outermost_positions(rows: list[Row]) -> None:
    """Every quantile from 5 to 95 % lies among the positions of those that forecast."""
    x = [each[0] for each in rows]
    found = quantiles(density(issue_of(rows)), LEVELS)
    assert min(x) <= found[0] <= found[-1] <= max(x)


@both
@given(rows=rows_of, low=st.integers(-50, 50).map(float), stretch=st.sampled_from([0.5, 2.0, 8.0]))
def test_moving_and_stretching_the_scale_changes_nothing(model, rows, low, stretch) -> None:  # type: ignore[no-untyped-def]
    """x -> low + stretch x with the scale moved likewise."""
    moved = [(low + stretch * x, s, c) for x, s, c in rows]
    assert model(issue_of(moved, low, low + 100 * stretch)) == pytest.approx(model(issue_of(rows)), abs=1e-9)


@both
@given(rows=rows_of, data=st.data())
def test_order_of_actors_and_unit_of_capability_change_nothing(model, rows, data) -> None:  # type: ignore[no-untyped-def]
    """Any permutation, and c -> 7 c."""
    other = [(x, s, 7 * c) for x, s, c in data.draw(st.permutations(rows))]
    assert model(issue_of(other)) == pytest.approx(model(issue_of(rows)), abs=1e-10)


@both
@given(rows=rows_of)
def test_mirroring_the_scale_mirrors_the_distribution(model, rows) -> None:  # type: ignore[no-untyped-def]
    """x -> 100 - x."""
    mirrored = model(issue_of([(100 - x, s, c) for x, s, c in rows]))
    assert mirrored[::-1] == pytest.approx(model(issue_of(rows)), abs=1e-10)


@given(rows_of, place)
def test_two_halves_weigh_like_one_and_an_actor_without_weight_counts_nothing(rows: list[Row], x: float) -> None:
    """One actor as two with half the capability; one more with salience 0, or with capability 0."""
    before = density(issue_of(rows))
    x0, s0, c0 = rows[0]
    if any(s * c > 0 for _, s, c in rows):
        assert density(issue_of([(x0, s0, c0 / 2), (x0, s0, c0 / 2), *rows[1:]])) == pytest.approx(before, abs=1e-10)
        assert density(issue_of([*rows, (x, 0, 5)])) == pytest.approx(before, abs=1e-10)
        assert density(issue_of([*rows, (x, 0.5, 0)])) == pytest.approx(before, abs=1e-10)


def test_names_dossier_and_reference_point_do_not_matter() -> None:
    """Only positions, saliences, capabilities and the scale are read: an outcome has no way in."""
    other = replace(WORKED, name="x", actors=("com", "ep", "de"), group="d", reference=0.0)
    assert np.array_equal(density(other), density(WORKED))
    assert {field for field in Issue.__dataclass_fields__ if "outcome" in field} == set()


@pytest.mark.parametrize(
    "rows",
    [
        [(30, 0.5, 1)],
        [(30, 0.5, 1), (30, 1, 2), (30, 0, 0)],
        [(30, 0, 1)],
        [(30, 0, 0), (30, 0, 0)],
    ],
)
def test_one_actor_or_one_place_is_forecast_there(rows: list[Row]) -> None:
    """Every quantile from 5 to 95 % is the place; the rest of the scale keeps the leak."""
    p = density(issue_of(rows))
    assert set(quantiles(p, LEVELS)) == {30.0}
    assert p[30] == pytest.approx(1 - fitted.LEAK * 100 / 101)


def test_two_camps_of_equal_weight_are_forecast_alike() -> None:
    """Both ends are as likely, and the median is an end of the middle at most one step away from 50."""
    p = density(issue_of([(0, 1, 1), (100, 1, 1)]))
    assert p[0] == pytest.approx(p[100])
    assert p[0] > 0.15
    assert abs(point(p) - 50) <= 1


def test_saliences_of_zero_weigh_all_alike_and_huge_or_tiny_numbers_do_no_harm() -> None:
    """Zero weights count as 1; capabilities of 1e300 or 1e-300 are only ratios; a thousand places do not matter."""
    equal = density(issue_of([(0, 0.5, 1), (50, 0.5, 1), (100, 0.5, 1)]))
    assert density(issue_of([(0, 0, 1), (50, 0, 3), (100, 0, 2)])) == pytest.approx(equal, abs=1e-12)
    for unit in (1e300, 1e-300):
        assert density(issue_of([(0, 0.5, unit), (50, 0.5, unit), (100, 0.5, unit)])) == pytest.approx(equal, abs=1e-12)
    many = density(issue_of([(each / 20, 0.5, 1.0) for each in range(2001)]))
    assert many.sum() == pytest.approx(1)


def test_an_issue_without_actors_has_no_distribution() -> None:
    """Both models say so."""
    for model in (baseline, density):
        with pytest.raises(ValueError, match="without actors has no distribution"):
            model(issue_of([]))


@given(rows_of, st.integers(0, 100))
def test_the_score_is_what_a_slow_loop_gives(rows: list[Row], y: int) -> None:
    """Sum over g of (F(g) - [g >= y])^2, and the same on another scale."""
    p = baseline(issue_of(rows))
    slow, cumulative = 0.0, 0.0
    for g in range(101):
        cumulative += p[g]
        slow += (cumulative - (1.0 if g >= y else 0.0)) ** 2
    assert crps(p, y) == pytest.approx(slow, abs=1e-9)
    assert crps(p, 10 + y / 4, 10, 35) == pytest.approx(slow, abs=1e-9)


def test_quantiles_come_on_the_scale_of_the_issue_and_levels_are_checked() -> None:
    """The first grid value that reaches the level, stretched to low..high."""
    p = np.zeros(101)
    p[[10, 60]] = 0.5
    assert list(quantiles(p, (0.0, 0.5, 0.51, 1.0), 4, 10)) == [4.0, 4.6, 7.6, 7.6]
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantiles(p, (1.5,))


@given(rows_of, st.sampled_from([0.5, 0.8, 0.95]))
def test_no_shorter_interval_holds_the_mass(rows: list[Row], mass: float) -> None:
    """Against a loop over all pairs of ends."""
    p = density(issue_of(rows))
    low, high = shortest(p, mass)
    assert p[int(low) : int(high) + 1].sum() >= mass - 1e-9
    lengths = [b - a for a in range(101) for b in range(a, 101) if p[a : b + 1].sum() >= mass + 1e-9]
    assert high - low <= min(lengths)


def test_sharpening_keeps_the_median_and_narrows_the_interval() -> None:
    """a = 1 without leak gives the distribution back; a > 1 draws q10 and q90 together."""
    p = baseline(WORKED)
    assert finish(p, 1.0, 0.0) == pytest.approx(p, abs=1e-12)
    before, after = (quantiles(each, (0.1, 0.5, 0.9)) for each in (p, finish(p, 1.5, 0.0)))
    assert after[1] == before[1]
    assert before[0] <= after[0] <= after[2] <= before[2]


def test_without_ranges_every_draw_gives_the_distribution_of_the_modes() -> None:
    """Any uniforms, to rounding."""
    uniforms = np.random.default_rng(1).random((7, 3, 3))
    assert density_over_draws(WORKED, uniforms) == pytest.approx(density(WORKED), abs=1e-12)


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_draws_average_the_distributions_of_the_drawn_tables(seed: int) -> None:
    """A range of salience and a pool of capabilities, against a loop."""
    s = Cells(np.array([0.2, 1.0, 1.0]), np.array([0.2, 1.0, 1.0]), np.array([1.0, 1.0, 1.0]))
    wide = replace(WORKED, salience=s)
    uniforms = np.random.default_rng(seed).random((5, 3, 3))
    pool = np.array([1.0, 4.0])
    found = density_over_draws(wide, uniforms, {("actor-1", "capability"): pool})
    slow = np.zeros(101)
    for u in uniforms:
        salience = 1.0 - 0.8 * np.sqrt(1 - u[1, 0])  # triangular (0.2, 0.2, 1) from its distribution function
        slow += density(issue_of([(0, salience, 2), (40, 1, pool[int(2 * u[2, 1])]), (100, 1, 1.5)])) / 5
    assert found == pytest.approx(slow, abs=1e-9)
    with pytest.raises(ValueError, match="shape"):
        density_over_draws(wide, uniforms[:, :2])


def test_the_shipped_numbers_are_a_proper_model() -> None:
    """Weights of the mixture sum to 1, sharpening does not blunt, the leak is small, the exponents are positive."""
    for kind in fitted.FITTED:
        assert all(sum(weights) == pytest.approx(1, abs=1e-5) for weights in kind.mixture)
        assert len(kind.exponents) == len(kind.mixture) == len(kind.choice)
        assert all(each > 0 for each in kind.exponents)
    assert 1 <= fitted.SHARPENING <= 2
    assert 0 < fitted.LEAK < 0.02
    assert distribution.BASELINE == ((0.60, 0.33, 0.07), (0.31, 0.62, 0.07))
