"""Questions as Metaculus writes them, in the two forms that are public."""

from typing import Any

from detente.dossier.forecast import FreeQuestion
from detente.dossier.forecast_check import faults
from detente.sources.metaculus import is_metaculus, to_question

POST: dict[str, Any] = {
    "id": 7, "title": "a post", "question": {
        "id": 70, "title": "Will Norland ratify?", "type": "binary", "status": "resolved", "resolution": "yes", "description": "Background.",
        "resolution_criteria": "By 2022-06-30.", "fine_print": "", "open_time": "2022-01-01T12:00:00Z", "scheduled_close_time": "2022-06-30T00:00:00Z",
        "actual_close_time": "2022-05-01T00:00:00Z", "scheduled_resolve_time": "2022-07-01T00:00:00Z", "actual_resolve_time": "2022-05-02T00:00:00Z",
        "aggregations": {"recency_weighted": {"latest": {"centers": [0.62]}}},
        "my_forecasts": {"history": [{"start_time": 1643760000.0, "end_time": None, "forecast_values": [0.6, 0.4]}]},
    },
}  # fmt: skip


def read(data: dict[str, Any]) -> FreeQuestion:
    assert is_metaculus(data)
    made = FreeQuestion.model_validate(to_question(data))
    assert list(faults(made)) == []
    return made


def test_a_post_becomes_a_question_with_its_forecasts_and_the_crowd() -> None:
    made = read(POST)
    assert (made.id, made.type, made.settled, made.resolution) == ("70", "binary", "resolved", "yes")
    assert [str(day) for day in (made.open, made.close, made.scheduled_resolve, made.actual_resolve)] == [
        "2022-01-01",
        "2022-05-01",
        "2022-07-01",
        "2022-05-02",
    ]
    assert made.references is not None
    assert made.references.crowd == 0.62
    assert [(str(call.at), call.p) for call in made.forecasts] == [("2022-02-02", 0.4)]
    assert read(POST["question"]) == made


def test_a_choice_with_its_options() -> None:
    inner = {**POST["question"], "type": "multiple_choice", "options": ["a", "b"], "resolution": "b",
             "aggregations": {"recency_weighted": {"latest": {"centers": [0.3, 0.7]}}},
             "my_forecasts": {"history": [{"start_time": 1643760000.0, "forecast_values": [0.6, 0.4]}]}}  # fmt: skip
    made = read({"id": 7, "question": inner})
    assert (made.type, made.resolution, made.forecasts[0].p) == ("multiple", "b", {"a": 0.6, "b": 0.4})
    assert made.references is not None
    assert made.references.crowd == {"a": 0.3, "b": 0.7}


def test_numbers_and_days_out_of_range() -> None:
    inner = {"id": 1, "title": "How many?", "type": "discrete", "status": "resolved", "resolution": "above_upper_bound", "unit": "boats",
             "scaling": {"range_min": 0, "range_max": 10}, "open_upper_bound": True, "open_lower_bound": False, "scheduled_close_time": "2022-06-30T00:00:00Z"}  # fmt: skip
    made = read({"question": inner})
    assert (made.type, made.lower, made.upper, made.open_upper, made.resolution, made.unit) == (
        "numeric",
        0,
        10,
        True,
        "above_range",
        "boats",
    )
    assert read({"question": {**inner, "resolution": "3.5"}}).resolution == 3.5
    day = {
        "question_text": "When?",
        "question_type": "date",
        "id_of_question": 3,
        "lower_bound": "2022-01-01T00:00:00Z",
        "upper_bound": "2023-01-01T00:00:00Z",
        "resolution_string": "2022-04-01T00:00:00Z",
    }
    assert (read(day).lower, read(day).resolution) == ("2022-01-01", "2022-04-01")


def test_the_flat_model_and_a_question_without_an_id() -> None:
    flat = {
        "question_text": "Will Norland leave?",
        "question_type": "binary",
        "state": "upcoming",
        "resolution_string": None,
        "community_prediction_at_access_time": 0.2,
    }
    made = read(flat)
    assert (made.settled, len(made.id)) == ("open", 12)
    assert read({**flat, "resolution_string": "annulled"}).settled == "annulled"
    assert not is_metaculus({"id": "a", "text": "b"})
    assert not is_metaculus([flat])
