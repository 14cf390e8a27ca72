"""The engine against the definitions, and what must not change whatever the table."""

import itertools
import math
import random
from typing import Any

import numpy as np
import pytest
from hypotheses_norland import NAMES, norland
from hypotheses_oracle import Fact, Slow, as_data
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.hypotheses.coherence import over_events, partition, project
from detente.engines.hypotheses.copula import Dependence, joint
from detente.engines.hypotheses.factor_draws import joint_of_draws
from detente.engines.hypotheses.parts import PARTS
from detente.engines.hypotheses.reader import read_question
from detente.engines.hypotheses.solve import solve
from detente.engines.hypotheses.word_shifts import LADDER, one_band

EXACT = tuple(part for part in PARTS if part not in ("ranges",))
CELL = st.floats(0.02, 0.98)


def solved(data: dict[str, Any], parts: Any = EXACT, draws: int = 200) -> dict[str, Any]:
    read = read_question(data)
    assert [str(each) for each in read.problems] == []
    assert read.question is not None
    return solve(read.question, parts, draws=draws)


def random_question(seed: int) -> Slow:
    """Two or three hypotheses, up to five facts, graded, some not seen, up to two groups, rho up to 1."""
    rng = random.Random(seed)
    count = rng.choice((2, 3))
    raw = [rng.uniform(0.1, 1) for _ in range(count)]
    facts = []
    for number in range(rng.randint(2, 5)):
        hit = rng.uniform(0.6, 0.99)
        facts.append(Fact(
            f"E{number}", tuple(rng.uniform(0.03, 0.97) for _ in range(count)), hit, rng.uniform(0.01, hit), rng.random() < 0.7,
            rng.choice(("g", "g", "k", None)),
        ))  # fmt: skip
    rho = {name: rng.choice((0, 0.2, 0.6, 0.9, 0.97, 1)) for name in ("g", "k")}
    return Slow(tuple(each / sum(raw) for each in raw), tuple(facts), rho)


@pytest.mark.parametrize("seed", range(8))
def test_the_audit_follows_the_definitions(seed: int) -> None:
    slow = random_question(seed)
    result = solved(as_data(slow))
    p = slow.posterior()
    assert list(result["posterior"].values()) == pytest.approx(p, abs=1e-9)
    weights = slow.weights()
    for fact in slow.facts:
        left = slow.without(fact.name).posterior()
        assert list(result["leave_one_out"][fact.name]["posterior"].values()) == pytest.approx(left, abs=1e-9)
        bits = sum(a * math.log2(a / b) for a, b in zip(p, left, strict=True))
        assert result["diagnosticity"][fact.name]["bits"] == pytest.approx(bits, abs=1e-8)
        woe = [10 * math.log10(a / (1 - a) / (b / (1 - b))) for a, b in zip(p, left, strict=True)]
        assert list(result["diagnosticity"][fact.name]["woe_db"].values()) == pytest.approx(woe, abs=1e-7)
        true = [a / sum(weights) for a in slow.weights((fact.name, fact.seen))]
        check = result["verification"][fact.name]
        assert check["p_refuted"] == pytest.approx(1 - sum(true), abs=1e-9)
        assert list(check["if_confirmed"].values()) == pytest.approx([each / sum(true) for each in true], abs=1e-8)


@pytest.mark.parametrize("seed", range(5))
def test_robustness_separates(seed: int) -> None:
    slow = random_question(seed)
    found = solved(as_data(slow), ["robustness"])["robustness"]
    names = [f"H{h}" for h in range(len(slow.prior))]
    leader = names.index(found["leader"])

    def leads(question: Slow) -> bool:
        weights = question.weights()
        return weights[leader] > max(each for h, each in enumerate(weights) if h != leader)

    if found["common_bias_db"] is None:
        assert leads(slow.biased(leader, 40.0))
    else:
        assert leads(slow.biased(leader, found["common_bias_db"] - 1e-4))
        assert not leads(slow.biased(leader, found["common_bias_db"] + 1e-4))
    flips = {(each["item"], each["hypothesis"]): each["needed"] for each in found["flips_alone"]}
    for fact, (h, name) in itertools.product(slow.facts, enumerate(names)):
        down = (h == leader) == fact.seen
        if (needed := flips.get((fact.name, name))) is None:
            question = slow.changed(fact.name, h, 0.01 if down else 0.99)
            weights = question.weights()
            assert leads(question) if h == leader else weights[leader] > weights[h]
            continue
        before, after = (needed + step if down else needed - step for step in (1e-5, -1e-5))
        rivals = [k for k in range(len(names)) if k != leader] if h == leader else [h]
        stays, falls = slow.changed(fact.name, h, before).weights(), slow.changed(fact.name, h, after).weights()
        assert all(stays[leader] > stays[k] for k in rivals)
        assert any(falls[leader] <= falls[k] for k in rivals)


