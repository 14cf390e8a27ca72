"""The conflict engine: brute force on random models, the published cases, the case worked by hand, and every analysis."""

import json
import random
from itertools import permutations

import numpy as np
import pytest
from conflict_models import random_model
from conflict_oracle import CONCEPTS

from detente.engines.conflict.coalitions import coalitions
from detente.engines.conflict.columns import Columns
from detente.engines.conflict.ensembles import draw, with_null
from detente.engines.conflict.expression import ExpressionError, parse
from detente.engines.conflict.inverse import inverse
from detente.engines.conflict.model import EnsembleBlock, InverseQuery
from detente.engines.conflict.reader import read_model
from detente.engines.conflict.result import as_data
from detente.engines.conflict.solve import solve
from detente.engines.conflict.stability import equilibria_of_draws, stabilities
from detente.workbench.conflict_replication import conflict_catalogue, replicate_conflicts

CASES = {case.name.rsplit("/", 1)[1]: case.model for case in conflict_catalogue()}


def solved(plain, **request):
    return as_data(solve(read_model(dict(plain) | ({"solve": request} if request else {}))), "test")


# --- against brute force ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_every_cell_of_random_models_is_that_of_brute_force(seed):
    """2 to 5 decision makers, ties, irreversible and forbidden moves, listed graphs, nature, coalesced states."""
    rng, cells = random.Random(seed), 0
    for number in range(60):
        plain, case = random_model(rng, number)
        model = read_model(plain)
        found, wanted = stabilities(model, model.ranks, CONCEPTS), case.stable()
        for concept in CONCEPTS:
            assert found[concept].tolist() == wanted[concept], (concept, json.dumps(plain))
            cells += found[concept].size
    assert cells > 3000


def test_the_compiled_form_says_what_the_readable_one_says():
    """On cubes and on graphs, with and without infeasible states; and in ensembles, whose draws are the same."""
    pytest.importorskip("numba")
    from detente.engines.conflict import fast

    rng = random.Random(21)
    for number in range(40):
        model = read_model(random_model(rng, number)[0])
        readable, quick = stabilities(model, model.ranks, CONCEPTS), fast.stability(model, model.ranks, CONCEPTS)
        for concept in CONCEPTS:
            assert (readable[concept] == quick[concept]).all()
        ranks = np.stack([rng_ranks(rng, model.states.size, 7) for _ in model.ids])
        slow, quick = (equilibria_of_draws(model, ranks, CONCEPTS, compiled=each) for each in (False, True))
        assert all((slow[concept] == quick[concept]).all() for concept in CONCEPTS)


def rng_ranks(rng, size, draws):
    return np.array([[rng.randrange(size) for _ in range(draws)] for _ in range(size)])


def test_every_coalition_of_random_models_is_that_of_brute_force():
    """All coalitions of actors under the four concepts; nature never joins one."""
    rng = random.Random(11)
    for number in range(25):
        plain, case = random_model(rng, number, most_states=8)
        found, wanted = coalitions(read_model(plain)).stable, case.coalitions()
        for concept, groups in wanted.items():
            assert set(found[concept]) == set(groups)
            for group, flags in groups.items():
                assert found[concept][group].tolist() == flags, (concept, group, json.dumps(plain))


def test_concepts_contain_one_another_and_a_single_actor_is_a_coalition_of_one():
    """nash => seq_symmetric => seq => gmr and seq_symmetric => smr => gmr, in every cell; section 3 at |H| = 1."""
    rng = random.Random(5)
    for number in range(40):
        plain, case = random_model(rng, number, most_states=16)
        model = read_model(plain)
        found = stabilities(model, model.ranks, CONCEPTS)
        for inner, outer in (
            ("nash", "seq_symmetric"),
            ("seq_symmetric", "seq"),
            ("seq", "gmr"),
            ("seq_symmetric", "smr"),
            ("smr", "gmr"),
        ):
            assert not (found[inner] & ~found[outer]).any()
        alone = coalitions(model)
        for i in range(case.count):
            if not case.nature[i]:
                for concept in ("nash", "gmr", "smr", "seq"):
                    assert alone.stable[concept][(i,)].tolist() == found[concept][i].tolist()


