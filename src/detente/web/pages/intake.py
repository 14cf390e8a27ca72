"""Reading articles in: files are brought, read in a process of their own, and join the dossier or say why not."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from detente.kernel.errors import DetenteError, Problem
from detente.web.templating import render
from detente.web.view import View, Viewed
from detente.web.words import t
from detente.workbench import intake

router = APIRouter(prefix="/sources/intake", include_in_schema=False)


@router.get("")
def form(request: Request, view: Viewed) -> Response:
    """The form."""
    return _form(request, view)


@router.post("")
async def bring(request: Request, view: Viewed) -> Response:
    """Keep what came, then lead to its reading. The gate has bounded the size, the parser the number."""
    async with request.form(max_files=intake.MOST_FILES, max_fields=len(intake.KNOWN) + 4) as told:
        files = [
            (each.filename, await each.read())
            for each in told.getlist("files")
            if isinstance(each, UploadFile) and each.filename
        ]
        about = {key: str(told.get(key, ""))[:400] for key in intake.KNOWN}
    try:
        batch = await run_in_threadpool(intake.receive, view.name, files, about)
    except DetenteError as error:
        return _form(request, view, list(error.problems), about)
    return RedirectResponse(view.link(f"/sources/intake/{batch}"), 303)


@router.get("/{batch}")
def read(request: Request, view: Viewed, batch: str) -> Response:
    """What became of a batch; the reading itself runs in the worker, where a bad file harms nobody."""
    told = view.slow("detente.workbench.intake.take_in", t("intake.reading"), name=view.name, batch=batch)
    return render(request, "intake_done.html", 422 if told["problems"] else 200, view=view, told=told)


def _form(
    request: Request, view: View, problems: list[Problem] | None = None, typed: dict[str, str] | None = None
) -> Response:
    return render(request, "intake.html", 422 if problems else 200, view=view, problems=problems or [], typed=typed or {}, most=intake.MOST_FILES,
                  megabytes=view.settings.upload_limit // 1_000_000)  # fmt: skip
