"""From a conflict file of a dossier to the engine's model, one for each reading, and from there to sentences with claims."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from detente.binding.conflict import BASE, bind, dating, profiles
from detente.binding.trace import Ground
from detente.dossier.as_of import as_of
from detente.dossier.dossier import Dossier
from detente.dossier.model_file import ModelFile
from detente.explain.conflict import explain_conflict
from detente.kernel.errors import DetenteError
from detente.studies.conflict import study

FILE: dict[str, Any] = {
    "id": "herring", "title": "The herring quarrel", "period": "closure", "format": "detente-conflict/1", "coder": "kim",
    "note": "Invented.", "claims": ["g-closure"],
    "decision_makers": [
        {"id": "norvia", "title": "Norvia", "options": [{"id": "shut", "title": "shut the waters", "claims": ["g-closure"], "note": "By decree."}],
         "preferences": {"statements": [
             {"id": "no-duty", "holds": "not duty", "claims": ["g-tariff-threat"], "note": "It sells salmon."},
             {"id": "fish", "holds": "shut", "claims": ["r-stock", "g-closure"]}]}},
        {"id": "sudland", "title": "Sudland", "options": [{"id": "duty", "title": "tax salmon"}],
         "preferences": {"statements": [
             {"id": "open", "holds": "not shut", "claims": ["g-jobs"]},
             {"id": "answer", "holds": "shut implies duty", "claims": ["g-tariff-threat"]},
             {"id": "cheap-fish", "holds": "not duty", "assumption": "Buyers like it cheap."}]}},
    ],
    "status_quo": "1",
    "outcome": {"state": "0", "date": "2021-02-28", "claims": ["r-no-tariff"], "note": "Open again."},
    "profiles": [
        {"id": "votes", "title": "Norvia courts voters", "claims": ["g-motive"], "note": "The harbour master's view.",
         "preferences": {"norvia": {"statements": [
             {"id": "votes", "holds": "shut", "claims": ["g-motive"]}, {"id": "no-duty", "holds": "not duty", "claims": ["g-tariff-threat"]}]}}},
    ],
}  # fmt: skip


def holding(dossier: Dossier, **changed: Any) -> Dossier:
    return replace(dossier, conflicts={"herring": ModelFile.model_validate(FILE | changed)})


@pytest.fixture
def herring(small_dossier: Dossier) -> Dossier:
    return holding(small_dossier)


def test_each_reading_is_a_model_of_its_own(herring: Dossier) -> None:
    """The profile replaces the block of Norvia and leaves Sudland's; the first reading stands under decision_makers."""
    assert list(profiles(herring.conflicts["herring"])) == [BASE, "votes"]
    base, votes = (bind(herring, "herring", name)[0] for name in (BASE, "votes"))
    assert [each.id for each in base.decision_makers[0].preferences.statements] == ["no-duty", "fish"]
    assert [each.id for each in votes.decision_makers[0].preferences.statements] == ["votes", "no-duty"]
    assert (base.ranks[1] == votes.ranks[1]).all()
    assert (base.id, votes.id) == ("herring.base", "herring.votes")


def test_a_base_that_lacks_preferences_is_no_reading(small_dossier: Dossier) -> None:
    """Then the profiles alone are readings, and the first of them is taken."""
    norvia, sudland = FILE["decision_makers"]
    bare = {key: value for key, value in norvia.items() if key != "preferences"}
    held = holding(small_dossier, decision_makers=[bare, sudland])
    assert list(profiles(held.conflicts["herring"])) == ["votes"]
    assert bind(held, "herring")[0].id == "herring.votes"


def test_every_statement_and_option_has_its_ground(herring: Dossier) -> None:
    """Claims stay several, an assumption keeps its reason, the reading has claims of its own."""
    _, trace = bind(herring, "herring", "votes")
    assert trace.cells["sudland", "answer"] == Ground(("g-tariff-threat",), None, "kim")
    assert trace.cells["sudland", "cheap-fish"] == Ground((), "Buyers like it cheap.", "kim")
    assert trace.cells["norvia", "option shut"].claims == ("g-closure",)
    assert trace.claims("profile") == ("g-motive",)
    assert bind(herring, "herring", BASE)[1].cells["norvia", "fish"].claims == ("r-stock", "g-closure")


def test_a_citation_has_passage_and_the_day_it_tells_of(herring: Dossier) -> None:
    """The claim's own last day where it has one (the closure, April 2020), else its document's (the Review's bracket)."""
    model, _ = bind(herring, "herring")
    fish = model.decision_makers[0].preferences.statements[1]
    assert [each.date for each in fish.cite] == ["2021-03-31", "2020-04-30"]
    assert fish.cite[1].passage.startswith("gazette-2020:")
    assert len(fish.cite[1].passage.rsplit("#", 1)[1]) == 8
    assert {(each.code, each.where) for each in model.notes} == {
        ("uncited", "sudland/cheap-fish"),
        ("hindsight", "norvia/fish"),
    }


