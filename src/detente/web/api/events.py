"""What happened and how warm it was; confirmed events and machine-coded ones in records of their own."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from detente import workbench
from detente.web.api.frame import Run
from detente.web.api.view import Asked, Ident

router = APIRouter(tags=["events"])
Name = Annotated[Ident | None, Query(description="An id: of an actor (a party means its whole side), or of an issue.")]
Kind = Annotated[str | None, Query(max_length=20, description="A PLOVER type, or cooperation or conflict.")]


class Temperature(BaseModel):
    """One record of the pair: a row for each period, what is told of the whole, the account in sentences."""

    source: str
    coding: str
    pair: tuple[str, str]
    periods: list[dict[str, Any]]
    numbers: dict[str, Any]
    sentences: list[dict[str, Any]]


class Temperatures(BaseModel):
    """The dossier's record and that of the store beside it; ``nothing`` says why one of them counts nothing."""

    confirmed: Temperature | None
    machine: Temperature | None
    nothing: dict[str, str] = Field(default_factory=dict)


class Outlook(BaseModel):
    """The outlook of the dossier's record and that of the store beside it, each as OUTLOOK.json has it."""

    confirmed: dict[str, Any] | None
    machine: dict[str, Any] | None
    nothing: dict[str, str] = Field(default_factory=dict)


@router.get("/events", summary="The dossier's confirmed events")
def events(view: Asked, actor: Name = None, kind: Kind = None, issue: Name = None, since: date | None = None, until: date | None = None) -> list[workbench.Occurrence]:  # fmt: skip
    """In order of time; each says whether the temperature counts it, and if not, why."""
    return list(workbench.occurrences(view.name, as_known_on=view.day, actor=actor, kind=kind, issue=issue, since=since, until=until))  # fmt: skip


@router.get("/events/temperature", summary="Cooperation and conflict over time")
def temperature(view: Asked, actor: Name = None, kind: Kind = None, issue: Name = None, span: Literal["month", "week"] = "month",
                dedup: Literal["none", "story", "day"] = "none", weight: Literal["rows", "sources", "articles"] = "rows",
                mirror: Literal["merge", "keep"] = "merge") -> Temperatures:  # fmt: skip
    """From confirmed events, and from the store of imported ones where the workbench was opened with one: two records, never one sum."""
    told = workbench.event_record(
        view.name, events=view.events, as_known_on=view.day, actor=actor, kind=kind, issue=issue, period=span, dedup=dedup, weight=weight, mirror=mirror,
    )  # fmt: skip
    return Temperatures(confirmed=_told(told.confirmed), machine=_told(told.machine), nothing=told.nothing)


@router.get(
    "/events/outlook", summary="The chance of an event within 7, 30 and 90 days", responses={202: {"model": Run}}
)
def outlook(view: Asked, kind: Kind = None, dedup: Literal["none", "story", "day"] = "none") -> Outlook:
    """Takes seconds: 202 names the run; ask again when it is done. Each record by itself; ``nothing`` says why one has no outlook."""
    told = view.slow(
        "detente.workbench.outlooks", "Fit the outlook and check it on held-back time", name=view.name, events=view.events, as_known_on=view.day,
        kind=kind, dedup=dedup,
    )  # fmt: skip
    confirmed, machine = (found.data() if found is not None else None for found in (told.confirmed, told.machine))
    return Outlook(confirmed=confirmed, machine=machine, nothing=told.nothing)


@router.get("/indicators/{series}", summary="An indicator over time")
def indicator(view: Asked, series: str) -> workbench.Indicator:
    """Each value with the days it speaks of, its unit and its public source."""
    return workbench.indicator(view.name, series, as_known_on=view.day)


def _told(found: Any) -> Temperature | None:
    if found is None:
        return None
    return Temperature(source=found.source, coding=found.coding, pair=found.pair, periods=list(found.rows), numbers=found.numbers, sentences=list(found.sentences))  # fmt: skip
