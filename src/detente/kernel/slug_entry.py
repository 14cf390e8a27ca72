"""One entry of the error reference."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One entry of the error reference: the meaning in a sentence or two, and the usual next move."""

    meaning: str
    fix: str
