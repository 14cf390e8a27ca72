"""The dossier as known on a day, against a slow and obvious reading of the same rule."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier import rules
from detente.dossier.as_of import LATER, WITHHELD, as_of
from detente.dossier.dossier import Dossier
from detente.dossier.model_file import ModelFile

DAYS = st.dates(date(2020, 1, 1), date(2022, 1, 1))
#: The Gazette appeared on 4 May 2020; the Review at the latest on the last day of its bracket, 31 March 2021.
GAZETTE, REVIEW = date(2020, 5, 4), date(2021, 3, 31)


def slow_known(dossier: Dossier, day: date) -> set[str]:
    """The claims known on a day, by walking through every claim and asking its document for its latest possible day."""
    known = set()
    for claim in dossier.claims.values():
        when = dossier.sources[claim.source_document].date
        latest = when.value if when.value is not None else when.not_after
        if latest is not None and latest <= day:
            known.add(claim.id)
    return known


@given(DAYS)
def test_the_claims_known_on_a_day_are_those_of_documents_that_had_appeared(small_dossier: Dossier, day: date) -> None:
    view = as_of(small_dossier, day)
    assert set(view.claims) == slow_known(small_dossier, day)
    assert {name[0] for name in view.claims} <= ({"g"} if day >= GAZETTE else set()) | (
        {"r"} if day >= REVIEW else set()
    )


@given(DAYS, st.integers(0, 400))
def test_what_is_known_only_grows(small_dossier: Dossier, day: date, later: int) -> None:
    first, second = as_of(small_dossier, day), as_of(small_dossier, day + timedelta(days=later))
    for kind in ("sources", "claims", "events", "agreements", "disagreements", "judgements", "positions", "forecasts"):
        assert set(getattr(first, kind)) <= set(getattr(second, kind)), kind
    for name, series in first.series.items():
        assert set(series.observations) <= set(second.series[name].observations)


def every_claim_named(data: Any) -> set[str]:
    """Every id under ``claims``, ``evidence`` or ``settled_by`` anywhere in plain data."""
    if isinstance(data, dict):
        found = set()
        for key, value in data.items():
            if (
                key in ("claims", "evidence")
                and isinstance(value, list)
                and all(isinstance(each, str) for each in value)
            ):
                found |= set(value)
            elif key == "settled_by" and isinstance(value, str):
                found.add(value)
            else:
                found |= every_claim_named(value)
        return found
    return set().union(*map(every_claim_named, data)) if isinstance(data, list) else set()


@given(DAYS)
def test_nothing_in_the_view_names_a_claim_of_a_later_document(small_dossier: Dossier, day: date) -> None:
    assert every_claim_named(as_of(small_dossier, day).data()) <= slow_known(small_dossier, day)


@given(DAYS)
def test_a_view_keeps_every_rule_of_a_dossier(small_dossier: Dossier, day: date) -> None:
    assert list(rules.check(as_of(small_dossier, day), {})) == []


@given(DAYS, DAYS)
def test_a_view_of_a_view_is_the_view_of_the_earlier_day(small_dossier: Dossier, a: date, b: date) -> None:
    assert set(as_of(as_of(small_dossier, a), b).claims) == set(as_of(small_dossier, min(a, b)).claims)


def test_the_last_day_shows_everything_but_the_notes_on_positions_and_the_whole_is_untouched(
    small_dossier: Dossier,
) -> None:
    before = small_dossier.fingerprint
    view, whole = as_of(small_dossier, date(2030, 1, 1)).data(), small_dossier.data()
    assert {position.pop("note") for position in view["positions"]} == {WITHHELD}
    for position in whole["positions"]:
        del position["note"]
    assert view == whole
    as_of(small_dossier, date(2020, 6, 1))
    assert small_dossier.fingerprint == before


def test_a_bracket_counts_from_its_last_day(small_dossier: Dossier) -> None:
    assert "r-count" not in as_of(small_dossier, date(2021, 3, 30)).claims
    assert "r-count" in as_of(small_dossier, date(2021, 3, 31)).claims


def test_a_salience_that_rested_on_later_claims_becomes_a_marked_assumption(small_dossier: Dossier) -> None:
    held = as_of(small_dossier, date(2020, 6, 1)).positions["norvia.fishing-rights.closure"]
    whole = small_dossier.positions["norvia.fishing-rights.closure"]
    assert held.position == whole.position
    assert (held.salience.claims, held.salience.assumption) == ((), LATER)
    assert held.salience.range == whole.salience.range
    assert held.influence == whole.influence


def test_a_position_whose_place_rested_on_later_claims_is_gone_and_one_in_part_keeps_the_rest(
    small_dossier: Dossier,
) -> None:
    view = as_of(small_dossier, date(2020, 6, 1))
    assert set(view.positions) == {"norvia.fishing-rights.closure", "sudland.fishing-rights.closure"}
    assert view.positions["sudland.fishing-rights.closure"].position.claims == ("g-tariff-threat",)


def test_a_position_whose_place_was_assumed_is_in_no_view_because_the_assumption_was_made_in_hindsight(
    small_dossier: Dossier,
) -> None:
    held = small_dossier.positions["norvia.fishing-rights.thaw"]
    assumed = held.model_copy(
        update={"position": held.position.model_copy(update={"claims": (), "assumption": "it follows"})}
    )
    dossier = type(small_dossier)(**{**vars_of(small_dossier), "positions": {held.id: assumed}})
    assert as_of(dossier, date(2030, 1, 1)).positions == {}


def test_events_and_views_keep_what_was_known_and_go_when_nothing_was(small_dossier: Dossier) -> None:
    view = as_of(small_dossier, date(2020, 6, 1))
    assert set(view.events) == {"closure"}
    assert view.events["closure"].claims == ("g-closure",)
    assert (view.agreements, view.disagreements, view.judgements) == ({}, {}, {})


def test_before_the_first_document_nothing_is_known(small_dossier: Dossier) -> None:
    view = as_of(small_dossier, date(2020, 5, 3))
    assert (view.sources, view.claims, view.events, view.positions) == ({}, {}, {}, {})
    assert view.issues["fishing-rights"].status_quo["closure"].assumption == LATER
    assert set(view.actors) == set(small_dossier.actors)


def test_values_of_a_series_count_from_their_publication_or_the_end_of_their_period(small_dossier: Dossier) -> None:
    def values(day: date) -> list[float]:
        return [each.value for each in as_of(small_dossier, day).series["catch"].observations]

    assert values(date(2021, 1, 14)) == []
    assert values(date(2021, 1, 15)) == values(date(2021, 12, 30)) == [1200]
    assert values(date(2021, 12, 31)) == [1200, 1500]


def test_the_outcome_of_a_forecast_is_hidden_until_it_was_known(small_dossier: Dossier) -> None:
    def question(day: date) -> Any:
        return as_of(small_dossier, day).forecasts["second-closure"]

    assert "second-closure" not in as_of(small_dossier, date(2020, 5, 31)).forecasts
    first = question(date(2020, 7, 1))
    assert (first.state, first.resolution, first.actual_resolve) == ("open", None, None)
    assert [call.p for call in first.forecasts] == [0.4]
    assert first.claims == ("g-closure",)
    closed = question(date(2021, 7, 14))
    assert (closed.state, closed.resolution, len(closed.forecasts)) == ("closed", None, 2)
    assert question(date(2021, 7, 15)) == small_dossier.forecasts["second-closure"]


def test_an_expectation_that_a_later_claim_settled_is_still_open(small_dossier: Dossier) -> None:
    settled = small_dossier.claims["g-expectation"].model_copy(update={"outcome": "not_met", "settled_by": "r-count"})
    dossier = type(small_dossier)(
        **{**vars_of(small_dossier), "claims": {**small_dossier.claims, "g-expectation": settled}}
    )
    view = as_of(dossier, date(2020, 6, 1))
    assert (view.claims["g-expectation"].outcome, view.claims["g-expectation"].settled_by) == ("open", None)
    assert as_of(dossier, date(2021, 4, 1)).claims["g-expectation"] == settled


def test_the_files_of_engines_lose_later_claims_at_every_depth_and_nothing_else(small_dossier: Dossier) -> None:
    body = {
        "id": "why",
        "claims": ["g-closure", "r-count"],
        "evidence": [{"claims": ["r-count"], "weight": 2}, {"claims": [{"odd": 1}], "text": "x"}],
    }
    dossier = type(small_dossier)(**{**vars_of(small_dossier), "questions": {"why": ModelFile.model_validate(body)}})
    found = as_of(dossier, date(2020, 6, 1)).questions["why"]
    assert found.claims == ("g-closure",)
    assert found.body()["evidence"][0] == {"claims": [], "weight": 2}
    assert found.body()["evidence"][1]["text"] == "x"


def test_a_document_without_any_date_is_known_on_no_day(small_dossier: Dossier) -> None:
    """A back-test must never know too early: a text that may have appeared at any time is left out of every view."""
    source = small_dossier.sources["review-2021"]
    undated = source.model_copy(update={"date": source.date.model_copy(update={"not_before": None, "not_after": None})})
    dossier = type(small_dossier)(
        **{**vars_of(small_dossier), "sources": {**small_dossier.sources, "review-2021": undated}}
    )
    assert "r-count" not in as_of(dossier, date(2020, 6, 1)).claims


def vars_of(dossier: Dossier) -> dict[str, Any]:
    return {"dossier": dossier.dossier, **dict(dossier.collections())}


@pytest.mark.parametrize("day", ["2020-05-04", "2021-03-31", "2022-01-01"])
def test_opening_a_dossier_as_of_a_day_is_the_view_of_that_day(small: Any, day: str) -> None:
    when = date.fromisoformat(day)
    assert small.open(as_known_on=when).data() == as_of(small.open(), when).data()
