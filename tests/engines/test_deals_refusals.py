"""Bad deal files: every problem of section 10 with its place, all at once."""

import copy

import pytest

from detente.kernel.errors import DetenteError
from detente.workbench.deal_replication import deal_catalogue
from detente.workbench.deals import solve_deal

NORTHLAND = next(case.deal for case in deal_catalogue() if case.name.endswith("deal-northland"))
PIE = next(case.deal for case in deal_catalogue() if case.name.endswith("one-pie/solutions"))


def problems(plain):
    with pytest.raises(DetenteError) as error:
        solve_deal(plain, "deal.yaml")
    return [str(each) for each in error.value.problems]


def changed(path, value, base=NORTHLAND):
    """A copy of the deal with one value set by keys and places; None removes."""
    plain = copy.deepcopy(dict(base))
    at = plain
    for step in path[:-1]:
        at = at[step]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return plain


ISSUE, GOV, RAT = ("issues", 2), ("governments", 0), ("ratifiers", 5)
#: (where, value, the beginning of the one line that must come)
BAD = [
    (("colour",), 1, "deal.yaml: colour: unknown key 'colour'"),
    ((*ISSUE, "treaty", "pi"), "much", "deal.yaml: issues.ENERGY.treaty.pi: expected a finite number, got 'much'; give one"),
    ((*ISSUE, "treaty", "pi"), float("nan"), "deal.yaml: issues.ENERGY.treaty.pi: expected a finite number, got nan"),
    ((*ISSUE, "treaty", "pi"), 1.4, "deal.yaml: issues.ENERGY.treaty.pi: must lie in 0..1, got 1.4; correct it"),
    ((*ISSUE, "treaty", "at_least"), 1.5, "deal.yaml: issues.ENERGY.treaty.at_least: must lie in 0..1"),
    ((*ISSUE, "controller"), "joint", "deal.yaml: issues.ENERGY.treaty: nobody can break a treaty on a joint issue alone"),
    (("issues", 1, "treaty"), {"at_most": 0.2, "pi": 0.5}, ""),
    (("issues", 0, "levels"), ["a", "b"], "deal.yaml: governments.N.ideals.BORDER: the levels of the issue have no numbers"),
    (("issues", 0, "levels"), [0.5], "deal.yaml: issues.BORDER.levels: expected two levels or more, got 1"),
    (("issues", 1, "id"), "BORDER", "deal.yaml: issues.BORDER: the id 'BORDER' stands twice"),
    (("issues", 0, "controller"), "X", "deal.yaml: issues.BORDER.controller: there is no controller 'X'"),
    (("issues", 0, "status_quo"), 0.7, "deal.yaml: issues.BORDER.status_quo: the issue BORDER has no level 0.7"),
    (("governments",), NORTHLAND["governments"][:1], "deal.yaml: governments: expected two governments or more, got 1"),
    ((*RAT, "government"), "Z", "deal.yaml: ratifiers.Base.government: there is no government 'Z'"),
    ((*RAT, "rule"), "maybe", "deal.yaml: ratifiers.Base.rule: there is no rule 'maybe'"),
    ((*RAT, "sigma"), -1, "deal.yaml: ratifiers.Base.sigma: must lie at 0 or above, got -1"),
    ((*RAT, "rho"), -0.1, "deal.yaml: ratifiers.Base.rho: must lie in 0..1, got -0.1"),
    (("ratifiers", 3, "rho"), 1.0, ""),
    ((*GOV, "weights", "BORDER"), -1, "deal.yaml: governments.N.weights.BORDER: must lie at 0 or above, got -1"),
    ((*GOV, "weights"), {"BORDER": 0}, "deal.yaml: governments.N.weights: all weights are zero"),
    ((*GOV, "ideals", "TONE"), None, "deal.yaml: governments.N.weights.TONE: a weight without ideal or values; give ideals.TONE"),
    ((*GOV, "ideals", "TONE"), 1.2, "deal.yaml: governments.N.ideals.TONE: must lie in 0..1, got 1.2"),
    ((*GOV, "values"), {"TONE": {"silent": 0, "loud": 1}}, "deal.yaml: governments.N.values.TONE: the level 'private' has no value"),
    ((*GOV, "alpha"), 0, "deal.yaml: governments.N.alpha: must lie above 0, got 0"),
    (("threats", 0, "by"), "S", "deal.yaml: threats.TARIFF.by: S does not control TARIFF; name its controller, N"),
    (("threats", 0, "level"), 0.7, "deal.yaml: threats.TARIFF.level: the issue TARIFF has no level 0.7"),
    (("threats", 0, "credibility"), 2, "deal.yaml: threats.TARIFF.credibility: must lie in 0..1, got 2"),
    (("crisis",), None, "deal.yaml: threats.TARIFF.credibility: the file has no crisis block"),
    (("crisis", "payoffs", "VB"), None, "deal.yaml: crisis.payoffs.VB: expected a finite number, got nothing"),
    (("channels", "quiet", "visibility"), 1.5, "deal.yaml: channels.quiet.visibility: must lie in 0..1, got 1.5"),
    (("channel",), "loud", "deal.yaml: channel: there is no channel 'loud'"),
    (("solution",), "nsh", "deal.yaml: solution: there is no solution 'nsh'; did you mean 'nash'?"),
    (("solution",), "tili", "deal.yaml: solution: tili needs options.tili"),
    (("baskets", "fine"), [["BORDER"], ["TONE"], ["ENERGY"]], "deal.yaml: baskets.fine: the issue TARIFF stands in no basket"),
    (("sweep", 0, "set"), "ratifiers.Nobody.margin", "deal.yaml: sweep[0].set: the path 'ratifiers.Nobody.margin' does not exist"),
    (("sweep", 0, "set"), "ratifiers.Base.marging", "deal.yaml: sweep[0].set: the path 'ratifiers.Base.marging' does not exist"),
    (("sweep", 1, "to"), [0.2, 7], "deal.yaml: sweep[1].to[1]: issues.ENERGY.treaty.pi: must lie in 0..1, got 7"),
    (("mu",), {"low": 1, "mode": 0.5, "high": 2}, "deal.yaml: mu: the mode 0.5 does not lie between low and high"),
    (("relation",), {"trap": {"gain": 0.1, "psi": 1.4}}, "deal.yaml: relation.trap.psi: must lie in 0..1, got 1.4; correct it"),
    (("relation",), {"self_enforcement": {"T": 3, "R": 5, "P": 1, "S": 0}}, "deal.yaml: relation.self_enforcement: T 3, R 5, P 1, S 0 are out of order; order T > R > P >= S"),
    (("relation",), {"path": {"periods": 3, "voice_issue": "TONNE"}}, "deal.yaml: relation.path.voice_issue: there is no issue 'TONNE'"),
    (("relation",), {"path": {"periods": 3, "voice_issue": "TONE", "changes": [{"period": 3}]}}, "deal.yaml: relation.path.changes[0].period: 3 is no period of the path; use 0 to 2"),
    (("relation",), {"path": {"periods": 3, "voice_issue": "TONE", "changes": [{"period": 1, "set": {"governments.Q.alpha": 1}}]}}, "deal.yaml: relation.path.changes[0].set.governments.Q.alpha: the path 'governments.Q.alpha' does not exist"),
    (("threat_game",), {"governments": ["A", "B"], "payoffs": {"A": [[1, 2]], "B": [[1], [2]]}}, "deal.yaml: threat_game.payoffs: the matrices have the shapes"),
    (("threat_game",), {"governments": ["A", "B"], "payoffs": {"A": [[1, 2], [3]], "B": [[1, 2], [2, 3]]}}, "deal.yaml: threat_game.payoffs.A: the rows of the matrix are not of one length"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "line"), [each for each in BAD if each[2]], ids=lambda each: "")
