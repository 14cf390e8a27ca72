"""The ranker: which of the sixteen types fits a text, learned from the codebook's phrases and from confirmed claims."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.coding.suggest.features import VECTOR_WEIGHT, Features
from detente.coding.suggest.fit import C, class_weights, fit, left_out
from detente.coding.suggest.phrases import Phrase
from detente.dossier.plover import TYPES
from detente.kernel.fingerprints import of_data
from detente.kernel.threads import one_thread

Array = NDArray[np.float64]
#: Texts -> one vector of length 1 a row.
Encoder = Callable[[Sequence[str]], Array]
NAMES = tuple(sorted(TYPES))
#: Merged class of older corpora -> the types it stands for, half weight each.
MERGED = {"YIELD": ("CONCEDE", "RETREAT")}
_UNITS = 1_000_000


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text with both sides masked: a phrase of the codebook, or a claim that a person confirmed."""

    text: str
    type: str
    weight: float = 1.0
    claim: str | None = None


@dataclass(frozen=True)
class Solution:
    """An earlier fit: the key of each example, its row of A, and b. ``digest`` says what the fit depended on."""

    digest: str
    keys: tuple[str, ...]
    rows: Array
    offsets: Array


@dataclass(frozen=True)
class Ranker:
    """A fitted ranking. ``vectors`` are those of the examples (n, 384), None when it was fitted without."""

    examples: tuple[Example, ...]
    features: Features
    vectors: Array | None
    weights: Array
    solution: Solution
    phrases: int

    @property
    def name(self) -> str:
        """What ranks, in words: with or without sentence vectors, and how many confirmed examples it learned from."""
        how = "with sentence vectors" if self.vectors is not None else "without sentence vectors"
        learned = len({(each.text, each.claim) for each in self.examples[self.phrases :]})
        return f"own phrases ({self.phrases}), {how}" + (f", {learned} learned" if learned else "")

    def scores(self, texts: Sequence[str], vectors: Array | None = None) -> Array:
        """Probabilities that add to 1, shape (texts, 16), columns in the order of :data:`NAMES`."""
        raw = self.features.of(texts).times(self.weights) + self.solution.offsets
        if self.vectors is not None and vectors is not None:
            raw += VECTOR_WEIGHT**2 * (vectors @ (self.vectors.T @ self.solution.rows))
        odds = np.exp(raw - raw.max(1, keepdims=True))
        return np.asarray(odds / odds.sum(1, keepdims=True))

    def nearest(self, text: str, vector: Array | None = None) -> Array:
        """How near each example is, 0..1, shape (n,): the product of the features over its largest value."""
        found, most = self.features.rows.with_row(*self.features.row(text)), 2.0
        if self.vectors is not None and vector is not None:
            found, most = found + VECTOR_WEIGHT**2 * (self.vectors @ vector), most + VECTOR_WEIGHT**2
        return np.asarray(found / most)


def examples_of(phrases: Sequence[Phrase]) -> tuple[Example, ...]:
    """The phrases as examples of weight 1."""
    return tuple(Example(each.text, each.type) for each in phrases)


def labelled(text: str, kind: str, claim: str | None = None) -> tuple[Example, ...]:
    """A labelled text as examples; a merged class counts as each of its types with half weight."""
    if kind in MERGED:
        return tuple(Example(text, each, 1 / len(MERGED[kind]), claim) for each in MERGED[kind])
    return (Example(text, kind, 1.0, claim),)


def key_of(example: Example) -> str:
    """What tells one example from another, as a fingerprint."""
    return of_data([example.type, example.weight, example.text])


def keys_of(examples: Sequence[Example]) -> tuple[str, ...]:
    """The keys of examples in their order."""
    return tuple(key_of(each) for each in examples)


def digest_of(keys: Sequence[str], *, vectors: bool) -> str:
    """What a fit depends on, as a fingerprint."""
    return of_data([list(keys), vectors, C, VECTOR_WEIGHT])