# --- published cases --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [case.name for case in conflict_catalogue()])
def test_every_cell_of_a_catalogued_case_agrees(name):
    """Published, recalled and computed alike; section 12."""
    assert [(row["quantity"], row["ours"]) for row in replicate_conflicts(name) if not row["within"]] == []


def test_the_cuban_case_as_it_is_worked_by_hand():
    """Section 11: 6 is held by a credible answer, 2 by one that the US would not give."""
    result = solved(CASES["cuban-missile-crisis"], explain=[{"state": "6", "dm": "US"}, {"state": "2", "dm": "USSR"}])
    held, bluff = result["explanations"]
    assert held["improvements"] == [
        {"to": "4", "any": [{"by": "USSR", "to": "0"}], "credible": [{"by": "USSR", "to": "0"}]}
    ]
    assert bluff["improvements"] == [{"to": "6", "any": [{"by": "US", "to": "5"}], "credible": None}]
    assert result["labels"]["USSR"][2] == "incredible"


def test_the_78_games_have_the_counts_of_the_literature():
    """Strict ordinal 2x2 games up to relabelling (Rapoport & Guyer 1966): Nash equilibria 0/1/2 in 9/57/12 games."""
    seen, counts = set(), []
    for row in permutations([1, 2, 3, 4]):
        for column in permutations([1, 2, 3, 4]):
            swap = [0, 2, 1, 3]
            forms = []
            for a, b in ((row, column), (tuple(column[k] for k in swap), tuple(row[k] for k in swap))):
                forms += [
                    (tuple(a[k ^ mask] for k in range(4)), tuple(b[k ^ mask] for k in range(4))) for mask in range(4)
                ]
            if min(forms) in seen:
                continue
            seen.add(min(forms))
            result = solved(_game(row, column))
            counts.append(len(result["equilibria"]["nash"]))
            assert result["equilibria"]["seq"]
    assert [counts.count(k) for k in (0, 1, 2)] == [9, 57, 12]


def _game(row, column):
    dms = [
        {"id": name, "options": [{"id": option}], "preferences": {"values": list(values)}}
        for name, option, values in (("Row", "r", row), ("Col", "c", column))
    ]
    return {"format": "detente-conflict/1", "id": "g", "decision_makers": dms}


def test_limited_foresight_need_not_settle():
    """Row 1 2 3 4, column 1 2 4 3 (game g02 of the enumeration): L_7 is empty, L_8 holds 2 and 3."""
    found = solved(_game((1, 2, 3, 4), (1, 2, 4, 3)), limited={"horizons": [1, 7, 8]})["limited"]
    assert [found[h]["equilibria"] for h in ("1", "7", "8")] == [["3"], [], ["2", "3"]]


# --- other preferences ------------------------------------------------------------------------------------------------


def test_the_order_ensemble_meets_the_exact_probabilities():
    """Syria-Iraq, section 12: P(0 in E) Nash 0.25, SEQ 4/9, SMR 7/15, GMR 0.5; P(6 in E) = 1 whatever the order."""
    drawn = solved(CASES["syria-iraq"], ensemble=[{"mode": "order", "draws": 20_000, "seed": 3}])["ensemble"]
    assert [each["mode"] for each in drawn] == ["order", "random_ranks"]
    for concept, exact in (("nash", 0.25), ("seq", 4 / 9), ("smr", 7 / 15), ("gmr", 0.5)):
        assert drawn[0]["p"][concept]["0"] == pytest.approx(exact, abs=0.015)
        assert drawn[0]["p"][concept]["6"] == 1.0


