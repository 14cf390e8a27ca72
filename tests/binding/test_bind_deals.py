"""Deal files of a dossier: what is bound, what stands behind it, and which what-ifs fit."""

from dataclasses import replace

import pytest

from detente import workbench
from detente.binding.deals import BASE, bind, scenarios
from detente.dossier.model_file import ModelFile
from detente.engines.deals.reader import read_deal
from detente.kernel.errors import DetenteError
from detente.workbench.opening import open_dossier

BODY = {
    "id": "toy", "format": "detente-deal/1", "title": "A toy", "coder": "founder", "claims": ["sl-quiet-works"],
    "issues": [
        {"id": "X", "title": "the first", "levels": [0, 0.5, 1], "claims": ["sl-silence-bargain"]},
        {"id": "Y", "levels": [{"name": "lo", "at": 0}, {"name": "hi", "at": 1}]},
    ],
    "governments": [
        {"id": "US", "weights": {"X": {"low": 0.5, "mode": 0.6, "high": 0.7, "claims": ["sk-biden-leeway", "sk-erdogan-trap"]}, "Y": 0.4},
         "ideals": {"X": 1, "Y": 1}, "note": "a note"},
        {"id": "MX", "weights": {"X": 1, "Y": {"low": 1, "mode": 2, "high": 3, "assumption": "made up"}}, "ideals": {"X": 0, "Y": 1}},
    ],
    "scenarios": {
        "hard": {"title": "Hard times", "claims": ["sl-amlo-expects-pressure"], "set": {"governments.US.alpha": 0.9}, "channel": "public"},
        "broken": {"set": {"governments.CA.alpha": 1, "governments.US.alpha": -1, "issues.X.colour": 2}},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def dossier():
    real = open_dossier("us-mexico")
    return replace(real, deals={"toy": ModelFile.model_validate(BODY)})


def test_the_engine_reads_what_is_bound_and_dossier_keys_stay_behind(dossier):
    """Titles are kept for readers; ranges keep their numbers."""
    bound = bind(dossier, "toy")
    read = read_deal(bound.plain)
    assert read.ranges["governments.US.weights.X"].high == 0.7
    assert read.deal.governments[0].taste.weights == {"X": 0.6, "Y": 0.4}
    assert bound.titles["X"] == "the first"
    assert "scenarios" not in bound.plain


def test_every_range_has_a_ground_and_several_claims_stay_several(dossier):
    """(record, field) -> claims or the assumption, with the coder."""
    cells = bind(dossier, "toy").trace.cells
    assert cells["governments.US", "weights.X"].claims == ("sk-biden-leeway", "sk-erdogan-trap")
    assert cells["governments.MX", "weights.Y"].assumption == "made up"
    assert cells["issues.X", "record"].claims == ("sl-silence-bargain",)
    assert {ground.coder for ground in cells.values()} == {"founder"}


def test_a_what_if_sets_values_by_path_and_stands_on_its_own_claims(dossier):
    """And each channel is a what-if without being written down."""
    assert list(scenarios(dossier.deals["toy"])) == [BASE, "hard", "broken", "quiet", "treaty", "public"]
    bound = bind(dossier, "toy", "hard")
    assert read_deal(bound.plain).deal.governments[0].alpha == 0.9
    assert bound.plain["channel"] == "public"
    assert bound.trace.claims("scenario", "governments.US.alpha") == ("sl-amlo-expects-pressure",)
    assert bind(dossier, "toy", "quiet").plain["channel"] == "quiet"


def test_changes_that_do_not_fit_are_all_told_with_their_place(dossier):
    """A path into nothing, a bad value, a key that the format lacks."""
    with pytest.raises(DetenteError) as error:
        bind(dossier, "toy", "broken")
    assert [(each.file, each.place) for each in error.value.problems] == [
        ("deals/toy.yaml", "scenarios.broken.set.governments.CA.alpha"),
        ("deals/toy.yaml", "scenarios.broken.set.governments.US.alpha"),
        ("deals/toy.yaml", "scenarios.broken.set.issues.X.colour"),
    ]
    assert [each.slug for each in error.value.problems] == ["deal-path", "deal-range", "deal-path"]


def test_unknown_names_fail_with_their_slug(dossier):
    """Deals and what-ifs."""
    for name, scenario in (("toys", None), ("toy", "hart")):
        with pytest.raises(DetenteError, match="Did you mean") as error:
            bind(dossier, name, scenario)
        assert error.value.problems[0].slug == "deal-empty"


def test_every_what_if_of_the_shipped_deals_can_be_solved():
    """Zone or no zone, no scenario is broken."""
    from detente.studies.deals.task import Task

    real = workbench.open_dossier("us-mexico")
    for name, file in real.deals.items():
        for each in scenarios(file):
            bound = bind(real, name, each)
            assert Task(bound.plain, bound.file).file.deal is not None
