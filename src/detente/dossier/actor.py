"""An actor: a person, government, agency, faction, firm or public that acts, holds positions or speaks."""

from typing import Annotated, Literal

from pydantic import Field

from detente.dossier.record import Day, Id, Ids, Record, Span, Text


class Role(Record):
    """A title held for a time."""

    title: Text
    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None


class Actor(Record):
    """One entry of the roster. ``country`` is ISO 3166 alpha-3 (a list for groups of countries, null if none fits)."""

    id: Id
    name: Text
    kind: Literal["person", "state", "government", "body", "agency", "faction", "firm", "group", "public"]
    country: str | tuple[str, ...] | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    group_of: Ids = ()
    roles: tuple[Role, ...] = ()
    active: Span | None = None
    note: str | None = None

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries as a tuple, empty if none."""
        if self.country is None:
            return ()
        return (self.country,) if isinstance(self.country, str) else self.country
