"""Long runs: asked once, watched, cancelled, and kept."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from detente.kernel.errors import DetenteError
from detente.web.jobs import Jobs, Pending
from detente.web.worker import resolve


@pytest.fixture(scope="module")
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def _done(jobs: Jobs, *question: Any, **arguments: Any) -> Any:
    for _ in range(600):
        try:
            return jobs.result(*question, **arguments)
        except Pending:
            time.sleep(0.05)
    raise AssertionError("the run did not end")


def test_a_run_answers_pending_and_then_what_the_workbench_answers(jobs: Jobs) -> None:
    question = ("detente.workbench.settle", "Settling", "state")
    arguments = {"name": "us-mexico", "issue": "climate", "draws": 50}
    with pytest.raises(Pending) as waiting:
        jobs.result(*question, **arguments)
    assert not waiting.value.job.over
    settled = _done(jobs, *question, **arguments)
    assert settled.issue == "climate"
    assert jobs.result(*question, **arguments) is settled
    with pytest.raises(Pending):
        jobs.result("detente.workbench.settle", "Settling", "another state", **arguments)


def test_a_run_that_fails_fails_for_whoever_asked(jobs: Jobs) -> None:
    with pytest.raises(DetenteError, match="no issue 'weather'"):
        _done(jobs, "detente.workbench.settle", "Settling", "state", name="us-mexico", issue="weather")


def test_a_cancelled_run_ends_and_the_next_question_starts_it_again(jobs: Jobs) -> None:
    question = ("detente.workbench.compose_brief", "Brief", "state")
    with pytest.raises(Pending) as first:
        jobs.result(*question, name="us-mexico")
    cancelled = jobs.cancel(first.value.job.id)
    assert cancelled is not None
    assert cancelled.state == "cancelled"
    with pytest.raises(Pending) as second:
        jobs.result(*question, name="us-mexico")
    assert second.value.job is not first.value.job
    jobs.cancel(second.value.job.id)
    assert _done(jobs, "detente.workbench.dossiers", "Names", "state") == ("us-mexico",)


@pytest.mark.parametrize("function", ["os.system", "detente.store.write.write_atomically", "detente.workbenches.x"])
def test_only_the_workbench_can_be_called(function: str) -> None:
    with pytest.raises(ValueError, match="no function of"):
        resolve(function)
