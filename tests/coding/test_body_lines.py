"""Body paragraphs of a saved page: titles, deks, captions, pull quotes, headings and notes on the author are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.labels.label import body_lines

LONG = "The two harbours quarrelled through a cold and windy spring while the herring moved north and nobody could say for certain whose it was."
SECOND = "By the middle of the summer the ministers had met three times in three towns and had agreed on nothing but the date of a fourth meeting."
THIRD = "In the end the boats went out together, counted what they caught, and wrote the figures down in one book that both sides had signed."
SHORT = "Then it rained."
PAGE = f"""The herring quarrel
Two harbours fall out over one fish, and the summer passes before anybody thinks of counting what is there.
Boats in the harbour of Ostby. (Anna Holm/Getty Images)
By Anna Holm
{LONG}
{SHORT}
What Do the Fishermen Want?
"agreed on nothing but the date of a fourth meeting."
{SECOND}
Sign up for our letter and get all of it.
A trawler waits for the tide. Photo: Anna Holm
{THIRD}
Anna Holm is a reporter on the coast who has written about fish, boats and the people who live off both for twenty years.
"""
#: By reading the page: the paragraphs are LONG on line 5, SHORT on 6, SECOND on 9 and THIRD on 12.
BODY = (5, 6, 9, 12)


def test_only_the_paragraphs_of_an_invented_page_are_body() -> None:
    assert [line for line in body_lines(PAGE) if line in BODY] == list(BODY)
    assert not {1, 2, 3, 4, 7, 8, 11, 13} & set(body_lines(PAGE))


def test_a_short_sentence_between_two_paragraphs_is_body_whatever_it_says() -> None:
    # Reading method, section on cleaning, rule 4: only pull quotes, captions, copies and headings are taken out there.
    assert body_lines(f"{LONG}\nThis was sad.\n{SECOND}\n") == (1, 2, 3)


def test_line_numbers_do_not_depend_on_the_kind_of_line_end() -> None:
    assert body_lines(PAGE.replace("\n", "\r\n")) == body_lines(PAGE)


def test_blank_lines_move_the_numbers_and_change_nothing_else() -> None:
    assert body_lines(PAGE.replace("\n", "\n\n")) == tuple(2 * line - 1 for line in body_lines(PAGE))


def test_a_text_without_a_long_sentence_has_no_paragraphs() -> None:
    assert body_lines("A title\nBy Anna Holm\nShort.\n") == ()
    assert body_lines("") == ()


def test_a_page_of_one_paragraph_has_one() -> None:
    assert body_lines(f"Title\n{LONG}\n") == (2,)


def test_a_heading_that_asks_is_no_paragraph() -> None:
    assert body_lines(f"{LONG}\nWhat Comes Next?\n{SECOND}\n") == (1, 3)


def test_a_note_on_the_author_at_the_end_is_none_but_one_in_the_middle_may_be() -> None:
    bio = "Anna Holm is a reporter on the coast who has written about fish, boats and harbours for more than twenty years."
    assert body_lines(f"{LONG}\n{SECOND}\n{bio}\n") == (1, 2)


def test_an_editors_note_is_none() -> None:
    note = "Editor's note: this piece was changed on the day after it appeared because the name of the second harbour had been wrong."
    assert body_lines(f"{LONG}\n{SECOND}\n{note}\n") == (1, 2)


def test_an_opening_in_a_sentence_like_a_note_on_somebody_is_a_paragraph() -> None:
    first = "Ingrid Dahl is a patient woman, but the winter of the closure tried her, and she let the whole cabinet know it twice a week."
    assert body_lines(f"{first}\n{SECOND}\n") == (1, 2)


@pytest.mark.parametrize(
    "quote",
    ["agreed on nothing but the date of a fourth meeting.", "“The ministers met three times and agreed on nothing.”"],
)
def test_a_pull_quote_beside_its_paragraph_is_none(quote: str) -> None:
    assert body_lines(f"{LONG}\n{quote}\n{SECOND}\n") == (1, 3)


LINES = st.sampled_from(
    [LONG, SECOND, THIRD, SHORT, "A title", "", "What Now?", "A boat. (Anna Holm/Getty)", "Sign up for more.", "\tx\r"]
) | st.text(max_size=30)


@given(st.lists(LINES, max_size=12))
def test_body_lines_are_lines_of_the_text_in_order_and_never_blank(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = body_lines(text)
    assert list(found) == sorted(set(found))
    assert all(text.split("\n")[line - 1].strip() for line in found)
