"""The library of scoring rules, loaded at the first use."""

import sys
from functools import cache
from importlib import import_module
from typing import Any

from detente.kernel.errors import fail

#: Fixed, because the library would use numba where it is installed, and the two do not always agree.
BACKEND = "numpy"


def rule(name: str, *arguments: Any, **options: Any) -> float:
    """One scoring rule of ``scoringrules``, observation first. Raises DetenteError (part-missing) without the library."""
    return float(getattr(_library(), name)(*arguments, **options, backend=BACKEND))


def rules(name: str, *arguments: Any, **options: Any) -> Any:
    """The same for arrays: one score for each forecast."""
    return getattr(_library(), name)(*arguments, **options, backend=BACKEND)


@cache
def _library() -> Any:
    """The library as it is where numba is not installed: compiling what is never called would take five seconds."""
    compiler = sys.modules.get("numba")
    sys.modules["numba"] = None  # type: ignore[assignment]
    try:
        return import_module("scoringrules")
    except ImportError:
        raise fail("part-missing", "scores need scoringrules", 'Install "detente[engines]".') from None
    finally:
        del sys.modules["numba"]
        if compiler is not None:
            sys.modules["numba"] = compiler
