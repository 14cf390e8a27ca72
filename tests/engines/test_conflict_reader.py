"""Bad models: every problem at once, each with its place; and what good ones may hold."""

import json

import pytest

from detente.engines.conflict.checking import Checker
from detente.engines.conflict.gmcr_file import plain_model
from detente.engines.conflict.reader import read_model
from detente.engines.conflict.result import as_data
from detente.engines.conflict.solve import solve
from detente.kernel.errors import DetenteError


def base(**more):
    """Two actors with an option each, and whatever a test adds."""
    return {
        "format": "detente-conflict/1",
        "id": "m",
        "decision_makers": [
            {"id": "A", "options": [{"id": "a"}], "preferences": {"statements": [{"id": "p1", "holds": "a"}]}},
            {"id": "B", "options": [{"id": "b"}], "preferences": {"ranking": ["0", "1", "2", "3"]}},
        ],
    } | more


def listed(**more):
    """Two actors on a listed graph."""
    return {
        "format": "detente-conflict/1",
        "id": "m",
        "states": [{"id": "s"}, {"id": "t"}],
        "arcs": {"A": {"s": ["t"]}},
        "decision_makers": [{"id": name, "preferences": {"ranking": ["s", "t"]}} for name in "AB"],
    } | more


def dms(preferences, **more):
    """base() with other preferences for A."""
    plain = base(**more)
    plain["decision_makers"][0]["preferences"] = preferences
    return plain


def option(**more):
    plain = base()
    plain["decision_makers"][0]["options"] = [{"id": "a"} | more]
    return plain


BAD = [
    (base(format="detente-conflict/9"), "format", "unknown format"),
    (base(staus_quo="0"), "file", "unknown key 'staus_quo'; Did you mean 'status_quo'"),
    (option(move="both"), "decision_makers.A.options.a", "unknown key 'move'; Did you mean 'moves'"),
    (option(moves="up"), "options.a.moves", "no direction 'up'"),
    (base(decision_makers=[*base()["decision_makers"], base()["decision_makers"][1]]), "decision_makers.B", "stands twice"),
    (dms({"statements": [{"id": "p", "holds": "a"}, {"id": "p", "holds": "b"}]}), "statements.p", "stands twice"),
    (dms({"statements": [{"id": "p", "holds": "a and zz"}]}), "statements.p", "'a and zz' names the unknown option 'zz'"),
    (dms({"statements": [{"id": "p", "holds": "a and"}]}), "statements.p", "'a and' ends too early"),
    (base(infeasible=["Y"]), "infeasible[0]", "1 signs for 2 options"),
    (base(infeasible=["true"]), "infeasible", "no feasible state"),
    (dms({"ranking": ["0", "1", "2"]}), "preferences.ranking", "lacks 3"),
    (dms({"ranking": ["0", "1", "2", ["3", "0"]]}), "preferences.ranking", "repeats 0"),
    (dms({"ranking": ["0", "1", "2", "3", "7"]}), "ranking[4]", "no feasible state '7'"),
    (dms({"values": [1, 2, 3]}), "preferences.values", "3 values are given for 4 states"),
    (dms({"values": [1, 2, 3, float("nan")]}), "preferences.values", "nan is no finite number"),
    (dms({"values": {"0": 1}}), "preferences.values", "lack 1, 2, 3"),
    (dms({"values": [1, 2, 3, 4], "indifferent": True}), "preferences", "given in 2 ways"),
    (dms({}), "preferences", "no preferences are given"),
    (base(coalesce=[{"id": "g", "where": "b"}]), "statements", "members of the coalesced state 'g' have unequal ranks"),
    (base(status_quo="9"), "status_quo", "no feasible state '9'"),
    (base(status_quo=0), "status_quo", 'Write "0"'),
    (base(outcome={"state": "8", "date": "2020-01-01"}), "outcome.state", "no feasible state '8'"),
    (base(outcome={"date": "2021-02-29"}), "outcome.date", "no day of the calendar"),
    (base(solve={"explain": [{"state": "5", "dm": "A"}]}), "solve.explain[0].state", "no feasible state"),
    (base(solve={"explain": [{"state": "0", "dm": "C"}]}), "solve.explain[0].dm", "no decision maker 'C'"),
    (base(solve={"inverse": [{"state": "5", "concept": "seq", "max_cost": 1}]}), "solve.inverse[0].state", "no feasible state"),
    (base(solve={"concepts": ["nahs"]}), "solve.concepts[0]", "no concept 'nahs'; Did you mean 'nash'"),
    (base(solve={"unknown_attitudes": ["e"]}), "solve.unknown_attitudes[0]", "no attitude 'e'"),
    (base(solve={"ensemble": [{"mode": "ordr", "draws": 1, "seed": 1}]}), "solve.ensemble[0].mode", "Did you mean 'order'"),
    (base(forbidden_moves=[{"by": "Z", "from": "a", "to": "b"}]), "forbidden_moves[0].by", "no decision maker 'Z'"),
    (base(perceptions={"Z": {}}), "perceptions.Z", "no decision maker 'Z'"),
    (base(rules=[{"only_if": ["a"]}]), "rules[0].only_if", "takes two expressions"),
    (base(state_names={"x": "Y-"}), "state_names.x", "leaves an option open"),
    (base(option_order=["a"]), "option_order", "lacks b"),
    (base(strict_dating=True, outcome={"date": "2020-01-01"}, decision_makers=[
        {"id": "A", "options": [{"id": "a"}], "preferences": {"indifferent": True, "cite": [{"passage": "d1", "date": "2020-01-01"}]}}]),
     "decision_makers.A.preferences", "not older than the outcome"),
    (listed(states=[{"id": "s"}, {"id": "s"}]), "states.s", "stands twice"),
    (listed(arcs={"A": {"s": ["u"]}}), "arcs.A.s", "no feasible state 'u'"),
    (listed(arcs={"C": {}}), "arcs.C", "no decision maker 'C'"),
    (listed(infeasible=["true"]), "infeasible", "belongs to the option form"),
    (listed(decision_makers=[{"id": "A", "preferences": {"ranking": ["s", "t"]}}], solve={"limited": {"horizons": [1]}}), "solve.limited", "two decision makers"),
    ({"format": "detente-conflict/1", "id": "m", "decision_makers": [
        {"id": "A", "options": [{"id": f"o{k}"} for k in range(25)], "preferences": {"indifferent": True}}]}, "decision_makers", "25 options"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "place", "said"), BAD, ids=[f"{place}-{number}" for number, (_, place, _) in enumerate(BAD)]
)
def test_a_bad_model_is_refused_with_place_problem_and_fix(plain, place, said):
    """FILE: PLACE: PROBLEM; FIX."""
    with pytest.raises(DetenteError) as caught:
        read_model(plain, "MODEL.json")
    lines = [str(each) for each in caught.value.problems]
    assert any(line.startswith("MODEL.json: ") and place in line.split(": ")[1] and said in line for line in lines), (
        lines
    )
    assert all("; " in line and "\n" not in line for line in lines)


