"""A cell, likelihood or prior, as word, number or range: (lo, point, hi)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from detente.kernel.ids import nearest
from detente.kernel.probability_words import SCALES, likelihood


@dataclass(frozen=True, slots=True)
class Cell:
    """``0 <= lo <= point <= hi <= 1``; a single number has the three equal."""

    lo: float
    point: float
    hi: float

    @property
    def single(self) -> bool:
        """True for a bare number."""
        return self.lo == self.hi

    @property
    def certain(self) -> bool:
        """True if an end is 0 or 1."""
        return self.lo == 0 or self.hi == 1


def read_cell(value: object, scale: str) -> Cell:
    """A word of the scale, a number, ``[lo, hi]`` or ``[lo, mode, hi]``. Raises ValueError with what is wrong."""
    if isinstance(value, str):
        return _word(value, scale)
    if isinstance(value, Sequence):
        if len(value) not in (2, 3) or not all(is_number(each) for each in value):
            raise ValueError("a range is two or three numbers, [lo, hi] or [lo, mode, hi]")
        lo, hi = float(value[0]), float(value[-1])
        return _checked(Cell(lo, float(value[1]) if len(value) == 3 else (lo + hi) / 2, hi))
    if not is_number(value):
        raise ValueError("neither a word, a number nor a range")
    number = float(value)  # type: ignore[arg-type]
    return _checked(Cell(number, number, number))


def is_number(value: object) -> bool:
    """True for a finite number that is no boolean."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300 and isfinite(value)


def _word(word: str, scale: str) -> Cell:
    try:
        lo, hi = likelihood(scale, word)
    except KeyError:
        names = [name for row in SCALES[scale].rows for name in row.names]
        guess = nearest(word.lower(), names)
        raise ValueError(
            f"{word[:40]!r} is no word of the scale {scale}" + (f" (did you mean {guess!r}?)" if guess else "")
        ) from None
    return Cell(lo, (lo + hi) / 2, hi)


def _checked(cell: Cell) -> Cell:
    if not 0 <= cell.lo <= 1 or not 0 <= cell.hi <= 1:
        raise ValueError(f"{cell.lo if not 0 <= cell.lo <= 1 else cell.hi:g} lies outside 0 to 1")
    if not cell.lo <= cell.point <= cell.hi:
        raise ValueError(f"{cell.lo:g}, {cell.point:g}, {cell.hi:g} are not in order lo <= mode <= hi")
    return cell
