"""Ids: plain names that can never be a path."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.ids import MAX_LENGTH, is_id, nearest


@pytest.mark.parametrize(
    "good", ["a", "7", "sl-tariff-threat", "x.fishing-rights.first-term", "a_b", "a--b", "0.1", "a" * MAX_LENGTH]
)
def test_plain_names_are_ids(good: str) -> None:
    assert is_id(good)


@pytest.mark.parametrize(
    "bad",
    ["", ".", "..", "../../etc/passwd", "a/b", "a\\b", "/etc", "a..b", ".hidden", "a.", "-a", "a-", "_a", "a_", "A", "a b", "a\n", "\na", "a\x00b",
     "josé", "ﬁ", "а", "٣", "a\u200b", "a:b", "a'b", 'a"b', "a%2fb", "~a", "a" * (MAX_LENGTH + 1), "\U0001f30a"],
)  # fmt: skip
def test_paths_blanks_quotes_and_other_alphabets_are_no_ids(bad: str) -> None:
    assert not is_id(bad)


@pytest.mark.parametrize("other", [None, 1, 1.5, True, b"a", ["a"], {"a": 1}])
def test_only_text_is_an_id(other: object) -> None:
    assert not is_id(other)


@given(st.text(max_size=90))
def test_an_id_stays_inside_any_folder_whatever_the_text(text: str) -> None:
    if is_id(text):
        assert re.fullmatch(r"[a-z0-9._-]{1,80}", text, re.ASCII)
        assert "/" not in text
        assert ".." not in text
        assert text[0] not in ".-_"
        assert text[-1] not in ".-_"


def test_nearest_names_the_likeliest_word_and_is_silent_when_none_is_close() -> None:
    known = ["fishing-rights", "salmon-tariff"]
    assert nearest("fishing-right", known) == "fishing-rights"
    assert nearest("zzz", known) is None
    assert nearest("anything", []) is None
