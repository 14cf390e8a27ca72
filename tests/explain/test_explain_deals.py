"""Sentences about a deal: each rests on the claims of the numbers it speaks about, and nothing is claimed that random coding gives."""

import pytest

from detente.binding.deals import bind
from detente.explain.deals import explain_deal
from detente.studies.deals.study import repeated, study
from detente.studies.deals.task import Task
from detente.workbench.opening import open_dossier


@pytest.fixture(scope="module")
def told():
    dossier = open_dossier("us-mexico")
    bound = bind(dossier, "security-general")
    done = study(Task(bound.plain, bound.file), draws=25, seed=1, with_sensitivity=True)
    said = explain_deal(done, repeated(done.task), bound.trace, bound.titles, dossier.deals["security-general"].claims)
    return bound, done, said


def find(said, part):
    return next(each for each in said if part in each.text)


def test_the_deal_stands_first_with_the_claims_of_the_file(told):
    """Solution, notion and channel are named with it."""
    _, done, said = told
    assert said[0].text.startswith(
        f"Under {done.deal.solution}, with retaliation if talks fail and in the channel {done.deal.channel}"
    )
    assert said[0].claims


def test_a_ratifier_rests_on_its_own_claims_and_a_gain_on_its_weights_and_ideals(told):
    """Claims never come from elsewhere in the file."""
    bound, done, said = told
    army = next(each for each in done.solved.weights if each.pivotal)
    sentence = find(said, "is pivotal")
    assert sentence.claims == bound.trace.claims(f"ratifiers.{army.id}", "record", "margin")
    for government in done.deal.governments:
        gain = next(each for each in said if each.text.startswith(f"{bound.titles[government.id]} gets"))
        assert set(gain.claims) <= set(bound.trace.claims(f"governments.{government.id}"))


def test_a_pattern_is_claimed_only_if_it_beats_random_coding_three_times(told):
    """The sentence says which."""
    _, done, said = told
    for name, rows in done.controls.items():
        text = find(said, f'"{name}"').text
        claimed = "so the coding and not the table makes it" in text
        assert claimed == (done.rates[name] > 0 and all(row.beats for row in rows))
        assert claimed or "not claimed" in text or "does not show it" in text


def test_the_null_the_risk_and_the_assumptions_are_told(told):
    """What would come out at random, how likely it fails at home, and what rests on nothing."""
    _, _, said = told
    assert find(said, "draws from the ranges")
    assert find(said, "risk that it fails at home")
    assert find(said, "rest on no claim").assumption
