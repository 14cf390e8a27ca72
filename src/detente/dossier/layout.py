"""The layout of a dossier: which file holds which records. The file-format pages are generated from this table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from detente.dossier.actor import Actor
from detente.dossier.agreement import Agreement, Disagreement
from detente.dossier.calendar import CalendarEntry
from detente.dossier.claim import CLAIM_TYPES, BaseClaim
from detente.dossier.event import Event
from detente.dossier.forecast import ForecastQuestion
from detente.dossier.issue import Issue
from detente.dossier.judgement import Judgement
from detente.dossier.ledger import LedgerEntry
from detente.dossier.meta import Meta
from detente.dossier.model_file import ModelFile
from detente.dossier.position import Position
from detente.dossier.scenario import Scenario
from detente.dossier.series import Observation
from detente.dossier.source import Source


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its name (also the top-level key of its file), where it lives, and its model.

    ``shape`` is ``list`` (a mapping with one key that holds a list of records), ``one`` (the file is one record),
    ``table`` (CSV) or ``lines`` (a JSON record on each line). ``pattern`` is relative to the dossier's folder.
    """

    name: str
    pattern: str
    shape: str
    model: type[BaseModel]
    holds: str


KINDS: tuple[Kind, ...] = (
    Kind("dossier", "dossier.yaml", "one", Meta, "title, the two parties, period, languages, format version, coders"),
    Kind("sources", "sources.yaml", "list", Source, "documents with date or date bracket, kind, reliability, standing"),
    Kind("actors", "actors.yaml", "list", Actor, "people, governments, agencies, factions, firms, publics"),
    Kind("issues", "issues.yaml", "list", Issue, "issues with their 0-100 scale, anchor points, controller"),
    Kind("calendar", "calendar.yaml", "list", CalendarEntry, "named public events with dates"),
    Kind("claims", "claims/*.yaml", "list", BaseClaim, "what passages say, with anchors, who says so and status"),
    Kind("agreements", "agreements.yaml", "list", Agreement, "statements on which documents agree"),
    Kind("disagreements", "disagreements.yaml", "list", Disagreement, "questions on which they differ"),
    Kind("judgements", "judgements.yaml", "list", Judgement, "what the coder concludes, with the claims behind it"),
    Kind("positions", "positions.yaml", "list", Position, "actor x issue x period as ranges with claims"),
    Kind("events", "events.csv", "table", Event, "dated events with sides, PLOVER type, issue and claims"),
    Kind("series", "series/*.csv", "table", Observation, "indicators: value, unit, period, source"),
    Kind("questions", "questions/*.yaml", "one", ModelFile, "rival explanations and evidence (hypotheses engine)"),
    Kind("conflicts", "conflicts/*.yaml", "one", ModelFile, "decision makers, options, preferences (conflict engine)"),
    Kind("deals", "deals/*.yaml", "one", ModelFile, "issues on the table, governments, ratifiers (deals engine)"),
    Kind("forecasts", "forecasts/*.yaml", "list", ForecastQuestion, "forecast questions and the calls made on them"),
    Kind(
        "ledger",
        "forecasts/ledger.jsonl",
        "lines",
        LedgerEntry,
        "calls and outcomes as they were made, each hashed to the one before",
    ),
    Kind("scenarios", "scenarios/*.yaml", "one", Scenario, "named what-ifs: lists of changes"),
)
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}

#: Columns of events.csv and series/*.csv; cells of the list columns are separated by ";".
EVENT_COLUMNS = ("id", "date_start", "date_end", "date_precision", "date_basis", "source", "target", "type", "mode",
                 "auxiliary", "cameo_root", "issues", "intensity", "summary", "claims", "note")  # fmt: skip
SERIES_COLUMNS = ("period_start", "period_end", "value", "unit", "source", "published", "note")
LIST_COLUMNS = frozenset({"source", "target", "mode", "auxiliary", "issues", "claims"})
COLUMNS: dict[str, tuple[str, ...]] = {"events": EVENT_COLUMNS, "series": SERIES_COLUMNS}


def kind_of(path: str) -> Kind | None:
    """The kind of a file, from its path inside the dossier with ``/`` between parts; None if the format has no such file."""
    folder, _, name = path.rpartition("/")
    for kind in KINDS:
        home, _, pattern = kind.pattern.rpartition("/")
        if folder == home and (name == pattern or (pattern.startswith("*") and name.endswith(pattern[1:]))):
            return kind
    return None


def row_to_record(kind: Kind, row: dict[str, str]) -> dict[str, Any]:
    """A CSV row as the record's data: list cells split, empty cells dropped (they take the field's default)."""
    data: dict[str, Any] = {column: cell for column, cell in row.items() if cell}
    if kind.name == "events":
        data.setdefault("source", ())
        for column in LIST_COLUMNS & data.keys():
            if cell := data[column]:
                data[column] = tuple(part.strip() for part in cell.split(";") if part.strip())
    return data


def claim_model(data: Any) -> type[BaseModel] | None:
    """The model of a claim's type, None if the type is unknown."""
    return CLAIM_TYPES.get(str(data.get("type"))) if isinstance(data, dict) else None


ModelPicker = Callable[[Any], type[BaseModel] | None]
