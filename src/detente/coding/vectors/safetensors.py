"""Arrays of a safetensors file: 8 bytes with the length of the header (little-endian), a JSON header, the raw arrays."""

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_KINDS = {"F32": "<f4", "F64": "<f8", "F16": "<f2", "I64": "<i8", "I32": "<i4"}
#: A header beyond this is no header.
MAX_HEADER = 16 * 1024 * 1024


def read_arrays(content: bytes | memoryview) -> dict[str, NDArray[Any]]:
    """The arrays by name, without a copy. Raises ValueError for anything that is no well-formed file of this kind."""
    if len(content) < 8:
        raise ValueError("the file is shorter than its header")
    length = int.from_bytes(content[:8], "little")
    if length > min(MAX_HEADER, len(content) - 8):
        raise ValueError("the header is longer than the file")
    try:
        header = json.loads(bytes(content[8 : 8 + length]))
    except ValueError as error:
        raise ValueError(f"the header is no JSON: {error}") from None
    if not isinstance(header, dict):
        raise ValueError("the header is no mapping")
    body = memoryview(content)[8 + length :]
    return {name: _array(name, entry, body) for name, entry in header.items() if name != "__metadata__"}


def _array(name: str, entry: Any, body: memoryview) -> NDArray[Any]:
    try:
        kind, shape, (low, high) = np.dtype(_KINDS[entry["dtype"]]), tuple(entry["shape"]), entry["data_offsets"]
        if not 0 <= low <= high <= len(body) or high - low != kind.itemsize * math.prod(shape):
            raise ValueError
        return np.frombuffer(body[low:high], kind).reshape(shape)
    except (KeyError, TypeError, ValueError):
        raise ValueError(f"the array {name!r} does not fit the file") from None


def write_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The file of some arrays; :func:`read_arrays` gives them back."""
    names = {np.dtype(text): kind for kind, text in _KINDS.items()}
    header, body = {}, b""
    for name, array in arrays.items():
        raw = np.ascontiguousarray(array).tobytes()
        header[name] = {"dtype": names[array.dtype], "shape": list(array.shape), "data_offsets": [len(body), len(body) + len(raw)]}  # fmt: skip
        body += raw
    head = json.dumps(header).encode()
    return len(head).to_bytes(8, "little") + head + body
