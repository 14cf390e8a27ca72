"""The codebook's own phrases: what acts of each type look like in running text, with places for the two sides.

The file names the types in square brackets; each line below one is a phrase in which ``{S}`` stands for who acts and
``{T}`` for whom it is done to. The phrases were written for this project from the meanings of the types (PLOVER manual,
draft 0.8 of 2021); none was taken from a codebook or a corpus.
"""

from typing import NamedTuple

from detente.coding.suggest.masking import SOURCE, TARGET
from detente.dossier.plover import TYPES


class Phrase(NamedTuple):
    """One phrase: its type, and its text with both sides masked."""

    type: str
    text: str


def read_phrases(content: str) -> tuple[Phrase, ...]:
    """The phrases of a file in its order.

    Raises ValueError that names the line: an unknown type, a phrase before the first type, or one without ``{S}``.
    """
    found, current = [], ""
    for number, raw in enumerate(content.split("\n"), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            current = line[1:-1]
            if current not in TYPES:
                raise ValueError(f"line {number}: {current!r} is no type of the codebook")
        elif not current:
            raise ValueError(f"line {number}: a phrase stands before the first type")
        elif "{S}" not in line:
            raise ValueError(f"line {number}: the phrase has no place for who acts")
        else:
            found.append(Phrase(current, line.replace("{S}", SOURCE).replace("{T}", TARGET)))
    return tuple(found)
