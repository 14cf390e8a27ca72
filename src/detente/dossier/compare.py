"""What changed between two dossiers, or between two dates of one: records added, removed and edited field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.dossier.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``what`` is added, removed or changed; ``field`` is a dotted path (empty for whole records)."""

    kind: str
    id: str
    what: str
    field: str = ""
    before: Any = None
    after: Any = None


def compare(before: Dossier, after: Dossier) -> tuple[Difference, ...]:
    """Every difference, in the order of the format: removed, changed, added within a kind."""
    found = list(
        _fields(
            "dossier",
            "dossier",
            before.dossier.model_dump(mode="json", by_alias=True),
            after.dossier.model_dump(mode="json", by_alias=True),
        )
    )
    theirs = dict(after.collections())
    for kind, ours in before.collections():
        other = theirs[kind]
        found += [Difference(kind, name, "removed") for name in ours if name not in other]
        for name, record in ours.items():
            if name in other and record != other[name]:
                found += _fields(
                    kind,
                    name,
                    record.model_dump(mode="json", by_alias=True),
                    other[name].model_dump(mode="json", by_alias=True),
                )
        found += [Difference(kind, name, "added") for name in other if name not in ours]
    return tuple(found)


def _fields(kind: str, name: str, before: Any, after: Any, path: str = "") -> Iterator[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from _fields(kind, name, before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif before != after:
        yield Difference(kind, name, "changed", path, before, after)
