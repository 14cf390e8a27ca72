"""Sentence vectors: the encoder beside a plain one, the file format, and exact values where the model is installed."""

import json

import numpy as np
import pytest

from detente.coding.vectors.encoder import Weights, encode, gelu
from detente.coding.vectors.safetensors import read_arrays, write_arrays
from detente.kernel.fingerprints import of_text
from detente.workbench import embedding
from detente.workbench.components import installed_parts
from detente.workbench.learning import DATA, Memory, own_phrases, phrase_vectors

installed = pytest.mark.skipif(embedding.missing() is not None, reason=f"needs {embedding.PACKAGE} and tokenizers")
SENTENCES = ["Veldria expelled two diplomats of Sudria.", "Sudria's envoys were ordered to leave Veldria.",
             "The two prime ministers met in Porto.", "Timber prices fell for a third week."]  # fmt: skip
FIRST = [[0.00703, 0.02331, -0.01245, -0.04009], [0.07122, 0.0179, -0.00521, -0.01126], [0.0692, -0.003, -0.01053, 0.0811],
         [-0.00077, 0.0054, 0.06137, 0.06098]]  # fmt: skip
COSINES = {(0, 1): 0.7406, (0, 2): 0.2305, (0, 3): -0.0602, (1, 2): 0.1923, (1, 3): -0.0043, (2, 3): -0.0317}


@installed
def test_the_published_values() -> None:
    vectors = embedding.embed(SENTENCES)
    assert vectors.shape == (4, 384)
    assert np.abs(vectors[:, :4] - np.array(FIRST)).max() < 5e-4
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5
    for (i, j), cosine in COSINES.items():
        assert float(vectors[i] @ vectors[j]) == pytest.approx(cosine, abs=5e-4)


@installed
def test_the_shipped_vectors_are_those_of_the_phrases() -> None:
    some = own_phrases()[::60]
    assert np.abs(phrase_vectors()[::60] - embedding.embed([each.text for each in some])).max() < 1e-3


@installed
def test_a_vector_does_not_depend_on_its_company_and_none_is_made_twice() -> None:
    alone, together = embedding.embed(SENTENCES[:1]), embedding.embed([SENTENCES[0], "a " * 400, ""])
    assert np.abs(alone[0] - together[0]).max() < 1e-5
    memory = Memory({of_text("known"): np.ones(384, np.float32)})
    assert memory(["known", "known"]).tolist() == np.ones((2, 384)).tolist()
    assert not memory.fresh


def test_the_shipped_vectors_fit_the_phrases_and_are_small() -> None:
    file = DATA / "phrase_vectors.safetensors"
    held = read_arrays(file.read_bytes())
    assert list(held) == [of_text((DATA / "phrases.txt").read_text(encoding="utf-8"))]
    assert next(iter(held.values())).shape == (len(own_phrases()), 384)
    assert file.stat().st_size < 1_000_000