def test_both_kinds_of_hindsight_are_counted(herring: Dossier) -> None:
    """Five statements, four on claims, each with one at least that gives no day; only fish rests on the Review of March 2021,
    after the outcome of February."""
    model, trace = bind(herring, "herring")
    found = dating(herring, model, trace)
    assert found is not None
    assert (found.statements, found.cited, found.told_before, found.undated, found.written_before) == (5, 4, 0, 4, 3)


def test_as_of_a_date_a_claim_not_yet_known_is_gone(herring: Dossier) -> None:
    """In May 2020 the Review does not exist: fish rests on the closure alone."""
    _, trace = bind(as_of(herring, date(2020, 5, 31)), "herring")
    assert trace.cells["norvia", "fish"].claims == ("g-closure",)


@pytest.mark.parametrize(
    ("name", "profile", "said"),
    [
        ("herrings", None, "Did you mean 'herring'"),
        ("herring", "vote", "Did you mean 'votes'"),
        ("x", None, "no conflict 'x'"),
    ],
)
def test_an_unknown_conflict_or_reading_is_told(herring: Dossier, name: str, profile: str | None, said: str) -> None:
    """With the nearest name."""
    with pytest.raises(DetenteError, match=said):
        bind(herring, name, profile)


def test_a_problem_of_the_model_names_the_file_and_the_statement(small_dossier: Dossier) -> None:
    """As the engine reports it."""
    bad = {"statements": [{"id": "p", "holds": "shutt"}]}
    held = holding(small_dossier, profiles=[{"id": "bad", "preferences": {"norvia": bad}}])
    with pytest.raises(
        DetenteError, match=r"conflicts/herring.yaml: decision_makers.norvia.preferences.statements.p: 'shutt'"
    ):
        bind(held, "herring", "bad")
    with pytest.raises(DetenteError, match="names the decision maker 'norvja'"):
        bind(holding(small_dossier, profiles=[{"id": "bad", "preferences": {"norvja": bad}}]), "herring", "bad")


# --- the study and its sentences --------------------------------------------------------------------------------------


def test_the_account_never_gives_an_equilibrium_alone(herring: Dossier) -> None:
    """Verdict, share and null, way from the status quo, why, what it hangs on, whether it could have failed, hindsight."""
    model, trace = bind(herring, "herring")
    done = study(model, draws=300, seed=1)
    said = explain_conflict(done, trace, dating(herring, model, trace))
    text = "\n".join(each.text for each in said)
    for part in ("What happened, state 0 (nobody does anything)", "with random preferences", "status quo, state 1 (", "random orders",
                 "were written before", "rests on no claim"):  # fmt: skip
        assert part in text
    assert {claim for each in said for claim in each.claims} <= set(trace.every_claim())
    assert [each.assumption for each in said][-1] is True


def test_sentences_on_a_decision_maker_rest_on_the_claims_of_its_statements(herring: Dossier) -> None:
    """Norvia's reasons are Norvia's claims."""
    model, trace = bind(herring, "herring")
    said = explain_conflict(study(model, draws=50), trace, None)
    norvia = [each for each in said if each.text.startswith("Norvia ")]
    assert norvia
    assert all(each.claims == ("g-tariff-threat", "r-stock", "g-closure") for each in norvia)


def test_what_the_verdict_hangs_on_is_tried_one_change_at_a_time(herring: Dossier) -> None:
    """Worked by hand. Norvia: no-duty over fish; Sudland: open over answer over cheap-fish. States: 0, 1 shut, 2 duty, 3 both.

    Norvia ranks 1 > 0 > 3 > 2 and Sudland 0 > 2 > 3 > 1. At 0 Norvia would go to 1; Sudland answers by its improvement to 3,
    which Norvia ranks below 0: SEQ holds. With fish over no-duty 3 is above 0 for Norvia, so that swap ends it.
    """
    model, _ = bind(herring, "herring")
    assert [model.ranks[i].tolist() for i in (0, 1)] == [[2, 3, 0, 1], [3, 0, 2, 1]]
    done = study(model, draws=50)
    assert done.holds["seq"]
    assert not done.holds["nash"]
    assert [(each.dm, each.over, each.statement) for each in done.swaps] == [
        ("norvia", "fish", "no-duty"),
        ("sudland", "cheap-fish", "answer"),
    ]
    assert ("norvia", "no-duty") in [(each.dm, each.statement) for each in done.drops]
    assert done.cost == 0


def test_same_seed_same_study(herring: Dossier) -> None:
    """And another seed another null."""
    model, _ = bind(herring, "herring")
    one, again, other = (study(model, draws=200, seed=seed) for seed in (3, 3, 4))
    assert (one.null, one.orders, one.mean_selectivity) == (again.null, again.orders, again.mean_selectivity)
    assert one.null != other.null
