"""The boolean language of conditions: ``a and not b``, ``x implies y``, ``at_least(2, a, b, c)``.

Binding from tight to loose: not, and, or, implies (right-associative), iff. An expression is evaluated on whole columns
at once: one boolean for each state, shape (S,). Nothing is ever handed to ``eval``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from detente.engines.conflict.columns import Bools, Columns
from detente.kernel.ids import nearest

OPTION_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
COUNTS = ("at_least", "at_most", "exactly")
RESERVED = frozenset(("not", "and", "or", "implies", "iff", "true", "false", *COUNTS))
_TOKEN = re.compile(r"\s*(?:([A-Za-z_][A-Za-z0-9_]*)|([0-9]+)|([(),]))")
#: Deeper nesting than this is a slip or an attack; a person writes three or four levels.
_DEEPEST = 60


class ExpressionError(ValueError):
    """The text is no expression; the message says why in a clause."""


@dataclass(frozen=True, slots=True)
class Expression:
    """One node. ``op`` is ``option``, ``true``, ``false``, a connective or a count; ``count`` belongs to the counts."""

    op: str
    parts: "tuple[Expression, ...]" = ()
    name: str = ""
    count: int = 0

    def evaluate(self, columns: Columns) -> Bools:
        """Where the expression holds: booleans of shape (S,)."""
        if self.op == "option":
            return columns[self.name]
        if self.op in ("true", "false"):
            return np.full(len(columns), self.op == "true")
        values = [part.evaluate(columns) for part in self.parts]
        if self.op == "not":
            return ~values[0]
        if self.op == "and":
            return reduce(np.logical_and, values)
        if self.op == "or":
            return reduce(np.logical_or, values)
        if self.op == "implies":
            return ~values[0] | values[1]
        if self.op == "iff":
            return np.asarray(values[0] == values[1])
        true = np.zeros(len(columns), np.int64)
        for value in values:
            true += value
        compare = {"at_least": np.greater_equal, "at_most": np.less_equal, "exactly": np.equal}[self.op]
        return np.asarray(compare(true, self.count))


def parse(text: str, options: Sequence[str]) -> Expression:
    """The expression that a text writes. Raises ExpressionError for a text that is none or names an unknown option."""
    tokens = list(_tokens(text))
    if not tokens:
        raise ExpressionError("is empty")
    parser = _Parser(tokens, options)
    found = parser.iff()
    if parser.here is not None:
        raise ExpressionError(f"cannot go on at {parser.here!r}")
    return found


def _tokens(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        if text[place:].isspace():
            return
        match = _TOKEN.match(text, place)
        if match is None:
            raise ExpressionError(f"holds the sign {text[place:].lstrip()[0]!r}, which has no meaning here")
        yield match[0].strip()
        place = match.end()


class _Parser:
    """Recursive descent, one method a level of binding."""

    def __init__(self, tokens: list[str], options: Sequence[str]) -> None:
        self.tokens = tokens
        self.options = frozenset(options)
        self.place = 0
        self.depth = 0

    @property
    def here(self) -> str | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self, *wanted: str) -> bool:
        if self.here in wanted:
            self.place += 1
            return True
        return False

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise ExpressionError(f"needs {sign!r} {f'before {self.here!r}' if self.here else 'at its end'}")

    def iff(self) -> Expression:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ExpressionError("is nested too deeply")
        left, chain = self.implies(), 0
        while self.take("iff"):
            left, chain = Expression("iff", (left, self.implies())), chain + 1
        if chain > _DEEPEST:
            raise ExpressionError("is nested too deeply")
        self.depth -= 1
        return left

    def implies(self) -> Expression:
        parts = [self.either()]
        while self.take("implies"):
            parts.append(self.either())
        if len(parts) > _DEEPEST:
            raise ExpressionError("is nested too deeply")
        right = parts.pop()
        while parts:
            right = Expression("implies", (parts.pop(), right))
        return right

    def either(self) -> Expression:
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return Expression("or", tuple(parts)) if len(parts) > 1 else parts[0]

    def both(self) -> Expression:
        parts = [self.negation()]
        while self.take("and"):
            parts.append(self.negation())
        return Expression("and", tuple(parts)) if len(parts) > 1 else parts[0]

    def negation(self) -> Expression:
        times = 0
        while self.take("not"):
            times += 1
        inner = self.atom()
        return Expression("not", (inner,)) if times % 2 else inner

    def atom(self) -> Expression:
        word = self.here
        if word is None:
            raise ExpressionError("ends too early")
        self.place += 1
        if word == "(":
            inner = self.iff()
            self.need(")")
            return inner
        if word in ("true", "false"):
            return Expression(word)
        if word in COUNTS:
            return self.counted(word)
        if word in self.options:
            return Expression("option", name=word)
        if word in RESERVED or not OPTION_ID.fullmatch(word):
            raise ExpressionError(f"has {word!r} where an option is due")
        guess = nearest(word, self.options)
        raise ExpressionError(f"names the unknown option {word!r}" + (f" (did you mean {guess!r}?)" if guess else ""))

    def counted(self, op: str) -> Expression:
        self.need("(")
        number = self.here
        if number is None or not number.isdigit():
            raise ExpressionError(f"needs a whole number first in {op}(...)")
        self.place += 1
        parts = []
        while self.take(","):
            parts.append(self.iff())
        self.need(")")
        if not parts:
            raise ExpressionError(f"lists nothing to count in {op}(...)")
        return Expression(op, tuple(parts), count=int(number))
