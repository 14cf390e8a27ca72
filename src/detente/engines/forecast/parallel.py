"""Work in two parts on two cores: the compiled code lets go of the interpreter's lock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

#: Less than this is not worth a second thread.
_LEAST = 16


def in_parts(work: Callable[[int, int], object], size: int, pool: ThreadPoolExecutor | None) -> None:
    """Run ``work(low, high)`` over 0..``size``: in two parts where there is a pool and enough to do.

    The parts never share a result, so what is computed does not depend on the pool.
    """
    if pool is None or size < _LEAST:
        work(0, size)
    else:
        list(pool.map(lambda part: work(*part), [(0, size // 2), (size // 2, size)]))
