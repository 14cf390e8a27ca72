"""What a request asks to see: the dossier as known on a day, in a period, under a scenario. Every page takes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from detente import workbench
from detente.kernel.dates import parse_day
from detente.kernel.errors import fail
from detente.web.jobs import Jobs
from detente.web.settings import Settings


@dataclass(frozen=True)
class View:
    """The view of one request; ``where`` is its query, which every link of the page carries on."""

    settings: Settings
    jobs: Jobs
    day: date | None
    period: str | None
    scenario: str | None

    @property
    def name(self) -> str:
        """The dossier, as workbench functions take it."""
        return self.settings.dossier

    @property
    def texts(self) -> Path | None:
        """The folder of the owner's copies."""
        return Path(self.settings.texts) if self.settings.texts else None

    @property
    def events(self) -> str | None:
        """The store of imported events that stands beside the dossier."""
        return self.settings.events

    @cached_property
    def dossier(self) -> Any:
        """The dossier of the view, the same throughout a request (and between requests until a file changes)."""
        return workbench.open_dossier(self.name, as_known_on=self.day, scenario=self.scenario)

    @property
    def where(self) -> dict[str, str]:
        """The query of the view."""
        told = {"as_of": self.day.isoformat() if self.day else None, "period": self.period, "scenario": self.scenario}
        return {key: value for key, value in told.items() if value}

    def link(self, path: str, **more: object) -> str:
        """A path of ours with the view's query, and more; a value of None leaves that key out."""
        query = {**self.where, **more}
        told = urlencode({key: value for key, value in query.items() if value is not None}, safe=",")
        return f"{path}?{told}" if told else path

    def at(self, days: Sequence[tuple[date, str]]) -> int:
        """How far the slider stands: documents' days up to the view's, or past the last one for everything."""
        return len(days) if self.day is None else max(0, sum(day <= self.day for day, _ in days) - 1)

    def documents(self, claims: Any) -> tuple[str, ...]:
        """The documents behind claims as notes name them, in the order of the sources file."""
        dossier = self.dossier
        held = {dossier.claims[each].source_document for each in claims if each in dossier.claims}
        return tuple(source.short for name, source in dossier.sources.items() if name in held)

    def slow(self, function: str, title: str, *, wait: float = 0.15, **arguments: Any) -> Any:
        """The result of a workbench function that takes seconds, from the worker. Raises Pending while it runs.

        ``function`` is its dotted name; ``arguments`` must be picklable and plain (they and the fingerprints of
        dossier and store are the key under which the result is kept).
        """
        state = workbench.open_dossier(self.name).fingerprint
        if self.events is not None:
            state += workbench.store_state(self.events)
        return self.jobs.result(function, title, state, wait=wait, **arguments)


def _view(request: Request, as_of: Annotated[str, Query(max_length=10)] = "", period: Annotated[str, Query(max_length=80)] = "",
          scenario: Annotated[str, Query(max_length=80)] = "") -> View:  # fmt: skip
    try:
        day = parse_day(as_of) if as_of else None
    except ValueError as error:
        raise fail("option-invalid", str(error)) from None
    return View(request.app.state.settings, request.app.state.jobs, day, period or None, scenario or None)


#: The parameter of a page function: ``def page(request: Request, view: Viewed) -> Response``.
Viewed = Annotated[View, Depends(_view)]