@pytest.mark.parametrize("seed", range(6))
def test_word_shifts_are_the_fewest_for_lone_items(seed: int) -> None:
    rng = random.Random(seed)
    facts = tuple(
        Fact(f"E{n}", tuple(rng.choice(LADDER[1:-1]) for _ in range(2)), 0.95, 0.05, rng.random() < 0.7)
        for n in range(4)
    )
    slow = Slow((0.5, 0.5), facts, {})
    result = solved(as_data(slow), ["robustness"])
    leader = int(result["ranking"][0][1])
    moves = [
        (fact.name, h, shifted)
        for fact in facts
        for h in range(2)
        if (shifted := one_band(fact.cells[h], up=(h == leader) != fact.seen)) is not None
    ]
    fewest = None
    for count in range(1, len(moves) + 1):
        for some in itertools.combinations(moves, count):
            question = slow
            for name, h, cell in some:
                question = question.changed(name, h, cell)
            weights = question.weights()
            if weights[leader] <= weights[1 - leader] * (1 + 1e-12):
                fewest = count
                break
        if fewest is not None:
            break
    found = result["robustness"]["word_shifts"]
    if result["robustness"]["gap_db"] > 1e-9:
        assert (found["count"] if found else None) == fewest
        assert found is None or found["of"] == len(moves)


def test_the_envelope_is_reached_by_a_corner_and_by_nothing_beyond() -> None:
    cells = {"A": [0.3, 0.8], "B": [0.2, 0.5]}, {"A": [0.4, 0.6], "B": [0.1, 0.7]}
    data = {
        "id": "corners",
        "hypotheses": [{"id": "A", "prior": [0.3, 0.6]}, {"id": "B", "prior": [0.4, 0.7]}],
        "groups": {"g": {"rho": 0.5}},
        "evidence": [{"id": f"E{n}", "accuracy": 0.9, "group": "g", "observed": n == 0, "likelihood": each} for n, each in enumerate(cells)],
    }  # fmt: skip
    low, high = solved(data, ["ranges"])["ranges"]["envelope"]["A"]
    corners = []
    for a0, b0, a1, b1, p, q in itertools.product((0, 1), repeat=6):
        facts = (Fact("E0", (cells[0]["A"][a0], cells[0]["B"][b0]), 0.9, 0.1, True, "g"),
                 Fact("E1", (cells[1]["A"][a1], cells[1]["B"][b1]), 0.9, 0.1, False, "g"))  # fmt: skip
        weights = Slow(((0.3, 0.6)[p], (0.4, 0.7)[q]), facts, {"g": 0.5}).weights()
        corners.append(weights[0] / sum(weights))
    assert (low, high) == (pytest.approx(min(corners), abs=1e-9), pytest.approx(max(corners), abs=1e-9))


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15)
def test_the_order_of_items_and_hypotheses_does_not_matter(seed: int) -> None:
    data = as_data(random_question(seed))
    base = solved(data, ["robustness"])
    turned = {**data, "evidence": data["evidence"][::-1], "hypotheses": data["hypotheses"][::-1]}
    other = solved(turned, ["robustness"])
    assert other["posterior"] == pytest.approx(base["posterior"], abs=1e-12)
    assert other["robustness"]["common_bias_db"] == pytest.approx(base["robustness"]["common_bias_db"], abs=1e-6)


@given(seed=st.integers(0, 10_000), cell=CELL)
@settings(max_examples=15)
def test_what_tells_nothing_changes_nothing(seed: int, cell: float) -> None:
    data = as_data(random_question(seed))
    base = solved(data, ["posterior"])["posterior"]
    names = [each["id"] for each in data["hypotheses"]]
    constant = {"id": "flat", "accuracy": 0.9, "likelihood": dict.fromkeys(names, cell)}
    silent = {"id": "mute", "accuracy": 0.5, "likelihood": {name: 0.1 + 0.3 * h for h, name in enumerate(names)}}
    more = solved({**data, "evidence": [*data["evidence"], constant, silent]}, ["posterior"])["posterior"]
    assert more == pytest.approx(base, abs=1e-12)


