"""The engine gives the exact cases, refuses what must be refused, and gives every number of the worked example."""

import json
from datetime import date
from typing import Any

import pytest
from hypotheses_guards import GOOD, GUARDS, Guard
from hypotheses_norland import NAMES, norland

from detente.engines.hypotheses.parts import PARTS
from detente.engines.hypotheses.reader import read_question
from detente.engines.hypotheses.solve import solve
from detente.store.yaml11 import parse
from detente.workbench.hypotheses_replication import HypothesesCase, agrees, at, hypotheses_catalogue


def solved(data: Any, parts: Any = PARTS, as_of: date | None = None, draws: int = 100) -> dict[str, Any]:
    read = read_question(data, as_of)
    assert [str(each) for each in read.problems] == []
    assert read.question is not None
    return solve(read.question, parts, draws=draws)


@pytest.mark.parametrize("case", hypotheses_catalogue(), ids=lambda case: case.name.rpartition("/")[2])
def test_a_case_of_the_catalogue_comes_out(case: HypothesesCase) -> None:
    """With the parts that it names and with all of them, and the result is JSON."""
    for parts in (case.parts.split(","), PARTS):
        result = solved(dict(case.question), parts, case.as_of)
        json.dumps(result, allow_nan=False)
        assert [
            path for path, value, tolerance in case.expected if not agrees(at(result, path), value, tolerance)
        ] == []


def test_the_catalogue_holds_all_known_values() -> None:
    """44 questions with 119 values, as many as were re-typed from their sources."""
    found = hypotheses_catalogue()
    assert (len(found), sum(len(case.expected) for case in found)) == (44, 119)


def test_the_sound_question_has_no_problems() -> None:
    assert read_question(parse(GOOD).data).problems == ()


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.id)
def test_a_guard_speaks(guard: Guard) -> None:
    read = read_question(parse(guard.text).data)
    assert {each.slug for each in read.problems} == set(guard.codes)
    if not guard.codes:
        found = solved(parse(guard.text).data, ["posterior"])["findings"]
        assert set(guard.findings) <= {(each["code"], each["where"]) for each in found}


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    return solved(norland(), draws=5_000)


def near(found: dict[str, float], *values: float, tol: float = 5e-5) -> None:
    assert list(found.values()) == pytest.approx(list(values), abs=tol)


def test_the_worked_example_multiplies_priors_by_reports(result: dict[str, Any]) -> None:
    near(result["posterior"], 0.084854, 0.616860, 0.226844, 0.071441, tol=1e-6)
    assert result["ranking"] == ["COALITION", "CAPACITY", "LEVERAGE", "OTHER"]
    assert result["items"]["E04"]["report"]["COALITION"] == pytest.approx(0.860)
    assert result["items"]["E04"]["report"]["OTHER"] == pytest.approx(0.332)
    assert result["items"]["E05"]["report"]["CAPACITY"] == pytest.approx(0.860)
    near(result["groups"]["rules"]["likelihood"], 0.189367, 0.245286, 0.606649, 0.245286, tol=1e-6)


def test_the_worked_example_has_three_ranges(result: dict[str, Any]) -> None:
    ends = {
        "LEVERAGE": (0.0023, 0.7630),
        "COALITION": (0.0662, 0.9732),
        "CAPACITY": (0.0149, 0.8449),
        "OTHER": (0.0016, 0.6941),
    }
    for name, pair in ends.items():
        assert result["ranges"]["envelope"][name] == pytest.approx(list(pair), abs=5e-5)
    drawn = {
        "independent": {"LEVERAGE": (0.04, 0.15), "COALITION": (0.48, 0.75), "CAPACITY": (0.13, 0.35), "OTHER": (0.03, 0.12)},
        "shared": {"LEVERAGE": (0.02, 0.23), "COALITION": (0.39, 0.79), "CAPACITY": (0.10, 0.39), "OTHER": (0.02, 0.16)},
    }  # fmt: skip
    for kind, rows in drawn.items():
        for name, (low, high) in rows.items():
            spread = result["ranges"][kind][name]
            assert (spread["q05"], spread["q95"]) == (pytest.approx(low, abs=0.03), pytest.approx(high, abs=0.03))


def test_the_worked_example_without_a_source_and_on_a_day(result: dict[str, Any]) -> None:
    gone = result["leave_one_source_out"]["003"]
    assert (gone["dropped"], gone["regraded"]) == (["E04"], ["E03", "E05"])
    near(gone["posterior"], 0.1996, 0.3606, 0.3316, 0.1082)
    assert result["leave_one_source_out"]["fisheries-ministry"]["dropped"] == ["E02"]
    moment = next(each for each in result["timeline"] if each["date"] == "2021-05-20")
    near(moment["posterior"], 0.3504, 0.2296, 0.3052, 0.1148)
    near(solved(norland(), ["posterior"], date(2021, 5, 20))["posterior"], 0.3504, 0.2296, 0.3052, 0.1148)


