"""Fingerprints: equal content has one fingerprint, other content another."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel import fingerprints

PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4), max_leaves=12,
)  # fmt: skip


def shuffled(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: shuffled(data[key]) for key in reversed(data)}
    return [shuffled(item) for item in data] if isinstance(data, list) else data


@given(PLAIN)
def test_the_order_of_keys_does_not_change_the_fingerprint(data: Any) -> None:
    assert fingerprints.of_data(shuffled(data)) == fingerprints.of_data(data)


def test_the_order_of_a_list_does_change_it() -> None:
    assert fingerprints.of_data([1, 2]) != fingerprints.of_data([2, 1])


def test_the_digest_of_abc_is_the_published_one() -> None:
    # FIPS 180-2, appendix B.1: SHA-256 of "abc".
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert fingerprints.of_text("abc") == fingerprints.of_bytes(b"abc") == expected


@given(st.text())
def test_a_text_and_its_utf8_bytes_have_one_fingerprint(text: str) -> None:
    digest = fingerprints.of_text(text)
    assert digest == fingerprints.of_bytes(text.encode())
    assert fingerprints.is_digest(digest)


@pytest.mark.parametrize("other", ["", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", None, 1, b"a" * 64])
def test_only_64_lower_case_hex_digits_are_a_digest(other: object) -> None:
    assert not fingerprints.is_digest(other)
