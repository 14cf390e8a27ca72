"""Actors: the longest name, surnames that wait, titles by date, seats of government, pronouns, and the names nobody explains."""

import pytest
from veldria import look, named

from detente.coding.find import Head, Member, Roster


def test_the_longest_name_wins_and_the_possessive_stays_out() -> None:
    assert named("The Veldrian government’s reply") == [("Veldrian government", "veldria", "alias", "suggested")]


def test_accents_do_not_count() -> None:
    assert named("Tomas Berga left.") == [("Tomas Berga", "tomas-berga", "alias", "suggested")]


def test_whole_words_and_case() -> None:
    assert named("Veldrians passed; vs is no name, VS is.") == [("VS", "sudria", "alias", "suggested")]


def test_an_unlisted_surname_waits_for_the_full_name() -> None:
    assert named("Lindqvist spoke.") == []
    assert [each[1] for each in named("Ana Lindqvist spoke. Lindqvist left.")] == ["ana-lindqvist", "ana-lindqvist"]


def test_a_surname_that_the_roster_marks_unique_counts_at_once() -> None:
    roster = Roster((Member("dana-ruiz", "Dana Ruiz", "person", unique=True),))
    assert named("Ruiz spoke.", roster=roster) == [("Ruiz", "dana-ruiz", "surname", "suggested")]


def test_another_given_name_is_another_person() -> None:
    assert named("Then Olga Berga spoke.") == []
    assert named("Then Premier Berga spoke.") == [("Berga", "tomas-berga", "surname", "suggested")]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("The prime minister resigned.", "2019-09-18", ("tomas-berga", "suggested")),
        ("The prime minister resigned.", "2014-09-18", ("ivo-kraus", "suggested")),
        ("The former prime minister resigned.", "2019-09-18", ("ivo-kraus", "suggested")),
        ("The foreign minister resigned.", "2019-09-18", ("ana-lindqvist", "suggested")),
    ],
)
def test_titles_by_date(text: str, day: str, expected: tuple[str, str]) -> None:
    assert [(actor, status) for _, actor, match, status in named(text, Head(day)) if match == "title"] == [expected]


def test_a_title_of_two_countries_names_both_and_chooses_neither() -> None:
    item = look("The president spoke.").actors[0]
    assert (item["actor"], item["status"], item["candidates"]) == (None, "ambiguous", ["mira-oslo", "juan-reyl"])


def test_a_paragraph_that_names_one_of_them_points_to_that_one() -> None:
    item = look("Mira Oslo came. The president spoke.").actors[1]
    assert (item["actor"], item["status"], len(item["candidates"])) == ("mira-oslo", "inferred", 2)
    both = look("Mira Oslo met Juan Reyl. The president spoke.").actors[2]
    assert (both["actor"], both["status"]) == (None, "ambiguous")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Lagos rejects the offer.", "berga-government"),
        ("She spoke in Lagos.", None),
        ("Talks with Lagos.", "berga-government"),
    ],
)
def test_a_seat_acts_or_is_a_place(text: str, actor: str | None) -> None:
    roster = Roster((Member("berga-government", "Berga government", "government", ("NGA",), metonyms=("Lisbon",)),))
    found = named(text.replace("Lagos", "Lisbon"), roster=roster)
    assert [each[1] for each in found] == ([actor] if actor else [])


def test_a_shared_seat_is_the_government_of_the_day() -> None:
    assert [each[1] for each in named("Lagos rejects the offer.")] == ["berga-government"]
    assert [each[1] for each in named("Lagos rejects the offer.", Head("2015-01-01"))] == ["old-government"]


def test_pronouns_are_inferences_with_their_candidates() -> None:
    items = [item for item in look("Ana Lindqvist met Tomas Berga. She left.").actors if item["match"] == "pronoun"]
    assert [(i["text"], i["actor"], i["status"], i["candidates"]) for i in items] == [
        ("She", "ana-lindqvist", "inferred", ["ana-lindqvist", "tomas-berga"])
    ]


def test_a_name_inside_a_treaty_is_no_mention() -> None:
    assert named("The Veldria-Sudria Timber Agreement holds.") == []


def test_common_words_of_a_roster_do_not_match_anything() -> None:
    assert [each[0] for each in named("Some left. The fishers stayed; small fishers lost.")] == ["fishers"]


def test_names_outside_the_roster_ask_who_they_are() -> None:
    found = look("Yesterday Olga Marin of Cuba met Ana Lindqvist in Bogota. Nobody wrote. Senator Pavel Roth did.")
    assert [(item["text"], item["title"], item["country"]) for item in found.who] == [
        ("Olga Marin of Cuba", None, "CUB"), ("Pavel Roth", "Senator", None),
    ]  # fmt: skip


def test_without_a_roster_nobody_is_found() -> None:
    assert look("Ana Lindqvist spoke.", roster=None).actors == []