def test_one_mistake_is_one_line_with_place_and_fix(path, value, line):
    """Each line begins as the method says, and nothing else is blamed for the same mistake."""
    found = problems(changed(path, value))
    assert any(each.startswith(line) for each in found), found
    assert len(found) <= 1 or path in ((("issues", 0, "levels")), ("issues", 1, "id"), ("governments",)), found


def test_pressure_of_more_than_the_whole_and_a_bound_that_nothing_satisfies_are_refused():
    """Two rules that need two numbers."""
    plain = changed(("ratifiers", 3, "rho"), 0.7)
    plain["ratifiers"].append({**plain["ratifiers"][3], "id": "Others", "rho": 0.5})
    assert problems(plain)[0].startswith("deal.yaml: governments.N: the rho of its ratifiers add up to 1.2")
    plain = changed(("issues", 0), {**NORTHLAND["issues"][0], "levels": [0, 0.5], "treaty": {"at_least": 1, "pi": 0.3}})
    assert any(
        each.startswith("deal.yaml: issues.BORDER.treaty.at_least: no level satisfies the bound 1")
        for each in problems(plain)
    )


def test_all_problems_come_at_once():
    """Three mistakes in three places."""
    plain = changed(("governments", 0, "alpha"), -1)
    plain["ratifiers"][5]["rule"] = "maybe"
    plain["channels"]["quiet"]["visibility"] = 3
    assert len(problems(plain)) == 3


