"""One thread for linear algebra: small fits are slower with several on a busy machine, and bytes may differ with their number."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LOCK = threading.Lock()
_held = {"users": 0, "before": 0}
_PREFIXES = ("scipy_openblas_{}64_", "scipy_openblas_{}", "openblas_{}64_", "openblas_{}")


def _control() -> tuple[Any, Any] | None:
    """The functions of the BLAS that NumPy was built with which tell and set its threads; None if it has no such functions."""
    import importlib

    library = ctypes.CDLL(importlib.import_module("numpy._core._multiarray_umath").__file__)
    for prefix in _PREFIXES:
        try:
            return getattr(library, prefix.format("get_num_threads")), getattr(
                library, prefix.format("set_num_threads")
            )
        except AttributeError:
            continue
    return None


@contextmanager
def one_thread() -> Iterator[None]:
    """Let NumPy's linear algebra use one thread inside the block; uses may overlap, the last one to leave sets it back."""
    control = _control()
    if control is None:
        yield
        return
    get, put = control
    with _LOCK:
        if _held["users"] == 0:
            _held["before"] = int(get())
            put(1)
        _held["users"] += 1
    try:
        yield
    finally:
        with _LOCK:
            _held["users"] -= 1
            if _held["users"] == 0:
                put(_held["before"])
