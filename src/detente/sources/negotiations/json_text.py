"""JSON text to plain data: no NaN, no key twice, bounded depth."""

import json
import re
from typing import Any

MAX_DEPTH = 40
#: Brackets, and texts (in which a bracket means nothing).
_BRACKETS = re.compile(r'[\[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)


class SyntaxFault(Exception):  # noqa: N818  a finding, which the caller turns into a problem
    """What is wrong with the text, and where (line and column from 1, 0 if unknown)."""

    def __init__(self, message: str, line: int = 0, column: int = 0, *, refused: bool = False) -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.refused = message, line, column, refused

    @property
    def place(self) -> str:
        """The place in words."""
        return f"line {self.line}, column {self.column}" if self.line else "file"


def parse_json(content: bytes) -> Any:
    """The data. Raises SyntaxFault for anything that is no plain JSON."""
    text = decoded(content)
    _depth(text)
    try:
        return json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise SyntaxFault(f"not well-formed: {error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise SyntaxFault(f"nested more than {MAX_DEPTH} deep", refused=True) from None


def decoded(content: bytes) -> str:
    """UTF-8 text, with or without a byte order mark. Raises SyntaxFault at the byte that is none."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise SyntaxFault(f"byte {error.start} is no UTF-8", line, column) from None


def _depth(text: str) -> None:
    """Refuse deep nesting before the parser meets it."""
    depth = 0
    for each in _BRACKETS.finditer(text):
        sign = each[0]
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line, column = text.count("\n", 0, each.start()) + 1, each.start() - text.rfind("\n", 0, each.start())
                raise SyntaxFault(f"nested more than {MAX_DEPTH} deep", line, column, refused=True)
        elif sign in "]}":
            depth -= 1


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise SyntaxFault(f"the key {key[:60]!r} stands twice in one object")
        data[key] = value
    return data


def _constant(name: str) -> Any:
    raise SyntaxFault(f"{name} is no JSON number")


def _integer(text: str) -> int | float:
    """Whole numbers; one that no float can hold becomes infinite, and is refused with its place where it is used."""
    return int(text) if len(text) < 300 else float("inf")
