"""The Admiralty code: a letter for the source, a digit for the item, and this project's numbers for the two.

The grading is public. The accuracies are this project's editable defaults, no published values; a brief that relies on
them prints the table in use. ``F`` and ``6`` mean *unjudged*, not low. The numeric letters of the MISP taxonomy (E = 0)
are import and export values, never probabilities of truth: an unreliable source is silent, not a mirror.
"""

from collections.abc import Iterable, Mapping
from math import exp, log, log10

LETTERS: dict[str, str] = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "reliability cannot be judged",
}  # fmt: skip
DIGITS: dict[str, str] = {
    "1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable",
    "6": "truth cannot be judged",
}  # fmt: skip
LETTER_ACCURACY: dict[str, float] = {"A": 0.98, "B": 0.90, "C": 0.75, "D": 0.60, "E": 0.50, "F": 0.65}
DIGIT_ACCURACY: dict[str, float] = {"1": 0.98, "2": 0.90, "3": 0.75, "4": 0.60, "5": 0.50, "6": 0.65}
#: Version 5 of the MISP taxonomy admiralty-scale.
MISP_LETTERS: dict[str, int] = {"A": 100, "B": 75, "C": 50, "D": 25, "E": 0, "F": 50, "G": 0}


def accuracy(letter: str, digit: str, letters: Mapping[str, float] = LETTER_ACCURACY, digits: Mapping[str, float] = DIGIT_ACCURACY) -> float:  # fmt: skip
    """P(the report is right): ``expit((logit(letter) + logit(digit)) / 2)``, never below .5.

    Raises KeyError for an unknown grade and ValueError for a table value outside [.5, 1).
    """
    pair = (letters[letter], digits[digit])
    if any(not 0.5 <= value < 1 for value in pair):
        raise ValueError(f"an accuracy of {letter}{digit} lies outside .5..1: {pair}")
    mean = sum(log(value / (1 - value)) for value in pair) / 2
    return max(0.5, 1 / (1 + exp(-mean)))


def best_letter(letters: Iterable[str], table: Mapping[str, float] = LETTER_ACCURACY) -> str:
    """The letter of an item that rests on several sources: the best of theirs by table value; F if there is none."""
    return max(letters, key=lambda letter: table[letter], default="F")


def cap_db(hit: float, false_alarm: float) -> float | None:
    """The most that a report can weigh, ``10 log10(hit / false alarm)`` in decibans; None if there are no false alarms."""
    return None if false_alarm == 0 else 10 * log10(hit / false_alarm)
