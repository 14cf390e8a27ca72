"""What the API answers when something is wrong: the same problems as the command line prints."""

from typing import Any

from pydantic import BaseModel

from detente.web import words


class Said(BaseModel):
    """One problem: where, what, and what to do."""

    message: str
    fix: str = ""
    slug: str = ""
    place: str = ""
    file: str = ""
    line: int = 0
    level: str = "error"


class Wrong(BaseModel):
    """A request that was not answered."""

    error: str
    problems: list[Said] = []


#: Status -> what it means, for the description of every function.
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": Wrong, "description": words.t(f"errors.{status}")} for status in (400, 401, 403, 404, 405, 409, 413, 421, 422, 501)
}  # fmt: skip