@given(first=CELL, second=CELL, rho=st.sampled_from([0.1, 0.5, 0.9, 0.99, 1.0]))
@settings(max_examples=30)
def test_a_copy_from_a_perfect_source_at_rho_one_and_a_lone_member_change_nothing(
    first: float, second: float, rho: float
) -> None:
    row = {"A": first, "B": second}
    data = {"id": "copy", "hypotheses": [{"id": "A", "prior": 0.4}, {"id": "B", "prior": 0.6}]}
    one = {"id": "E", "accuracy": 1.0, "likelihood": row}
    base = solved({**data, "evidence": [one]}, ["posterior"])["posterior"]
    twice = [{**one, "id": name, "group": "g"} for name in ("E", "F")]
    assert solved({**data, "groups": {"g": {"rho": 1}}, "evidence": twice}, ["posterior"])[
        "posterior"
    ] == pytest.approx(base, abs=1e-12)
    alone = solved({**data, "groups": {"g": {"rho": rho}}, "evidence": twice[:1]}, ["posterior"])
    assert alone["groups"]["g"]["likelihood"] == pytest.approx(row, abs=1e-15)
    free = solved({**data, "groups": {"g": {"rho": 0}}, "evidence": twice}, ["posterior"])["posterior"]
    apart = [{**one, "id": name} for name in ("E", "F")]
    assert free == pytest.approx(solved({**data, "evidence": apart}, ["posterior"])["posterior"], abs=1e-15)


@given(cells=st.lists(CELL, min_size=2, max_size=4), rho=st.floats(0.01, 0.99))
@settings(max_examples=40)
def test_the_copula_keeps_its_marginals(cells: list[float], rho: float) -> None:
    values = np.array(cells)[:, np.newaxis]
    ones, zeros = np.ones(len(cells)), np.zeros(len(cells))
    for i, cell in enumerate(cells):  # the other facts may be true or false: if_true = if_false = 1
        b = ones.copy()
        b[i] = 0
        assert joint(Dependence("copula", rho), values, ones, b)[0] == pytest.approx(cell, abs=1e-12)
    assert joint(Dependence("copula", rho), values, ones, zeros)[0] <= min(cells) + 1e-12


@pytest.mark.parametrize("rho", [0.1, 0.6, 0.9, 0.97, 0.99])
def test_the_fast_draws_agree_with_the_exact_integral(rho: float) -> None:
    rng = np.random.default_rng(5)
    drawn = rng.uniform(0.05, 0.95, (4, 300, 3))
    drawn[1] = 0.3
    a, b = np.array([0.9, 0.2, 0.98, 1.0]), np.array([0.2, 0.9, 0.02, 0.0])
    exact = joint(Dependence("copula", rho), drawn, a, b)
    assert np.max(np.abs(joint_of_draws(rho, drawn, a, b) - exact)) < 2e-5


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15)
def test_the_two_ends_of_a_check_mix_back_to_the_posterior(seed: int) -> None:
    result = solved(as_data(random_question(seed)), ["verification"])
    for check in result["verification"].values():
        for name, p in result["posterior"].items():
            refuted = check["if_refuted"][name] if check["if_refuted"] else 0.0
            mixed = (1 - check["p_refuted"]) * check["if_confirmed"][name] + check["p_refuted"] * refuted
            assert mixed == pytest.approx(p, abs=1e-10)


@given(cells=st.lists(CELL, min_size=4, max_size=4), prior=st.floats(0.2, 0.8))
@settings(max_examples=20)
def test_the_parts_of_a_disagreement_sum_to_the_whole(cells: list[float], prior: float) -> None:
    data = norland()
    data["analysts"] = {"x": {"prior": {"LEVERAGE": prior}, "likelihood": {
        "E02": {"CAPACITY": cells[0], "COALITION": cells[1]}, "E04": {"COALITION": cells[2]}, "E05": {"OTHER": cells[3]}}}}  # fmt: skip
    found = solved(data, ["analysts"])["disagreement"]["x"]
    assert found["prior_db"] + sum(found["parts"].values()) == pytest.approx(found["total_db"], abs=1e-9)


