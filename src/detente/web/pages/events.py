"""Events and outlook: what happened, how warm it was, what stood out; confirmed events and machine-coded ones apart."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from detente import workbench
from detente.dossier.plover import TYPES
from detente.kernel.dates import parse_day
from detente.kernel.errors import fail
from detente.web import strip
from detente.web.templating import render
from detente.web.view import View, Viewed

router = APIRouter(include_in_schema=False)
Word = Annotated[str, Query(max_length=80)]
Day = Annotated[str, Query(max_length=10)]
ORDERS = ("latest", "time", "type", "documents")
#: Rows that the table shows at first.
ROWS = 60


@dataclass(frozen=True)
class Asked:
    """What the form asks for: filters, and the named options of counting."""

    actor: str
    kind: str
    issue: str
    since: date | None
    until: date | None
    span: Literal["month", "week"]
    dedup: Literal["none", "story", "day"]
    weight: Literal["rows", "sources", "articles"]
    mirror: Literal["merge", "keep"]
    order: str
    whole: bool

    @property
    def query(self) -> dict[str, Any]:
        """As the query of an address; what is as usual is left out."""
        usual = {"span": "month", "dedup": "none", "weight": "rows", "mirror": "merge", "order": "latest"}
        told = {name: getattr(self, name) for name in ("actor", "kind", "issue", "since", "until", *usual)}
        return {name: value for name, value in told.items() if value and value != usual.get(name)}

    @property
    def filters(self) -> dict[str, Any]:
        """As arguments of the workbench."""
        return {"actor": self.actor or None, "kind": self.kind or None, "issue": self.issue or None}

    @property
    def counting(self) -> dict[str, Any]:
        """Likewise, the options of a store."""
        return {"period": self.span, "dedup": self.dedup, "weight": self.weight, "mirror": self.mirror}


def _asked(actor: Word = "", kind: Word = "", issue: Word = "", since: Day = "", until: Day = "", span: Literal["month", "week"] = "month",
           dedup: Literal["none", "story", "day"] = "none", weight: Literal["rows", "sources", "articles"] = "rows",
           mirror: Literal["merge", "keep"] = "merge", order: Word = "latest", whole: bool = False) -> Asked:  # fmt: skip
    try:
        first, last = (parse_day(each) if each else None for each in (since, until))
    except ValueError as error:
        raise fail("option-invalid", str(error)) from None
    if first and last and last < first:
        raise fail("option-invalid", f"{first} comes after {last}", "Give the earlier day first.")
    if order not in ORDERS:
        raise fail("option-invalid", f"there is no order {order!r}", f"Use one of {', '.join(ORDERS)}.")
    return Asked(actor, kind, issue, first, last, span, dedup, weight, mirror, order, whole)


Asking = Annotated[Asked, Depends(_asked)]


@router.get("/events")
def events(request: Request, view: Viewed, asked: Asking) -> Response:
    """The page: filters and table; pictures come in a second request."""
    dossier = view.dossier
    acting = {
        name for each in dossier.events.values() for name in (*each.source, *each.target) if name in dossier.actors
    }
    actors = sorted((each for each in dossier.actors.values() if each.id in acting and each.id not in dossier.dossier.parties), key=lambda each: each.name)  # fmt: skip
    met = {issue for each in dossier.events.values() for issue in each.issues}
    types = {quad: [name for name, each in TYPES.items() if each.quad == quad] for quad in (1, 2, 3, 4)}
    return render(request, "events.html", actors=actors, issues=[each for each in dossier.issues.values() if each.id in met], types=types, **_table(view, asked))  # fmt: skip


@router.get("/events/answer")
def answer(request: Request, view: Viewed, asked: Asking) -> Response:
    """What the filters leave, for the form."""
    return render(request, "events_answer.html", **_table(view, asked))


@router.get("/events/record")
def record(request: Request, view: Viewed, asked: Asking) -> Response:
    """The pictures and the account: each record by itself, on one axis of time."""
    told: workbench.EventRecord = view.slow(
        "detente.workbench.event_record", "Count events and their temperature", name=view.name, events=view.events, as_known_on=view.day,
        **asked.filters, **asked.counting,
    )  # fmt: skip
    held = {each.id: each for each in told.occurrences}
    since, until = _days(view, asked)
    records = {name: _pictures(name, found, held, told, since, until) for name in ("confirmed", "machine") if (found := getattr(told, name)) is not None}  # fmt: skip
    first, second = records.get("confirmed"), records.get("machine")
    if first and second and first["rows"] and second["rows"]:
        second["pins"] = strip.moved(second["axis"], first["pins"])  # one number, one event
    return render(request, "events_record.html", view=view, asked=asked, told=told, held=held, records=records)


@router.get("/events/outlook")
def outlook(request: Request, view: Viewed, asked: Asking) -> Response:
    """Probabilities by horizon, each opening what it rests on."""
    told = _outlooks(view, asked)
    tables = {name: _by_class(found, told.names) for name in ("confirmed", "machine") if (found := getattr(told, name)) is not None}  # fmt: skip
    return render(request, "events_outlook.html", view=view, asked=asked, told=told, tables=tables)


@router.get("/events/outlook/{name}/{row}")
def chance(request: Request, view: Viewed, asked: Asking, name: Literal["confirmed", "machine"], row: int) -> Response:
    """One probability: references, what it leans on, how such numbers did on held-back time, the events behind it."""
    told = _outlooks(view, asked)
    found = getattr(told, name)
    if found is None or not 0 <= row < len(found.rows):
        raise fail("id-unknown", told.nothing.get(name, f"there is no number {row}"))
    held = {each.id: each for each in workbench.occurrences(view.name, as_known_on=view.day)}
    return render(
        request, "events_chance.html", view=view, told=told, found=found, row=found.rows[row], record=name, held=held
    )


@router.get("/events/reliability/{name}")
def reliability(request: Request, view: Viewed, asked: Asking, name: Literal["confirmed", "machine"]) -> Response:
    """How such probabilities did on time that the model did not see, as a figure."""
    told = _outlooks(view, asked)
    found = getattr(told, name)
    if found is None:
        raise fail("id-unknown", told.nothing.get(name, f"there is no {name} outlook"))
    return render(request, "figure.html", view=view, chart=found.reliability_chart, wide=True)


@router.get("/events/indicator/{name}")
def indicator(request: Request, view: Viewed, name: str) -> Response:
    """The values of an indicator with their public sources."""
    return render(
        request, "events_indicator.html", view=view, told=workbench.indicator(view.name, name, as_known_on=view.day)
    )


@router.get("/events/figure/{name}")
def figure(request: Request, view: Viewed, asked: Asking, name: Literal["confirmed", "machine"]) -> Response:
    """The same as one figure for print, as the brief draws it."""
    told = view.slow(
        "detente.workbench.event_record", "Count events and their temperature", name=view.name, events=view.events, as_known_on=view.day,
        **asked.filters, **asked.counting,
    )  # fmt: skip
    found = getattr(told, name)
    if found is None:
        raise fail("id-unknown", told.nothing.get(name, f"there is no {name} record"))
    return render(request, "figure.html", view=view, chart=found.chart, wide=True)


def _outlooks(view: View, asked: Asked) -> workbench.Outlooks:
    found: workbench.Outlooks = view.slow(
        "detente.workbench.outlooks", "Fit the outlook and check it on held-back time", name=view.name, events=view.events, as_known_on=view.day,
        kind=asked.kind or None, dedup=asked.dedup,
    )  # fmt: skip
    return found


def _by_class(found: Any, names: dict[str, str]) -> dict[str, Any]:
    """The rows of an outlook as a table: one line for each direction and class, one column for each horizon."""
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    for number, row in enumerate(found.rows):
        one, other = (names.get(row[side], row[side]) for side in ("source", "target"))
        line = lines.setdefault(
            (row["direction"], row["class"]), {"who": one, "whom": other, "class": row["class"], "cells": []}
        )
        line["cells"].append({**row, "number": number})
    every = [row for row in found.scores if row["class"] == "all"]
    return {
        "found": found,
        "lines": list(lines.values()),
        "horizons": sorted({row["horizon"] for row in found.rows}),
        "scores": every,
    }


def _days(view: View, asked: Asked) -> tuple[date | None, date | None]:
    """The days asked for; without any, those of the view's period."""
    if asked.since or asked.until or not view.period:
        return asked.since, asked.until
    period = next((each for each in view.dossier.dossier.periods if each.id == view.period), None)
    if period is None:
        raise fail("id-unknown", f"there is no period {view.period!r}")
    return period.from_, period.to


