"""Coming in with the token that the program printed; only where it listens beyond this machine."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente.web.guard import COOKIE
from detente.web.templating import render

router = APIRouter(include_in_schema=False)
#: The address holds the token, so nobody else may be told it.
_QUIET = {"referrer-policy": "no-referrer"}


@router.get("/enter")
def enter(request: Request, token: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The form; or, with the token in the address, straight in."""
    return _checked(request, token) if token else ask(request)


@router.post("/enter")
def entered(request: Request, token: Annotated[str, Form(max_length=200)] = "") -> Response:
    """The token from the form."""
    return _checked(request, token)


def ask(request: Request, status: int = 200, wrong: bool = False) -> HTMLResponse:
    """The page that asks for the token."""
    answer = render(request, "enter.html", status, wrong=wrong, passed=False)
    answer.headers.update(_QUIET)
    return answer


def _checked(request: Request, token: str) -> Response:
    wanted = request.app.state.settings.token
    if not wanted:
        return RedirectResponse("/", 303)
    if not hmac.compare_digest(token.encode(), wanted.encode()):
        return ask(request, 401, wrong=True)
    answer = render(request, "enter.html", wrong=False, passed=True)
    answer.headers.update(_QUIET)
    answer.set_cookie(COOKIE, request.state.guard.session, httponly=True, samesite="strict", path="/")
    return answer
