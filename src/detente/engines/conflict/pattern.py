"""Patterns of Y, N and -: one character an option, in the order of the options; - leaves the option open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.conflict.columns import Bools, Columns
from detente.engines.conflict.expression import Expression, parse

_SIGNS = re.compile(r"[YN-]+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is asked of each option: (option id, taken)."""

    asked: tuple[tuple[str, bool], ...]

    def evaluate(self, columns: Columns) -> Bools:
        """Where the pattern fits: booleans of shape (S,)."""
        fits = np.full(len(columns), True)
        for option, taken in self.asked:
            fits &= columns[option] == taken
        return fits


#: What a state may be asked for.
Condition = Expression | Pattern


def looks_like(text: str, options: Sequence[str]) -> bool:
    """True for a text of Y, N and - alone that is no option's id."""
    return bool(_SIGNS.fullmatch(text)) and text not in options


def pattern(text: str, options: Sequence[str]) -> Pattern:
    """The pattern that a text writes. Raises ValueError, with a clause, if its length or its signs are wrong."""
    if not _SIGNS.fullmatch(text):
        raise ValueError("may hold Y, N and - only")
    if len(text) != len(options):
        raise ValueError(f"has {len(text)} signs for {len(options)} options")
    return Pattern(tuple((name, sign == "Y") for name, sign in zip(options, text, strict=True) if sign != "-"))


def full_code(text: str, options: Sequence[str]) -> int:
    """The code of the one state that a pattern without - names. Raises ValueError like :func:`pattern`."""
    found = pattern(text, options)
    if len(found.asked) != len(options):
        raise ValueError("leaves an option open")
    return sum(1 << k for k, (_, taken) in enumerate(found.asked) if taken)


def condition(text: str, options: Sequence[str]) -> Condition:
    """A pattern or an expression, whichever the text writes. Raises ValueError (ExpressionError) with a clause."""
    return pattern(text, options) if looks_like(text, options) else parse(text, options)
