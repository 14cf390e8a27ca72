"""The compiler, loaded once for the fast kernels of the conflict graphs. Importing this module needs Numba."""

import os
from typing import Any

from detente.kernel.errors import fail

try:
    import numba
except ModuleNotFoundError:
    raise fail("part-missing", "the compiled conflict graphs need Numba", 'Install "detente[engines]".') from None


def compiled(function: Any) -> Any:
    """Compile at the first call, keep the machine code on disk, and let go of the interpreter's lock."""
    return numba.njit(cache=True, nogil=True)(function)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
