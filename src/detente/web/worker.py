"""A process that runs one workbench function after another, so that seconds of arithmetic never hold up a page.

The process stays warm between calls; cancelling ends it, and the next call starts a fresh one. Functions are named by
text (``detente.workbench.compose_brief``), arguments and results are pickled.
"""

import importlib
import inspect
import multiprocessing
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

#: Parent package of everything that may be called.
ROOM = "detente.workbench"


def resolve(function: str) -> Callable[..., Any]:
    """The function of that name. Raises ValueError for anything outside the workbench."""
    module, _, name = function.rpartition(".")
    if module != ROOM and not module.startswith(f"{ROOM}."):
        raise ValueError(f"{function!r} is no function of {ROOM}")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def call(function: str, arguments: Mapping[str, Any], progress: Callable[[int, int], None]) -> Any:
    """Run a function; one that takes ``progress`` is told where to report (done, total)."""
    found = resolve(function)
    takes = "progress" in inspect.signature(found).parameters
    return found(**arguments, **({"progress": progress} if takes else {}))


def serve(pipe: Connection) -> None:
    """The life of the process: answer calls until the other end closes."""
    resolve(f"{ROOM}.open_dossier")
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            answer = ("done", call(function, arguments, lambda done, total: pipe.send(("progress", (done, total)))))
        except Exception as error:
            answer = ("failed", error)
        try:
            pipe.send(answer)
        except Exception as error:
            pipe.send(("failed", RuntimeError(f"{function}: {error}")))


class Worker:
    """One process and the line to it. Not for two threads at a time."""

    def __init__(self) -> None:
        self._process: Any = None
        self._pipe: Connection | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the process if it is not alive."""
        with self._lock:
            if self._process is not None and self._process.is_alive():
                return
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs,), daemon=True, name="detente-worker")
            self._process.start()
            theirs.close()

    def run(self, function: str, arguments: Mapping[str, Any], progress: Callable[[int, int], None]) -> Any:
        """The result of a call. Raises what the function raised, or EOFError if the process was ended meanwhile."""
        self.start()
        pipe = self._pipe
        assert pipe is not None  # noqa: S101  start() has just made it
        pipe.send((function, dict(arguments)))
        while True:
            kind, value = pipe.recv()
            if kind == "progress":
                progress(*value)
            elif kind == "failed":
                raise value
            else:
                return value

    def stop(self) -> None:
        """End the process at once; a call under way ends with EOFError."""
        with self._lock:
            if self._process is not None and self._process.is_alive():
                self._process.terminate()
                self._process.join(timeout=5)
            self._process = None
