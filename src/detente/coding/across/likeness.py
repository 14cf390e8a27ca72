"""How alike two acts are, 0..1: 0.35 A + 0.25 D + 0.25 T + 0.15 S.

A is the Jaccard overlap of all actors, D the shared days over the days of the shorter interval (0.5 if either act is
undated), T 1 for the same type, 0.6 for the same quad class, 0.3 for the same half, else 0, and S the tf-idf cosine of
the words.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from detente.coding.across.act import Act
from detente.coding.suggest.features import Array, Block, Rows, word_grams
from detente.dossier import plover

#: From here on two claims are suggested to tell one event.
SUGGESTED = 0.6
UNDATED = 0.5
_ACTORS, _DAYS, _TYPES, _WORDS = 0.35, 0.25, 0.25, 0.15


def likeness(first: Act, second: Act, words: float) -> float:
    """The score of two acts whose words have the cosine ``words``."""
    return (_ACTORS * overlap(first.actors, second.actors) + _DAYS * shared_days(first, second)
            + _TYPES * same_type(first.type, second.type) + _WORDS * words)  # fmt: skip


def overlap(first: Iterable[str], second: Iterable[str]) -> float:
    """The Jaccard overlap of two sets; 0 if both are empty."""
    one, other = frozenset(first), frozenset(second)
    return len(one & other) / len(one | other) if one | other else 0.0


def shared_days(first: Act, second: Act) -> float:
    """Days in both intervals over the days of the shorter one."""
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return UNDATED
    return days_of((first.start, first.end), (second.start, second.end))


def days_of(first: tuple[date, date], second: tuple[date, date]) -> float:
    """The share of the shorter of two intervals (both ends count) that lies in the other."""
    shared = (min(first[1], second[1]) - max(first[0], second[0])).days + 1
    return max(0, shared) / min((end - start).days + 1 for start, end in (first, second))


def same_type(first: str, second: str) -> float:
    """1 for one type, 0.6 for one quad class, 0.3 for two cooperative or two conflictual ones, else 0."""
    a, b = plover.TYPES[first].quad, plover.TYPES[second].quad
    return 1.0 if first == second else 0.6 if a == b else 0.3 if (a <= 2) == (b <= 2) else 0.0


def word_cosines(texts: Sequence[str]) -> Array:
    """The tf-idf cosine of every text with every other over word 1-2-grams, shape (n, n), 0..1."""
    if not texts:
        return np.zeros((0, 0))
    counts = [word_grams(text) for text in texts]
    block = Block(counts)
    return Rows([block.row(each) for each in counts], len(block.place)).products()