def test_random_rankings_meet_the_null_of_the_cuban_graph():
    """Section 12: Nash 1/12, GMR 0.4113, SMR 0.1876, SEQ 0.2141, seq_symmetric 0.1286."""
    model = read_model(dict(CASES["cuban-missile-crisis"]))
    drawn = draw(model, EnsembleBlock("random_ranks", 20_000, 1), CONCEPTS)
    for concept, mean in zip(CONCEPTS, (1 / 12, 0.4113, 0.1876, 0.2141, 0.1286), strict=True):
        assert drawn.mean_selectivity(concept) == pytest.approx(mean, abs=0.006)


@pytest.mark.parametrize("mode", ["swaps", "order", "order_sign", "inclusion", "random_ranks"])
def test_the_same_seed_gives_the_same_draws_and_another_seed_others(mode):
    """Same seed, same bytes."""
    model = read_model(dict(CASES["conflict-nature-calendar"]))
    one, again, other = (draw(model, EnsembleBlock(mode, 300, seed), CONCEPTS) for seed in (4, 4, 5))
    assert all((one.times[concept] == again.times[concept]).all() for concept in CONCEPTS)
    if mode != "inclusion":  # every statement there has probability 1
        assert any((one.times[concept] != other.times[concept]).any() for concept in CONCEPTS)


def test_without_swaps_and_with_certain_statements_every_draw_is_the_model_itself():
    """lambda 0, and inclusion with probability 1: p is 0 or 1."""
    plain = CASES["syria-iraq"]
    model = read_model(dict(plain))
    base = stabilities(model, model.ranks, CONCEPTS)
    for block in (EnsembleBlock("swaps", 10, 0, 0.0), EnsembleBlock("inclusion", 10, 0)):
        drawn = draw(model, block, CONCEPTS)
        for concept in CONCEPTS:
            assert (drawn.p(concept) == base[concept].all(axis=0)).all()


def test_a_null_is_added_only_where_something_was_asked():
    """Section 6."""
    asked = (EnsembleBlock("order", 50, 2),)
    assert with_null(()) == ()
    assert with_null(asked)[-1] == EnsembleBlock("random_ranks", 50, 2)
    assert with_null((EnsembleBlock("random_ranks", 9, 1), *asked))[-1] == asked[0]


@pytest.mark.parametrize(
    ("case", "state", "concept", "cost", "count"),
    [
        ("syria-iraq", "0", "seq", 1, 1),
        ("syria-iraq", "0", "nash", 2, 2),
        ("syria-iraq", "1", "seq", 1, 1),
        ("syria-iraq", "1", "nash", None, 0),
        ("us-china-2017-2020", "47", "seq", 2, 2),
        ("us-china-2017-2020", "15", "smr", 2, 1),
        ("us-china-2017-2020", "73", "nash", 0, 1),
    ],
)
def test_the_least_change_of_statements_is_that_of_section_12(case, state, concept, cost, count):
    """Syria-Iraq over every order (16 swaps), US-China up to 3."""
    model = read_model(dict(CASES[case]))
    found = inverse(model, InverseQuery(model.states.place(state), concept, 16 if case == "syria-iraq" else 3))
    assert (found.cost, found.n_minimal) == (cost, count)
    for order in found.orders:
        assert sorted(order["US" if "US" in order else "Iraq"]) == sorted(
            each.id for dm in model.decision_makers if dm.id in ("US", "Iraq") for each in dm.preferences.statements
        )


def test_the_outcome_comes_with_its_null():
    """bits = -log2 of the share of random rankings under which the outcome is an equilibrium; null where it is none."""
    plain = dict(CASES["syria-iraq"]) | {"outcome": {"state": "6", "date": "1975-06-01"}}
    result = solved(plain, ensemble=[{"mode": "order", "draws": 2000, "seed": 1}])
    told = result["evidence"]["seq"]
    assert told["in"]
    assert told["selectivity"] == pytest.approx(1 / 6)
    assert told["bits"] == pytest.approx(-np.log2(told["null_p"]))
    assert result["outcome_rank"] == {dm: result["states"][5]["rank"][dm] for dm in ("Syria", "Iraq")}
    other = solved(
        plain | {"outcome": {"state": "5", "date": "1975-06-01"}}, ensemble=[{"mode": "order", "draws": 100, "seed": 1}]
    )
    assert other["evidence"]["seq"]["in"] is False
    assert other["evidence"]["seq"]["bits"] is None


