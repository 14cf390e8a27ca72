"""From plain data to a dossier: every record validated, every reference looked up, every finding reported at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from detente.dossier import layout, rules
from detente.dossier.change import apply
from detente.dossier.claim import CLAIM_TYPES
from detente.dossier.dossier import Dossier
from detente.dossier.finding import Finding, Loc
from detente.dossier.meta import FORMAT, OLDEST_READABLE
from detente.dossier.model_file import ModelFile
from detente.dossier.series import Series
from detente.kernel.errors import DetenteError
from detente.kernel.ids import is_id
from detente.kernel.slugs import SLUGS


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file as plain data: its path inside the dossier and what it holds (rows for a table)."""

    path: str
    data: Any


@dataclass
class Built:
    """The outcome: a dossier (None if the head could not be read), findings, and where each record stands."""

    dossier: Dossier | None
    findings: list[Finding]
    places: dict[tuple[str, str], tuple[str, Loc]] = field(default_factory=dict)


def build(files: Iterable[RawFile], *, complete: bool = True) -> Built:
    """Build a dossier from its files. Never raises for bad content: each fault becomes a finding.

    ``complete`` is False when some file could not be read: then what leans on other records is not tried out.
    """
    work = _Work()
    for raw in files:
        work.take(raw)
    built = Built(None, work.findings, work.places)
    meta = work.records["dossier"].get("dossier")
    if meta is None:
        return built
    collections = {kind.name: _in_order(work.records[kind.name]) for kind in layout.KINDS if kind.name != "dossier"}
    built.dossier = Dossier(meta, **collections)
    built.findings.extend(rules.check(built.dossier, work.places, frozenset(work.broken)))
    if complete and not any(finding.level == "error" for finding in built.findings):
        built.findings.extend(_inapplicable(built.dossier, work.places))
    return built


def _in_order(records: dict[str, Any]) -> dict[str, Any]:
    """Model files by the place that they ask for, the others after them as the files stand; other records as they are."""
    if not any(getattr(each, "order", None) is not None for each in records.values() if isinstance(each, ModelFile)):
        return records
    return dict(sorted(records.items(), key=lambda pair: (pair[1].order is None, pair[1].order or 0)))


def _inapplicable(dossier: Dossier, places: rules.Places) -> Iterator[Finding]:
    """Scenarios that name a record or field that is not there, or that would break the dossier."""
    for name, scenario in dossier.scenarios.items():
        try:
            apply(dossier, scenario)
        except DetenteError as error:
            file, loc = places["scenarios", name]
            yield from (Finding(file, (*loc, "changes"), p.slug, p.message, p.fix, "warning") for p in error.problems)