def test_all_problems_are_told_at_once_and_a_batch_names_the_model():
    """Five slips in one model, five lines; what hangs on a slip is not blamed."""
    plain = base(infeasible=["Y"], status_quo="9", outcome={"date": "yesterday"}, solve={"concepts": ["x"]}, colour=1)
    with pytest.raises(DetenteError) as caught:
        read_model(plain, "BATCH.json", "first")
    places = [each.place for each in caught.value.problems]
    assert places == [
        "first",
        "first.infeasible[0]",
        "first.status_quo",
        "first.outcome.date",
        "first.solve.concepts[0]",
    ]


def test_keys_of_ones_own_and_indifferent_nature_are_welcome():
    """x_ keys anywhere; nature needs no preferences and then never improves."""
    plain = base(x_mine=1)
    plain["decision_makers"][0]["x_note"] = "mine"
    plain["decision_makers"].append({"id": "N", "kind": "nature", "options": [{"id": "n", "moves": "forward"}]})
    plain["decision_makers"][1]["preferences"] = {"indifferent": True}
    model = read_model(plain)
    assert model.states.size == 8
    assert model.ranks[2].tolist() == [0] * 8


def test_named_states_are_found_by_name_and_not_by_code():
    """state_names renames; an unnamed state keeps its code; a name that is another state's code is refused."""
    plain = base(state_names={"both": "YY"}, status_quo="both")
    plain["decision_makers"][1]["preferences"] = {"indifferent": True}
    assert read_model(plain).states.ids(range(4)) == ["0", "1", "2", "both"]
    with pytest.raises(DetenteError, match="no feasible state '3'"):
        read_model(plain | {"status_quo": "3"})
    with pytest.raises(DetenteError, match="is the code of another state"):
        read_model(plain | {"state_names": {"2": "YY"}, "status_quo": "0"})


