"""The dossier: all records of one bilateral relationship, in memory, never changed in place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from detente.dossier.actor import Actor
from detente.dossier.agreement import Agreement, Disagreement
from detente.dossier.calendar import CalendarEntry
from detente.dossier.claim import BaseClaim
from detente.dossier.event import Event
from detente.dossier.forecast import ForecastQuestion
from detente.dossier.issue import Issue
from detente.dossier.judgement import Judgement
from detente.dossier.ledger import LedgerEntry
from detente.dossier.meta import Meta
from detente.dossier.model_file import ModelFile
from detente.dossier.position import Position
from detente.dossier.scenario import Scenario
from detente.dossier.series import Series
from detente.dossier.source import Source
from detente.dossier.uses import Use, claim_uses
from detente.kernel import fingerprints


@dataclass(frozen=True)
class Dossier:
    """Every collection maps id to record, in the order of the files. Views and scenarios return new dossiers."""

    dossier: Meta
    sources: Mapping[str, Source] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    issues: Mapping[str, Issue] = field(default_factory=dict)
    calendar: Mapping[str, CalendarEntry] = field(default_factory=dict)
    claims: Mapping[str, BaseClaim] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    disagreements: Mapping[str, Disagreement] = field(default_factory=dict)
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    questions: Mapping[str, ModelFile] = field(default_factory=dict)
    conflicts: Mapping[str, ModelFile] = field(default_factory=dict)
    deals: Mapping[str, ModelFile] = field(default_factory=dict)
    forecasts: Mapping[str, ForecastQuestion] = field(default_factory=dict)
    ledger: Mapping[str, LedgerEntry] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)

    def collections(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every collection with its name; the head (``dossier``) is none."""
        for each in fields(self):
            if each.name != "dossier":
                yield each.name, getattr(self, each.name)

    def data(self) -> dict[str, Any]:
        """The whole dossier as plain data, keys in the order of the format."""
        plain: dict[str, Any] = {"dossier": self.dossier.model_dump(mode="json", by_alias=True)}
        for name, records in self.collections():
            if name == "ledger" and not records:
                continue  # came after the first fingerprints were printed; without entries it must not change them
            plain[name] = [record.model_dump(mode="json", by_alias=True) for record in records.values()]
        return plain

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the content: equal dossiers have equal fingerprints, whatever the order of keys or comments."""
        return fingerprints.of_data(self.data())

    @cached_property
    def usable_claims(self) -> Mapping[str, BaseClaim]:
        """The confirmed and edited claims: the only ones that models, briefs and series read."""
        return {name: claim for name, claim in self.claims.items() if claim.usable}

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """Claim id -> every record that rests on it: the trace read the other way round."""
        return claim_uses(self.collections())

    def actor_name(self, actor: str) -> str:
        """The printed name of an actor id."""
        return self.actors[actor].name if actor in self.actors else actor
