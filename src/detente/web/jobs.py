"""Long runs: started once for a question, kept when done, watched while they run, cancelled when nobody wants them.

A page asks with :meth:`Jobs.result`. What is known comes back at once; what is not raises :class:`Pending`, which the
pages answer with a note that watches the run by server-sent events and asks again when it is done.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from detente.kernel import fingerprints
from detente.web.worker import Worker

#: Results kept, the least recently used one goes first; and processes at work at a time.
KEPT, WORKERS = 64, 1


@dataclass
class Job:
    """One run. ``state`` is waiting, running, done, failed or cancelled; ``done`` of ``total`` steps where told."""

    id: str
    title: str
    function: str
    arguments: Mapping[str, Any]
    state: str = "waiting"
    value: Any = None
    error: BaseException | None = None
    done: int = 0
    total: int = 0
    asked: float = field(default_factory=time.monotonic)
    ended: float | None = None

    @property
    def seconds(self) -> float:
        """Since it was asked for, until it ended."""
        return (self.ended or time.monotonic()) - self.asked

    @property
    def over(self) -> bool:
        """True once it is done, failed or cancelled."""
        return self.state in ("done", "failed", "cancelled")


class Pending(Exception):  # noqa: N818  no error: the answer is on its way
    """The result is being computed."""

    def __init__(self, job: Job) -> None:
        super().__init__(job.id)
        self.job = job


class Jobs:
    """All runs of the application."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="detente-job")
        self._workers = [Worker() for _ in range(WORKERS)]
        self._free = list(self._workers)
        self._busy: dict[str, Worker] = {}

    def warm(self) -> None:
        """Start the processes before anybody asks."""
        for worker in self._workers:
            worker.start()

    def result(self, function: str, title: str, state: str, *, wait: float = 0.0, **arguments: Any) -> Any:
        """What the workbench function answers. ``state`` is the fingerprint of what it reads: another one asks anew.

        ``wait`` seconds are given to a quick run before :class:`Pending` is raised. Raises what the function raised; a
        run that was cancelled is started again by the next question.
        """
        job = self._asked(function, title, fingerprints.of_data([function, state, arguments])[:32], arguments)
        until = time.monotonic() + wait
        while not job.over and time.monotonic() < until:
            time.sleep(0.02)
        if not job.over:
            raise Pending(job)
        if job.error is not None:
            raise job.error
        return job.value

    def find(self, name: str) -> Job | None:
        """The run of that id, if it is still kept."""
        return self._jobs.get(name)

    def cancel(self, name: str) -> Job | None:
        """End a run that waits or runs; one that is over stays as it is."""
        with self._lock:
            job = self._jobs.get(name)
            if job is None or job.over:
                return job
            job.state, job.ended = "cancelled", time.monotonic()
            worker = self._busy.get(name)
        if worker is not None:
            worker.stop()
        return job

    def close(self) -> None:
        """End everything."""
        for job in list(self._jobs.values()):
            self.cancel(job.id)
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _asked(self, function: str, title: str, name: str, arguments: Mapping[str, Any]) -> Job:
        with self._lock:
            job = self._jobs.get(name)
            if job is None or job.state == "cancelled":
                job = self._jobs[name] = Job(name, title, function, arguments)
                self._threads.submit(self._run, job)
            self._jobs.move_to_end(name)
            for old in [each for each, kept in self._jobs.items() if kept.over][: max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
            return job

    def _run(self, job: Job) -> None:
        with self._lock:
            if job.over:
                return
            worker = self._busy[job.id] = self._free.pop()
            job.state = "running"

        def progress(done: int, total: int) -> None:
            job.done, job.total = done, total

        value, error = None, None
        try:
            value = worker.run(job.function, job.arguments, progress)
        except BaseException as raised:
            error = raised
        with self._lock:
            self._free.append(worker)
            self._busy.pop(job.id, None)
            if job.state != "cancelled":
                job.value, job.error, job.ended = value, error, time.monotonic()
                job.state = "failed" if error is not None else "done"
