"""Seeds: one seed in, one stream out, and shards that do not overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.seeds import generator, streams


@given(st.integers(0, 2**64))
def test_one_seed_gives_the_same_numbers_again(seed: int) -> None:
    assert generator(seed).random(5).tolist() == generator(seed).random(5).tolist()


@given(st.integers(0, 10**6))
def test_two_seeds_give_different_numbers(seed: int) -> None:
    assert generator(seed).random(5).tolist() != generator(seed + 1).random(5).tolist()


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(ValueError, match="a seed is a whole number of 0 or more, not -1"):
        generator(-1)


@given(st.integers(0, 10**6), st.integers(1, 8))
def test_the_streams_of_a_seed_are_repeatable_and_all_different(seed: int, count: int) -> None:
    first = [tuple(stream.random(4)) for stream in streams(seed, count)]
    assert first == [tuple(stream.random(4)) for stream in streams(seed, count)]
    assert len(set(first)) == count
    assert tuple(generator(seed).random(4)) not in first


def test_more_streams_leave_the_first_ones_as_they_were() -> None:
    assert [s.random() for s in streams(7, 3)] == [s.random() for s in streams(7, 5)][:3]
