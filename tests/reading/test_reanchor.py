"""Anchors in another edition of their text: the published cases, and properties of the search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.reanchor import LEAST, best_window, find_again, normalise
from detente.coding.selectors import anchor, of_utf16, to_utf16

OLD = "The talks in Porto failed.\n\nVeldria’s envoy said the offer was “too late”. He left at once.\n\nThe talks in Porto failed. Nobody was surprised by the outcome.\n"
#: (case, span in OLD, new text, status, start, end): the invented cases of the reading method's anchor table.
CASES = [
    ("A1", (49, 73), OLD, "exact", 49, 73),
    ("A2", (49, 73), "A new first paragraph.\n\n" + OLD, "moved", 73, 97),
    ("A3", (49, 73), OLD.replace("’", "'").replace("“", '"').replace("”", '"'), "normalised", 49, 73),
    ("A4", (49, 73), OLD.replace("was “", "was \u00a0“"), "normalised", 49, 74),
    ("A5", (93, 119), "Summary.\n\n" + OLD, "moved", 103, 129),
    ("A6", (49, 73), OLD.replace("offer was", "offer had been"), "fuzzy", 49, 78),
    ("A7", (49, 73), "The talks in Porto failed.\n\nThe talks in Porto failed. Nobody was surprised by the outcome.\n", "lost", None, None),
    ("A8", (19, 26), "failed. failed. failed. ", "ambiguous", None, None),
    ("A9", (49, 73), "\U0001d54f " + OLD, "moved", 51, 75),
]  # fmt: skip


@pytest.mark.parametrize(("name", "span", "new", "status", "start", "end"), CASES, ids=[case[0] for case in CASES])
def test_the_published_cases(
    name: str, span: tuple[int, int], new: str, status: str, start: int | None, end: int | None
) -> None:
    (found,) = find_again(new, [anchor(OLD, "", *span)])
    assert (found.status, found.start, found.end) == (status, start, end), name


def levenshtein(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for number, sign in enumerate(one, 1):
        fresh = [number]
        for place, against in enumerate(other, 1):
            fresh.append(min(row[place] + 1, fresh[-1] + 1, row[place - 1] + (sign != against)))
        row = fresh
    return row[-1]


@given(st.text("abc ", min_size=1, max_size=8), st.text("abc ", max_size=20))
def test_the_best_window_is_the_best_of_all_windows(words: str, text: str) -> None:
    scores = [
        1 - levenshtein(words, text[start:end]) / max(len(words), end - start)
        for start in range(len(text)) for end in range(start + 1, len(text) + 1)
    ]  # fmt: skip
    best = max(scores, default=0.0)
    found = best_window(words, text, LEAST)
    if best < LEAST:
        assert found is None
    else:
        assert found is not None
        start, end, score = found
        assert score == pytest.approx(best)
        assert score == pytest.approx(1 - levenshtein(words, text[start:end]) / max(len(words), end - start))


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_an_unchanged_text_gives_every_anchor_back(before: str, words: str, after: str) -> None:
    text = before + words + after
    (found,) = find_again(text, [anchor(text, "", len(before), len(before) + len(words))])
    assert (found.status, found.start, found.end) == ("exact", len(before), len(before) + len(words))


@given(st.text(max_size=80))
def test_the_map_of_a_normalised_copy_leads_back_to_the_text(text: str) -> None:
    plain, places = normalise(text)
    assert len(plain) == len(places)
    assert places == sorted(set(places))
    assert all(plain[number] in (text[place], " ", "'", '"', "-") for number, place in enumerate(places))


@given(st.text(max_size=40).filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text)))
def test_code_points_and_utf16_units_convert_into_each_other(text: str) -> None:
    assert [of_utf16(text, to_utf16(text, place)) for place in range(len(text) + 1)] == list(range(len(text) + 1))


def test_a_place_inside_a_pair_is_the_place_of_its_sign() -> None:
    assert of_utf16("a\U0001d54fb", 2) == 1
    assert of_utf16("a\U0001d54fb", 3) == 2
