"""Learning in the background: after a decision the ranking is fitted again and what is still open is ranked anew."""

import threading
from contextlib import suppress
from pathlib import Path

from detente.kernel.errors import DetenteError
from detente.store.shipped import folder_of

_LEARNERS: dict[str, "Learner"] = {}


def learn(name: str | Path) -> "Learner":
    """Say that an event claim of a dossier was decided: its ranking is fitted again in the background. Returns at once."""
    learner = _LEARNERS.setdefault(str(folder_of(name).resolve()), Learner(name))
    learner.confirmed()
    return learner


class Learner:
    """Fits a dossier's ranking again in a thread of its own; requests that come meanwhile are answered by one more fit.

    Nobody waits for it: a program that ends takes the thread along, and the files it writes are whole or not there.
    ``fits`` counts what was done. Decisions are read, never written.
    """

    def __init__(self, name: str | Path, vectors: str = "auto") -> None:
        self.name, self.vectors = name, vectors
        self.fits = 0
        self._asked, self._lock = False, threading.Lock()
        self._thread: threading.Thread | None = None

    def confirmed(self) -> None:
        """Say that a claim was decided. Returns at once."""
        with self._lock:
            self._asked = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="detente-learner", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to learn; False if that takes longer."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def _work(self) -> None:
        from detente.workbench.refreshing import refresh_suggestions

        while True:
            with self._lock:
                if not self._asked:
                    self._thread = None
                    return
                self._asked = False
            with suppress(DetenteError, OSError):  # the dossier is being edited: the next decision asks again
                refresh_suggestions(self.name, vectors=self.vectors)
                self.fits += 1
