"""Scenarios: changes in memory that leave the dossier as it was, or say all that is wrong with them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import workbench
from detente.dossier.change import apply
from detente.dossier.compare import compare
from detente.dossier.dossier import Dossier
from detente.dossier.scenario import Scenario
from detente.kernel.errors import DetenteError

PLACE = "norvia.fishing-rights.closure"


def scenario(*changes: dict[str, Any]) -> Scenario:
    return Scenario.model_validate({"id": "what-if", "title": "t", "why": "w", "changes": list(changes)})


def changed(dossier: Dossier, *changes: dict[str, Any]) -> Dossier:
    return apply(dossier, scenario(*changes))


def test_set_replaces_a_field_and_only_that(small_dossier: Dossier) -> None:
    after = changed(small_dossier, {"record": "positions", "id": PLACE, "field": "position.mode", "set": 10})
    assert [(d.kind, d.id, d.what, d.field, d.before, d.after) for d in compare(small_dossier, after)] == [
        ("positions", PLACE, "changed", "position.mode", 5.0, 10.0)
    ]


def test_set_reaches_into_lists_and_nested_records(small_dossier: Dossier) -> None:
    after = changed(
        small_dossier,
        {"record": "actors", "id": "dahl", "field": "roles.0.title", "set": "Chancellor"},
        {
            "record": "issues",
            "id": "fishing-rights",
            "field": "status_quo.closure",
            "set": {"low": 5, "mode": 6, "high": 10},
        },
        {"record": "actors", "id": "dahl", "field": "roles.0.from", "set": "2019-05-01"},
    )
    assert after.actors["dahl"].roles[0].title == "Chancellor"
    assert str(after.actors["dahl"].roles[0].from_) == "2019-05-01"
    assert after.issues["fishing-rights"].status_quo["closure"].mode == 6
    assert after.issues["fishing-rights"].status_quo["closure"].claims == ("g-closure",)


@given(st.floats(-200, 200))
def test_a_shift_moves_the_three_numbers_alike_and_stops_at_the_ends_of_the_scale(
    small_dossier: Dossier, by: float
) -> None:
    before = small_dossier.positions[PLACE].position
    after = (
        changed(small_dossier, {"record": "positions", "id": PLACE, "field": "position", "shift": by})
        .positions[PLACE]
        .position
    )
    for key in ("low", "mode", "high"):
        assert getattr(after, key) == pytest.approx(min(100, max(0, getattr(before, key) + by)))
    assert after.low <= after.mode <= after.high
    assert after.claims == before.claims


def test_add_brings_a_record_and_remove_takes_one(small_dossier: Dossier) -> None:
    after = changed(
        small_dossier,
        {"record": "actors", "id": "mediator", "add": {"name": "A mediator", "kind": "person"}},
        {"record": "positions", "id": PLACE, "remove": True},
    )
    assert [(d.kind, d.id, d.what) for d in compare(small_dossier, after)] == [
        ("actors", "mediator", "added"),
        ("positions", PLACE, "removed"),
    ]


def test_changes_are_applied_in_their_order(small_dossier: Dossier) -> None:
    after = changed(
        small_dossier,
        {"record": "positions", "id": PLACE, "field": "position", "set": {"low": 10, "mode": 20, "high": 30}},
        {"record": "positions", "id": PLACE, "field": "position", "shift": 5},
    )
    assert (after.positions[PLACE].position.low, after.positions[PLACE].position.high) == (15, 35)


@pytest.mark.parametrize("kind", ["claims", "events", "series", "sources", "forecasts"])
def test_a_change_may_touch_every_kind_of_record(small_dossier: Dossier, kind: str) -> None:
    name, field, value = {"claims": ("g-jobs", "value", 5000), "events": ("closure", "summary", "Shut"), "series": ("catch", "observations.0.value", 7),
                          "sources": ("gazette-2020", "reliability", "A"), "forecasts": ("second-closure", "forecasts.0.p", 0.9)}[kind]  # fmt: skip
    after = changed(small_dossier, {"record": kind, "id": name, "field": field, "set": value})
    assert [(d.kind, d.id, d.what) for d in compare(small_dossier, after)] == [(kind, name, "changed")]


def test_the_dossier_that_was_given_is_untouched_even_when_a_change_fails(small_dossier: Dossier) -> None:
    before = small_dossier.data()
    changed(
        small_dossier,
        {"record": "positions", "id": PLACE, "field": "position", "shift": 30},
        {"record": "judgements", "id": "it-calmed", "remove": True},
    )
    with pytest.raises(DetenteError):
        changed(small_dossier, {"record": "positions", "id": PLACE, "field": "position.low", "set": 50})
    assert small_dossier.data() == before


@pytest.mark.parametrize(
    ("change", "slug", "message"),
    [({"record": "nations", "id": "x", "remove": True}, "scenario-change", "what-if, change 1: there are no records called 'nations'"),
     ({"record": "positions", "id": "norvia.fishing-rights.closur", "remove": True}, "scenario-change", "what-if, change 1: there is no 'norvia.fishing-rights.closur' in positions"),
     ({"record": "actors", "id": "norvia", "add": {"name": "x", "kind": "state"}}, "scenario-change", "what-if, change 1: actors already has 'norvia'"),
     ({"record": "positions", "id": PLACE, "field": "place", "set": 1}, "scenario-change", f"what-if, change 1: {PLACE}: there is no `place` in `place`"),
     ({"record": "positions", "id": PLACE, "field": "position.modus", "set": 1}, "scenario-change", f"what-if, change 1: {PLACE}: there is no `modus` in `position.modus`"),
     ({"record": "positions", "id": PLACE, "field": "note.x", "set": 1}, "scenario-change", f"what-if, change 1: {PLACE}: there is no `x` in `note.x`"),
     ({"record": "actors", "id": "dahl", "field": "roles.5.title", "set": "x"}, "scenario-change", "what-if, change 1: dahl: there is no `5` in `roles.5.title`"),
     ({"record": "actors", "id": "dahl", "field": "roles.².title", "set": "x"}, "scenario-change", "what-if, change 1: dahl: there is no `²` in `roles.².title`"),
     ({"record": "positions", "id": PLACE, "field": "note", "shift": 1}, "scenario-change", f"what-if, change 1: {PLACE}: `note` is no range, so it cannot be shifted"),
     ({"record": "positions", "id": PLACE, "field": "position.low", "set": 50}, "scenario-change", f"what-if, change 1: {PLACE}: `position`: the mode 5 lies outside 50..20"),
     ({"record": "positions", "id": PLACE, "field": "issue", "set": "fish"}, "id-unknown", f"what-if: {PLACE}: there is no 'fish' in issues"),
     ({"record": "claims", "id": "g-jobs", "remove": True}, "id-unknown", "what-if: sudland.fishing-rights.closure: there is no 'g-jobs' in claims"),
     ({"record": "actors", "id": "new", "add": {"name": "x"}}, "scenario-change", "what-if, change 1: new: `kind`: Field required")],
)  # fmt: skip
def test_a_change_that_does_not_fit_is_told_with_its_place(
    small_dossier: Dossier, change: dict[str, Any], slug: str, message: str
) -> None:
    with pytest.raises(DetenteError) as raised:
        changed(small_dossier, change)
    assert [(p.slug, p.message) for p in raised.value.problems] == [(slug, message)]


def test_every_fault_of_a_scenario_is_told_at_once(small_dossier: Dossier) -> None:
    with pytest.raises(DetenteError, match=r"(?s)change 1: .*change 3: ") as raised:
        changed(
            small_dossier,
            {"record": "nations", "id": "x", "remove": True},
            {"record": "positions", "id": PLACE, "field": "position", "shift": 1},
            {"record": "positions", "id": "nobody", "remove": True},
        )
    assert len(raised.value.problems) == 2


@pytest.mark.parametrize("change", [{"field": "id", "set": "other"}, {"field": "id", "set": "dahl"}])
def test_a_change_cannot_give_a_record_another_id(small_dossier: Dossier, change: dict[str, Any]) -> None:
    with pytest.raises(DetenteError, match="scenario-change"):
        changed(small_dossier, {"record": "actors", "id": "harbour-master", **change})


def test_a_record_that_is_added_has_the_id_of_the_change(small_dossier: Dossier) -> None:
    with pytest.raises(DetenteError, match="scenario-change"):
        changed(small_dossier, {"record": "actors", "id": "one", "add": {"id": "two", "name": "x", "kind": "person"}})


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"set": 1, "shift": 1, "field": "position"},
        {"remove": True, "add": {}},
        {"set": 1},
        {"shift": 1},
        {"field": "position"},
    ],
)
def test_a_change_has_one_verb_and_the_field_it_needs(small: Any, change: dict[str, Any]) -> None:
    from detente.store.emit import emit

    small.write(
        "scenarios/odd.yaml",
        emit({"id": "odd", "title": "t", "why": "w", "changes": [{"record": "positions", "id": PLACE, **change}]}),
    )
    problem = small.only("scenario-change")
    assert problem.message.endswith(
        ("a change has exactly one of set, shift, add, remove", "set and shift need a field")
    )


def test_a_scenario_of_the_folder_is_applied_by_name_and_nothing_is_written(small: Any) -> None:
    before = small.bytes()
    whole, shifted = small.open(), small.open(scenario="early-thaw")
    assert shifted.positions[PLACE].position.mode == whole.positions[PLACE].position.mode + 30
    assert small.bytes() == before


def test_an_unknown_scenario_is_told_with_the_likeliest_one(small: Any) -> None:
    with pytest.raises(
        DetenteError, match=r"there is no scenario 'early-thav'\. Did you mean 'early-thaw'\? \[id-unknown\]"
    ):
        small.open(scenario="early-thav")
    with pytest.raises(DetenteError, match=r"The dossier has: early-thaw\."):
        workbench.apply_scenario(small.open(), "zzz")
