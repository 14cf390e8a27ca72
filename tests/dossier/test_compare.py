"""Differences between two dossiers: added, removed, changed field by field, and none with itself."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente import workbench
from detente.dossier.as_of import as_of
from detente.dossier.compare import compare
from detente.dossier.dossier import Dossier

DAYS = st.dates(date(2020, 1, 1), date(2022, 1, 1))


@given(DAYS)
def test_a_dossier_does_not_differ_from_itself(small_dossier: Dossier, day: date) -> None:
    view = as_of(small_dossier, day)
    assert compare(view, view) == ()
    assert compare(view, as_of(small_dossier, day)) == ()


@given(DAYS, DAYS)
def test_what_is_added_one_way_is_removed_the_other_way(small_dossier: Dossier, a: date, b: date) -> None:
    first, second = as_of(small_dossier, a), as_of(small_dossier, b)
    there = {
        (d.kind, d.id, {"added": "removed", "removed": "added"}.get(d.what, d.what), d.field)
        for d in compare(first, second)
    }
    back = {(d.kind, d.id, d.what, d.field) for d in compare(second, first)}
    assert there == back


@given(DAYS, DAYS)
def test_there_is_a_difference_exactly_when_the_fingerprints_differ(small_dossier: Dossier, a: date, b: date) -> None:
    first, second = as_of(small_dossier, a), as_of(small_dossier, b)
    assert bool(compare(first, second)) == (first.fingerprint != second.fingerprint)


def test_added_removed_and_changed_records_are_told_field_by_field(small: Any) -> None:
    before = small.open()
    small.replace("actors.yaml", "name: Trawler Union", "name: Union of Trawlers")
    small.replace(
        "positions.yaml",
        "low: 40, mode: 50, high: 60, claims: [r-count]",
        "low: 40, mode: 55, high: 60, claims: [r-count, r-closure]",
    )
    small.append("actors.yaml", {"id": "mediator", "name": "M", "kind": "person"})
    small.write("judgements.yaml", "judgements: []\n")
    small.replace("dossier.yaml", "title: Norvia and Sudland", "title: Sudland and Norvia")
    found = [(d.kind, d.id, d.what, d.field, d.before, d.after) for d in compare(before, small.open())]
    assert found == [
        ("dossier", "dossier", "changed", "title", "Norvia and Sudland", "Sudland and Norvia"),
        ("actors", "trawler-union", "changed", "name", "Trawler Union", "Union of Trawlers"),
        ("actors", "mediator", "added", "", None, None),
        ("judgements", "it-calmed", "removed", "", None, None),
        ("positions", "norvia.fishing-rights.thaw", "changed", "position.mode", 50.0, 55.0),
        (
            "positions",
            "norvia.fishing-rights.thaw",
            "changed",
            "position.claims",
            ["r-count"],
            ["r-count", "r-closure"],
        ),
    ]


def test_the_order_of_records_and_keys_and_comments_make_no_difference(small: Any) -> None:
    before = small.open()
    small.write("agreements.yaml", "# a remark\n" + small.read("agreements.yaml"))
    small.replace(
        "actors.yaml", "    name: Trawler Union\n    kind: group\n", "    kind: group\n    name: Trawler Union\n"
    )
    assert compare(before, small.open()) == ()
    assert small.open().fingerprint == before.fingerprint


def test_two_days_of_one_dossier_are_compared(small: Any) -> None:
    found = workbench.compare(small.folder, small.folder, first_day=date(2020, 6, 1), second_day=date(2021, 6, 1))
    assert {d.id for d in found if d.kind == "claims"} == {"r-count", "r-closure", "r-stock", "r-no-tariff"}
    assert {d.what for d in found if d.kind == "claims"} == {"added"}
