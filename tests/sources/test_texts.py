"""The owner's texts: decoded without a change, measured in code points, found by digest."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.sources.texts import Shelf, Text, decode

TEXTS = st.text(st.characters(exclude_categories=("Cs",)) | st.just("\n"), max_size=80)


@given(TEXTS)
def test_decoding_changes_nothing_and_the_digest_is_that_of_the_bytes(text: str) -> None:
    content = text.encode()
    found = decode("a.txt", content)
    assert found.text == text.removeprefix("\ufeff")
    assert found.sha256 == hashlib.sha256(content).hexdigest()


def test_a_byte_order_mark_is_dropped_from_the_text_but_not_from_the_digest_of_the_file() -> None:
    plain, marked = decode("a.txt", b"words\r\n"), decode("a.txt", b"\xef\xbb\xbfwords\r\n")
    assert marked.text == plain.text == "words\r\n"
    assert marked.text_sha256 == plain.text_sha256
    assert marked.sha256 != plain.sha256


def test_only_the_first_mark_is_dropped() -> None:
    assert decode("a.txt", "\ufeff\ufeffx".encode()).text == "\ufeffx"


def test_bytes_that_are_no_utf8_are_refused() -> None:
    with pytest.raises(UnicodeDecodeError, match="invalid continuation byte"):
        decode("a.txt", "café au lait".encode("latin-1"))


@given(TEXTS)
def test_lines_and_spans_agree_with_cutting_at_line_feeds(text: str) -> None:
    found = Text("a", "0" * 64, text)
    pieces = text.split("\n")
    assert found.lines == len(pieces)
    for number, piece in enumerate(pieces, 1):
        start, end = found.line_span(number)
        assert text[start:end] == piece
        assert found.line_of(start) == number


def test_a_line_that_is_not_there_is_refused() -> None:
    text = Text("a.txt", "0" * 64, "one\ntwo")
    for line in (0, -1, 3):
        with pytest.raises(ValueError, match=rf"a\.txt has no line {line}; it has 2"):
            text.line_span(line)


def test_a_text_is_found_by_its_digest_even_under_another_name_and_by_name_second() -> None:
    one, two = decode("one.txt", b"first"), decode("two.txt", b"second")
    shelf = Shelf([one, two])
    assert shelf.find(two.sha256, "one.txt") is two
    assert shelf.find("0" * 64, "one.txt") is one
    assert shelf.find("0" * 64, "../../etc/passwd") is None
