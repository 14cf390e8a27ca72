"""Features of a text: word 1-2-grams and character 3-5-grams within words, as two tf-idf blocks of length 1 each.

tf = 1 + ln(count), idf = ln((1 + N) / (1 + df)) + 1, then each block divided by its Euclidean norm; a sentence vector,
where there is one, is a third block times 2. Two texts are compared by the product of their features.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
#: A sentence vector counts this much against a block of n-grams.
VECTOR_WEIGHT = 2.0
_WORD = re.compile(r"\w\w+")
#: Columns that are multiplied at a time: bounds the memory at rows x columns numbers.
_CHUNK = 2048


def words(text: str) -> list[str]:
    """Words of two signs or more, lower case."""
    return _WORD.findall(text.lower())


def word_grams(text: str) -> Counter[str]:
    """Counts of words and of pairs of neighbours."""
    found = words(text)
    return Counter(found) + Counter(f"{a} {b}" for a, b in pairwise(found))


@lru_cache(maxsize=50_000)
def _inside(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[i : i + n] for n in (3, 4, 5) for i in range(max(1, len(padded) - n + 1)))


def character_grams(text: str) -> Counter[str]:
    """Counts of runs of 3 to 5 signs inside words; the edge of a word counts as a blank."""
    return Counter(gram for word in text.lower().split() for gram in _inside(word))


class Block:
    """One kind of n-gram: its vocabulary and idf, learned from the training texts."""

    def __init__(self, counts: Sequence[Counter[str]]) -> None:
        df = Counter(gram for each in counts for gram in each)
        self.place = {gram: place for place, gram in enumerate(sorted(df))}
        self.idf = np.array([math.log((1 + len(counts)) / (1 + df[gram])) + 1 for gram in self.place])

    def row(self, counts: Counter[str]) -> tuple[NDArray[np.int64], Array]:
        """Places and values of one text; n-grams that training did not hold are left out. Length 1, or no entry."""
        known = sorted((self.place[gram], count) for gram, count in counts.items() if gram in self.place)
        places = np.array([place for place, _ in known], dtype=np.int64)
        values = (1 + np.log(np.array([count for _, count in known], dtype=float))) * self.idf[places]
        length = float(np.sqrt(values @ values))
        return places, values / length if length else values


class Rows:
    """Sparse rows: row i has ``values[starts[i]:starts[i+1]]`` in the columns ``columns[...]``."""

    def __init__(self, rows: Sequence[tuple[NDArray[np.int64], Array]], width: int) -> None:
        self.width = width
        self.starts = np.cumsum([0, *(len(places) for places, _ in rows)])
        self.columns = np.concatenate([np.empty(0, np.int64), *(places for places, _ in rows)])
        self.values = np.concatenate([np.empty(0), *(values for _, values in rows)])

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def _row_of(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def products(self) -> Array:
        """Every row with every row, shape (n, n): the Gram matrix, summed over slices of the columns."""
        rows, found = self._row_of, np.zeros((len(self), len(self)))
        order = np.argsort(self.columns, kind="stable")
        columns, row, value = self.columns[order], rows[order], self.values[order]
        held, count = np.unique(columns, return_counts=True)
        alone = np.repeat(count == 1, count)
        np.add.at(found, (row[alone], row[alone]), value[alone] ** 2)  # a column of one row meets only itself
        held, columns, row, value = held[count > 1], columns[~alone], row[~alone], value[~alone]
        places = np.searchsorted(held, columns)
        for low in range(0, len(held), _CHUNK):
            inside = slice(*np.searchsorted(places, [low, low + _CHUNK]))
            dense = np.zeros((len(self), min(_CHUNK, len(held) - low)))
            dense[row[inside], places[inside] - low] = value[inside]
            found += dense @ dense.T
        return found

    def times(self, weights: Array) -> Array:
        """Rows times weights of shape (width, k): shape (n, k)."""
        found = np.zeros((len(self), weights.shape[1]))
        np.add.at(found, self._row_of, self.values[:, None] * weights[self.columns])
        return found

    def combined(self, weights: Array) -> Array:
        """The rows summed with weights of shape (n, k): shape (width, k)."""
        found = np.zeros((self.width, weights.shape[1]))
        np.add.at(found, self.columns, self.values[:, None] * weights[self._row_of])
        return found

    def with_row(self, places: NDArray[np.int64], values: Array) -> Array:
        """Every row with one other row, shape (n,)."""
        dense = np.zeros(self.width)
        dense[places] = values
        return np.asarray(np.bincount(self._row_of, self.values * dense[self.columns], len(self)))


class Features:
    """Both blocks together, learned from the training texts (n > 0)."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [(word_grams(text), character_grams(text)) for text in texts]
        self.words = Block([words for words, _ in counted])
        self.characters = Block([characters for _, characters in counted])
        self.rows = Rows([self._joined(*each) for each in counted], len(self.words.place) + len(self.characters.place))

    def row(self, text: str) -> tuple[NDArray[np.int64], Array]:
        """Places and values of a text over both blocks."""
        return self._joined(word_grams(text), character_grams(text))

    def of(self, texts: Sequence[str]) -> Rows:
        """Rows of other texts in the same columns."""
        return Rows([self.row(text) for text in texts], self.rows.width)

    def _joined(self, words: Counter[str], characters: Counter[str]) -> tuple[NDArray[np.int64], Array]:
        first, second = self.words.row(words), self.characters.row(characters)
        return np.concatenate([first[0], second[0] + len(self.words.place)]), np.concatenate([first[1], second[1]])


def cosine(first: tuple[Any, Array], second: tuple[Any, Array]) -> float:
    """The cosine of two rows of one block."""
    held = dict(zip(first[0].tolist(), first[1].tolist(), strict=True))
    return float(
        sum(held.get(place, 0.0) * value for place, value in zip(second[0].tolist(), second[1].tolist(), strict=True))
    )
