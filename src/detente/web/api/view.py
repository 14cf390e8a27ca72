"""The view of an API request: the pages' own, with each part described."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request

from detente.web.view import View

_ID = "^[a-z0-9][a-z0-9._-]*$"
#: An id of a record.
Ident = Annotated[str, Query(max_length=120, pattern=_ID)]


def _view(
    request: Request,
    as_of: Annotated[date | None, Query(description="As known on this day; everything where it is absent.")] = None,
    period: Annotated[str | None, Query(max_length=80, description="The period whose positions count.")] = None,
    scenario: Annotated[
        str | None, Query(max_length=80, description="A scenario of the dossier, applied in memory.")
    ] = None,
) -> View:
    return View(request.app.state.settings, request.app.state.jobs, as_of, period, scenario)


Asked = Annotated[View, Depends(_view)]
