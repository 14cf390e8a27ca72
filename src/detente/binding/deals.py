"""A deal file of the dossier -> the plain data of a deal, under one of its scenarios, with what stands behind every number.

The body is the schema of DEAL.yaml with keys of the dossier beside it: ``claims``, ``coder``, ``note``, ``assumption`` and
``title`` on any record, and ``scenarios``, named what-ifs whose ``set`` overrides values by dotted path.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.binding.trace import Ground, Trace
from detente.dossier.dossier import Dossier
from detente.dossier.model_file import ModelFile
from detente.engines.deals.overrides import try_changes
from detente.engines.deals.paths import assign, is_range, name_of, without_ranges
from detente.engines.deals.reader import FORMAT
from detente.kernel.errors import DetenteError, fail
from detente.kernel.ids import nearest

#: Keys of the dossier, which the engine does not know. A range keeps its claims, since the engine's format has them.
_OWN = ("claims", "assumption", "coder", "note", "title")
#: ``linked`` (the baskets that are linked in the deal room) is the room's own.
_TOP = ("period", "scenarios", "linked")
#: The scenario that stands in the file itself.
BASE = "base"
#: Lists of records, whose elements have rows of their own in the trace.
_RECORDS = ("issues", "governments", "ratifiers", "threats", "interactions")


@dataclass(frozen=True)
class Scenario:
    """A named what-if: values by path, another channel, and the claims that make it worth asking."""

    id: str
    title: str
    note: str
    claims: tuple[str, ...]
    set: Mapping[str, Any]


@dataclass(frozen=True)
class BoundDeal:
    """Plain data of one deal under one scenario. ``titles``: id of a government, issue or ratifier -> its name for a reader."""

    name: str
    title: str
    note: str
    scenario: Scenario
    plain: dict[str, Any]
    trace: Trace
    titles: Mapping[str, str]

    @property
    def file(self) -> str:
        """The file that problems name."""
        return f"deals/{self.name}.yaml"


def scenarios(file: ModelFile) -> dict[str, Scenario]:
    """The what-ifs of a deal file by id; BASE is the file as coded, and each channel without a scenario of its name is one."""
    body = file.body()
    found = {BASE: Scenario(BASE, "As coded", "", tuple(file.claims), {})}
    for name, each in _mapping(body.get("scenarios")).items():
        plain = _mapping(each)
        sets = dict(_mapping(plain.get("set")))
        if plain.get("channel") is not None:
            sets["channel"] = plain["channel"]
        found[str(name)] = Scenario(
            str(name),
            str(plain.get("title") or name),
            str(plain.get("note") or ""),
            tuple(plain.get("claims") or ()),
            sets,
        )
    for name in _mapping(body.get("channels")) or ("quiet", "treaty", "public"):
        found.setdefault(str(name), Scenario(str(name), f"In the channel {name}", "", (), {"channel": str(name)}))
    return found


def bind(dossier: Dossier, name: str, scenario: str | None = None) -> BoundDeal:
    """The deal under a scenario (by default as coded). Trace: (``governments.US``, ``weights.MIG``) -> ground.

    The field ``record`` of a row holds the claims of the record as a whole; the row ``scenario`` those of the what-if, by path.
    Raises DetenteError if the deal or the scenario is unknown, or a change of the scenario does not fit.
    """
    if name not in dossier.deals:
        guess = nearest(name, dossier.deals)
        known = ", ".join(dossier.deals) or "none"
        raise fail("deal-empty", f"the dossier has no deal {name!r}", f"Did you mean {guess!r}?" if guess else f"Its deals: {known}.")  # fmt: skip
    file = dossier.deals[name]
    choice = scenarios(file)
    chosen = scenario or BASE
    if chosen not in choice:
        guess = nearest(chosen, choice)
        raise fail("deal-empty", f"the deal {name!r} has no scenario {chosen!r}", f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(choice)}.")  # fmt: skip
    body, what_if = file.body(), choice[chosen]
    coder = str(body.get("coder") or "")
    cells = dict(_grounds(body, coder))
    for path in what_if.set:
        reason = None if what_if.claims else what_if.note or "a what-if"
        cells["scenario", path] = Ground(what_if.claims, reason, coder)
    plain = {key: _plain(each) for key, each in body.items() if key not in (*_OWN, *_TOP)} | {
        "format": file.format or FORMAT
    }
    if what_if.set:
        problems = try_changes(without_ranges(plain)[0], what_if.set, f"deals/{name}.yaml", f"scenarios.{chosen}.set")[
            1
        ]
        if problems:
            raise DetenteError(*problems)
        plain = _overridden(plain, what_if.set)
    return BoundDeal(
        name, file.title or name, str(body.get("note") or ""), what_if, plain, Trace(cells), dict(_titles(body))
    )


def _overridden(plain: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The data with the changes; a number that a scenario sets is sure in it, so its range falls away."""
    for path, value in changes.items():
        plain = assign(plain, path, value)
    return plain


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _plain(value: Any) -> Any:
    """The body as the engine reads it."""
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    if is_range(value):
        return {key: each for key, each in value.items() if key in ("low", "mode", "high", "claims")}
    return {key: _plain(each) for key, each in value.items() if key not in _OWN}


def _titles(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in ("issues", "governments", "ratifiers"):
        for each in body.get(kind) or ():
            if isinstance(each, Mapping) and each.get("id"):
                yield str(each["id"]), str(each.get("title") or each["id"])


def _grounds(body: Mapping[str, Any], coder: str) -> Iterator[tuple[tuple[str, str], Ground]]:
    """What every record and every range rests on."""
    for kind, value in body.items():
        if kind in _RECORDS and isinstance(value, list | tuple):
            for number, each in enumerate(value):
                yield from _record(f"{kind}.{name_of(each, number)}", each, coder)
        elif kind != "scenarios" and isinstance(value, Mapping):
            yield from _record(kind, value, coder)


def _record(row: str, record: Any, coder: str) -> Iterator[tuple[tuple[str, str], Ground]]:
    if not isinstance(record, Mapping):
        return
    if is_range(record):
        yield (row, "value"), _ground(record, coder)
        return
    own = str(record.get("coder") or coder)
    if record.get("claims") or record.get("assumption"):
        yield (row, "record"), _ground(record, own)
    for place, each in without_ranges({key: child for key, child in record.items() if key not in _OWN})[1].items():
        yield (row, place), _ground(each, own)


def _ground(plain: Mapping[str, Any], coder: str) -> Ground:
    claims = tuple(plain.get("claims") or ())
    reason = None if claims else str(plain.get("assumption") or "no claim is given for it")
    return Ground(claims, reason, str(plain.get("coder") or coder))
