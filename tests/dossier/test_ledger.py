"""The ledger: each entry linked to the one before, and every tampering found at its entry."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier.ledger import GENESIS, LedgerEntry, broken, chained

P = st.one_of(
    st.floats(0, 1),
    st.just({"a": 0.25, "b": 0.75}),
    st.just({"quantiles": {"0.1": 2, "0.9": 4.5}}),
    st.just({"mean": 3, "sd": 0.5}),
)


def entries(*ps: Any) -> list[LedgerEntry]:
    made: list[LedgerEntry] = []
    for place, p in enumerate(ps):
        made.append(
            chained(
                made,
                {
                    "at": "2021-03-01",
                    "recorded": "2021-03-02",
                    "kind": "call",
                    "question": f"q{place}",
                    "by": "kim",
                    "p": p,
                },
            )
        )
    return made


def reread(made: list[LedgerEntry]) -> list[LedgerEntry]:
    return [LedgerEntry.model_validate(json.loads(json.dumps(each.data()))) for each in made]


@given(st.lists(P, max_size=6))
def test_a_ledger_that_was_written_and_read_holds(ps: list[Any]) -> None:
    made = entries(*ps)
    assert reread(made) == made
    assert list(broken(reread(made))) == []
    assert [each.prev for each in made] == [GENESIS, *(each.hash for each in made)][: len(made)]


@given(st.integers(0, 4), st.sampled_from(["p", "by", "at", "question", "recorded"]))
def test_a_changed_entry_is_found(place: int, field: str) -> None:
    made = entries(0.1, 0.2, 0.3, 0.4, 0.5)
    new: dict[str, Any] = {"p": 0.9, "by": "lee", "at": "2021-02-28", "question": "other", "recorded": "2021-03-01"}
    made[place] = LedgerEntry.model_validate({**made[place].data(), field: new[field]})
    assert [where for where, _ in broken(made)] == [place]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_removed_entry_is_found_where_it_is_missing(place: int) -> None:
    made = entries(0.1, 0.2, 0.3, 0.4)
    del made[place]
    assert next(broken(made))[0] == place


def test_two_entries_that_changed_places_are_found() -> None:
    made = entries(0.1, 0.2, 0.3)
    assert {where for where, _ in broken([made[0], made[2], made[1]])} == {1, 2}


def test_a_changed_entry_with_a_new_hash_breaks_the_next_link() -> None:
    made = entries(0.1, 0.2, 0.3)
    made[1] = chained(
        made[:1], {**{k: v for k, v in made[1].data().items() if k not in ("seq", "prev", "hash")}, "p": 0.9}
    )
    assert list(broken(made)) == [(2, "entry 3 is not linked to the entry before it")]
