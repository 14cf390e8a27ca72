"""A path of the challenge model in sentences with the claims of the cells that they speak about."""

import numpy as np
import pytest

from detente.binding.trace import Ground, Trace
from detente.engines.bargaining.challenge import run
from detente.engines.bargaining.issue import fixed
from detente.explain.challenge import explain, explain_round

#: Scholz, Calbert & Smith 2011, Table 1.
EC = fixed(
    "ec-emissions",
    ("Netherlands", "Belgium", "Luxembourg", "Germany", "France", "Italy", "UK", "Ireland", "Denmark", "Greece"),
    np.array([4, 7, 4, 4, 10, 10, 10, 7, 4, 7.0]),
    np.array([0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7]),
    np.array([0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08]),
    low=4,
    high=10,
)
TRACE = Trace({
    ("Belgium", "position"): Ground(("c-1",), None, "me"),
    ("Belgium", "salience"): Ground((), "a guess", "me"),
    ("France", "capability"): Ground(("c-2", "c-1"), None, "me"),
})  # fmt: skip


def test_each_kind_of_move_has_its_sentence() -> None:
    said = explain_round(run(EC, rounds=1), 1)
    assert len(said) == 10
    assert said[1].text == (
        "Belgium gives way part of the distance to France (7.0 to 8.4): it expects -0.11 from challenging France, France"
        " expects +0.24 from challenging it"
    )
    assert said[2].text.startswith("Luxembourg gives in to Belgium (4.0 to 7.0): it expects +0.25 from")
    assert said[0].text.startswith("Netherlands holds: no challenge it expects to lose; the nearest miss is Belgium")


def test_a_sentence_carries_the_claims_of_both_actors_and_says_where_there_are_none() -> None:
    said = explain_round(run(EC, rounds=1), 1, TRACE)
    assert said[1].claims == ("c-1", "c-2")
    assert not said[1].assumption
    assert said[7].assumption
    assert said[7].claims == ()


def test_all_rounds_are_told_in_order_under_the_names_that_readers_know() -> None:
    said = explain(run(EC, rounds=2), names={"Belgium": "the Belgian government"})
    assert len(said) == 20
    assert said[1].text.startswith("Round 1: the Belgian government gives way")
    assert said[11].text.startswith("Round 2: the Belgian government gives way")


def test_where_nobody_stands_elsewhere_the_actor_just_holds() -> None:
    alone = fixed("one", ("a",), np.array([3.0]), np.array([1.0]), np.array([1.0]))
    assert explain_round(run(alone, rounds=1), 1)[0].text == "a holds: no challenge it expects to lose"


def test_a_round_that_was_not_run_is_refused() -> None:
    with pytest.raises(ValueError, match="rounds 1 to 1, not 2"):
        explain_round(run(EC, rounds=1), 2)
