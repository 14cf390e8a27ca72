"""Opening a dossier: from disk, as of a date, under a scenario."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from detente.dossier.as_of import as_of
from detente.dossier.change import apply
from detente.dossier.compare import Difference
from detente.dossier.compare import compare as differences
from detente.dossier.dossier import Dossier
from detente.kernel.errors import DetenteError, errors_only, fail
from detente.kernel.ids import nearest
from detente.store.files import Stamp, stamp
from detente.store.folder import read_folder
from detente.store.shipped import folder_of, shipped_names


def open_dossier(name: str | Path, *, as_known_on: date | None = None, scenario: str | None = None) -> Dossier:
    """The dossier, optionally as known on a day and under one of its scenarios. Raises DetenteError if it has errors."""
    folder = folder_of(name)
    return _viewed(folder, stamp(folder), as_known_on, scenario)


@lru_cache(maxsize=16)
def _viewed(folder: Path, state: Stamp, day: date | None, scenario: str | None) -> Dossier:
    """The view, remembered as long as no file of the folder is touched (``state``): dossiers are never changed in place."""
    if scenario is not None:
        return apply_scenario(_viewed(folder, state, day, None), scenario)
    if day is not None:
        return as_of(_viewed(folder, state, None, None), day)
    opened = read_folder(folder)
    errors = errors_only(opened.problems)
    if errors or opened.dossier is None:
        raise DetenteError(*errors)
    return opened.dossier


def apply_scenario(dossier: Dossier, scenario: str) -> Dossier:
    """The dossier under one of its own scenarios; the folder on disk is never touched."""
    if scenario not in dossier.scenarios:
        guess = nearest(scenario, dossier.scenarios)
        known = ", ".join(dossier.scenarios) or "none"
        raise fail(
            "id-unknown",
            f"there is no scenario {scenario!r}",
            f"Did you mean {guess!r}?" if guess else f"The dossier has: {known}.",
        )
    return apply(dossier, dossier.scenarios[scenario])


def compare(
    first: str | Path, second: str | Path, *, first_day: date | None = None, second_day: date | None = None
) -> tuple[Difference, ...]:
    """What changed from one dossier (or one as-of date) to another."""
    return differences(open_dossier(first, as_known_on=first_day), open_dossier(second, as_known_on=second_day))


def dossiers() -> tuple[str, ...]:
    """Names of the dossiers that ship with the package."""
    return shipped_names()
