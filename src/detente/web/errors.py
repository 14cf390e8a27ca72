"""Errors as pages (JSON under ``/api``): what is wrong and what to do next, never a traceback."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from detente.kernel.errors import DetenteError
from detente.web import templating, words
from detente.web.jobs import Pending

_LOG = logging.getLogger("detente.web")
#: The status of an answer by the slug of its first problem; everything else is 422, input that cannot be used.
_STATUS = {
    "id-unknown": 404,
    "dossier-missing": 404,
    "events-missing": 404,
    "dossier-shipped": 403,
    "part-missing": 501,
    "edit-stale": 409,
    "review-stale": 409,
}


def install(app: FastAPI) -> None:
    """Answer every error of the application."""
    app.add_exception_handler(DetenteError, _detente)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Pending, _pending)
    app.add_exception_handler(Exception, _unexpected)


def answer(request: Request, status: int, said: str, problems: Sequence[dict[str, Any]] = ()) -> Response:
    """One error: as JSON for programs, else as a page or panel."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": said, "problems": list(problems)}, status)
    return templating.render(request, "error.html", status, said=said, problems=problems, status=status)


def _detente(request: Request, error: Any) -> Response:
    status = _STATUS.get(error.problems[0].slug, 422) if error.problems else 422
    return answer(request, status, words.t(f"errors.{status}"), [each.record() for each in error.problems])


def _http(request: Request, error: Any) -> Response:
    status = error.status_code
    told = words.catalogue().get(f"errors.{status}", words.t("errors.other"))
    answered = answer(request, status, told)
    for name, value in (error.headers or {}).items():
        answered.headers[name] = value
    return answered


def _invalid(request: Request, error: Any) -> Response:
    problems = [
        {
            "place": ".".join(str(part) for part in each["loc"][1:]),
            "message": each["msg"],
            "fix": "",
            "slug": "option-invalid",
        }
        for each in error.errors()
    ]
    return answer(request, 422, words.t("errors.422"), problems)


def _pending(request: Request, pending: Any) -> Response:
    """The answer is on its way: a note that watches the run and asks again."""
    job = pending.job
    if request.url.path.startswith("/api/"):
        return JSONResponse({"job": job.id, "state": job.state, "seconds": round(job.seconds, 2)}, 202)
    return templating.render(
        request,
        "working.html",
        202,
        job=job,
        again=str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""),
    )


def _unexpected(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return answer(request, 500, words.t("errors.500"))
