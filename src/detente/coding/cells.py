"""A cell as a person gives it - a word, a number or a range - and the three numbers that it means."""

import re
from dataclasses import dataclass

from detente.kernel.probability_words import SCALES, Term

#: What a word's band is clipped to: no word means 0 or 1.
FLOOR, CEILING = 0.01, 0.99
CERTAIN = "0 and 1 leave nothing that later evidence could correct; write .01 or .99 if you are that sure"

_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e-?[0-9]+)?"
_ONE = re.compile(rf"({_NUMBER})\s*(%?)")
_SEVERAL = re.compile(rf"{_NUMBER}\s*%?(?:\s*(?:,|;|/|\.\.|to|-|–|\s)\s*{_NUMBER}\s*%?){{0,2}}")


@dataclass(frozen=True, slots=True)
class Cell:
    """``given`` as typed, the cell as the question file takes it, and what it means: 0 < low <= point <= high < 1."""

    given: str
    cell: str | float | tuple[float, ...]
    low: float
    point: float
    high: float

    @property
    def value(self) -> tuple[float, float, float]:
        """(low, point, high)."""
        return self.low, self.point, self.high


def read_cell(given: str, scale: str) -> Cell:
    """Read a word of the scale (``icd203``, ...), a number (``.7``, ``70%``), two (``.6-.8``) or three (``.5 .6 .8``: low, mode, high).

    A word means its band, ends clipped to .01 and .99, with the midpoint as its point; a number is its own band; the
    point of two numbers is their midpoint, of three the middle one. Raises ValueError with a sentence for anything
    else, and for 0 and 1.
    """
    text = given.strip()
    if word := find(text, scale):
        low, high = max(word.lo, FLOOR), min(word.hi, CEILING)
        return Cell(text, word.term, low, (low + high) / 2, high)
    inner = text.lower().removeprefix("[").removesuffix("]").strip()
    if not inner or not _SEVERAL.fullmatch(inner):
        raise ValueError(f"{text!r} is neither a word of {scale} nor a number nor a range")
    found = _ONE.findall(inner)
    percent = found[-1][1] == "%"
    numbers = tuple(round(float(number) / 100, 12) if percent or sign else float(number) for number, sign in found)
    if any(number > 1 for number in numbers):
        raise ValueError(f"{text!r} is not between 0 and 1; write 70% or .7 for seventy percent")
    if any(number in (0.0, 1.0) for number in numbers):
        raise ValueError(CERTAIN)
    if list(numbers) != sorted(numbers):
        raise ValueError(f"the numbers of {text!r} do not rise; write low, (most likely,) high")
    low, high = numbers[0], numbers[-1]
    point = numbers[1] if len(numbers) == 3 else (low + high) / 2
    return Cell(text, numbers[0] if len(numbers) == 1 else numbers, low, point, high)


def find(text: str, scale: str) -> Term | None:
    """The word with that term, synonym or code, whatever the case; None if the scale has none."""
    wanted = " ".join(text.lower().split())
    return next((row for row in SCALES[scale].rows if wanted in row.names), None)


def as_text(value: object) -> str:
    """A cell of a YAML file (text, number or list of numbers) as the text that ``read_cell`` takes."""
    if isinstance(value, list | tuple):
        return " ".join(map(as_text, value))
    return "" if value is None else str(value)


def say(cell: Cell) -> str:
    """The cell with its numbers, words never alone: ``likely = 55-80 %, point 67.5 %``."""
    if cell.low == cell.high:
        return f"{_percent(cell.point)} %"
    band = f"{_percent(cell.low)}-{_percent(cell.high)} %, point {_percent(cell.point)} %"
    return f"{cell.cell} = {band}" if isinstance(cell.cell, str) else band


def _percent(number: float) -> str:
    return f"{100 * number:.4g}"
