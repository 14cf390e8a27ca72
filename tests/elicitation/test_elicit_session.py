"""The state machine: whatever is answered, taken back, skipped and resumed, the record is the same."""

import csv
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding import ratings as record
from detente.coding.elicitation import Session, begin, begin_again
from detente.coding.inquiry import Inquiry, read_inquiry
from detente.coding.ratings import PRIOR, Ratings, Step, from_data, to_data
from detente.coding.sheets import data_of_csv, from_sheet, sheet_csv, sheet_data
from detente.store.emit import emit
from detente.store.safe_yaml import parse

ANSWERS = st.sampled_from(["likely", "un", ".3", "20%", ".2 .3 .4", ".1-.9"])
ACTIONS = st.lists(st.one_of(ANSWERS, st.sampled_from(["back", "skip", "keep"])), max_size=40)


def act(session: Session, actions: list[str], start: int = 0) -> Session:
    for place, action in enumerate(actions, start):
        try:
            match action:
                case "back":
                    session = session.back()
                case "skip":
                    session = session.skip()
                case "keep":
                    session = session.keep(at=f"t{place}")
                case _:
                    session = session.answer(action, at=f"t{place}", reason=f"r{place}" if place % 2 else "")
        except ValueError:
            continue
    return session


def through_a_file(ratings: Ratings, inquiry: Inquiry) -> Ratings:
    parsed = parse(emit(to_data(ratings)))
    assert not parsed.faults
    found, problems = from_data(parsed.data, inquiry, "kim.yaml")
    assert found is not None, problems
    return found


def start(inquiry: Inquiry, **options: Any) -> Session:
    return begin(inquiry, analyst="kim", judgement=True, **options)


def finished(inquiry: Inquiry, analyst: str, answer: str) -> Ratings:
    session = begin(inquiry, analyst=analyst)
    while session.next_question() is not None:
        session = session.answer(answer, at="then")
    return session.finish(at="done").ratings


@settings(max_examples=60)
@given(actions=ACTIONS, cut=st.integers(0, 40))
def test_saving_and_resuming_anywhere_gives_the_same_record(inquiry: Inquiry, actions: list[str], cut: int) -> None:
    straight = act(start(inquiry), actions)
    half = act(start(inquiry), actions[:cut])
    resumed = Session(half.inquiry, through_a_file(half.ratings, inquiry))
    assert to_data(act(resumed, actions[cut:], len(actions[:cut])).ratings) == to_data(straight.ratings)


@settings(max_examples=40)
@given(actions=ACTIONS)
def test_a_record_survives_its_file_and_the_text_is_stable(inquiry: Inquiry, actions: list[str]) -> None:
    ratings = act(start(inquiry), actions).ratings
    again = through_a_file(ratings, inquiry)
    assert again == ratings
    assert emit(to_data(again)) == emit(to_data(ratings))


@given(seed=st.integers(0, 99), analyst=st.text("abcxyz", min_size=1, max_size=5))
def test_the_order_is_recorded_repeatable_and_holds_every_id_once(inquiry: Inquiry, seed: int, analyst: str) -> None:
    one, two = (begin(inquiry, analyst=analyst, seed=seed).ratings for _ in range(2))
    assert one == two
    data = to_data(one)["order"]
    assert sorted(data["items"]) == ["004", "E1", "E2", "E3"]
    assert sorted(data["hypotheses"]) == ["OTHER", "TRADE", "VOTES"]
    assert data["hypotheses"][-1] == "OTHER"


def test_orders_differ_between_seeds_and_between_analysts(inquiry: Inquiry) -> None:
    def orders(**options: Any) -> set[tuple[str, ...]]:
        return {begin(inquiry, analyst=each.get("analyst", "kim"), seed=each.get("seed", 0)).ratings.items for each in options["of"]}  # fmt: skip

    assert len(orders(of=[{"seed": seed} for seed in range(20)])) > 5
    assert len(orders(of=[{"analyst": f"a{n}"} for n in range(20)])) > 5


