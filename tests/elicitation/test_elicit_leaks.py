"""Round 1 is blind: no screen shows a rating of another column, of anybody else, or a result."""

import itertools
from typing import Any

from detente.coding.elicitation import begin, begin_again
from detente.coding.inquiry import Inquiry
from detente.coding.screens import screen

#: Every judgement that the question file of the tests holds: priors, likelihoods, readings, the other desk.
SECRETS = ("rival-desk", "secretdoc", ".111", ".222", ".333", ".444", ".334", ".876", ".234", ".345", ".123", ".543", ".789", ".654",
           "11.1", "22.2", "33.3", "44.4", "33.4", "87.6", "23.4", "34.5", "12.3", "54.3", "78.9", "65.4")  # fmt: skip


def test_no_screen_of_round_1_holds_another_rating_or_a_result(inquiry: Inquiry) -> None:
    session = begin(inquiry, analyst="kim", judgement=True)
    mine = itertools.count(3713, 10)  # every own rating is a number that nothing else in the question has
    given: dict[Any, list[str]] = {}
    seen = 0
    while (question := session.next_question()) is not None:
        shown = repr(screen(session, question))
        assert not [secret for secret in SECRETS if secret in shown]
        others = [number for step, numbers in given.items() if step != question.step for number in numbers]
        assert not [number for number in others if number in shown]
        assert all(number in shown for number in given.get(question.step, [])), "the own column is shown"
        number = f"{next(mine) / 100:g}"
        given.setdefault(question.step, []).append(number)
        session = session.answer(f"{number}%")
        seen += 1
    assert seen == 18


def test_a_session_of_round_1_has_nothing_to_leak(inquiry: Inquiry) -> None:
    session = begin(inquiry, analyst="kim")
    assert (dict(session.first), dict(session.spread)) == ({}, {})
    assert not [secret for secret in SECRETS if secret in repr(inquiry)]


def test_the_terminal_shows_no_more_than_the_screens(desk: Any) -> None:
    numbers = [f"{n / 100:g}" for n in range(3713, 3893, 10)]
    said = "".join(f"{number}%\n" for number in numbers) + "\n"
    ran = desk.run("elicit", desk.question, "--analyst", "kim", "--out", desk.path("kim.yaml"), "--judgement", said=said)  # fmt: skip
    assert ran.exit_code == 0, ran.output
    assert not [secret for secret in SECRETS if secret in ran.output]
    assert "posterior" not in ran.output.lower()
    columns = ran.output.split("\nStep ")[1:]
    assert len(columns) == 6
    for place, text in enumerate(columns):
        assert [number for number in numbers if number in text] == numbers[3 * place : 3 * place + 3]


def test_the_explanandum_and_background_are_shown_and_never_asked(inquiry: Inquiry) -> None:
    session = begin(inquiry, analyst="kim")
    question = session.next_question()
    assert question is not None
    facts = " ".join(screen(session, question).facts)
    assert "Norvia had lowered tolls before" in facts
    assert "To be explained: the toll was dropped" in facts
    assert "The toll ended" not in facts
    assert not {"E0", "EP"} & {str(step) for step in session.ratings.steps}


def test_an_item_that_was_not_seen_says_so_and_asks_for_the_likelihood_of_seeing_it(inquiry: Inquiry) -> None:
    session = begin(inquiry, analyst="kim", prior=False)
    while (question := session.next_question()) is not None and question.step.item != "E3":
        session = session.skip()
    assert question is not None
    shown = screen(session, question)
    assert any(fact.startswith("Looked for and not seen") for fact in shown.facts)
    assert shown.asked == f"If {question.hypothesis} were the driver, how likely would we be to see this?"
    assert shown.facts[-1] == "Known since 2020-02-10. No source named. Not graded."


def test_an_item_is_shown_with_date_sources_and_grade(inquiry: Inquiry) -> None:
    session = begin(inquiry, analyst="kim", prior=False)
    while (question := session.next_question()) is not None and question.step.item != "E1":
        session = session.skip()
    assert question is not None
    assert screen(session, question).facts == (
        "Barges left for the canal", "Known since 2020-01-05. Sources: 001 Lake Gazette (letter B). Grade: digit 2.",
    )  # fmt: skip


def test_round_2_shows_the_first_value_and_the_spread_of_that_column_alone(inquiry: Inquiry) -> None:
    def rated(analyst: str, start: int) -> Any:
        session, numbers = begin(inquiry, analyst=analyst, prior=False), itertools.count(start)
        while session.next_question() is not None:
            session = session.answer(f"{next(numbers) / 1000:.3f}")
        return session.finish(at="done").ratings

    kim, lee = rated("kim", 201), rated("lee", 801)
    session = begin_again(inquiry, kim, (kim, lee))
    question = session.next_question()
    assert question is not None
    text = repr(screen(session, question))
    here = [f"{100 * each.cell.point:.3g} %" for r in (kim, lee) for each in r.rated(question.step).values()]
    elsewhere = [f"{100 * each.cell.point:.3g} %" for r in (kim, lee) for step in r.steps if step != question.step for each in r.rated(step).values()]  # fmt: skip
    assert all(number in text for number in here)
    assert not [number for number in elsewhere if number in text]
    assert "lee" not in text
    row = next(each for each in screen(session, question).rows if each.asked)
    assert row.first == f"{100 * kim.rated(question.step)[question.hypothesis].cell.point:.4g} %"
    assert row.spread.endswith("(2 analysts)")
