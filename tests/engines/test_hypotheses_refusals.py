"""Every way in which a question can be wrong has its code and its place, and all are told at once."""

import copy
from datetime import date
from typing import Any

import pytest
from hypotheses_norland import norland, row

from detente.engines.hypotheses.reader import read_question
from detente.engines.hypotheses.solve import excluded


def changed(path: str, value: Any) -> dict[str, Any]:
    """The worked example with one value replaced (``...`` removes the key)."""
    data = copy.deepcopy(norland())
    *way, last = path.split(".")
    here: Any = data
    for step in way:
        here = here[int(step)] if isinstance(here, list) else here[step]
    if value is ...:
        del here[last]
    else:
        here[int(last) if isinstance(here, list) else last] = value
    return data


CASES = [
    ("id", ..., "missing_key", "id"),
    ("id", 7, "id_not_text", "id"),
    ("format", "detente/question/2", "bad_type", "format"),
    ("scale", "phai", "unknown_reference", "scale"),
    ("window.from", "2021-13-01", "bad_date", "window.from"),
    ("as_of", "2021-05", "bad_date", "as_of"),
    ("explanation", "x", "unknown_key", "explanation"),
    ("hypotheses", [], "too_few_hypotheses", "hypotheses"),
    ("hypotheses.0.prior", ..., "missing_key", "hypotheses.LEVERAGE.prior"),
    ("hypotheses.0.prior", "certain", "bad_probability", "hypotheses.LEVERAGE.prior"),
    ("documents.002.letter", "G", "bad_grade", "documents.002.letter"),
    ("groups.rules.rho", 0.995, "bad_rho", "groups.rules.rho"),
    ("groups.rules.rho", "high", "bad_type", "groups.rules.rho"),
    ("groups.rules.model", "gaussian", "unknown_reference", "groups.rules.model"),
    ("groups.rules.model", "pearson", "bad_group", "groups.rules"),
    ("evidence.5.id", "rules", "duplicate_id", "evidence.rules"),
    ("evidence.5.id", "E02", "duplicate_id", "evidence.E02"),
    ("evidence.0.date", "2021-02-30", "bad_date", "evidence.E01.date"),
    ("evidence.0.observed", "no", "bad_type", "evidence.E01.observed"),
    ("evidence.0.role", "proof", "unknown_reference", "evidence.E01.role"),
    ("evidence.0.group", "regeln", "unknown_reference", "evidence.E01.group"),
    ("evidence.0.digit", 7, "bad_grade", "evidence.E01.digit"),
    ("evidence.0.digit", True, "bad_grade", "evidence.E01.digit"),
    ("evidence.3.grade", "A", "bad_grade", "evidence.E04.grade"),
    ("evidence.0.hit", 0.9, "missing_key", "evidence.E01.false_alarm"),
    ("evidence.0.accuracy", 0.4, "inverted_source", "evidence.E01.accuracy"),
    ("evidence.0.accuracy", 1.4, "bad_probability", "evidence.E01.accuracy"),
    ("evidence.0.likelihood", ..., "missing_key", "evidence.E01.likelihood"),
    ("evidence.0.likelihood.OTHER", ..., "missing_cell", "evidence.E01.likelihood.OTHER"),
    ("evidence.0.likelihood.OTHER", [0.4, 0.2], "bad_probability", "evidence.E01.likelihood.OTHER"),
    ("evidence.0.likelihood.OTHER", [0.1, 0.2, 0.3, 0.4], "bad_probability", "evidence.E01.likelihood.OTHER"),
    ("evidence.0.likelihood.OTHER", [0.2, 1], "certain_probability", "evidence.E01.likelihood.OTHER"),
    ("evidence.0.likelihood.OTHER", True, "bad_type", "evidence.E01.likelihood.OTHER"),
    ("evidence.0.likelihood.OTHER", float("nan"), "bad_probability", "evidence.E01.likelihood.OTHER"),
    ("evidence.0.likelihood.OTHERS", 0.5, "unknown_reference", "evidence.E01.likelihood.OTHERS"),
    ("evidence.0.sources.0.doc", 2, "id_not_text", "evidence.E01.sources.1.doc"),
    ("evidence.0.sources.0.page", 2, "unknown_key", "evidence.E01.sources.1.page"),
    ("evidence.5.readings.0.hypothesis", "GREED", "unknown_reference", "evidence.E06.readings.1.hypothesis"),
    ("evidence.6.role", "explanandum", "explanandum_scored", "evidence.E07.likelihood"),
    ("candidate_observations.0.outcomes.none.OTHER", 0.8, "outcomes_not_one", "candidate_observations.V1.outcomes"),
    ("analysts.second-desk.likelihood.E09", {"OTHER": "ev"}, "unknown_reference", "analysts.second-desk.likelihood.E09"),
    ("judgements.0.p.OTHER", ..., "missing_cell", "judgements.a.p.OTHER"),
    ("judgements.0.p", ..., "missing_key", "judgements.a"),
    ("judgements.1.analyst", "a", "duplicate_id", "judgements.a"),
    ("options", {"admiralty": {"letter": {"E": 0.0}}}, "inverted_source", "options.admiralty.letter.E"),
    ("options", {"rho_sweep": [0.5, 1.5]}, "bad_rho", "options.rho_sweep"),
    ("options", {"draws": 0}, "bad_type", "options.draws"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "code", "place"), CASES, ids=lambda each: str(each)[:40])
