"""The form of an entry of the error reference; apart from the table, so that each topic may have a module of its own."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One entry of the error reference: the meaning in a sentence or two, and the usual next move."""

    meaning: str
    fix: str