def test_leaving_a_source_out_is_a_question_edited_by_hand() -> None:
    data = norland() | {"analysts": {}}
    data["evidence"] = [item for item in data["evidence"] if item["id"] != "E04"]
    for item in data["evidence"]:
        if item["id"] in ("E03", "E05"):
            item["digit"] = 2
        item["sources"] = [each for each in item["sources"] if each["doc"] != "003"]
    whole = solved(norland(), ["leave_one_source_out"])
    assert whole["leave_one_source_out"]["003"]["posterior"] == pytest.approx(
        solved(data, ["posterior"])["posterior"], abs=1e-12
    )


def test_a_shared_lean_is_not_narrower_than_independent_errors() -> None:
    found = solved(norland(), ["ranges"], draws=4_000)["ranges"]
    for name in NAMES:
        wide, narrow = (found[kind][name]["q95"] - found[kind][name]["q05"] for kind in ("shared", "independent"))
        assert wide >= narrow - 0.02
        low, high = found["envelope"][name]
        assert low <= found["shared"][name]["q05"] <= found["shared"][name]["q95"] <= high


def test_without_ranges_every_draw_is_the_posterior() -> None:
    result = solved(as_data(random_question(3)), ["ranges"], draws=20)
    for kind in ("independent", "shared"):
        for name, p in result["posterior"].items():
            assert result["ranges"][kind][name]["q05"] == pytest.approx(p, abs=1e-7)
            assert result["ranges"][kind][name]["q95"] == pytest.approx(p, abs=1e-7)


@pytest.mark.parametrize("rho", [0.3, 0.6, 0.9])
def test_confidence_matches_the_hit_rate_under_redundancy(rho: float) -> None:
    """Section 13.4: near-copies inside groups, truth drawn from the prior, reports from the engine's own model."""
    rng = np.random.default_rng(11)
    cases, hypotheses, groups, members = 2_500, 5, 3, 3
    from scipy.special import ndtr, ndtri

    prior = np.full(hypotheses, 1 / hypotheses)
    base = ndtri(rng.uniform(0.05, 0.95, (groups, 1, cases, hypotheses)))
    cells = np.clip(ndtr(base + 0.15 * rng.standard_normal((groups, members, cases, hypotheses))), 0.01, 0.99)
    truth = rng.integers(hypotheses, size=cases)
    log_weights = np.tile(np.log(prior), (cases, 1))
    for group in cells:
        z = rng.standard_normal(cases)
        own = group[:, np.arange(cases), truth]
        latent = (ndtri(own) - np.sqrt(rho) * z) / np.sqrt(1 - rho)
        seen = rng.standard_normal((members, cases)) < latent
        for pattern in itertools.product((True, False), repeat=members):
            some = (seen == np.array(pattern)[:, np.newaxis]).all(axis=0)
            a = np.array(pattern, float)
            log_weights[some] += np.log(joint(Dependence("copula", rho), group[:, some], a, 1 - a))
    p = np.exp(log_weights - log_weights.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    assert abs(p.max(axis=1).mean() - (p.argmax(axis=1) == truth).mean()) <= 0.02


@given(x=st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_the_projection_is_the_nearest_distribution(x: list[float]) -> None:
    nearest = project(np.array(x))
    assert nearest.min() >= 0
    assert nearest.sum() == pytest.approx(1)
    rng = np.random.default_rng(0)
    others = rng.dirichlet(np.ones(len(x)), 50)
    assert np.linalg.norm(nearest - x) <= np.linalg.norm(others - x, axis=1).min() + 1e-12
    events = over_events([([h], each) for h, each in enumerate(x)], len(x))
    assert events.p == pytest.approx(nearest, abs=1e-7)
    assert events.incoherence == pytest.approx(partition(x, "cap").incoherence, abs=1e-7)


def test_events_that_do_not_determine_the_hypotheses_have_no_distribution() -> None:
    found = over_events([([0, 1], 0.7)], 3)
    assert found.p is None
    assert found.events == pytest.approx([0.7])


def test_a_zero_stays_zero_in_the_logarithmic_pool() -> None:
    data = {"id": "z", "hypotheses": [{"id": "A", "prior": 0.5}, {"id": "B", "prior": 0.5}],
            "judgements": [{"analyst": "x", "p": {"A": 1, "B": 0}}, {"analyst": "y", "p": {"A": 0, "B": 1}}]}  # fmt: skip
    pools = solved(data, ["judgements"])["pools"]["judgements"]
    assert pools["log"] is None
    assert pools["linear"] == {"A": 0.5, "B": 0.5}
