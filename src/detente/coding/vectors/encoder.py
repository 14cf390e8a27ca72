"""The forward pass of a small BERT encoder, in NumPy: token ids -> one vector of length 1 a sentence.

Layers of multi-head attention and a GELU feed-forward part, each followed by layer norm (epsilon 1e-12) on the sum with
its input; the sentence is the mean over its tokens, scaled to length 1 (Devlin and others, BERT, 2019; Reimers and
Gurevych, Sentence-BERT, 2019). Names of the arrays are those of the published weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from detente.kernel.threads import one_thread

Floats = NDArray[np.float32]
_EPSILON = 1e-12
#: Tokens that go through together: bounds the memory.
_TOKENS = 1024
#: Rows of the feed-forward part that are taken together.
_ROWS = 32


def _norm(x: Floats, scale: Floats, shift: Floats) -> Floats:
    centred = x - x.mean(-1, keepdims=True)
    spread = np.mean(centred * centred, -1, keepdims=True)
    return np.asarray(centred / np.sqrt(spread + _EPSILON) * scale + shift, np.float32)


def gelu(x: Floats) -> Floats:
    """X times the Normal distribution function of x, shape (rows, columns); absolute error below 1e-6 for |x| < 5.

    The error function is that of Abramowitz and Stegun (Handbook, 1964, 7.1.26). With s = 1 - erf(|x| / sqrt 2) the value is
    max(x, 0) - |x| s / 2. A few rows at a time stay in the processor's cache.
    """
    found = np.empty_like(x)
    for low in range(0, len(x), _ROWS):
        size = np.abs(x[low : low + _ROWS])
        root = size * np.float32(0.7071067811865476)
        t = 1 / (1 + np.float32(0.3275911) * root)
        s = np.float32(1.061405429) * t
        for term in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
            s += np.float32(term)
            s *= t
        np.multiply(root, -root, out=root)
        s *= np.exp(root, out=root)
        s *= size
        s *= np.float32(-0.5)
        s += np.maximum(x[low : low + _ROWS], 0, out=size)
        found[low : low + _ROWS] = s
    return found


@dataclass(frozen=True)
class Weights:
    """The arrays of a model by their published names, and its number of attention heads."""

    arrays: Mapping[str, Floats]
    heads: int = 12

    @property
    def layers(self) -> int:
        """How many layers the arrays hold."""
        return 1 + max(int(name.split(".")[2]) for name in self.arrays if name.startswith("encoder.layer."))

    @property
    def width(self) -> int:
        """Length of a vector."""
        return int(self.arrays["embeddings.word_embeddings.weight"].shape[1])


@one_thread()
def encode(weights: Weights, sentences: Sequence[Sequence[int]]) -> Floats:
    """Vectors of length 1, shape (sentences, width), of sentences given as token ids, special tokens included.

    Nothing is padded: the tokens of many sentences go through the layers as rows of one matrix, and only attention looks
    at them sentence by sentence. A sentence without tokens gets a vector of zeros.
    """
    found = np.zeros((len(sentences), weights.width), np.float32)
    order = sorted((place for place, ids in enumerate(sentences) if len(ids)), key=lambda place: len(sentences[place]))
    while order:
        tokens = np.cumsum([len(sentences[place]) for place in order])
        taken = max(1, int(np.searchsorted(tokens, _TOKENS, "right")))
        some, order = order[:taken], order[taken:]
        found[some] = _forward(weights, [sentences[place] for place in some])
    return found


#: First row, number of sentences, and their length: sentences of one length that follow one another.
Run = tuple[int, int, int]


def _forward(weights: Weights, sentences: Sequence[Sequence[int]]) -> Floats:
    """Vectors of sentences that are sorted by length."""
    get, runs, row = weights.arrays, list[Run](), 0
    for length, group in groupby(map(len, sentences)):
        count = sum(1 for _ in group)
        runs.append((row, count, length))
        row += count * length
    ids = np.concatenate([np.asarray(each) for each in sentences])
    places = np.concatenate([np.arange(len(each)) for each in sentences])
    x = get["embeddings.word_embeddings.weight"][ids] + get["embeddings.position_embeddings.weight"][places]
    x = x + get["embeddings.token_type_embeddings.weight"][0]
    x = _norm(x, get["embeddings.LayerNorm.weight"], get["embeddings.LayerNorm.bias"])
    for layer in range(weights.layers):
        x = _layer(weights, f"encoder.layer.{layer}.", x, runs)
    mean = np.concatenate([x[low : low + count * length].reshape(count, length, -1).mean(1) for low, count, length in runs])  # fmt: skip
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)


def _layer(weights: Weights, at: str, x: Floats, runs: Sequence[Run]) -> Floats:
    get = weights.arrays

    def linear(name: str, y: Floats) -> Floats:
        return np.asarray(y @ get[f"{at}{name}.weight"].T + get[f"{at}{name}.bias"])

    query, key, value = (linear(f"attention.self.{name}", x) for name in ("query", "key", "value"))
    mixed = np.concatenate([_attention(weights.heads, run, query, key, value) for run in runs])
    x1 = _norm(linear("attention.output.dense", mixed) + x,
               get[f"{at}attention.output.LayerNorm.weight"], get[f"{at}attention.output.LayerNorm.bias"])  # fmt: skip
    inner = gelu(linear("intermediate.dense", x1))
    return _norm(
        linear("output.dense", inner) + x1, get[f"{at}output.LayerNorm.weight"], get[f"{at}output.LayerNorm.bias"]
    )


def _attention(heads: int, run: Run, *parts: Floats) -> Floats:
    """The values of each sentence of a run, mixed by how well its queries fit its keys; rows as they came in."""
    low, count, length = run
    width = parts[0].shape[1]
    query, key, value = (each[low : low + count * length].reshape(count, length, heads, -1).transpose(0, 2, 1, 3) for each in parts)  # fmt: skip
    scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width / heads))
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    mixed = (scores / scores.sum(-1, keepdims=True)) @ value
    return np.asarray(mixed.transpose(0, 2, 1, 3).reshape(count * length, width))
