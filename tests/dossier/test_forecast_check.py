"""Forecast questions: what stops the scoring, and what the question linter asks."""

from typing import Any

import pytest

from detente.dossier.forecast import FreeQuestion
from detente.dossier.forecast_check import days_in, faults, lint_question

GOOD: dict[str, Any] = {
    "id": "Q1", "text": "Will Norland ratify the accord by 30 June 2022?", "resolution_criteria": "Yes if the record of Parliament says so by 2022-06-30.",
    "resolution_sources": ["Parliamentary record"], "open": "2022-01-01", "close": "2022-06-30", "scheduled_resolve": "2022-07-15",
    "forecasts": [{"at": "2022-01-05", "by": "kim", "p": 0.4}],
}  # fmt: skip
CHOICE = {
    "type": "multiple",
    "options": ["a", "b", "other"],
    "forecasts": [{"at": "2022-01-05", "by": "kim", "p": {"a": 0.2, "b": 0.5, "other": 0.3}}],
}
NUMBER = {"type": "numeric", "lower": 0, "upper": 10}


def question(**changes: Any) -> FreeQuestion:
    return FreeQuestion.model_validate({**GOOD, **changes})


def call(p: Any, at: str = "2022-01-05") -> list[dict[str, Any]]:
    return [{"at": at, "by": "kim", "p": p}]


def test_a_good_question_has_neither_fault_nor_finding() -> None:
    for each in (question(), question(**CHOICE)):
        assert [*faults(each), *lint_question(each, (), {})] == []


@pytest.mark.parametrize(
    ("changes", "slug", "loc"),
    [({"forecasts": call(0.4, "2022-07-01")}, "late_forecast", ("forecasts", 0, "at")),
     ({"actual_resolve": "2022-03-01", "forecasts": call(0.4, "2022-03-02")}, "late_forecast", ("forecasts", 0, "at")),
     ({"forecasts": call(1.2)}, "bad_probability", ("forecasts", 0, "p")), ({"forecasts": call({"a": 0.4})}, "bad_type", ("forecasts", 0, "p")),
     ({**CHOICE, "forecasts": call(0.4)}, "bad_type", ("forecasts", 0, "p")), ({**CHOICE, "forecasts": call({"c": 1})}, "unknown_reference", ("forecasts", 0, "p", "c")),
     ({**CHOICE, "forecasts": call({"a": -1})}, "bad_probability", ("forecasts", 0, "p", "a")), ({**CHOICE, "options": ["a"], "forecasts": []}, "missing_key", ("options",)),
     ({**CHOICE, "options": ["a", "b", "a", "other"]}, "duplicate_id", ("options",)), ({**CHOICE, "resolution": "c"}, "unknown_reference", ("resolution",)),
     ({"resolution": "maybe"}, "bad_type", ("resolution",)), ({**NUMBER, "forecasts": [], "resolution": "many"}, "bad_type", ("resolution",)),
     ({**NUMBER, "forecasts": call(0.4)}, "bad_type", ("forecasts", 0, "p")), ({**NUMBER, "forecasts": call({"mean": 1, "sd": 0})}, "bad_type", ("forecasts", 0, "p", "sd")),
     ({**NUMBER, "forecasts": call({"quantiles": {"1.5": 3}})}, "bad_probability", ("forecasts", 0, "p", "quantiles", "1.5")),
     ({**NUMBER, "forecasts": call({"quantiles": {"0.1": 3, "0.9": 2}})}, "bad_probability", ("forecasts", 0, "p", "quantiles")),
     ({**NUMBER, "forecasts": call({"sample": []})}, "missing_key", ("forecasts", 0, "p", "sample")), ({**NUMBER, "upper": 0, "forecasts": []}, "bad_type", ("lower",)),
     ({"type": "date", "lower": "soon", "forecasts": []}, "bad_date", ("lower",)), ({"base_rate": {"p": 3}}, "bad_probability", ("base_rate", "p")),
     ({"references": {"market": 3}}, "bad_probability", ("references", "market"))],
)  # fmt: skip
def test_what_cannot_be_scored_is_a_fault(changes: dict[str, Any], slug: str, loc: tuple[Any, ...]) -> None:
    assert [(each.slug, each.loc, each.level) for each in faults(question(**changes))] == [(slug, loc, "error")]


@pytest.mark.parametrize(
    ("changes", "slug", "place"),
    [({"text": "Will there be a significant delay by Norland?"}, "undefined_word", "text"), ({"text": "Will Norland delay large-scale imports?"}, "undefined_word", "text"),
     ({"resolution_criteria": "A substantially later date than 2022-03-01 in Norland."}, "undefined_word", "resolution_criteria"),
     ({"resolution_criteria": "When it is done."}, "question_unclear", "resolution_criteria"), ({"resolution_criteria": None}, "question_unclear", "resolution_criteria"),
     ({"resolution_criteria": "Yes if done by 1 August 2022."}, "question_unclear", "resolution_criteria"), ({"resolution_sources": []}, "question_unclear", "resolution_sources"),
     ({"text": "Will it be ratified soon?", "resolution_criteria": "yes if done by 2022-06-30"}, "question_unclear", "text"), ({"text": "Norland and Sudmark?"}, "question_unclear", "text"),
     ({**CHOICE, "options": ["a", "b", "third"], "forecasts": []}, "no_catch_all", "options"), ({"open": "2022-07-01", "forecasts": []}, "dates_out_of_order", "close"),
     ({"actual_resolve": "2021-12-31", "forecasts": [], "state": "resolved", "resolution": "no"}, "dates_out_of_order", "actual_resolve"),
     ({**CHOICE, "forecasts": call({"a": 0.2, "b": 0.5})}, "not_summing_to_one", "p"), ({"forecasts": call(0.04)}, "was_this_a_question", "p"),
     ({"forecasts": call(0.96)}, "was_this_a_question", "p"), ({"state": "resolved"}, "state_unclear", "state"), ({"forecasts": call(0.4, "2021-12-31")}, "before_open", "at"),
     ({"condition": {"question": "Q0", "outcome": "yes"}}, "condition_unknown", "condition"), ({"close": None}, "question_unclear", "close")],
)  # fmt: skip
def test_what_a_careful_colleague_would_ask_is_a_finding(changes: dict[str, Any], slug: str, place: str) -> None:
    changed = question(**changes)
    assert list(faults(changed)) == []
    assert {(each.slug, each.loc[-1], each.level) for each in lint_question(changed, (), {})} == {
        (slug, place, "warning")
    }


def test_a_word_that_is_defined_is_no_finding() -> None:
    text = "Will there be a significant delay by Norland?"
    assert (
        list(lint_question(question(text=text, fine_print="A delay is significant when it means 30 days or more.")))
        == []
    )


def test_the_sum_of_probabilities_is_held_to_a_millionth() -> None:
    near = question(**{**CHOICE, "forecasts": call({"a": 0.2, "b": 0.5, "other": 0.3000005})})
    assert list(lint_question(near)) == []


def test_days_are_read_in_three_forms() -> None:
    text = "By 2022-06-30, 5 July 2022, August 1, 2022 or in May 2023; may 2022-02-31 be none"
    assert [str(day) for day in days_in(text)] == ["2022-06-30", "2022-07-05", "2022-08-01", "2023-05-01"]