def test_the_worked_example_is_fragile(result: dict[str, Any]) -> None:
    found = result["robustness"]
    assert (found["leader"], found["runner_up"], found["units"]) == ("COALITION", "CAPACITY", 5)
    exact = {"gap_db": 4.3446, "prior_factor": 2.7193, "unit_bias_one_sided_db": 0.8689, "unit_bias_two_sided_db": 0.4345,
             "unit_bias_l2_db": 1.3739, "common_bias_db": 0.9812}  # fmt: skip
    for key, value in exact.items():
        assert found[key] == pytest.approx(value, abs=5e-5), key
    assert len(found["flips_alone"]) == 6
    flip = next(each for each in found["flips_alone"] if (each["item"], each["hypothesis"]) == ("E04", "COALITION"))
    assert flip["needed"] == pytest.approx(0.3086, abs=5e-5)
    shifts = found["word_shifts"]
    assert (shifts["rival"], shifts["count"], shifts["of"]) == ("CAPACITY", 2, 12)
    assert [(each["item"], each["hypothesis"], each["shifted"]) for each in shifts["shifts"]] == [("E03", "COALITION", 0.125), ("E04", "CAPACITY", 0.5)]  # fmt: skip


def test_the_worked_example_says_what_to_check_and_to_observe(result: dict[str, Any]) -> None:
    check = result["verification"]["E04"]
    assert check["p_refuted"] == pytest.approx(0.0199, abs=5e-5)
    assert check["if_refuted"]["CAPACITY"] == pytest.approx(0.5180, abs=5e-5)
    assert (check["changes_leader"], check["sources"]) == (True, 1)
    weight = result["diagnosticity"]["E02"]
    assert (weight["range_alone_db"], weight["range_db"]) == (
        pytest.approx(3.9211, abs=5e-5),
        pytest.approx(2.0199, abs=5e-5),
    )
    worth = result["voi"]["V1"]
    assert (worth["eig_bits"], worth["p_leader_changes"]) == (
        pytest.approx(0.26462, abs=5e-6),
        pytest.approx(0.5263, abs=5e-5),
    )


def test_the_worked_example_parts_its_desks(result: dict[str, Any]) -> None:
    parted = result["disagreement"]["second-desk"]
    assert (parted["as_of"], parted["hypotheses"]) == ("2021-07-31", ["COALITION", "CAPACITY"])
    assert parted["total_db"] == pytest.approx(1.8890, abs=5e-5)
    assert parted["prior_db"] == pytest.approx(0.7918, abs=5e-5)
    assert parted["parts"] == pytest.approx({"E01": 0, "rules": 0, "E04": 1.0972, "E05": 0}, abs=5e-5)
    assert result["pools"]["analysts"]["n"] == 2
    assert result["pools"]["analysts"]["log"]["COALITION"] == pytest.approx(0.472541, abs=1e-6)
    assert result["judgements"]["c"]["coherent"]["LEVERAGE"] == pytest.approx(0.316667, abs=1e-6)
    assert result["judgements"]["c"]["events"] == pytest.approx([0.316667, 0.366667, 0.683333, 0.25], abs=1e-6)
    assert result["judgements"]["c"]["incoherence"] == pytest.approx(0.057735, abs=1e-6)


def test_the_worked_example_under_other_assumptions(result: dict[str, Any]) -> None:
    found = result["sensitivity"]
    near(found["naive"], 0.066201, 0.740354, 0.142376, 0.051069, tol=1e-6)
    near(found["no_grading"], 0.080098, 0.764624, 0.102534, 0.052743, tol=1e-6)
    near(found["background_scored"], 0.070286, 0.682638, 0.187899, 0.059176, tol=1e-6)
    assert [each["rho"] for each in found["rho_sweep"]] == [0, 0.3, 0.6, 0.9, 1]
    near(found["rho_sweep"][4]["posterior"], 0.110275, 0.625369, 0.191929, 0.072426, tol=1e-6)
    near(found["flat_prior"], 0.075979, 0.552341, 0.243742, 0.127938, tol=1e-6)


def test_the_worked_example_carries_its_findings(result: dict[str, Any]) -> None:
    assert [(each["code"], each["level"], each["where"]) for each in result["findings"]] == [
        ("single_source_key", "warning", "E01"),
        ("single_source_key", "warning", "E04"),
        ("rival_readings", "info", "E06"),
    ]
    assert tuple(result["posterior"]) == NAMES


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others() -> None:
    read = read_question(norland())
    assert read.question is not None
    first, again, other = (solve(read.question, ["ranges"], draws=50, seed=seed)["ranges"] for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_findings_do_not_depend_on_the_parts_that_are_asked_for(result: dict[str, Any]) -> None:
    assert solved(norland(), ["posterior"])["findings"] == result["findings"]


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"options": {"allow_certain": True}}, "certain_allowed", "options"),
        ({"window": {"from": "2021-02-15"}}, "background_scored", "E01"),
    ],
)
def test_a_finding_tells_of_the_whole_question(change: dict[str, Any], code: str, where: str) -> None:
    assert (code, where) in {
        (each["code"], each["where"]) for each in solved(norland() | change, ["posterior"])["findings"]
    }


def test_more_findings() -> None:
    data = norland()
    for each, prior in zip(data["hypotheses"], (0.4, 0.4, 0.4, 0.1), strict=True):
        each["prior"] = prior
    for item in data["evidence"]:
        item["likelihood"] = (
            {**item["likelihood"], "OTHER": "ev"} if item.get("observed", True) else item["likelihood"] | {"OTHER": 0.5}
        )
    del data["evidence"][3]["grade"]
    found = {(each["code"], each["where"]) for each in solved(data, ["posterior"])["findings"]}
    assert {("ask_again", "hypotheses"), ("forbids_nothing", "OTHER"), ("ungraded", "E04")} <= found
