"""How far a report can be trusted: hits and false alarms from a grade, and the cap they set on any weight (section 4).

With ``h`` = P(reported | true) and ``f`` = P(reported | false), an item of likelihood L is reported as seen with
probability ``f + (h - f) L``, so no report weighs more than ``10 log10(h / f)`` decibans (Schum 1994).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from math import exp, log, log10

from detente.engines.hypotheses.question import Item, Question


@dataclass(frozen=True, slots=True)
class Report:
    """Hits and false alarms; ``graded`` is False where nothing was said and the report counts as certain."""

    hit: float
    false_alarm: float
    graded: bool = True

    @property
    def cap_db(self) -> float | None:
        """The most that the report can weigh, in decibans; None where it has no bound (no false alarms)."""
        if self.false_alarm == 0:
            return None
        return 10 * log10(self.hit / self.false_alarm)

    def given(self, observed: bool) -> tuple[float, float]:
        """P(what was reported | fact true) and P(what was reported | fact false)."""
        return (self.hit, self.false_alarm) if observed else (1 - self.hit, 1 - self.false_alarm)


PERFECT = Report(1.0, 0.0, graded=False)


def report(question: Question, item: Item, without: Collection[str] = ()) -> Report:
    """The report of an item, by hit and false alarm, else accuracy, else grade, else digit with the documents' letter.

    ``without`` names sources that are left out: their letters no longer count.
    """
    if item.hit is not None and item.false_alarm is not None:
        return Report(item.hit, item.false_alarm)
    if item.accuracy is not None:
        return Report(item.accuracy, 1 - item.accuracy)
    if item.grade is not None:
        return _graded(question, item.grade[0], item.grade[1])
    if item.digit is not None:
        return _graded(question, _best_letter(question, item.docs, without), item.digit)
    return PERFECT


def accuracy(letter: float, digit: float) -> float:
    """The accuracy of a grade: the mean of its two table values on the logit scale, never below .5."""
    mean = (log(letter / (1 - letter)) + log(digit / (1 - digit))) / 2
    return max(0.5, 1 / (1 + exp(-mean)))


def _graded(question: Question, letter: str, digit: str) -> Report:
    right = accuracy(question.options.letters[letter], question.options.digits[digit])
    return Report(right, 1 - right)


def _best_letter(question: Question, docs: Collection[str], without: Collection[str]) -> str:
    table = question.options.letters
    letters = [
        document.letter
        for doc in docs
        if (document := question.documents[doc]).letter is not None and document.source not in without
    ]
    return max(letters, key=lambda letter: table[letter], default="F")


def unconfirmed(item: Item) -> Item:
    """The item with a digit 1 ("confirmed by other sources") lowered to 2, for when one source is left."""
    return replace(
        item,
        digit="2" if item.digit == "1" else item.digit,
        grade=f"{item.grade[0]}2" if item.grade is not None and item.grade[1] == "1" else item.grade,
    )
