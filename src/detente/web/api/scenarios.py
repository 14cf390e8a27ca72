"""Named what-ifs: saved to the dossier, and removed again."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from detente import workbench
from detente.web.api.issues import Moved
from detente.web.api.view import Asked

router = APIRouter(tags=["scenarios"])
Name = Annotated[str, Path(max_length=80, description="An id of a scenario.")]


class Draft(BaseModel):
    """A scenario to be saved."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(max_length=80)]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    why: Annotated[str, Field(min_length=1, max_length=600)]
    shifts: Annotated[list[Moved], Field(min_length=1, max_length=120)]
    version: Annotated[
        str | None, Field(max_length=64, description="The version to replace; a new scenario has none.")
    ] = None


class Kept(BaseModel):
    """A scenario as it stands: its id and its version."""

    id: str
    version: str


@router.get("/scenarios/{which}", summary="The version of a scenario")
def version(view: Asked, which: Name) -> Kept:
    """What a later change must name, so that nobody's work is lost."""
    return Kept(id=which, version=workbench.version_of(view.name, "scenarios", which))


@router.post("/scenarios", status_code=201, summary="Save a scenario")
def save(view: Asked, draft: Draft) -> Kept:
    """Checked as a whole, then written; a shipped dossier refuses."""
    shifts = [workbench.Shift(each.position, each.field, each.by) for each in draft.shifts]
    record = workbench.as_scenario(draft.id, draft.title, draft.why, shifts)
    done = workbench.save_scenario(view.name, record, version=draft.version)
    return Kept(id=done.record, version=done.version)


@router.delete("/scenarios/{which}", status_code=204, summary="Remove a scenario")
def drop(view: Asked, which: Name, version: Annotated[str, Query(max_length=64)]) -> Response:
    """Only while it is still at the version named."""
    workbench.drop_scenario(view.name, which, version=version)
    return Response(status_code=204)
