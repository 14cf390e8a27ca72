"""The brief as text, with what its checks find."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from detente import workbench
from detente.web.api.frame import Run
from detente.web.api.view import Asked
from detente.web.words import t

router = APIRouter(tags=["brief"])
Id = Annotated[str, Query(max_length=120)]
Line = Annotated[str, Query(max_length=200)]
Gone = Annotated[list[Annotated[str, Query(max_length=40)]], Query(default_factory=list, max_length=60, description="Sections to leave out.")]  # fmt: skip


class Found(BaseModel):
    """One finding of a check; ``heading`` is that of the section, empty for the whole brief."""

    check: str
    message: str
    level: str
    heading: str


class BriefText(BaseModel):
    """A brief: its text in the form asked for, and its checks."""

    title: str
    form: str
    content: str
    checks: int
    passed: int
    remarks: list[Found]


@router.get("/brief", summary="Compose a brief", responses={202: {"model": Run, "description": t("brief.composing")}})
def brief(view: Asked, left_out: Gone, form: Literal["md", "html"] = "md", issue: Id = "", question: Id = "", since: date | None = None,
          reader: Line = "", decision: Line = "", horizon: date | None = None) -> BriefText:  # fmt: skip
    """It takes seconds: 202 tells of the run, and the same request answers when it is done."""
    day, before, until = (each.isoformat() if each else "" for each in (view.day, since, horizon))
    choice = workbench.Choice(
        day, view.period or "", view.scenario or "", issue, question, before, reader.strip(), decision.strip(), until, tuple(dict.fromkeys(left_out))
    )  # fmt: skip
    workbench.checked_choice(view.name, choice)
    done = view.slow("detente.workbench.compose_page", t("brief.composing"), name=view.name, choice=choice)
    _, _, content = view.slow("detente.workbench.brief_file", t("brief.making", form=form), name=view.name, form=form, choice=choice)  # fmt: skip
    remarks = [Found(check=each.check, message=each.message, level=each.level, heading=each.heading) for each in done.remarks]  # fmt: skip
    return BriefText(title=done.report.title, form=form, content=content.decode("utf-8"), checks=done.checks, passed=done.passed, remarks=remarks)  # fmt: skip