def test_one_mistake_gives_one_problem_with_its_place(path: str, value: Any, code: str, place: str) -> None:
    problems = read_question(changed(path, value)).problems
    assert [(each.slug, each.place) for each in problems] == [(code, place)]
    assert all(each.fix and each.message for each in problems)


def test_an_undated_item_is_an_error_only_in_a_run_as_of_a_day() -> None:
    data = changed("evidence.0.date", ...)
    assert [each.slug for each in read_question(data).problems] == ["undated"]  # the second desk has a day of its own
    del data["analysts"]
    assert read_question(data).problems == ()
    problems = read_question(data, date(2021, 6, 1)).problems
    assert [(each.slug, each.place) for each in problems] == [("undated", "evidence.E01.date")]


def test_a_table_that_excludes_every_hypothesis_is_refused() -> None:
    data = norland() | {"options": {"allow_certain": True}}
    data["evidence"][5] |= {"accuracy": 1.0, "likelihood": row(0, 0, 0, 0)}
    data["analysts"]["second-desk"]["as_of"] = "2021-09-30"
    read = read_question(data)
    assert read.question is not None
    assert [(each.slug, each.place) for each in excluded(read.question)] == [
        ("all_excluded", "evidence"),
        ("all_excluded", "analysts.second-desk"),
    ]


def test_priors_far_from_any_distribution_are_refused() -> None:
    data = norland()
    for each in data["hypotheses"]:
        each["prior"] = 0.6
    assert [(each.slug, each.place) for each in read_question(data).problems] == [("incoherent_prior", "hypotheses")]


def test_a_pearson_table_that_cannot_be_is_refused() -> None:
    data = norland()
    data["groups"]["rules"] = {"rho": 0.9, "model": "pearson"}
    data["analysts"] = {}
    for item in data["evidence"][1:3]:
        item["likelihood"] = row(0.9, 0.5, 0.5, 0.5)
    data["evidence"][2]["likelihood"]["LEVERAGE"] = 0.1
    assert [(each.slug, each.place) for each in read_question(data).problems] == [("bad_rho", "groups.rules.rho")]


def test_private_keys_are_allowed_anywhere() -> None:
    data = norland() | {"note": "x", "x_mine": {1: 2}}
    data["evidence"][0] |= {"notes": ["a"], "x_tag": True}
    data["evidence"][0]["likelihood"]["note"] = "why"
    data["documents"]["note"] = "five papers"
    assert read_question(data).problems == ()


@pytest.mark.parametrize("value", [None, 3, "text", [], [1], {}, {1: 2}])
def test_what_is_no_question_is_refused_without_a_traceback(value: Any) -> None:
    assert read_question(value).problems