@one_thread()
def train(phrases: Sequence[Phrase], learned: Sequence[Example] = (), *, phrase_vectors: Array | None = None,
          encoder: Encoder | None = None, earlier: Solution | None = None) -> Ranker:  # fmt: skip
    """Fit the ranking on phrases and learned examples.

    Sentence vectors are used when both those of the phrases (n, 384) and an encoder for the rest are given. An earlier
    solution of the same examples is taken as it is; of others it is where the fit begins.
    """
    examples = (*examples_of(phrases), *learned)
    features, vectors = Features([each.text for each in examples]), None
    if phrase_vectors is not None and encoder is not None:
        vectors = phrase_vectors.astype(np.float64)
        if learned:
            vectors = np.vstack([vectors, encoder([each.text for each in learned])])
    keys = keys_of(examples)
    digest = digest_of(keys, vectors=vectors is not None)
    if earlier is not None and earlier.digest == digest:
        rows, offsets = earlier.rows, earlier.offsets
    else:
        rows, offsets = _fitted(features, vectors, examples, _start(keys, earlier))
    return Ranker(examples, features, vectors, features.rows.combined(rows), Solution(digest, keys, rows, offsets), len(phrases))  # fmt: skip


def _start(keys: Sequence[str], earlier: Solution | None) -> tuple[Array, Array] | None:
    """The rows that an earlier solution has for these examples, zero for new ones."""
    if earlier is None:
        return None
    held = dict(zip(earlier.keys, earlier.rows, strict=True))
    return np.array([held.get(key, np.zeros(len(NAMES))) for key in keys]), earlier.offsets


def _fitted(features: Features, vectors: Array | None, examples: Sequence[Example], start: tuple[Array, Array] | None) -> tuple[Array, Array]:  # fmt: skip
    labels, weights = _labels(examples)
    return fit(_products(features, vectors), labels, class_weights(labels, weights, len(NAMES)), len(NAMES), start=start)  # fmt: skip


def _products(features: Features, vectors: Array | None) -> Array:
    products = features.rows.products()
    return products if vectors is None else products + VECTOR_WEIGHT**2 * (vectors @ vectors.T)


def _labels(examples: Sequence[Example]) -> tuple[NDArray[np.int64], Array]:
    return np.array([NAMES.index(each.type) for each in examples]), np.array([each.weight for each in examples])


def left_out_scores(ranker: Ranker, most: int) -> tuple[Array, list[str]]:
    """Scores (before softmax) of confirmed claims, each by a fit that did not see it, shape (claims, 16), and their types.

    Of more than ``most`` claims the latest are taken. Claims of a merged class have no one type and are left away. Words
    and their weights (idf) are those of all examples.
    """
    groups: dict[str, list[int]] = {}
    for place, each in enumerate(ranker.examples):
        if each.claim is not None:
            groups.setdefault(each.claim, []).append(place)
    chosen = [group for group in groups.values() if len(group) == 1][-most:]
    labels, weights = _labels(ranker.examples)
    products = _products(ranker.features, ranker.vectors)
    start = ranker.solution.rows, ranker.solution.offsets
    scores = left_out(products, labels, class_weights(labels, weights, len(NAMES)), len(NAMES), chosen, start=start)
    return scores, [ranker.examples[group[0]].type for group in chosen]


def ranked(scores: Array) -> list[dict[str, str | float]]:
    """Types with scores of six digits that add to exactly one million millionths; sorted downwards, ties by name."""
    exact = scores * _UNITS
    units = np.floor(exact).astype(int)
    for place in np.argsort(-(exact - units), kind="stable")[: _UNITS - int(units.sum())]:
        units[place] += 1
    order = sorted(range(len(NAMES)), key=lambda place: (-units[place], NAMES[place]))
    return [{"type": NAMES[place], "score": int(units[place]) / _UNITS} for place in order]