class _Work:
    """The records gathered so far, by kind, with findings and places."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {kind.name: {} for kind in layout.KINDS}
        self.findings: list[Finding] = []
        self.places: dict[tuple[str, str], tuple[str, Loc]] = {}
        self.broken: set[tuple[str, str]] = set()

    def take(self, raw: RawFile) -> None:
        """Read one file; a file that the format does not know is passed over."""
        kind = layout.kind_of(raw.path)
        if kind is None:
            return
        if kind.shape == "table":
            self._table(kind, raw)
        elif kind.shape == "lines":
            self._lines(kind, raw)
        elif kind.shape == "one":
            self._one(kind, raw)
        else:
            self._list(kind, raw)

    def _one(self, kind: layout.Kind, raw: RawFile) -> None:
        if not isinstance(raw.data, dict):
            self._say(raw.path, (), "value-invalid", f"the file must be a mapping that describes one of {kind.name}")
            return
        if kind.name == "dossier" and not self._format_is_readable(raw):
            return
        record = self._record(kind, kind.model, raw.path, (), raw.data)
        if record is not None:
            self._keep(kind, "dossier" if kind.name == "dossier" else record.id, record, raw.path, ())

    def _format_is_readable(self, raw: RawFile) -> bool:
        version = raw.data.get("format")
        if isinstance(version, bool):
            self._say(raw.path, ("format",), "value-invalid", f"there is no format {str(version).lower()}")
            return False
        if isinstance(version, int) and version != FORMAT:
            if version > FORMAT:
                self._say(
                    raw.path,
                    ("format",),
                    "format-new",
                    f"format {version} is newer than the {FORMAT} that this program reads",
                )
                return False
            if version < OLDEST_READABLE:
                self._say(raw.path, ("format",), "value-invalid", f"there is no format {version}")
                return False
            self._say(raw.path, ("format",), "format-old", f"format {version} is older than {FORMAT}", level="warning")
        return True

    def _list(self, kind: layout.Kind, raw: RawFile) -> None:
        items = raw.data
        prefix: Loc = (kind.name,)
        if isinstance(items, list):  # format 0 had bare lists
            prefix = ()
        elif isinstance(items, dict):
            for key in items:
                if key != kind.name and not str(key).startswith("x_"):
                    self._say(
                        raw.path,
                        (key,),
                        "key-unknown",
                        f"unknown key {key!r} at the top of the file",
                        f"The list belongs under `{kind.name}:`.",
                    )
            items = items.get(kind.name)
        if items is None and isinstance(raw.data, dict) and kind.name in raw.data:
            return  # "claims:" with nothing under it: an empty list
        if not isinstance(items, list):
            self._say(raw.path, (), "key-missing", f"the file must hold a list under `{kind.name}:`")
            return
        for place, item in enumerate(items):
            self._item(kind, raw.path, (*prefix, place), item)

    def _item(self, kind: layout.Kind, path: str, loc: Loc, item: Any) -> None:
        if not isinstance(item, dict):
            self._say(path, loc, "value-invalid", f"an entry of {kind.name} must be a mapping of keys")
            return
        model: type[BaseModel] | None = kind.model
        if kind.name == "claims":
            model = layout.claim_model(item)
            if model is None:
                slug = "value-invalid" if "type" in item else "key-missing"
                types = ", ".join(CLAIM_TYPES)
                self._say(
                    path, (*loc, "type"), slug, f"the claim has type {item.get('type')!r}", f"Use one of {types}."
                )
                return
        record = self._record(kind, model or kind.model, path, loc, item)
        if record is not None:
            self._keep(kind, record.id, record, path, loc)

    def _lines(self, kind: layout.Kind, raw: RawFile) -> None:
        for place, item in enumerate(raw.data if isinstance(raw.data, list) else ()):
            if not isinstance(item, dict):
                self._say(raw.path, (place,), "ledger-entry", "the line holds no mapping")
                continue
            record = self._record(kind, kind.model, raw.path, (place,), item)
            if record is not None:
                self._keep(kind, str(record.seq), record, raw.path, (place,))

    def _table(self, kind: layout.Kind, raw: RawFile) -> None:
        observations = []
        for place, row in enumerate(raw.data):
            record = self._record(kind, kind.model, raw.path, (place,), layout.row_to_record(kind, row))
            if record is None:
                continue
            if kind.name == "events":
                self._keep(kind, record.id, record, raw.path, (place,))
            else:
                observations.append(record)
        if kind.name == "series":
            name = raw.path.rpartition("/")[2].removesuffix(".csv")
            if is_id(name):
                self._keep(kind, name, Series(id=name, observations=tuple(observations)), raw.path, ())
            else:
                self._say(raw.path, (), "id-invalid", f"the file name {name!r} is no id")

    def _record(self, kind: layout.Kind, model: type[BaseModel], path: str, loc: Loc, data: dict[Any, Any]) -> Any:
        if any(str(key).startswith("x_") for key in data) and kind.model is not ModelFile:
            data = {key: value for key, value in data.items() if not str(key).startswith("x_")}
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                self._fault(model, path, loc, fault)
            self.broken.add((kind.name, str(data.get("id"))))
        except RecursionError:
            self._say(path, loc, "yaml-too-deep", "the record nests too deeply")
        return None

    def _fault(self, model: type[BaseModel], path: str, loc: Loc, fault: Any) -> None:
        inner: Loc = tuple(fault["loc"])
        slug, message, fix = fault["type"], fault["msg"], ""
        field = ".".join(map(str, inner))
        if slug == "missing":
            slug, message = "key-missing", f"the key `{field}` is missing"
            inner = inner[:-1]
        elif slug == "extra_forbidden":
            known = list(model.model_fields)
            guess = get_close_matches(str(inner[-1]), known, n=1)
            slug, message = "key-unknown", f"unknown key `{field}`"
            fix = f"Did you mean `{guess[0]}`?" if guess else ""
        elif slug not in SLUGS:
            slug, message = "value-invalid", f"`{field}`: {message[0].lower()}{message[1:]}" if field else message
        elif field:
            message = f"`{field}`: {message}"
        self._say(path, (*loc, *inner), slug, message, fix)

    def _keep(self, kind: layout.Kind, name: str, record: Any, path: str, loc: Loc) -> None:
        if name in self.records[kind.name]:
            first_path, first_loc = self.places[kind.name, name]
            where = f"{first_path}" + (
                f", entry {first_loc[-1] + 1}" if first_loc and isinstance(first_loc[-1], int) else ""
            )
            self._say(
                path,
                (*loc, "id") if kind.shape not in ("table", "lines") else loc,
                "id-duplicate",
                f"the id {name!r} stands twice in {kind.name} (first in {where})",
            )
            return
        self.records[kind.name][name] = record
        self.places[kind.name, name] = (path, loc)

    def _say(self, path: str, loc: Loc, slug: str, message: str, fix: str = "", level: str = "error") -> None:
        self.findings.append(Finding(path, loc, slug, message, fix or SLUGS[slug].fix, level))