def test_only_scored_items_are_asked_and_priors_come_first(inquiry: Inquiry) -> None:
    steps = start(inquiry).ratings.steps
    assert steps[0] == PRIOR
    assert {step.item for step in steps if step.kind == "item"} == {"E1", "E2", "E3", "004"}
    assert steps[-1].kind == "judgement"


def test_a_column_is_asked_down_all_hypotheses_before_the_next(inquiry: Inquiry) -> None:
    session, asked = start(inquiry), []
    while (question := session.next_question()) is not None:
        asked.append((question.step, question.hypothesis))
        session = session.answer(".5")
    assert asked == list(session.ratings.keys())
    assert [step for step, _ in asked] == [step for step in session.ratings.steps for _ in range(3)]


def test_a_revision_keeps_the_first_value_however_often_it_is_revised(inquiry: Inquiry) -> None:
    session = start(inquiry).answer(".2", at="t0", reason="a hunch")
    for place, answer in enumerate((".3", ".4"), 1):
        session = session.back().answer(answer, at=f"t{place}")
    (rating,) = session.ratings.answers.values()
    assert (rating.cell.point, rating.at) == (0.4, "t2")
    assert rating.first is not None
    assert (rating.first.cell.point, rating.first.at, rating.first.reason, rating.first.first) == (0.2, "t0", "a hunch", None)  # fmt: skip


def test_a_skipped_item_does_not_count_until_it_is_rated_after_all(inquiry: Inquiry) -> None:
    session = begin(inquiry, analyst="kim", prior=False).answer(".2").skip()
    step = session.ratings.steps[0]
    assert session.ratings.rated(step) == {}
    assert len(session.ratings.answers) == 1
    session = session.back().answer(".7")
    assert step not in session.ratings.skipped
    assert len(session.ratings.rated(step)) == 2


def test_a_round_closes_only_when_nothing_is_open(inquiry: Inquiry) -> None:
    session = start(inquiry).answer(".5")
    with pytest.raises(ValueError, match="17 cells are still open"):
        session.finish(at="now")
    while session.next_question() is not None:
        session = session.skip()
    assert session.finish(at="now").ratings.finished == "now"
    with pytest.raises(ValueError, match="every cell was rated or skipped"):
        session.answer(".5")
    with pytest.raises(ValueError, match="first cell"):
        start(inquiry).back()


def test_a_second_round_keeps_the_blind_value_beside_the_new_one(inquiry: Inquiry) -> None:
    group = (finished(inquiry, "kim", ".2"), finished(inquiry, "lee", ".6"), finished(inquiry, "max", ".3"))
    session = begin_again(inquiry, group[0], group)
    key = session.ratings.key_at(0)
    assert session.spread[key] == (0.2, 0.3, 0.6, 3)
    session = session.answer(".4", at="t9").keep(at="t10")
    new, kept = list(session.ratings.answers.values())
    assert (new.cell.point, new.first.cell.point if new.first else None) == (0.4, 0.2)
    assert (kept.cell.point, kept.first.cell.point if kept.first else None) == (0.2, 0.2)
    assert through_a_file(session.ratings, inquiry) == session.ratings


def test_what_is_asked_changes_the_fingerprint_and_what_is_judged_does_not(question_text: str) -> None:
    def print_of(text: str) -> str:
        found, problems = record_inquiry(text)
        assert found is not None, problems
        return found.fingerprint

    same = print_of(question_text)
    assert (
        print_of(question_text.replace(".876", ".11").replace(".444", ".4").replace("VOTES: .543", "VOTES: .5")) == same
    )
    for old, new in (("Barges left", "Ferries left"), ("digit: 2", "digit: 3"), ("2020-01-05", "2020-01-06"), ("icd203", "phia"), ("Something else", "Chance")):  # fmt: skip
        assert print_of(question_text.replace(old, new)) != same


