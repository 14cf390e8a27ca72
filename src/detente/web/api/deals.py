"""The deal room: one table under two settings."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from detente import workbench
from detente.studies.deals.sides import Odds
from detente.web.api.view import Asked
from detente.workbench.deal_room import Room, RoomAnswer

router = APIRouter(tags=["deals"])
DealId = Annotated[str, Path(max_length=120, description="An id of deals/.")]
Name = Annotated[str, Field(max_length=120)]


class Table(BaseModel):
    """A deal of the dossier."""

    id: str
    title: str


class Side(BaseModel):
    """One side: a what-if to start from and what is moved from there; what is absent stays as it is there."""

    model_config = ConfigDict(extra="forbid")

    start: Name = "base"
    channel: Name | None = None
    notion: Literal["retaliation", "nonagreement"] | None = None
    on: Annotated[
        list[Name] | None, Field(max_length=120, description="Every switch that is on; the others are off.")
    ] = None
    numbers: Annotated[
        dict[Name, Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]],
        Field(max_length=60, description="Numbers in percent by id."),
    ] = {}

    def setting(self) -> workbench.Setting:
        """As the workbench takes it."""
        on = None if self.on is None else frozenset(self.on)
        return workbench.Setting(self.start, self.channel, self.notion, on, tuple(sorted(self.numbers.items())))


class Both(BaseModel):
    """Two sides, and whose desk asks."""

    model_config = ConfigDict(extra="forbid")

    first: Side = Side()
    second: Side = Side()
    we: Annotated[str, Field(max_length=120, description="A government's id; by default the first.")] = ""


@router.get("/deals", summary="The deals of the dossier")
def deals(view: Asked) -> list[Table]:
    """Those of the period first."""
    told = workbench.deals_of(view.name, as_known_on=view.day, scenario=view.scenario, period=view.period)
    return [Table(id=each, title=title) for each, title in told]


@router.get("/deals/{deal}", summary="What can be switched at a table")
def room(view: Asked, deal: DealId, first: Annotated[str, Query(max_length=120)] = "base", second: Annotated[str, Query(max_length=120)] = "base") -> Room:  # fmt: skip
    """The starts, channels, switches and numbers, with their state for two starts."""
    one, two = workbench.Setting(first), workbench.Setting(second)
    return workbench.deal_room(view.name, deal, one, two, as_known_on=view.day, scenario=view.scenario)


@router.post("/deals/{deal}/compare", summary="Two settings of a table side by side")
def compare(view: Asked, deal: DealId, both: Both) -> RoomAnswer:
    """Terms, worth, win-sets, approvals, and the answer in sentences. Nothing is written."""
    return workbench.answer_room(
        view.name,
        deal,
        both.first.setting(),
        both.second.setting(),
        we=both.we,
        as_known_on=view.day,
        scenario=view.scenario,
    )


@router.post("/deals/{deal}/odds", summary="How often the answer holds over the ranges")
def odds(view: Asked, deal: DealId, both: Both, draws: Annotated[int, Query(ge=1, le=200)] = 20) -> Odds:
    """Both sides over the same draws. Nothing is written."""
    return workbench.room_odds(
        view.name,
        deal,
        both.first.setting(),
        both.second.setting(),
        draws=draws,
        as_known_on=view.day,
        scenario=view.scenario,
    )
