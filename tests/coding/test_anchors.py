"""Anchors against a text: matched at the place, moved to the nearest one, or changed; positions are code points."""

from hypothesis import assume, given
from hypothesis import strategies as st

from detente.coding.anchors import Outcome, find_words, locate
from detente.kernel.fingerprints import of_text

WAVE = "\U0001f30a"
LETTERS = st.sampled_from(["a", "b", " ", "\n", "é", WAVE])
TEXTS = st.lists(LETTERS, min_size=1, max_size=60).map("".join)


def slow_find(text: str, words: str) -> list[int]:
    return [place for place in range(len(text) - len(words) + 1) if text[place : place + len(words)] == words]


@given(TEXTS, st.data())
def test_a_span_matches_where_it_was_coded(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert locate(text, start, end, of_text(text[start:end])) == Outcome("matched", start)


@given(TEXTS, TEXTS, st.data())
def test_a_span_that_stands_elsewhere_has_moved_to_the_nearest_place(
    text: str, before: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words, now = text[start:end], before + text
    assume(now[start:end] != words)
    places = slow_find(now, words)
    found = locate(now, start, end, of_text(words))
    assert found.status == "moved"
    assert found.start in places
    assert abs(found.start - start) == min(abs(place - start) for place in places)


@given(TEXTS, st.integers(0, 100), st.integers(1, 30))
def test_a_span_that_is_nowhere_was_changed(text: str, start: int, width: int) -> None:
    assert locate(text, start, start + width, of_text("not there at all, whatever the text")) == Outcome("changed")


def test_positions_count_code_points_not_utf_16_units() -> None:
    text = f"{WAVE}{WAVE} the herring"
    assert text.encode("utf-16-le").index("the".encode("utf-16-le")) // 2 == 5
    assert locate(text, 3, 6, of_text("the")) == Outcome("matched", 3)
    assert locate(text, 5, 8, of_text("the")) == Outcome("moved", 3)


def test_a_place_beyond_the_end_of_a_shorter_text_is_no_match() -> None:
    assert locate("short", 100, 105, of_text("short")) == Outcome("moved", 0)
    assert locate("", 0, 4, of_text("gone")) == Outcome("changed")
    assert locate("abcde", 3, 8, of_text("de")) == Outcome("changed")


@given(TEXTS, TEXTS.filter(lambda words: len(words) < 4))
def test_words_are_found_at_every_start_overlaps_included(text: str, words: str) -> None:
    assert find_words(text, words) == slow_find(text, words)


def test_overlapping_words_count_each() -> None:
    assert find_words("anananas", "ana") == [0, 2, 4]


@given(TEXTS, TEXTS.filter(lambda words: len(words) < 4), st.integers(0, 60), st.integers(0, 60))
def test_words_within_a_part_lie_wholly_in_it(text: str, words: str, a: int, b: int) -> None:
    low, high = min(a, b, len(text)), min(max(a, b), len(text))
    assert find_words(text, words, (low, high)) == [
        place for place in slow_find(text, words) if low <= place and place + len(words) <= high
    ]
