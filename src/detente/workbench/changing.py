"""Changing one record with a version, so that two writers never lose each other's work, and with what undoes it.

A version is the fingerprint of the record as its editor saw it. Who saves names the version; a record that has another
one by then is refused (``edit-stale``). What a change answers is enough to undo it: the values before, and the version
after, with which the undoing is a change like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.dossier.build import RawFile
from detente.dossier.dossier import Dossier
from detente.kernel import fingerprints
from detente.kernel.errors import DetenteError, errors_only, fail
from detente.kernel.ids import is_id, nearest
from detente.store.emit import emit
from detente.store.folder import Opened, read_folder
from detente.store.shipped import writable_folder_of
from detente.store.write import write_atomically, writing
from detente.workbench.editing import try_out
from detente.workbench.opening import open_dossier

_VERSION = 16  # hex digits


@dataclass(frozen=True, slots=True)
class Changed:
    """A change done: the record, the values of its changed fields before (None where a field was absent), its version now."""

    kind: str
    record: str
    before: dict[str, Any]
    version: str


def version_of(name: str | Path, kind: str, record: str) -> str:
    """The version of a record as it stands. Raises DetenteError (id-unknown)."""
    return _version(open_dossier(name), kind, record)


def change_record(
    name: str | Path, kind: str, record: str, fields: Mapping[str, Any], *, version: str | None = None
) -> Changed:
    """Set fields of a record in a file of lists (positions, issues, judgements, ...); remarks and order are kept.

    The dossier as it would be is checked as a whole first. Raises DetenteError with every fault, or (edit-stale) when
    the record is no longer at ``version``; then nothing is written.
    """
    from detente.store.edit import edit_record

    folder = writable_folder_of(name)
    with writing(folder):
        opened = _read(folder)
        place = opened.places.get((kind, record))
        if opened.dossier is None or place is None:
            raise _unknown(opened.dossier, kind, record)
        at_version(opened.dossier, kind, record, version)
        file, _ = place
        raw = next(each.data for each in opened.raws if each.path == file)
        old = next(each for each in raw[kind] if each.get("id") == record)
        before = {key: old.get(key) for key in fields}
        try_out(opened, lambda raws: [_with_fields(each, file, kind, record, fields) for each in raws])
        edit_record(folder / file, kind, record, lambda _: dict(fields))
    return Changed(kind, record, before, version_of(folder, kind, record))


def save_scenario(name: str | Path, scenario: Mapping[str, Any], *, version: str | None = None) -> Changed:
    """Write a scenario as ``scenarios/ID.yaml``. One that stands there is replaced only when ``version`` is its own.

    Raises DetenteError with every fault of the scenario, its changes tried out included; then nothing is written.
    """
    from detente.dossier.change import apply

    folder, ident = writable_folder_of(name), str(scenario.get("id", ""))
    if not is_id(ident):
        raise fail("id-invalid", f"{ident!r} cannot name a scenario")
    inner = f"scenarios/{ident}.yaml"
    with writing(folder):
        opened = _read(folder)
        held = opened.places.get(("scenarios", ident))
        if held is not None and opened.dossier is not None:
            if version is None:
                raise fail("id-duplicate", f"there is a scenario {ident!r} already", "Choose another id.")
            at_version(opened.dossier, "scenarios", ident, version)
            inner = held[0]
        built = try_out(
            opened, lambda raws: [*(each for each in raws if each.path != inner), RawFile(inner, dict(scenario))]
        )
        apply(built, built.scenarios[ident])
        (folder / "scenarios").mkdir(exist_ok=True)
        write_atomically(folder / inner, emit(dict(scenario)))
    return Changed("scenarios", ident, {}, version_of(folder, "scenarios", ident))


def drop_scenario(name: str | Path, ident: str, *, version: str) -> None:
    """Remove a scenario that is still at ``version``: the undoing of a scenario saved."""
    folder = writable_folder_of(name)
    with writing(folder):
        opened = _read(folder)
        held = opened.places.get(("scenarios", ident))
        if opened.dossier is None or held is None:
            raise _unknown(opened.dossier, "scenarios", ident)
        at_version(opened.dossier, "scenarios", ident, version)
        (folder / held[0]).unlink()


def _read(folder: Path) -> Opened:
    opened = read_folder(folder)
    if errors := errors_only(opened.problems):
        raise DetenteError(*errors)
    return opened


def _unknown(dossier: Dossier | None, kind: str, record: str) -> DetenteError:
    known = dict(dossier.collections()).get(kind, {}) if dossier else {}
    guess = nearest(record, known)
    return fail("id-unknown", f"there is no {record!r} among the {kind}", f"Did you mean {guess!r}?" if guess else "")


def _version(dossier: Dossier, kind: str, record: str) -> str:
    found = dict(dossier.collections()).get(kind, {}).get(record)
    if found is None:
        raise _unknown(dossier, kind, record)
    return fingerprints.of_data(found.model_dump(mode="json", by_alias=True))[:_VERSION]


def at_version(dossier: Dossier, kind: str, record: str, version: str | None) -> None:
    """Raises DetenteError (edit-stale) if the record is no longer at ``version``; None is any version."""
    if version is not None and _version(dossier, kind, record) != version:
        raise fail("edit-stale", f"{record} was changed meanwhile")


def _with_fields(raw: RawFile, file: str, kind: str, record: str, fields: Mapping[str, Any]) -> RawFile:
    if raw.path != file or not isinstance(raw.data, dict):
        return raw
    return RawFile(
        raw.path, {kind: [{**each, **fields} if each.get("id") == record else each for each in raw.data[kind]]}
    )
