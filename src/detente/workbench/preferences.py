"""What decision makers want, changed: in the file itself with a version and an undo, or kept as a scenario."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from detente.kernel.errors import fail
from detente.workbench.changing import Changed, version_of
from detente.workbench.conflict_room import Trial, as_records
from detente.workbench.opening import open_dossier


def change_statements(name: str | Path, conflict: str, profile: str, changed: Mapping[str, Iterable[Mapping[str, Any]]], *, version: str | None = None) -> Changed:  # fmt: skip
    """Set decision makers' preference statements in one reading of a conflict; everything else in the file keeps its bytes.

    The dossier and the model as they would be are checked first. Raises DetenteError with every fault, or (edit-stale) when the
    file is no longer at ``version``; then nothing is written. What is answered undoes it: ``before`` by decision maker.
    """
    from detente.binding.conflict import bind, place_of_statements, profiles, statements_of, with_statements
    from detente.dossier.build import RawFile
    from detente.store.edit_list import edit_lists
    from detente.store.folder import read_folder
    from detente.store.shipped import writable_folder_of
    from detente.store.write import writing
    from detente.workbench.changing import at_version
    from detente.workbench.editing import try_out

    folder = writable_folder_of(name)
    lists = {
        dm: [dict(each) if isinstance(each, Mapping) else {} for each in statements]
        for dm, statements in changed.items()
    }
    if not lists or not all(lists.values()):
        raise fail("option-invalid", "a decision maker without a statement wants nothing", "Leave one at least.")
    if not all(
        isinstance(each.get(key), str)
        for statements in lists.values()
        for each in statements
        for key in ("id", "holds")
    ):
        raise fail("option-invalid", "a statement has an id and a condition", "Give each `id` and `holds`.")
    with writing(folder):
        opened = read_folder(folder)
        place = opened.places.get(("conflicts", conflict))
        if opened.dossier is None or place is None:
            raise fail("id-unknown", f"there is no {conflict!r} among the conflicts")
        at_version(opened.dossier, "conflicts", conflict, version)
        file = opened.dossier.conflicts[conflict]
        known = {
            "reading": list(profiles(file)),
            "decision maker": [each["id"] for each in file.body()["decision_makers"]],
        }
        for what, wanted in (("reading", [profile]), ("decision maker", list(lists))):
            if wrong := [each for each in wanted if each not in known[what]]:
                raise fail("id-unknown", f"there is no {what} {wrong[0]!r}", f"Use one of {', '.join(known[what])}.")
        before = {dm: statements_of(file, profile, dm) for dm in lists}
        new = with_statements(file, profile, lists)
        edits: dict[tuple[str, ...], Any] = {}
        for dm, statements in lists.items():
            path, written = place_of_statements(file, profile, dm)
            edits[path] = statements if written else {"statements": statements}
        body = new.model_dump(mode="json", by_alias=True, exclude_none=True)
        built = try_out(opened, lambda raws: [RawFile(raw.path, {**raw.data, **{key: body[key] for key in ("decision_makers", "profiles") if key in body}}) if raw.path == place[0] else raw for raw in raws])  # fmt: skip
        bind(built, conflict, profile)
        edit_lists(folder / place[0], edits)
    return Changed("conflicts", conflict, before, version_of(folder, "conflicts", conflict))


def order_of(file: Any, profile: str, dm: str) -> list[str]:
    """The ids of a decision maker's statements in a reading, by falling weight."""
    from detente.binding.conflict import statements_of

    return [str(each.get("id")) for each in statements_of(file, profile, dm) or ()]


def as_preference_scenario(name: str | Path, conflict: str, profile: str, trial: Trial, ident: str, title: str, why: str, *, scenario: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Preferences on trial as a scenario's record, as ``scenarios/ID.yaml`` holds it. Raises DetenteError if nothing is changed."""
    from detente.binding.conflict import place_of_statements, statements_of

    file = open_dossier(name, scenario=scenario).conflicts[conflict]
    changes = []
    for dm, wanted in trial:
        records = as_records(file, profile, dm, wanted, why or "A what-if.")
        if records == statements_of(file, profile, dm):
            continue
        path, written = place_of_statements(file, profile, dm)
        changes.append({"record": "conflicts", "id": conflict, "field": ".".join(path), "set": records if written else {"statements": records}})  # fmt: skip
    if not changes:
        raise fail("scenario-change", "nothing is changed", "Move, leave out or rewrite a statement first.")
    return {"id": ident, "title": title, "why": why, "changes": changes}
