"""The API's own affairs: the token of changing requests, long runs."""

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel

router = APIRouter()


class Token(BaseModel):
    """What a changing request carries in the header ``X-CSRF-Token``."""

    token: str


class Run(BaseModel):
    """A long run: waiting, running, done, failed or cancelled; ``done`` of ``total`` steps where it tells them."""

    job: str
    state: str
    seconds: float
    done: int = 0
    total: int = 0


@router.get("/token", summary="The token of changing requests")
def token(request: Request) -> Token:
    """Only a page or a program on this origin can read it."""
    return Token(token=request.state.guard.csrf)


@router.get("/runs/{run}", summary="A long run")
def run(request: Request, run: str) -> Run:
    """How a run stands; ask the function again when it is done."""
    return _run(request, run)


@router.post("/runs/{run}/cancel", summary="Cancel a long run")
def cancel(request: Request, run: str) -> Run:
    """End the run; one that is over stays as it is."""
    request.app.state.jobs.cancel(run)
    return _run(request, run)


def _run(request: Request, name: str) -> Run:
    job = request.app.state.jobs.find(name)
    if job is None:
        raise HTTPException(404)
    return Run(job=job.id, state=job.state, seconds=round(job.seconds, 2), done=job.done, total=job.total)
