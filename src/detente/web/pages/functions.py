"""The API described as a page, made here from its own description: nothing is fetched from elsewhere."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.web.templating import render

router = APIRouter(include_in_schema=False)


@router.get("/api")
def described(request: Request) -> Response:
    """Every function with its parameters and its answer."""
    told: dict[str, Any] = request.app.openapi()
    return render(request, "api.html", told=told)