def record_inquiry(text: str) -> Any:
    return read_inquiry(parse(text).data, "q.yaml")


@pytest.mark.parametrize(
    ("change", "slug", "message"),
    [
        ({"fingerprint": "0" * 64}, "ratings-question", "has changed since"),
        ({"question": "another"}, "ratings-question", "made for 'another'"),
        ({"scale": "phia"}, "ratings-question", "rated on the scale 'phia'"),
        ({"format": "detente/ratings/9"}, "ratings-invalid", "is not detente/ratings/1"),
        ({"order": {"items": ["E1"], "hypotheses": []}}, "ratings-invalid", "does not hold each of"),
        ({"round": 3}, "ratings-invalid", "3 is no round"),
        ({"surplus": 1}, "ratings-invalid", "is no key of a ratings file"),
        ({"prior": {"TRADE": {"given": "1", "value": [1, 1, 1]}}}, "ratings-cell", "later evidence"),
        ({"prior": {"TRADE": {"given": ".2", "value": [0.3, 0.3, 0.3]}}}, "ratings-invalid", "means"),
        ({"prior": {"NOBODY": {"given": ".2"}}}, "ratings-invalid", "is no cell of the question"),
        ({"ratings": {"E0": {"TRADE": {"given": ".2"}}}}, "ratings-invalid", "is no cell of the question"),
        ({"skipped": {"items": ["E0"]}}, "ratings-invalid", "was never asked"),
        ({"next": {"step": "item", "item": "E9"}}, "ratings-invalid", "names no cell"),
    ],
)
def test_a_bent_ratings_file_is_refused_with_its_place(inquiry: Inquiry, change: dict[str, Any], slug: str, message: str) -> None:  # fmt: skip
    data = to_data(start(inquiry).answer(".5").ratings) | change
    _, problems = from_data(data, inquiry, "kim.yaml")
    assert {problem.slug for problem in problems} == {slug}
    assert message in str(problems[0])
    assert str(problems[0]).startswith("kim.yaml: ")


JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 3), st.floats(allow_nan=True), st.sampled_from(["", "E1", "TRADE", "likely", "item"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["items", "hypotheses", "TRADE", "E1", "given", "value", "first", "item", "step"]), inner, max_size=3)),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=120)
@given(key=st.sampled_from(["order", "asked", "skipped", "prior", "ratings", "judgement", "next", "seed", "round", "analyst", "finished"]), junk=JUNK)  # fmt: skip
def test_no_junk_in_a_ratings_file_raises(inquiry: Inquiry, key: str, junk: Any) -> None:
    found, problems = from_data(to_data(start(inquiry).ratings) | {key: junk}, inquiry, "kim.yaml")
    assert (found is None) == bool(problems)


@settings(max_examples=120)
@given(key=st.sampled_from(["items", "prior", "judgement", "seed", "round", "analyst"]), junk=JUNK)
def test_no_junk_in_a_sheet_raises(inquiry: Inquiry, key: str, junk: Any) -> None:
    found, problems = from_sheet(sheet_data(start(inquiry).ratings, inquiry) | {key: junk}, inquiry, "kim.yaml")
    assert (found is None) == bool(problems)


@given(text=st.text(max_size=60))
def test_no_text_in_a_csv_sheet_raises_anything_but_a_sentence(inquiry: Inquiry, text: str) -> None:
    sheet = sheet_csv(start(inquiry).ratings, inquiry)
    for bent in (text, sheet.replace("lake-toll", text), sheet[: len(text) * 9] + text):
        with suppress(ValueError, csv.Error):
            from_sheet(data_of_csv(bent), inquiry, "kim.csv")


def test_the_step_of_an_item_is_named_by_its_id() -> None:
    assert str(Step("item", "E1")) == "E1"
    assert str(record.PRIOR) == "prior"
