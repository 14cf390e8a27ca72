"""The Admiralty code: caps by closed form, unjudged is not low, an unreliable source is silent."""

import pytest

from detente.kernel.admiralty import DIGIT_ACCURACY, LETTER_ACCURACY, MISP_LETTERS, accuracy, best_letter, cap_db


@pytest.mark.parametrize(
    ("grade", "cap"), [("A1", 16.9020), ("B1", 13.2222), ("B2", 9.5424), ("C3", 4.7712), ("D4", 1.7609), ("E5", 0.0)]
)
def test_no_report_weighs_more_than_its_cap(grade: str, cap: float) -> None:
    """``10 log10(a/(1-a))`` on the project's default accuracies."""
    a = accuracy(grade[0], grade[1])
    assert cap_db(a, 1 - a) == pytest.approx(cap, abs=5e-5)


def test_no_grade_inverts_evidence_and_unjudged_is_better_than_unreliable() -> None:
    assert all(accuracy(letter, digit) >= 0.5 for letter in LETTER_ACCURACY for digit in DIGIT_ACCURACY)
    assert accuracy("F", "6") == pytest.approx(0.65)
    assert accuracy("F", "6") > accuracy("E", "5") == 0.5
    assert MISP_LETTERS["E"] == 0
    with pytest.raises(ValueError, match="outside"):
        accuracy("E", "5", letters={"E": 0.1})


def test_an_item_takes_the_best_of_its_letters_and_certainty_has_no_cap() -> None:
    assert (best_letter(["C", "A", "B"]), best_letter([]), best_letter(["E", "F"])) == ("A", "F", "F")
    assert cap_db(1, 0) is None
