"""Where issues settle, as coded and what if."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from detente import workbench
from detente.web.api.view import Asked
from detente.workbench.what_if import IssueAnswer

router = APIRouter(tags=["issues"])
Issue = Annotated[str, Path(max_length=120, description="An id of issues.yaml.")]


class Moved(BaseModel):
    """One number moved: the whole range goes along and stops at 0 and 100."""

    model_config = ConfigDict(extra="forbid")

    position: Annotated[str, Field(max_length=200, description="An id of positions.yaml.")]
    field: Literal["position", "salience", "influence"]
    by: Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]


class WhatIf(BaseModel):
    """The numbers to move, and how the answer is computed."""

    model_config = ConfigDict(extra="forbid")

    shifts: Annotated[list[Moved], Field(max_length=120)] = []
    draws: Annotated[int, Field(ge=2, le=20_000)] = workbench.QUICK
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 0


@router.get("/issues", summary="Where every issue would settle")
def issues(view: Asked) -> list[dict[str, Any]]:
    """A row for each issue on which positions are held in the period: forecast, models, null."""
    return list(
        workbench.settle_all(
            view.name, period=view.period, as_known_on=view.day, scenario=view.scenario, draws=workbench.QUICK
        )
    )


@router.get("/issues/{issue}", summary="One issue as coded")
def issue(view: Asked, issue: Issue) -> IssueAnswer:
    """The forecast distribution, who weighs and pulls, what it hangs on, and the account in sentences."""
    return workbench.answer_issue(view.name, issue, period=view.period, as_known_on=view.day, scenario=view.scenario)


@router.post("/issues/{issue}/what-if", summary="One issue with some numbers moved")
def what_if(view: Asked, issue: Issue, asked: WhatIf) -> IssueAnswer:
    """Nothing is written: the dossier stays as it is."""
    shifts = [workbench.Shift(each.position, each.field, each.by) for each in asked.shifts]
    return workbench.answer_issue(
        view.name, issue, shifts=shifts, period=view.period, as_known_on=view.day, scenario=view.scenario, draws=asked.draws, seed=asked.seed,
    )  # fmt: skip
