"""Long runs, watched and cancelled."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from detente.web.jobs import Job

router = APIRouter(include_in_schema=False)
#: Seconds between two looks at a run.
BEAT = 0.2


def _found(request: Request, name: str) -> Job:
    job: Job | None = request.app.state.jobs.find(name)
    if job is None:
        raise HTTPException(404)
    return job


@router.get("/jobs/{name}/events")
async def events(request: Request, name: str) -> Response:
    """The run's state as server-sent events, until it is over or the reader leaves."""
    return StreamingResponse(_beats(request, _found(request, name)), media_type="text/event-stream")


async def _beats(request: Request, job: Job) -> AsyncIterator[str]:
    while True:
        told = {"state": job.state, "seconds": round(job.seconds, 1), "done": job.done, "total": job.total}
        yield f"data: {json.dumps(told)}\n\n"
        if job.over or await request.is_disconnected():
            return
        await asyncio.sleep(BEAT)


@router.post("/jobs/{name}/cancel")
def cancel(request: Request, name: str) -> Response:
    """End the run."""
    _found(request, name)
    request.app.state.jobs.cancel(name)
    return RedirectResponse("/", 303)