# --- shape of the result ----------------------------------------------------------------------------------------------


def test_a_summary_lists_no_states_and_cuts_equilibria_but_never_counts_and_hashes():
    """Section 9."""
    full, brief = (solved(CASES["cuban-missile-crisis"], detail=detail, max_list=2) for detail in ("full", "summary"))
    assert not {"states", "stable", "labels", "attractors"} & set(brief)
    assert brief["equilibria"]["gmr"] == ["0", "1"]
    for key in ("n_equilibria", "equilibria_sha256", "selectivity", "n_stable"):
        for concept in CONCEPTS:
            assert brief[key][concept] == full[key][concept]
    assert "seq_or_sim" not in brief["equilibria"]
    assert brief["status_quo"] == {"state": "0", "reachable_moves": 12, "reachable_improvements": 8}


def test_simultaneous_sanctioning_is_undefined_for_listed_and_merged_states():
    """null, and so are the unions."""
    for name in ("conflict-trap-double-move", "elmira"):
        result = solved(CASES[name])
        assert result["stable"]["sim"] is None
        assert result["equilibria"]["seq_or_sim"] is result["selectivity"]["smr_or_sim"] is None


def test_more_than_63_statements_do_not_overflow():
    """Trap 6: only the last four of 70 discriminate, so ranks must tell 64 states apart as they do."""
    result = solved(CASES["conflict-trap-many-statements"])
    assert max(state["rank"]["A"] for state in result["states"]) > 1


# --- conditions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("a or b and c", lambda a, b, c: a or (b and c)),
        ("not a and b", lambda a, b, c: (not a) and b),
        ("a implies b implies c", lambda a, b, c: (not a) or ((not b) or c)),
        ("a iff b or c", lambda a, b, c: a == (b or c)),
        ("a implies b iff c", lambda a, b, c: ((not a) or b) == c),
        ("(a implies b) implies c", lambda a, b, c: not ((not a) or b) or c),
        ("not not a", lambda a, b, c: a),
        ("at_least(2, a, b, c)", lambda a, b, c: a + b + c >= 2),
        ("at_most(1, a, b or c)", lambda a, b, c: a + (b or c) <= 1),
        ("exactly(0, a, not b)", lambda a, b, c: a + (not b) == 0),
        ("true and not false", lambda a, b, c: True),
    ],
)
def test_conditions_bind_as_stated(text, true):
    """not, and, or, implies (to the right), iff; every combination of three options."""
    found = parse(text, ["a", "b", "c"]).evaluate(Columns(["a", "b", "c"], np.arange(8)))
    assert found.tolist() == [bool(true(bool(s & 1), bool(s & 2), bool(s & 4))) for s in range(8)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("a and", "ends too early"),
        ("a b", "cannot go on at 'b'"),
        ("a & b", "holds the sign '&'"),
        ("(a", r"needs '\)' at its end"),
        ("aa", "unknown option 'aa' \\(did you mean 'a'\\?\\)|unknown option 'aa'"),
        ("at_least(a, b)", "needs a whole number"),
        ("exactly(1)", "lists nothing"),
        ("and", "where an option is due"),
        ("(" * 500 + "a" + ")" * 500, "nested too deeply"),
    ],
)
def test_a_text_that_is_no_condition_is_refused_with_its_reason(text, said):
    """Never a traceback of the parser."""
    with pytest.raises(ExpressionError, match=said):
        parse(text, ["a", "b"])