def test_names_that_begin_with_x_are_names_where_names_are_due_and_huge_numbers_are_numbers():
    """States x_1 and x_2 of a listed graph keep their arcs; 10^400 is larger than 1."""
    plain = listed(states=[{"id": "x_1"}, {"id": "x_2"}], arcs={"A": {"x_1": ["x_2"]}, "x_note": {}})
    for dm in plain["decision_makers"]:
        dm["preferences"] = {"values": {"x_1": 10**400, "x_2": 1}}
    model = read_model(plain)
    assert model.arcs[0].targets.tolist() == [1]
    assert model.ranks.tolist() == [[1, 0], [1, 0]]


def test_a_decision_maker_may_misjudge_what_the_others_want():
    """A believes that B would answer; B would not. A stays for its belief, and the model itself does not hold it."""
    plain = {
        "format": "detente-conflict/1", "id": "m", "status_quo": "0",
        "decision_makers": [{"id": "A", "options": [{"id": "a"}], "preferences": {"ranking": ["1", "0", "2", "3"]}},
                            {"id": "B", "options": [{"id": "b"}], "preferences": {"ranking": ["0", "1", "2", "3"]}}],
        "perceptions": {"A": {"preferences": {"B": {"ranking": ["3", "2", "1", "0"]}}}},
    }  # fmt: skip
    result = as_data(solve(read_model(plain)), "test")
    assert result["stable"]["seq"]["A"][0] is False
    assert result["perceived"]["stable"]["seq"]["A"][0] is True
    assert result["perceived"]["stable"]["seq"]["B"] == result["stable"]["seq"]["B"]
    assert result["perceived"]["equilibria"]["seq"] == ["0", "1"]


def test_an_imported_file_becomes_a_plain_model():
    """Names to ids, repeated and starting with a digit; compound statements; interleaved options; a merged coalition is told."""
    file = {
        "infeasibles": [[[0, "Y"], [2, "Y"]]],
        "options": [{"name": name, "permittedDirection": way} for name, way in (("Stop", "both"), ("Stop", "back"), ("2nd visit", "fwd"))],
        "decisionMakers": [
            {"name": "North (govt.)", "options": [0, 2], "preferences": [{"compound": True, "members": [[[0, "Y"], [1, "N"]], [[2, "Y"]]]}],
             "misperceptions": [[[1, "Y"]]]},
            {"name": "South", "options": [1], "preferences": [[[0, "N"]]]},
        ],
        "coalitions": [[0, 1]],
    }  # fmt: skip
    check = Checker("f.gmcr")
    plain, notes = plain_model(file, check, "f")
    assert check.problems == []
    assert plain["option_order"] == ["Stop", "Stop_2", "x2nd_visit"]
    assert plain["decision_makers"][0] == {
        "id": "North_govt",
        "options": [{"id": "Stop"}, {"id": "x2nd_visit", "moves": "forward"}],
        "preferences": {"statements": [{"id": "p1", "holds": "(Stop and not Stop_2) or x2nd_visit"}]},
    }
    assert plain["infeasible"] == ["Stop and x2nd_visit"]
    assert plain["perceptions"] == {"North_govt": {"infeasible": ["Stop_2"]}}
    assert [each.code for each in notes] == ["import_ignored"]
    assert read_model(plain).states.size == 6


def test_a_manual_ranking_counts_the_feasible_states_from_one():
    """Older key names; a nested list is a tie."""
    file = {
        "useManualPreferenceVectors": True, "infeasibles": [[[0, "Y"], [1, "Y"]]],
        "options": [{"name": name, "permittedDirection": "both"} for name in ("a", "b")],
        "decisionMakers": [{"name": "A", "options": [0], "preferenceVector": [3, [1, 2]]}, {"name": "B", "options": [1], "preferenceVector": [1, 2, 3]}],
    }  # fmt: skip
    check = Checker("f.gmcr")
    plain, _ = plain_model(file, check, "f")
    assert plain["decision_makers"][0]["preferences"] == {"ranking": ["2", ["0", "1"]]}
    assert read_model(plain).ranks[0].tolist() == [0, 0, 1]


@pytest.mark.parametrize("key", ["options", "infeasibles", "decisionMakers"])
def test_an_imported_file_that_lacks_a_required_key_is_refused(key):
    """With the key's name."""
    check = Checker("f.gmcr")
    plain_model({name: [] for name in ("options", "infeasibles", "decisionMakers") if name != key}, check, "f")
    assert [f"the key {key!r} is missing"] == [each.message for each in check.problems]


def test_the_fingerprint_is_that_of_the_content_not_of_its_layout():
    """Key order and white space do not count."""
    plain = base()
    assert (
        read_model(plain).data_sha256 == read_model(json.loads(json.dumps(plain, sort_keys=True, indent=3))).data_sha256
    )
    assert read_model(base(title="other")).data_sha256 != read_model(plain).data_sha256