def test_kinds_do_not_mix_and_shapes_must_be_concave():
    """A pie beside levels, a shape above 1 on a pie, and one below 1 on a range."""
    mixed = changed(("issues",), [*NORTHLAND["issues"], PIE["issues"][0] | {"between": ["N", "S"]}])
    assert any("levels and continuous issues are mixed" in each for each in problems(mixed))
    (line,) = problems(changed(("governments", 0, "gamma"), 2, PIE))
    assert line.startswith(
        "deal.yaml: governments.A.gamma: must be 1 or below on a pie, got 2 on PIE; give the issue levels"
    )
    reach = {"format": "detente-deal/1", "issues": [{"id": "X", "kind": "range", "range": [0, 1]}],
             "governments": [{"id": "A", "ideals": {"X": 0}, "gamma": 0.5}, {"id": "B", "ideals": {"X": 1}}]}  # fmt: skip
    (line,) = problems(reach)
    assert "must be 1 or above on a range" in line


def test_too_many_packages_are_refused_unless_sums_can_be_pruned():
    """10^8 packages with a veto; the same without it is solved on its frontier, with a warning."""
    issues = [{"id": f"I{k}", "levels": [j / 9 for j in range(10)]} for k in range(8)]
    weights = {each["id"]: 1 + k for k, each in enumerate(issues)}
    sides = [{"id": "A", "weights": weights, "ideals": dict.fromkeys(weights, 1)},
             {"id": "B", "weights": {key: 9 - value for key, value in weights.items()}, "ideals": dict.fromkeys(weights, 0)}]  # fmt: skip
    plain = {
        "format": "detente-deal/1",
        "issues": issues,
        "governments": [side | {"disagreement": 0.2} for side in sides],
    }
    veto = {"id": "R", "government": "A", "rule": "veto", "ideals": {"I0": 1}}
    (line,) = problems({**plain, "ratifiers": [veto]})
    assert line.startswith("deal.yaml: issues: 100,000,000 packages")
    assert "merge levels or split into baskets" in line
    done = solve_deal(plain)
    assert done["space"] == {"issues": list(weights), "packages": 100_000_000, "method": "pruned_sums"}
    found = done["notions"]["nonagreement"]
    assert (found["zone"], found["win_set"]) == (None, None)
    assert found["solutions"]["nash"]["utility"]["A"] > 0.5
    assert "pruned sums" in done["warnings"][0]


def test_a_file_without_a_zone_is_no_error():
    """Solutions are empty and the reason is filled."""
    plain = changed(("ratifiers", 5, "margin"), 2)
    found = solve_deal(plain)
    assert found["notions"]["retaliation"]["solutions"] == {}
    assert found["notions"]["retaliation"]["reason"] == "no_zone"
    assert found["channels"]["table"]["quiet"]["p_breakdown"] == 1
    opening = [each["id"] for each in found["ratifiers"] if each["opens_zone"]]
    assert opening == ["Base"]
    outside = solve_deal(changed(("governments", 1, "outside"), 5))
    assert outside["notions"]["retaliation"]["reason"] == "outside_option"
    assert outside["notions"]["retaliation"]["zone"]["count"] == 31
