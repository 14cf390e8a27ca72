"""Swings of the leader's posterior, against plain re-solving of questions with the cell edited."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypotheses_norland import norland

from detente.engines.hypotheses.cells import Cell
from detente.engines.hypotheses.question import Question
from detente.engines.hypotheses.reader import read_question
from detente.engines.hypotheses.solve import solve
from detente.engines.hypotheses.tornado import Swing, swings


def read(data: dict[str, Any]) -> Question:
    found = read_question(data)
    assert found.problems == ()
    assert found.question is not None
    return found.question


def edited(question: Question, swing: Swing, value: float) -> Question:
    """The question with the cell of the swing set to one number."""
    cell = Cell(value, value, value)
    if swing.item is None:
        own = (replace(each, prior=cell) if each.id == swing.hypothesis else each for each in question.hypotheses)
        return replace(question, hypotheses=tuple(own))
    place = question.names.index(swing.hypothesis)
    items = []
    for item in question.items:
        row = list(item.likelihood or ())
        if item.id == swing.item:
            row[place] = cell
        items.append(replace(item, likelihood=tuple(row) or None))
    return replace(question, items=tuple(items))


def variant(**groups: Any) -> Question:
    data = norland()
    data["groups"] = {"rules": groups}
    return read(data)


@pytest.mark.parametrize(
    "question",
    [variant(rho=0.6), variant(rho=1.0), variant(rho=0.0)],
    ids=["copula", "comonotone", "independent"],
)
def test_every_swing_is_what_the_edited_question_gives(question):
    leader = solve(question, ("posterior",))["ranking"][0]
    found = swings(question)
    assert len(found) == 4 + 23
    for swing in found:
        for value, share, first in (
            (swing.low, swing.leader_low, swing.first_low),
            (swing.high, swing.leader_high, swing.first_high),
        ):
            result = solve(edited(question, swing, value), ("posterior",))
            assert share == pytest.approx(result["posterior"][leader], abs=1e-12)
            assert first == result["ranking"][0]


def test_the_order_is_that_of_the_question_and_bare_numbers_have_no_swing():
    found = swings(read(norland()))
    assert [(each.item, each.hypothesis) for each in found[:5]] == [
        (None, "LEVERAGE"), (None, "COALITION"), (None, "CAPACITY"), (None, "OTHER"), ("E01", "LEVERAGE"),
    ]  # fmt: skip
    assert ("E04", "CAPACITY") not in {(each.item, each.hypothesis) for each in found}  # stated as .3
    assert "E07" not in {each.item for each in found}  # background is not scored


def test_only_what_was_known_by_the_day_swings():
    question = read(norland())
    day = date(2021, 5, 20)
    assert {each.item for each in swings(question, day)} == {None, "E01", "E02", "E03"}
    assert swings(question, day) == swings(replace(question, as_of=day))


def test_a_cell_at_its_end_can_cost_the_lead():
    data = norland()
    data["hypotheses"][1]["prior"] = [0.05, 0.30, 0.45]
    swing = next(each for each in swings(read(data)) if (each.item, each.hypothesis) == (None, "COALITION"))
    assert (swing.first_low, swing.first_high) == ("CAPACITY", "COALITION")
    assert swing.length == pytest.approx(swing.leader_high - swing.leader_low)


def test_an_end_that_excludes_every_hypothesis_has_no_posterior():
    data = {
        "id": "q",
        "options": {"allow_certain": True},
        "hypotheses": [{"id": "A", "prior": 0.5}, {"id": "OTHER", "prior": 0.5}],
        "documents": {"d": {"letter": "A"}},
        "evidence": [
            {"id": "E", "hit": 1, "false_alarm": 0, "sources": [{"doc": "d"}], "likelihood": {"A": [0, 0.5, 1], "OTHER": 0}}
        ],
    }  # fmt: skip
    (swing,) = swings(read(data))
    assert (swing.leader_low, swing.first_low, swing.leader_high, swing.first_high) == (None, None, 1.0, "A")
    assert swing.length == 0
    data["evidence"][0]["likelihood"]["A"] = 0
    with pytest.raises(ValueError, match="every hypothesis"):
        swings(read(data))