def _table(view: View, asked: Asked) -> dict[str, Any]:
    since, until = _days(view, asked)
    rows = list(workbench.occurrences(view.name, as_known_on=view.day, since=since, until=until, **asked.filters))
    if asked.order == "latest":
        rows.sort(key=lambda each: (each.start or date.min, each.end or date.min), reverse=True)
    elif asked.order == "type":
        rows.sort(key=lambda each: (each.quad, each.type))
    elif asked.order == "documents":
        rows.sort(key=lambda each: (-len(each.documents), -len(each.claims)))
    counted = sum(not each.left_out for each in rows)
    shown = rows if asked.whole else rows[:ROWS]
    return {"view": view, "asked": asked, "found": len(rows), "rows": shown, "counted": counted, "all": len(view.dossier.events), "issues_by": view.dossier.issues}  # fmt: skip


def _pictures(name: str, found: Any, held: dict[str, Any], told: workbench.EventRecord, since: date | None, until: date | None) -> dict[str, Any]:  # fmt: skip
    """One record as panels; without any day in sight, nothing."""
    rows = strip.clipped(found.rows, since, until)
    if not rows:
        return {"found": found, "rows": rows}
    axis = strip.Axis(rows[0]["start"], rows[-1]["end"])
    confirmed = name == "confirmed"
    net, score = strip.extent(rows, "net"), strip.extent(rows, "mean_intensity")
    share = strip.banded(axis, rows, "share", 0.0, 1.0)
    breaks = found.numbers["breaks"]
    return {
        "found": found, "rows": rows, "axis": axis, "pins": strip.pins(axis, held.values()),
        "units": strip.units(axis, rows, held) if confirmed else None, "bars": None if confirmed else strip.bars(axis, rows),
        "net": strip.banded(axis, rows, "net", -net, net), "share": share, "levels": strip.levels(axis, rows, breaks["share"], share["at"]),
        "score": strip.banded(axis, rows, "mean_intensity", -score, score) if any(row["mean_intensity"] is not None for row in rows) else None,
        "steps": strip.steps(axis, rows, breaks["volume"]), "surprise": strip.surprise(axis, rows),
        "out": [row for row in rows if row["stands_out"]],
        "indicators": [panel for each in told.indicators if (panel := strip.readings(axis, each))],
    }  # fmt: skip