def small_model(seed: int, layers: int = 2, width: int = 8, inner: int = 12) -> Weights:
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.5, shape).astype(np.float32)

    arrays = {"embeddings.word_embeddings.weight": some(20, width), "embeddings.position_embeddings.weight": some(16, width),
              "embeddings.token_type_embeddings.weight": some(2, width), "embeddings.LayerNorm.weight": some(width), "embeddings.LayerNorm.bias": some(width)}  # fmt: skip
    for layer in range(layers):
        at = f"encoder.layer.{layer}."
        for name, shape in (("attention.self.query", (width, width)), ("attention.self.key", (width, width)), ("attention.self.value", (width, width)),
                            ("attention.output.dense", (width, width)), ("intermediate.dense", (inner, width)), ("output.dense", (width, inner))):  # fmt: skip
            arrays[f"{at}{name}.weight"], arrays[f"{at}{name}.bias"] = some(*shape), some(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            arrays[f"{at}{name}.weight"], arrays[f"{at}{name}.bias"] = some(width), some(width)
    return Weights(arrays, heads=2)


def plainly(weights: Weights, ids: list[int]) -> np.ndarray:
    """The same model token by token and head by head, in double precision with the error function of the library."""
    from math import erf as exact

    get = {name: array.astype(float) for name, array in weights.arrays.items()}

    def norm(row: np.ndarray, at: str) -> np.ndarray:
        return (row - row.mean()) / np.sqrt(row.var() + 1e-12) * get[f"{at}.weight"] + get[f"{at}.bias"]

    def linear(at: str, row: np.ndarray) -> np.ndarray:
        return get[f"{at}.weight"] @ row + get[f"{at}.bias"]

    rows = [norm(get["embeddings.word_embeddings.weight"][token] + get["embeddings.position_embeddings.weight"][place]
                 + get["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm") for place, token in enumerate(ids)]  # fmt: skip
    for layer in range(weights.layers):
        at = f"encoder.layer.{layer}"
        q, k, v = ([linear(f"{at}.attention.self.{name}", row) for row in rows] for name in ("query", "key", "value"))
        mixed = []
        for one in q:
            heads = []
            for head in (slice(0, 4), slice(4, 8)):
                odds = np.exp([one[head] @ other[head] / 2 for other in k])
                heads.append(sum(share * each[head] for share, each in zip(odds / odds.sum(), v, strict=True)))
            mixed.append(np.concatenate(heads))
        rows = [norm(linear(f"{at}.attention.output.dense", each) + row, f"{at}.attention.output.LayerNorm") for each, row in zip(mixed, rows, strict=True)]  # fmt: skip
        inner = [linear(f"{at}.intermediate.dense", row) for row in rows]
        act = [np.array([0.5 * x * (1 + exact(x / 2**0.5)) for x in each]) for each in inner]
        rows = [norm(linear(f"{at}.output.dense", each) + row, f"{at}.output.LayerNorm") for each, row in zip(act, rows, strict=True)]  # fmt: skip
    mean = np.mean(rows, axis=0)
    return mean / np.linalg.norm(mean)


def test_the_encoder_does_what_a_plain_one_does() -> None:
    weights, sentences = small_model(4), [[1, 2, 3], [4, 5, 6, 7, 8], [9, 1, 2], []]
    made = encode(weights, sentences)
    for row, ids in zip(made[:3], sentences[:3], strict=True):
        assert np.abs(row - plainly(weights, ids)).max() < 1e-5
    assert not made[3].any()


def test_the_activation() -> None:
    from math import erf

    x = np.linspace(-5, 5, 201, dtype=np.float32)
    wanted = np.array([each * 0.5 * (1 + erf(each / 2**0.5)) for each in x.astype(float)])
    assert np.abs(gelu(x[:, None])[:, 0] - wanted).max() < 1e-6


def test_arrays_are_written_and_read_back() -> None:
    arrays = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.array([1.5], np.float16), "c": np.arange(3)}
    found = read_arrays(write_arrays(arrays))
    assert all(np.array_equal(found[name], array) for name, array in arrays.items())


def bad(header: object, body: bytes = b"") -> bytes:
    head = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(head).to_bytes(8, "little") + head + body


@pytest.mark.parametrize(
    "content",
    [
        b"abc", (10**9).to_bytes(8, "little"), bad(b"{nope"), bad([1]), bad({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}, b"1234"),
        bad({"a": {"dtype": "F99", "shape": [1], "data_offsets": [0, 4]}}, b"1234"), bad({"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}, b"1234"),
        bad({"a": 3}), bad({"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}, b"1234"), bad({"a": {"dtype": "F32", "shape": "x", "data_offsets": [0, 4]}}, b"1234"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_arrays_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_arrays(content)


def test_components_say_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "missing", lambda: "the model")
    parts = {each["part"]: each for each in installed_parts()}
    assert parts["vectors"]["state"] == "absent"
    assert parts["vectors"]["missing"] == "the model"
    assert "--no-deps" in parts["vectors"]["install"]
